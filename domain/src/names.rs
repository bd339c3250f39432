//! Names of people and things, as people write them.

use crate::unicode;
use serde::{Deserialize, Serialize};

/// Why a text is not a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum NameError {
    /// Nothing is left once the spaces around are gone.
    #[error("empty")]
    Empty,
    /// More than the longest allowed.
    #[error("longer than {max} characters")]
    TooLong {
        /// The longest allowed, in characters.
        max: u16,
    },
    /// A control, format or bidirectional character, which could make a name read as another.
    #[error("an invisible character")]
    Invisible,
    /// A link: names stand in mails, and must not carry one.
    #[error("a link")]
    Link,
}

/// The text trimmed and in NFC, when it is a name of at most `max` characters.
fn tidy(text: &str, max: u16) -> Result<String, NameError> {
    let name = unicode::composed(text.trim()).into_owned();
    if name.is_empty() {
        return Err(NameError::Empty);
    }
    if name.chars().count() > usize::from(max) {
        return Err(NameError::TooLong { max });
    }
    if name.chars().any(is_invisible) {
        return Err(NameError::Invisible);
    }
    if looks_like_link(&name) {
        return Err(NameError::Link);
    }
    Ok(name)
}

/// Whether a character shows nothing of itself: a control, a format or bidirectional mark, a
/// zero-width space, a line separator, a variation selector or a tag.
pub fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{00ad}' | '\u{034f}' | '\u{061c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
            | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e0fff}')
}

fn looks_like_link(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name.contains("://") || name.contains("www.") || name.contains("http:") || name.contains("https:")
}

macro_rules! names {
    ($($(#[$doc:meta])* $name:ident($max:literal);)+) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// The longest, in characters.
            pub const MAX: u16 = $max;

            /// The name that `text` writes: trimmed, in NFC.
            pub fn parse(text: &str) -> Result<Self, NameError> {
                tidy(text, Self::MAX).map(Self)
            }

            /// The name as it is shown.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl TryFrom<String> for $name {
            type Error = NameError;

            fn try_from(text: String) -> Result<Self, NameError> {
                Self::parse(&text)
            }
        }

        impl From<$name> for String {
            fn from(name: $name) -> Self {
                name.0
            }
        }
    )+};
}

names! {
    /// The first or last name of a person.
    PersonName(80);
    /// The name of a customer.
    CustomerName(120);
    /// The name of a contract or a sub-account.
    AccountName(120);
    /// The name of a site. Matched exactly: case, accents and punctuation count.
    SiteName(120);
    /// The name of a profile.
    ProfileName(80);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_trimmed_and_composed() {
        assert_eq!(PersonName::parse("  Ame\u{301}lie ").unwrap().as_str(), "Amélie");
    }

    #[test]
    fn a_name_cannot_hide_anything() {
        assert_eq!(PersonName::parse(" "), Err(NameError::Empty));
        assert_eq!(PersonName::parse("Ann\u{202e}a"), Err(NameError::Invisible));
        assert_eq!(PersonName::parse("A\nB"), Err(NameError::Invisible));
        assert_eq!(PersonName::parse("gagnez http://x.fr"), Err(NameError::Link));
        assert_eq!(PersonName::parse(&"a".repeat(81)), Err(NameError::TooLong { max: 80 }));
        assert!(PersonName::parse(&"é".repeat(80)).is_ok());
    }
}

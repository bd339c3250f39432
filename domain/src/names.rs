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
    /// A link, or a telephone number: names stand in mails, and must not lead anybody anywhere.
    #[error("a link or a telephone number")]
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
/// zero-width space, a line separator, a variation selector, a tag, or what stands for something that was lost.
pub fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{00ad}' | '\u{034f}' | '\u{061c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
            | '\u{ffa0}' | '\u{fff0}'..='\u{fffd}' | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e0fff}')
}

fn looks_like_link(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name.contains("://") || name.contains("www.") || name.contains("http:") || name.contains("https:")
}

/// Domains that mail clients make a link of wherever they stand, by their last part: the common ones, and
/// those that are had for nothing or next to it. None of them is a name that follows an initial.
const ENDINGS: [&str; 34] = [
    "app", "asso", "biz", "blog", "click", "club", "co", "com", "cloud", "dev", "edu", "eu", "fr", "gouv",
    "gov", "icu", "info", "io", "link", "live", "mobi", "net", "online", "org", "page", "pro", "shop",
    "site", "space", "store", "tech", "top", "website", "xyz",
];

/// The same of countries: each could be a short name or a particle after initials (`Y.Li`, `Ph.de`).
const COUNTRIES: [&str; 42] = [
    "ae", "ai", "at", "au", "be", "br", "ca", "cc", "cf", "ch", "cn", "cz", "de", "dk", "es", "fi", "ga",
    "gg", "gl", "ie", "in", "it", "jp", "li", "lu", "ly", "ma", "me", "ml", "nl", "no", "pl", "pt", "ro",
    "ru", "se", "su", "tk", "to", "tv", "uk", "us",
];

/// Whether mail clients would make a link of something in a text that has neither scheme nor `www.`: the
/// name of a domain, such as `colis-payer.com`. Initials and abbreviations are none: `J.P. Dupont`.
pub fn holds_domain(text: &str) -> bool {
    // The full stops of other scripts are read as dots (UTS #46).
    let text = text.to_lowercase().replace(['\u{3002}', '\u{ff0e}', '\u{ff61}'], ".");
    let in_label = |c: char| c.is_alphanumeric() || c == '-';

    text.match_indices('.').any(|(at, _)| {
        let label = text[..at].chars().rev().take_while(|c| in_label(*c)).count();
        let rest = &text[at + 1..];
        let ending = &rest[..rest.find(|c| !in_label(c)).unwrap_or(rest.len())];
        label > 0 && ENDINGS.contains(&ending) || label > 2 && COUNTRIES.contains(&ending)
    })
}

/// Whether a text has what somebody could be made to open or to call.
fn leads_elsewhere(text: &str) -> bool {
    holds_domain(text) || holds_telephone(text)
}

/// Whether a text has a telephone number: six digits or more, with nothing but what stands between them.
fn holds_telephone(text: &str) -> bool {
    const DIGITS: usize = 6;
    text.split(|c: char| {
        !c.is_numeric() && !matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '.' | '-' | '/' | '(' | ')' | '+')
    })
    .any(|piece| piece.chars().filter(|c| c.is_numeric()).count() >= DIGITS)
}

macro_rules! names {
    ($($(#[$doc:meta])* $name:ident($max:literal $(, not $link:path)?);)+) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// The longest, in characters.
            pub const MAX: u16 = $max;

            /// The name that `text` writes: trimmed, in NFC.
            pub fn parse(text: &str) -> Result<Self, NameError> {
                let name = tidy(text, Self::MAX)?;
                $(if $link(&name) {
                    return Err(NameError::Link);
                })?
                Ok(Self(name))
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
    /// The first or last name of a person. A company may be called as its domain, a person is not; nor has one a number.
    PersonName(80, not leads_elsewhere);
    /// The name of a customer.
    CustomerName(120);
    /// The name of a contract or a sub-account.
    AccountName(120);
    /// The name of a site. Matched exactly: case, accents and punctuation count.
    SiteName(120);
    /// The name of a profile.
    ProfileName(80);
    /// What somebody calls a view of the list of users.
    ViewName(60);
    /// Why an operator looks at a customer's people. It stands in the customer's journal for good, so it holds no address.
    LookReason(200, not holds_domain);
    /// What an operator calls one of the portal's applications that asks what people may do.
    ApplicationName(60);
    /// What somebody calls one of their passkeys. It stands in mails.
    PasskeyName(60, not holds_domain);
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

    #[test]
    fn a_person_is_not_called_as_a_domain_that_mail_clients_would_link() {
        for link in [
            "colis-payer.com",
            "Voir COLIS.FR/suivi",
            "(bit.ly/x1)",
            "t.co",
            "gagnez sur a.b.xyz.",
            "colis\u{3002}com",
            "zoe@exemple.fr",
            "é.com",
            "impots.gouv.fr",
            "colis.co.uk",
        ] {
            assert_eq!(PersonName::parse(link), Err(NameError::Link), "{link}");
        }

        for name in [
            "J.P. Dupont",
            "Jean-Ph. Martin",
            "J.Martin",
            "St. Pierre",
            "M.de Villiers",
            "Ph.de Foucauld",
            "Y.Li",
            "Dupont Jr.",
            "Comte. Frédéric",
            "D.Compain",
            "Marie...fr",
            ".com",
        ] {
            assert!(PersonName::parse(name).is_ok(), "{name}");
        }

        assert!(CustomerName::parse("Colis-Privé.com").is_ok());
    }

    #[test]
    fn a_person_is_not_called_as_a_number_that_somebody_could_be_made_to_call() {
        for number in [
            "Appelez le 0 899 12 34 56",
            "+33 (0)8.99.12.34.56",
            "01-23-45-67-89",
            "٠٨٩٩١٢٣٤",
            "colis 123456",
        ] {
            assert_eq!(PersonName::parse(number), Err(NameError::Link), "{number}");
        }
        for name in [
            "St. John",
            "Jean-Pierre",
            "O'Neil",
            "M. Dupont",
            "D’Artagnan",
            "Anne-Marie 2",
            "Müller-Lüdenscheidt",
            "X Æ A-12",
            "Quai 42",
        ] {
            assert!(PersonName::parse(name).is_ok(), "{name}");
        }
    }
}

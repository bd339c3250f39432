//! The identifier that somebody chooses to sign in with, in the place of the one that Guichet made.

use crate::credentials::Identifier;
use serde::{Deserialize, Serialize};

/// Why a text cannot be an identifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum IdentifierError {
    /// Fewer than [`ChosenIdentifier::MIN`] characters.
    #[error("shorter than {min} characters")]
    TooShort {
        /// The shortest allowed, in characters.
        min: u16,
    },
    /// More than [`ChosenIdentifier::MAX`] characters.
    #[error("longer than {max} characters")]
    TooLong {
        /// The longest allowed, in characters.
        max: u16,
    },
    /// A space between the characters.
    #[error("a space")]
    Space,
    /// A letter that is none of a to z, such as one with an accent.
    #[error("the letter {letter:?}")]
    Letter {
        /// The first of them.
        letter: char,
    },
    /// Another character that may not stand in it.
    #[error("the character {character:?}")]
    Character {
        /// The first of them.
        character: char,
    },
    /// Neither a letter nor a digit.
    #[error("neither a letter nor a digit")]
    Marks,
}

/// An identifier that somebody chose: letters from a to z, digits, dots, hyphens and underscores.
///
/// Two are the same when their keys are, as with those that Guichet makes: case and hyphens aside, and with O, I and L
/// read as the digits they look like. So nobody can take a name that reads as another's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChosenIdentifier {
    shown: String,
    key: String,
}

impl ChosenIdentifier {
    /// The shortest, in characters.
    pub const MIN: u16 = 3;
    /// The longest, in characters.
    pub const MAX: u16 = 64;

    /// The identifier that `text` writes; spaces around it do not count.
    pub fn parse(text: &str) -> Result<Self, IdentifierError> {
        let text = text.trim();
        if let Some(error) = text.chars().find_map(what_is_wrong_with) {
            return Err(error);
        }

        // What is left is ASCII: a character is an octet.
        if text.len() < usize::from(Self::MIN) {
            return Err(IdentifierError::TooShort { min: Self::MIN });
        }

        if text.len() > usize::from(Self::MAX) {
            return Err(IdentifierError::TooLong { max: Self::MAX });
        }

        let key = folded(text);
        if !key.bytes().any(|b| b.is_ascii_alphanumeric()) {
            return Err(IdentifierError::Marks);
        }

        Ok(Self { shown: text.to_ascii_lowercase(), key })
    }

    /// The key of what is typed to sign in or to find somebody, spaces aside; `None` when it is no identifier.
    pub fn key_of(typed: &str) -> Option<String> {
        let tidy = |c| if matches!(c, '–' | '‑') { '-' } else { c };
        let typed: String = typed.chars().filter(|c| !c.is_whitespace()).map(tidy).collect();
        Self::parse(&typed).ok().map(|identifier| identifier.key)
    }

    /// The identifier as it is shown and stored.
    pub fn as_str(&self) -> &str {
        &self.shown
    }

    /// What two have in common that are the same.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// The identifier of Guichet's making that it reads as: only whose that is may have it.
    pub fn as_made(&self) -> Option<Identifier> {
        Identifier::parse(&self.shown)
    }
}

fn what_is_wrong_with(c: char) -> Option<IdentifierError> {
    match c {
        'a'..='z' | 'A'..='Z' | '0'..='9' | '.' | '-' | '_' => None,
        c if c.is_whitespace() => Some(IdentifierError::Space),
        letter if letter.is_alphabetic() => Some(IdentifierError::Letter { letter }),
        character => Some(IdentifierError::Character { character }),
    }
}

fn folded(text: &str) -> String {
    let kept = text.chars().filter(|c| *c != '-').map(|c| c.to_ascii_uppercase());
    kept.map(|c| match c {
        'O' => '0',
        'I' | 'L' => '1',
        c => c,
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn key(text: &str) -> String {
        ChosenIdentifier::parse(text).unwrap().key
    }

    #[test]
    fn what_may_not_stand_in_an_identifier_is_named() {
        for (text, error) in [
            ("jean dupont", IdentifierError::Space),
            ("jean\u{a0}dupont", IdentifierError::Space),
            ("élodie", IdentifierError::Letter { letter: 'é' }),
            ("jеan", IdentifierError::Letter { letter: 'е' }),
            ("jean@potters.example", IdentifierError::Character { character: '@' }),
            ("je", IdentifierError::TooShort { min: 3 }),
            ("", IdentifierError::TooShort { min: 3 }),
            (&"a".repeat(65), IdentifierError::TooLong { max: 64 }),
            ("-.-", IdentifierError::Marks),
        ] {
            assert_eq!(ChosenIdentifier::parse(text), Err(error), "{text}");
        }
        assert_eq!(ChosenIdentifier::parse(" Jean.Dupont-2_a ").unwrap().as_str(), "jean.dupont-2_a");
    }

    #[test]
    fn spellings_that_look_alike_are_the_same() {
        for spelling in ["JEAN-LO10", "jean-l0io", "jeanl010"] {
            assert_eq!(key(spelling), key("jean-lo10"), "{spelling}");
        }
        for other in ["jean.lo10", "jean_lo10", "jean-lo11x"] {
            assert_ne!(key(other), key("jean-lo10"), "{other}");
        }
    }

    #[test]
    fn one_that_reads_as_a_made_one_is_told() {
        let made = Identifier::parse("K7QF2-M9DAB").unwrap();
        assert_eq!(ChosenIdentifier::parse("k7qf2m9dab").unwrap().as_made(), Some(made));
        assert_eq!(ChosenIdentifier::parse("jean.dupont").unwrap().as_made(), None);
    }

    proptest! {
        #[test]
        fn an_identifier_is_found_by_however_it_is_typed(text in "[a-z0-9._-]{2,30}[a-z0-9]") {
            let identifier = ChosenIdentifier::parse(&text).unwrap();
            let spaced = format!(" {} ", text.to_uppercase().replace('-', "–"));
            prop_assert_eq!(ChosenIdentifier::key_of(&spaced), Some(identifier.key().to_owned()));
            prop_assert_eq!(ChosenIdentifier::parse(identifier.as_str()), Ok(identifier));
        }

        #[test]
        fn no_text_is_more_than_an_identifier_or_an_error(text in "\\PC{0,80}") {
            let is_identifier = ChosenIdentifier::parse(&text).is_ok();
            prop_assert!(!is_identifier || ChosenIdentifier::key_of(&text).is_some());
        }
    }
}

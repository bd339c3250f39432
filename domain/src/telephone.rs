//! Telephone numbers, as people write them.

use serde::{Deserialize, Serialize};
use std::fmt;

/// Why a text is not a telephone number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum TelephoneError {
    /// Something else than digits, a plus sign in front of them, and what stands between groups of them.
    #[error("neither digits nor what separates them")]
    Character,
    /// Fewer than six digits, or more than fifteen (ITU-T E.164, section 6.2.1).
    #[error("{digits} digits")]
    Length {
        /// How many there are.
        digits: usize,
    },
}

/// A telephone number, as it was written: `+33 1 23 45 67 89`, `01.23.45.67.89`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Telephone(String);

impl Telephone {
    /// The telephone number that a text is.
    pub fn parse(text: &str) -> Result<Self, TelephoneError> {
        let text: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let number = text.strip_prefix('+').unwrap_or(&text);
        if !number.chars().all(|c| c.is_ascii_digit() || " .-/()".contains(c)) {
            return Err(TelephoneError::Character);
        }

        match number.chars().filter(char::is_ascii_digit).count() {
            6..=15 => Ok(Self(text)),
            digits => Err(TelephoneError::Length { digits }),
        }
    }

    /// The number as it was written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The address of a link that dials it (RFC 3966): a French number as the whole world does, for who reads it abroad.
    pub fn link(&self) -> String {
        let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
        if self.0.starts_with('+') {
            // "+33 (0)1 23 …": what stands in brackets is dialled within the country alone.
            return format!("tel:+{}", digits(&self.0.replace("(0)", "")));
        }

        let digits = digits(&self.0);
        match (digits.strip_prefix("00"), digits.strip_prefix('0')) {
            (Some(abroad), _) => format!("tel:+{abroad}"),
            (None, Some(national)) if national.len() == 9 => format!("tel:+33{national}"),
            _ => format!("tel:{digits}"),
        }
    }
}

impl fmt::Display for Telephone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_number_is_kept_as_it_was_written_but_for_blanks() {
        for (typed, kept) in [
            (" 01 23 45 67 89 ", "01 23 45 67 89"),
            ("+33\u{a0}1\u{a0}23 45 67 89", "+33 1 23 45 67 89"),
            ("01.23.45.67.89", "01.23.45.67.89"),
            ("(0)1-23/45", "(0)1-23/45"),
        ] {
            assert_eq!(Telephone::parse(typed).unwrap().as_str(), kept);
        }
    }

    #[test]
    fn a_number_is_dialled_as_the_whole_world_does() {
        for (written, link) in [
            ("0 241 742 088", "tel:+33241742088"),
            ("0825.878.888", "tel:+33825878888"),
            ("+33 (0)1 23 45 67 89", "tel:+33123456789"),
            ("(0)1 23 45 67 89", "tel:+33123456789"),
            ("00 32 2 555 12 12", "tel:+3225551212"),
            ("118 218", "tel:118218"),
        ] {
            assert_eq!(Telephone::parse(written).unwrap().link(), link);
        }
    }

    #[test]
    fn what_nobody_can_dial_is_refused() {
        assert_eq!(Telephone::parse("12345"), Err(TelephoneError::Length { digits: 5 }));
        assert_eq!(Telephone::parse("1234567890123456"), Err(TelephoneError::Length { digits: 16 }));
        for typed in ["0123456789 poste 3", "01+23456789", "０１２３４５６７", "01234567;drop"] {
            assert_eq!(Telephone::parse(typed), Err(TelephoneError::Character), "{typed}");
        }
    }

    proptest! {
        #[test]
        fn what_was_kept_is_kept_as_it_is(typed in "[+]?[0-9 .()/-]{0,24}") {
            if let Ok(number) = Telephone::parse(&typed) {
                prop_assert_eq!(Telephone::parse(number.as_str()), Ok(number));
            }
        }
    }
}

//! Numbers of contracts and sub-accounts, and people's identifiers. They are texts: leading zeros count.

use serde::{Deserialize, Serialize};

/// Why a text is not a number of a contract or of a sub-account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum NumberError {
    /// Nothing is left once the spaces around are gone.
    #[error("empty")]
    Empty,
    /// Longer than allowed.
    #[error("longer than {max} characters")]
    TooLong {
        /// The longest allowed, in characters.
        max: u8,
    },
    /// Something else than ASCII letters, digits and hyphens.
    #[error("only letters, digits and hyphens")]
    Forbidden,
}

macro_rules! numbers {
    ($($(#[$doc:meta])* $name:ident($max:literal);)+) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// The longest, in characters.
            pub const MAX: u8 = $max;

            /// The number that `text` writes, spaces around it aside.
            pub fn parse(text: &str) -> Result<Self, NumberError> {
                let number = text.trim();
                if number.is_empty() {
                    Err(NumberError::Empty)
                } else if !number.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') {
                    Err(NumberError::Forbidden)
                } else if number.len() > usize::from(Self::MAX) {
                    Err(NumberError::TooLong { max: Self::MAX })
                } else {
                    Ok(Self(number.to_owned()))
                }
            }

            /// The number as it is shown.
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
            type Error = NumberError;

            fn try_from(text: String) -> Result<Self, NumberError> {
                Self::parse(&text)
            }
        }

        impl From<$name> for String {
            fn from(number: $name) -> Self {
                number.0
            }
        }
    )+};
}

numbers! {
    /// N° compte: the number of a contract, for example "10000700".
    ContractNumber(20);
    /// N° sous-compte: the number of a sub-account within its contract, for example "53".
    SubAccountNumber(20);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_keeps_its_leading_zeros_and_takes_no_spaces_inside() {
        assert_eq!(ContractNumber::parse(" 00012 ").unwrap().as_str(), "00012");
        assert_eq!(ContractNumber::parse("1 000"), Err(NumberError::Forbidden));
        assert_eq!(ContractNumber::parse(""), Err(NumberError::Empty));
        assert_eq!(ContractNumber::parse(&"1".repeat(21)), Err(NumberError::TooLong { max: 20 }));
    }
}

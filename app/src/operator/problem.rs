use crate::i18n::Texts;
use domain::names::NameError;
use domain::numbers::NumberError;
use serde::{Deserialize, Serialize};

/// Why no contract or sub-account was opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum AccountProblem {
    Number(NumberError),
    Name(NameError),
    /// There is one of that number, which may be closed.
    Taken {
        closed: bool,
    },
    /// The contract that it was to be a part of is not the customer's.
    UnknownContract,
}

impl AccountProblem {
    pub const fn field(self) -> &'static str {
        match self {
            Self::Number(_) | Self::Taken { .. } => "number",
            Self::Name(_) => "name",
            Self::UnknownContract => "contract",
        }
    }

    pub fn words(self, texts: Texts) -> String {
        let t = texts.operator();
        match self {
            Self::Number(error) => (t.accounts.number_error)(error),
            Self::Name(error) => (t.name_error)(error),
            Self::Taken { closed: false } => t.accounts.taken.to_owned(),
            Self::Taken { closed: true } => t.accounts.taken_closed.to_owned(),
            Self::UnknownContract => t.accounts.unknown_contract.to_owned(),
        }
    }
}

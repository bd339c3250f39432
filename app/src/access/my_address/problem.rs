use crate::access::Refusal;
#[cfg(feature = "ssr")]
use crate::api::ApiError;
use crate::i18n::Texts;
use domain::address::AddressError;
use serde::{Deserialize, Serialize};

/// Why another address was not asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Problem {
    /// It is no address.
    Wrong(AddressError),
    /// It is the one that the person has.
    Same,
    /// So many were asked for today that it is no longer meant.
    TooMany,
    /// The person may do nothing anywhere.
    NoAccess,
    /// The password was not confirmed, or the database does not answer.
    Password(Refusal),
}

impl Problem {
    /// The same for whoever is not a browser's form.
    #[cfg(feature = "ssr")]
    pub fn error(self) -> ApiError {
        match self {
            Self::Wrong(_) => ApiError::field("email", "wrong"),
            Self::Same => ApiError::field("email", "same"),
            Self::NoAccess => ApiError::Conflict,
            Self::TooMany | Self::Password(Refusal::Wait { .. } | Refusal::Busy) => ApiError::Busy,
            Self::Password(Refusal::Unavailable) => ApiError::Unavailable,
            Self::Password(Refusal::NoRoom) => ApiError::NoRoom,
            Self::Password(_) => ApiError::field("password", "wrong"),
        }
    }

    /// In words.
    pub fn message(self, texts: Texts) -> String {
        let t = texts.my_address();
        match self {
            Self::Wrong(error) => (texts.users().fields.address_errors)(error).to_owned(),
            Self::Same => t.same.to_owned(),
            Self::TooMany => t.too_many.to_owned(),
            Self::NoAccess => t.no_access.to_owned(),
            Self::Password(refusal) => texts.access().refusal(refusal),
        }
    }

    /// Where in the form it stands; `None`: above it.
    pub fn place(self) -> Option<Field> {
        match self {
            Self::Wrong(_) | Self::Same => Some(Field::Address),
            Self::Password(Refusal::Wrong) => Some(Field::Password),
            Self::TooMany | Self::NoAccess | Self::Password(_) => None,
        }
    }
}

/// A field of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    Address,
    Password,
}

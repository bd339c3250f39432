use crate::api::ApiError;
use crate::i18n::Texts;
use domain::address::AddressError;
use domain::names::NameError;
use serde::{Deserialize, Serialize};

/// Why a form about advanced users was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Problem {
    /// It is no address.
    Email(AddressError),
    /// It is no last name.
    LastName(NameError),
    /// It is no first name.
    FirstName(NameError),
    /// The customer has an advanced user with this address.
    Known,
    /// The address of whoever asks.
    Own,
    /// A proposal to this address waits.
    Asked,
    /// So many proposals were made today that it is no longer meant.
    TooMany,
    /// No contract was chosen.
    NoContract,
    /// A contract is no longer there.
    UnknownContract,
    /// The database does not answer.
    Unavailable,
    /// It has no room.
    NoRoom,
}

/// A field of these forms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    Email,
    LastName,
    FirstName,
    Contracts,
}

impl Place {
    /// The name under which it is sent.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::LastName => "last_name",
            Self::FirstName => "first_name",
            Self::Contracts => "contracts",
        }
    }
}

impl Problem {
    /// The database did not answer, or has no room; the server's log says why.
    #[cfg(feature = "ssr")]
    pub fn unavailable(failure: impl std::error::Error + 'static) -> Self {
        match crate::api::failed(failure) {
            ApiError::NoRoom => Self::NoRoom,
            _ => Self::Unavailable,
        }
    }

    /// The same for whoever is not a browser's form.
    pub fn error(self) -> ApiError {
        match self {
            Self::Unavailable => ApiError::Unavailable,
            Self::NoRoom => ApiError::NoRoom,
            Self::TooMany => ApiError::Busy,
            _ => ApiError::field(self.place().map_or("", Place::name), "refused"),
        }
    }

    /// The field that it concerns; `None`: the whole form.
    pub const fn place(self) -> Option<Place> {
        match self {
            Self::Email(_) | Self::Known | Self::Own | Self::Asked => Some(Place::Email),
            Self::LastName(_) => Some(Place::LastName),
            Self::FirstName(_) => Some(Place::FirstName),
            Self::NoContract | Self::UnknownContract => Some(Place::Contracts),
            Self::TooMany | Self::Unavailable | Self::NoRoom => None,
        }
    }

    /// In words.
    pub fn message(self, texts: Texts) -> String {
        let t = &texts.advanced().problems;
        match self {
            Self::Email(error) => (texts.users().fields.address_errors)(error).to_owned(),
            Self::LastName(error) | Self::FirstName(error) => (t.name)(error).to_owned(),
            Self::Known => t.known.to_owned(),
            Self::Own => t.own.to_owned(),
            Self::Asked => t.asked.to_owned(),
            Self::TooMany => t.too_many.to_owned(),
            Self::NoContract => t.no_contract.to_owned(),
            Self::UnknownContract => t.unknown_contract.to_owned(),
            Self::Unavailable => texts.components().failure(&ApiError::Unavailable).to_owned(),
            Self::NoRoom => texts.components().failure(&ApiError::NoRoom).to_owned(),
        }
    }
}

/// What is wrong with one of the fields.
pub fn at(problems: &[Problem], place: Place, texts: Texts) -> Option<String> {
    let problem = problems.iter().find(|problem| problem.place() == Some(place));
    problem.map(|problem| problem.message(texts))
}

/// What is wrong, with the field that each concerns, for the summary above the form.
pub fn summary(problems: &[Problem], texts: Texts) -> Vec<(String, String)> {
    let line = |problem: &Problem| {
        (problem.place().map_or(String::new(), |place| place.name().to_owned()), problem.message(texts))
    };
    problems.iter().map(line).collect()
}

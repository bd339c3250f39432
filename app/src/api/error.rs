use leptos::server_fn::codec::JsonEncoding;
use leptos::server_fn::error::{FromServerFnError, ServerFnErrorErr};
use serde::{Deserialize, Serialize};

/// Why a server function did not do what it was asked. The interface has the words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum ApiError {
    /// Nobody is signed in, or no longer.
    #[error("signed out")]
    SignedOut,
    /// Signed in by half: a password must be chosen, or a second factor given or added, before anything else.
    #[error("something is due first")]
    Unfinished,
    /// Not there, or another customer's: the two look alike.
    #[error("not found")]
    NotFound,
    /// The request makes no sense: not from our forms, or from an older version of them.
    #[error("not understood")]
    BadRequest,
    /// Somebody else changed it in the meantime.
    #[error("changed in the meantime")]
    Conflict,
    /// The page is about a customer that is not the one looked at any more: another was chosen in another tab.
    #[error("another customer is looked at")]
    OtherCustomer,
    /// What was typed is wrong in these fields.
    #[error("invalid")]
    Invalid(Vec<FieldError>),
    /// Too much at once: try again shortly.
    #[error("busy")]
    Busy,
    /// The database cannot be reached; the server's log says why.
    #[error("unavailable")]
    Unavailable,
    /// The database has no room for what was to be saved. Nothing is wrong with it: it can be tried again.
    #[error("no room")]
    NoRoom,
    /// The server cannot be reached.
    #[error("no answer")]
    Unreachable,
}

/// What is wrong with one field of a form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldError {
    /// The name of the field, as in the form.
    pub field: String,
    /// What is wrong, as a code of the feature's texts.
    pub code: String,
}

impl ApiError {
    /// The HTTP status that says the same.
    pub const fn status(&self) -> u16 {
        match self {
            Self::SignedOut => 401,
            Self::Unfinished => 403,
            Self::NotFound => 404,
            Self::BadRequest => 400,
            Self::Conflict | Self::OtherCustomer => 409,
            Self::Invalid(_) => 422,
            Self::Busy | Self::Unavailable | Self::Unreachable => 503,
            Self::NoRoom => 507,
        }
    }

    /// The error that an HTTP status says, to whoever has no more of the answer.
    pub const fn from_status(status: u16) -> Self {
        match status {
            401 => Self::SignedOut,
            403 => Self::Unfinished,
            404 => Self::NotFound,
            409 => Self::Conflict,
            507 => Self::NoRoom,
            500.. => Self::Unavailable,
            _ => Self::BadRequest,
        }
    }

    /// The error of one field.
    pub fn field(field: &str, code: &str) -> Self {
        Self::Invalid(vec![FieldError { field: field.to_owned(), code: code.to_owned() }])
    }
}

impl FromServerFnError for ApiError {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        match error {
            ServerFnErrorErr::Request(_) | ServerFnErrorErr::Response(_) => Self::Unreachable,
            ServerFnErrorErr::ServerError(_)
            | ServerFnErrorErr::MiddlewareError(_)
            | ServerFnErrorErr::Registration(_) => Self::Unavailable,
            _ => Self::BadRequest,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_status_says_its_error() {
        use ApiError::{BadRequest, Conflict, NoRoom, NotFound, SignedOut, Unavailable, Unfinished};
        for error in [SignedOut, Unfinished, NotFound, BadRequest, Conflict, NoRoom, Unavailable] {
            assert_eq!(ApiError::from_status(error.status()), error);
        }
        assert_eq!(ApiError::from_status(413), BadRequest);
        assert_eq!(ApiError::from_status(500), Unavailable);
    }
}

use domain::credentials::PasswordError;
use domain::passkeys::PasskeyProblem;
use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
use {
    crate::api::{ApiError, failed},
    backend::access::ConfirmPasswordError,
};

/// Why a form about signing in or passwords was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// No such login with this password, or the present password is another.
    Wrong,
    /// Too many attempts: this one was not looked at.
    Wait {
        /// Until the next, in seconds.
        seconds: u32,
    },
    /// The second password is not the first.
    Different,
    /// The very password that was mailed.
    Mailed,
    /// Not a password that can be one's own.
    Password(PasswordError),
    /// Not the code of the second factor, or one that was accepted before.
    WrongCode,
    /// Nothing that could be a code.
    NoCode,
    /// There is a second factor, whose code must be given too.
    CodeMissing,
    /// Not what a passkey of the person was asked for.
    Passkey(PasskeyProblem),
    /// The person has no other second factor than passkeys, which sign in elsewhere than here.
    PasskeyElsewhere,
    /// Too much at once.
    Busy,
    /// The page is another person's, or about a customer that the person no longer administers.
    OtherPage,
    /// The database cannot be reached.
    Unavailable,
    /// The database has no room.
    NoRoom,
}

#[cfg(feature = "ssr")]
impl Refusal {
    /// Why a password was not confirmed.
    pub fn of(error: ConfirmPasswordError) -> Self {
        match error {
            ConfirmPasswordError::Wrong => Self::Wrong,
            ConfirmPasswordError::Wait { seconds } => Self::Wait { seconds },
            ConfirmPasswordError::Busy(_) => Self::Busy,
            ConfirmPasswordError::Database(error) => Self::unavailable(error),
        }
    }

    /// The database did not answer, or has no room; the server's log says why.
    pub fn unavailable(error: impl std::error::Error + 'static) -> Self {
        match failed(error) {
            ApiError::NoRoom => Self::NoRoom,
            _ => Self::Unavailable,
        }
    }
}

use domain::credentials::PasswordError;
use serde::{Deserialize, Serialize};

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
    /// Too much at once.
    Busy,
    /// The database cannot be reached.
    Unavailable,
    /// The database has no room.
    NoRoom,
}

use crate::api::ApiError;
use domain::mails::Resent;
use serde::{Deserialize, Serialize};

/// Under which name a flash message is kept for the next page.
#[cfg(feature = "ssr")]
pub const NAME: &str = "mails-flash";

/// What was just done to mails, or why it was not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum MailFlash {
    /// One leaves once more.
    Queued,
    /// None does: the one before has just left.
    TooSoon,
    /// Those that failed leave once more.
    Resent(Resent),
    Refused(ApiError),
}

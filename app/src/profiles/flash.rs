//! What the list of profiles reports about what was just done, with or without JavaScript.

use crate::api::ApiError;
use domain::ids::ProfileChangeId;
use serde::{Deserialize, Serialize};

/// Under which name a flash message is kept for the next page.
#[cfg(feature = "ssr")]
pub const NAME: &str = "profiles-flash";

/// What was just done, or why it was not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Flash {
    Created {
        name: String,
    },
    /// It can be undone.
    Changed {
        change: ProfileChangeId,
        name: String,
    },
    /// It can be undone.
    Deleted {
        change: ProfileChangeId,
        name: String,
    },
    /// A change or a deletion was undone.
    Undone {
        name: String,
    },
    /// It was not: another profile bears the name by now.
    NotUndone {
        other: String,
    },
    /// It was not: the profile was changed again since.
    ChangedSince,
    DefaultChosen {
        name: String,
    },
    Refused(ApiError),
}

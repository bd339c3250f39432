use crate::api::ApiError;
use domain::ids::SiteId;
use serde::{Deserialize, Serialize};

/// Under which name a flash message is kept for the next page.
#[cfg(feature = "ssr")]
pub const NAME: &str = "sites-flash";

/// What was just done to a site, or why it was not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SiteFlash {
    Created {
        name: String,
    },
    /// It can be called as before.
    Renamed {
        id: SiteId,
        before: String,
        after: String,
    },
    Merged {
        from: String,
        into: String,
        moved: u64,
        removed: u64,
        /// Whether all people have gone; the rest follows.
        ended: bool,
    },
    /// It can be taken back.
    Archived {
        id: SiteId,
        name: String,
    },
    Restored {
        name: String,
    },
    Removed {
        name: String,
    },
    Refused(ApiError),
}

use domain::ids::DraftId;
use domain::imports::Overrides;
use serde::{Deserialize, Serialize};

/// What the page says to the loader about what is kept from one visit to the next.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AutosaveRequest {
    /// Is there something to resume? Answered by [`Response::Autosaved`]. What is another's goes.
    Recall {
        /// Whose.
        owner: String,
    },
    /// Drop it. Answered by [`Response::Autosaved`] once it is gone.
    Forget {
        /// Whose.
        owner: String,
    },
    /// The rows go to this draft.
    Draft {
        /// Its key.
        id: DraftId,
    },
}

/// A file that was being worked on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AutosavedFile {
    /// Its name.
    pub name: String,
    /// Its size in bytes.
    pub size: u64,
    /// How it was read.
    pub overrides: Overrides,
    /// The draft that its rows went to.
    pub draft: Option<DraftId>,
    /// How many changes were made.
    pub changes: u32,
    /// How long ago the last was made.
    pub seconds: u64,
}

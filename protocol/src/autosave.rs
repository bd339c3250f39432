use domain::ids::DraftId;
use domain::imports::Overrides;
use serde::{Deserialize, Serialize};

/// What the page asks about that which is kept from one visit to the next.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AutosaveRequest {
    /// Is there something to resume? Answered by [`FromWorker::Autosaved`](crate::FromWorker::Autosaved). What is
    /// another's goes.
    Recall { owner: String },
    /// Drop it. Answered by [`FromWorker::Autosaved`](crate::FromWorker::Autosaved) once it is gone.
    Forget { owner: String },
}

/// A file that was being worked on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AutosavedFile {
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

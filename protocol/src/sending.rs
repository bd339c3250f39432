use domain::ids::DraftId;
use serde::{Deserialize, Serialize};

/// Where the server takes rows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftUrls {
    pub open: String,
    /// Brings rows to it.
    pub fill: String,
}

/// What the page asks of the comparison with what the server has. It begins by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SendingRequest {
    /// Suspend it after the batch that is on its way.
    Pause,
    /// Go on with it, now.
    Resume,
    /// The draft is gone: send all rows to another.
    ReplaceDraft,
}

/// How far the comparison with what the server has is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sending {
    /// Nothing to compare yet.
    #[default]
    Idle,
    /// So many rows are left.
    Running {
        /// Those on their way among them.
        left: u32,
    },
    /// The person suspended it.
    Paused,
    /// The connection is lost.
    Lost {
        /// Seconds until the next try.
        seconds: u32,
    },
    /// Every row has been compared.
    Done,
    /// The server refused; trying again by itself would not help.
    Refused {
        /// The status of its answer.
        status: u16,
    },
}

/// The comparison as the page shows it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SendingReport {
    /// How far it is.
    pub state: Sending,
    /// The draft that holds the rows.
    pub draft: Option<DraftId>,
}

use domain::imports::{Field, IssueKind, VerdictCounts};
use serde::{Deserialize, Serialize};

/// Counts over the rows that have been checked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    /// Rows that have been checked, the empty ones aside.
    pub rows: u32,
    /// Rows without an error that the server has not judged yet.
    pub good: u32,
    /// Rows by verdict; those under `good` are in none of them but `error` and `blank`.
    pub counts: VerdictCounts,
    /// Rows with a warning.
    pub warnings: u32,
    /// Rows by kind of issue, the commonest first.
    pub issues: Vec<IssueCount>,
    /// What the same correction would mend, the largest first.
    pub clusters: Vec<Cluster>,
    /// Rows that the server has not been sent as they now are.
    pub unsent: u32,
    /// Rows that are left out; they are in none of the other counts but `rows`.
    pub discarded: u32,
    /// How many changes can be taken back.
    pub undo: u32,
    /// How many changes can be made again.
    pub redo: u32,
}

/// How many rows have a kind of issue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IssueCount {
    pub field: Field,
    pub kind: IssueKind,
    pub rows: u32,
}

/// Rows with the same mistake and a correction for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cluster {
    pub key: ClusterKey,
    /// How many rows have it.
    pub rows: u32,
}

/// What makes mistakes the same mistake.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ClusterKey {
    pub field: Field,
    /// Of this kind. What corrects [`IssueKind::Duplicate`] leaves out all rows but the first.
    pub kind: IssueKind,
    /// What stands there: the cell, or the domain of the address; "" where it differs by row.
    pub from: String,
    /// What was meant; "" where it differs by row, or where nobody can guess and it [is to be chosen](Self::is_open).
    pub to: String,
    /// The cell that what stands here was exchanged with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub swap: Option<Field>,
}

impl ClusterKey {
    /// Whether what was meant is to be chosen: one of the contracts, sites or profiles that there are. With that as
    /// [`ClusterKey::to`] it is corrected.
    pub fn is_open(&self) -> bool {
        let of_reference = matches!(
            self.kind,
            IssueKind::UnknownContract | IssueKind::UnknownSite | IssueKind::UnknownProfile
        );
        of_reference && self.swap.is_none() && self.to.is_empty()
    }
}

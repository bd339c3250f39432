use domain::imports::{Field, IssueKind, VerdictCounts, is_sure};
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
    /// Rows of which a default says what they do not.
    pub defaulted: Defaulted,
    /// Rows that are left out; they are in none of the other counts but `rows`.
    pub discarded: u32,
    /// How many changes can be taken back.
    pub undo: u32,
    /// How many changes can be made again.
    pub redo: u32,
}

/// How many rows to be imported leave to a default what they do not say. It is for what is new: who is there keeps what
/// they have.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Defaulted {
    /// New people without a profile.
    pub profile: u32,
    /// New accesses without a sub-account, which are good for all of them.
    pub sub_account: u32,
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
    /// What can be chosen where it [is to be chosen](ClusterKey::is_open); none for all that the field can name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<String>,
}

/// What makes mistakes the same mistake.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ClusterKey {
    pub field: Field,
    /// Of this kind. What [leaves rows out](IssueKind::leaves_out) is corrected by that: of rows that repeat each other
    /// all but the first, and all that are none. What [splits rows](IssueKind::splits) is corrected by that.
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
    /// What fills the empty cells of a field with one of the things that it can name.
    pub fn filling(field: Field, to: String) -> Self {
        Self { field, kind: IssueKind::Missing, from: String::new(), to, swap: None }
    }

    /// Whether what was meant is to be chosen: one of the contracts, sites or profiles that there are, of the
    /// sub-accounts of the rows' contract, or of what a spreadsheet program can have changed. With that as
    /// [`ClusterKey::to`] it is corrected.
    pub fn is_open(&self) -> bool {
        let of_reference = match self.kind {
            IssueKind::UnknownContract
            | IssueKind::UnknownSubAccount
            | IssueKind::UnknownSite
            | IssueKind::UnknownProfile
            | IssueKind::Recomputed => true,
            IssueKind::Missing => self.field.spec().list.is_some(),
            _ => false,
        };
        of_reference && self.swap.is_none() && self.to.is_empty()
    }

    /// Whether its correction changes nothing that anybody means, so that it can be applied unread.
    pub fn is_sure(&self) -> bool {
        let is_invisible = self.kind == IssueKind::ForbiddenCharacter;
        self.swap.is_none() && (is_invisible || is_sure(&self.from, &self.to))
    }
}

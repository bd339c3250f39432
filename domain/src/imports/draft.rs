use super::{Issue, RowText, Undone};
use crate::end_date::EndDate;
use crate::ids::ImportId;
use crate::rights::Right;
use crate::time::LocalTime;
use serde::{Deserialize, Serialize};

/// A row on its way to the server.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftRow {
    /// The line of the file on which it begins: its key within the draft.
    pub line: u32,
    /// Its cells.
    pub cells: RowText,
}

/// What an import does, or would do, with a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// A person new to the customer is created, assigned and mailed.
    Create,
    /// A person of the customer gets one more assignment.
    Assign,
    /// An assignment that exists gets another profile, other rights or another end.
    Profile,
    /// A person of the customer gets another name, and nothing else.
    Name,
    /// Everything is already so.
    Unchanged,
    /// Nothing can be done with it.
    Error,
    /// Nothing stands in it.
    Blank,
}

impl Verdict {
    /// Every verdict.
    pub const ALL: [Self; 7] =
        [Self::Create, Self::Assign, Self::Profile, Self::Name, Self::Unchanged, Self::Error, Self::Blank];

    /// The name used in the database and in JSON.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Create => "create",
            Self::Assign => "assign",
            Self::Profile => "profile",
            Self::Name => "name",
            Self::Unchanged => "unchanged",
            Self::Error => "error",
            Self::Blank => "blank",
        }
    }

    /// The verdict of a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|verdict| verdict.code() == code)
    }
}

/// What the server would do with a row of a draft.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowVerdict {
    /// The row's line in the file.
    pub line: u32,
    /// What would be done.
    pub verdict: Verdict,
    /// What is to be said about its cells.
    pub issues: Vec<Issue>,
    /// For [`Verdict::Profile`], what the assignment has now.
    #[serde(default, skip_serializing_if = "Replaced::is_nothing")]
    pub replaced: Replaced,
}

/// What an assignment has where a row gives it something else.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Replaced {
    /// The name of its profile, when it gets another.
    pub profile: Option<String>,
    /// What its person may do by the profile or by a right of their own, for the applications of which that changes.
    pub rights: Vec<Right>,
    /// Its last day, when it has one and gets another.
    pub end: Option<EndDate>,
}

impl Replaced {
    /// Whether nothing is replaced that could be named.
    pub const fn is_nothing(&self) -> bool {
        self.profile.is_none() && self.rights.is_empty() && self.end.is_none()
    }
}

/// How many rows have each verdict.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct VerdictCounts {
    /// To create.
    pub create: u32,
    /// To assign once more.
    pub assign: u32,
    /// To get another profile, other rights or another end.
    pub profile: u32,
    /// To get another name.
    #[serde(default)]
    pub name: u32,
    /// To leave as they are.
    pub unchanged: u32,
    /// In error.
    pub error: u32,
    /// Empty.
    pub blank: u32,
}

impl VerdictCounts {
    /// How many rows there are in all, the empty ones aside.
    pub const fn rows(&self) -> u32 {
        self.create + self.assign + self.profile + self.name + self.unchanged + self.error
    }

    /// The same, where people keep the names that they have.
    #[must_use]
    pub const fn with_names_kept(self) -> Self {
        Self { name: 0, unchanged: self.unchanged + self.name, ..self }
    }

    /// The count of one verdict.
    pub const fn count_mut(&mut self, verdict: Verdict) -> &mut u32 {
        match verdict {
            Verdict::Create => &mut self.create,
            Verdict::Assign => &mut self.assign,
            Verdict::Profile => &mut self.profile,
            Verdict::Name => &mut self.name,
            Verdict::Unchanged => &mut self.unchanged,
            Verdict::Error => &mut self.error,
            Verdict::Blank => &mut self.blank,
        }
    }
}

/// What became of the mails of an import.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailCounts {
    /// Waiting to be sent.
    pub queued: u64,
    /// Accepted by the mail server.
    pub sent: u64,
    /// Refused by the mail server.
    pub failed: u64,
    /// Withdrawn before they were sent.
    pub withdrawn: u64,
}

/// What is decided with an import.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CommitOptions {
    /// Leave out the rows in error, rather than refuse the whole.
    pub only_valid: bool,
    /// Leave the people who are there the names that they have.
    #[serde(default)]
    pub keep_names: bool,
    /// Let in again the suspended people of the file.
    #[serde(default)]
    pub reactivate: bool,
}

impl CommitOptions {
    /// The rows in error are left out, names taken, and nobody let in again.
    pub const ONLY_VALID: Self = Self { only_valid: true, keep_names: false, reactivate: false };
}

/// What an import did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportReport {
    /// Its key.
    pub id: ImportId,
    /// The name of the file.
    pub file_name: String,
    /// When it was committed.
    pub at: LocalTime,
    /// Who committed it, as the list shows people; empty for the command line.
    pub by: String,
    /// What was done with its rows; `error` counts those that were refused.
    pub counts: VerdictCounts,
    /// Suspended people whom it let in again.
    #[serde(default)]
    pub reactivated: u32,
    /// Whether the rows that it refused can still be had as a file.
    #[serde(default)]
    pub keeps_refused: bool,
    /// Its mails.
    pub mails: MailCounts,
    /// What undoing it did, if it was undone.
    pub undone: Option<Undone>,
}

/// What would be done otherwise than the preview said.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Difference {
    /// What would be done in all.
    pub now: VerdictCounts,
    /// The first rows concerned, by line.
    pub rows: Vec<ChangedRow>,
    /// How many rows are concerned.
    pub count: u32,
    /// Tells these rows, and what would be done with them, from any others: what is agreed to.
    pub mark: u64,
}

/// A row with which something else would be done than the preview said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangedRow {
    /// The row's line in the file.
    pub line: u32,
    /// The address, as it stands in the row.
    pub email: String,
    /// The names, first name first, as they stand in the row; may be empty.
    pub name: String,
    /// What the preview said.
    pub before: Verdict,
    /// What would be done.
    pub now: Verdict,
}

/// What came of asking for an import to be committed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CommitOutcome {
    /// It is done, now or by an earlier request for the same draft.
    Done(ImportReport),
    /// Nothing was done: this is what would be, and it is not what the preview said.
    Changed(Difference),
}

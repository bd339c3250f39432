//! Undoing an import: what it would do, what it did, and for whom the import stays.

use crate::time::LocalTime;
use serde::{Deserialize, Serialize};

/// Why an import stays for somebody, in whole or in part, though it was undone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SkipReason {
    /// The person, whom the import created, has signed in since: nothing is taken from them.
    SignedIn,
    /// What the import did was changed since: the change stays.
    Changed,
    /// The person, whom the import created, was assigned elsewhere since: only what the import gave goes.
    Assigned,
    /// The assignment is by now the last one of a person who was there before.
    Last,
}

impl SkipReason {
    /// Every reason.
    pub const ALL: [Self; 4] = [Self::SignedIn, Self::Changed, Self::Assigned, Self::Last];

    /// The name used in the database.
    pub const fn code(self) -> &'static str {
        match self {
            Self::SignedIn => "signed_in",
            Self::Changed => "changed",
            Self::Assigned => "assigned",
            Self::Last => "last",
        }
    }

    /// The reason of a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.code() == code)
    }
}

/// What undoing an import would do.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct UndoPreview {
    /// People who would be removed.
    pub people: u64,
    /// Assignments that would be removed, theirs included.
    pub assignments: u64,
    /// Assignments that would get back the profile, the rights and the end they had.
    pub profiles: u64,
    /// People who would get back the name they had, or be suspended again.
    #[serde(default)]
    pub names: u64,
    /// Mails that would not leave.
    pub mails: u64,
    /// People for whom the import would stay, in whole or in part, by reason; none of zero.
    pub kept: Vec<(SkipReason, u64)>,
}

/// What undoing an import did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Undone {
    /// When.
    pub at: LocalTime,
    /// Who, as the list shows people; empty for the command line.
    pub by: String,
    /// People who were removed.
    pub people: u64,
    /// Assignments that were removed, theirs included.
    pub assignments: u64,
    /// Assignments that got back the profile, the rights and the end they had.
    pub profiles: u64,
    /// People who got back the name they had, or are suspended again.
    #[serde(default)]
    pub names: u64,
    /// For how many people the import stays, in whole or in part.
    pub kept_count: u64,
    /// The first of them, by address; none in a list of imports.
    pub kept: Vec<SkippedPerson>,
}

/// Somebody for whom an undone import stays.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SkippedPerson {
    /// The address, as the customer typed it.
    pub email: String,
    /// The names, first name first; may be empty.
    pub name: String,
    /// Why.
    pub reason: SkipReason,
}

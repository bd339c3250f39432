use crate::ids::RemovalId;
use crate::time::LocalTime;
use serde::{Deserialize, Serialize};

/// What assigning an address to a place does, or would do. Whether another customer has the address
/// makes no difference.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "outcome")]
pub enum Outcome {
    /// The person is new to the customer, and gets a mail.
    Created,
    /// The person was known to the customer, and gets one more assignment.
    Assigned,
    /// The person was assigned so already: nothing changes.
    AlreadyAssigned,
    /// The person is assigned to the place with another profile: nothing changes.
    OtherProfile {
        /// The name of that profile.
        profile: String,
    },
}

impl Outcome {
    /// What became of a person at two places: the most that happened.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        let rank = |outcome: &Self| match outcome {
            Self::Created => 3,
            Self::Assigned => 2,
            Self::OtherProfile { .. } => 1,
            Self::AlreadyAssigned => 0,
        };

        if rank(&other) > rank(&self) { other } else { self }
    }
}

/// What was removed together, and can be put back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Removal {
    /// To put it back with.
    pub id: RemovalId,
    /// The addresses of the people whose assignments were removed.
    pub people: Vec<String>,
}

/// What became of a removal that was put back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Restoration {
    /// Assignments that are back.
    pub restored: u64,
    /// Those whose person was assigned there again meanwhile: the newer ones stay.
    pub replaced: u64,
    /// Those whose site is no more.
    pub without_site: u64,
}

/// Something that was removed and can still be put back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecentRemoval {
    /// To put it back with.
    pub id: RemovalId,
    /// When it was removed.
    pub at: LocalTime,
    /// Until when it can be put back.
    pub until: LocalTime,
    /// Who removed it; `None`: the carrier.
    pub by: Option<String>,
    /// How many assignments were removed together.
    pub total: u64,
    /// The first of them.
    pub first: Vec<RemovedAssignment>,
}

/// An assignment that was removed, as it was called then.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RemovedAssignment {
    /// The person's address, as typed.
    pub email: String,
    /// "" when unknown.
    pub last_name: String,
    /// "" when unknown.
    pub first_name: String,
    /// Number and name.
    pub contract: (String, String),
    /// Number and name; `None`: all of them.
    pub sub_account: Option<(String, String)>,
    /// `None`: all of them.
    pub site: Option<String>,
    /// The profile of then.
    pub profile: String,
    /// What became of the site since.
    pub site_now: SiteNow,
    /// The profile that stands in the place of the one of then, which was deleted or renamed.
    pub profile_now: Option<String>,
}

/// What became of a site since something was removed from it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SiteNow {
    /// It is as it was, or there was none.
    Same,
    /// It was renamed, or merged into another: what it is called now.
    Called(String),
    /// It was removed: nobody can be put back there.
    Gone,
}

/// A change of status that an administrator makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StatusChange {
    /// Suspendre.
    Suspend,
    /// Réactiver.
    Reactivate,
}

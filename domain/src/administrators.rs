//! Who administers all of a customer, and how that changes hands.

use crate::ids::{AssignmentId, HandOverId};
use crate::time::LocalTime;
use crate::users::UserStatus;
use serde::{Deserialize, Serialize};

/// What somebody is asked to become.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Administers in the place of whoever asks, who no longer does.
    Successor,
    /// Administers beside those who do already.
    Deputy,
}

impl Role {
    /// Its code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Successor => "successor",
            Self::Deputy => "deputy",
        }
    }

    /// The role of a code.
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Successor, Self::Deputy].into_iter().find(|role| role.code() == code)
    }
}

/// Somebody as an administrator reads them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Named {
    /// First and last name; empty where none is known.
    pub name: String,
    /// The address.
    pub email: String,
}

impl Named {
    /// The name, or the address where there is none.
    pub fn shown(&self) -> &str {
        if self.name.is_empty() { &self.email } else { &self.name }
    }
}

/// Somebody who administers the customer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Administrator {
    /// Names them among the customer's administrators, and nobody with another customer.
    pub key: String,
    /// Who it is.
    pub person: Named,
    /// Since when.
    pub since: LocalTime,
    /// Whether it is the one who asks.
    pub is_self: bool,
}

/// What became of the mail to somebody who was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MailProgress {
    /// It waits for its turn, or is being sent.
    Waiting,
    /// The mail server has accepted it.
    Sent,
    /// The mail server has refused it.
    Refused,
}

/// A request that was neither answered nor cancelled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PendingHandOver {
    /// Names it among the customer's.
    pub id: HandOverId,
    /// What is asked.
    pub role: Role,
    /// Who asks.
    pub from: Named,
    /// Who is asked.
    pub to: Named,
    /// When it was asked.
    pub asked_at: LocalTime,
    /// Until when it can be accepted.
    pub until: LocalTime,
    /// What became of its mail.
    pub mail: MailProgress,
    /// Whether it is the administrator's own who looks at it.
    pub is_own: bool,
}

/// The administration of a customer: who has it, who was asked, and how much it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Administration {
    /// Who administers the customer; who has done so longest comes first.
    pub administrators: Vec<Administrator>,
    /// The requests that wait for an answer, the oldest first.
    pub pending: Vec<PendingHandOver>,
    /// Whether they and the advanced users need a second factor.
    pub requires_factor: bool,
    /// How many people the customer has.
    pub people: u64,
    /// How many open contracts.
    pub contracts: u64,
    /// How many sites in use.
    pub sites: u64,
    /// How many profiles.
    pub profiles: u64,
}

/// Somebody who was found among the customer's people, and who may be asked or not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Candidate {
    /// One of the person's assignments, which names them.
    pub assignment: AssignmentId,
    /// Who it is.
    pub person: Named,
    /// Profile, then site where there is one.
    pub place: String,
    /// Why the person cannot be asked, if so.
    pub obstacle: Option<Obstacle>,
}

/// Why somebody cannot be asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Obstacle {
    /// Has not signed in, or may not.
    NotActive(UserStatus),
    /// Administers the customer already.
    Administers,
    /// Was asked already, and has not answered.
    Asked,
}

/// Those who were found, and whether there are more.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Candidates {
    /// The first ones, by address.
    pub found: Vec<Candidate>,
    /// Whether there are more than these.
    pub more: bool,
}

/// What whoever follows the link of a request finds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Offer {
    /// It can be accepted.
    Open {
        /// What is asked.
        role: Role,
        /// The customer's name.
        customer: String,
        /// Who asks.
        from: Named,
        /// Until when it can be accepted.
        until: LocalTime,
    },
    /// It was accepted already.
    Accepted,
    /// It was cancelled, or ended with what somebody no longer is.
    Cancelled,
    /// Its time is over.
    Expired,
    /// There is no such request, or it is somebody else's: the two look alike.
    Unknown,
}

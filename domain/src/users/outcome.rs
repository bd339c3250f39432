use crate::ids::RemovalId;
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

/// What was removed together, and can be put back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Removal {
    /// To put it back with.
    pub id: RemovalId,
    /// The addresses of the people whose assignments were removed.
    pub people: Vec<String>,
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

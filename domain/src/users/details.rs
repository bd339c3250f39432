use super::{AssignmentRow, AssignmentTarget, Given, GivenRight, Grants, MailState, UserStatus};
use crate::end_date::EndDate;
use crate::ids::AssignmentId;
use crate::time::LocalTime;
use serde::{Deserialize, Serialize};

/// One assignment and the person it is of, as *Modifier* shows them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UserDetails {
    /// The assignment.
    pub id: AssignmentId,
    /// The address, as typed.
    pub email: String,
    /// What the person may sign in with beside the address.
    pub identifier: String,
    /// "" when unknown.
    pub last_name: String,
    /// "" when unknown.
    pub first_name: String,
    /// Where the person is assigned, and with which profile.
    pub place: AssignmentTarget,
    /// Who gave the place and the profile.
    pub given: Given,
    /// The last day of the assignment; `None`: it has no end.
    pub end: Option<EndDate>,
    /// What the person may do here beyond or below the profile, in the order of the portal.
    pub personal: Vec<GivenRight>,
    /// Where the person stands with the customer.
    pub status: UserStatus,
    /// Since when.
    pub status_since: LocalTime,
    /// What became of the last mail about this access; `None` once it no longer matters.
    pub mail: Option<MailState>,
    /// Since when the customer has the person.
    pub created_at: LocalTime,
    /// When the person last signed in, since being with the customer.
    pub last_sign_in: Option<LocalTime>,
    /// What of this can be changed by whoever is looking.
    pub may_change: MayChange,
    /// Whether the address can be put right: nobody has signed in with it yet.
    pub may_change_address: bool,
    /// The person's other assignments with the customer, as far as whoever is looking may see them.
    pub others: Vec<AssignmentRow>,
    /// Whether it is the administrator who is looking.
    pub is_self: bool,
    /// Whether the person administers all of the customer, as far as whoever is looking does too.
    pub administers: bool,
}

/// What a form changes of an assignment and its person, as it stood when the form was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Editable {
    /// "" when unknown.
    pub last_name: String,
    /// "" when unknown.
    pub first_name: String,
    /// Where the person is assigned, and with which profile.
    pub place: AssignmentTarget,
    /// What the person has there beside the profile, and until when.
    pub grants: Grants,
}

impl UserDetails {
    /// What of it a form changes.
    pub fn editable(&self) -> Editable {
        let personal = self.personal.iter().map(|given| given.personal).collect();
        Editable {
            last_name: self.last_name.clone(),
            first_name: self.first_name.clone(),
            place: self.place,
            grants: Grants { personal, end: self.end },
        }
    }
}

/// What can be changed of somebody and an assignment of theirs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MayChange {
    /// The place, the rights, the names and the status.
    Everything,
    /// The place and the rights: the person has accesses elsewhere, for which names and status are the same.
    Assignment,
    /// It can be looked at.
    Nothing,
}

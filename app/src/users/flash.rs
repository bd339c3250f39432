//! What the users' pages report about what was just done, with or without JavaScript.

use crate::api::ApiError;
use domain::ids::RemovalId;
#[cfg(feature = "ssr")]
use domain::users::Outcome;
use domain::users::Restoration;
use serde::{Deserialize, Serialize};

/// Under which name a flash message is kept for the next page.
#[cfg(feature = "ssr")]
pub const NAME: &str = "users-flash";

/// What was just done, or why it was not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Flash {
    /// Assignments were removed; they can be put back.
    Removed {
        removal: RemovalId,
        people: Vec<String>,
    },
    /// A removal was undone.
    Restored(Restoration),
    /// People were created or assigned.
    Created(Creation),
    /// A person or an assignment was changed.
    Saved,
    /// The address of a person who had not signed in was put right; a mail leaves, unless they are suspended.
    AddressChanged {
        email: String,
        mailed: bool,
    },
    /// A person may not use the portal for now.
    Suspended,
    /// A person may use the portal again.
    Reactivated,
    /// A link to choose another password leaves for a person.
    ResetMailed,
    /// A session of a person was ended.
    SessionEnded,
    /// A person's mail leaves once more.
    MailQueued,
    /// None does: the one before has just left.
    MailedTooSoon,
    /// The list was saved under a name, in place of another one, which can be saved again.
    ViewSaved {
        name: String,
        before: Option<String>,
    },
    /// A view was taken away; it can be saved again.
    ViewRemoved {
        name: String,
        query: String,
    },
    /// Something was to be done with several rows, and none was selected.
    NothingChosen,
    Refused(ApiError),
}

/// Who was created and who was not.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Creation {
    /// New with the customer.
    pub created: Group,
    /// Known already; the assignment was added.
    pub assigned: Group,
    pub unchanged: Group,
    /// Assigned there already with another profile, which stays.
    pub other_profile: Group,
}

/// How many there are, and the first of them by name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Group {
    pub total: u64,
    /// The addresses of the first of them.
    pub first: Vec<String>,
}

#[cfg(feature = "ssr")]
impl Group {
    /// How many are named. A flash message is kept for the next page, and what is kept is small.
    pub const NAMED: usize = 25;

    fn push(&mut self, address: String) {
        self.total += 1;
        if self.first.len() < Self::NAMED {
            self.first.push(address);
        }
    }
}

#[cfg(feature = "ssr")]
impl Creation {
    /// Sorts addresses by what became of them.
    pub fn new(outcomes: impl IntoIterator<Item = (String, Outcome)>) -> Self {
        let mut creation = Self::default();
        for (address, outcome) in outcomes {
            let group = match outcome {
                Outcome::Created => &mut creation.created,
                Outcome::Assigned => &mut creation.assigned,
                Outcome::AlreadyAssigned => &mut creation.unchanged,
                Outcome::OtherProfile { .. } => &mut creation.other_profile,
            };
            group.push(address);
        }

        creation
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;

    #[test]
    fn all_are_counted_and_the_first_are_named() {
        let people = (0..30).map(|n| (format!("p{n}@potters.example"), Outcome::Created));
        let other = ("z@potters.example".to_owned(), Outcome::OtherProfile { profile: "Retours".into() });
        let creation = Creation::new(people.chain([other]));
        assert_eq!((creation.created.total, creation.created.first.len()), (30, Group::NAMED));
        assert_eq!(creation.other_profile.first, ["z@potters.example"]);
        assert_eq!(creation.assigned, Group::default());
    }
}

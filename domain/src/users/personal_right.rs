use crate::end_date::EndDate;
use crate::reference::Contract;
use crate::rights::{Application, Level, Right, Rights};
use crate::time::LocalTime;
use serde::{Deserialize, Serialize};

/// A right that one person has at one assignment in the place of the profile's, more or less than it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonalRight {
    /// The application and the level.
    pub right: Right,
    /// The last day on which it holds; then the profile's level is back. `None`: it has no end.
    pub end: Option<EndDate>,
}

/// What an assignment is given beside its place and its profile.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grants {
    /// At most one for each application.
    pub personal: Vec<PersonalRight>,
    /// The last day of the assignment; `None`: it has no end.
    pub end: Option<EndDate>,
}

/// A personal right, and where it comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GivenRight {
    /// What was given.
    pub personal: PersonalRight,
    /// By whom and when.
    pub given: Given,
}

/// Who gave something, and when.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Given {
    /// What the customer calls them; `None`: the carrier, or nobody knows any more.
    pub by: Option<String>,
    /// `None`: nobody knows any more.
    pub at: Option<LocalTime>,
}

/// What is wrong with personal rights and ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum GrantError {
    /// Nobody gets rights for it at the contract.
    #[error("the contract does not have the application")]
    NotOfContract(Application),
    /// Whoever gives it does not have it there.
    #[error("a right that whoever gives it does not have")]
    BeyondOwn(Application),
    /// A personal right would end before today.
    #[error("a right would have ended already")]
    RightEnded(Application),
    /// The assignment would end before today.
    #[error("the assignment would have ended already")]
    Ended,
}

impl Grants {
    /// Everything that is wrong with giving this at `contract`. What is there already, `had`, is never wrong, whatever has
    /// become of the contract or of the day meanwhile. `own` are the rights of whoever gives it, where these are not all.
    pub fn errors(
        &self,
        contract: &Contract,
        today: EndDate,
        had: &Self,
        own: Option<Rights>,
    ) -> Vec<GrantError> {
        let mut errors = Vec::new();
        for new in self.personal.iter().filter(|personal| !had.personal.contains(personal)) {
            let application = new.right.application;
            if new.right.level != Level::None && !contract.applications.contains(application) {
                errors.push(GrantError::NotOfContract(application));
            }

            if own.is_some_and(|own| new.right.level > own.level(application)) {
                errors.push(GrantError::BeyondOwn(application));
            }

            if new.end.is_some_and(|end| end.is_before(today)) {
                errors.push(GrantError::RightEnded(application));
            }
        }

        if self.end != had.end && self.end.is_some_and(|end| end.is_before(today)) {
            errors.push(GrantError::Ended);
        }

        errors
    }
}

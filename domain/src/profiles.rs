//! Profiles as an administrator sees them: who has them, and what a change of one does.

use crate::ids::ProfileChangeId;
use crate::names::ProfileName;
use crate::reference::Profile;
use crate::rights::{Application, Level, Rights};
use crate::time::LocalTime;
use crate::users::Count;
use serde::{Deserialize, Serialize};

/// A profile, as the list of them shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProfileSummary {
    /// The profile.
    pub profile: Profile,
    /// Whether a row or a form that names none gets it.
    pub is_default: bool,
    /// People who have it, at one assignment or several; above what is counted, assignments.
    pub people: Count,
}

/// A profile that is about to be changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProfileDetails {
    /// The profile.
    pub profile: Profile,
    /// Raised with each change.
    pub revision: i64,
    /// Whether a row or a form that names none gets it.
    pub is_default: bool,
    /// As in [`ProfileSummary`].
    pub people: Count,
}

/// A level of one application that becomes another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct LevelChange {
    /// Of what.
    pub application: Application,
    /// What it was.
    pub before: Level,
    /// What it becomes.
    pub after: Level,
}

impl LevelChange {
    /// What differs between two sets of rights, in the order of the portal.
    pub fn between(before: &Rights, after: &Rights) -> Vec<Self> {
        let change = |application| Self {
            application,
            before: before.level(application),
            after: after.level(application),
        };
        let changes = Application::ALL.into_iter().map(change);
        changes.filter(|change| change.before != change.after).collect()
    }
}

/// How many people, at how many assignments. One person can have a profile at several.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Reach {
    /// People, each counted once.
    pub people: u64,
    /// Their assignments.
    pub assignments: u64,
}

/// What becomes of one application for those who have a profile.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct RightImpact {
    /// From which level to which.
    pub change: LevelChange,
    /// For whom it changes.
    pub reached: Reach,
    /// Those for whom a personal right stands in the profile's place, and goes on doing so.
    pub personal: Reach,
    /// Assignments where nobody has the application: the contract does not have it, or is closed.
    pub elsewhere: u64,
}

/// What becomes of the assignments at one site.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct SiteImpact {
    /// The site's name; `None`: all of them.
    pub site: Option<String>,
    /// For each of the impact's rights, at how many assignments it changes.
    pub reached: Vec<u64>,
}

/// What a change does to those who have a profile.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ProfileImpact {
    /// Those who have the profile.
    pub reach: Reach,
    /// What changes, application by application; empty when no level does.
    pub rights: Vec<RightImpact>,
    /// Where, the most first: [`SiteImpact::SHOWN`] at most.
    pub sites: Vec<SiteImpact>,
    /// How many sites are not among them.
    pub more_sites: u64,
    /// What some of those are called for whom something changes: [`ProfileImpact::NAMED`] at most.
    pub names: Vec<String>,
}

impl SiteImpact {
    /// So many sites are told one by one.
    pub const SHOWN: usize = 25;
}

impl ProfileImpact {
    /// So many people are named.
    pub const NAMED: usize = 5;

    /// Whether somebody has the profile and a level of it changes: then it is asked before it is done.
    pub fn is_felt(&self) -> bool {
        self.reach.assignments > 0 && !self.rights.is_empty()
    }
}

/// What somebody else did to a profile since a form was opened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PastChange {
    /// Who; "" for the command line.
    pub by: String,
    /// When.
    pub at: LocalTime,
    /// The name before and after, when it changed.
    pub renamed: Option<(ProfileName, ProfileName)>,
    /// The levels that changed.
    pub levels: Vec<LevelChange>,
}

/// What would be done, to be agreed to before it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    /// What it does.
    pub impact: ProfileImpact,
    /// The profile's revision that it was found on.
    pub revision: i64,
    /// What others did to the profile since the form was opened.
    pub meanwhile: Vec<PastChange>,
    /// Whether it must be agreed to before it is done: somebody has the profile, or somebody else changed it meanwhile.
    pub asks: bool,
    /// Tells it from any other: what is agreed to.
    pub mark: u64,
}

/// What became of something that had to be agreed to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ProfileOutcome {
    /// It is done. It can be undone under this key.
    Done(ProfileChangeId),
    /// It would do something that has not been agreed to. Nothing is written.
    Proposed(Proposal),
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rights::Right;

    #[test]
    fn what_differs_between_two_profiles_is_told_application_by_application() {
        let right = |application, level| Right { application, level };
        let before = [right(Application::Shipping, Level::Manage), right(Application::Billing, Level::View)];
        let after = [right(Application::Shipping, Level::Manage), right(Application::Returns, Level::View)];
        let (before, after): (Rights, Rights) = (before.into_iter().collect(), after.into_iter().collect());

        assert_eq!(
            LevelChange::between(&before, &after),
            [
                LevelChange { application: Application::Returns, before: Level::None, after: Level::View },
                LevelChange { application: Application::Billing, before: Level::View, after: Level::None },
            ]
        );
        assert!(LevelChange::between(&before, &before).is_empty());
    }
}

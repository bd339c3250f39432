use crate::ids::{ContractId, ProfileId, SiteId, SubAccountId};
use crate::reach::{Place, Reach};
use crate::reference::{Profile, ReferenceData};
use serde::{Deserialize, Serialize};

/// Where a user is assigned, and with which profile: everything of an assignment but the user.
///
/// Two assignments of one user at the same contract, sub-account and site are the same assignment;
/// the profile is what it lets the user do there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct AssignmentTarget {
    /// At this contract.
    pub contract: ContractId,
    /// At this part of it; `None` means all of them.
    pub sub_account: Option<SubAccountId>,
    /// At this site; `None` means all of them.
    pub site: Option<SiteId>,
    /// With this profile.
    pub profile: ProfileId,
}

/// What is wrong with a place, by field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum AssignmentTargetError {
    /// No such contract with this customer.
    #[error("unknown contract")]
    UnknownContract,
    /// No such sub-account of this contract.
    #[error("unknown sub-account")]
    UnknownSubAccount,
    /// The customer has sites, and none was chosen.
    #[error("a site is missing")]
    MissingSite,
    /// No such site with this customer.
    #[error("unknown site")]
    UnknownSite,
    /// No such profile with this customer.
    #[error("unknown profile")]
    UnknownProfile,
    /// Whoever asks does not administer the place.
    #[error("out of reach")]
    OutOfReach,
    /// The profile lets do what whoever asks may not do there.
    #[error("the profile is beyond one's own rights")]
    ProfileBeyondOwn,
}

impl AssignmentTarget {
    /// Where, whatever the profile.
    pub const fn place(&self) -> Place {
        Place { contract: self.contract, sub_account: self.sub_account, site: self.site }
    }

    /// Everything that is wrong with this place for the customer whose reference this is.
    pub fn errors(&self, reference: &ReferenceData) -> Vec<AssignmentTargetError> {
        let mut errors = Vec::new();
        match (reference.contract(self.contract), self.sub_account) {
            (None, _) => errors.push(AssignmentTargetError::UnknownContract),
            (Some(contract), Some(id)) if contract.sub_account(id).is_none() => {
                errors.push(AssignmentTargetError::UnknownSubAccount);
            }
            _ => {}
        }

        match self.site {
            None if !reference.sites.is_empty() => errors.push(AssignmentTargetError::MissingSite),
            Some(id) if reference.site(id).is_none() => errors.push(AssignmentTargetError::UnknownSite),
            _ => {}
        }

        let profile = reference.profile(self.profile);
        if profile.is_none() {
            errors.push(AssignmentTargetError::UnknownProfile);
        }

        if let (Some(reach), true) = (&reference.reach, errors.is_empty()) {
            errors.extend(self.errors_of_reach(reach, profile));
        }

        errors
    }

    fn errors_of_reach(&self, reach: &Reach, profile: Option<&Profile>) -> Option<AssignmentTargetError> {
        let place = self.place();
        if !reach.manages(&place) {
            return Some(AssignmentTargetError::OutOfReach);
        }

        let given = profile.is_none_or(|profile| reach.rights_at(&place).include(&profile.rights));
        (!given).then_some(AssignmentTargetError::ProfileBeyondOwn)
    }
}

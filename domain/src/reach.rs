//! Where somebody administers people who administers a part of a customer.

use crate::ids::{ContractId, ProfileId, SiteId, SubAccountId};
use crate::reference::ReferenceData;
use crate::rights::{Application, Level, Rights};
use serde::{Deserialize, Serialize};

/// A place of a customer. It covers every place in it: a contract its sub-accounts, all sites each of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Place {
    /// At this contract.
    pub contract: ContractId,
    /// At this part of it; `None` means all of them.
    pub sub_account: Option<SubAccountId>,
    /// At this site; `None` means all of them.
    pub site: Option<SiteId>,
}

impl Place {
    /// Whether everything at `other` is at this place too.
    pub fn covers(&self, other: &Self) -> bool {
        self.contract == other.contract
            && (self.sub_account.is_none() || self.sub_account == other.sub_account)
            && (self.site.is_none() || self.site == other.site)
    }

    /// Whether something can be at both.
    fn meets(&self, other: &Self) -> bool {
        let agree = |own: Option<uuid::Uuid>, other: Option<uuid::Uuid>| {
            own.is_none() || other.is_none() || own == other
        };
        self.contract == other.contract
            && agree(self.sub_account.map(|id| id.0), other.sub_account.map(|id| id.0))
            && agree(self.site.map(|id| id.0), other.site.map(|id| id.0))
    }
}

/// What somebody may do themself at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnRights {
    /// Where.
    pub place: Place,
    /// What, in the end.
    pub rights: Rights,
}

/// Where somebody administers people by a right, and what they may do there themself: the most that they can give.
///
/// Somebody administers, or looks at, what lies at a place at which their own level of [`Application::Administration`] is
/// *gestion*, or *consultation*.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reach {
    own: Vec<OwnRights>,
    /// The key of their address: their own access is not theirs to change.
    address: String,
    /// What they see as an advanced user, whatever their own rights say.
    #[serde(default)]
    sight: Option<Sight>,
}

/// How much of a customer an advanced user sees, without changing any of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Sight {
    /// All of it, what is to come as well.
    Everything,
    /// What lies at these contracts.
    Contracts(Vec<ContractId>),
}

impl Reach {
    /// The reach of somebody with this address (by its key) who has these rights; `None` when they administer nothing.
    pub fn new(own: Vec<OwnRights>, address: String) -> Option<Self> {
        let reach = Self { own, address, sight: None };
        let any = reach.places(Level::View).next().is_some();
        any.then_some(reach)
    }

    /// Whoever looks at all that is at these contracts, and changes nothing.
    pub fn looking(contracts: impl IntoIterator<Item = ContractId>) -> Self {
        Self::of_advanced(Sight::Contracts(contracts.into_iter().collect()), None, String::new())
    }

    /// The reach of an advanced user with this address (by its key), beside what a right of their own reaches.
    pub fn of_advanced(sight: Sight, own: Option<Self>, address: String) -> Self {
        Self { own: own.map(|reach| reach.own).unwrap_or_default(), address, sight: Some(sight) }
    }

    /// What they see as an advanced user; `None`: they are none of this customer's.
    pub fn sight(&self) -> Option<&Sight> {
        self.sight.as_ref()
    }

    /// Whether no right of their own lets them look at anything: they see what they see as an advanced user.
    pub fn is_sight_alone(&self) -> bool {
        self.own.iter().all(|own| own.rights.level(Application::Administration) == Level::None)
    }

    /// Whether they see all of the customer, so that there is nothing to narrow.
    pub fn views_everything(&self) -> bool {
        self.sight == Some(Sight::Everything)
    }

    /// Places at which they may administer at this level at least. Each covers others. To look, what an advanced user sees
    /// is added; whoever [views everything](Self::views_everything) need not ask.
    pub fn places(&self, level: Level) -> impl Iterator<Item = Place> {
        let enough = move |own: &&OwnRights| own.rights.level(Application::Administration) >= level;
        let seen = match &self.sight {
            Some(Sight::Contracts(contracts)) if level <= Level::View => &contracts[..],
            _ => &[],
        };
        let whole = |contract: &ContractId| Place { contract: *contract, sub_account: None, site: None };

        self.own.iter().filter(enough).map(|own| own.place).chain(seen.iter().map(whole))
    }

    /// Whether an address, by its key, is their own.
    pub fn is_own(&self, address: &str) -> bool {
        self.address == address
    }

    /// Whether they administer anything, and do not only look.
    pub fn manages_any(&self) -> bool {
        self.places(Level::Manage).next().is_some()
    }

    /// Whether they see what is at a place.
    pub fn views(&self, place: &Place) -> bool {
        self.views_everything() || self.places(Level::View).any(|own| own.covers(place))
    }

    /// Whether they administer the people at a place.
    pub fn manages(&self, place: &Place) -> bool {
        self.places(Level::Manage).any(|own| own.covers(place))
    }

    /// All that they may do at a place, and so the most that they can give there.
    pub fn rights_at(&self, place: &Place) -> Rights {
        let covering = self.own.iter().filter(|own| own.place.covers(place));
        covering.fold(Rights::default(), |rights, own| rights.or(own.rights))
    }

    /// Keeps of a customer's reference data what lies where they administer people at this level, and the profiles that
    /// they can give, or one that somebody has already.
    pub fn narrow(self, reference: &mut ReferenceData, level: Level, had: Option<ProfileId>) {
        let places: Vec<Place> = self.places(level).collect();
        let all = level <= Level::View && self.views_everything();
        let meets = |place: Place| all || places.iter().any(|own| own.meets(&place));
        let whole = |contract| Place { contract, sub_account: None, site: None };

        reference.contracts.retain(|contract| meets(whole(contract.id)));
        for contract in &mut reference.contracts {
            let at = |part| Place { sub_account: Some(part), ..whole(contract.id) };
            contract.sub_accounts.retain(|part| meets(at(part.id)));
        }

        let contracts: Vec<ContractId> = reference.contracts.iter().map(|contract| contract.id).collect();
        let at = |site, contract: &ContractId| Place { site: Some(site), ..whole(*contract) };
        reference.sites.retain(|site| contracts.iter().any(|contract| meets(at(site.id, contract))));

        let gives = |rights: &Rights| places.iter().any(|place| self.rights_at(place).include(rights));
        reference.profiles.retain(|profile| had == Some(profile.id) || gives(&profile.rights));
        let offered = |id| reference.profiles.iter().any(|profile| profile.id == id);
        reference.default_profile = reference.default_profile.filter(|id| offered(*id));
        reference.reach = Some(Box::new(self));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rights::Right;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn place() -> impl Strategy<Value = Place> {
        let key = |n: u128| Uuid::from_u128(n);
        (1..3_u128, proptest::option::of(1..3_u128), proptest::option::of(1..3_u128)).prop_map(
            move |(contract, sub_account, site)| Place {
                contract: ContractId(key(contract)),
                sub_account: sub_account.map(|n| SubAccountId(key(n))),
                site: site.map(|n| SiteId(key(n))),
            },
        )
    }

    fn own() -> impl Strategy<Value = Vec<OwnRights>> {
        let right =
            (proptest::sample::select(&Application::ALL[..]), proptest::sample::select(&Level::ALL[..]))
                .prop_map(|(application, level)| Right { application, level });
        let rights = proptest::collection::vec(right, 0..6).prop_map(Rights::from);
        let own = (place(), rights).prop_map(|(place, rights)| OwnRights { place, rights });
        proptest::collection::vec(own, 0..4)
    }

    proptest! {
        #[test]
        fn who_administers_a_place_administers_what_it_covers_and_sees_it(own in own(), outer in place(), inner in place()) {
            let reach = Reach { own, address: String::new(), sight: None };
            if reach.manages(&outer) && outer.covers(&inner) {
                prop_assert!(reach.manages(&inner) && reach.views(&inner));
            }
            prop_assert!(!reach.manages(&outer) || reach.rights_at(&outer).level(Application::Administration) == Level::Manage);
        }

        #[test]
        fn more_can_be_given_at_a_smaller_place_than_at_a_larger_one(own in own(), outer in place(), inner in place()) {
            let reach = Reach { own, address: String::new(), sight: None };
            if outer.covers(&inner) {
                prop_assert!(reach.rights_at(&inner).include(&reach.rights_at(&outer)));
            }
        }

        #[test]
        fn an_advanced_user_sees_more_and_administers_no_more(own in own(), place in place(), contract in 1..3_u128) {
            let contract = ContractId(Uuid::from_u128(contract));
            let plain = Reach { own, address: String::new(), sight: None };
            let advanced = |sight| Reach::of_advanced(sight, Some(plain.clone()), String::new());
            let (all, one) = (advanced(Sight::Everything), advanced(Sight::Contracts(vec![contract])));

            prop_assert!(all.views(&place));
            prop_assert_eq!(one.views(&place), plain.views(&place) || place.contract == contract);
            for advanced in [all, one] {
                prop_assert_eq!(advanced.manages(&place), plain.manages(&place));
                prop_assert_eq!(advanced.rights_at(&place), plain.rights_at(&place));
            }
        }

        #[test]
        fn who_looks_at_contracts_sees_what_is_there_alone_and_changes_nothing(inner in place(), other in place()) {
            let reach = Reach::looking([inner.contract]);
            prop_assert!(reach.views(&inner) && !reach.manages_any());
            prop_assert_eq!(reach.views(&other), other.contract == inner.contract);
        }

        #[test]
        fn who_administers_nothing_has_no_reach(own in own()) {
            let any = own.iter().any(|own| own.rights.level(Application::Administration) > Level::None);
            prop_assert_eq!(Reach::new(own, String::new()).is_some(), any);
        }
    }
}

//! What a customer's users are assigned to: contracts, sub-accounts, sites and profiles.

use crate::ids::{ContractId, ProfileId, SiteId, SubAccountId};
use crate::names::{AccountName, ProfileName, SiteName};
use crate::numbers::{ContractNumber, SubAccountNumber};
use crate::reach::Reach;
use crate::rights::{Applications, Rights};
use serde::{Deserialize, Serialize};

/// Everything that a row or a form of one customer is judged against: what people can be assigned to, so neither closed
/// contracts and sub-accounts nor archived sites. Sorted as it is shown: contracts and sub-accounts by number, sites and
/// profiles by name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReferenceData {
    /// The customer's contracts.
    pub contracts: Vec<Contract>,
    /// The customer's sites. Where there is at least one, every assignment names one.
    pub sites: Vec<Site>,
    /// The customer's profiles.
    pub profiles: Vec<Profile>,
    /// The profile of a row that names none.
    pub default_profile: Option<ProfileId>,
    /// Where the person may assign people who asks, and with which rights; `None`: everywhere, with all.
    #[serde(default)]
    pub reach: Option<Box<Reach>>,
}

/// A contract of a customer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contract {
    /// Its key.
    pub id: ContractId,
    /// N° compte.
    pub number: ContractNumber,
    /// What it is called.
    pub name: AccountName,
    /// What the customer calls it.
    #[serde(default)]
    pub label: Option<AccountName>,
    /// What people can get rights for at it.
    #[serde(default)]
    pub applications: Applications,
    /// Its parts.
    pub sub_accounts: Vec<SubAccount>,
}

/// A part of a contract.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SubAccount {
    /// Its key.
    pub id: SubAccountId,
    /// N° sous-compte, unique within the contract.
    pub number: SubAccountNumber,
    /// What it is called.
    pub name: AccountName,
    /// What the customer calls it.
    #[serde(default)]
    pub label: Option<AccountName>,
}

/// A place of the customer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Site {
    /// Its key.
    pub id: SiteId,
    /// Its name, matched exactly.
    pub name: SiteName,
}

/// A named set of rights.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Profile {
    /// Its key.
    pub id: ProfileId,
    /// Its name.
    pub name: ProfileName,
    /// What it lets a user do.
    pub rights: Rights,
}

impl ReferenceData {
    /// The contract with this key.
    pub fn contract(&self, id: ContractId) -> Option<&Contract> {
        self.contracts.iter().find(|contract| contract.id == id)
    }

    /// The site with this key.
    pub fn site(&self, id: SiteId) -> Option<&Site> {
        self.sites.iter().find(|site| site.id == id)
    }

    /// The profile with this key.
    pub fn profile(&self, id: ProfileId) -> Option<&Profile> {
        self.profiles.iter().find(|profile| profile.id == id)
    }
}

impl Contract {
    /// The sub-account with this key, when it is of this contract.
    pub fn sub_account(&self, id: SubAccountId) -> Option<&SubAccount> {
        self.sub_accounts.iter().find(|sub_account| sub_account.id == id)
    }
}

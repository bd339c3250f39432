//! Contracts as an administrator looks at them: the carrier's, with the customer's own words beside.

use crate::ids::{ContractId, SubAccountId};
use crate::names::AccountName;
use crate::numbers::{ContractNumber, SubAccountNumber};
use crate::rights::Applications;
use crate::time::LocalTime;
use crate::usage::Usage;
use serde::{Deserialize, Serialize};

/// A contract of the customer, closed or not, and who uses it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContractRow {
    /// Its key.
    pub id: ContractId,
    /// N° compte.
    pub number: ContractNumber,
    /// What the carrier calls it.
    pub name: AccountName,
    /// What the customer calls it.
    pub label: Option<AccountName>,
    /// When the carrier closed it: nobody gets an access to it any more.
    pub closed_at: Option<LocalTime>,
    /// What people can get rights for at it.
    pub applications: Applications,
    /// Who is assigned to it.
    pub usage: Usage,
    /// Its parts.
    pub sub_accounts: Vec<SubAccountRow>,
}

/// A part of a contract, closed or not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SubAccountRow {
    /// Its key.
    pub id: SubAccountId,
    /// N° sous-compte.
    pub number: SubAccountNumber,
    /// What the carrier calls it.
    pub name: AccountName,
    /// What the customer calls it.
    pub label: Option<AccountName>,
    /// When the carrier closed it.
    pub closed_at: Option<LocalTime>,
}

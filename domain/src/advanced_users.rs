//! Advanced users: who sees all contracts of one or more customers, or those that they were associated to.

mod file;

pub use file::{AdvancedFile, AdvancedFileError, AdvancedRow, AdvancedRowError, MOST_ROWS, name};

use crate::access::Account;
use crate::ids::{ContractId, CustomerId, ProposalId};
use crate::time::LocalTime;
use crate::users::UserStatus;
use serde::{Deserialize, Serialize};

/// An advanced user, as one of their customers knows them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AdvancedUser {
    /// Names them among the customer's advanced users, and nobody with another customer.
    pub key: String,
    /// "" when unknown.
    pub last_name: String,
    /// "" when unknown.
    pub first_name: String,
    /// One advanced user, one address.
    pub email: String,
    /// What they sign in with, once they have come in.
    pub identifier: Option<String>,
    /// Where they stand with the customer.
    pub status: UserStatus,
    /// The numbers of the contracts that they see; none: all of them.
    pub contracts: Vec<String>,
}

/// An association that was proposed to an address, whoever has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    /// Names it among the customer's.
    pub id: ProposalId,
    /// The address, as it was typed.
    pub email: String,
    /// The numbers of the contracts.
    pub contracts: Vec<String>,
    /// When it was made.
    pub asked_at: LocalTime,
    /// Until when it can be accepted.
    pub until: LocalTime,
    /// Whether that is over.
    pub is_expired: bool,
}

/// By what advanced users are sorted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AdvancedSort {
    /// Then by first name.
    #[default]
    LastName,
    /// Then by last name.
    FirstName,
    /// The address.
    Email,
    /// Who has none comes last.
    Identifier,
}

/// Which advanced users, in which order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AdvancedRequest {
    /// What their names, address or identifier hold.
    #[serde(default)]
    pub sought: Option<String>,
    /// By what they are sorted.
    #[serde(default)]
    pub sort: AdvancedSort,
    /// Whether the last comes first.
    #[serde(default)]
    pub descending: bool,
}

/// A contract of the customer's that can be chosen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContractChoice {
    /// The contract.
    pub id: ContractId,
    /// Its number, and what the customer calls it, or else the carrier.
    pub account: Account,
}

/// An advanced user, to be edited.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AdvancedUserDetails {
    /// Who it is.
    pub user: AdvancedUser,
    /// The contracts that they see; none: all of them.
    pub chosen: Vec<ContractId>,
    /// The customer's contracts, by number.
    pub contracts: Vec<ContractChoice>,
}

/// A customer of which somebody is an advanced user.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MyAssociation {
    /// The customer.
    pub customer: CustomerId,
    /// What it is called.
    pub name: String,
    /// The numbers of the contracts that one sees; none: all of them.
    pub contracts: Vec<String>,
    /// Whether the customer has suspended it.
    pub is_suspended: bool,
}

/// What an advanced user has with customers, and what is proposed to them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MyAssociations {
    /// The customers, by name.
    pub customers: Vec<MyAssociation>,
    /// What can be accepted, the oldest first.
    pub offers: Vec<AssociationOffer>,
}

/// An association that the person who is signed in can accept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AssociationOffer {
    /// Names it.
    pub id: ProposalId,
    /// The customer's name.
    pub customer: String,
    /// What one would see of it.
    pub contracts: Vec<Account>,
    /// Until when it can be accepted.
    pub until: LocalTime,
    /// What the customer would be told of oneself.
    pub shared: Shared,
}

/// What a customer is told of an advanced user who accepts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shared {
    /// "" when unknown.
    pub last_name: String,
    /// "" when unknown.
    pub first_name: String,
    /// The address that the customer knew already.
    pub email: String,
    /// What the person signs in with.
    pub identifier: String,
}

/// What whoever follows the link of a proposal finds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AssociationLink {
    /// It can be accepted.
    Open(AssociationOffer),
    /// It was accepted.
    Accepted,
    /// It was refused.
    Refused,
    /// The customer has taken it back, or it ended with what somebody no longer is.
    Withdrawn,
    /// Its time is over.
    Expired,
    /// There is no such proposal, or it is somebody else's: the two look alike.
    Unknown,
}

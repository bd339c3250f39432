//! Signing in, and what one may do then, as the browser sees it.

use crate::rights::{Application, Rights};
use crate::time::LocalTime;
use serde::{Deserialize, Serialize};

/// What a mailed link is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkKind {
    /// Choosing one's first password.
    Activation,
    /// Choosing another password, the old one being forgotten.
    Reset,
}

/// One of a person's sessions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenSession {
    /// Names it among the person's own; nobody can sign in with it.
    pub key: String,
    /// What the browser called itself.
    pub user_agent: String,
    /// When the person signed in.
    pub since: LocalTime,
    /// When it was last used, to the minute.
    pub last_seen: LocalTime,
    /// Whether it is the one that is asking.
    pub current: bool,
}

/// What a person may do with one customer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomerAccess {
    /// The customer's name.
    pub customer: String,
    /// Whether the person may do anything there, and if not, why.
    pub state: AccessState,
    /// Where the person may do what; none unless the access is open.
    pub places: Vec<PlaceAccess>,
    /// The customer's administrators.
    pub contacts: Vec<Contact>,
}

/// How somebody stands with a customer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AccessState {
    /// Administers the customer, and may do everything there.
    Administrator,
    /// May do what the places say.
    Open,
    /// Was invited, and accepts with the next sign-in.
    Invited,
    /// The invitation has run out.
    Expired,
    /// May do nothing until an administrator says otherwise.
    Suspended,
}

/// What a person may do at one place of a customer: a contract, or a part of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlaceAccess {
    /// The contract.
    pub contract: Account,
    /// `None`: all of the contract.
    pub sub_account: Option<Account>,
    /// The site's name; `None`: wherever the contract is used.
    pub site: Option<String>,
    /// What is left once the profile, personal rights and the contract's applications are put together.
    pub rights: Rights,
    /// The last day; `None`: no end is set.
    pub until: Option<LocalTime>,
    /// The last day of personal levels that end by themselves: afterwards the profile's hold again.
    pub changes: Vec<(Application, LocalTime)>,
}

/// A contract or a sub-account, as people read it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// N° compte, or n° sous-compte.
    pub number: String,
    /// What the customer calls it, or else the carrier.
    pub name: String,
}

/// Whom to ask.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// First and last name; empty where none is known.
    pub name: String,
    /// The address.
    pub email: String,
}

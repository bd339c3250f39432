//! Advanced users: who sees all contracts of one or more customers.

use serde::{Deserialize, Serialize};

/// An advanced user, as one of their customers knows them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AdvancedUser {
    /// "" when unknown.
    pub last_name: String,
    /// "" when unknown.
    pub first_name: String,
    /// One advanced user, one address.
    pub email: String,
    /// What they sign in with, once they have come in.
    pub identifier: Option<String>,
}

//! Users of a customer: created, found, changed, removed, exported.

pub(crate) mod person;
pub mod search;

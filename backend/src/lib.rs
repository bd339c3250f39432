//! What the server does, without HTTP and without HTML: one operation, one file.
//!
//! [`services::Services`] holds what every operation needs. A customer's data is reached only with
//! an [`access::CustomerScope`], which only a [`access::Principal`] gives.

pub mod access;
pub mod administrators;
pub mod advanced_users;
pub mod applications;
pub mod backups;
pub mod clock;
pub mod consolidation;
pub mod contact;
pub mod contracts;

pub mod customers;
pub mod db;
pub mod demo;
mod events;
pub mod health;
pub mod imports;
#[cfg(test)]
mod isolation;
pub mod journal;
pub mod mail;
pub mod maintenance;
mod observe;
pub mod outage;
pub mod profiles;
pub mod random;
pub mod reference;
pub mod secret_key;
pub mod services;
pub mod sites;
pub mod spreadsheet;
pub mod tariffs;
#[cfg(any(test, feature = "testing"))]
pub mod testing;
pub mod users;

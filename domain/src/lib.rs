//! What a user, a right, an address, an import row is, and the rules between them.
//!
//! Nothing here reads, writes, waits or looks at a clock: the same code judges a form in the
//! browser, a file in the import's worker and a request on the server.

#![warn(missing_docs)]

pub mod access;
pub mod address;
pub mod administrators;
pub mod advanced_users;
pub mod chosen_identifier;
pub mod consolidation;
pub mod contact;
pub mod contracts;
pub mod credentials;
pub mod end_date;
pub mod fold;
pub mod ids;
pub mod imports;
pub mod journal;
pub mod locale;
pub mod mails;
pub mod names;
pub mod numbers;
pub mod opening;
pub mod passkeys;
pub mod paths;
pub mod profiles;
pub mod reach;
pub mod reference;
pub mod rights;
pub mod same_person;
pub mod sites;
pub mod sought;
pub mod tariffs;
pub mod telephone;
pub mod time;
pub mod unicode;
pub mod usage;
pub mod users;

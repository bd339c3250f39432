//! Copies of the whole database, taken while it serves, and what puts one in its place.
//!
//! A copy of SQLite's files that `cp` makes is of several moments: corrupt, or silently without what was written last.
//! Here SQLite itself writes one moment into a file of its own; PostgreSQL's own programs do that for PostgreSQL.

mod back_up;
mod partial;
mod postgres;
mod restore;
mod sqlite;
#[cfg(test)]
mod tests;

pub use back_up::{BackUpError, back_up};
pub use restore::{RestoreError, restore};
pub use sqlite::NotWhole;

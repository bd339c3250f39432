//! The import's worker: a file in, verdicts out, away from the page's thread.
//!
//! [`Session`] does the work, and knows nothing of browsers; the modules of [`browser`] bring it files and messages,
//! and keep what is being worked on.

mod browser;
mod bulk_actions;
mod changes;
mod clusters;
mod domains;
mod file_validator;
mod issue_set;
mod journal;
mod rehearsal;
mod report;
mod search_term;
mod sending;
mod session;
mod split;
mod table;
mod verdict_counts;
mod view;

pub use browser::start;
pub use journal::Note;
pub use sending::{Answer, Asked, Call, Effect, Sender};
pub use session::Session;

//! Importing users: a file is read, checked and repaired in the browser, compared with what exists
//! through a draft on the server, and imported at once or not at all.
//!
//! The page talks to a worker, which has the rows ([`state`] is what the page knows of them), and to
//! the server ([`api`]). [`browser`] is all that it asks of the browser.

// The state of the page is a handful of signals, each no more than a handle, which parts pass on.
#![allow(clippy::large_types_passed_by_value)]

mod action_bar;
mod api;
mod browser;
mod check;
mod difference;
mod file;
mod grid;
mod history;
mod page;
mod report;
mod state;
mod stepper;
pub mod texts;
mod under_way;

pub use history::HistoryPage;
pub use page::ImportPage;
pub use report::ReportPage;
pub use texts::Texts;

//! Imports: a file becomes a draft, the draft is judged row by row, and made real as a whole.
//!
//! [`open`] begins a draft; [`fill`] brings its rows in batches and says what would be done with each;
//! [`commit`] judges them all again and does it, or says what has changed since; [`undo`] takes it back.
//! What a row means is
//! decided by `domain::imports::RowValidator`, the code of the browser's preview; what would be done with it
//! depends on who and what exists, and is decided by one statement ([`verdicts`]) for both.

mod columns;
mod commit;
mod difference;
mod discard;
mod draft;
mod fill;
mod identifiers;
mod pace;
mod refused;
mod report;
mod resolved;
mod rows;
mod stored;
mod template;
#[cfg(test)]
pub(crate) mod testing;
mod under_way;
mod undo;
mod verdicts;
mod write;

pub use columns::{ColumnsError, recall_columns, remember_columns};
pub use commit::{Commit, CommitError, commit};
pub use discard::discard;
pub(crate) use discard::discard_expired;
pub use draft::{NewDraft, OpenError, open};
pub use fill::{FillError, fill};
pub use pace::pace;
pub(crate) use refused::KEPT as REFUSED_KEPT;
pub use refused::refused_rows;
pub use report::{list, of_draft, report};
pub use template::template_xlsx;
pub use under_way::{resume, settle};
#[cfg(test)]
use undo::undo_from;
pub use undo::{UndoError, preview_undo, undo};

/// The most rows of one batch of [`fill`]: other writers wait for each no longer than a blink.
pub const BATCH: usize = 5_000;

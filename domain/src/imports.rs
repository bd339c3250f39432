//! Imports: reading a file of rows, judging them, and the words in which page, worker and server
//! speak about them.
//!
//! A file becomes a [`Sheet`]: [`Sheet::open`] detects how it is to be read, [`Sheet::rows`] gives
//! its rows by field, and [`Judge`] says what each means to a customer.

mod detect;
pub mod dialect;
mod draft;
mod duplicates;
mod encoding;
mod field;
pub mod guard;
mod header;
mod issue;
mod judge;
pub mod limits;
pub mod protocol;
mod read_error;
mod sample;
mod scan;
mod sheet;
mod undo;

pub use dialect::{Dialect, Encoding, Overrides};
pub use draft::{
    ChangedRow, CommitOutcome, Difference, DraftRow, ImportReport, MailTally, RowVerdict, Tally, Verdict,
};
pub use duplicates::Duplicates;
pub use field::{Field, RowText};
pub use guard::{MARK, excel_guard, excel_unguard};
pub use header::{TEMPLATE, TEMPLATE_NAME, heading_key, is_reasons, recognise, recognise_headers};
pub use issue::{Issue, IssueCode, IssueKind};
pub use judge::{Check, Finding, GoodRow, Judge, Judgement, NotGood, likely_address};
pub use read_error::ReadError;
pub use sheet::{ErrorsFile, Position, RowCells, Rows, Sheet, Written};
pub use undo::{KeptPerson, KeptReason, UndoPreview, Undone};

//! Imports: reading a file of rows, judging them, and the words in which page, worker and server
//! speak about them.

pub mod dialect;
mod draft;
mod field;
mod issue;
pub mod limits;
pub mod protocol;
mod read_error;

pub use dialect::{Dialect, Encoding, Overrides};
pub use draft::{CommitOutcome, DraftRow, ImportReport, MailTally, RowVerdict, Tally, Verdict};
pub use field::{Field, RowText};
pub use issue::{Issue, IssueCode, IssueKind};
pub use read_error::ReadError;

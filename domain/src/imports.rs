//! Imports: reading a file of rows, judging them, and what browser and server say of them to each other.
//!
//! A file becomes a [`Sheet`]: [`Sheet::open`] detects how it is to be read, [`Sheet::rows`] gives
//! its rows by field, and [`RowValidator`] says what each means to a customer.

mod address_repair;
mod broken;
mod detect;
pub mod dialect;
mod draft;
mod duplicates;
mod encoding;
mod field;
mod file_bytes;
mod file_kind;
pub mod formula_escape;
mod header;
mod issue;
pub mod limits;
mod read_error;
mod row_validator;
mod sample;
mod scan;
mod sheet;
mod sureness;
mod undo;
mod wording;

pub use address_repair::{address_doubt, likely_address, meant_address, repaired_address};
pub use broken::sound_name;
pub use detect::{DelimiterChoice, is_delimiter};
pub use dialect::{Dialect, Encoding, Overrides};
pub use draft::{
    ChangedRow, CommitOptions, CommitOutcome, Difference, DraftRow, ImportReport, MailCounts, Replaced,
    RowVerdict, Verdict, VerdictCounts,
};
pub use duplicates::Duplicates;
pub use field::{Cells, FIELDS, Field, FieldSpec, List, Need, RowText};
pub use file_bytes::FileBytes;
pub use file_kind::FileKind;
pub use formula_escape::{ESCAPED_MARK, escape_formula, unescape_formula};
pub use header::{
    HIDDEN_COLUMN, TEMPLATE_NAME, heading_key, heading_line, is_reasons, recognise, recognise_headers,
    recognise_plainly, template,
};
pub use issue::{AddressDoubt, Issue, IssueCode, IssueKind};
pub use read_error::ReadError;
pub use row_validator::{
    CheckedRow, InvalidRow, NOT_CALCULATED, RowTarget, RowValidation, RowValidator, ValidRow,
    is_formula_error, is_no_name, is_no_row,
};
pub use sample::EncodingChoice;
pub use sheet::{Column, ErrorsFile, Opened, Position, RowCells, Rows, Sheet, Written};
pub use sureness::is_sure;
pub use undo::{SkipReason, SkippedPerson, UndoPreview, Undone};
pub use wording::Wording;

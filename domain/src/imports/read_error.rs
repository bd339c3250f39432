use super::FileKind;
use crate::locale::Locale;
use serde::{Deserialize, Serialize};

/// Why a file cannot be read. Lines are counted as an editor does, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum ReadError {
    /// Nothing stands in it.
    #[error("the file is empty")]
    Empty,
    /// It was moved, changed or locked while it was read.
    #[error("the file cannot be read any more")]
    Unreadable,
    /// A header, and no row below it.
    #[error("the file has a header and no row")]
    HeaderOnly,
    /// An image, a PDF or another file that is not text.
    #[error("the file is not text")]
    NotText,
    /// Something else than a list that is known for what it is.
    #[error("{}", kind.advice(Locale::En))]
    NoList {
        /// What it is.
        kind: FileKind,
    },
    /// A workbook in another format than `.xlsx`: an old `.xls`, an `.ods`.
    #[error("the workbook is not an .xlsx one; save it as .xlsx or .csv")]
    Workbook,
    /// A workbook that a password protects.
    #[error("a password protects the workbook; save it without one, as .xlsx or .csv")]
    Protected,
    /// A workbook that is not whole.
    #[error("the workbook is damaged")]
    Damaged,
    /// Larger than [`limits::BYTES`](super::limits::BYTES).
    #[error("the file is larger than {max} bytes")]
    TooLarge {
        /// The largest allowed, in bytes.
        max: u64,
    },
    /// More rows than [`limits::ROWS`](super::limits::ROWS).
    #[error("line {line}: more than {max} rows")]
    TooManyRows {
        /// The first line too many.
        line: u32,
        /// The most allowed.
        max: u32,
    },
    /// More cells in a row than [`limits::COLUMNS`](super::limits::COLUMNS).
    #[error("line {line}: more than {max} columns")]
    TooManyColumns {
        /// The line of the row.
        line: u32,
        /// The most allowed.
        max: u32,
    },
    /// A cell longer than [`limits::CELL`](super::limits::CELL).
    #[error("line {line}: a cell of more than {max} bytes")]
    CellTooLong {
        /// The line on which the cell begins.
        line: u32,
        /// The longest allowed, in bytes of UTF-8.
        max: u32,
    },
    /// A quote that is opened and never closed.
    #[error("line {line}: a quote that is never closed")]
    UnclosedQuote {
        /// The line on which it was opened.
        line: u32,
    },
}

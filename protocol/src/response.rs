use crate::{Replacement, RowFilter, Summary};
use domain::imports::{Encoding, Field, Issue, Opened, ReadError, Replaced, RowText, Verdict};
use serde::{Deserialize, Serialize};

/// What the open file answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Response {
    /// So much of the file has been read.
    Reading {
        read: u64,
        /// Bytes of the file.
        of: u64,
    },
    /// How the file reads.
    Opened {
        opened: Opened,
        /// The workbook that it is of.
        workbook: Option<Sheets>,
    },
    /// What has been checked so far.
    Checking {
        /// Whether that is the whole file.
        done: bool,
        /// Counts over what has been checked.
        summary: Summary,
    },
    Rows {
        /// The filter that was asked for.
        filter: RowFilter,
        /// The position of the first of them.
        start: u32,
        /// How many rows the filter lets through.
        total: u32,
        rows: Vec<Row>,
    },
    /// Cells have changed: visible rows are to be asked for again.
    Changed {
        rows: u32,
        /// Counts as they are now.
        summary: Summary,
    },
    /// Rows are shown by what was sought: they are to be asked for again.
    Search { text: String },
    /// In so many rows a text would be replaced.
    CountReplaced {
        /// What would be replaced.
        replacement: Replacement,
        rows: u32,
    },
    /// Where the next row in error is, if there is one.
    Ruler {
        filter: RowFilter,
        /// The strips with a row in error, from 0.
        errors: Vec<u16>,
        /// The strips with a row with a warning, and none in error.
        warnings: Vec<u16>,
    },
    NextError {
        /// Its position among the filter's rows, and the first of its cells in error.
        found: Option<(u32, Field)>,
    },
    /// What the server would do with some rows has come in, or is to be asked anew: visible rows are to be asked for
    /// again.
    Recounted {
        /// Counts as they are now.
        summary: Summary,
    },
    /// The rows in error; the bytes of the file come along.
    ErrorsFile {
        /// A name for it.
        name: String,
        /// How many rows it holds.
        rows: u32,
        /// The encoding that it would have, when an edit needs a character which that one lacks: it
        /// is in UTF-8 then.
        instead_of: Option<Encoding>,
    },
    /// The file cannot be read, or cannot be read so. It is to be opened again.
    Failed { error: ReadError },
    /// The file cannot be read so: it is read again as it was before, which begins anew with
    /// [`Response::Reading`].
    ReopenRejected { error: ReadError },
    /// The request makes no sense now, or to this version of the worker. A defect of the page.
    Refused { why: String },
}

/// The sheets of a workbook.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sheets {
    /// The names of those with something in them.
    pub sheets: Vec<String>,
    /// The place among them of the one that is read.
    pub sheet: u32,
    /// How many of its rows are hidden there, by a filter for example, and read all the same.
    #[serde(default)]
    pub hidden_rows: u32,
}

/// A row to show.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// Its index among the rows of the file; what edits name it by.
    pub row: u32,
    /// The line of the file on which it begins; for one that was made of another, a line below the last.
    pub line: u32,
    /// The line of the row that it was made of, when that held what belongs into several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub made_of: Option<u32>,
    /// Its cells as they now are.
    pub cells: RowText,
    /// What is to be said about them.
    pub issues: Vec<Issue>,
    /// What would be done with it; `None` while only the server knows.
    pub verdict: Option<Verdict>,
    /// For [`Verdict::Profile`], what the assignment has now.
    pub replaced: Replaced,
    /// The cells that were changed, with what the file holds.
    pub edited: Vec<(Field, String)>,
}

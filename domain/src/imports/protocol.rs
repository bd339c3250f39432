//! What the page and the import's worker say to each other, as JSON.
//!
//! Enums are tagged from outside (`{"edit":{"row":3,…}}`): serde reads that as it comes, where a tag
//! inside makes it keep the whole object first, at a quarter of the worker's size.
//!
//! The page posts either the JSON of a [`Request`] as a string, or, for [`Request::Open`], an array
//! of that string and the `File` (or `Blob`). The worker reads the file itself, so that its bytes
//! never touch the main thread. It posts the JSON of a [`Response`] as a string, or, for
//! [`Response::ErrorsFile`], an array of that string and a `Uint8Array`. The first thing it posts is
//! [`Response::Ready`].
//!
//! With the file goes a name of the person and customer whose work it is, under which the loader keeps
//! it, so that a reload or a crash loses nothing; `null` instead of the file resumes what was kept. A
//! [`AutosaveRequest`] is posted as an array of its JSON alone.
//!
//! Every request is answered by the response of the same name, [`Request::Open`] and
//! [`Request::Reread`] by [`Response::Reading`]s, one [`Response::Opened`] and [`Response::Checking`]s
//! until the last with `done`, or by [`Response::Failed`] or [`Response::ReopenRejected`]; changes by [`Response::Changed`]. While rows are still being checked
//! everything else can already be asked; counts and filters then cover what has been checked, which
//! is nothing before the first [`Response::Checking`]: the first rows are to be asked for then.

use super::{DraftRow, Field, Issue, IssueKind, ReadError, RowText, RowVerdict, Verdict, VerdictCounts};
use crate::ids::DraftId;
use crate::imports::dialect::{Dialect, Encoding, Overrides};
use crate::locale::Locale;
use crate::reference::ReferenceData;
use serde::{Deserialize, Serialize};

/// From the page to the worker.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Request {
    /// Read a file and check it against the customer's reference. Ends what was open before.
    Open {
        /// The file's name.
        name: String,
        /// Its size in bytes.
        size: u64,
        /// What its rows are judged against.
        reference: ReferenceData,
        /// What is already known of how to read it.
        overrides: Overrides,
        /// The workbook of which the file is one sheet's text. The page leaves it to the loader, which
        /// turns workbooks into text before the session sees them.
        #[serde(default)]
        workbook: Option<Sheets>,
    },
    /// Read the open file differently. When it cannot be read so, it is read again as before, with its changes.
    Reread {
        /// Everything that was chosen by hand, earlier choices included.
        overrides: Overrides,
        /// Whether the changes are made again on the same lines; else they are dropped, since their cells are
        /// other ones.
        carry: bool,
    },
    /// Some rows to show.
    Rows {
        /// Of which rows.
        filter: RowFilter,
        /// From which position among them.
        start: u32,
        /// At most so many.
        count: u32,
    },
    /// Write a cell.
    Edit {
        /// The row's index, as [`Row::row`] has it.
        row: u32,
        /// The cell.
        field: Field,
        /// What it holds from now on.
        value: String,
    },
    /// Apply the correction of a cluster to all its rows.
    Correct {
        /// Which.
        cluster: ClusterKey,
    },
    /// Show only rows in which this text stands, whatever its case and accents; "" shows all.
    Search {
        /// What is sought.
        text: String,
    },
    /// Do something with rows that are shown, from one to another.
    OnShown {
        /// Among which rows.
        filter: RowFilter,
        /// The first, as [`Row::row`] has it.
        first: u32,
        /// The last; beyond the end for all that follow.
        last: u32,
        /// What.
        action: BulkAction,
    },
    /// Do something with these rows, whatever is shown: what [`Request::OnShown`] means once it is known
    /// which rows were shown.
    OnRows {
        /// Each from its first row to its last.
        spans: Vec<(u32, u32)>,
        /// What.
        action: BulkAction,
    },
    /// Write something else instead of a text, or say in how many rows that would be.
    Replace {
        /// What, by what, where.
        replacement: Replacement,
        /// Whether it is only to be said.
        only_count: bool,
    },
    /// Take the last change back.
    Undo,
    /// Make the change that was last taken back again.
    Redo,
    /// The next row in error.
    NextError {
        /// Among which rows.
        filter: RowFilter,
        /// After this position; from the beginning if absent. Goes round at the end.
        after: Option<u32>,
    },
    /// Rows that the server has not been sent as they now are, those in error among them.
    Batch {
        /// At most so many.
        max: u32,
    },
    /// What the server would do with rows of a batch.
    Verdicts {
        /// Its answers.
        verdicts: Vec<RowVerdict>,
    },
    /// The draft that had been sent rows is gone: all of them are to be sent anew.
    Resend,
    /// The rows in error as a file, with a column that says why.
    ErrorsFile {
        /// In which language.
        locale: Locale,
    },
}

/// From the worker to the page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Response {
    /// The worker can be spoken to.
    Ready,
    /// So much of the file has been read.
    Reading {
        /// Bytes read.
        read: u64,
        /// Bytes of the file.
        of: u64,
    },
    /// How the file reads.
    Opened(Opened),
    /// What has been checked so far.
    Checking {
        /// Whether that is the whole file.
        done: bool,
        /// Counts over what has been checked.
        summary: Summary,
    },
    /// Rows to show.
    Rows {
        /// The filter that was asked for.
        filter: RowFilter,
        /// The position of the first of them.
        start: u32,
        /// How many rows the filter lets through.
        total: u32,
        /// The rows.
        rows: Vec<Row>,
    },
    /// Cells have changed: visible rows are to be asked for again.
    Changed {
        /// How many rows.
        rows: u32,
        /// Counts as they are now.
        summary: Summary,
    },
    /// Rows are shown by what was sought: they are to be asked for again.
    Search {
        /// What was sought.
        text: String,
    },
    /// In so many rows a text would be replaced.
    Replace {
        /// What would be replaced.
        replacement: Replacement,
        /// The rows.
        rows: u32,
    },
    /// Where the next row in error is, if there is one.
    NextError {
        /// Its position among the filter's rows, and the first of its cells in error.
        found: Option<(u32, Field)>,
    },
    /// Rows for the server; none when it has judged all.
    Batch {
        /// The rows.
        rows: Vec<DraftRow>,
        /// How many more there are after these.
        left: u32,
    },
    /// Verdicts have been taken over.
    Verdicts {
        /// Counts as they are now.
        summary: Summary,
    },
    /// All rows are to be sent anew.
    Resend {
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
    Failed {
        /// Why.
        error: ReadError,
    },
    /// The file cannot be read so: it is read again as it was before, which begins anew with
    /// [`Response::Reading`].
    ReopenRejected {
        /// Why.
        error: ReadError,
    },
    /// What was kept from before; `None` when there is nothing to resume.
    Autosaved {
        /// The file.
        file: Option<AutosavedFile>,
    },
    /// The request makes no sense now, or to this version of the worker. A defect of the page.
    Refused {
        /// For the console.
        why: String,
    },
}

/// What the page says to the loader about what is kept from one visit to the next.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AutosaveRequest {
    /// Is there something to resume? Answered by [`Response::Autosaved`]. What is another's goes.
    Recall {
        /// Whose.
        owner: String,
    },
    /// Drop it. Answered by [`Response::Autosaved`] once it is gone.
    Forget {
        /// Whose.
        owner: String,
    },
    /// The rows go to this draft.
    Draft {
        /// Its key.
        id: DraftId,
    },
}

/// A file that was being worked on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AutosavedFile {
    /// Its name.
    pub name: String,
    /// Its size in bytes.
    pub size: u64,
    /// How it was read.
    pub overrides: Overrides,
    /// The draft that its rows went to.
    pub draft: Option<DraftId>,
    /// How many changes were made.
    pub changes: u32,
    /// How long ago the last was made.
    pub seconds: u64,
}

/// How a file reads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opened {
    /// How it is read.
    pub dialect: Dialect,
    /// The encodings to choose from, the one in use among them; empty when all read the same.
    pub encodings: Vec<EncodingChoice>,
    /// The delimiters to choose from.
    pub delimiters: Vec<DelimiterChoice>,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Fields that a file must have and no column is mapped to.
    pub missing: Vec<Field>,
    /// The workbook that it is a sheet of.
    pub workbook: Option<Sheets>,
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

/// An encoding, shown by its consequence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EncodingChoice {
    /// The encoding.
    pub encoding: Encoding,
    /// A word of the file read so.
    pub sample: String,
}

/// A delimiter, shown by its consequence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DelimiterChoice {
    /// The delimiter.
    pub delimiter: char,
    /// How many columns the file has with it.
    pub columns: u32,
}

/// A column of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// Its place, from 0.
    pub index: u32,
    /// Its heading, or "".
    pub header: String,
    /// Its first cell that is not empty, or "".
    pub sample: String,
    /// What it holds; `None` when it is ignored.
    pub field: Option<Field>,
}

/// Counts over the rows that have been checked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    /// Rows that have been checked, the empty ones aside.
    pub rows: u32,
    /// Rows without an error that the server has not judged yet.
    pub good: u32,
    /// Rows by verdict; those under `good` are in none of them but `error` and `blank`.
    pub counts: VerdictCounts,
    /// Rows with a warning.
    pub warnings: u32,
    /// Rows by kind of issue, the commonest first.
    pub issues: Vec<IssueCount>,
    /// What the same correction would mend, the largest first.
    pub clusters: Vec<Cluster>,
    /// Rows that the server has not been sent as they now are.
    pub unsent: u32,
    /// Rows that are left out; they are in none of the other counts but `rows`.
    pub discarded: u32,
    /// How many changes can be taken back.
    pub undo: u32,
    /// How many changes can be made again.
    pub redo: u32,
}

/// How many rows have a kind of issue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IssueCount {
    /// In this cell.
    pub field: Field,
    /// Of this kind.
    pub kind: IssueKind,
    /// So many rows.
    pub rows: u32,
}

/// What makes mistakes the same mistake.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ClusterKey {
    /// In this cell.
    pub field: Field,
    /// Of this kind. What corrects [`IssueKind::Duplicate`] leaves out all rows but the first.
    pub kind: IssueKind,
    /// What stands there: the cell, or the domain of the address; "" where it differs by row.
    pub from: String,
    /// What was meant; "" where it differs by row, or where nobody can guess and it [is to be chosen](Self::is_open).
    pub to: String,
    /// The cell that what stands here was exchanged with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub swap: Option<Field>,
}

impl ClusterKey {
    /// Whether what was meant is to be chosen: one of the contracts, sites or profiles that there are. With that as
    /// [`ClusterKey::to`] it is corrected.
    pub fn is_open(&self) -> bool {
        let of_reference = matches!(
            self.kind,
            IssueKind::UnknownContract | IssueKind::UnknownSite | IssueKind::UnknownProfile
        );
        of_reference && self.swap.is_none() && self.to.is_empty()
    }
}

/// Rows with the same mistake and a correction for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cluster {
    /// The mistake.
    pub key: ClusterKey,
    /// How many rows have it.
    pub rows: u32,
}

/// Which rows to show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RowFilter {
    /// All but the empty ones.
    #[default]
    All,
    /// Those that can be imported.
    Good,
    /// Those with this verdict; [`Verdict::Error`] before the server has said anything, too.
    Verdict {
        /// Which.
        verdict: Verdict,
    },
    /// Those with this kind of issue.
    Issue {
        /// In this cell.
        field: Field,
        /// Of this kind.
        kind: IssueKind,
    },
    /// Those with a cell that was changed by hand or by a correction.
    Edited,
}

/// What can be done with several rows at once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BulkAction {
    /// Leave them out: they get [`Verdict::Blank`].
    Discard,
    /// Take them back in.
    Keep,
    /// Write what the first of them holds into the others.
    FillDown {
        /// Into this cell.
        field: Field,
    },
    /// Write one value after the other, as far as there are rows; a single one into all of them.
    Write {
        /// Into this cell.
        field: Field,
        /// The values.
        values: Vec<String>,
    },
}

/// A text to write instead of another.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Replacement {
    /// In this cell; in each if absent.
    pub field: Option<Field>,
    /// What stands there; "" for nothing, which only whole cells can hold.
    pub from: String,
    /// What is written instead.
    pub to: String,
    /// Whether only cells that hold nothing else are meant.
    pub whole: bool,
    /// Whether capitals matter.
    pub exact_case: bool,
}

/// A row to show.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// Its index among the rows of the file; what edits name it by.
    pub row: u32,
    /// The line of the file on which it begins.
    pub line: u32,
    /// Its cells as they now are.
    pub cells: RowText,
    /// What is to be said about them.
    pub issues: Vec<Issue>,
    /// What would be done with it; `None` while only the server knows.
    pub verdict: Option<Verdict>,
    /// For [`Verdict::Profile`], the name of the profile that the assignment has now.
    pub profile: Option<String>,
    /// The cells that were changed, with what the file holds.
    pub edited: Vec<(Field, String)>,
}

use crate::ClusterKey;
use domain::imports::{Field, IssueKind, Overrides, Verdict};
use domain::locale::Locale;
use serde::{Deserialize, Serialize};

/// What is asked of the open file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Request {
    /// Read it differently. When it cannot be read so, it is read again as before, with its changes.
    Reread {
        /// Everything that was chosen by hand, earlier choices included.
        overrides: Overrides,
        /// Whether the changes are made again on the same lines; else they are dropped, since their cells are
        /// other ones.
        carry: bool,
    },
    /// Some rows to show.
    Rows {
        filter: RowFilter,
        /// From which position among them.
        start: u32,
        /// At most so many.
        count: u32,
    },
    Command(Command),
    /// Do something with rows that are shown, from one to another.
    OnShown {
        filter: RowFilter,
        /// The first, as [`Row::row`](crate::Row::row) has it.
        first: u32,
        /// The last; beyond the end for all that follow.
        last: u32,
        action: BulkAction,
    },
    /// Show only rows in which this text stands, whatever its case and accents; "" shows all.
    Search {
        text: String,
    },
    /// Say in how many rows a text would be replaced.
    CountReplaced {
        /// What, by what, where.
        replacement: Replacement,
    },
    /// The next row in error.
    NextError {
        filter: RowFilter,
        /// After this position; from the beginning if absent. Goes round at the end.
        after: Option<u32>,
    },
    /// Where rows in error, and rows with a warning, stand among those that are shown.
    Ruler {
        filter: RowFilter,
        /// Into how many strips of equally many rows they are divided.
        strips: u16,
    },
    /// The rows in error as a file, with a column that says why.
    ErrorsFile {
        locale: Locale,
    },
}

/// A change of rows. In order, they can be made again on the same file that is read the same way, whatever is shown
/// then.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Command {
    Edit {
        /// The row's index, as [`Row::row`](crate::Row::row) has it.
        row: u32,
        field: Field,
        /// What it holds from now on.
        value: String,
    },
    /// Apply the correction of a cluster to all its rows.
    Correct { cluster: ClusterKey },
    /// Apply the corrections of several, as one change.
    CorrectAll { clusters: Vec<ClusterKey> },
    /// Make several rows of each of some: what [`Command::Correct`] means for cells that hold several values once it is
    /// known which rows they are.
    Split {
        field: Field,
        /// Rows, and what their cell and those of the rows that come behind all others hold from now on.
        rows: Vec<(u32, Vec<String>)>,
    },
    /// Do something with these rows: what [`Request::OnShown`] means once it is known which rows were shown.
    OnRows {
        /// Each from its first row to its last.
        spans: Vec<(u32, u32)>,
        action: BulkAction,
    },
    /// Write something else instead of a text.
    Replace {
        /// What, by what, where.
        replacement: Replacement,
    },
    /// Take the last change back.
    Undo,
    /// Make the change that was last taken back again.
    Redo,
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
    FillDown { field: Field },
    /// Write one value after the other, as far as there are rows; a single one into all of them.
    Write { field: Field, values: Vec<String> },
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
    pub exact_case: bool,
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
    Verdict { verdict: Verdict },
    /// Those with this kind of issue.
    Issue { field: Field, kind: IssueKind },
    /// Those with a cell that was changed by hand or by a correction.
    Edited,
}

//! Counts that are kept as rows change, so that none is ever counted over the whole file.

use crate::issue_set::{self, IssueSet};
use domain::imports::{Cells, Field, IssueKind, Verdict, VerdictCounts};
use protocol::{Defaulted, IssueCount, Summary};

/// How far the server is with a row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Progress {
    /// It has not been sent.
    #[default]
    New,
    /// It has been sent as it is.
    Waiting,
    /// It has been sent, and changed since.
    Stale,
    /// The server said what it would do with it as it is.
    Judged(Verdict),
}

/// What a row leaves open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Unsaid {
    pub profile: bool,
    pub sub_account: bool,
}

impl Unsaid {
    pub fn of(cells: Cells) -> Self {
        let is_blank = |field: Field| cells[field.index()].trim().is_empty();
        Self { profile: is_blank(Field::Profile), sub_account: is_blank(Field::SubAccount) }
    }
}

/// What is known of a row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct State {
    pub issues: IssueSet,
    pub progress: Progress,
    pub unsaid: Unsaid,
    /// Whether it is left out.
    pub discarded: bool,
}

impl State {
    /// What would be done with the row; `None` while only the server knows.
    pub fn verdict(self) -> Option<Verdict> {
        match self.progress {
            _ if self.discarded => Some(Verdict::Blank),
            _ if self.issues.is_error() => Some(Verdict::Error),
            Progress::Judged(verdict) => Some(verdict),
            _ => None,
        }
    }

    /// Whether the server has to be sent the row. Those in error go too: a draft holds the whole file,
    /// so that the report can say what was refused.
    pub fn is_unsent(self) -> bool {
        matches!(self.progress, Progress::New | Progress::Stale)
    }
}

/// Counts over all rows.
pub struct Counts {
    rows: u32,
    good: u32,
    warnings: u32,
    pub unsent: u32,
    defaulted: Defaulted,
    verdicts: VerdictCounts,
    issues: [u32; issue_set::COUNT],
}

impl Default for Counts {
    fn default() -> Self {
        let (rows, good, warnings, unsent) = (0, 0, 0, 0);
        Self {
            rows,
            good,
            warnings,
            unsent,
            defaulted: Defaulted::default(),
            verdicts: VerdictCounts::default(),
            issues: [0; issue_set::COUNT],
        }
    }
}

impl Counts {
    /// Counts a row in.
    pub fn add(&mut self, state: State) {
        self.adjust(state, |count| *count += 1);
    }

    /// Counts a row out.
    pub fn remove(&mut self, state: State) {
        self.adjust(state, |count| *count -= 1);
    }

    fn adjust(&mut self, state: State, adjust: impl Fn(&mut u32)) {
        adjust(&mut self.rows);
        match state.verdict() {
            Some(verdict) => adjust(self.verdicts.count_mut(verdict)),
            None => adjust(&mut self.good),
        }

        let verdict = state.verdict();
        if state.unsaid.profile && verdict == Some(Verdict::Create) {
            adjust(&mut self.defaulted.profile);
        }

        if state.unsaid.sub_account && matches!(verdict, Some(Verdict::Create | Verdict::Assign)) {
            adjust(&mut self.defaulted.sub_account);
        }

        if state.is_unsent() {
            adjust(&mut self.unsent);
        }

        if state.issues.has_warning() {
            adjust(&mut self.warnings);
        }

        for at in state.issues.places() {
            adjust(&mut self.issues[at]);
        }
    }

    /// Rows that are not left out.
    pub const fn kept(&self) -> u32 {
        self.rows - self.verdicts.blank
    }

    /// Rows that are in error because a field holds nothing, or because they are none.
    pub fn rows_without(&self, field: Field) -> u32 {
        let without = [(field, IssueKind::Missing), (Field::Email, IssueKind::NoRow)];
        let rows = issue_set::all().zip(self.issues).filter(|(of, _)| without.contains(of));
        rows.map(|(_, rows)| rows).sum()
    }

    /// The counts to show; clusters and depths are another's.
    pub fn summary(&self, blank: u32) -> Summary {
        let mut issues: Vec<IssueCount> = issue_set::all()
            .zip(self.issues)
            .filter(|(_, rows)| *rows > 0)
            .map(|((field, kind), rows)| IssueCount { field, kind, rows })
            .collect();

        issues.sort_by_key(|issue| std::cmp::Reverse(issue.rows));
        Summary {
            rows: self.rows,
            good: self.good,
            counts: VerdictCounts { blank, ..self.verdicts },
            warnings: self.warnings,
            issues,
            unsent: self.unsent,
            defaulted: self.defaulted,
            discarded: self.verdicts.blank,
            ..Summary::default()
        }
    }
}

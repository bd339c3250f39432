//! The rows of an open file: where they stand, what is known of them, what was changed.

use crate::changes::{CellChange, Change, Changes, Way};
use crate::clusters::{self, Clusters};
use crate::problems::Problems;
use crate::tally::{Counts, Progress, State};
use crate::view::View;
use domain::imports::protocol::{ClusterKey, Opened, Row, Summary};
use domain::imports::{
    Check, DraftRow, Duplicates, Field, Issue, IssueCode, IssueKind, Judge, Position, ReadError, RowText,
    RowVerdict, Sheet, Verdict,
};
use std::collections::HashMap;
use std::rc::Rc;

/// An open file and everything that is known of its rows.
///
/// No row is held as text: its place in the file is, and its cells are read again when they are
/// shown, sent or changed.
pub struct Table {
    pub sheet: Sheet,
    pub judge: Judge,
    pub positions: Vec<Position>,
    pub states: Vec<State>,
    pub changes: Changes,
    pub view: View,
    counts: Counts,
    clusters: Clusters,
    /// Of each good row, the key of its assignment; 0 of the others.
    keys: Vec<u64>,
    duplicates: Duplicates,
    blank: u32,
    /// Where checking goes on; `None` when it is over.
    next: Option<Position>,
    /// What the server said beyond its verdict.
    remarks: HashMap<u32, Remark>,
}

struct Remark {
    issues: Vec<Issue>,
    profile: Option<String>,
}

/// The warning and error that only other rows make.
fn duplicate() -> Problems {
    Problems::of(Field::Email, IssueKind::Duplicate)
}

impl Table {
    pub fn new(sheet: Sheet, judge: Judge) -> Self {
        let next = Some(sheet.rows().position());
        Self {
            sheet,
            judge,
            next,
            positions: Vec::new(),
            states: Vec::new(),
            changes: Changes::default(),
            view: View::default(),
            counts: Counts::default(),
            clusters: Clusters::default(),
            keys: Vec::new(),
            duplicates: Duplicates::default(),
            blank: 0,
            remarks: HashMap::new(),
        }
    }

    pub fn opened(&self) -> Opened {
        self.sheet.opened()
    }

    /// Whether rows are left to be checked.
    pub const fn is_checking(&self) -> bool {
        self.next.is_some()
    }

    /// How many rows have been read, the empty ones aside.
    pub fn len(&self) -> u32 {
        // `limits::ROWS` is less than 2³².
        u32::try_from(self.positions.len()).unwrap_or(u32::MAX)
    }

    /// Checks the next rows of the file.
    pub fn check(&mut self, rows: u32) -> Result<(), ReadError> {
        let Some(next) = self.next.take() else { return Ok(()) };
        let mut reader = self.sheet.rows_from(next, self.len());
        let mut findings = Vec::new();
        for _ in 0..rows {
            let Some(row) = reader.next() else { return Ok(()) };
            let row = row?;
            if row.is_blank() {
                self.blank += 1;
                continue;
            }
            findings.clear();
            let cells = row.cells();
            let key = match self.judge.check(cells, &mut findings) {
                Check::Good { key, .. } => key,
                Check::Blank | Check::Error => 0,
            };
            self.clusters.count(&mut self.judge, &findings, cells, true);
            let index = u32::try_from(self.positions.len()).unwrap_or(u32::MAX);
            let mut problems = Problems::from_findings(&findings);
            if key != 0 {
                self.duplicates.insert(key, index);
                if self.duplicates.original(key, index).is_some() {
                    problems = problems.with(duplicate());
                }
            }
            let state = State { problems, progress: Progress::New };
            self.counts.add(state);
            self.positions.push(row.position);
            self.states.push(state);
            self.keys.push(key);
        }
        self.next = Some(reader.position());
        Ok(())
    }

    /// The cells of a row as they now are.
    pub fn cells(&self, row: u32) -> RowText {
        let mut text = self.original(row);
        for (field, cell) in self.changes.of_row(row) {
            text.set(field, cell);
        }
        text
    }

    /// The cells of a row as the file holds them.
    fn original(&self, row: u32) -> RowText {
        let position = self.positions.get(row as usize);
        position
            .and_then(|position| self.sheet.row_at(*position))
            .map(|row| row.to_text())
            .unwrap_or_default()
    }

    /// Everything that is to be said about a row.
    pub fn issues(&mut self, row: u32, cells: &RowText) -> Vec<Issue> {
        let mut issues = self.judge.row(cells).issues;
        let key = self.keys[row as usize];
        if key != 0
            && let Some(first) = self.duplicates.original(key, row)
        {
            let line = self.positions[first as usize].line();
            issues.push(Issue { field: Field::Email, code: IssueCode::Duplicate { line }, suggestion: None });
        }
        if let Some(remark) = self.remarks.get(&row) {
            let said = |issue: &Issue| {
                issues.iter().any(|i| (i.field, i.code.kind()) == (issue.field, issue.code.kind()))
            };
            let more: Vec<Issue> = remark.issues.iter().filter(|issue| !said(issue)).cloned().collect();
            issues.extend(more);
        }
        issues
    }

    /// A row to show.
    pub fn row(&mut self, row: u32) -> Row {
        let original = self.original(row);
        let cells = self.cells(row);
        let edited =
            self.changes.of_row(row).map(|(field, _)| (field, original.get(field).to_owned())).collect();
        Row {
            row,
            line: self.positions[row as usize].line(),
            issues: self.issues(row, &cells),
            verdict: self.states[row as usize].verdict(),
            profile: self.remarks.get(&row).and_then(|remark| remark.profile.clone()),
            cells,
            edited,
        }
    }

    /// Writes a cell; what the file holds takes the edit away. Says how many rows changed.
    pub fn edit(&mut self, row: u32, field: Field, value: &str) -> u32 {
        let after = (self.original(row).get(field) != value).then(|| Rc::from(value));
        let before = self.changes.get(row, field).cloned();
        if row >= self.len() || before == after {
            return 0;
        }
        self.make(vec![CellChange { row, field, before, after }])
    }

    /// Applies the correction of a cluster to each of its rows. Says how many they are.
    pub fn correct(&mut self, cluster: &ClusterKey) -> u32 {
        let problem = Problems::of(cluster.field, cluster.kind);
        let mut change = Change::new();
        // The same text is held once, however many rows get it.
        let mut texts: HashMap<String, Rc<str>> = HashMap::new();
        for row in 0..self.len() {
            if !self.states[row as usize].problems.intersects(problem) {
                continue;
            }
            let cells = self.cells(row);
            let issues = self.judge.row(&cells).issues;
            let mine = issues
                .into_iter()
                .find(|issue| clusters::key(issue, cells.cells()).as_ref() == Some(cluster));
            if let Some(text) = mine.and_then(|issue| issue.suggestion) {
                let after =
                    Some(Rc::clone(texts.entry(text).or_insert_with_key(|text| Rc::from(text.as_str()))));
                let before = self.changes.get(row, cluster.field).cloned();
                change.push(CellChange { row, field: cluster.field, before, after });
            }
        }
        self.view.forget();
        if change.is_empty() { 0 } else { self.make(change) }
    }

    fn make(&mut self, change: Change) -> u32 {
        let rows = self.apply(&change, Way::Forwards);
        self.changes.remember(change);
        rows
    }

    /// Takes the last change back, or makes it again. Says how many rows changed.
    pub fn travel(&mut self, way: Way) -> u32 {
        let Some(change) = self.changes.take(way) else { return 0 };
        let rows = self.apply(&change, way);
        self.changes.give_back(change, way);
        self.view.forget();
        rows
    }

    /// A change holds at most one cell of a row.
    fn apply(&mut self, change: &[CellChange], way: Way) -> u32 {
        for cell in change {
            self.take_out(cell.row);
            self.changes.write(cell, way);
            self.put_in(cell.row);
        }
        u32::try_from(change.len()).unwrap_or(u32::MAX)
    }

    /// Takes what a row says out of everything that is counted over rows.
    fn take_out(&mut self, row: u32) {
        let cells = self.cells(row);
        let mut findings = Vec::new();
        self.judge.check(cells.cells(), &mut findings);
        self.clusters.count(&mut self.judge, &findings, cells.cells(), false);
        let key = std::mem::take(&mut self.keys[row as usize]);
        if key != 0
            && let Some(other) = self.duplicates.remove(key, row)
        {
            let problems = self.states[other as usize].problems.without(duplicate());
            self.set_changed(other, problems);
        }
    }

    /// Judges a row as it now is, and counts what it says.
    fn put_in(&mut self, row: u32) {
        let cells = self.cells(row);
        let mut findings = Vec::new();
        let check = self.judge.check(cells.cells(), &mut findings);
        self.clusters.count(&mut self.judge, &findings, cells.cells(), true);
        let mut problems = Problems::from_findings(&findings);
        if let Check::Good { key, .. } = check {
            self.keys[row as usize] = key;
            if let Some(other) = self.duplicates.insert(key, row) {
                let problems = self.states[other as usize].problems.with(duplicate());
                self.set_changed(other, problems);
            }
            if self.duplicates.original(key, row).is_some() {
                problems = problems.with(duplicate());
            }
        }
        self.set_changed(row, problems);
    }

    /// Notes that a row has changed: what the server said of it no longer holds.
    fn set_changed(&mut self, row: u32, problems: Problems) {
        let progress = match self.states[row as usize].progress {
            Progress::New => Progress::New,
            _ => Progress::Stale,
        };
        self.remarks.remove(&row);
        self.set(row, State { problems, progress });
    }

    fn set(&mut self, row: u32, state: State) {
        let before = std::mem::replace(&mut self.states[row as usize], state);
        self.counts.remove(before);
        self.counts.add(state);
    }

    /// Rows that the server has to be sent, and how many are left after them.
    pub fn batch(&mut self, max: u32) -> (Vec<DraftRow>, u32) {
        let unsent = (0..self.len()).filter(|row| self.states[*row as usize].is_unsent());
        let rows: Vec<u32> = unsent.take(max as usize).collect();
        let mut batch = Vec::with_capacity(rows.len());
        for row in rows {
            batch.push(DraftRow { line: self.positions[row as usize].line(), cells: self.cells(row) });
            let problems = self.states[row as usize].problems;
            self.set(row, State { problems, progress: Progress::Waiting });
        }
        (batch, self.counts.unsent)
    }

    /// Takes over what the server would do, but for rows that have changed since they were sent.
    pub fn take_verdicts(&mut self, verdicts: Vec<RowVerdict>) {
        for said in verdicts {
            let Ok(at) = self.positions.binary_search_by_key(&said.line, |position| position.line()) else {
                continue;
            };
            let State { problems, progress } = self.states[at];
            let row = u32::try_from(at).unwrap_or(u32::MAX);
            // Later rows can change what would be done with earlier ones.
            if matches!(progress, Progress::Waiting | Progress::Judged(_)) {
                self.set(row, State { problems, progress: Progress::Judged(said.verdict) });
                if !said.issues.is_empty() || said.verdict == Verdict::Profile {
                    self.remarks.insert(row, Remark { issues: said.issues, profile: said.profile });
                } else {
                    self.remarks.remove(&row);
                }
            }
        }
        self.view.forget();
    }

    /// The counts as they now are. Clusters are left out while rows are still coming in.
    pub fn summary(&mut self) -> Summary {
        let (undo, redo) = self.changes.depths();
        let clusters = if self.is_checking() { Vec::new() } else { self.clusters.largest(&mut self.judge) };
        Summary { clusters, undo, redo, ..self.counts.summary(self.blank) }
    }
}

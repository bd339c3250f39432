//! The rows of an open file: where they stand, what is known of them, what was changed.

use crate::changes::{CellChange, Change, Changes, HistoryStep};
use crate::clusters::Clusters;
use crate::file_validator::FileValidator;
use crate::issue_set::IssueSet;
use crate::verdict_counts::{Counts, Progress, State, Unsaid};
use crate::view::View;
use domain::imports::{
    Cells, CheckedRow, DraftRow, Duplicates, Field, Issue, IssueCode, IssueKind, Opened, Position, ReadError,
    Replaced, RowText, RowVerdict, Sheet,
};
use domain::reference::ReferenceData;
use protocol::{Row, Summary};
use std::collections::HashMap;
use std::rc::Rc;

/// An open file and everything that is known of its rows.
///
/// No row is held as text: its place in the file is, and its cells are read again when they are
/// shown, sent or changed.
pub struct Table {
    pub sheet: Sheet,
    pub validator: FileValidator,
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
    /// How many of the rows, the last, were made of others.
    pub made: u32,
    /// The line below the file.
    end: u32,
    /// What the server said beyond its verdict.
    server_verdicts: HashMap<u32, ServerVerdict>,
}

struct ServerVerdict {
    issues: Vec<Issue>,
    replaced: Replaced,
}

/// The warning and error that only other rows make.
fn duplicate() -> IssueSet {
    IssueSet::of(Field::Email, IssueKind::Duplicate)
}

/// What only the server finds.
fn of_server() -> IssueSet {
    IssueSet::of_kinds(IssueKind::OF_SERVER)
}

fn count<T>(rows: &[T]) -> u32 {
    u32::try_from(rows.len()).unwrap_or(u32::MAX)
}

/// Rows as spans of rows that follow each other, each from its first row to its last.
pub fn spans_of(rows: &[u32]) -> Vec<(u32, u32)> {
    rows.chunk_by(|a, b| a + 1 == *b).map(|span| (span[0], span[span.len() - 1])).collect()
}

impl Table {
    pub fn new(sheet: Sheet, validator: FileValidator) -> Self {
        let next = Some(sheet.rows().position());
        Self {
            sheet,
            validator,
            next,
            made: 0,
            end: 0,
            positions: Vec::new(),
            states: Vec::new(),
            changes: Changes::default(),
            view: View::default(),
            counts: Counts::default(),
            clusters: Clusters::default(),
            keys: Vec::new(),
            duplicates: Duplicates::default(),
            blank: 0,
            server_verdicts: HashMap::new(),
        }
    }

    pub fn opened(&self, reference: &ReferenceData) -> Opened {
        self.sheet.opened(reference)
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

    /// How many rows are those of the file; behind them stand those that were made of others.
    pub fn of_file(&self) -> u32 {
        self.len() - self.made
    }

    /// The line on which a row begins; those that were made of others have lines below the file.
    pub fn line(&self, row: u32) -> u32 {
        match row.checked_sub(self.of_file()) {
            Some(made) => self.end.saturating_add(made),
            None => self.positions[row as usize].line(),
        }
    }

    /// The row that begins on a line.
    pub fn row_on(&self, line: u32) -> Option<u32> {
        if let Some(made) = line.checked_sub(self.end).filter(|made| *made < self.made) {
            return Some(self.of_file() + made);
        }
        let of_file = &self.positions[..self.of_file() as usize];
        let at = of_file.binary_search_by_key(&line, |position| position.line()).ok()?;
        u32::try_from(at).ok()
    }

    /// Checks the next rows of the file.
    pub fn check(&mut self, rows: u32) -> Result<(), ReadError> {
        let Some(next) = self.next.take() else { return Ok(()) };
        let mut reader = self.sheet.rows_from(next, self.len());
        let mut issues = Vec::new();

        for _ in 0..rows {
            let Some(row) = reader.next() else {
                let last = self.positions.last().map_or(0, |last| last.line());
                self.end = reader.position().line().max(last + 1);
                self.mark_mistyped_domains();
                return Ok(());
            };
            let row = row?;
            if row.is_blank() {
                self.blank += 1;
                continue;
            }
            issues.clear();
            let cells = row.cells();
            let key = self.validator.check(cells, &mut issues).map_or(0, |checked| checked.key);
            self.clusters.count(&mut self.validator, &issues, cells, true);
            let index = u32::try_from(self.positions.len()).unwrap_or(u32::MAX);
            self.validator.note_domain(index, cells, &issues);

            let mut set = IssueSet::from_issues(&issues);
            if key != 0 && self.duplicates.append(key, index) {
                set = set.with(duplicate());
            }

            let state = State { issues: set, unsaid: Unsaid::of(cells), ..State::default() };
            self.counts.add(state);
            self.positions.push(row.position);
            self.states.push(state);
            self.keys.push(key);
        }

        self.next = Some(reader.position());
        Ok(())
    }

    /// Says of the rows with a mistyped domain what only the whole file could tell.
    fn mark_mistyped_domains(&mut self) {
        for row in self.validator.find_mistyped_domains() {
            let cells = self.cells(row);
            let mut issues = Vec::new();
            let _ = self.validator.check(cells.cells(), &mut issues);
            issues.retain(|issue| issue.kind() == IssueKind::LikelyDomain);

            // Edited meanwhile, the row may have said so already, or say it no more.
            let state = self.states[row as usize];
            let doubt = IssueSet::of(Field::Email, IssueKind::LikelyDomain);
            if !state.discarded && !issues.is_empty() && !state.issues.intersects(doubt) {
                self.clusters.count(&mut self.validator, &issues, cells.cells(), true);
                self.set(row, State { issues: state.issues.with(doubt), ..state });
            }
        }
    }

    /// The cells of a row as they now are.
    pub fn cells(&self, row: u32) -> RowText {
        let mut text = self.original(row);
        for (field, cell) in self.changes.of_row(row) {
            text.set(field, cell);
        }
        text
    }

    /// Looks at the cells of a row as they now are, without a string made of each.
    pub fn peek<T>(&self, row: u32, look: impl FnOnce(Cells) -> T) -> Option<T> {
        let original = self.sheet.row_at(*self.positions.get(row as usize)?)?;
        let mut cells = original.cells();
        if !self.changes.is_empty() {
            for (field, text) in self.changes.of_row(row) {
                cells[field.index()] = text;
            }
        }

        Some(look(cells))
    }

    /// The cells of a row as the file holds them.
    pub fn original(&self, row: u32) -> RowText {
        let position = self.positions.get(row as usize);
        position
            .and_then(|position| self.sheet.row_at(*position))
            .map(|row| row.to_text())
            .unwrap_or_default()
    }

    /// Everything that is to be said about a row.
    pub fn issues(&mut self, row: u32, cells: &RowText) -> Vec<Issue> {
        let mut issues = self.validator.issues(cells);
        let key = self.keys[row as usize];
        if key != 0
            && let Some(first) = self.duplicates.original(key, row)
        {
            let line = self.line(first);
            issues.push(Issue::new(Field::Email, IssueCode::Duplicate { line }));
        }
        if let Some(server_verdict) = self.server_verdicts.get(&row) {
            let said =
                |issue: &Issue| issues.iter().any(|i| (i.field, i.kind()) == (issue.field, issue.kind()));
            let more: Vec<Issue> =
                server_verdict.issues.iter().filter(|issue| !said(issue)).cloned().collect();
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
            line: self.line(row),
            made_of: (row >= self.of_file()).then(|| self.positions[row as usize].line()),
            issues: self.issues(row, &cells),
            verdict: self.states[row as usize].verdict(),
            replaced: self.server_verdicts.get(&row).map(|said| said.replaced.clone()).unwrap_or_default(),
            cells,
            edited,
        }
    }

    /// The change of a cell to a text; `None` when it changes nothing. What the file holds takes the
    /// edit away.
    pub fn cell_change(&self, row: u32, field: Field, text: &Rc<str>) -> Option<CellChange> {
        let is_original = self.original(row).get(field) == &**text;
        let after = (!is_original).then(|| Rc::clone(text));
        let before = self.changes.get(row, field).cloned();
        (before != after).then_some(CellChange { row, field, before, after })
    }

    /// Makes a new change. Says how many rows it changed.
    pub fn make(&mut self, change: Change) -> u32 {
        if change.is_empty() {
            return 0;
        }
        let rows = self.apply(&change, HistoryStep::Redo);
        self.changes.remember(change);
        rows
    }

    /// Takes the last change back, or makes it again. Says how many rows changed.
    pub fn step_history(&mut self, step: HistoryStep) -> u32 {
        let Some(change) = self.changes.take(step) else { return 0 };
        let rows = self.apply(&change, step);
        self.changes.give_back(change, step);
        self.view.invalidate();
        rows
    }

    fn apply(&mut self, change: &Change, step: HistoryStep) -> u32 {
        match change {
            Change::Cells(cells) => self.apply_cells(cells, step),
            Change::Discarded { rows, discarded } => {
                for row in rows {
                    self.take_out(*row);
                    self.states[*row as usize].discarded = *discarded == (step == HistoryStep::Redo);
                    self.put_in(*row);
                }
                count(rows)
            }
            Change::Split { made_of, cells } => {
                if step == HistoryStep::Redo {
                    for row in made_of {
                        self.add_copy(*row);
                    }
                }
                self.apply_cells(cells, step);
                if step == HistoryStep::Undo {
                    for _ in made_of {
                        self.remove_last();
                    }
                }
                count(made_of)
            }
        }
    }

    /// Writes cells, those of one row together. Says of how many rows.
    fn apply_cells(&mut self, cells: &[CellChange], step: HistoryStep) -> u32 {
        let mut rows = 0;
        for cells in cells.chunk_by(|a, b| a.row == b.row) {
            let row = cells[0].row;
            self.take_out(row);
            for cell in cells {
                self.changes.write(cell, step);
            }
            self.put_in(row);
            rows += 1;
        }

        rows
    }

    /// Adds a row that reads as another does, behind all that there are.
    fn add_copy(&mut self, row: u32) {
        let added = self.len();
        self.positions.push(self.positions[row as usize]);
        self.states.push(State::default());
        self.keys.push(0);
        self.made += 1;
        self.put_in(added);
    }

    /// Takes away the row that was added last.
    fn remove_last(&mut self) {
        let last = self.len() - 1;
        self.take_out(last);
        self.server_verdicts.remove(&last);
        self.positions.pop();
        self.states.pop();
        self.keys.pop();
        self.made -= 1;
    }

    /// Takes what a row says out of everything that is counted over rows.
    fn take_out(&mut self, row: u32) {
        let state = self.states[row as usize];
        self.counts.remove(state);
        if state.discarded {
            return;
        }

        if state.issues != IssueSet::default() {
            let cells = self.cells(row);
            let mut issues = Vec::new();
            let _ = self.validator.check(cells.cells(), &mut issues);
            self.clusters.count(&mut self.validator, &issues, cells.cells(), false);
        }

        let key = std::mem::take(&mut self.keys[row as usize]);
        if key != 0
            && let Some(other) = self.duplicates.remove(key, row)
        {
            let issues = self.states[other as usize].issues.without(duplicate());
            self.set_changed(other, issues);
        }
    }

    /// Judges a row as it now is, and counts what it says.
    fn put_in(&mut self, row: u32) {
        let cells = self.cells(row);
        self.states[row as usize].unsaid = Unsaid::of(cells.cells());
        // `set` takes out what `take_out` has taken already.
        self.counts.add(self.states[row as usize]);
        if self.states[row as usize].discarded {
            return self.set_changed(row, IssueSet::default());
        }

        let mut issues = Vec::new();
        let checked = self.validator.check(cells.cells(), &mut issues);
        self.clusters.count(&mut self.validator, &issues, cells.cells(), true);

        let mut set = IssueSet::from_issues(&issues);
        if let Ok(CheckedRow { key, .. }) = checked {
            self.keys[row as usize] = key;
            if let Some(other) = self.duplicates.insert(key, row) {
                let issues = self.states[other as usize].issues.with(duplicate());
                self.set_changed(other, issues);
            }
            if self.duplicates.original(key, row).is_some() {
                set = set.with(duplicate());
            }
        }

        self.set_changed(row, set);
    }

    /// Notes that a row has changed: what the server said of it no longer holds.
    fn set_changed(&mut self, row: u32, issues: IssueSet) {
        let state = self.states[row as usize];
        let progress = match state.progress {
            Progress::New => Progress::New,
            _ => Progress::Stale,
        };
        self.server_verdicts.remove(&row);
        self.set(row, State { issues, progress, ..state });
    }

    fn set(&mut self, row: u32, state: State) {
        let before = std::mem::replace(&mut self.states[row as usize], state);
        self.counts.remove(before);
        self.counts.add(state);
        self.view.mark_dirty(row);
    }

    /// Rows that the server has to be sent, and how many are left after them.
    pub fn batch(&mut self, max: u32) -> (Vec<DraftRow>, u32) {
        let unsent = (0..self.len()).filter(|row| self.states[*row as usize].is_unsent());
        let rows: Vec<u32> = unsent.take(max as usize).collect();
        let mut batch = Vec::with_capacity(rows.len());

        for row in rows {
            let state = self.states[row as usize];
            // The draft has a place for each row of the file; nothing is written into this one.
            let cells = if state.discarded { RowText::default() } else { self.cells(row) };
            batch.push(DraftRow { line: self.line(row), cells });
            self.set(row, State { progress: Progress::Waiting, ..state });
        }

        (batch, self.counts.unsent)
    }

    /// Takes over what the server would do, but for rows that have changed since they were sent.
    pub fn take_verdicts(&mut self, verdicts: Vec<RowVerdict>) {
        for said in verdicts {
            let Some(row) = self.row_on(said.line) else { continue };
            let state = self.states[row as usize];
            // Later rows can change what would be done with earlier ones.
            if matches!(state.progress, Progress::Waiting | Progress::Judged(_)) {
                let told = IssueSet::from_issues(&said.issues).common_with(of_server());
                let issues = state.issues.without(of_server()).with(told);
                self.set(row, State { issues, progress: Progress::Judged(said.verdict), ..state });
                if !said.issues.is_empty() || !said.replaced.is_nothing() {
                    let RowVerdict { issues, replaced, .. } = said;
                    self.server_verdicts.insert(row, ServerVerdict { issues, replaced });
                } else {
                    self.server_verdicts.remove(&row);
                }
            }
        }
    }

    /// Forgets what was sent and what was said of it, since the draft is gone that it was sent to.
    pub fn forget_sent(&mut self) {
        self.server_verdicts.clear();
        for row in 0..self.len() {
            let state = self.states[row as usize];
            let issues = state.issues.without(of_server());
            self.set(row, State { issues, progress: Progress::New, ..state });
        }
    }

    /// Whether some row holds what each needs of a field.
    pub fn is_filled(&self, field: Field) -> bool {
        self.counts.rows_without(field) < self.counts.kept()
    }

    /// The counts as they now are. Clusters are left out while rows are still coming in.
    pub fn summary(&mut self) -> Summary {
        let (undo, redo) = self.changes.depths();
        let counted = self.counts.summary(self.blank);
        let repeated = counted.issues.iter().find(|issue| issue.kind == IssueKind::Duplicate);
        let repeated = repeated.map_or(0, |issue| issue.rows);
        let clusters = if self.is_checking() {
            Vec::new()
        } else {
            self.clusters.largest(&mut self.validator, repeated)
        };

        Summary { clusters, undo, redo, ..counted }
    }
}

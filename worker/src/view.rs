//! Which rows are shown: positions on the screen to rows of the file.

use crate::issue_set::IssueSet;
use crate::search_term::SearchTerm;
use crate::table::Table;
use crate::verdict_counts::State;
use domain::imports::{Field, Verdict};
use protocol::{Row, RowFilter};

/// The rows that the last filter let through.
///
/// They stay until another filter or a search is asked for, or a whole family is corrected: a row which has just
/// been corrected, or of which the server has just spoken, does not jump away from under the cursor. A row that
/// comes to be let through joins them, in its place.
#[derive(Default)]
pub struct View {
    sought: SearchTerm,
    found: Option<Found>,
}

struct Found {
    filter: RowFilter,
    /// How many rows there were to choose from.
    among: u32,
    rows: Vec<u32>,
    /// Rows that have changed since, of which some may be let through now.
    changed: Vec<u32>,
}

impl View {
    /// Shows only rows in which this stands. To seek the same again is to look again.
    pub fn set_search(&mut self, term: SearchTerm) {
        self.sought = term;
        self.invalidate();
    }

    /// Notes that something else is known of a row.
    pub fn mark_dirty(&mut self, row: u32) {
        if let Some(found) = &mut self.found {
            found.changed.push(row);
        }
    }

    /// Looks again next time.
    pub fn invalidate(&mut self) {
        self.found = None;
    }
}

/// What the ruler shows of a row, the worst last.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Mark {
    None,
    Warning,
    Error,
}

impl Mark {
    fn of(state: State) -> Self {
        match state.verdict() {
            Some(Verdict::Error) => Self::Error,
            Some(Verdict::Blank) => Self::None,
            _ if state.issues.has_warning() => Self::Warning,
            _ => Self::None,
        }
    }
}

/// The most rows that are shown at once.
const WINDOW: u32 = 500;

impl Table {
    /// Rows to show, and how many the filter lets through.
    pub fn window(&mut self, filter: RowFilter, start: u32, count: u32) -> (Vec<Row>, u32) {
        let total = self.refresh(filter);
        let end = start.saturating_add(count.min(WINDOW)).min(total);
        let rows: Vec<u32> = (start..end).filter_map(|position| self.row_of(filter, position)).collect();
        (rows.into_iter().map(|row| self.row(row)).collect(), total)
    }

    /// The position and the cell of the next row in error after a position, going round at the end.
    pub fn next_error(&mut self, filter: RowFilter, after: Option<u32>) -> Option<(u32, Field)> {
        let total = self.refresh(filter);
        let first = after.map_or(0, |after| after.saturating_add(1)).min(total);

        (first..total).chain(0..first).find_map(|position| {
            let row = self.row_of(filter, position)?;
            let state = self.states[row as usize];
            if state.verdict() != Some(Verdict::Error) {
                return None;
            }
            // What only the server knows is about the assignment as a whole: its address stands for it.
            Some((position, state.issues.first_error().unwrap_or(Field::Email)))
        })
    }

    /// In which of so many strips of the shown rows an error stands, and in which others a warning.
    pub fn ruler(&mut self, filter: RowFilter, strips: u16) -> (Vec<u16>, Vec<u16>) {
        let total = u64::from(self.refresh(filter));
        let mut worst = vec![Mark::None; usize::from(strips)];

        for position in 0..total {
            #[expect(
                clippy::cast_possible_truncation,
                reason = "there are fewer rows than u32 counts, and strips than u16"
            )]
            let (at, strip) = (position as u32, (position * u64::from(strips) / total) as usize);
            if let (Some(row), Some(mark)) = (self.row_of(filter, at), worst.get_mut(strip)) {
                *mark = (*mark).max(Mark::of(self.states[row as usize]));
            }
        }

        let of = |wanted| {
            (0..strips).zip(&worst).filter(|(_, mark)| **mark == wanted).map(|(strip, _)| strip).collect()
        };
        (of(Mark::Error), of(Mark::Warning))
    }

    /// The rows of a filter from one row to another.
    pub fn shown_between(&mut self, filter: RowFilter, first: u32, last: u32) -> Vec<u32> {
        let total = self.refresh(filter);
        let rows = (0..total).filter_map(|position| self.row_of(filter, position));
        rows.filter(|row| (first..=last).contains(row)).collect()
    }

    /// Finds the rows of a filter, unless that has been done; says how many they are.
    fn refresh(&mut self, filter: RowFilter) -> u32 {
        let among = self.len();
        if self.shows_all(filter) {
            self.view.invalidate();
            return among;
        }

        // Rows that have come in or changed since are looked at; the others stay as they were found.
        let mut found = self.view.found.take().filter(|found| found.filter == filter).unwrap_or(Found {
            filter,
            among: 0,
            rows: Vec::new(),
            changed: Vec::new(),
        });

        self.let_in_changed(&mut found);
        let new = found.among..among;
        if filter == RowFilter::Edited && !new.is_empty() {
            found.rows = self.changes.rows();
            found.rows.retain(|row| self.is_sought(*row));
        } else {
            found.rows.extend(new.filter(|row| self.shows(filter, *row) && self.is_sought(*row)));
        }

        found.among = among;
        let rows = found.rows.len();
        self.view.found = Some(found);
        u32::try_from(rows).unwrap_or(u32::MAX)
    }

    /// Takes in the rows that have changed, and are let through now.
    fn let_in_changed(&self, found: &mut Found) {
        let mut more = std::mem::take(&mut found.changed);
        more.retain(|row| *row < found.among && self.shows(found.filter, *row) && self.is_sought(*row));
        if !more.is_empty() {
            found.rows.append(&mut more);
            found.rows.sort_unstable();
            found.rows.dedup();
        }
    }

    fn shows_all(&self, filter: RowFilter) -> bool {
        filter == RowFilter::All && self.view.sought.is_empty()
    }

    fn is_sought(&self, row: u32) -> bool {
        let sought = &self.view.sought;
        sought.is_empty()
            || self.peek(row, |cells| cells.iter().any(|cell| sought.is_in(cell))).unwrap_or(false)
    }

    /// The row at a position of what [`Table::refresh`] found.
    fn row_of(&self, filter: RowFilter, position: u32) -> Option<u32> {
        if self.shows_all(filter) {
            return Some(position);
        }
        self.view.found.as_ref()?.rows.get(position as usize).copied()
    }

    fn shows(&self, filter: RowFilter, row: u32) -> bool {
        let state = self.states[row as usize];
        match filter {
            RowFilter::All => true,
            RowFilter::Good => !matches!(state.verdict(), Some(Verdict::Error | Verdict::Blank)),
            RowFilter::Verdict { verdict } => state.verdict() == Some(verdict),
            RowFilter::Issue { field, kind } => state.issues.intersects(IssueSet::of(field, kind)),
            RowFilter::Edited => self.changes.of_row(row).next().is_some(),
        }
    }
}

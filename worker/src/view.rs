//! Which rows are shown: positions on the screen to rows of the file.

use crate::problems::Problems;
use crate::table::Table;
use domain::imports::Field;
use domain::imports::protocol::{Row, RowFilter};

/// The rows that the last filter let through.
///
/// It is kept while single cells are edited, so that a row which has just been corrected does not
/// jump away from under the cursor.
#[derive(Default)]
pub struct View {
    found: Option<Found>,
}

struct Found {
    filter: RowFilter,
    /// How many rows there were to choose from.
    among: u32,
    rows: Vec<u32>,
}

impl View {
    /// Looks again next time.
    pub fn forget(&mut self) {
        self.found = None;
    }
}

/// The most rows that are shown at once.
const WINDOW: u32 = 500;

impl Table {
    /// Rows to show, and how many the filter lets through.
    pub fn window(&mut self, filter: RowFilter, start: u32, count: u32) -> (Vec<Row>, u32) {
        let total = self.look(filter);
        let end = start.saturating_add(count.min(WINDOW)).min(total);
        let rows: Vec<u32> = (start..end).filter_map(|position| self.row_of(filter, position)).collect();
        (rows.into_iter().map(|row| self.row(row)).collect(), total)
    }

    /// The position and the cell of the next row in error after a position, going round at the end.
    pub fn next_error(&mut self, filter: RowFilter, after: Option<u32>) -> Option<(u32, Field)> {
        let total = self.look(filter);
        let first = after.map_or(0, |after| after.saturating_add(1)).min(total);
        (first..total).chain(0..first).find_map(|position| {
            let row = self.row_of(filter, position)?;
            let state = self.states[row as usize];
            if state.verdict() != Some(domain::imports::Verdict::Error) {
                return None;
            }
            // What only the server knows is about the assignment as a whole: its address stands for it.
            Some((position, state.problems.first_error().unwrap_or(Field::Email)))
        })
    }

    /// Finds the rows of a filter, unless that has been done; says how many they are.
    fn look(&mut self, filter: RowFilter) -> u32 {
        let among = self.len();
        if filter == RowFilter::All {
            return among;
        }
        let known = self.view.found.as_ref().filter(|found| (found.filter, found.among) == (filter, among));
        if known.is_none() {
            let rows = match filter {
                RowFilter::Edited => self.changes.rows(),
                _ => (0..among).filter(|row| self.shows(filter, *row)).collect(),
            };
            self.view.found = Some(Found { filter, among, rows });
        }
        let rows = self.view.found.as_ref().map_or(0, |found| found.rows.len());
        u32::try_from(rows).unwrap_or(u32::MAX)
    }

    /// The row at a position of what [`Table::look`] found.
    fn row_of(&self, filter: RowFilter, position: u32) -> Option<u32> {
        match filter {
            RowFilter::All => Some(position),
            _ => self.view.found.as_ref()?.rows.get(position as usize).copied(),
        }
    }

    fn shows(&self, filter: RowFilter, row: u32) -> bool {
        let state = self.states[row as usize];
        match filter {
            RowFilter::All => true,
            RowFilter::Good => state.verdict() != Some(domain::imports::Verdict::Error),
            RowFilter::Verdict { verdict } => state.verdict() == Some(verdict),
            RowFilter::Issue { field, kind } => state.problems.intersects(Problems::of(field, kind)),
            RowFilter::Edited => self.changes.of_row(row).next().is_some(),
        }
    }
}

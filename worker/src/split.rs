//! Rows of whose cells one holds several values: a row is made of each.

use crate::changes::{CellChange, Change};
use crate::clusters;
use crate::issue_set::IssueSet;
use crate::table::Table;
use domain::imports::{Field, IssueCode, limits};
use protocol::{ClusterKey, Command};
use std::collections::HashMap;
use std::rc::Rc;

/// What names a row in every reading of its file: its line, and which of those it is that were made of the row there; 0
/// for that itself.
pub type RowName = (u32, u32);

impl Table {
    /// What a correction does, told by rows where it adds some: made again it is the same, whatever the customer has then.
    pub fn spelled_out(&mut self, command: Command) -> Command {
        match command {
            Command::Correct { cluster } if cluster.kind.splits() && cluster.swap.is_none() => {
                Command::Split { field: cluster.field, rows: self.several(&cluster) }
            }
            command => command,
        }
    }

    /// The rows of a cluster, and the values that their cell holds.
    fn several(&mut self, cluster: &ClusterKey) -> Vec<(u32, Vec<String>)> {
        let issue = IssueSet::of(cluster.field, cluster.kind);
        let mut found = Vec::new();

        for row in 0..self.len() {
            if !self.states[row as usize].issues.intersects(issue) {
                continue;
            }
            let cells = self.cells(row);
            let mut issues = Vec::new();
            let _ = self.validator.check(cells.cells(), &mut issues);
            let swapped = self.validator.swapped(&issues, cells.cells());
            issues.retain(|issue| !clusters::concerns(swapped.as_ref(), issue.field));
            found.extend(issues.into_iter().filter(|issue| issue.field == cluster.field).find_map(|issue| {
                match issue.code {
                    IssueCode::SeveralValues { values } => Some((row, values)),
                    _ => None,
                }
            }));
        }

        found
    }

    /// Makes a row of each of the values of a cell. Says how many rows there are more.
    pub fn split(&mut self, field: Field, rows: &[(u32, Vec<String>)]) -> u32 {
        let (mut made_of, mut cells) = (Vec::new(), Vec::new());
        for (row, values) in rows.iter().filter(|(row, _)| *row < self.len()) {
            let Some((first, others)) = values.split_first() else { continue };
            let total = self.len() as usize + made_of.len() + others.len();
            // No more than a draft takes.
            if total > limits::ROWS as usize {
                break;
            }

            cells.extend(self.cell_change(*row, field, &Rc::from(first.as_str())));
            for value in others {
                let copy = self.len() + u32::try_from(made_of.len()).unwrap_or(u32::MAX);
                cells.extend(self.copied_cells(*row, copy, field, value));
                made_of.push(*row);
            }
        }

        self.view.invalidate();
        self.make(Change::Split { made_of, cells })
    }

    /// What is written into a copy of a row: what was written into that, and another value into one cell.
    fn copied_cells(&self, row: u32, copy: u32, field: Field, value: &str) -> Vec<CellChange> {
        let original = self.original(row);
        let now = self.cells(row).with(field, value);
        let is_other = |field: &Field| now.get(*field) != original.get(*field);
        let write = |field: Field| CellChange {
            row: copy,
            field,
            before: None,
            after: Some(Rc::from(now.get(field))),
        };
        Field::ALL.into_iter().filter(is_other).map(write).collect()
    }

    /// The names of the rows, in order.
    pub fn names(&self) -> Vec<RowName> {
        let of_file = self.of_file() as usize;
        let mut copies: HashMap<u32, u32> = HashMap::new();
        let names = self.positions.iter().enumerate().map(|(row, position)| {
            let line = position.line();
            if row < of_file {
                return (line, 0);
            }
            let copy = copies.entry(line).or_default();
            *copy += 1;
            (line, *copy)
        });
        names.collect()
    }

    /// The row of a name.
    pub fn row_named(&self, (line, copy): RowName) -> Option<u32> {
        let of_file = self.of_file();
        match copy.checked_sub(1) {
            None => self.row_on(line).filter(|row| *row < of_file),
            Some(before) => {
                let copies = (of_file..self.len()).filter(|row| self.positions[*row as usize].line() == line);
                copies.into_iter().nth(before as usize)
            }
        }
    }
}

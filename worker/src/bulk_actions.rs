//! What is done to rows: one cell, a family of mistakes, the rows that are shown, a text everywhere.

use crate::changes::{CellChange, Change};
use crate::clusters;
use crate::issue_set::IssueSet;
use crate::search_term::replaced;
use crate::table::{Table, spans_of};
use domain::imports::{Cells, Field, IssueKind, RowText};
use domain::users::{AddressEntry, NameParts, split_addresses, split_display_name};
use protocol::{BulkAction, ClusterKey, Replacement, RowFilter};
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

/// Texts that are written: the same is held once, however many rows get it.
#[derive(Default)]
struct Texts(HashMap<String, Rc<str>>);

impl Texts {
    fn share(&mut self, text: String) -> Rc<str> {
        Rc::clone(self.0.entry(text).or_insert_with_key(|text| Rc::from(text.as_str())))
    }
}

impl Table {
    /// Writes a cell. Says how many rows changed.
    pub fn edit(&mut self, row: u32, field: Field, value: &str) -> u32 {
        if row >= self.len() {
            return 0;
        }
        self.make(Change::Cells(self.cell_change(row, field, &Rc::from(value)).into_iter().collect()))
    }

    /// Applies the correction of a cluster to each of its rows. Says how many they are.
    pub fn correct(&mut self, cluster: &ClusterKey) -> u32 {
        let issue = IssueSet::of(cluster.field, cluster.kind);
        if cluster.kind.leaves_out() {
            return self.leave_out(issue);
        }

        let mut change = Vec::new();
        let mut texts = Texts::default();
        for row in 0..self.len() {
            if self.states[row as usize].issues.intersects(issue) {
                for (field, text) in self.correction(cluster, &self.cells(row)) {
                    change.extend(self.cell_change(row, field, &texts.share(text)));
                }
            }
        }

        self.view.invalidate();
        self.make(Change::Cells(change))
    }

    /// Applies the corrections of several clusters, none of which is open, as one change. Says how many rows changed.
    pub fn correct_all(&mut self, clusters: Vec<ClusterKey>) -> u32 {
        let issues =
            clusters.iter().map(|cluster| IssueSet::of(cluster.field, cluster.kind)).collect::<Vec<_>>();
        let clusters: HashSet<ClusterKey> = clusters.into_iter().collect();
        let (mut change, mut texts) = (Vec::new(), Texts::default());

        for row in 0..self.len() {
            let state = self.states[row as usize];
            if issues.iter().any(|issue| state.issues.intersects(*issue)) {
                for (field, text) in self.corrections(&clusters, &self.cells(row)) {
                    change.extend(self.cell_change(row, field, &texts.share(text)));
                }
            }
        }

        self.view.invalidate();
        self.make(Change::Cells(change))
    }

    /// What the corrections of clusters write into a row.
    fn corrections(&mut self, clusters: &HashSet<ClusterKey>, cells: &RowText) -> Vec<(Field, String)> {
        let mut issues = Vec::new();
        let _ = self.validator.check(cells.cells(), &mut issues);
        let swapped = self.validator.swapped(&issues, cells.cells());
        issues.retain(|issue| !clusters::concerns(swapped.as_ref(), issue.field));

        let corrected = issues.into_iter().filter_map(|issue| {
            let issue = self.validator.suggest(issue, cells.cells());
            let is_asked = clusters::key(&issue, cells.cells()).is_some_and(|key| clusters.contains(&key));
            is_asked.then_some((issue.field, issue.suggestion?))
        });
        corrected.collect()
    }

    /// Leaves out the rows with an issue. Of rows that repeat each other the first has none.
    fn leave_out(&mut self, issue: IssueSet) -> u32 {
        let rows = (0..self.len()).filter(|row| self.states[*row as usize].issues.intersects(issue));
        let rows = rows.collect();
        self.view.invalidate();
        self.make(Change::Discarded { rows, discarded: true })
    }

    /// What the correction of a cluster writes into a row; nothing when the row is not of it.
    fn correction(&mut self, cluster: &ClusterKey, cells: &RowText) -> Vec<(Field, String)> {
        let mut issues = Vec::new();
        let _ = self.validator.check(cells.cells(), &mut issues);
        let swapped = self.validator.swapped(&issues, cells.cells());

        if let Some(other) = cluster.swap {
            let is_mine = |(issue, with): &(_, Field)| clusters::swap_key(issue, *with) == *cluster;
            let exchanged = [(cluster.field, other), (other, cluster.field)];
            let exchanged = exchanged.map(|(into, from)| (into, cells.get(from).to_owned()));
            return swapped.filter(is_mine).map(|_| exchanged.to_vec()).unwrap_or_default();
        }

        issues.retain(|issue| !clusters::concerns(swapped.as_ref(), issue.field));
        let mine = issues.into_iter().find_map(|issue| {
            let issue = self.validator.suggest(issue, cells.cells());
            let key = clusters::key(&issue, cells.cells())?;
            if key.is_open() {
                // What nobody could guess was chosen, among what there is: one that was kept may be gone.
                let chosen = ClusterKey { to: cluster.to.clone(), ..key };
                return (chosen == *cluster && self.validator.can_choose(&issue, &chosen.to))
                    .then_some(chosen.to);
            }
            (key == *cluster).then_some(issue.suggestion).flatten()
        });

        let mut written: Vec<(Field, String)> = mine.map(|text| (cluster.field, text)).into_iter().collect();
        if cluster.kind == IssueKind::NamedAddress && !written.is_empty() {
            written.extend(self.names_beside_address(cells));
        }

        written
    }

    /// The names of a cell like `Zoé Durand <zoe@exemple.fr>`, for a row that has none although the file
    /// has columns for them.
    fn names_beside_address(&self, cells: &RowText) -> Vec<(Field, String)> {
        let is_free = |field: Field| {
            cells.get(field).trim().is_empty()
                && self.sheet.columns().iter().any(|column| column.field == Some(field))
        };

        if !is_free(Field::LastName) || !is_free(Field::FirstName) {
            return Vec::new();
        }

        let [AddressEntry { name, address: Ok(address), .. }] = &split_addresses(cells.get(Field::Email))[..]
        else {
            return Vec::new();
        };

        let NameParts { first, last } = split_display_name(name, address);
        // One word may be either name, or what a mailbox is for.
        if first.is_empty() || last.is_empty() {
            return Vec::new();
        }

        vec![(Field::LastName, last), (Field::FirstName, first)]
    }

    /// The rows of a filter from one to another, as spans of rows that follow each other.
    ///
    /// Whoever leaves out all rows of a filter means those that are such now: one that was corrected
    /// meanwhile, and is still shown, is not left out with them.
    pub fn shown_spans(
        &mut self,
        filter: RowFilter,
        first: u32,
        last: u32,
        action: &BulkAction,
    ) -> Vec<(u32, u32)> {
        if (first, last) == (0, u32::MAX) && matches!(action, BulkAction::Discard | BulkAction::Keep) {
            self.view.invalidate();
        }
        spans_of(&self.shown_between(filter, first, last))
    }

    /// Does something with rows. Says how many changed.
    pub fn on_rows(&mut self, spans: &[(u32, u32)], action: BulkAction) -> u32 {
        let end = self.len();
        let rows = spans.iter().flat_map(|&(first, last)| first..last.saturating_add(1).min(end));

        match action {
            BulkAction::Discard => self.discard(rows, true),
            BulkAction::Keep => self.discard(rows, false),
            BulkAction::FillDown { field } => {
                let rows: Vec<u32> = rows.collect();
                let Some(first) = rows.first() else { return 0 };
                let value = self.cells(*first).get(field).to_owned();
                self.write(&rows, field, &[value])
            }
            BulkAction::Write { field, values } => self.write(&rows.collect::<Vec<_>>(), field, &values),
        }
    }

    fn discard(&mut self, rows: impl Iterator<Item = u32>, discarded: bool) -> u32 {
        let rows = rows.filter(|row| self.states[*row as usize].discarded != discarded).collect();
        self.make(Change::Discarded { rows, discarded })
    }

    fn write(&mut self, rows: &[u32], field: Field, values: &[String]) -> u32 {
        let mut texts = Texts::default();
        let mut change = Vec::new();
        let single = values.len() == 1;

        for (place, row) in rows.iter().enumerate() {
            if let Some(value) = values.get(if single { 0 } else { place }) {
                change.extend(self.cell_change(*row, field, &texts.share(value.clone())));
            }
        }

        self.make(Change::Cells(change))
    }

    /// In how many rows a text would be replaced.
    pub fn count_replaced(&self, what: &Replacement) -> u32 {
        let rows = (0..self.len()).filter(|row| self.has_replaced(*row, what));
        u32::try_from(rows.count()).unwrap_or(u32::MAX)
    }

    /// Replaces a text. Says in how many rows.
    pub fn replace(&mut self, what: &Replacement) -> u32 {
        let mut texts = Texts::default();
        let mut change: Vec<CellChange> = Vec::new();
        for row in 0..self.len() {
            if !self.has_replaced(row, what) {
                continue;
            }
            let cells = self.cells(row);
            for field in fields(what) {
                if let Some(text) = replaced(cells.get(field), what) {
                    change.extend(self.cell_change(row, field, &texts.share(text)));
                }
            }
        }

        self.make(Change::Cells(change))
    }

    /// Whether something would be replaced in a row. Rows that are left out stay as they are.
    fn has_replaced(&self, row: u32, what: &Replacement) -> bool {
        let any = |cells: Cells| fields(what).any(|field| replaced(cells[field.index()], what).is_some());
        !self.states[row as usize].discarded && self.peek(row, any).unwrap_or(false)
    }
}

/// The cells in which a text is replaced.
fn fields(what: &Replacement) -> impl Iterator<Item = Field> {
    // Nothing stands in all the cells that a file does not have.
    let all = if what.from.is_empty() { &[][..] } else { &Field::ALL };
    what.field.into_iter().chain(all.iter().copied().filter(move |_| what.field.is_none()))
}

//! The rows in view: the worker has them all, the page holds a window of them.

use domain::imports::Field;
use leptos::prelude::*;
use protocol::{Request, Row, RowFilter};
use std::sync::Arc;

/// Rows that are asked for beyond each end of what is in view.
const MARGIN: u32 = 50;

/// The columns before those of the fields: the line, the issue.
pub const FIXED_COLUMNS: usize = 2;

/// Rows that came from the worker.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Held {
    start: u32,
    rows: Vec<Arc<Row>>,
}

impl Held {
    fn at(&self, position: u32) -> Option<&Arc<Row>> {
        self.rows.get(position.checked_sub(self.start)? as usize)
    }

    fn position_of(&self, row: u32) -> Option<u32> {
        let place = self.rows.iter().position(|held| held.row == row)?;
        Some(self.start + u32::try_from(place).ok()?)
    }
}

/// In which strips of the shown rows an error stands, and in which others a warning.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    pub errors: Vec<u16>,
    pub warnings: Vec<u16>,
}

/// Rows that are selected, as [`Row::row`] has them: those that are shown from the first to the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Selected {
    pub first: u32,
    pub last: u32,
    /// How many they are.
    pub count: u32,
}

impl Selected {
    /// Whether a row that is shown is one of them.
    pub fn holds(self, row: u32) -> bool {
        (self.first..=self.last).contains(&row)
    }
}

/// The rows in view, and the cell that has the focus.
#[derive(Clone, Copy, Debug)]
pub struct Rows {
    /// Which rows are shown.
    pub filter: RwSignal<RowFilter>,
    /// How many they are.
    pub total: RwSignal<u32>,
    /// In which strips of them something is wrong.
    pub marks: RwSignal<Marks>,
    /// What is sought in them.
    pub sought: RwSignal<String>,
    /// Whether the rows are those in which it stands.
    pub is_found: RwSignal<bool>,
    /// Where a selection of rows begins, which ends at the active cell: a position and the row that stands there.
    pub anchor: RwSignal<Option<(u32, u32)>>,
    /// The position of the first row in view.
    pub first: RwSignal<u32>,
    /// How many rows fit into the view, the partly visible ones included.
    pub visible: RwSignal<u32>,
    /// The position and the column of the cell that the keyboard is at.
    pub active: RwSignal<(u32, usize)>,
    /// The cell that is being written: its row, as [`Row::row`] has it, wherever that stands by now.
    pub editing: RwSignal<Option<(u32, Field)>>,
    /// The cell that the keyboard is at stands at another position than before, where the focus is to follow it.
    pub moved: RwSignal<Option<(u32, usize)>>,
    /// Where the grid is asked to go: a position, and a field of it.
    pub target: RwSignal<Option<(u32, Option<Field>)>>,
    /// Whether the keyboard has been anywhere since the rows are shown.
    pub touched: StoredValue<bool>,
    held: RwSignal<Held>,
    outdated: StoredValue<bool>,
    asked: StoredValue<bool>,
    /// How many rows had been checked when those that are held were last to be asked for anew.
    checked: StoredValue<u32>,
    /// Whether the rows that came last would have pulled the cell away that is being written.
    held_back: StoredValue<bool>,
}

impl Rows {
    pub(super) fn new() -> Self {
        Self {
            filter: RwSignal::new(RowFilter::All),
            total: RwSignal::new(0),
            marks: RwSignal::default(),
            sought: RwSignal::new(String::new()),
            is_found: RwSignal::new(true),
            anchor: RwSignal::new(None),
            first: RwSignal::new(0),
            visible: RwSignal::new(0),
            active: RwSignal::new((0, FIXED_COLUMNS)),
            editing: RwSignal::new(None),
            moved: RwSignal::new(None),
            target: RwSignal::new(None),
            touched: StoredValue::new(false),
            held: RwSignal::new(Held::default()),
            outdated: StoredValue::new(true),
            asked: StoredValue::new(false),
            checked: StoredValue::new(0),
            held_back: StoredValue::new(false),
        }
    }

    /// The row at a position, when it is here.
    pub fn at(self, position: u32) -> Option<Arc<Row>> {
        self.held.with(|held| held.at(position).cloned())
    }

    /// The row at a position, without hearing of its changes.
    pub fn at_untracked(self, position: u32) -> Option<Arc<Row>> {
        untrack(|| self.at(position))
    }

    /// The row that is being written, and its position, when it is here.
    pub fn edited_untracked(self) -> Option<(u32, Arc<Row>)> {
        let (row, _) = self.editing.get_untracked()?;
        self.held.with_untracked(|held| {
            let position = held.position_of(row)?;
            Some((position, held.at(position)?.clone()))
        })
    }

    /// Nothing is being written any more: rows that were held back may come.
    pub fn end_editing(self) {
        self.editing.set(None);
        if self.held_back.get_value() {
            self.held_back.set_value(false);
            self.outdate();
        }
    }

    /// Goes to a row, and to a field of it.
    pub fn go_to(self, position: u32, field: Option<Field>) {
        // While rows are checked there are more of them than the page was last told.
        if position >= self.total.get_untracked() {
            self.total.set(position + 1);
        }
        self.target.set(Some((position, field)));
    }

    pub(super) fn show(self, filter: RowFilter) {
        self.filter.set(filter);
        self.anchor.set(None);
        self.end_editing();
        self.touched.set_value(false);
        self.active.update(|(position, _)| *position = 0);
        self.held.set(Held::default());
        self.outdate();
        self.target.set(Some((0, None)));
    }

    /// The worker now shows the rows in which this stands.
    pub(super) fn found(self, sought: &str) {
        if self.sought.with_untracked(|latest| latest == sought) {
            self.is_found.set(true);
            self.show(self.filter.get_untracked());
        }
    }

    /// The rows that are selected, and how many they are.
    pub fn selected(self) -> Option<Selected> {
        let (at, anchor) = self.anchor.get()?;
        let (position, _) = self.active.get();
        let head = self.at(position)?.row;
        Some(Selected { first: anchor.min(head), last: anchor.max(head), count: at.abs_diff(position) + 1 })
    }

    pub(super) fn clear(self) {
        self.total.set(0);
        self.marks.set(Marks::default());
        self.sought.set(String::new());
        self.is_found.set(true);
        self.asked.set_value(false);
        self.show(RowFilter::All);
    }

    /// What was asked for before a file was open is never answered, and what is held is of another.
    pub(super) fn forget_request(self) {
        self.asked.set_value(false);
        self.checked.set_value(0);
    }

    /// So many rows have been checked by now. Until all of them are, what is held is asked for anew as often as they have
    /// doubled, or while it does not fill the view: to draw it each time would keep the last verdict waiting.
    pub(super) fn grow(self, checked: u32, done: bool) {
        let visible = self.visible.get_untracked() as usize;
        let fills_view = self.held.with_untracked(|held| held.rows.len() > visible);
        if done || !fills_view || checked / 2 >= self.checked.get_value() {
            self.checked.set_value(checked);
            self.outdate();
        }
    }

    /// What is held may no longer be so.
    pub(super) fn outdate(self) {
        self.outdated.set_value(true);
    }

    /// What to ask the worker for, unless it is here or on its way. One request at a time: while the
    /// view moves fast, those in between are never asked for.
    pub(super) fn request(self) -> Option<Request> {
        let (first, visible) = (self.first.get_untracked(), self.visible.get_untracked().max(1));
        let here = self.held.with_untracked(|held| {
            let end = held.start + u32::try_from(held.rows.len()).unwrap_or(0);
            let needed = (first + visible).min(self.total.get_untracked());
            held.start <= first && end >= needed
        });

        if self.asked.get_value() || self.held_back.get_value() || (here && !self.outdated.get_value()) {
            return None;
        }

        self.asked.set_value(true);
        self.outdated.set_value(false);
        let start = first.saturating_sub(MARGIN);

        Some(Request::Rows { filter: self.filter.get_untracked(), start, count: visible + 2 * MARGIN })
    }

    pub(super) fn take(self, filter: RowFilter, start: u32, total: u32, rows: Vec<Row>) {
        self.asked.set_value(false);
        if filter != self.filter.get_untracked() {
            self.outdate();
            return;
        }

        let held = Held { start, rows: rows.into_iter().map(Arc::new).collect() };
        if self.would_pull_away(&held) {
            self.held_back.set_value(true);
            return;
        }

        self.follow_active(&held);
        if self.total.get_untracked() != total {
            // Other rows stand where they stood.
            self.anchor.set(None);
            self.total.set(total);
        }

        self.held.set(held);
    }

    /// Whether the row that is being written would come to stand elsewhere: the field would go with what is
    /// typed in it.
    fn would_pull_away(self, coming: &Held) -> bool {
        let Some((position, row)) = self.edited_untracked() else { return false };
        let first = self.first.get_untracked();
        let in_view = first..first + self.visible.get_untracked();
        in_view.contains(&position) && coming.at(position).is_none_or(|other| other.row != row.row)
    }

    /// Lets the keyboard stay at its row where that comes to stand at another position.
    fn follow_active(self, coming: &Held) {
        let (position, column) = self.active.get_untracked();
        let Some(row) = self.at_untracked(position) else { return };
        if let Some(now) = coming.position_of(row.row).filter(|now| *now != position) {
            self.active.set((now, column));
            self.moved.set(Some((now, column)));
        }
    }
}

//! What is in view, and how the pointer and the keyboard act on it.

use super::geometry::Geometry;
use super::{Shown, focus};
use crate::imports::browser;
use crate::imports::state::{FIXED_COLUMNS, ImportState};
use domain::imports::{Field, IssueCode, Verdict};
use leptos::prelude::*;
use leptos::{ev, html};
use protocol::ClusterKey;

/// The elements of the grid, and what they show.
#[derive(Clone, Copy)]
pub struct GridView {
    pub(super) state: ImportState,
    pub(super) fields: Memo<Vec<Shown>>,
    pub(super) scroller: NodeRef<html::Div>,
    pub(super) space: NodeRef<html::Div>,
    pub(super) window: NodeRef<html::Div>,
    pub(super) table: NodeRef<html::Table>,
    pub(super) head: NodeRef<html::Thead>,
    pub(super) body: NodeRef<html::Tbody>,
}

impl GridView {
    pub(super) fn new(state: ImportState, fields: Memo<Vec<Shown>>) -> Self {
        Self {
            state,
            fields,
            scroller: NodeRef::new(),
            space: NodeRef::new(),
            window: NodeRef::new(),
            table: NodeRef::new(),
            head: NodeRef::new(),
            body: NodeRef::new(),
        }
    }

    fn geometry(self) -> Geometry {
        Geometry {
            total: self.state.rows.total.get_untracked(),
            height: self.scroller.get_untracked().map_or(0.0, |scroller| browser::height(&scroller)),
            head: self.head.get_untracked().map_or(0.0, |head| browser::height(&head)),
        }
    }

    /// The positions of the rows in view.
    pub(super) fn positions(self) -> std::ops::Range<u32> {
        let rows = self.state.rows;
        let (total, first) = (rows.total.get(), rows.first.get());
        first.min(total)..(first + rows.visible.get()).min(total)
    }

    /// The cell that Tab leads to: the active one, or one in view while that is not.
    pub(super) fn roving(self) -> (u32, usize) {
        let (position, column) = self.state.rows.active.get();
        let in_view = self.positions();
        let position = if in_view.contains(&position) { position } else { in_view.start };
        (position, column.min(self.last_column()))
    }

    /// Shows the rows that belong where the area is scrolled to.
    pub(super) fn follow(self) {
        let elements =
            (self.scroller.get_untracked(), self.space.get_untracked(), self.window.get_untracked());
        let ((Some(scroller), Some(space), Some(window)), Some(body)) = (elements, self.body.get_untracked())
        else {
            return;
        };

        let rows = self.state.rows;
        let geometry = self.geometry();
        browser::stretch(&space, geometry.space());
        browser::stretch(&window, geometry.height);
        let (first, hidden) = geometry.first(f64::from(scroller.scroll_top()));
        let visible = geometry.visible();
        let (active, _) = rows.active.get_untracked();

        // The element that has the focus is about to go: the keyboard must still reach the grid.
        if !(first..first + visible).contains(&active) && browser::has_focus(&body) {
            browser::focus(&scroller);
        }

        browser::place(&body, hidden);
        rows.first.maybe_update(|held| std::mem::replace(held, first) != first);
        rows.visible.maybe_update(|held| std::mem::replace(held, visible) != visible);
        self.state.request_rows();
    }

    /// Fits the rows to another height. The row that the keyboard is at stays in view, and the keyboard at it.
    pub(super) fn resize(self) {
        let is_there = || self.body.get_untracked().is_some_and(|body| browser::has_focus(&body));
        let was_there = is_there();
        let (position, column) = untrack(|| self.roving());
        self.follow();

        if is_there() {
            self.reveal(position);
        } else if was_there {
            self.move_to(position, column);
        }
    }

    /// Brings a row into view; with a field, the focus goes there.
    pub(super) fn go_to(self, position: u32, field: Option<Field>) {
        let column = field.and_then(|field| self.column_of(field));
        match column {
            Some(column) => self.move_to(position, column),
            None => self.reveal(position),
        }
    }

    /// Moves the keyboard to a cell.
    pub(super) fn move_to(self, position: u32, column: usize) {
        let rows = self.state.rows;
        let total = rows.total.get_untracked();
        if total == 0 {
            return;
        }

        let position = position.min(total - 1);
        let column = column.min(self.last_column());
        rows.touched.set_value(true);
        rows.active.set((position, column));
        self.reveal(position);
        focus(self, position, column);
    }

    /// Brings the rows into view that stand at this share of all, from 0 to 1.
    pub(super) fn show_from(self, share: f64) {
        let total = self.state.rows.total.get_untracked();
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and `total`")]
        let position = (share.clamp(0.0, 1.0) * f64::from(total)) as u32;
        // The row that is meant stands in the middle, where it is looked for.
        let half = self.geometry().page() / 2;
        self.reveal(position.saturating_sub(half));
        self.reveal((position + half).min(total.saturating_sub(1)));
    }

    fn reveal(self, position: u32) {
        if let Some(scroller) = self.scroller.get_untracked() {
            let scrolled = f64::from(scroller.scroll_top());
            let wanted = self.geometry().reveal(scrolled, position);
            if (wanted - scrolled).abs() >= 1.0 {
                browser::scroll_to(&scroller, wanted);
            }
            self.follow();
        }
    }

    pub(super) fn page(self) -> u32 {
        self.geometry().page()
    }

    pub(super) fn last_column(self) -> usize {
        FIXED_COLUMNS + self.fields.with_untracked(Vec::len) - 1
    }

    fn column_of(self, field: Field) -> Option<usize> {
        let place = self.fields.with_untracked(|fields| fields.iter().position(|shown| shown.field == field));
        place.map(|place| place + FIXED_COLUMNS)
    }

    /// The field that a column of the grid shows.
    pub fn field_at(self, column: usize) -> Option<Field> {
        let place = column.checked_sub(FIXED_COLUMNS)?;
        self.fields.with_untracked(|fields| fields.get(place).map(|shown| shown.field))
    }

    /// Begins to write the cell that the keyboard is at.
    pub(super) fn edit(self) {
        let rows = self.state.rows;
        let (position, column) = rows.active.get_untracked();

        if let (Some(field), Some(row)) = (self.field_at(column), rows.at_untracked(position)) {
            rows.editing.set(Some((row.row, field)));
            if let Some(table) = self.table.get_untracked() {
                browser::focus_editor(&table);
            }
        }
    }

    /// Ends writing a cell, and keeps what was written when there is something to keep.
    pub(super) fn end_edit(self, value: Option<String>) {
        let rows = self.state.rows;
        let Some((row, field)) = rows.editing.get_untracked() else { return };
        let held = rows.edited_untracked().map(|(_, held)| held);
        self.state.end_editing();
        let is_same = |value: &String| held.is_some_and(|held| held.cells.get(field) == value);

        if let Some(value) = value.filter(|value| !is_same(value)) {
            self.state.edit(row, field, value);
        }
    }

    /// The cell that the keyboard is at has come to stand elsewhere: the focus follows, unless it is somewhere else.
    pub(super) fn follow_active(self, position: u32, column: usize) {
        if self.body.get_untracked().is_some_and(|body| browser::has_focus(&body)) {
            self.reveal(position);
            focus(self, position, column);
        }
    }

    /// A correction is taken, and a row left out, without the focus leaving its cell: what shows beside a cell would move
    /// the button away from under the pointer.
    #[expect(clippy::unused_self, reason = "beside the other gestures")]
    pub(super) fn press_pointer(self, event: &ev::MouseEvent) {
        // With Shift, rows are selected, and not the text between them.
        if event.shift_key() || browser::hit(event).is_some_and(|hit| hit.fix.is_some() || hit.on_leave_out) {
            event.prevent_default();
        }
    }

    /// Begins a selection of rows at the active cell, unless there is one.
    pub(super) fn begin_selection(self) {
        let rows = self.state.rows;
        let (position, _) = rows.active.get_untracked();
        if let (None, Some(row)) = (rows.anchor.get_untracked(), rows.at_untracked(position)) {
            rows.anchor.set(Some((position, row.row)));
        }
    }

    /// Writes the lines of the clipboard over the selected rows, or from the active cell down.
    pub(super) fn paste(self, event: &ev::ClipboardEvent) {
        let rows = self.state.rows;
        if rows.editing.get_untracked().is_some() || browser::is_in_heading(event) {
            return;
        }

        let field = self.field_at(rows.active.get_untracked().1);
        if let (Some(field), Some(text)) = (field, browser::clipboard(event)) {
            event.prevent_default();
            // Of a copied range, the column that belongs here.
            let cells = text.lines().map(|line| line.split('\t').next().unwrap_or_default().to_owned());
            self.state.write_column(field, cells.collect());
        }
    }

    pub(super) fn click(self, event: &ev::MouseEvent) {
        let Some(hit) = browser::hit(event) else { return };
        match (self.field_at(hit.column), hit.fix.as_deref()) {
            (Some(field), Some("")) => self.state.take_suggestion(hit.position, field),
            (Some(field), Some(value)) => self.state.take(hit.position, field, value),
            _ => {}
        }

        if hit.on_leave_out {
            self.state.leave_out(hit.position);
        }

        let is_edited =
            self.state.rows.edited_untracked().is_some_and(|(position, _)| position == hit.position)
                && self.state.rows.active.get_untracked() == (hit.position, hit.column);

        if event.shift_key() {
            self.begin_selection();
        } else {
            self.state.rows.anchor.set(None);
        }

        if hit.fix.is_some() || !is_edited {
            self.move_to(hit.position, hit.column);
        }

        if hit.column == 0 {
            self.begin_selection();
        }
    }

    pub(super) fn double_click(self, event: &ev::MouseEvent) {
        if browser::hit(event).is_some_and(|hit| hit.fix.is_none())
            && self.state.rows.editing.get_untracked().is_none()
        {
            self.edit();
        }
    }

    /// The focus leaves a cell that is being written: what was written stays.
    pub(super) fn leave(self, event: &ev::FocusEvent) {
        if let Some(value) = browser::edited_value(event) {
            self.end_edit(Some(value));
        }
    }
}

impl ImportState {
    /// Nothing is being written any more.
    fn end_editing(self) {
        self.rows.end_editing();
        self.request_rows();
    }

    /// Leaves a row out, or takes it back in when it is left out.
    fn leave_out(self, position: u32) {
        let Some(row) = self.rows.at_untracked(position) else { return };
        self.discard_row(row.row, row.verdict != Some(Verdict::Blank));
    }

    /// Writes what a cell can have been meant to be.
    fn take(self, position: u32, field: Field, value: &str) {
        if let Some(row) = self.rows.at_untracked(position) {
            self.end_editing();
            self.edit(row.row, field, value.to_owned());
        }
    }

    /// Writes what a cell was probably meant to be, or makes a row of each value that it holds.
    fn take_suggestion(self, position: u32, field: Field) {
        let Some(row) = self.rows.at_untracked(position) else { return };
        let Some(issue) = row.issues.iter().find(|issue| issue.field == field).cloned() else { return };
        match (issue.code, issue.suggestion) {
            (IssueCode::SeveralValues { values }, _) => {
                self.end_editing();
                self.split(row.row, field, values);
            }
            (_, Some(value)) => {
                self.end_editing();
                self.edit(row.row, field, value);
            }
            (_, None) => {}
        }
    }

    /// Corrects all rows with the mistake of this cell.
    pub(super) fn correct_family(self, position: u32, field: Field) {
        let Some(row) = self.rows.at_untracked(position) else { return };
        // Clusters are named by what stands in the cell, and those of addresses by their domain.
        let cell = row.cells.get(field).trim();
        let domain = cell.rsplit_once('@').map(|(_, domain)| domain.to_lowercase());
        let is_mistake = |key: &ClusterKey| {
            key.field == field
                && !key.is_open()
                && (key.from == cell || domain.as_ref() == Some(&key.from))
                && row.issues.iter().any(|issue| issue.field == field && issue.code.kind() == key.kind)
        };
        let key = self.summary.with_untracked(|summary| {
            summary.clusters.iter().map(|cluster| &cluster.key).find(|key| is_mistake(key)).cloned()
        });

        match key {
            Some(key) => {
                self.end_editing();
                self.correct(key);
            }
            None => self.take_suggestion(position, field),
        }
    }
}

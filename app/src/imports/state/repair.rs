//! What is done to many rows at once.

use super::ImportState;
use domain::imports::{Field, IssueKind};
use leptos::prelude::*;
use protocol::{BulkAction, Command, IssueCount, Replacement, Request, RowFilter};

/// How a change is worded once it is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RepairMessage {
    Changed,
    /// Rows were left out.
    Discarded,
    /// Rows were taken back in.
    Kept,
    /// Rows were made of others.
    Split,
}

impl ImportState {
    /// How many rows are in error because a field holds nothing.
    pub fn rows_without(self, field: Field) -> u32 {
        self.summary.with(|summary| {
            let of = |issue: &&IssueCount| (issue.field, issue.kind) == (field, IssueKind::Missing);
            summary.issues.iter().find(of).map_or(0, |issue| issue.rows)
        })
    }

    /// Shows only rows in which a text stands.
    pub fn search(self, text: String) {
        if self.rows.sought.with_untracked(|sought| *sought != text) {
            self.rows.is_found.set(false);
            self.rows.sought.set(text.clone());
            self.send(Request::Search { text });
        }
    }

    /// Drops the rows that a filter no longer lets through, when it is chosen once more.
    pub fn look_again(self, filter: RowFilter) {
        if self.rows.filter.get_untracked() == filter {
            self.send(Request::Search { text: self.rows.sought.get_untracked() });
        }
    }

    /// Leaves out the selected rows or, without a selection, all that are shown; or takes them back in.
    pub fn discard(self, discard: bool) {
        let (first, last) = untrack(|| self.rows.selected())
            .map_or((0, u32::MAX), |selected| (selected.first, selected.last));
        self.repair_message.set_value(if discard { RepairMessage::Discarded } else { RepairMessage::Kept });
        self.on_shown(first, last, if discard { BulkAction::Discard } else { BulkAction::Keep });
    }

    /// Makes a row of each of the values that a cell holds.
    pub fn split(self, row: u32, field: Field, values: Vec<String>) {
        self.repair_message.set_value(RepairMessage::Split);
        self.command(Command::Split { field, rows: vec![(row, values)] });
    }

    /// Leaves one row out, or takes it back in.
    pub fn discard_row(self, row: u32, discard: bool) {
        let (message, action) = if discard {
            (RepairMessage::Discarded, BulkAction::Discard)
        } else {
            (RepairMessage::Kept, BulkAction::Keep)
        };
        self.repair_message.set_value(message);
        self.command(Command::OnRows { spans: vec![(row, row)], action });
    }

    /// Writes what the first selected row holds into the others.
    pub fn fill_down(self, field: Field) {
        if let Some(selected) = untrack(|| self.rows.selected()) {
            self.on_shown(selected.first, selected.last, BulkAction::FillDown { field });
        }
    }

    /// Writes a column of values from the first selected row on, or from the active one; a single
    /// value into each selected row.
    pub fn write_column(self, field: Field, values: Vec<String>) {
        let selected = untrack(|| self.rows.selected());
        let (position, _) = self.rows.active.get_untracked();
        let active = self.rows.at_untracked(position).map(|row| (row.row, row.row));
        let Some((first, last)) = selected.map(|selected| (selected.first, selected.last)).or(active) else {
            return;
        };

        let last = if values.len() > 1 { u32::MAX } else { last };
        self.on_shown(first, last, BulkAction::Write { field, values });
    }

    fn on_shown(self, first: u32, last: u32, action: BulkAction) {
        let filter = self.rows.filter.get_untracked();
        self.send(Request::OnShown { filter, first, last, action });
    }

    /// Asks in how many rows a text would be replaced.
    pub fn count_replaced(self, replacement: Replacement) {
        self.send(Request::CountReplaced { replacement });
    }

    pub fn replace(self, replacement: Replacement) {
        self.command(Command::Replace { replacement });
    }

    /// How the change that was just made is worded.
    pub(super) fn take_repair_message(self) -> RepairMessage {
        let repair_message = self.repair_message.get_value();
        self.repair_message.set_value(RepairMessage::Changed);
        repair_message
    }
}

//! Reading the file otherwise: what was corrected goes along where its rows stay what they are, and is otherwise
//! given up only when somebody says so.

use super::ImportState;
use crate::imports::browser;
use domain::imports::{Overrides, ReadError};
use leptos::prelude::*;
use protocol::Request;

/// Another reading that waits for an answer, since corrections would be lost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PendingReread {
    overrides: Overrides,
    /// How many they are.
    pub corrections: u32,
}

/// Whether a file has the same rows both ways. What columns hold and how letters are written changes none.
fn has_same_rows(one: &Overrides, other: &Overrides) -> bool {
    (one.delimiter, one.header, one.sheet) == (other.delimiter, other.header, other.sheet)
}

impl ImportState {
    /// Reads the file differently, or asks first when corrections would be lost.
    pub fn reread(self, change: impl FnOnce(&mut Overrides)) {
        let now = self.overrides.get_value();
        let mut overrides = now.clone();
        change(&mut overrides);
        let corrections = self.summary.with_untracked(|summary| summary.undo);
        let carry = has_same_rows(&now, &overrides);

        if carry || corrections == 0 {
            self.read_so(overrides, carry);
        } else {
            self.pending_reread.set(Some(PendingReread { overrides, corrections }));
        }
    }

    /// Reads the file as was asked for, without the corrections.
    pub fn reread_anyway(self) {
        if let Some(asked) = self.pending_reread.get_untracked() {
            self.read_so(asked.overrides, false);
        }
    }

    /// Leaves the file as it is read, with the corrections.
    pub fn keep_reading(self) {
        self.pending_reread.set(None);
        // The choices are drawn again, as they were.
        self.opened.update(|_| ());
        browser::focus_heading();
    }

    fn read_so(self, overrides: Overrides, carry: bool) {
        self.start_over();
        self.refusal.set(None);
        if self.overrides_before.with_value(Option::is_none) {
            self.overrides_before.set_value(Some(self.overrides.get_value()));
        }
        self.overrides.set_value(overrides.clone());
        self.send(Request::Reread { overrides, carry });
    }

    /// The file can be read as it was told to be.
    pub(super) fn on_readable(self) {
        self.overrides_before.set_value(None);
    }

    /// The file cannot be read so, and comes in again as it was read before.
    pub(super) fn on_reopen_rejected(self, error: ReadError) {
        self.start_over();
        if let Some(before) = self.overrides_before.get_value() {
            self.overrides.set_value(before);
        }
        self.overrides_before.set_value(None);
        self.reread_error.set(Some(error));
    }
}

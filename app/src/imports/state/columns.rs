//! The columns of a file as they were the last time: what was said by hand and imported is remembered for the
//! customer, by the headings.

use super::ImportState;
use crate::imports::api::{recall_columns, remember_columns};
use domain::imports::{Field, Opened};
use leptos::prelude::*;
use leptos::task::spawn_local;

impl ImportState {
    /// Reads the file with its columns as they were the last time: once for the same headings, and unless
    /// somebody said what they hold or has begun to correct cells, whose columns would change under the hand.
    pub(super) fn recall_columns(self) {
        let headings = self.headings();
        let said = self.overrides.with_value(|overrides| overrides.mapping.is_some());
        let is_new =
            self.columns_of.with_value(|known| known.as_ref().is_some_and(|known| *known != headings));

        if headings.is_empty() || said || !is_new {
            return;
        }

        self.columns_of.set_value(Some(headings.clone()));
        let reading = self.reading.get_value();
        let as_read = self.fields();
        spawn_local(async move {
            // When it cannot be told, the columns are read by their headings, as for a new file.
            let Ok(Some(fields)) = recall_columns(headings, as_read.clone()).await else { return };
            if self.reading.try_get_value() != Some(reading) {
                return;
            }
            let is_begun = self.summary.with_untracked(|summary| summary.undo > 0);
            if fields != as_read && !is_begun {
                self.reread(|overrides| overrides.mapping = Some(fields));
                self.reuse_previous_mapping.set(true);
            }
        });
    }

    /// Reads the columns by their headings, and not as they were the last time.
    pub fn forget_last_time(self) {
        self.forgot_previous_mapping.set_value(true);
        self.reread(|overrides| overrides.mapping = None);
    }

    /// Remembers what the columns hold, when somebody said it, or took back what was remembered, and the file was
    /// imported so. Its page may be gone by now.
    pub(super) fn remember_columns(self) {
        let forgot = self.forgot_previous_mapping.try_get_value();
        let said = self.overrides.try_with_value(|overrides| overrides.mapping.is_some());
        let headings = self.headings();

        if headings.is_empty() || (said != Some(true) && forgot != Some(true)) {
            return;
        }

        let fields = self.fields();
        spawn_local(async move {
            // The import is done; that its columns must be told again is no reason to trouble anybody.
            let _ = remember_columns(headings, fields, self.customer).await;
        });
    }

    /// What the columns of the file hold.
    fn fields(self) -> Vec<Option<Field>> {
        let fields = self.opened.try_with_untracked(|opened| {
            opened.iter().flat_map(|opened| &opened.columns).map(|column| column.field).collect()
        });
        fields.unwrap_or_default()
    }

    /// The headings of the file; none when it has no row of them.
    fn headings(self) -> Vec<String> {
        let named = |opened: &Opened| opened.columns.iter().map(|column| column.header.clone()).collect();
        let headings = self.opened.try_with_untracked(|opened| {
            opened.as_ref().filter(|opened| opened.dialect.header).map(named).unwrap_or_default()
        });
        headings.unwrap_or_default()
    }
}

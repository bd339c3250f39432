//! The comparison with what exists, which the worker makes by itself: what the page says to it, and shows of it.

use super::ImportState;
use leptos::prelude::*;
use protocol::{SendingReport, SendingRequest, ToWorker};

impl ImportState {
    /// Goes on with the comparison.
    pub fn resume(self) {
        self.post(&ToWorker::Sending(SendingRequest::Resume));
    }

    /// Suspends the comparison after the batch that is on its way.
    pub fn pause(self) {
        self.post(&ToWorker::Sending(SendingRequest::Pause));
    }

    /// Has all rows sent to another draft: the one that they were sent to has run out, or was imported from another
    /// window.
    pub(super) fn replace_draft(self) {
        self.post(&ToWorker::Sending(SendingRequest::ReplaceDraft));
    }

    /// Shows how far it is.
    pub(super) fn on_sending(self, report: SendingReport) {
        self.sending.set(report.state);
        if self.draft.get_untracked() != report.draft {
            self.draft.set(report.draft);
        }
    }
}

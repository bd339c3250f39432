//! What survives a reload, a crash or a detour: the browser keeps the file and what was changed in it.

use super::{Commit, ImportState};
use crate::session::Session;
use domain::ids::{CustomerId, ImportId};
use leptos::prelude::*;
use protocol::{AutosaveRequest, AutosavedFile, ToWorker};

/// The customer that the page is about, for which everything is prepared.
pub(super) fn customer() -> Option<CustomerId> {
    Some(use_context::<Session>()?.customer?.id)
}

/// Under whose name things are kept: this person, for this customer. Another's are never offered.
pub(super) fn owner() -> String {
    let session = use_context::<Session>();
    let owner = session.and_then(|session| Some((session.user, session.customer?.id)));
    owner.map(|(user, customer)| format!("{user}.{customer}")).unwrap_or_default()
}

impl ImportState {
    /// Asks whether there is something to resume.
    pub(super) fn recall(self) {
        let owner = self.owner.get_value();
        if !owner.is_empty() {
            self.autosave(AutosaveRequest::Recall { owner });
        }
    }

    /// Goes on with the file that was kept, and with its draft.
    pub fn resume_autosaved(self) {
        if let Some(kept) = self.autosaved.get_untracked() {
            self.start_over();
            self.columns_of.set_value(None);
            self.overrides.set_value(kept.overrides);
            self.draft.set(kept.draft);
            self.check_file(kept.name, kept.size, true);
        }
    }

    /// Drops what is kept.
    pub fn forget_autosaved(self) {
        self.autosaved.set(None);
        self.autosave(AutosaveRequest::Forget { owner: self.owner.get_value() });
    }

    /// Drops what is kept, since it has been imported, and leads to the report once that is done, with the rows
    /// in error: with the page, the worker ends.
    pub(super) fn finish(self, import: ImportId) {
        if self.link.try_with_value(Option::is_some) == Some(true) {
            self.imported.set_value(Some(import));
            if self.summary.with_untracked(|summary| summary.counts.error > 0) {
                self.write_errors();
            }
            self.forget_autosaved();
        } else {
            drop(self.commit.try_set(Commit::Done(import)));
        }
    }

    /// Takes in what is kept.
    pub(super) fn on_autosaved(self, file: Option<AutosavedFile>) {
        match self.imported.get_value() {
            Some(import) => self.commit.set(Commit::Done(import)),
            None => self.autosaved.set(file),
        }
    }

    fn autosave(self, request: AutosaveRequest) {
        self.post(&ToWorker::Autosave(request));
    }
}

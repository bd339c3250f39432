//! The import itself. The draft's id makes it safe to ask again: a draft is imported once.

use super::{ImportState, Stage};
use crate::api::ApiError;
use crate::imports::api::commit_draft;
use domain::ids::{DraftId, ImportId};
use domain::imports::{CommitOptions, CommitOutcome, Difference, VerdictCounts};
use leptos::prelude::*;
use leptos::task::spawn_local;
use protocol::Sending;
use std::time::Duration;

/// How often an answer that was lost is asked for again.
const TRIES: u32 = 6;

const BETWEEN: Duration = Duration::from_secs(3);

/// How far the import is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Commit {
    Idle,
    Running,
    /// Nothing was imported: this is what would be done now.
    Changed(Difference),
    /// The draft had run out: its rows are compared once more, with another.
    Expired,
    /// Refused; nothing was imported.
    Failed(ApiError),
    /// Done: its report is there.
    Done(ImportId),
}

/// What is asked of the server, the same however often it has to be asked.
#[derive(Clone, Copy, Debug)]
struct CommitRequest {
    draft: DraftId,
    options: CommitOptions,
    expected: VerdictCounts,
    accepted: Option<u64>,
}

impl ImportState {
    /// How many rows would be imported.
    pub fn importable(self) -> u32 {
        self.summary.with(|summary| {
            let counts = summary.counts;
            summary.good + counts.rows() - counts.error
        })
    }

    /// Whether all is known that must be known before importing.
    pub fn is_compared(self) -> bool {
        self.checked.get()
            && self.sending.get() == Sending::Done
            && self.summary.with(|summary| summary.unsent == 0)
    }

    /// Imports the rows, given that the server would do with them what the preview says.
    pub fn import(self, options: CommitOptions) {
        let (expected, accepted) = match self.commit.get_untracked() {
            Commit::Running => return,
            Commit::Changed(difference) => (difference.now, Some(difference.mark)),
            _ => (self.summary.with_untracked(|summary| summary.counts), None),
        };
        if let Some(draft) = self.draft.get_untracked() {
            self.commit.set(Commit::Running);
            let asked = CommitRequest { draft, options, expected, accepted };
            self.try_import(asked, self.reading.get_value(), TRIES);
        }
    }

    /// Asks what would be done with a draft that an earlier page sent.
    pub fn resume_draft(self, draft: DraftId, expected: VerdictCounts) {
        self.draft.set(Some(draft));
        self.commit.set(Commit::Running);
        let options = CommitOptions::ONLY_VALID;
        let asked = CommitRequest { draft, options, expected, accepted: None };
        self.try_import(asked, self.reading.get_value(), TRIES);
    }

    /// Whether the page is there, with the rows that a draft is filled with.
    fn has_rows(self) -> bool {
        self.stage.try_get_untracked() == Some(Stage::Check)
    }

    fn try_import(self, asked: CommitRequest, reading: u32, tries: u32) {
        spawn_local(async move {
            let CommitRequest { draft, options, expected, accepted } = asked;
            let CommitOptions { only_valid, keep_names, reactivate } = options;
            let outcome =
                commit_draft(draft, only_valid, keep_names, reactivate, expected, accepted, self.customer)
                    .await;
            // Another file is open by now: this answer is not about it. The import stands among the imports.
            if self.reading.try_get_value().is_some_and(|now| now != reading) {
                return;
            }
            match outcome {
                Ok(CommitOutcome::Done(report)) => {
                    self.remember_columns();
                    self.finish(report.id);
                }
                Ok(CommitOutcome::Changed(difference)) => {
                    drop(self.commit.try_set(Commit::Changed(difference)));
                }
                Err(ApiError::Unreachable | ApiError::Busy) if tries > 1 => {
                    set_timeout(move || self.try_import(asked, reading, tries - 1), BETWEEN);
                }
                Err(ApiError::NotFound) if self.has_rows() => {
                    self.commit.set(Commit::Expired);
                    self.replace_draft();
                }
                Err(error) => drop(self.commit.try_set(Commit::Failed(error))),
            }
        });
    }
}

//! The comparison with what exists: rows go to the server's draft in batches, verdicts come back.
//!
//! The worker remembers which rows the server has not been sent as they now are, so an edited row goes
//! again by itself. A batch that is lost is kept here and sent again; the draft takes it once.

use super::Desk;
use crate::api::ApiError;
use crate::imports::api::{fill_draft, open_draft};
use domain::ids::DraftId;
use domain::imports::DraftRow;
use leptos::prelude::*;
use leptos::task::spawn_local;
use protocol::Request;
use std::time::Duration;

/// Rows of a batch: small enough that making it a request never holds the page up.
const BATCH: u32 = 2_000;

/// The longest wait between two tries, in seconds.
const LONGEST_WAIT: u32 = 32;

/// How far the comparison is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sending {
    /// Nothing to compare yet.
    Idle,
    /// So many rows are left.
    Running {
        /// After those on their way.
        left: u32,
    },
    /// The person suspended it.
    Paused,
    /// The connection is lost.
    Lost {
        /// Seconds until the next try.
        seconds: u32,
    },
    /// Every row has been compared.
    Done,
    /// The server refused; trying again by itself would not help.
    Failed(ApiError),
}

impl Desk {
    /// Begins the comparison, or resumes it after a change.
    pub(super) fn send(self) {
        let ready = self.checked.get_untracked()
            && self
                .opened
                .with_untracked(|opened| opened.as_ref().is_some_and(|opened| opened.missing.is_empty()));
        let can_begin = matches!(self.sending.get_untracked(), Sending::Idle | Sending::Done);
        if ready && can_begin && self.summary.with_untracked(|summary| summary.unsent) > 0 {
            self.resume();
        }
    }

    /// Goes on with the comparison.
    pub fn resume(self) {
        let left = self.summary.with_untracked(|summary| summary.unsent);
        self.sending.set(Sending::Running { left });
        if self.under_way.get_value() {
            // What is under way goes on by itself once it is answered.
        } else if self.on_their_way.with_value(Vec::is_empty) {
            self.under_way.set_value(true);
            self.ask(Request::Batch { max: BATCH });
        } else {
            self.deliver();
        }
    }

    /// Suspends the comparison after the batch that is on its way.
    pub fn pause(self) {
        self.sending.set(Sending::Paused);
    }

    /// What the worker had to send has been judged, or all of it is to be sent anew: the next rows.
    pub(super) fn send_more(self) {
        self.under_way.set_value(false);
        if matches!(self.sending.get_untracked(), Sending::Running { .. }) {
            self.resume();
        } else {
            self.send();
        }
    }

    /// Takes a batch from the worker, and sends it.
    pub(super) fn send_batch(self, rows: Vec<DraftRow>, left: u32) {
        self.under_way.set_value(false);
        if rows.is_empty() {
            self.sending.set(Sending::Done);
            return;
        }
        let of_batch = u32::try_from(rows.len()).unwrap_or(u32::MAX);
        self.on_their_way.set_value(rows);
        if matches!(self.sending.get_untracked(), Sending::Running { .. }) {
            self.sending.set(Sending::Running { left: left.saturating_add(of_batch) });
            self.deliver();
        }
    }

    fn deliver(self) {
        self.under_way.set_value(true);
        let reading = self.reading.get_value();
        let rows = self.on_their_way.get_value();
        let has_draft = self.draft.with_untracked(Option::is_some);
        spawn_local(async move {
            let told = match self.draft_for_rows().await {
                Ok(draft) => fill_draft(draft, rows).await,
                Err(error) => Err(error),
            };
            if self.reading.try_get_value() != Some(reading) {
                return;
            }
            self.under_way.set_value(told.is_ok());
            match told {
                Ok(verdicts) => {
                    self.waits.set_value(0);
                    self.on_their_way.set_value(Vec::new());
                    self.ask(Request::Verdicts { verdicts });
                }
                Err(ApiError::Unreachable | ApiError::Unavailable | ApiError::Busy) => self.wait_and_retry(),
                // One that was opened for these very rows is not gone: another would be refused as well.
                Err(ApiError::NotFound) if has_draft => self.replace_draft(),
                Err(error) => self.sending.set(Sending::Failed(error)),
            }
        });
    }

    /// Has all rows sent to another draft: the one that they were sent to has run out, or was imported from another
    /// window.
    pub(super) fn replace_draft(self) {
        self.draft.set(None);
        self.on_their_way.set_value(Vec::new());
        self.ask(Request::Resend);
    }

    async fn draft_for_rows(self) -> Result<DraftId, ApiError> {
        if let Some(draft) = self.draft.get_untracked() {
            return Ok(draft);
        }
        let reading = self.reading.get_value();
        let name = self.file.with_untracked(|(name, _)| name.clone());
        let rows = self.summary.with_untracked(|summary| summary.rows);
        let draft = open_draft(name, rows).await?;
        if self.reading.try_get_value() == Some(reading) {
            self.draft.set(Some(draft));
            self.keep_draft(draft);
        }
        Ok(draft)
    }

    /// Waits twice as long as the last time, then tries again.
    fn wait_and_retry(self) {
        let waited = self.waits.get_value();
        let seconds = (waited * 2).clamp(2, LONGEST_WAIT);
        self.waits.set_value(seconds);
        self.sending.set(Sending::Lost { seconds });
        self.count_down();
    }

    fn count_down(self) {
        let reading = self.reading.get_value();
        set_timeout(
            move || {
                if self.reading.try_get_value() != Some(reading) {
                    return;
                }
                match self.sending.get_untracked() {
                    Sending::Lost { seconds: 0 | 1 } => self.resume(),
                    Sending::Lost { seconds } => {
                        self.sending.set(Sending::Lost { seconds: seconds - 1 });
                        self.count_down();
                    }
                    _ => {}
                }
            },
            Duration::from_secs(1),
        );
    }
}

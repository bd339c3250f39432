use super::api::{ResendFailedMails, ResendOneMail};
use crate::api::ApiError;
use leptos::prelude::*;

/// The changes that the page offers. What was done is told by the flash message that the server keeps for the page.
#[derive(Clone, Copy)]
pub struct Changes {
    pub one: ServerAction<ResendOneMail>,
    pub failed: ServerAction<ResendFailedMails>,
}

impl Changes {
    pub fn new() -> Self {
        Self { one: ServerAction::new(), failed: ServerAction::new() }
    }

    /// How many were tried: what shows the mails reads it, and so follows them.
    pub fn tried(self) -> usize {
        self.one.version().get() + self.failed.version().get()
    }

    /// Why the last try of a change did not succeed.
    pub fn refusal(self) -> Option<ApiError> {
        [self.one.value().get(), self.failed.value().get()].into_iter().flatten().find_map(Result::err)
    }
}

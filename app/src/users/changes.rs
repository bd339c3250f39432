//! What can be changed from several of the users' pages.

use super::api::{
    EndUserSession, RemoveAssignment, ResendMail, ResetUserPassword, RestoreAssignments, SetUserStatus,
};
use crate::api::ApiError;
use leptos::prelude::*;

/// The changes that a page offers. What has been done is told by the flash message that the server keeps
/// for the page; here is how often something was done, and what could not be.
#[derive(Clone, Copy)]
pub struct Changes {
    pub remove: ServerAction<RemoveAssignment>,
    /// Puts removed assignments back.
    pub restore: ServerAction<RestoreAssignments>,
    /// Sends a mail once more.
    pub resend: ServerAction<ResendMail>,
    pub status: ServerAction<SetUserStatus>,
    /// Mails a link to choose another password.
    pub reset: ServerAction<ResetUserPassword>,
    pub end_session: ServerAction<EndUserSession>,
}

impl Changes {
    pub fn new() -> Self {
        Self {
            remove: ServerAction::new(),
            restore: ServerAction::new(),
            resend: ServerAction::new(),
            status: ServerAction::new(),
            reset: ServerAction::new(),
            end_session: ServerAction::new(),
        }
    }

    /// How many changes were tried: what shows their outcome reads it, and so follows them.
    pub fn tried(self) -> usize {
        self.remove.version().get() + self.tried_but_removal()
    }

    /// The same for a page of the assignment itself, which a removal leaves behind.
    pub fn tried_but_removal(self) -> usize {
        let Self { remove: _, restore, resend, status, reset, end_session } = self;
        let versions = [restore.version(), resend.version(), status.version(), reset.version()];
        versions.into_iter().map(|version| version.get()).sum::<usize>() + end_session.version().get()
    }

    /// Why the last try of a change did not succeed.
    pub fn refusal(self) -> Option<ApiError> {
        let Self { remove, restore, resend, status, reset, end_session } = self;
        let values = [
            remove.value().get(),
            restore.value().get(),
            resend.value().get(),
            status.value().get(),
            reset.value().get(),
            end_session.value().get(),
        ];
        values.into_iter().flatten().find_map(Result::err)
    }
}

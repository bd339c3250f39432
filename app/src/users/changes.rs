//! What can be changed from several of the users' pages.

use super::api::{
    EndUserSession, RemoveAssignment, RemovePerson, RemoveView, ResendMail, ResetUserPassword,
    RestoreAssignments, SaveView, SetUserStatus,
};
use crate::api::ApiError;
use leptos::prelude::*;

/// The changes that a page offers. What has been done is told by the flash message that the server keeps
/// for the page; here is how often something was done, and what could not be.
#[derive(Clone, Copy)]
pub struct Changes {
    pub remove: ServerAction<RemoveAssignment>,
    /// Removes a person with all their assignments.
    pub remove_person: ServerAction<RemovePerson>,
    /// Puts removed assignments back.
    pub restore: ServerAction<RestoreAssignments>,
    /// Sends a mail once more.
    pub resend: ServerAction<ResendMail>,
    pub status: ServerAction<SetUserStatus>,
    /// Mails a link to choose another password.
    pub reset: ServerAction<ResetUserPassword>,
    pub end_session: ServerAction<EndUserSession>,
    /// Gives a name to the list as it is, or back to one that was taken away.
    pub save_view: ServerAction<SaveView>,
    pub remove_view: ServerAction<RemoveView>,
}

impl Changes {
    pub fn new() -> Self {
        Self {
            remove: ServerAction::new(),
            remove_person: ServerAction::new(),
            restore: ServerAction::new(),
            resend: ServerAction::new(),
            status: ServerAction::new(),
            reset: ServerAction::new(),
            end_session: ServerAction::new(),
            save_view: ServerAction::new(),
            remove_view: ServerAction::new(),
        }
    }

    /// How many changes were tried: what shows their outcome reads it, and so follows them.
    pub fn tried(self) -> usize {
        self.remove.version().get() + self.remove_person.version().get() + self.tried_but_removal()
    }

    /// The same for a page of the assignment itself, which a removal leaves behind.
    pub fn tried_but_removal(self) -> usize {
        let Self {
            remove: _,
            remove_person: _,
            restore,
            resend,
            status,
            reset,
            end_session,
            save_view: _,
            remove_view: _,
        } = self;
        let versions = [restore.version(), resend.version(), status.version(), reset.version()];
        versions.into_iter().map(|version| version.get()).sum::<usize>() + end_session.version().get()
    }

    /// How often views of the list were changed, which changes nobody.
    pub fn views_changed(self) -> RwSignal<usize> {
        let changed = RwSignal::new(0);
        let count = move |answer: Option<Result<(), ApiError>>| {
            if let Some(Ok(())) = answer {
                changed.update(|times| *times += 1);
            }
        };
        Effect::new(move |_| count(self.save_view.value().get()));
        Effect::new(move |_| count(self.remove_view.value().get()));
        changed
    }

    /// Why the last try of a change did not succeed.
    pub fn refusal(self) -> Option<ApiError> {
        let Self {
            remove,
            remove_person,
            restore,
            resend,
            status,
            reset,
            end_session,
            save_view,
            remove_view,
        } = self;
        let values = [
            remove.value().get(),
            remove_person.value().get(),
            restore.value().get(),
            resend.value().get(),
            status.value().get(),
            reset.value().get(),
            end_session.value().get(),
            // What is wrong with the name of a view is said beside it.
            save_view.value().get().filter(|answer| !matches!(answer, Err(ApiError::Invalid(_)))),
            remove_view.value().get(),
        ];
        values.into_iter().flatten().find_map(Result::err)
    }
}

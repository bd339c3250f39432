use super::api::{ArchiveSite, CreateSite, MergeSites, RemoveSite, RenameSite};
use crate::api::ApiError;
use leptos::prelude::*;

/// The changes that a page offers. What was done is told by the flash message that the server keeps for the page.
#[derive(Clone, Copy)]
pub struct Changes {
    pub create: ServerAction<CreateSite>,
    pub rename: ServerAction<RenameSite>,
    pub merge: ServerAction<MergeSites>,
    pub archive: ServerAction<ArchiveSite>,
    pub remove: ServerAction<RemoveSite>,
    /// How many were done that leave the page where it is: what shows the sites reads it, and so follows them. What was
    /// refused changes nothing, and what was typed stays.
    pub done: RwSignal<usize>,
}

impl Changes {
    pub fn new() -> Self {
        let changes = Self {
            create: ServerAction::new(),
            rename: ServerAction::new(),
            merge: ServerAction::new(),
            archive: ServerAction::new(),
            remove: ServerAction::new(),
            done: RwSignal::new(0),
        };
        let [create, rename, archive, ..] = changes.values();
        for value in [create, rename, archive] {
            Effect::new(move |_| {
                if let Some(Ok(())) = value.get() {
                    changes.done.update(|done| *done += 1);
                }
            });
        }

        changes
    }

    /// Why the last try of a change did not succeed; of a new site, its form says it.
    pub fn refusal(self) -> Option<ApiError> {
        let values = self.values().into_iter().skip(1);
        values.filter_map(|value| value.get()).find_map(Result::err)
    }

    /// How each ended the last time, that of a new site first.
    fn values(self) -> [Signal<Option<Result<(), ApiError>>>; 5] {
        [
            self.create.value().into(),
            self.rename.value().into(),
            self.archive.value().into(),
            self.merge.value().into(),
            self.remove.value().into(),
        ]
    }
}

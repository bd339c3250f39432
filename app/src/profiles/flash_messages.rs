use super::api::{UndoProfileChange, take_profiles_flash};
use super::flash::Flash;
use crate::components::{Callout, ErrorCallout, Tone, after_load};
use crate::i18n::use_texts;
use domain::ids::ProfileChangeId;
use leptos::form::ActionForm;
use leptos::prelude::*;

/// What was just done, taken anew as often as `tried` changes. A flash message can be taken once.
pub fn latest_flash(tried: impl Fn() -> usize + Send + Sync + 'static) -> Resource<Option<Flash>> {
    Resource::new(tried, |_| async { take_profiles_flash().await.ok().flatten() })
}

/// What was just done, and how to undo it.
#[component]
pub fn FlashMessages(flash: Resource<Option<Flash>>, undo: ServerAction<UndoProfileChange>) -> impl IntoView {
    view! {
        <Transition>
            {after_load(move || async move {
                let flash = flash.await;
                flash.map(|flash| view! { <FlashView flash undo/> }).into_any()
            })}
        </Transition>
        {move || undo.value().get().and_then(Result::err).map(|error| view! { <ErrorCallout error/> })}
    }
}

#[component]
fn FlashView(flash: Flash, undo: ServerAction<UndoProfileChange>) -> impl IntoView {
    let t = use_texts().profiles();
    let (tone, message, change) = match flash {
        Flash::Created { name } => (Tone::Good, (t.created)(&name), None),
        Flash::Changed { change, name } => (Tone::Good, (t.changed)(&name), Some(change)),
        Flash::Deleted { change, name } => (Tone::Good, (t.deleted)(&name), Some(change)),
        Flash::Undone { name } => (Tone::Good, (t.undone)(&name), None),
        Flash::NotUndone { other } => (Tone::Warn, (t.not_undone)(&other), None),
        Flash::ChangedSince => (Tone::Warn, t.changed_since.to_owned(), None),
        Flash::DefaultChosen { name } => (Tone::Good, (t.default_chosen)(&name), None),
        Flash::Refused(error) => return view! { <ErrorCallout error/> }.into_any(),
    };

    view! {
        <Callout tone=tone role="status">
            <p>{message}</p>
            {change.map(|change| view! { <Undo change undo/> })}
        </Callout>
    }
    .into_any()
}

#[component]
fn Undo(change: ProfileChangeId, undo: ServerAction<UndoProfileChange>) -> impl IntoView {
    let t = use_texts().profiles();
    view! {
        <ActionForm action=undo>
            <input type="hidden" name="change" value=change.to_string()/>
            <div class="acts">
                <button class="button small" type="submit">
                    {t.undo}
                    <span class="vh">{t.undo_what}</span>
                </button>
            </div>
        </ActionForm>
    }
}

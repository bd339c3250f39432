use super::api::take_flash;
use super::changes::Changes;
use super::flash::SiteFlash;
use super::problem::SiteProblem;
use crate::api::ApiError;
use crate::components::{Callout, ErrorCallout, Tone, after_load};
use crate::i18n::use_texts;
use leptos::form::ActionForm;
use leptos::prelude::*;

/// What was just done, taken anew as often as something is done. A page holds it where it is not made again with its
/// content: a flash message can be taken once.
pub fn latest_flash(changes: Changes) -> Resource<Option<SiteFlash>> {
    Resource::new(move || changes.done.get(), |_| async { take_flash().await.ok().flatten() })
}

/// What was just done, above the content of the page, and how to take it back where that is simple.
#[component]
pub fn FlashMessages(flash: Resource<Option<SiteFlash>>, changes: Changes) -> impl IntoView {
    view! {
        <Transition>
            {after_load(move || async move {
                flash.await.map(|flash| view! { <FlashView flash changes/> }).into_any()
            })}
        </Transition>
        {move || changes.refusal().map(|error| view! { <Refusal error/> })}
    }
}

#[component]
fn FlashView(flash: SiteFlash, changes: Changes) -> impl IntoView {
    let t = use_texts().sites();
    let done = |message: String| {
        view! {
            <Callout tone=Tone::Good role="status">
                <p>{message}</p>
            </Callout>
        }
    };

    match flash {
        SiteFlash::Created { name } => done((t.created)(&name)).into_any(),
        SiteFlash::Renamed { id, before, after } => view! {
            <Callout tone=Tone::Good role="status">
                <p>{(t.renamed)(&before, &after)}</p>
                <ActionForm action=changes.rename>
                    <input type="hidden" name="site" value=id.to_string()/>
                    <input type="hidden" name="name" value=before.clone()/>
                    <div class="acts">
                        <button class="button small" type="submit">
                            {(t.rename_back)(&before)}
                        </button>
                    </div>
                </ActionForm>
            </Callout>
        }
        .into_any(),
        SiteFlash::Archived { id, name } => view! {
            <Callout tone=Tone::Good role="status">
                <p>{(t.archived)(&name)}</p>
                <RestoreForm id=id.to_string() name changes/>
            </Callout>
        }
        .into_any(),
        SiteFlash::Merged { from, into, moved, removed, ended } => {
            done((t.merged)(&from, &into, moved, removed, ended)).into_any()
        }
        SiteFlash::Restored { name } => done((t.restored)(&name)).into_any(),
        SiteFlash::Removed { name } => done((t.removed)(&name)).into_any(),
        SiteFlash::Refused(error) => view! { <Refusal error/> }.into_any(),
    }
}

/// Takes a site back that was put away.
#[component]
pub fn RestoreForm(id: String, name: String, changes: Changes) -> impl IntoView {
    let t = use_texts().sites();
    view! {
        <ActionForm action=changes.archive>
            <input type="hidden" name="site" value=id/>
            <input type="hidden" name="away" value="false"/>
            <div class="acts">
                <button class="button small" type="submit">
                    {(t.restore_named)(&name)}
                </button>
            </div>
        </ActionForm>
    }
}

/// Why something was not done, in the words of sites where there are any.
#[component]
fn Refusal(error: ApiError) -> impl IntoView {
    let t = use_texts().sites();
    match SiteProblem::of(&error) {
        Some(problem) => view! {
            <Callout tone=Tone::Bad role="alert">
                <p>{(t.problem)(&problem)}</p>
            </Callout>
        }
        .into_any(),
        None => view! { <ErrorCallout error/> }.into_any(),
    }
}

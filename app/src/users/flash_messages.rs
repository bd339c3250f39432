use super::api::take_flash;
use super::changes::Changes;
use super::flash::{Creation, Flash, Group};
use super::removal::focus;
use crate::components::{Callout, ErrorCallout, Tone, after_load};
use crate::i18n::use_texts;
use domain::paths;
use domain::users::Restoration;
use leptos::form::ActionForm;
use leptos::prelude::*;

/// The `id` of the button that undoes a removal.
const UNDO: &str = "undo";

/// What was just done, taken anew as often as `tried` changes. A page holds it where it is not made
/// again with its content: a flash message can be taken once.
pub fn latest_flash(tried: impl Fn() -> usize + Send + Sync + 'static) -> Resource<Option<Flash>> {
    Resource::new(tried, |_| async { take_flash().await.ok().flatten() })
}

/// What was just done, above the content of the page, and how to undo it.
#[component]
pub fn FlashMessages(
    /// What was just done.
    flash: Resource<Option<Flash>>,
    /// The changes that the page offers.
    changes: Changes,
    /// The address of this page, to come back to.
    #[prop(into)]
    here: Signal<String>,
) -> impl IntoView {
    view! {
        <Transition>
            {after_load(move || async move {
                let flash = flash.await;
                flash.map(|flash| view! { <FlashView flash changes here/> }).into_any()
            })}
        </Transition>
        {move || changes.refusal().map(|error| view! { <ErrorCallout error/> })}
    }
}

#[component]
fn FlashView(flash: Flash, changes: Changes, here: Signal<String>) -> impl IntoView {
    let t = &use_texts().users().flash;
    if matches!(flash, Flash::Removed { .. }) {
        // What had the focus is gone with its row.
        Effect::new(|_| request_animation_frame(|| focus(UNDO)));
    }

    let done = |message: String| {
        view! {
            <Callout tone=Tone::Good role="status">
                <p>{message}</p>
            </Callout>
        }
    };

    match flash {
        Flash::Removed { removal, people } => view! {
            <Callout tone=Tone::Good role="status">
                <p>{(t.removed)(&people)}</p>
                <ActionForm action=changes.restore>
                    <input type="hidden" name="removal" value=removal.to_string()/>
                    <input type="hidden" name="back" value=here/>
                    <div class="acts">
                        <button class="button small" type="submit" id=UNDO>
                            {t.undo}
                            <span class="vh">{t.undo_what}</span>
                        </button>
                        <a href=paths::REMOVED_USERS>{use_texts().removed_users().title}</a>
                    </div>
                </ActionForm>
            </Callout>
        }
        .into_any(),
        Flash::Created(creation) => view! { <CreationView creation/> }.into_any(),
        Flash::Restored(restoration) => view! { <RestorationView restoration/> }.into_any(),
        Flash::Saved => done(t.saved.to_owned()).into_any(),
        Flash::AddressChanged { email, mailed } => {
            let t = use_texts().address_change();
            done(if mailed { (t.done)(&email) } else { (t.done_unmailed)(&email) }).into_any()
        }
        Flash::Suspended => done(t.suspended.to_owned()).into_any(),
        Flash::Reactivated => done(t.reactivated.to_owned()).into_any(),
        Flash::ResetMailed => done(t.reset_mailed.to_owned()).into_any(),
        Flash::SessionEnded => done(t.session_ended.to_owned()).into_any(),
        Flash::MailedTooSoon => view! {
            <Callout tone=Tone::Warn role="status">
                <p>{t.mailed_too_soon}</p>
            </Callout>
        }
        .into_any(),
        Flash::MailQueued => done(t.mail_queued.to_owned()).into_any(),
        Flash::ViewSaved { name, before } => {
            let t = use_texts().views();
            match before {
                None => done((t.saved)(&name)).into_any(),
                Some(query) => {
                    view! { <ViewFlash message=(t.replaced)(&name) name query changes here/> }.into_any()
                }
            }
        }
        Flash::ViewRemoved { name, query } => {
            let message = (use_texts().views().removed)(&name);
            view! { <ViewFlash message name query changes here/> }.into_any()
        }
        Flash::NothingChosen => view! {
            <Callout tone=Tone::Warn role="alert">
                <p>{t.nothing_chosen}</p>
            </Callout>
        }
        .into_any(),
        Flash::Refused(error) => view! { <ErrorCallout error/> }.into_any(),
    }
}

/// A view was replaced or taken away, and can be saved again as it was.
#[component]
fn ViewFlash(
    message: String,
    name: String,
    query: String,
    changes: Changes,
    here: Signal<String>,
) -> impl IntoView {
    let t = use_texts();
    view! {
        <Callout tone=Tone::Good role="status">
            <p>{message}</p>
            <ActionForm action=changes.save_view>
                <input type="hidden" name="name" value=name/>
                <input type="hidden" name="view" value=query/>
                <input type="hidden" name="back" value=here/>
                <button class="button small" type="submit">
                    {t.users().flash.undo}
                    <span class="vh">{t.views().undo_what}</span>
                </button>
            </ActionForm>
        </Callout>
    }
}

/// What is back, what was there again already, and what cannot come back.
#[component]
fn RestorationView(restoration: Restoration) -> impl IntoView {
    let t = &use_texts().users().flash;
    let Restoration { restored, replaced, without_site } = restoration;
    let tone = if restored > 0 { Tone::Good } else { Tone::Warn };
    let said = [(restored, t.restored), (replaced, t.replaced), (without_site, t.without_site)];

    view! {
        <Callout tone=tone role="status">
            {said
                .into_iter()
                .filter(|(count, _)| *count > 0)
                .map(|(count, text)| view! { <p>{text(count)}</p> })
                .collect_view()}
        </Callout>
    }
}

/// Who was created, who was assigned, and for whom nothing changed.
#[component]
fn CreationView(creation: Creation) -> impl IntoView {
    let t = &use_texts().users().flash;
    let Creation { created, assigned, unchanged, other_profile } = creation;
    let tone = if created.total + assigned.total > 0 { Tone::Good } else { Tone::Warn };
    let groups = [
        (t.created, created),
        (t.assigned, assigned),
        (t.unchanged, unchanged),
        (t.other_profile, other_profile),
    ];

    view! {
        <Callout tone=tone role="status">
            <ul class="outcomes">
                {groups
                    .into_iter()
                    .filter(|(_, group)| group.total > 0)
                    .map(|(title, group)| view! { <GroupView title=title(group.total) group/> })
                    .collect_view()}
            </ul>
        </Callout>
    }
}

#[component]
fn GroupView(title: String, group: Group) -> impl IntoView {
    let t = &use_texts().users().flash;
    let unnamed = group.total - group.first.len() as u64;
    let mut names = group.first.join(", ");

    if unnamed > 0 {
        names = format!("{names} {}", (t.and_others)(unnamed));
    }

    view! {
        <li>
            <b>{title}</b>
            <span class="soft">{names}</span>
        </li>
    }
}

use super::api::take_notice;
use super::changes::Changes;
use super::notice::{Creation, Group, Notice};
use super::removal::focus;
use crate::components::{Callout, ErrorCallout, Tone, after_load};
use crate::i18n::use_texts;
use leptos::form::ActionForm;
use leptos::prelude::*;

/// The `id` of the button that undoes a removal.
const UNDO: &str = "undo";

/// What was just done, taken anew as often as `tried` changes. A page holds it where it is not made
/// again with its content: a notice can be taken once.
pub fn latest_notice(tried: impl Fn() -> usize + Send + Sync + 'static) -> Resource<Option<Notice>> {
    Resource::new(tried, |_| async { take_notice().await.ok().flatten() })
}

/// What was just done, above the content of the page, and how to undo it.
#[component]
pub fn Notices(
    /// What was just done.
    notice: Resource<Option<Notice>>,
    /// The changes that the page offers.
    changes: Changes,
    /// The address of this page, to come back to.
    #[prop(into)]
    here: Signal<String>,
) -> impl IntoView {
    view! {
        <Transition>
            {after_load(move || async move {
                let notice = notice.await;
                notice.map(|notice| view! { <NoticeView notice changes here/> }).into_any()
            })}
        </Transition>
        {move || changes.refusal().map(|error| view! { <ErrorCallout error/> })}
    }
}

#[component]
fn NoticeView(notice: Notice, changes: Changes, here: Signal<String>) -> impl IntoView {
    let t = &use_texts().users().notices;
    if matches!(notice, Notice::Removed { .. }) {
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
    match notice {
        Notice::Removed { removal, people } => view! {
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
                    </div>
                </ActionForm>
            </Callout>
        }
        .into_any(),
        Notice::Created(creation) => view! { <CreationView creation/> }.into_any(),
        Notice::Restored { assignments } => done((t.restored)(assignments)).into_any(),
        Notice::Saved => done(t.saved.to_owned()).into_any(),
        Notice::Suspended => done(t.suspended.to_owned()).into_any(),
        Notice::Reactivated => done(t.reactivated.to_owned()).into_any(),
        Notice::MailQueued => done(t.mail_queued.to_owned()).into_any(),
        Notice::Refused(error) => view! { <ErrorCallout error/> }.into_any(),
    }
}

/// Who was created, who was assigned, and for whom nothing changed.
#[component]
fn CreationView(creation: Creation) -> impl IntoView {
    let t = &use_texts().users().notices;
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
    let t = &use_texts().users().notices;
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

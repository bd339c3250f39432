use super::REMOVAL;
use crate::components::{Callout, Tone};
use crate::i18n::use_texts;
use crate::users::changes::Changes;
use crate::users::query::with_parameter;
use crate::users::removal::opener;
use domain::paths;
use domain::users::{MayChange, UserDetails, UserStatus};
use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos_router::components::A;

/// Taking the access away: for a while, or for good. Not one's own.
#[component]
pub fn Access(details: UserDetails, changes: Changes, here: Signal<String>) -> impl IntoView {
    let t = &use_texts().users().edit;
    let id = opener(details.id);
    let ask = with_parameter(&here.get_untracked(), REMOVAL, "oui");
    let body = if details.is_self {
        view! { <p class="soft">{t.own}</p> }.into_any()
    } else if details.may_change == MayChange::Nothing {
        view! { <p class="soft">{t.read_only}</p> }.into_any()
    } else {
        view! {
            {details
                .administers
                .then(|| {
                    view! {
                        <Callout tone=Tone::Warn>
                            <p>{t.administers} " " <a href=paths::ADMINISTRATORS>{use_texts().pages().administrators}</a></p>
                        </Callout>
                    }
                })}
            <div class="danger-zone">
                {if details.may_change == MayChange::Everything {
                    view! { <Suspension details changes here/> }.into_any()
                } else {
                    view! { <p class="soft">{t.suspended_elsewhere}</p> }.into_any()
                }}
                <div>
                    <p>
                        <b>{t.remove}</b>
                        {t.remove_consequence}
                    </p>
                    <A href=ask scroll=false attr:class="button danger" attr:id=id>
                        {t.remove}
                    </A>
                </div>
            </div>
        }
        .into_any()
    };

    view! {
        <section class="section" aria-labelledby="h-access">
            <header>
                <h2 id="h-access">{t.access}</h2>
            </header>
            {body}
        </section>
    }
}

#[component]
fn Suspension(details: UserDetails, changes: Changes, here: Signal<String>) -> impl IntoView {
    let t = &use_texts().users().edit;
    let suspended = details.status == UserStatus::Suspended;
    let (name, consequence) =
        if suspended { (t.reactivate, t.reactivate_consequence) } else { (t.suspend, t.suspend_consequence) };
    let pending = changes.status.pending();

    view! {
        <div>
            <p>
                <b>{name}</b>
                {consequence}
            </p>
            <ActionForm action=changes.status>
                <input type="hidden" name="assignment" value=details.id.to_string()/>
                <input type="hidden" name="suspend" value=(!suspended).to_string()/>
                <input type="hidden" name="back" value=here/>
                <button class="button" type="submit" aria-disabled=move || pending.get().then_some("true")>
                    {name}
                </button>
            </ActionForm>
        </div>
    }
}

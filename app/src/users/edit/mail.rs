use crate::components::Status;
use crate::i18n::use_texts;
use crate::users::changes::Changes;
use crate::users::mail_state::{ResendButton, can_be_asked_for};
use crate::users::refusal::{Refusal, why};
use domain::users::{MailState, MayChange, UserDetails};
use leptos::prelude::*;

/// What became of the mail about the access; where it was refused, why and what to do.
#[component]
pub fn Mail(details: UserDetails, changes: Changes, here: Signal<String>) -> impl IntoView {
    let t = &use_texts().users().edit;
    let may_change = details.may_change != MayChange::Nothing;
    let again = may_change && can_be_asked_for(details.status, details.mail.as_ref());
    let correctable = details.may_change_address.then_some(details.id);
    let correctable = correctable.filter(|_| matches!(details.mail, Some(MailState::Failed { .. })));
    let reason =
        why(use_texts(), details.mail.as_ref()).map(|(reason, explained)| (reason.to_owned(), explained));
    let state = match details.mail {
        Some(mail) => view! { <p><Status status=details.status since=None mail=Some(mail)/></p> }.into_any(),
        None if again || details.last_sign_in.is_none() => ().into_any(),
        None => view! { <p class="soft">{t.mail_fine}</p> }.into_any(),
    };

    view! {
        <section class="section" aria-labelledby="h-mail">
            <header>
                <h2 id="h-mail">{t.mail}</h2>
            </header>
            {state}
            {reason.map(|(reason, explained)| view! { <Refusal reason explained correctable/> })}
            {again
                .then(|| {
                    view! {
                        <p class="soft">{t.mail_consequence}</p>
                        <ResendButton assignment=details.id email=details.email changes here class="button"/>
                    }
                })}
        </section>
    }
}

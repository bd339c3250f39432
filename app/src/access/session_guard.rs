#[cfg(feature = "hydrate")]
mod browser;

use super::api::{ResumeSession, StaySignedIn};
use super::refusal::Refusal;
use super::second_factor::CodeField;
use crate::api::ApiError;
use crate::components::{Callout, ErrorCallout, PasswordField, Submit, TextField, Tone};
use crate::i18n::use_texts;
use crate::session::{Phase, SESSION_DIALOG, Session, SessionWatch};
use domain::ids::{CustomerId, UserId};
use leptos::form::ActionForm;
use leptos::html;
use leptos::prelude::*;

/// Says that the session of a page is about to end (WCAG 2.2, 2.2.1), and prolongs it; once it has ended, signs in
/// again without leaving the page, so that what was typed stays.
///
/// It begins with the browser's code: a page without has nothing that could say so.
#[component]
pub fn SessionGuard(session: Session, watch: SessionWatch) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    let stay = ServerAction::<StaySignedIn>::new();
    let resume = ServerAction::<ResumeSession>::new();
    let (user, customer) = (session.user, session.customer.map(|customer| customer.id));

    #[cfg(feature = "hydrate")]
    browser::watch(watch);
    follow_answers(watch, stay, resume);
    Effect::new(move |before: Option<Phase>| {
        let phase = watch.phase.get();
        if let Some(dialog) = dialog.get() {
            // Once its content is there, which gets the focus.
            request_animation_frame(move || show(&dialog, phase, before.unwrap_or_default()));
        }
        phase
    });

    view! {
        <dialog class="dialog" id=SESSION_DIALOG aria-labelledby="session-title" node_ref=dialog>
            <div class="body">
                {move || match watch.phase.get() {
                    Phase::Running => ().into_any(),
                    Phase::Ending => view! { <Ending stay/> }.into_any(),
                    Phase::Ended => view! { <Ended resume user customer/> }.into_any(),
                }}
            </div>
        </dialog>
    }
}

/// Opens the dialog, and anew when something else is in it, which gives that the focus.
fn show(dialog: &leptos::web_sys::HtmlDialogElement, phase: Phase, before: Phase) {
    if dialog.open() && phase != before {
        dialog.close();
    }

    if phase != Phase::Running && !dialog.open() {
        // A browser without modal dialogs keeps what the page says of the error that ended it.
        let _ = dialog.show_modal();
    }
}

/// Takes what the server says of the session for what it is.
fn follow_answers(
    watch: SessionWatch,
    stay: ServerAction<StaySignedIn>,
    resume: ServerAction<ResumeSession>,
) {
    Effect::new(move |_| match stay.value().get() {
        Some(Ok(true)) => watch.phase.set(Phase::Running),
        Some(Ok(false) | Err(ApiError::SignedOut)) => watch.phase.set(Phase::Ended),
        Some(Err(_)) | None => {}
    });
    Effect::new(move |_| {
        if let Some(Ok(None)) = resume.value().get() {
            watch.resumed.update(|times| *times += 1);
            watch.phase.set(Phase::Running);
            resume.clear();
        }
    });
}

#[component]
fn Title(text: &'static str) -> impl IntoView {
    view! {
        <header>
            <h2 id="session-title">{text}</h2>
        </header>
    }
}

#[component]
fn Ending(stay: ServerAction<StaySignedIn>) -> impl IntoView {
    let t = use_texts().access();
    let failure = move || match stay.value().get() {
        Some(Err(error)) if error != ApiError::SignedOut => Some(view! { <ErrorCallout error/> }),
        _ => None,
    };

    view! {
        <Title text=t.ending_title/>
        <p role="alert">{t.ending_text}</p>
        {failure}
        <ActionForm action=stay>
            <footer>
                <Submit label=t.stay pending=stay.pending()/>
            </footer>
        </ActionForm>
    }
}

#[component]
fn Ended(resume: ServerAction<ResumeSession>, user: UserId, customer: Option<CustomerId>) -> impl IntoView {
    let t = use_texts().access();
    let refusal = move || resume.value().get().and_then(Result::ok).flatten();
    let failure = move || resume.value().get().and_then(Result::err);
    // Once it is known that there is a second factor, its field stays.
    let has_factor = Memo::new(move |asked: Option<&bool>| {
        let asks = matches!(refusal(), Some(Refusal::CodeMissing | Refusal::WrongCode | Refusal::NoCode));
        asks || asked.copied().unwrap_or_default()
    });
    let wrong =
        MaybeProp::derive(move || (refusal() == Some(Refusal::Wrong)).then(|| t.check_case.to_owned()));

    view! {
        <Title text=t.ended_title/>
        <p>{t.ended_text}</p>
        {move || {
            refusal()
                .map(|refusal| {
                    view! {
                        <Callout tone=Tone::Bad role="alert">
                            <p>{t.sign_in_refusal(refusal)}</p>
                        </Callout>
                    }
                })
        }}
        {move || failure().map(|error| view! { <ErrorCallout error/> })}
        <ActionForm action=resume>
            <input type="hidden" name="user" value=user.to_string()/>
            {customer.map(|customer| view! { <input type="hidden" name="customer" value=customer.to_string()/> })}
            <TextField name="login" label=t.login autocomplete="username" required=true autofocus=true/>
            <PasswordField
                name="password"
                id="session-password"
                label=t.password
                autocomplete="current-password"
                error=wrong
            />
            {move || {
                has_factor
                    .get()
                    .then(|| view! { <CodeField id="session-code" label=use_texts().second_factor().code autofocus=true/> })
            }}
            <footer>
                <Submit label=t.sign_in pending=resume.pending()/>
            </footer>
        </ActionForm>
    }
}

use super::refusal::Refusal;
use crate::components::{Callout, PasswordField, Tone};
use crate::i18n::use_texts;
use leptos::prelude::*;

/// A new password, typed twice, and why the last one was refused.
#[component]
pub fn PasswordFields(refusal: Option<Refusal>) -> impl IntoView {
    let t = use_texts().access();
    let (password, confirmation, other) = match refusal {
        Some(refusal @ (Refusal::Password(_) | Refusal::Mailed)) => (Some(t.refusal(refusal)), None, None),
        Some(refusal @ Refusal::Different) => (None, Some(t.refusal(refusal)), None),
        Some(refusal) => (None, None, Some(t.refusal(refusal))),
        None => (None, None, None),
    };

    view! {
        {other
            .map(|message| {
                view! {
                    <Callout tone=Tone::Bad role="alert">
                        <p>{message}</p>
                    </Callout>
                }
            })}
        <PasswordField
            name="password"
            label=t.new_password
            autocomplete="new-password"
            autofocus=refusal.is_some()
            hint=t.password_hint()
            error=password
        />
        <PasswordField
            name="confirmation"
            label=t.confirm_password
            autocomplete="new-password"
            error=confirmation
        />
    }
}

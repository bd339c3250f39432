use crate::components::Submit;
use crate::i18n::use_texts;
use crate::icons::{Icon, IconName};
use leptos::prelude::*;

/// What an authenticator is asked to do.
#[derive(Clone, Copy, Debug)]
pub enum Asked {
    /// Make a passkey.
    Make,
    /// Sign with one.
    Sign,
}

impl Asked {
    /// The method of `navigator.credentials` that asks for it.
    const fn method(self) -> &'static str {
        match self {
            Self::Make => "create",
            Self::Sign => "get",
        }
    }
}

/// A form that a passkey answers: its children are what else it sends. It is not there where the browser runs no scripts.
#[component]
pub fn PasskeyForm(
    asked: Asked,
    /// Where the browser learns what to ask for.
    begin: &'static str,
    /// Where the answer goes.
    action: &'static str,
    button: &'static str,
    #[prop(default = "primary")] button_class: &'static str,
    children: Children,
) -> impl IntoView {
    let t = use_texts().passkeys();
    view! {
        <form
            class="stack form passkey"
            method="post"
            action=action
            data-passkey=asked.method()
            data-begin=begin
            data-unsupported=t.unsupported
            data-cancelled=t.cancelled
            data-known=t.known
            data-failed=t.failed
        >
            <div class="callout bad" role="alert" data-problem="" hidden=true>
                <Icon of=IconName::Alert/>
                <div></div>
            </div>
            {children()}
            <input type="hidden" name="ceremony"/>
            <input type="hidden" name="answer"/>
            <div>
                <Submit label=button class=button_class/>
            </div>
        </form>
    }
}

/// The script that has a passkey answer such forms; what does it is fetched when one is used. A form that it cannot be fetched
/// for is sent as it is, and the server says that nothing was answered.
#[cfg(feature = "ssr")]
pub fn answer_with_passkeys(file: &str) -> String {
    format!(
        "addEventListener('submit', event => {{\
             const form = event.target;\
             if (!form.dataset.passkey) return;\
             event.preventDefault();\
             import({file:?}).then(passkeys => passkeys.answer(form), () => form.submit());\
         }});"
    )
}

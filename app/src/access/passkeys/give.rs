use super::api::{AskPasskey, GivePasskey as Give};
use super::form::{Asked, PasskeyForm};
use crate::i18n::use_texts;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

/// Giving a passkey after the password.
#[component]
pub fn GivePasskey(
    /// Whether a code can be given as well.
    or_code: bool,
    /// Where it leads.
    back: Option<String>,
) -> impl IntoView {
    let t = use_texts().passkeys();
    view! {
        <PasskeyForm asked=Asked::Sign begin=AskPasskey::url() action=Give::url() button=t.give>
            {back.map(|back| view! { <input type="hidden" name="back" value=back/> })}
        </PasskeyForm>
        {if or_code {
            view! { <p class="passkey soft">{t.or_code}</p> }.into_any()
        } else {
            view! { <p class="without-scripts">{t.give_needs_scripts}</p> }.into_any()
        }}
    }
}

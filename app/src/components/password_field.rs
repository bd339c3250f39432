use super::field::{Field, describe, invalid};
use crate::i18n::use_texts;
use leptos::prelude::*;

/// A field for a password, and whether to show what is typed. What was typed never comes back: a form that was refused
/// asks for it again.
///
/// [`SHOW_PASSWORDS`] shows it, since signing in runs no other code; where the browser runs no scripts, nothing offers it.
#[component]
pub fn PasswordField(
    /// The name under which it is sent.
    name: &'static str,
    /// Its `id`, which no other field of the page has.
    #[prop(default = name)]
    id: &'static str,
    /// What it asks for.
    label: &'static str,
    /// What password managers fill in: `current-password` or `new-password`.
    autocomplete: &'static str,
    /// Whether the focus begins here.
    #[prop(optional)]
    autofocus: bool,
    /// What helps to answer.
    #[prop(optional, into)]
    hint: MaybeProp<String>,
    #[prop(optional, into)] error: MaybeProp<String>,
) -> impl IntoView {
    let t = use_texts().components();
    let described = describe(id, hint.with_untracked(Option::is_some), error);

    view! {
        <Field id=id label=label hint=hint error=error>
            <div class="input-row">
                <input
                    class="input"
                    id=id
                    name=name
                    type="password"
                    autocomplete=autocomplete
                    required=true
                    autofocus=autofocus
                    spellcheck="false"
                    aria-invalid=invalid(error)
                    aria-describedby=described
                />
                <label class="choice show-password">
                    <input type="checkbox" autocomplete="off" aria-controls=id/>
                    <span>{t.show_password}</span>
                </label>
            </div>
        </Field>
    }
}

/// Whose password a form asks for, for password managers: it is neither seen nor sent.
#[component]
pub fn PasswordOwner(
    /// What the person signs in with.
    identifier: String,
) -> impl IntoView {
    view! { <input type="text" autocomplete="username" value=identifier readonly=true hidden=true/> }
}

/// Shows and hides what was typed as a password. It is hidden again before it is sent, so that no browser keeps it
/// among the texts that it offers.
#[cfg(feature = "ssr")]
pub const SHOW_PASSWORDS: &str = "addEventListener('change', ({ target }) => {\
         if (!target.matches?.('.show-password input')) return;\
         const field = document.getElementById(target.getAttribute('aria-controls'));\
         field.type = target.checked ? 'text' : 'password';\
     });\
     addEventListener('submit', ({ target }) =>\
         target.querySelectorAll('.show-password :checked').forEach(box => box.click()));";

use super::field::{Field, describe, invalid};
use leptos::prelude::*;

/// A field for a password. What was typed never comes back: a form that was refused asks for it again.
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
    let described = describe(id, hint.with_untracked(Option::is_some), error);

    view! {
        <Field id=id label=label hint=hint error=error>
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
        </Field>
    }
}

use crate::components::TextField;
use leptos::prelude::*;

/// A field for a code of a second factor. What was typed never comes back: a code works once.
#[component]
pub fn CodeField(
    /// Its `id`, which no other field of the page has.
    id: &'static str,
    label: &'static str,
    #[prop(optional)] autofocus: bool,
    /// What helps to answer.
    #[prop(optional, into)]
    hint: MaybeProp<String>,
    #[prop(optional, into)] error: MaybeProp<String>,
) -> impl IntoView {
    view! {
        <TextField
            name="code"
            id=id
            label=label
            autocomplete="one-time-code"
            required=true
            autofocus=autofocus
            hint=hint
            error=error
        />
    }
}

use crate::icons::{Icon, IconName};
use leptos::prelude::*;

/// The button that sends a form. While it is being sent it turns, and does not send it again.
#[component]
pub fn Submit(
    #[prop(into)] label: String,
    #[prop(default = "primary")] class: &'static str,
    /// Whether the form is being sent.
    #[prop(optional, into)]
    pending: Signal<bool>,
) -> impl IntoView {
    view! {
        <button
            class=format!("button {class}")
            type="submit"
            aria-busy=move || pending.get().then_some("true")
            aria-disabled=move || pending.get().then_some("true")
            on:click=move |event| {
                if pending.get_untracked() {
                    event.prevent_default();
                }
            }
        >
            {move || pending.get().then(|| view! { <Icon of=IconName::Spin/> })}
            {label}
        </button>
    }
}

use crate::i18n::use_texts;
use leptos::prelude::*;

/// The first thing that the keyboard reaches: past the navigation.
#[component]
pub fn SkipLink() -> impl IntoView {
    view! {
        <a class="skip-link" href="#contenu" rel="external">
            {use_texts().layout().skip_link}
        </a>
    }
}

use crate::i18n::use_texts;
use leptos::prelude::*;

/// What stands where a list will be.
#[component]
pub fn Skeleton() -> impl IntoView {
    let t = use_texts().components();
    view! {
        <div class="skeleton" role="status">
            <i class="vh">{t.loading}</i>
            <span></span>
            <span></span>
            <span></span>
            <span></span>
            <span></span>
        </div>
    }
}

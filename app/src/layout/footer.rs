use crate::i18n::use_texts;
use domain::paths;
use leptos::prelude::*;

/// What stands at the foot of every page: whom to call, the legal notice, how accessible the portal is, and which Guichet
/// it is.
#[component]
pub fn Footer() -> impl IntoView {
    let t = use_texts().layout();
    view! {
        <footer class="footer">
            <a href=paths::CONTACT>{use_texts().pages().contact}</a>
            <a href=paths::LEGAL_NOTICE>{t.legal_notice}</a>
            <a href=paths::ACCESSIBILITY>{t.accessibility}</a>
            <span>"Guichet " {env!("CARGO_PKG_VERSION")}</span>
        </footer>
    }
}

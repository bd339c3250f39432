use crate::i18n::use_texts;
use domain::paths;
use leptos::prelude::*;
use leptos_router::hooks::use_location;

/// What stands at the foot of every page: the guide, whom to call, the legal notice, how accessible the portal is, and which Guichet
/// it is.
#[component]
pub fn Footer() -> impl IntoView {
    let t = use_texts().layout();
    let page = use_location().pathname;
    let guide = move || paths::guide(&page.read());
    view! {
        <footer class="footer">
            <a href=guide>{use_texts().pages().guide}</a>
            <a href=paths::CONTACT>{use_texts().pages().contact}</a>
            <a href=paths::LEGAL_NOTICE>{t.legal_notice}</a>
            <a href=paths::ACCESSIBILITY>{t.accessibility}</a>
            <span>"Guichet " {env!("CARGO_PKG_VERSION")}</span>
        </footer>
    }
}

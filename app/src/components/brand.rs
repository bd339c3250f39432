use crate::session::{Session, start_path};
use leptos::prelude::*;

/// Guichet's mark and name, as a link to where one's work begins.
#[component]
pub fn Brand() -> impl IntoView {
    let session = use_context::<Session>();

    view! {
        <a class="brand" href=start_path(session.as_ref())>
            <svg viewBox="0 0 24 24" aria-hidden="true" fill="none">
                <path d="M4 21V9.5a8 8 0 0 1 16 0V21" stroke="currentColor" stroke-width="2"></path>
                <path d="M8.5 15.5V10a3.5 3.5 0 0 1 7 0v5.5" stroke="currentColor" stroke-width="1.5"></path>
                <path class="sill" d="M2 18.25h20" stroke-width="2.5"></path>
            </svg>
            <span>"Guichet"</span>
        </a>
    }
}

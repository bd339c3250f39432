//! What a browser does by itself when it loads a page, done for pages that are exchanged within one document.

#[cfg(feature = "hydrate")]
mod places;

use leptos::prelude::*;
use leptos_router::hooks::use_location;

/// Once a page took the place of another, moves the focus to its heading, and on the way back to where one was; and
/// speaks its title. Filters and sorting, which only change the query, leave the focus where it is.
#[component]
pub fn RouteAnnouncer(
    /// Whether a page is on its way, while the one before it still stands.
    #[prop(into)]
    is_routing: Signal<bool>,
) -> impl IntoView {
    let path = use_location().pathname;
    let is_due = RwSignal::new(false);
    let (title, set_title) = signal(String::new());

    #[cfg(feature = "hydrate")]
    places::remember();

    // The router sees the new address at the same time as this does; in the next frame the page is on its way.
    Effect::new(move |before: Option<String>| {
        let path = path.get();
        if before.is_some_and(|before| before != path) {
            request_animation_frame(move || is_due.set(true));
        }
        path
    });

    Effect::new(move |_| {
        if is_due.get() && !is_routing.get() {
            is_due.set(false);
            request_animation_frame(move || {
                #[cfg(feature = "hydrate")]
                places::arrive();
                set_title.set(document().title());
            });
        }
    });

    view! {
        <p class="vh" role="status">
            {title}
        </p>
    }
}

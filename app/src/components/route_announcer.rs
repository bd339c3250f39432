//! What a browser does by itself when it loads a page, done for pages that are exchanged within one document.

#[cfg(feature = "hydrate")]
mod places;

#[cfg(feature = "hydrate")]
pub use places::link_of;

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
    let (title, set_title) = signal(String::new());

    #[cfg(feature = "hydrate")]
    places::remember();

    Effect::new(move |before: Option<String>| {
        let path = path.get();
        if before.is_some_and(|before| before != path) {
            #[cfg(feature = "hydrate")]
            places::arrive(is_routing, move || set_title.set(document().title()));
        }
        path
    });

    #[cfg(not(feature = "hydrate"))]
    let _ = (is_routing, set_title);

    view! {
        <p class="vh" role="status">
            {title}
        </p>
    }
}

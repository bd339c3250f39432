//! What a browser does by itself when it loads a page, done for pages that are exchanged within one document.

#[cfg(feature = "hydrate")]
mod places;
#[cfg(feature = "hydrate")]
mod sorting;

#[cfg(feature = "hydrate")]
pub use places::link_of;

use crate::i18n::use_texts;
use leptos::prelude::*;
use leptos_router::hooks::use_location;

/// Once a page took the place of another, moves the focus to its heading, and on the way back to where one was; and
/// speaks its title. Filters and sorting, which only change the query, leave the focus where it is; a list that was sorted
/// by the head of a column is said to be.
#[component]
pub fn RouteAnnouncer(
    /// Whether a page is on its way, while the one before it still stands.
    #[prop(into)]
    is_routing: Signal<bool>,
) -> impl IntoView {
    let t = use_texts().components();
    let location = use_location();
    let (said, say) = signal(String::new());

    #[cfg(feature = "hydrate")]
    {
        places::remember();
        sorting::remember();
    }

    Effect::new(move |before: Option<String>| {
        location.search.track();
        let path = location.pathname.get();
        #[cfg(feature = "hydrate")]
        match before {
            Some(before) if before != path => places::arrive(is_routing, move || say.set(document().title())),
            Some(_) => sorting::arrive(move |column, descending| say.set((t.sorted)(column, descending))),
            None => {}
        }
        #[cfg(not(feature = "hydrate"))]
        drop(before);
        path
    });

    #[cfg(not(feature = "hydrate"))]
    let _ = (is_routing, say, t);

    view! {
        <p class="vh" role="status">
            {said}
        </p>
    }
}

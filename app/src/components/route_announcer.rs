use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::HtmlElement;
use leptos_router::hooks::use_location;

/// Does what a browser does by itself when it loads a page: after a navigation within the page, the
/// focus moves to the new heading and the new title is spoken. Filters and sorting, which only
/// change the query, leave the focus where it is.
#[component]
pub fn RouteAnnouncer() -> impl IntoView {
    let path = use_location().pathname;
    let (title, set_title) = signal(String::new());
    Effect::new(move |before: Option<String>| {
        let path = path.get();
        if before.is_some_and(|before| before != path) {
            // The new page stands from the next frame on.
            request_animation_frame(move || {
                focus_heading();
                set_title.set(document().title());
            });
        }
        path
    });

    view! {
        <p class="vh" role="status">
            {title}
        </p>
    }
}

fn focus_heading() {
    let found =
        document().query_selector("h1").ok().flatten().or_else(|| document().get_element_by_id("contenu"));
    if let Some(heading) = found.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        // A browser that refuses leaves the focus at the top of the page, which is no worse.
        let _ = heading.focus();
    }
}

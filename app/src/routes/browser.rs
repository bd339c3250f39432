//! The ways out of a part: the router knows its own pages alone, and the browser loads all others anew.

use super::Part;
use leptos::prelude::*;
use leptos::server_fn::redirect::set_redirect_hook;
use leptos::wasm_bindgen::JsCast;
use leptos::wasm_bindgen::closure::Closure;
use leptos::web_sys::{Element, Event, HtmlAnchorElement};
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use send_wrapper::SendWrapper;

type Navigate = StoredValue<Option<Box<dyn Fn(&str)>>, LocalStorage>;

/// Leaves links to other parts to the browser: the router, which listens further out, would take them for its own.
pub(super) fn leave_links(own: Part) {
    let mark = Closure::<dyn Fn(Event)>::new(move |event: Event| {
        let clicked = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let link = clicked.and_then(|element| element.closest("a[href]").ok().flatten());
        if let Some(link) = link.and_then(|link| link.dyn_into::<HtmlAnchorElement>().ok())
            && Part::of(&link.pathname()) != Some(own)
        {
            link.set_rel("external");
        }
    });
    let listened = document().add_event_listener_with_callback("click", mark.as_ref().unchecked_ref());
    if listened.is_ok() {
        // As long as the page.
        mark.forget();
    }
}

/// Follows where server functions lead: to pages of this part by the router, to others by the browser. To be
/// called before the router, which sets what follows its own way where nothing is set.
pub(super) fn follow_redirects(own: Part) -> Navigate {
    let navigate = Navigate::new_local(None);
    let follow = SendWrapper::new(move |to: &str| {
        let path = to.split(['?', '#']).next().unwrap_or_default();
        let within = Part::of(path) == Some(own);
        let followed = within
            && navigate
                .try_with_value(|navigate| navigate.as_ref().map(|navigate| navigate(to)))
                .flatten()
                .is_some();
        if !followed {
            // It fails on an address that is none, and ours are.
            drop(window().location().assign(to));
        }
    });
    drop(set_redirect_hook(move |to| follow(to)));
    navigate
}

/// Has the router, inside which this is called, follow what stays within the part.
pub(super) fn follow_within(navigate: Navigate) {
    let router = use_navigate();
    navigate.set_value(Some(Box::new(move |to| router(to, NavigateOptions::default()))));
}

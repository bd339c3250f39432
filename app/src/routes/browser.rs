//! The ways through the pages: which the router goes, and which are left to the browser.

use super::PAGES;
use crate::components::link_of;
use crate::pages::{PageEntry, Pages};
use leptos::prelude::*;
use leptos::server_fn::redirect::set_redirect_hook;
use leptos::wasm_bindgen::JsCast;
use leptos::wasm_bindgen::closure::Closure;
use leptos::web_sys::{Event, HtmlAnchorElement};
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use send_wrapper::SendWrapper;
use std::time::Duration;

type Navigate = StoredValue<Option<Box<dyn Fn(&str)>>, LocalStorage>;

/// The page of the frame that stands at an address; `None` where the browser loads a document.
fn framed(path: &str) -> Option<&'static PageEntry> {
    Pages(&PAGES).at(path).filter(|page| page.is_framed)
}

/// Leaves links to anything but pages of the frame to the browser: the router, which listens further out, would
/// take them for its own.
pub(super) fn leave_links() {
    listen("click", |link| {
        if framed(&link.pathname()).is_none() {
            link.set_rel("external");
        }
    });
}

/// Fetches the code of a page as soon as somebody seems to want it: the pointer or the focus is on a link to it.
pub(super) fn fetch_on_intent() {
    for event in ["pointerover", "focusin", "touchstart"] {
        listen(event, |link| {
            if let Some(page) = framed(&link.pathname()) {
                leptos::task::spawn_local((page.view.fetch)());
            }
        });
    }
}

/// Hands each link that an event happens on to `found`, as long as the document lives.
fn listen(event: &str, found: fn(&HtmlAnchorElement)) {
    let heard = Closure::<dyn Fn(Event)>::new(move |event: Event| {
        if let Some(link) = link_of(&event) {
            found(&link);
        }
    });

    if document().add_event_listener_with_callback(event, heard.as_ref().unchecked_ref()).is_ok() {
        heard.forget();
    }
}

/// Follows where server functions lead: to pages of the frame by the router, to others by the browser. To be
/// called before the router, which sets what follows its own way where nothing is set.
pub(super) fn follow_redirects() -> Navigate {
    let navigate = Navigate::new_local(None);
    let follow = SendWrapper::new(move |to: &str| {
        let path = to.split(['?', '#']).next().unwrap_or_default();
        if framed(path).is_some() {
            // An action must have its value before the page changes that waits for it.
            let to = to.to_owned();
            request_animation_frame(move || {
                let followed =
                    navigate.try_with_value(|navigate| navigate.as_ref().map(|navigate| navigate(&to)));
                if followed.flatten().is_none() {
                    leave(&to);
                }
            });
        } else {
            leave(to);
        }
    });

    drop(set_redirect_hook(move |to| follow(to)));
    navigate
}

/// Has the router, inside which this is called, follow what stays within the frame.
pub(super) fn follow_within(navigate: Navigate) {
    let router = use_navigate();
    navigate.set_value(Some(Box::new(move |to| router(to, NavigateOptions::default()))));
}

/// For how long a page that is being left answers nobody, at most.
const LEAVING: Duration = Duration::from_secs(10);

/// Loads another document. Until it is there nothing of this one answers: what was sent is done, and would be
/// done again. Should the browser bring this page back, or stay, it answers as before.
fn leave(to: &str) {
    if let Some(body) = document().body() {
        drop(body.set_attribute(INERT, ""));
    }

    // As long as the page.
    let _ = window_event_listener_untyped("pageshow", |_| answer_again());

    if window().location().assign(to).is_ok() {
        set_timeout(answer_again, LEAVING);
    } else {
        answer_again();
    }
}

const INERT: &str = "inert";

fn answer_again() {
    if let Some(body) = document().body() {
        drop(body.remove_attribute(INERT));
    }
}

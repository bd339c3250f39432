//! Where one was on a page that was left by a link: how far it was scrolled, and which link it was.

use crate::components::hearing::before;
use leptos::ev;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, Event, FocusOptions, HtmlAnchorElement, HtmlElement};
use std::cell::{Cell, RefCell};
use std::collections::HashMap;

/// The attribute of a link that leads back to where one was, as the browser's own button does.
const RETURN: &str = "data-return";

/// For how many frames a page that was made may fail to appear: one that differs by a part of its address alone stays
/// the same element.
const PATIENCE: u32 = 30;

struct Place {
    scrolled: f64,
    link: String,
}

thread_local! {
    /// By the address of the page, with its query.
    static PLACES: RefCell<HashMap<String, Place>> = RefCell::default();
    /// Whether the page that comes is one of the browser's history.
    static IS_RETURN: Cell<bool> = const { Cell::new(false) };
    /// How many steps there were from page to page.
    static STEP: Cell<u32> = const { Cell::new(0) };
}

/// Notes the place on each page that is left by a link, as long as the document lives.
pub(super) fn remember() {
    // Links that are followed by the keyboard are clicked as well.
    before("click", |event| {
        let link = link_of(event);
        let is_return = link.as_ref().is_some_and(|link| link.has_attribute(RETURN));
        let link = link.and_then(|link| link.get_attribute("href"));
        if let (Some(link), Some(address)) = (link, address()) {
            let scrolled = window().scroll_y().unwrap_or_default();
            PLACES.with_borrow_mut(|places| places.insert(address, Place { scrolled, link }));
            IS_RETURN.set(is_return);
        }
    });
    let returned = window_event_listener(ev::popstate, |_| IS_RETURN.set(true));

    on_cleanup(move || returned.remove());
}

/// The link that an event happens on, or within.
pub fn link_of(event: &Event) -> Option<HtmlAnchorElement> {
    let element = event.target()?.dyn_into::<Element>().ok()?;
    element.closest("a[href]").ok()??.dyn_into().ok()
}

/// Waits for the page that takes the place of the one that stands now, and goes to where one was on it; on one that is
/// new, to its heading. Then calls `arrived`.
pub(super) fn arrive(is_routing: Signal<bool>, arrived: impl FnOnce() + 'static) {
    let step = STEP.get() + 1;
    STEP.set(step);
    wait(step, page(), PATIENCE, is_routing, arrived);
}

fn wait(
    step: u32,
    left: Option<Element>,
    frames: u32,
    is_routing: Signal<bool>,
    arrived: impl FnOnce() + 'static,
) {
    request_animation_frame(move || {
        if STEP.get() != step {
            // Another step began meanwhile.
        } else if is_routing.get_untracked() {
            wait(step, left, frames, is_routing, arrived);
        } else if frames > 0 && page() == left {
            wait(step, left, frames - 1, is_routing, arrived);
        } else {
            go();
            arrived();
        }
    });
}

/// What there is of a page and of no other.
fn page() -> Option<Element> {
    document().query_selector("main").ok().flatten()
}

fn go() {
    let place = address().filter(|_| IS_RETURN.take());
    match place.and_then(|address| PLACES.with_borrow_mut(|places| places.remove(&address))) {
        Some(place) => go_to(&place),
        None => focus_heading(),
    }
}

fn go_to(place: &Place) {
    window().scroll_to_with_x_and_y(0.0, place.scrolled);

    let link = document().query_selector(&format!("a[href=\"{}\"]", place.link)).ok().flatten();
    match link.and_then(|link| link.dyn_into::<HtmlElement>().ok()) {
        Some(link) => focus(&link),
        None => focus_heading(),
    }
}

fn focus_heading() {
    let found =
        document().query_selector("h1").ok().flatten().or_else(|| document().get_element_by_id("contenu"));
    if let Some(heading) = found.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        focus(&heading);
    }
}

/// Moves the focus and nothing else. A browser that refuses leaves it at the top of the page, which is no worse.
fn focus(element: &HtmlElement) {
    let options = FocusOptions::new();
    options.set_prevent_scroll(true);
    drop(element.focus_with_options(&options));
}

/// The address of the page that is there.
fn address() -> Option<String> {
    let location = window().location();
    Some(location.pathname().ok()? + &location.search().ok()?)
}

//! Events, heard before the router hears them.

use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::wasm_bindgen::closure::Closure;
use leptos::web_sys::Event;

/// Hears of an event on its way down to where it happens, as long as the component is there: before anything else in the page
/// does. Once the router has heard of a click, what depends on the address may run before whoever listens behind it.
pub fn before(event: &'static str, heard: impl Fn(&Event) + 'static) {
    let heard = Closure::<dyn Fn(Event)>::new(move |event: Event| heard(&event));
    let callback = heard.as_ref().unchecked_ref();
    if window().add_event_listener_with_callback_and_bool(event, callback, true).is_err() {
        return;
    }

    let heard = StoredValue::new_local(heard);
    on_cleanup(move || {
        heard.with_value(|heard| {
            let callback = heard.as_ref().unchecked_ref();
            drop(window().remove_event_listener_with_callback_and_bool(event, callback, true));
        });
    });
}

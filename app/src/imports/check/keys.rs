//! The keys of the whole step, wherever the focus is: undo, redo, the next error.

use crate::imports::browser;
use crate::imports::state::ImportState;
use leptos::ev;
use leptos::prelude::*;

/// Listens as long as the step is shown.
pub fn listen(state: ImportState) {
    Effect::new(move |_| {
        let listening = window_event_listener(ev::keydown, move |event| {
            if press(state, &event) {
                event.prevent_default();
            }
        });
        on_cleanup(move || listening.remove());
    });
}

/// Says whether a key was one of these. In a field of text Ctrl+Z is the field's own, and what the grid made of a
/// key is done.
fn press(state: ImportState, event: &ev::KeyboardEvent) -> bool {
    let command = (event.ctrl_key() || event.meta_key()) && !browser::is_in_text(event);
    match event.key().as_str() {
        _ if event.default_prevented() => return false,
        "F8" => state.next_error(),
        "z" if command => state.undo(),
        "y" | "Z" if command => state.redo(),
        _ => return false,
    }

    true
}

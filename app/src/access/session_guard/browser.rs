//! Whether a session is near its end, as the browser's cookies say. All tabs share them: what is done in one is known
//! in the others.

use crate::api::{ACTIVE_COOKIE, WARNED};
use crate::session::{Phase, SessionWatch};
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::{ev, leptos_dom::helpers::window_event_listener};
use std::time::Duration;
use web_sys::HtmlDocument;

/// How often the cookies are looked at. A tab that nobody sees is slowed down by the browser, and looks when it is seen.
const EVERY: Duration = Duration::from_secs(5);

/// Looks at the session from now on, as long as the document lives.
pub fn watch(watch: SessionWatch) {
    let warned_at = StoredValue::new(None::<f64>);
    let look = move || look(watch, warned_at);
    let timer = set_interval_with_handle(look, EVERY);
    let focused = window_event_listener(ev::focus, move |_| look());

    on_cleanup(move || {
        if let Ok(timer) = timer {
            timer.clear();
        }
        focused.remove();
    });
}

fn look(watch: SessionWatch, warned_at: StoredValue<Option<f64>>) {
    let now = js_sys::Date::now();
    #[expect(clippy::cast_precision_loss, reason = "it is two minutes")]
    let is_over = |at: f64| now - at >= WARNED as f64 * 1000.0;

    match (watch.phase.get_untracked(), is_active()) {
        (Phase::Running, false) => {
            warned_at.set_value(Some(now));
            watch.phase.set(Phase::Ending);
        }
        // Prolonged in another tab.
        (Phase::Ending, true) => watch.phase.set(Phase::Running),
        (Phase::Ending, false) if warned_at.get_value().is_some_and(is_over) => watch.phase.set(Phase::Ended),
        _ => {}
    }
}

fn is_active() -> bool {
    let document = document().unchecked_into::<HtmlDocument>();
    // Where cookies cannot be read there is no session to watch either.
    let cookies = document.cookie().unwrap_or_default();
    cookies.split("; ").any(|cookie| cookie.split('=').next() == Some(ACTIVE_COOKIE))
}

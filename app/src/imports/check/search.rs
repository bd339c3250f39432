use crate::i18n::use_texts;
use crate::imports::state::ImportState;
use leptos::ev;
use leptos::leptos_dom::helpers::debounce;
use leptos::prelude::*;
use std::time::Duration;

/// How long one may be typing before the rows follow.
pub const PAUSE: Duration = Duration::from_millis(250);

/// Looks for a text in all cells of the rows that the filter shows.
#[component]
pub fn Search(
    /// The state of the page.
    state: ImportState,
) -> impl IntoView {
    let t = use_texts().imports().repair;
    let rows = state.rows;
    let mut later = debounce(PAUSE, move |text| state.search(text));
    let found = move || {
        let done = rows.is_found.get() && rows.sought.with(|sought| !sought.trim().is_empty());
        done.then(|| (t.found)(u64::from(rows.total.get())))
    };
    let press = move |event: ev::KeyboardEvent| {
        if event.key() == "Enter" {
            event.prevent_default();
            state.search(event_target_value(&event));
        }
    };

    view! {
        <span class="search">
            <input
                class="input small"
                type="search"
                aria-label=t.search
                placeholder=t.search
                prop:value=move || rows.sought.get()
                on:input=move |event| later(event_target_value(&event))
                on:keydown=press
            />
            <span class="vh" role="status">
                {found}
            </span>
        </span>
    }
}

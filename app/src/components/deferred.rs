use leptos::prelude::*;
use std::time::Duration;

/// Draws its content a turn of the event loop later. For parts of a page that appear at once and are large: drawn
/// in one turn, they would keep keyboard and pointer waiting. In the browser alone.
#[component]
pub fn Deferred(children: ChildrenFn) -> impl IntoView {
    let due = RwSignal::new(false);
    set_timeout(
        move || {
            due.try_set(true);
        },
        Duration::ZERO,
    );

    move || due.get().then(|| children())
}

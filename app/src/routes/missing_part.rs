//! What is done where a part of the code cannot be fetched: the network is gone, or a newer Guichet has other parts.

use leptos::ev::Event;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::wasm_bindgen::closure::Closure;
use std::cell::OnceCell;

thread_local! {
    /// Whether the page that the server made is still being taken over.
    static IS_BEGINNING: OnceCell<Box<dyn Fn() -> bool>> = const { OnceCell::new() };
}

/// Notes what is being taken over. To be called before it is.
pub(super) fn begin() {
    if let Some(page) = Owner::current_shared_context() {
        IS_BEGINNING.with(|known| drop(known.set(Box::new(move || page.during_hydration()))));
    }
}

/// Lets the page that the server made stay as it came: without the part it is never taken over.
pub(super) async fn refuse() {
    if IS_BEGINNING.with(|known| known.get().is_some_and(|is_beginning| is_beginning())) {
        leave_page_alone();
        std::future::pending::<()>().await;
    }
}

/// After a step from another page, has the browser load the document of this one.
pub(super) fn load_document() -> AnyView {
    // The address is that of the new page from the next frame on.
    request_animation_frame(|| drop(window().location().reload()));
    ().into_any()
}

/// Has the browser follow all links, as if there were no code.
fn leave_page_alone() {
    let hide = Closure::<dyn Fn(Event)>::new(|event: Event| event.stop_propagation());
    let hidden =
        window().add_event_listener_with_callback_and_bool("click", hide.as_ref().unchecked_ref(), true);

    if hidden.is_ok() {
        hide.forget();
    }
}

use crate::i18n::use_texts;
use leptos::prelude::*;

/// Asks before what was typed in a form is lost: by a link, by another form, by the browser's buttons, or by closing the
/// page. Without code the browser keeps what was typed for its way back.
#[component]
pub fn LeaveGuard(
    /// The `id` of the form: sending it loses nothing, nor does what prolongs the session.
    form: &'static str,
    /// Whether something would be lost.
    #[prop(into)]
    is_dirty: Signal<bool>,
) -> impl IntoView {
    let question = use_texts().components().leave_question;

    #[cfg(feature = "hydrate")]
    browser::guard(form, is_dirty, question);
    #[cfg(not(feature = "hydrate"))]
    let _ = (form, is_dirty, question);
}

#[cfg(feature = "hydrate")]
mod browser {
    use crate::components::hearing::before;
    use crate::components::link_of;
    use crate::session::SESSION_DIALOG;
    use leptos::ev;
    use leptos::prelude::*;
    use leptos::wasm_bindgen::{JsCast, JsValue};
    use leptos::web_sys::{Element, Event};
    use leptos_router::hooks::use_location;

    pub(super) fn guard(form: &'static str, is_dirty: Signal<bool>, question: &'static str) {
        let location = use_location();
        let path = location.pathname.get_untracked();
        // Who agreed to lose it is asked once.
        let agreed = StoredValue::new(false);
        let holds = move || is_dirty.get_untracked() && !agreed.get_value();
        let stays = move || {
            let leaves = !holds() || window().confirm_with_message(question).unwrap_or(true);
            agreed.set_value(leaves && is_dirty.get_untracked());
            !leaves
        };

        let own = path.clone();
        before("click", move |event| {
            let link =
                link_of(event).filter(|link| link.target().is_empty() && !link.has_attribute("download"));
            if link.is_some_and(|link| link.pathname() != own) && stays() {
                stop(event);
            }
        });
        before("submit", move |event| {
            let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
            let leads_away =
                target.is_some_and(|target| target.id() != form && !is_in(&target, SESSION_DIALOG));
            if leads_away && stays() {
                stop(event);
            }
        });
        before("popstate", move |event| {
            let is_elsewhere = window().location().pathname().is_ok_and(|now| now != path);
            if is_elsewhere && stays() {
                stop(event);
                let here = format!("{path}{}", location.search.get_untracked());
                // A browser that refuses shows another address above the same page.
                let history = window().history();
                drop(history.map(|history| history.push_state_with_url(&JsValue::NULL, "", Some(&here))));
            }
        });
        let closed = window_event_listener(ev::beforeunload, move |event| {
            if holds() {
                event.prevent_default();
            }
        });
        on_cleanup(move || closed.remove());
    }

    fn is_in(element: &Element, id: &str) -> bool {
        element.closest(&format!("#{id}")).is_ok_and(|found| found.is_some())
    }

    fn stop(event: &Event) {
        event.prevent_default();
        event.stop_immediate_propagation();
    }
}

use leptos::ev;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, HtmlElement};

/// Closes open menus by a press elsewhere and by Escape, as long as the component is there. Without code a menu's own
/// button closes it.
pub fn close_menus() {
    let pressed = window_event_listener(ev::click, |event| {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        for menu in open_menus() {
            let is_elsewhere = target.as_ref().is_none_or(|target| !menu.contains(Some(&**target)));
            if is_elsewhere {
                close(&menu);
            }
        }
    });
    let escaped = window_event_listener(ev::keydown, |event| {
        if event.key() != "Escape" {
            return;
        }

        for menu in open_menus() {
            close(&menu);
            let had_focus = menu.contains(document().active_element().as_deref());
            if let (true, Ok(Some(button))) = (had_focus, menu.query_selector("summary")) {
                focus(button);
            }
        }
    });

    on_cleanup(move || {
        pressed.remove();
        escaped.remove();
    });
}

fn open_menus() -> Vec<Element> {
    let found = document().query_selector_all("details.menu[open]").ok();
    let found =
        found.into_iter().flat_map(|list| (0..list.length()).filter_map(move |index| list.item(index)));
    found.filter_map(|menu| menu.dyn_into().ok()).collect()
}

fn close(menu: &Element) {
    // It is there, or the menu would not have been found.
    drop(menu.remove_attribute("open"));
}

fn focus(button: Element) {
    if let Ok(button) = button.dyn_into::<HtmlElement>() {
        drop(button.focus());
    }
}

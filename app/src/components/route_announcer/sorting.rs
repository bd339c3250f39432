//! A list that was sorted by the head of a column: by which, once its rows are there.

use super::places::link_of;
use crate::components::hearing::before;
use leptos::prelude::*;
use std::cell::{Cell, RefCell};

/// For how many frames the rows may be on their way, some ten seconds.
const PATIENCE: u32 = 600;

thread_local! {
    /// How many heads were followed, so that of two in a row the last is spoken of.
    static STEP: Cell<u32> = const { Cell::new(0) };
    /// How the list was sorted as a head was followed: its rows may be there before the address is.
    static BEFORE: RefCell<Option<Sorted>> = const { RefCell::new(None) };
}

/// The column that a list is sorted by, and whether from the last to the first.
type Sorted = Option<(String, bool)>;

/// Notes when a head is followed, as long as the document lives.
pub(super) fn remember() {
    before("click", |event| {
        if let Some(link) = link_of(event) {
            BEFORE.replace(link.class_list().contains("sort").then(sorted_by));
        }
    });
}

/// If a head was followed, waits until the list is sorted otherwise than it was then, and says by which column, and whether from
/// the last to the first.
pub(super) fn arrive(say: impl FnOnce(&str, bool) + 'static) {
    if let Some(before) = BEFORE.take() {
        STEP.set(STEP.get() + 1);
        wait(STEP.get(), before, PATIENCE, say);
    }
}

fn wait(step: u32, before: Sorted, frames: u32, say: impl FnOnce(&str, bool) + 'static) {
    request_animation_frame(move || match sorted_by() {
        _ if STEP.get() != step || frames == 0 => {}
        Some((column, descending)) if before != Some((column.clone(), descending)) => {
            say(&column, descending);
        }
        _ => wait(step, before, frames - 1, say),
    });
}

fn sorted_by() -> Sorted {
    let head = document().query_selector("th:is([aria-sort=ascending], [aria-sort=descending])").ok()??;
    let column = head.text_content()?.trim().to_owned();
    Some((column, head.get_attribute("aria-sort")? == "descending"))
}

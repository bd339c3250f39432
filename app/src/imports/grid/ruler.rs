//! Beside the grid: where in the file rows in error and rows with a warning stand, and what of it is in view.

use super::view::GridView;
use crate::imports::browser;
use crate::imports::check::PAUSE;
use crate::imports::state::ImportState;
use leptos::leptos_dom::helpers::debounce;
use leptos::prelude::*;
use leptos::{ev, html};

/// Into how many strips the rows are divided: on most screens each is two pixels tall.
const STRIPS: u16 = 250;

/// Shows the whole of the rows as a strip; a click leads to the rows that stand there. The keyboard has F8 for it, and ears the
/// filters with their counts.
#[component]
pub fn Ruler(state: ImportState, grid: GridView) -> impl IntoView {
    let rows = state.rows;
    let strip: NodeRef<html::Div> = NodeRef::new();
    let mut later = debounce(PAUSE, move |()| state.measure(STRIPS));
    Effect::new(move |_| {
        rows.total.track();
        rows.filter.track();
        state.summary.track();
        if state.checked.get() {
            later(());
        }
    });

    let go = move |event: ev::MouseEvent| {
        let height = strip.get_untracked().map_or(0.0, |strip| browser::height(&strip));
        if height > 0.0 {
            grid.show_from(f64::from(event.offset_y()) / height);
        }
    };
    let in_view = move || {
        let (total, positions) = (f64::from(rows.total.get().max(1)), grid.positions());
        let at = |position: u32| f64::from(position) * f64::from(STRIPS) / total;
        (at(positions.start), (at(positions.end) - at(positions.start)).max(2.0))
    };

    view! {
        <div class="ruler" aria-hidden="true" node_ref=strip on:click=go>
            <svg viewBox=format!("0 0 12 {STRIPS}") preserveAspectRatio="none">
                <path class="w" d=move || rows.marks.with(|marks| lines(&marks.warnings))></path>
                <path class="e" d=move || rows.marks.with(|marks| lines(&marks.errors))></path>
                <rect class="v" x="0.5" width="11" y=move || in_view().0 height=move || in_view().1></rect>
            </svg>
        </div>
    }
}

/// A line across each of some strips, as the path of a drawing.
fn lines(strips: &[u16]) -> String {
    let lines: Vec<String> = strips.iter().map(|strip| format!("M2 {strip}.5h8")).collect();
    lines.concat()
}

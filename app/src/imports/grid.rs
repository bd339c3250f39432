//! The grid of the preview. All rows of the file can be reached, but only those in view are drawn.
//!
//! The table stands still at the top of the scrolled area; scrolling changes which rows it holds, and
//! moves its body by less than a row. The area is as tall as all rows would be, up to a limit of
//! browsers, beyond which [`Geometry`] scales.

mod cells;
mod foot;
mod geometry;
mod head;
mod keys;
mod ruler;
mod view;

use super::browser::{self, SizeWatch};
use super::check::SelectionBar;
use super::state::ImportState;
use super::texts::Texts;
use crate::i18n::use_texts;
use domain::imports::{Column, Field};
use foot::Foot;
use head::Head;
use leptos::prelude::*;
use ruler::Ruler;
pub use view::GridView;

/// A column of the grid: a field, and the column of the file that feeds it, if one does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    field: Field,
    column: Option<Column>,
}

/// From so many rows on, their lines take a wider column.
const MANY: u32 = 99_999;

/// The columns of the grid: those that the file feeds in the file's order, then fields of which
/// something is to be said although nothing feeds them.
fn shown(state: ImportState) -> Vec<Shown> {
    let mut shown: Vec<Shown> = state.opened.with(|opened| {
        let columns = opened.iter().flat_map(|opened| opened.columns.clone());
        columns.filter_map(|column| Some(Shown { field: column.field?, column: Some(column) })).collect()
    });

    state.summary.with(|summary| {
        for issue in &summary.issues {
            if shown.iter().all(|shown| shown.field != issue.field) {
                shown.push(Shown { field: issue.field, column: None });
            }
        }
    });

    shown
}

/// Why there is no row: none was let through, or the columns are not known yet.
fn nothing(state: ImportState, t: &Texts) -> &'static str {
    let unmapped =
        state.opened.with(|opened| opened.as_ref().is_some_and(|opened| !opened.missing.is_empty()));
    if unmapped { t.map_first } else { t.nothing_to_show }
}

/// The rows of the file.
#[component]
pub fn Grid(
    /// The state of the page.
    state: ImportState,
) -> impl IntoView {
    let t = use_texts().imports();
    let fields = Memo::new(move |_| shown(state));
    let grid = GridView::new(state, fields);
    let rows = state.rows;
    let watch = StoredValue::new(None);
    Effect::new(move |_| {
        if let Some(scroller) = grid.scroller.get() {
            watch.set_value(SizeWatch::of(&scroller, move || grid.resize()));
        }
    });
    Effect::new(move |before: Option<()>| {
        rows.total.track();
        if before.is_some() {
            grid.follow();
        } else {
            // Rows come a turn after the frame that they stand in.
            request_animation_frame(move || {
                if watch.try_with_value(|_| ()).is_some() {
                    grid.follow();
                }
            });
        }
    });
    Effect::new(move |_| {
        if let Some((position, field)) = rows.target.get() {
            grid.go_to(position, field);
        }
    });
    Effect::new(move |_| {
        if let Some((position, column)) = rows.moved.get() {
            grid.follow_active(position, column);
        }
    });

    view! {
        <div class="sheet-frame">
            <div
                class="sheet-scroll"
                tabindex="-1"
                role="group"
                aria-label=t.preview_scroll
                node_ref=grid.scroller
                on:scroll=move |_| grid.follow()
                on:keydown=move |event| grid.press(&event)
                on:paste=move |event| grid.paste(&event)
            >
                <div node_ref=grid.space>
                    <div class="sheet-window" node_ref=grid.window>
                        <table
                            class="sheet"
                            class:many=move || state.summary.with(|summary| summary.rows >= MANY)
                            role="grid"
                            aria-labelledby="h-preview"
                            aria-multiselectable="true"
                            aria-rowcount=move || rows.total.get() + 1
                            aria-busy=move || (!state.checked.get()).to_string()
                            node_ref=grid.table
                        >
                            <Head state fields node_ref=grid.head/>
                            <tbody
                                node_ref=grid.body
                                on:mousedown=move |event| grid.press_pointer(&event)
                                on:click=move |event| grid.click(&event)
                                on:dblclick=move |event| grid.double_click(&event)
                                on:focusout=move |event| grid.leave(&event)
                            >
                                <For each=move || grid.positions() key=|position| *position let:position>
                                    {cells::row(state, grid, position)}
                                </For>
                            </tbody>
                        </table>
                    </div>
                </div>
                {move || {
                    (state.checked.get() && rows.total.get() == 0)
                        .then(|| view! { <p class="sheet-empty soft">{move || nothing(state, t)}</p> })
                }}
            </div>
            <Ruler state grid/>
        </div>
        {cells::cell_choices(state)}
        <SelectionBar state grid/>
        <Foot state grid/>
    }
}

/// Moves the focus to a cell once it is drawn.
fn focus(grid: GridView, position: u32, column: usize) {
    if let Some(table) = grid.table.get_untracked() {
        browser::focus_cell(&table, position, column);
    }
}

use crate::i18n::use_texts;
use crate::icons::{Icon, IconName};
use crate::imports::grid::GridView;
use crate::imports::state::ImportState;
use domain::imports::Verdict;
use leptos::prelude::*;
use protocol::RowFilter;

/// What can be done with the selected rows or, without a selection, with all rows of a filter or a search.
#[component]
pub fn SelectionBar(state: ImportState, grid: GridView) -> impl IntoView {
    let t = use_texts().imports();
    let rows = state.rows;
    let selected = Memo::new(move |_| rows.selected().map(|selected| selected.count));
    let narrowed = Memo::new(move |_| {
        let narrowed = rows.filter.get() != RowFilter::All || rows.sought.with(|sought| !sought.is_empty());
        narrowed && rows.total.get() > 0
    });
    let only_discarded = move || rows.filter.get() == RowFilter::Verdict { verdict: Verdict::Blank };
    let none_discarded = Memo::new(move |_| state.summary.with(|summary| summary.discarded == 0));
    let words = move || match selected.get() {
        Some(count) => (t.repair.selected)(u64::from(count)),
        None => (t.repair.shown)(u64::from(rows.total.get())),
    };
    let fill = move || {
        let field =
            grid.field_at(rows.active.get().1).filter(|_| selected.get().is_some_and(|count| count > 1));
        field.map(|field| {
            view! {
                <button class="button small" type="button" on:click=move |_| state.fill_down(field)>
                    <Icon of=IconName::Down/>
                    {(t.repair.fill_down)((t.field)(field))}
                    " "
                    <kbd>"Ctrl+D"</kbd>
                </button>
            }
        })
    };
    let discard = move || {
        let words = if selected.get().is_some() { t.repair.discard } else { t.repair.discard_shown };
        (!only_discarded()).then(|| {
            view! {
                <button class="button small" type="button" on:click=move |_| state.discard(true)>
                    {words}
                </button>
            }
        })
    };

    let keep = move || {
        let words = if selected.get().is_some() { t.repair.keep } else { t.repair.keep_shown };
        (!none_discarded.get() && (only_discarded() || selected.get().is_some())).then(|| {
            view! {
                <button class="button small" type="button" on:click=move |_| state.discard(false)>
                    {words}
                </button>
            }
        })
    };

    let clear = move || {
        selected.get().map(|_| {
            view! {
                <button
                    class="button small quiet icon-only"
                    type="button"
                    aria-label=t.repair.clear_selection
                    on:click=move |_| rows.anchor.set(None)
                >
                    <Icon of=IconName::Cross/>
                </button>
            }
        })
    };

    move || {
        (selected.get().is_some() || narrowed.get()).then(|| {
            view! {
                <div class="bulkbar">
                    <span>{words}</span>
                    <div class="acts">{fill} {discard} {keep} {clear}</div>
                </div>
            }
        })
    }
}

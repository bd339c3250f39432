use super::view::GridView;
use crate::i18n::use_texts;
use crate::imports::state::{ImportState, Notice, RepairMessage};
use leptos::prelude::*;

/// Below the grid: what is in view, and what was done last.
#[component]
pub fn Foot(state: ImportState, grid: GridView) -> impl IntoView {
    let t = use_texts().imports();
    let rows = state.rows;
    let in_view = move || {
        let (total, positions) = (rows.total.get(), grid.positions());
        (total > 0)
            .then(|| (t.showing)(u64::from(positions.start) + 1, u64::from(positions.end), u64::from(total)))
    };
    let notice = move || {
        state.notice.get().map(|notice| match notice {
            Notice::Changed(rows, RepairMessage::Changed) => (t.changed_rows)(u64::from(rows)),
            Notice::Changed(rows, RepairMessage::Discarded) => (t.repair.discarded)(u64::from(rows)),
            Notice::Changed(rows, RepairMessage::Kept) => (t.repair.kept)(u64::from(rows)),
            Notice::Changed(rows, RepairMessage::Split) => (t.repair.split)(u64::from(rows)),
            Notice::NoMoreErrors => t.no_more_errors.to_owned(),
            Notice::SavedAsUtf8(encoding) => (t.saved_as_utf8)((t.encoding)(encoding)),
        })
    };

    view! {
        <div class="sheet-foot">
            <span>{in_view}</span>
            <span role="status">
                {move || (!state.checked.get()).then(|| (t.checking)(u64::from(state.summary.with(|summary| summary.rows))))}
                {notice}
            </span>
        </div>
    }
}

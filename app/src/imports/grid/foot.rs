use super::view::GridView;
use crate::i18n::use_texts;
use crate::imports::desk::{Desk, Notice, Saying};
use leptos::prelude::*;

/// Below the grid: what is in view, what is wrong with the cell that the keyboard is at, what was
/// done last.
#[component]
pub fn Foot(
    /// The state of the page.
    desk: Desk,
    /// The grid.
    grid: GridView,
) -> impl IntoView {
    let t = use_texts().imports();
    let rows = desk.rows;
    let in_view = move || {
        let (total, positions) = (rows.total.get(), grid.positions());
        (total > 0)
            .then(|| (t.showing)(u64::from(positions.start) + 1, u64::from(positions.end), u64::from(total)))
    };
    let finding = move || {
        let (position, column) = rows.active.get();
        let field = grid.field_at(column)?;
        let row = rows.at(position)?;
        let issue = row.issues.iter().find(|issue| issue.field == field)?;
        Some((t.wording.sentence)(issue, row.cells.get(field)))
    };
    let notice = move || {
        desk.notice.get().map(|notice| match notice {
            Notice::Changed(rows, Saying::Changed) => (t.changed_rows)(u64::from(rows)),
            Notice::Changed(rows, Saying::Discarded) => (t.repair.discarded)(u64::from(rows)),
            Notice::Changed(rows, Saying::Kept) => (t.repair.kept)(u64::from(rows)),
            Notice::NoMoreErrors => t.no_more_errors.to_owned(),
            Notice::SavedAsUtf8(encoding) => (t.saved_as_utf8)((t.encoding)(encoding)),
        })
    };
    view! {
        <div class="sheet-foot">
            <span>{in_view}</span>
            <span role="status">
                {move || (!desk.checked.get()).then(|| (t.checking)(u64::from(desk.summary.with(|summary| summary.rows))))}
                {notice}
            </span>
            <span class="finding" id="cell-finding">
                {finding}
            </span>
        </div>
    }
}

use super::search::Search;
use crate::i18n::{number, use_texts};
use crate::icons::{Icon, IconName};
use crate::imports::state::ImportState;
use domain::imports::Verdict;
use leptos::prelude::*;
use protocol::{IssueCount, RowFilter, Summary};

/// Over the grid: which rows are shown, and what can be done with all of them.
#[component]
pub fn Toolbar(
    /// The state of the page.
    state: ImportState,
) -> impl IntoView {
    let t = use_texts().imports();
    let nothing_to_undo = move || state.summary.with(|summary| summary.undo == 0);
    let nothing_to_redo = move || state.summary.with(|summary| summary.redo == 0);
    let no_error = move || state.summary.with(|summary| summary.counts.error == 0);

    view! {
        <div class="bar">
            <Filters state/>
            <IssueFilter state/>
            <Search state/>
            <div class="tools">
                <button
                    class="button icon-only"
                    type="button"
                    aria-label=t.undo
                    title="Ctrl+Z"
                    aria-disabled=move || nothing_to_undo().then_some("true")
                    on:click=move |_| state.undo()
                >
                    <Icon of=IconName::Undo/>
                </button>
                <button
                    class="button icon-only"
                    type="button"
                    aria-label=t.redo
                    title="Ctrl+Y"
                    aria-disabled=move || nothing_to_redo().then_some("true")
                    on:click=move |_| state.redo()
                >
                    <Icon of=IconName::Redo/>
                </button>
                <button
                    class="button small"
                    type="button"
                    aria-disabled=move || no_error().then_some("true")
                    on:click=move |_| state.next_error()
                >
                    {t.next_error}
                    " "
                    <kbd>"F8"</kbd>
                </button>
            </div>
        </div>
    }
}

/// A filter, how many rows it shows, and what they are.
type Counted = (RowFilter, u32, &'static str);

#[component]
fn Filters(state: ImportState) -> impl IntoView {
    let texts = use_texts();
    let t = texts.imports();
    let offered = move |summary: &Summary, chosen: RowFilter| -> Vec<Counted> {
        let counts = summary.counts;
        let verdict = |verdict| RowFilter::Verdict { verdict };
        let n = u64::from;
        let judged = [
            (verdict(Verdict::Create), counts.create, t.filter_create),
            (verdict(Verdict::Assign), counts.assign, (t.filter_assign)(n(counts.assign))),
            (verdict(Verdict::Profile), counts.profile, (t.filter_profile)(n(counts.profile))),
            (verdict(Verdict::Name), counts.name, (t.filter_name)(n(counts.name))),
            (verdict(Verdict::Unchanged), counts.unchanged, (t.filter_unchanged)(n(counts.unchanged))),
        ];
        let good = judged.iter().map(|(_, count, _)| count).sum::<u32>() + summary.good;
        let left_out = (t.repair.filter_discarded)(n(summary.discarded));
        // The one that is chosen stays when no row is left of it: what applies must be seen.
        let is_offered = |of: RowFilter, count: u32| count > 0 || of == chosen;
        let mut filters = vec![(RowFilter::All, summary.rows, t.filter_all)];
        if is_offered(RowFilter::Good, summary.good) {
            filters.push((RowFilter::Good, good, (t.filter_good)(n(good))));
        }
        filters.extend(judged.into_iter().filter(|(of, count, _)| is_offered(*of, *count)));
        filters.push((verdict(Verdict::Error), counts.error, t.filter_error));
        if is_offered(verdict(Verdict::Blank), summary.discarded) {
            filters.push((verdict(Verdict::Blank), summary.discarded, left_out));
        }
        filters
    };
    let filters = Memo::new(move |_| {
        let chosen = state.rows.filter.get();
        state.summary.with(|summary| offered(summary, chosen))
    });
    let filter = state.rows.filter;
    // The count and the name change while rows are checked; the choice itself stays, and its focus.
    let choice = move |of: RowFilter| {
        let now = Memo::new(move |_| {
            let now = filters.with(|filters| filters.iter().find(|(offered, ..)| *offered == of).copied());
            now.map_or((0, ""), |(_, count, name)| (count, name))
        });
        let bad = move || of == RowFilter::Verdict { verdict: Verdict::Error } && now.get().0 > 0;
        view! {
            <label class:bad=bad>
                <input
                    type="radio"
                    name="filter"
                    prop:checked=move || filter.get() == of
                    on:click=move |_| state.look_again(of)
                    on:change=move |_| state.show(of)
                />
                <b>{move || number(texts.locale, u64::from(now.get().0))}</b>
                " "
                {move || now.get().1}
            </label>
        }
    };
    let kinds = move || filters.with(|filters| filters.iter().map(|(of, ..)| *of).collect::<Vec<_>>());

    view! {
        <fieldset class="filters">
            <legend class="vh">{t.shown_rows}</legend>
            <For each=kinds key=|of| *of let:of>
                {choice(of)}
            </For>
        </fieldset>
    }
}

/// The rows with one kind of issue.
#[component]
fn IssueFilter(state: ImportState) -> impl IntoView {
    let texts = use_texts();
    let t = texts.imports();
    // As among the filters, the one that is chosen stays when no row is left of it.
    let issues = Memo::new(move |_| {
        let mut issues = state.summary.with(|summary| summary.issues.clone());
        if let RowFilter::Issue { field, kind } = state.rows.filter.get()
            && issues.iter().all(|of| (of.field, of.kind) != (field, kind))
        {
            issues.push(IssueCount { field, kind, rows: 0 });
        }
        issues
    });
    let choose = move |event| {
        let chosen: Option<usize> = event_target_value(&event).parse().ok();
        let issue = chosen.and_then(|index| issues.with_untracked(|issues| issues.get(index).copied()));
        state.show(issue.map_or(RowFilter::All, |of| RowFilter::Issue { field: of.field, kind: of.kind }));
    };
    let option = move |(index, of): (usize, IssueCount)| {
        let is_shown = move || state.rows.filter.get() == RowFilter::Issue { field: of.field, kind: of.kind };
        let name = (t.wording.name)(of.field, of.kind);
        view! {
            <option value=index.to_string() prop:selected=is_shown>
                {format!("{name} ({})", number(texts.locale, u64::from(of.rows)))}
            </option>
        }
    };

    move || {
        let issues = issues.get();
        (!issues.is_empty()).then(|| {
            view! {
                <select class="input small" aria-label=t.by_error on:change=choose>
                    <option value="" prop:selected=move || !matches!(state.rows.filter.get(), RowFilter::Issue { .. })>
                        {t.any_error}
                    </option>
                    {issues.into_iter().enumerate().map(option).collect_view()}
                </select>
            }
        })
    }
}

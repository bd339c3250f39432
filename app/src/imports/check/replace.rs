use super::search::PAUSE;
use crate::i18n::use_texts;
use crate::imports::state::ImportState;
use domain::imports::{Field, Opened};
use leptos::ev;
use leptos::leptos_dom::helpers::debounce;
use leptos::prelude::*;
use protocol::Replacement;

/// Replaces a text in a column or in all, after saying in how many rows.
#[component]
pub fn ReplacePanel(
    /// The state of the page.
    state: ImportState,
) -> impl IntoView {
    let t = use_texts().imports().repair;
    let wanted = RwSignal::new(Replacement::default());
    let is_open = RwSignal::new(false);
    let says_something =
        move || wanted.with(|wanted| !wanted.from.is_empty() || (wanted.whole && wanted.field.is_some()));
    let mut later = debounce(PAUSE, move |replacement| state.count_replaced(replacement));
    let changes =
        Memo::new(move |_| state.summary.with(|summary| (summary.undo, summary.redo, summary.rows)));
    Effect::new(move |_| {
        // Read, not only tracked: a memo that nobody reads never hears of what it depends on.
        let (_, _, rows) = changes.get();
        if rows > 0 && is_open.get() && says_something() {
            later(wanted.get());
        }
    });
    let count = Memo::new(move |_| {
        let counted =
            state.replaceable.get().filter(|(what, _)| says_something() && wanted.with(|w| w == what));
        counted.map(|(_, rows)| u64::from(rows))
    });
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        if count.get_untracked().is_some_and(|rows| rows > 0) {
            state.replace(wanted.get_untracked());
        }
    };

    view! {
        <details class="replace" on:toggle=move |_| is_open.update(|open| *open = !*open)>
            <summary>{t.replace}</summary>
            <form on:submit=submit>
                <Columns state wanted/>
                <Text id="remplacer-quoi" label=t.replace_from write=move |text| wanted.update(|w| w.from = text)/>
                <Text id="remplacer-par" label=t.replace_to write=move |text| wanted.update(|w| w.to = text)/>
                <Tick label=t.whole_cell tick=move |on| wanted.update(|w| w.whole = on)/>
                <Tick label=t.exact_case tick=move |on| wanted.update(|w| w.exact_case = on)/>
                <button
                    class="button small"
                    type="submit"
                    aria-disabled=move || (count.get().unwrap_or(0) == 0).then_some("true")
                >
                    {move || (t.replace_rows)(count.get().unwrap_or(0))}
                </button>
                <span class="soft" role="status">
                    {move || count.get().map(t.replace_count)}
                </span>
                <p class="hint">{t.whole_cell_hint}</p>
            </form>
        </details>
    }
}

/// The column in which to replace: those that the file has.
#[component]
fn Columns(state: ImportState, wanted: RwSignal<Replacement>) -> impl IntoView {
    let texts = use_texts().imports();
    let t = texts.repair;
    let fields = Memo::new(move |_| {
        let columns =
            |opened: &Opened| opened.columns.iter().filter_map(|column| column.field).collect::<Vec<_>>();
        state.opened.with(|opened| opened.as_ref().map(columns).unwrap_or_default())
    });
    let choose = move |event| {
        let chosen = event_target_value(&event);
        wanted.update(|w| w.field = Field::ALL.into_iter().find(|field| field.code() == chosen));
    };

    let option = move |field: Field| view! { <option value=field.code()>{(texts.field)(field)}</option> };

    view! {
        <span class="pair">
            <label for="remplacer-ou">{t.replace_in}</label>
            <select class="input small" id="remplacer-ou" on:change=choose>
                <option value="">{t.all_columns}</option>
                {move || fields.get().into_iter().map(option).collect_view()}
            </select>
        </span>
    }
}

#[component]
fn Text(
    id: &'static str,
    label: &'static str,
    write: impl Fn(String) + Copy + Send + Sync + 'static,
) -> impl IntoView {
    view! {
        <span class="pair">
            <label for=id>{label}</label>
            <input
                class="input small"
                id=id
                autocomplete="off"
                spellcheck="false"
                maxlength="4096"
                on:input=move |event| write(event_target_value(&event))
            />
        </span>
    }
}

#[component]
fn Tick(label: &'static str, tick: impl Fn(bool) + Copy + Send + Sync + 'static) -> impl IntoView {
    view! {
        <label class="choice">
            <input type="checkbox" on:change=move |event| tick(event_target_checked(&event))/>
            <span>{label}</span>
        </label>
    }
}

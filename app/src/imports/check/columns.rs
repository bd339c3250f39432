//! Which column of the file feeds which field.

use crate::components::{Callout, Tone};
use crate::i18n::use_texts;
use crate::imports::state::{Choice, ImportState};
use domain::imports::{Column, Field, Opened, is_reasons};
use leptos::prelude::*;
use protocol::ClusterKey;

/// What the grid has no column for: fields that no column feeds, and columns that feed no field.
#[component]
pub fn OtherColumns(state: ImportState) -> impl IntoView {
    let t = use_texts().imports();
    let missing = Memo::new(move |_| {
        let missing = state.opened.with(|opened| opened.as_ref().map(|opened| opened.missing.clone()));
        let is_empty = |field: &Field| state.rows_without(*field) > 0 || !state.checked.get();
        missing.unwrap_or_default().into_iter().filter(is_empty).collect::<Vec<_>>()
    });
    let ignored = move |opened: &Opened| {
        let columns: Vec<Column> =
            opened.columns.iter().filter(|column| is_left_out(column)).cloned().collect();
        let open = !opened.missing.is_empty();
        (!columns.is_empty()).then(|| {
            view! {
                <details class="ignored-columns" open=open>
                    <summary>{(t.ignored_columns)(columns.len() as u64)}</summary>
                    <ul class="row">
                        {columns
                            .into_iter()
                            .map(|column| view! { <li><ColumnHead state column/></li> })
                            .collect_view()}
                    </ul>
                </details>
            }
        })
    };

    view! {
        <LastTime state/>
        {move || {
            let fields = missing.get();
            (!fields.is_empty()).then(|| view! { <Missing state fields/> })
        }}
        <Assumed state/>
        {move || state.opened.with(|opened| opened.as_ref().map(ignored))}
    }
}

/// What no column feeds though each row needs it, and what could stand there for all rows.
#[component]
fn Missing(state: ImportState, fields: Vec<Field>) -> impl IntoView {
    let t = use_texts().imports();
    let names: Vec<&str> = fields.iter().map(|field| (t.field)(*field)).collect();
    let choices = fields.into_iter().filter(move |field| !state.choices(*field).is_empty());

    view! {
        <Callout tone=Tone::Bad role="alert">
            <p>
                {t.missing_columns}
                <b>{names.join(", ")}</b>
            </p>
            {choices.map(|field| view! { <ForAllRows state field/> }).collect_view()}
        </Callout>
    }
}

/// One contract, site or profile for all rows that name none.
#[component]
fn ForAllRows(state: ImportState, field: Field) -> impl IntoView {
    let t = use_texts().imports();
    let id = format!("all-{}", field.code());
    let choose = move |event| {
        let chosen = event_target_value(&event);
        if !chosen.is_empty() {
            state.correct(ClusterKey::filling(field, chosen));
        }
    };

    view! {
        <p class="for-all">
            <label for=id.clone()>{(t.repair.for_all_rows)((t.field)(field))}</label>
            " "
            <select class="input small" id=id on:change=choose disabled=move || !state.checked.get()>
                <option value="">{(t.repair.choose)(field)}</option>
                {state
                    .choices(field)
                    .into_iter()
                    .map(|Choice { value, name }| view! { <option value=value>{name}</option> })
                    .collect_view()}
            </select>
        </p>
    }
}

/// What all rows mean, though no column says it: the only contract or site that there is.
#[component]
fn Assumed(state: ImportState) -> impl IntoView {
    let t = use_texts().imports();
    let said = move |(field, value): &(Field, String)| {
        view! { <li>{(t.repair.assumed)((t.field)(*field), value)}</li> }
    };
    move || {
        let assumed = state.opened.with(|opened| opened.as_ref().map(|opened| opened.assumed.clone()));
        let assumed = assumed.filter(|assumed| !assumed.is_empty())?;
        Some(view! {
            <Callout role="status">
                <ul>{assumed.iter().map(said).collect_view()}</ul>
            </Callout>
        })
    }
}

/// That the columns are read as they were the last time, and the way back.
#[component]
fn LastTime(state: ImportState) -> impl IntoView {
    let t = use_texts().imports();
    move || {
        state.reuse_previous_mapping.get().then(|| {
            view! {
                <Callout role="status">
                    <p>
                        {t.previous_mapping_reused}
                        " "
                        <button class="linklike" type="button" on:click=move |_| state.forget_last_time()>
                            {t.columns_by_heading}
                        </button>
                    </p>
                </Callout>
            }
        })
    }
}

/// Whether a column feeds nothing though it could: that of our own reasons is to be left out.
fn is_left_out(column: &Column) -> bool {
    column.field.is_none() && !is_reasons(&column.header)
}

/// A column's name in the file, and the choice of what it feeds.
#[component]
pub fn ColumnHead(state: ImportState, column: Column) -> impl IntoView {
    let t = use_texts().imports();
    let Column { index, header, sample, field } = column;
    let named = !header.is_empty();
    let name = if named { header } else { (t.column_without_name)(u64::from(index) + 1) };
    let label = (t.column_feeds)(&name);
    let example = (field.is_none() || !named).then_some(sample).filter(|sample| !sample.is_empty());
    let choose = move |event| {
        let chosen = Field::ALL.into_iter().find(|field| field.code() == event_target_value(&event));
        state.map_column(index, chosen);
    };

    view! {
        <span class="src" class:none=field.is_none()>
            <span class="name">{name}</span>
            {example.map(|example| view! { " " <i>{example}</i> })}
        </span>
        <select class="input small" aria-label=label on:change=choose>
            <option value="" selected=field.is_none()>
                {t.not_imported}
            </option>
            {Field::ALL
                .map(|of| {
                    view! {
                        <option value=of.code() selected=field == Some(of)>
                            {(t.field)(of)}
                        </option>
                    }
                })
                .collect_view()}
        </select>
    }
}

impl ImportState {
    /// Has a column feed a field, which no other column feeds then.
    fn map_column(self, index: u32, field: Option<Field>) {
        let read: Vec<Option<Field>> = self.opened.with_untracked(|opened| {
            opened.iter().flat_map(|opened| &opened.columns).map(|column| column.field).collect()
        });
        self.reread(|overrides| {
            // A choice that is still being read counts, too.
            let mapping = overrides.mapping.get_or_insert(read);
            for (column, feeds) in (0..).zip(mapping) {
                if column == index {
                    *feeds = field;
                } else if *feeds == field {
                    *feeds = None;
                }
            }
        });
    }
}

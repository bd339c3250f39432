use crate::components::{Callout, Tone};
use crate::i18n::use_texts;
use crate::icons::{Icon, IconName};
use crate::imports::state::ImportState;
use domain::imports::{Encoding, Opened, Overrides};
use domain::paths;
use leptos::prelude::*;
use protocol::Sheets;

/// How the file is read: each choice by its consequence, and a click reads the file anew.
#[component]
pub fn DialectBar(
    /// The state of the page.
    state: ImportState,
) -> impl IntoView {
    let t = use_texts().imports();

    view! {
        <section class="dialect" aria-label=t.dialect>
            <FileFacts state/>
            {move || {
                state.opened
                    .get()
                    .map(|opened| {
                        let workbook = state.workbook.get_untracked();
                        view! {
                            <SheetChoice state workbook=workbook.clone()/>
                            <HiddenRows workbook/>
                            <Encodings state opened=opened.clone()/>
                            <Delimiters state opened=opened.clone()/>
                            <label class="choice">
                                <input
                                    type="checkbox"
                                    prop:checked=opened.dialect.header
                                    on:change=move |event| {
                                        let header = event_target_checked(&event);
                                        state.reread(|overrides| {
                                            overrides.header = Some(header);
                                            overrides.mapping = None;
                                        });
                                    }
                                />
                                <span>{t.header_row}</span>
                            </label>
                        }
                    })
            }}
        </section>
    }
}

#[component]
fn FileFacts(state: ImportState) -> impl IntoView {
    let t = use_texts().imports();
    let facts = move || {
        let columns = state.opened.with(|opened| opened.as_ref().map_or(0, |opened| opened.columns.len()));
        let rows = state.summary.with(|summary| summary.rows);
        (t.rows_and_columns)(u64::from(rows), columns as u64)
    };
    let change = move |event: leptos::ev::MouseEvent| {
        event.prevent_default();
        state.close();
    };

    view! {
        <p class="file">
            <Icon of=IconName::File/>
            <b>{move || state.file.get().0}</b>
            <small>
                {facts} " · "
                <a href=paths::IMPORT_USERS on:click=change>
                    {t.change_file}
                </a>
            </small>
        </p>
    }
}

#[component]
fn Encodings(state: ImportState, opened: Opened) -> impl IntoView {
    let t = use_texts().imports();
    let current = opened.dialect.encoding;
    let choice = move |encoding: Encoding, sample: String| {
        let choose = move |_| state.reread(|overrides| overrides.encoding = Some(encoding));
        view! {
            <Choice name="encoding" chosen=encoding == current choose sample detail=(t.encoding)(encoding).to_owned()/>
        }
    };
    let choices = opened.encodings;

    (choices.len() > 1).then(|| {
        view! {
            <fieldset>
                <legend>{t.encoding_legend}</legend>
                <div class="segmented">
                    {choices.into_iter().map(|of| choice(of.encoding, of.sample)).collect_view()}
                </div>
            </fieldset>
        }
    })
}

#[component]
fn Delimiters(state: ImportState, opened: Opened) -> impl IntoView {
    let t = use_texts().imports();
    let current = opened.dialect.delimiter;
    let choice = move |delimiter: char, columns: u32| {
        let choose = move |_| {
            state.reread(|overrides| {
                overrides.delimiter = Some(delimiter);
                overrides.mapping = None;
            });
        };
        let sample = if delimiter == '\t' { t.tab.to_owned() } else { delimiter.to_string() };
        let detail = (t.column_count)(u64::from(columns));
        view! { <Choice name="delimiter" chosen=delimiter == current choose sample detail/> }
    };

    // The cells of a workbook are what they are.
    state.workbook.with_untracked(Option::is_none).then(|| {
        view! {
            <fieldset>
                <legend>{t.delimiter_legend}</legend>
                <div class="segmented">
                    {opened.delimiters.into_iter().map(|of| choice(of.delimiter, of.columns)).collect_view()}
                </div>
            </fieldset>
        }
    })
}

/// Which sheet of a workbook is read, when there are several.
#[component]
fn SheetChoice(state: ImportState, workbook: Option<Sheets>) -> impl IntoView {
    let t = use_texts().imports();
    let choose = move |event| {
        let sheet = event_target_value(&event).parse().ok();
        // Another sheet has other columns.
        state.reread(|overrides| *overrides = Overrides { sheet, ..Overrides::default() });
    };

    workbook.filter(|workbook| workbook.sheets.len() > 1).map(|Sheets { sheets, sheet, .. }| {
        let option = move |(place, name): (usize, String)| {
            let chosen = u32::try_from(place) == Ok(sheet);
            view! { <option value=place.to_string() selected=chosen>{name}</option> }
        };
        view! {
            <label>
                <span>{t.sheet}</span>
                " "
                <select class="input small" on:change=choose>
                    {sheets.into_iter().enumerate().map(option).collect_view()}
                </select>
            </label>
        }
    })
}

/// That rows which the workbook does not show are read, too: whoever filters a list means what is seen of it.
#[component]
fn HiddenRows(workbook: Option<Sheets>) -> impl IntoView {
    let t = use_texts().imports();
    let hidden = workbook.map(|workbook| workbook.hidden_rows).filter(|rows| *rows > 0);

    hidden.map(|rows| {
        view! {
            <Callout tone=Tone::Warn>
                <p>{(t.hidden_rows)(u64::from(rows))}</p>
            </Callout>
        }
    })
}

/// One way of reading: what comes of it, then what it is called.
#[component]
fn Choice(
    name: &'static str,
    chosen: bool,
    choose: impl Fn(leptos::ev::Event) + 'static,
    sample: String,
    detail: String,
) -> impl IntoView {
    view! {
        <label class:no=!chosen>
            <input type="radio" name=name prop:checked=chosen on:change=choose/>
            <Icon of=if chosen { IconName::Check } else { IconName::Cross }/>
            <samp>{sample}</samp>
            " "
            <small>{detail}</small>
        </label>
    }
}

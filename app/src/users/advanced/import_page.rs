use super::add_page::breadcrumbs;
use super::import::{FileRefusal, ImportAdvancedUsers, ImportPreview, Sent, load_advanced_import};
use super::texts::ImportTexts;
use crate::components::{
    Callout, ErrorCallout, OfCustomer, Page, PageHeader, Skeleton, Submit, Tone, after_load,
};
use crate::i18n::{Texts, use_texts};
use domain::advanced_users::{AdvancedFileError, AdvancedRow, AdvancedRowError};
use domain::paths;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

/// *Importer des utilisateurs avancés*: a file, what it would do, and doing that.
#[component]
pub fn ImportAdvancedUsersPage() -> impl IntoView {
    let t = &use_texts().advanced().import;
    let sent = Resource::new(|| (), |()| load_advanced_import());

    view! {
        <Page title=t.title>
            <PageHeader title=t.title lede=t.lede breadcrumbs=move || breadcrumbs(t.title)/>
            <Suspense fallback=|| view! { <Skeleton/> }>
                {after_load(move || async move {
                    match sent.await {
                        Ok(sent) => view! { <Content sent/> }.into_any(),
                        Err(error) => view! { <ErrorCallout error/> }.into_any(),
                    }
                })}
            </Suspense>
        </Page>
    }
}

#[component]
fn Content(#[prop(optional_no_strip)] sent: Sent) -> impl IntoView {
    let texts = use_texts();
    let (preview, refusal) = match sent {
        Some(Ok(preview)) => (Some(preview), None),
        Some(Err(refusal)) => (None, Some(refused(texts, &refusal))),
        None => (None, None),
    };

    view! {
        {preview.map(|preview| view! { <Preview preview/> })}
        <FileForm refusal/>
    }
}

/// The choice of a file.
#[component]
fn FileForm(#[prop(optional_no_strip)] refusal: Option<String>) -> impl IntoView {
    let texts = use_texts();
    let t = &texts.advanced().import;
    let described = if refusal.is_some() { "file-hint file-error" } else { "file-hint" };
    let is_wrong = refusal.is_some().then_some("true");

    view! {
        <form
            class="stack form"
            method="post"
            action=paths::ADVANCED_USERS_FILE
            enctype="multipart/form-data"
            novalidate=true
        >
            <div class="field">
                <label for="file">{t.file}</label>
                <input
                    class="input"
                    id="file"
                    name="file"
                    type="file"
                    accept=".csv,.txt,.xlsx"
                    aria-describedby=described
                    aria-invalid=is_wrong
                />
                <p class="hint" id="file-hint">
                    {t.hint}
                </p>
                {refusal.map(|words| view! { <p class="error" id="file-error" role="alert">{words}</p> })}
            </div>
            <div class="go">
                <Submit label=t.look class=""/>
                <a class="button quiet" href=paths::USER_MANAGEMENT>
                    {texts.advanced().back}
                </a>
            </div>
        </form>
    }
}

fn refused(texts: Texts, refusal: &FileRefusal) -> String {
    let t = &texts.advanced().import;
    match refusal {
        FileRefusal::Nothing => t.nothing_chosen.to_owned(),
        FileRefusal::TooLarge => t.too_large.to_owned(),
        FileRefusal::File(AdvancedFileError::Unreadable(error)) => (texts.imports().unreadable)(error),
        FileRefusal::File(AdvancedFileError::NoAddresses) => t.no_addresses.to_owned(),
        FileRefusal::File(AdvancedFileError::TooMany) => t.too_many.to_owned(),
    }
}

/// What the file would do, and the button that does it.
#[component]
fn Preview(preview: ImportPreview) -> impl IntoView {
    let texts = use_texts();
    let t = &texts.advanced().import;
    let ImportPreview { file_name, file, known } = preview;
    let (added, wrong) = (file.rows.len() as u64, file.wrong.len() as u64);
    let tone = if wrong > 0 { Tone::Warn } else { Tone::Good };
    let no_rows = file.no_rows.len() as u64;
    let rest = [
        (u64::from(known), t.known),
        (wrong, t.wrong),
        (u64::from(file.aside), t.aside),
        (no_rows, t.no_rows),
    ];
    let rest = rest.into_iter().filter(|(n, _)| *n > 0).map(|(n, words)| view! { <p>{words(n)}</p> });
    // What was read is sent again, so that nothing is kept of it meanwhile.
    let rows = serde_json::to_string(&file.rows).unwrap_or_default();
    let button = (added > 0).then(|| {
        view! {
            <form method="post" action=ImportAdvancedUsers::url()>
                <OfCustomer/>
                <input type="hidden" name="rows" value=rows/>
                <Submit label=(t.add)(added)/>
            </form>
        }
    });

    view! {
        <Callout tone=tone role="status">
            <p>
                <b>{(t.would_add)(added, &file_name)}</b>
            </p>
            {rest.collect_view()}
        </Callout>
        {(!file.wrong.is_empty()).then(|| view! { <Wrong rows=file.wrong/> })}
        {(!file.rows.is_empty()).then(|| view! { <Added rows=file.rows/> })}
        {button}
    }
}

/// Rows in error, with their lines and reasons.
#[component]
fn Wrong(rows: Vec<(AdvancedRow, AdvancedRowError)>) -> impl IntoView {
    let texts = use_texts();
    let t = &texts.advanced().import;
    let item = move |(row, error): (AdvancedRow, AdvancedRowError)| {
        view! { <li>{(t.line)(row.line, &row.email)} " " {reason(texts, t, &error)}</li> }
    };

    view! {
        <section class="section" aria-labelledby="h-wrong">
            <header>
                <h2 id="h-wrong">{t.to_correct}</h2>
            </header>
            <ul>{rows.into_iter().map(item).collect_view()}</ul>
        </section>
    }
}

fn reason(texts: Texts, t: &ImportTexts, error: &AdvancedRowError) -> String {
    match error {
        AdvancedRowError::Formula(cell) => (t.formula)(cell),
        AdvancedRowError::Email(error) => (texts.users().fields.address_errors)(*error).to_owned(),
        AdvancedRowError::LastName(error) | AdvancedRowError::FirstName(error) => {
            (texts.advanced().problems.name)(*error).to_owned()
        }
        AdvancedRowError::UnknownContract(number) => (t.unknown_contract)(number),
        AdvancedRowError::Twice { line } => (t.twice)(*line),
    }
}

/// Who would be added.
#[component]
fn Added(rows: Vec<AdvancedRow>) -> impl IntoView {
    let texts = use_texts();
    let t = texts.advanced();
    let row = move |row: AdvancedRow| {
        let name = [row.first_name, row.last_name].join(" ");
        let contracts =
            if row.contracts.is_empty() { t.all_contracts.to_owned() } else { row.contracts.join(", ") };
        view! {
            <tr role="row">
                <th role="rowheader" scope="row" class="main">
                    {row.email}
                </th>
                <td role="cell" data-label=t.import.name>
                    {name.trim().to_owned()}
                </td>
                <td role="cell" data-label=t.contracts>
                    {contracts}
                </td>
            </tr>
        }
    };

    view! {
        <table class="table stackable" role="table">
            <caption class="vh">{t.import.to_add}</caption>
            <thead role="rowgroup">
                <tr role="row">
                    <th role="columnheader" scope="col">
                        {texts.management().email}
                    </th>
                    <th role="columnheader" scope="col">
                        {t.import.name}
                    </th>
                    <th role="columnheader" scope="col">
                        {t.contracts}
                    </th>
                </tr>
            </thead>
            <tbody role="rowgroup">{rows.into_iter().map(row).collect_view()}</tbody>
        </table>
    }
}

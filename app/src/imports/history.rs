//! Past imports: the page of all, and the last few beside the choice of a file.

use super::api::list_imports;
use super::texts::Texts;
use crate::components::{Breadcrumbs, EmptyState, ErrorCallout, Page, PageHeader, Skeleton, after_load};
use crate::i18n::{date_and_time, number, use_texts};
use crate::icons::{Icon, IconName};
use domain::ids::ImportId;
use domain::imports::{ImportReport, Undone, VerdictCounts};
use domain::paths;
use leptos::prelude::*;

/// How many imports stand beside the choice of a file.
const LAST: usize = 3;

/// All imports of the customer.
#[component]
pub fn HistoryPage() -> impl IntoView {
    let t = use_texts().imports();
    let imports = Resource::new(|| (), |()| list_imports());
    let content = move || {
        after_load(move || async move {
            match imports.await {
                Err(error) => view! { <ErrorCallout error/> }.into_any(),
                Ok(imports) if imports.is_empty() => {
                    view! { <EmptyState title=t.history_empty text=t.history_empty_text/> }.into_any()
                }
                Ok(imports) => view! { <HistoryTable imports/> }.into_any(),
            }
        })
    };
    let breadcrumbs = move || {
        let path = vec![(t.users.to_owned(), paths::USERS.to_owned())];
        view! { <Breadcrumbs path here=t.history_title/> }
    };

    view! {
        <Page title=t.history_title>
            <PageHeader title=t.history_title breadcrumbs>
                <a class="button primary" href=paths::IMPORT_USERS>
                    <Icon of=IconName::Upload/>
                    {t.title}
                </a>
            </PageHeader>
            <Suspense fallback=|| view! { <Skeleton/> }>{content()}</Suspense>
        </Page>
    }
}

/// What a figure counts, in words, and how it is told from the report's counts.
type Figure = (fn(u64) -> &'static str, fn(&VerdictCounts) -> u32);

/// What is said of each import: together, every row of its file.
const fn figures(t: &Texts) -> [Figure; 5] {
    [
        (t.tally_created, |counts| counts.create),
        (t.tally_assigned, |counts| counts.assign),
        (t.tally_changed, |counts| counts.profile + counts.name),
        (t.tally_unchanged, |counts| counts.unchanged),
        (t.tally_refused, |counts| counts.error),
    ]
}

#[component]
fn HistoryTable(imports: Vec<ImportReport>) -> impl IntoView {
    let texts = use_texts();
    let t = texts.imports();
    let row = move |report: ImportReport| {
        let counts = report.counts;
        let figures = figures(t).map(|(name, of)| (name, of(&counts)));
        let href = paths::import(report.id);
        let undoing =
            view! { <UndoCell id=report.id file_name=report.file_name.clone() undone=report.undone/> };
        view! {
            <tr role="row">
                <th role="rowheader" scope="row" class="main">
                    <a href=href>{report.file_name}</a>
                </th>
                <td role="cell" data-label=t.date>
                    {date_and_time(texts.locale, report.at)}
                </td>
                <td role="cell" data-label=t.by>
                    {t.author(report.by)}
                </td>
                {figures
                    .map(|(name, count)| {
                        view! {
                            <td role="cell" class="num" data-label=name(2)>
                                {number(texts.locale, u64::from(count))}
                            </td>
                        }
                    })
                    .collect_view()}
                <td role="cell" data-label=t.undoing.state>
                    {undoing}
                </td>
            </tr>
        }
    };

    view! {
        <div class="table-scroll" tabindex="0" role="group" aria-label=t.history_caption>
            <table class="table stackable" role="table">
                <caption class="vh">{t.history_caption}</caption>
                <thead role="rowgroup">
                    <tr role="row">
                        {[t.file, t.date, t.by]
                            .map(|name| view! { <th role="columnheader" scope="col">{name}</th> })
                            .collect_view()}
                        {figures(t)
                            .map(|(name, _)| {
                                view! {
                                    <th role="columnheader" scope="col">
                                        {name(2)}
                                    </th>
                                }
                            })
                            .collect_view()}
                        <th role="columnheader" scope="col">
                            {t.undoing.state}
                        </th>
                    </tr>
                </thead>
                <tbody role="rowgroup">{imports.into_iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
}

/// When an import was undone, or the way to undo it.
#[component]
fn UndoCell(id: ImportId, file_name: String, undone: Option<Undone>) -> impl IntoView {
    let texts = use_texts();
    let t = texts.imports().undoing;

    match undone {
        Some(undone) => view! {
            <span class="status expired">
                <Icon of=IconName::Undo/>
                {(t.undone_on)(&date_and_time(texts.locale, undone.at))}
            </span>
        }
        .into_any(),
        None => view! {
            <a href=paths::undo_import(id)>
                {t.ask}
                <span class="vh">{(t.undo_file)(&file_name)}</span>
            </a>
        }
        .into_any(),
    }
}

/// The last imports, beside the choice of a file.
#[component]
pub fn LastImports() -> impl IntoView {
    let t = use_texts().imports();
    let imports = Resource::new(|| (), |()| list_imports());
    let content = move || {
        after_load(move || async move {
            match imports.await {
                Err(error) => view! { <ErrorCallout error/> }.into_any(),
                Ok(imports) if imports.is_empty() => view! { <p class="soft">{t.none_yet}</p> }.into_any(),
                Ok(imports) => view! { <LastList imports/> }.into_any(),
            }
        })
    };

    view! {
        <section class="section" aria-labelledby="h-last">
            <header>
                <h2 id="h-last">{t.last_imports}</h2>
            </header>
            <Suspense fallback=|| view! { <Skeleton/> }>{content()}</Suspense>
        </section>
    }
}

#[component]
fn LastList(imports: Vec<ImportReport>) -> impl IntoView {
    let texts = use_texts();
    let t = texts.imports();
    let item = move |report: ImportReport| {
        let counts = report.counts;
        let (imported, refused) = (u64::from(counts.rows() - counts.error), u64::from(counts.error));
        let href = paths::import(report.id);
        let undone = report.undone.map(|undone| {
            let at = date_and_time(texts.locale, undone.at);
            view! { <br/> <b>{(t.undoing.undone_on)(&at)}</b> }
        });
        view! {
            <li class="done">
                <div>
                    <a href=href>
                        <b>{report.file_name}</b>
                    </a>
                    <br/>
                    {(t.rows_imported)(imported)}
                    {(refused > 0).then(|| format!(", {}", (t.rows_refused)(refused)))}
                    <br/>
                    <span class="meta">{date_and_time(texts.locale, report.at)} ", " {t.author(report.by)}</span>
                    {undone}
                </div>
            </li>
        }
    };

    view! {
        <ol class="timeline">{imports.into_iter().take(LAST).map(item).collect_view()}</ol>
        <p>
            <a href=paths::IMPORTS>{t.all_imports}</a>
        </p>
    }
}

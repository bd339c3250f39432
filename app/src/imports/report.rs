//! The third step: what came of an import. A page like any other, which needs no JavaScript.

mod undo;

use super::api::{UndoImport, import_report, preview_undo};
use super::browser;
use super::stepper::{Step, StepHeader};
use crate::api::ApiError;
use crate::components::{Callout, ErrorCallout, Page, Skeleton, Tone, after_load};
use crate::i18n::{date_and_time, number, use_texts};
use crate::icons::{Icon, IconName};
use crate::users::query::narrowed_to;
use domain::ids::ImportId;
use domain::imports::{ImportReport, MailCounts, UndoPreview, VerdictCounts};
use domain::paths;
use domain::users::Filter;
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};
use std::time::Duration;
use undo::{UndoQuestion, Undoing};

/// How often the page looks again while mails are leaving.
const REFRESH: Duration = Duration::from_secs(3);

/// What an import did.
#[component]
pub fn ReportPage() -> impl IntoView {
    let t = use_texts().imports();
    let params = use_params_map();
    let id = Memo::new(move |_| params.with(|params| params.get_str("id")?.parse::<ImportId>().ok()));
    let undo = ServerAction::<UndoImport>::new();
    let query = use_query_map();
    let asked = Memo::new(move |_| query.read().get(paths::UNDO_ASKED).is_some());
    let report = Resource::new(
        move || (id.get(), asked.get(), undo.version().get()),
        |(id, asked, _)| load(id, asked),
    );
    let content = move || {
        after_load(move || async move {
            match report.await {
                Ok((report, question)) => view! { <Report report question undo/> }.into_any(),
                Err(error) => view! { <Broken error/> }.into_any(),
            }
        })
    };

    refresh_while_mails_leave(report, asked);

    view! {
        <Page title=t.report_title class="task">
            <StepHeader step=Step::Report/>
            <Transition fallback=|| view! { <Skeleton/> }>{content()}</Transition>
            <div class="actionbar">
                <div class="go">
                    <a class="button quiet" href=paths::IMPORT_USERS>
                        {t.import_another}
                    </a>
                    {move || {
                        id.get()
                            .map(|id| {
                                let brought = Filter { import: Some(id), ..Filter::default() };
                                view! {
                                    <a class="button primary" href=narrowed_to(brought)>
                                        {t.see_users}
                                    </a>
                                }
                            })
                    }}
                </div>
            </div>
        </Page>
    }
}

#[component]
fn Broken(error: ApiError) -> impl IntoView {
    #[cfg(feature = "ssr")]
    crate::api::set_status(error.status());
    view! { <ErrorCallout error/> }
}

/// A report, and when it was asked whether to undo its import, what that would do.
type Loaded = (ImportReport, Option<Result<UndoPreview, ApiError>>);

async fn load(id: Option<ImportId>, asked: bool) -> Result<Loaded, ApiError> {
    let id = id.ok_or(ApiError::NotFound)?;
    let report = import_report(id).await?;
    let question = if asked && report.undone.is_none() { Some(preview_undo(id).await) } else { None };
    Ok((report, question))
}

/// Not while a question is open: it would be asked anew each time.
fn refresh_while_mails_leave(report: Resource<Result<Loaded, ApiError>>, asked: Memo<bool>) {
    Effect::new(move |_| {
        let queued =
            report.get().is_some_and(|report| report.is_ok_and(|(report, _)| report.mails.queued > 0));
        let again =
            (queued && !asked.get()).then(|| set_timeout_with_handle(move || report.refetch(), REFRESH));
        on_cleanup(move || {
            if let Some(Ok(timer)) = again {
                timer.clear();
            }
        });
    });
}

#[component]
fn Report(
    report: ImportReport,
    question: Option<Result<UndoPreview, ApiError>>,
    undo: ServerAction<UndoImport>,
) -> impl IntoView {
    let question = question.map(|preview| {
        let title = (use_texts().imports().undoing.question)(&report.file_name);
        view! { <UndoQuestion id=report.id title preview undo/> }
    });

    view! {
        <ImportOutcome report=report.clone()/>
        <Figures report=report.clone()/>
        <div class="columns">
            <div class="stack">
                <Mails id=report.id mails=report.mails/>
                <Refused id=report.id refused=report.counts.error is_kept=report.keeps_refused/>
            </div>
            <div class="stack">
                <Undoing report=report.clone()/>
                <Receipt report/>
            </div>
        </div>
        {question}
    }
}

/// Whether every row was in place already: it was written nowhere, and nobody was mailed.
const fn is_nothing_done(counts: &VerdictCounts) -> bool {
    counts.unchanged > 0 && counts.unchanged == counts.rows()
}

#[component]
fn ImportOutcome(report: ImportReport) -> impl IntoView {
    let texts = use_texts();
    let t = texts.imports();
    let counts = report.counts;
    let imported = counts.rows() - counts.error - counts.unchanged;
    let sum = [counts.rows(), imported, counts.unchanged, counts.error].map(u64::from);
    let done = if is_nothing_done(&counts) {
        t.nothing_done.to_owned()
    } else {
        (t.imported_at)(u64::from(imported), &date_and_time(texts.locale, report.at))
    };

    let undone = report.undone.map(|undone| (t.undone_at)(&date_and_time(texts.locale, undone.at)));
    let tone = if undone.is_some() || imported == 0 { Tone::Warn } else { Tone::Good };
    let next = match (counts.error, report.mails.failed) {
        _ if undone.is_some() => None,
        (0, 0) => Some((t.next_is_nothing)(report.mails.queued)),
        (0, failed) => Some((t.next_is_mails)(failed)),
        (refused, _) => Some((t.next_is_refused)(u64::from(refused))),
    };

    view! {
        <Callout tone=tone role="status">
            <p>
                <b>{done}</b>
                {undone.map(|undone| view! { " " <b>{undone}</b> })}
            </p>
            <p>{(t.sum)(sum)}</p>
            {next.map(|next| view! { <p>{next}</p> })}
        </Callout>
    }
}

#[component]
fn Figures(report: ImportReport) -> impl IntoView {
    let texts = use_texts();
    let t = texts.imports();
    let counts = report.counts;
    let figure = move |class: &'static str, value: u32, name: fn(u64) -> &'static str| {
        let value = u64::from(value);
        view! {
            <div class=class>
                <dt>{name(value)}</dt>
                <dd>{number(texts.locale, value)}</dd>
            </div>
        }
    };

    view! {
        <dl class="tally">
            {figure("ok", counts.create, t.tally_created)}
            {figure("", counts.assign, t.tally_assigned)}
            {figure("", counts.profile, t.tally_changed)}
            {(counts.name > 0).then(|| figure("", counts.name, t.tally_renamed))}
            {figure("", counts.unchanged, t.tally_unchanged)}
            {figure(if counts.error > 0 { "bad" } else { "" }, counts.error, t.tally_refused)}
        </dl>
    }
}

#[component]
fn Mails(id: ImportId, mails: MailCounts) -> impl IntoView {
    let texts = use_texts();
    let t = texts.imports();
    let total = mails.queued + mails.sent + mails.failed + mails.withdrawn;
    let gone = mails.sent + mails.failed;
    let table = move || {
        view! {
            <div class="progress accent">
                <div class="line">
                    <label for="mails">
                        <b>{number(texts.locale, gone)}</b>
                        " "
                        {(t.mails_gone)(gone)}
                    </label>
                    {(mails.queued > 0)
                        .then(|| view! { <a href=paths::import(id) rel="external">{t.refresh}</a> })}
                </div>
                <progress id="mails" max=total.to_string() value=gone.to_string()></progress>
            </div>
            <MailTable id mails/>
        }
    };

    view! {
        <section class="section" aria-labelledby="h-mails">
            <header>
                <h2 id="h-mails">{t.mails_title}</h2>
                <span class="count">{(t.mails_total)(total)}</span>
            </header>
            {if total == 0 { view! { <p class="soft">{t.mails_none}</p> }.into_any() } else { table().into_any() }}
        </section>
    }
}

#[component]
fn MailTable(id: ImportId, mails: MailCounts) -> impl IntoView {
    let texts = use_texts();
    let t = texts.imports();
    let failed = narrowed_to(Filter { import: Some(id), mail_failed: true, ..Filter::default() });
    let row = move |class: &'static str, glyph: IconName, name: &'static str, count: u64, next: AnyView| {
        (count > 0).then(|| {
            view! {
                <tr>
                    <th scope="row">
                        <span class=class>
                            <Icon of=glyph/>
                            {name}
                        </span>
                    </th>
                    <td class="end num">{number(texts.locale, count)}</td>
                    <td class="soft">{next}</td>
                </tr>
            }
        })
    };

    view! {
        <div class="table-scroll" tabindex="0" role="group" aria-labelledby="h-mails">
            <table class="table">
                <caption class="vh">{t.mails_caption}</caption>
                <thead>
                    <tr>
                        <th scope="col">{t.mail_state}</th>
                        <th scope="col" class="end">
                            {t.mail_count}
                        </th>
                        <th scope="col">{t.mail_next}</th>
                    </tr>
                </thead>
                <tbody>
                    {row("status active", IconName::StatusActive, t.mail_sent, mails.sent, t.next_nothing.into_any())}
                    {row("status invited", IconName::Clock, t.mail_queued, mails.queued, t.next_by_itself.into_any())}
                    {row(
                        "status failed",
                        IconName::MailRefused,
                        t.mail_failed,
                        mails.failed,
                        view! { <a href=failed>{t.next_see_failed}</a> }.into_any(),
                    )}
                    {row("status expired", IconName::Cross, t.mail_withdrawn, mails.withdrawn, t.next_nothing.into_any())}
                </tbody>
            </table>
        </div>
    }
}

#[component]
fn Refused(
    id: ImportId,
    refused: u32,
    /// Whether the server can still give them.
    is_kept: bool,
) -> impl IntoView {
    let texts = use_texts();
    let t = texts.imports();
    // The file as it was written, with its own columns, while this page has it; what the server keeps after that.
    let written = browser::stored_errors(id, refused);
    let text = match &written {
        Some(_) => t.refused_file,
        None if is_kept => t.refused_kept,
        None => t.refused_text,
    };
    let kept = is_kept.then(|| (paths::refused_rows(id), String::new()));
    let download = written.or(kept).map(|(address, name)| {
        view! {
            <p>
                <a class="button" href=address download=name rel="external">
                    <Icon of=IconName::Download/>
                    {(t.download_errors)(u64::from(refused))}
                </a>
            </p>
        }
    });

    (refused > 0).then(|| {
        view! {
            <section class="section" aria-labelledby="h-refused">
                <header>
                    <h2 id="h-refused">{t.refused_title}</h2>
                    <span class="count">{number(texts.locale, u64::from(refused))}</span>
                </header>
                <p class="soft">{text}</p>
                {download}
            </section>
        }
    })
}

#[component]
fn Receipt(report: ImportReport) -> impl IntoView {
    let texts = use_texts();
    let t = texts.imports();
    let facts = [
        (t.file, report.file_name),
        (t.rows_read, number(texts.locale, u64::from(report.counts.rows()))),
        (t.by, t.author(report.by)),
        (t.date, date_and_time(texts.locale, report.at)),
        (t.import_number, report.id.short()),
    ];

    view! {
        <section class="section" aria-labelledby="h-receipt">
            <header>
                <h2 id="h-receipt">{t.receipt}</h2>
            </header>
            <dl class="facts">
                {facts
                    .map(|(name, value)| {
                        view! {
                            <dt>{name}</dt>
                            <dd>{value}</dd>
                        }
                    })
                    .collect_view()}
            </dl>
            <p>
                <a href=paths::IMPORTS>{t.all_imports}</a>
            </p>
        </section>
    }
}

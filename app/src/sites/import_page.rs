//! Sites out of a file: it is chosen or pasted, the page says what each line would do, and what is new is created. The
//! server reads the file, so that all of it works without JavaScript.

use crate::api::ApiError;
use crate::components::{Breadcrumbs, Callout, ErrorCallout, OfCustomer, Page, PageHeader, TextArea, Tone};
use crate::i18n::use_texts;
use domain::imports::ReadError;
use domain::paths;
use domain::sites::{SiteLine, SiteVerdict};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// What came of a file that was sent to this page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SiteFile {
    /// Neither a file nor a text was sent.
    Nothing,
    /// It cannot be read as one.
    Unreadable(ReadError),
    /// What its lines would do.
    Read {
        lines: Vec<SiteLine>,
        /// Whether that is otherwise than it was said before.
        changed: bool,
    },
    /// It is fine, and something else is not.
    Failed(ApiError),
}

/// The file that this page was asked for with.
#[cfg(feature = "ssr")]
fn sent() -> Option<SiteFile> {
    use_context()
}

/// A page that the browser makes was asked for without one.
#[cfg(not(feature = "ssr"))]
fn sent() -> Option<SiteFile> {
    None
}

/// Choosing a file of sites, and what it would do.
#[component]
pub fn ImportSitesPage() -> impl IntoView {
    let t = use_texts();
    let file = SharedValue::new(sent).into_inner();
    let breadcrumbs = move || {
        let path = [(t.layout().my_client_space, paths::USERS), (t.sites().title, paths::SITES)];
        let path: Vec<_> = path.map(|(name, href)| (name.to_owned(), href.to_owned())).into();
        view! { <Breadcrumbs path here=t.sites().import/> }
    };

    view! {
        <Page title=t.sites().import>
            <PageHeader title=t.sites().import lede=t.sites().import_lede breadcrumbs=breadcrumbs/>
            {match file {
                Some(SiteFile::Read { lines, changed }) => view! { <Preview lines changed/> }.into_any(),
                other => view! { <Choice refused=other/> }.into_any(),
            }}
        </Page>
    }
}

/// The file, or a text.
#[component]
fn Choice(#[prop(optional_no_strip)] refused: Option<SiteFile>) -> impl IntoView {
    let t = use_texts();
    let refused = refused.map(|refused| match refused {
        SiteFile::Failed(error) => view! { <ErrorCallout error/> }.into_any(),
        SiteFile::Unreadable(error) => {
            let why = match error {
                ReadError::Empty | ReadError::HeaderOnly => t.sites().no_names.to_owned(),
                error => (t.imports().unreadable)(&error),
            };
            refusal(why).into_any()
        }
        SiteFile::Nothing | SiteFile::Read { .. } => refusal(t.sites().nothing_chosen.to_owned()).into_any(),
    });
    let t = t.sites();

    view! {
        {refused}
        <form class="stack form" method="post" action=paths::IMPORT_SITES enctype="multipart/form-data">
            <OfCustomer/>
            <div class="field">
                <label for="file">{t.file}</label>
                <input
                    class="input"
                    type="file"
                    id="file"
                    name="file"
                    accept=".csv,.txt,.tsv,.xlsx"
                    aria-describedby="file-hint"
                />
                <p class="hint" id="file-hint">
                    {t.file_hint}
                </p>
            </div>
            <TextArea name="names" label=t.paste rows=6 hint=t.paste_hint/>
            <div class="go">
                <button class="button primary" type="submit">
                    {t.check}
                </button>
                <a class="button quiet" href=paths::SITES>
                    {t.cancel}
                </a>
            </div>
        </form>
    }
}

fn refusal(why: String) -> impl IntoView {
    view! {
        <Callout tone=Tone::Bad role="alert">
            <p>{why}</p>
        </Callout>
    }
}

/// What each line would do, and the button that does it.
#[component]
fn Preview(lines: Vec<SiteLine>, changed: bool) -> impl IntoView {
    let t = use_texts().sites();
    let count =
        |wanted: fn(&SiteVerdict) -> bool| lines.iter().filter(|line| wanted(&line.verdict)).count() as u64;
    let new = count(|verdict| *verdict == SiteVerdict::New);
    let known = count(|verdict| matches!(verdict, SiteVerdict::Known | SiteVerdict::Archived));
    let left = lines.len() as u64 - new - known;
    // Lines are texts and codes: they are JSON.
    let previewed = serde_json::to_string(&lines).unwrap_or_default();
    let figure = |class: &'static str, value: u64, name: &'static str| {
        view! {
            <div class=class>
                <dt>{name}</dt>
                <dd>{value}</dd>
            </div>
        }
    };

    view! {
        {changed
            .then(|| {
                view! {
                    <Callout tone=Tone::Warn role="alert">
                        <p>{t.changed}</p>
                    </Callout>
                }
            })}
        <dl class="tally">
            {figure("ok", new, t.tally_new)} {figure("", known, (t.tally_known)(known))}
            {figure(if left > 0 { "bad" } else { "" }, left, (t.tally_left)(left))}
        </dl>
        <form method="post" action=paths::IMPORT_SITES enctype="multipart/form-data">
            <OfCustomer/>
            <input type="hidden" name="previewed" value=previewed/>
            <div class="go">
                {(new > 0)
                    .then(|| {
                        view! {
                            <button class="button primary" type="submit">
                                {(t.create_these)(new)}
                            </button>
                        }
                    })}
                <a class="button quiet" href=paths::IMPORT_SITES>
                    {t.other_file}
                </a>
            </div>
        </form>
        <table class="table stackable" role="table">
            <caption class="vh">{t.preview_caption}</caption>
            <thead role="rowgroup">
                <tr role="row">
                    <th role="columnheader" scope="col" class="num">
                        {t.line}
                    </th>
                    <th role="columnheader" scope="col">{t.site}</th>
                    <th role="columnheader" scope="col">{t.verdict}</th>
                </tr>
            </thead>
            <tbody role="rowgroup">{lines.into_iter().map(row).collect_view()}</tbody>
        </table>
    }
}

fn row(line: SiteLine) -> impl IntoView {
    let t = use_texts().sites();
    let class = match line.verdict {
        SiteVerdict::New => "chip ok",
        SiteVerdict::Known | SiteVerdict::Archived | SiteVerdict::NoName => "chip",
        SiteVerdict::Similar { .. } | SiteVerdict::Twice { .. } => "chip accent",
        SiteVerdict::Invalid(_) | SiteVerdict::Formula => "chip danger",
    };
    let (name, why) = t.told(&line.verdict);

    view! {
        <tr role="row">
            <td role="cell" class="num" data-label=t.line>
                {line.line}
            </td>
            <th role="rowheader" scope="row" class="main">
                {line.text}
            </th>
            <td role="cell" data-label=t.verdict>
                <span class=class>{name}</span>
                " "
                {why}
            </td>
        </tr>
    }
}

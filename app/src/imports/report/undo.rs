//! Undoing an import: the offer, the question that says what will happen, and what came of it.

use crate::api::ApiError;
use crate::components::{Dialog, ErrorCallout, Submit};
use crate::i18n::{date_and_time, number, use_texts};
use crate::icons::{Icon, IconName};
use crate::imports::api::UndoImport;
use domain::ids::ImportId;
use domain::imports::{ImportReport, SkippedPerson, UndoPreview, Undone};
use domain::paths;
use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos_router::components::A;

/// The offer to undo an import, or what undoing it did.
#[component]
pub fn Undoing(report: ImportReport) -> impl IntoView {
    let t = use_texts().imports().undoing;
    if let Some(undone) = report.undone {
        return view! { <UndoOutcome undone/> }.into_any();
    }

    view! {
        <section class="section" aria-labelledby="h-undo">
            <header>
                <h2 id="h-undo">{t.title}</h2>
            </header>
            <p class="soft">{t.about}</p>
            <div>
                <A href=paths::undo_import(report.id) scroll=false attr:class="button danger">
                    <Icon of=IconName::Undo/>
                    {t.ask}
                </A>
            </div>
        </section>
    }
    .into_any()
}

/// The question, which says what will happen.
#[component]
pub fn UndoQuestion(
    id: ImportId,
    title: String,
    /// What undoing it would do.
    preview: Result<UndoPreview, ApiError>,
    undo: ServerAction<UndoImport>,
) -> impl IntoView {
    let t = use_texts().imports().undoing;
    let keep = paths::import(id);
    let consequences = match preview {
        Ok(preview) => view! { <Consequences preview/> }.into_any(),
        Err(error) => view! { <ErrorCallout error/> }.into_any(),
    };
    let refusal = move || {
        let refused: Option<ApiError> = undo.value().get().and_then(Result::err);
        refused.map(|error| view! { <ErrorCallout error/> })
    };

    view! {
        <Dialog title=title id="annuler" danger=true close=keep.clone()>
            {consequences}
            {refusal}
            <ActionForm action=undo>
                <input type="hidden" name="import" value=id.to_string()/>
                <footer>
                    <A href=keep scroll=false attr:class="button" attr:autofocus=true>
                        {t.keep}
                    </A>
                    <Submit label=t.confirm class="danger solid" pending=undo.pending()/>
                </footer>
            </ActionForm>
        </Dialog>
    }
}

#[component]
fn Consequences(preview: UndoPreview) -> impl IntoView {
    let t = use_texts().imports().undoing;
    let UndoPreview { people, assignments, profiles, names, mails, kept } = preview;
    let counted = [
        (people, t.people),
        (assignments, t.assignments),
        (profiles, t.profiles),
        (names, t.names),
        (mails, t.mails),
    ];
    let item = |words: String| view! { <li>{words}</li> };

    view! {
        {(people + assignments + profiles + names == 0).then(|| view! { <p>{t.nothing}</p> })}
        <ul>
            {counted
                .into_iter()
                .filter(|(count, _)| *count > 0)
                .map(|(count, words)| item(words(count)))
                .collect_view()}
            {kept.into_iter().map(|(reason, count)| item((t.kept)(reason, count))).collect_view()}
        </ul>
        {(people > 0).then(|| view! { <p>{t.passwords}</p> })}
    }
}

/// What undoing it did, and for whom it stays.
#[component]
fn UndoOutcome(undone: Undone) -> impl IntoView {
    let texts = use_texts();
    let t = texts.imports().undoing;
    let facts = [
        (t.people_removed, undone.people),
        (t.assignments_removed, undone.assignments),
        (t.profiles_restored, undone.profiles),
        (t.names_restored, undone.names),
    ];
    let not_named = undone.kept_count.saturating_sub(undone.kept.len() as u64);

    view! {
        <section class="section" aria-labelledby="h-undo">
            <header>
                <h2 id="h-undo">{t.done_title}</h2>
                {(undone.kept_count > 0)
                    .then(|| view! { <span class="count">{(t.kept_title)(undone.kept_count)}</span> })}
            </header>
            <p>{(t.done_by)(&date_and_time(texts.locale, undone.at), &undone.by)}</p>
            <dl class="facts">
                {facts
                    .map(|(name, value)| {
                        view! {
                            <dt>{name}</dt>
                            <dd>{number(texts.locale, value)}</dd>
                        }
                    })
                    .collect_view()}
            </dl>
            {if undone.kept_count == 0 {
                view! { <p class="soft">{t.kept_none}</p> }.into_any()
            } else {
                view! { <KeptTable kept=undone.kept/> }.into_any()
            }}
            {(not_named > 0).then(|| view! { <p class="soft">{(t.not_named)(not_named)}</p> })}
        </section>
    }
}

#[component]
fn KeptTable(kept: Vec<SkippedPerson>) -> impl IntoView {
    let t = use_texts().imports().undoing;
    let row = |person: SkippedPerson| {
        let named = !person.name.is_empty();
        view! {
            <tr>
                <th scope="row">
                    {person.email.clone()}
                    {named.then(|| view! { <br/> <span class="soft">{person.name}</span> })}
                </th>
                <td>{(t.because)(person.reason)}</td>
            </tr>
        }
    };

    view! {
        <div class="table-scroll" tabindex="0" role="group" aria-labelledby="h-undo">
            <table class="table">
                <caption class="vh">{t.kept_caption}</caption>
                <thead>
                    <tr>
                        <th scope="col">{t.person}</th>
                        <th scope="col">{t.reason}</th>
                    </tr>
                </thead>
                <tbody>{kept.into_iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
}

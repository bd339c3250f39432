use crate::components::{Callout, Tone, after_load};
use crate::i18n::{date_and_time, use_texts};
use crate::imports::action_bar::TallyTable;
use crate::imports::api::import_of_draft;
use crate::imports::state::{Commit, ImportState};
use domain::ids::DraftId;
use domain::imports::{CommitOptions, ImportReport, VerdictCounts};
use domain::paths;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// Expected by nobody: a commit that expects it does nothing, and says what would be done.
const UNEXPECTED: VerdictCounts =
    VerdictCounts { create: 0, assign: 0, profile: 0, name: 0, unchanged: 0, error: u32::MAX, blank: 0 };

/// What to do with the draft that the address names: its rows outlive the page that sent them, and the address the draft.
#[component]
pub fn Resume(
    /// The state of the page.
    state: ImportState,
) -> impl IntoView {
    let query = use_query_map();
    let draft = Memo::new(move |_| query.with(|query| query.get_str(paths::DRAFT)?.parse::<DraftId>().ok()));
    // With its file still here, there is a better way to go on.
    let without_file = Memo::new(move |_| {
        let has_file = |draft: &DraftId| {
            state.autosaved.with(|kept| kept.as_ref().is_some_and(|kept| kept.draft.as_ref() == Some(draft)))
        };
        draft.get().filter(|draft| !has_file(draft))
    });
    let imported = Resource::new(
        move || without_file.get(),
        |draft| async move {
            let draft = draft?;
            Some((draft, import_of_draft(draft).await))
        },
    );

    view! {
        <Suspense>
            {after_load(move || async move {
                match imported.await {
                    Some((_, Ok(Some(report)))) => view! { <Imported report/> }.into_any(),
                    // Whoever goes on is told what is wrong.
                    Some((draft, Ok(None) | Err(_))) => view! { <Prepared draft state/> }.into_any(),
                    None => ().into_any(),
                }
            })}
        </Suspense>
    }
}

/// That the draft is an import by now.
#[component]
fn Imported(report: ImportReport) -> impl IntoView {
    let texts = use_texts();
    let t = texts.imports();
    let at = date_and_time(texts.locale, report.at);

    view! {
        <Callout tone=Tone::Plain>
            <p>
                {(t.resumed)(&report.file_name, &at)}
                " "
                <a href=paths::import(report.id)>{(t.see_report)(&report.file_name)}</a>
            </p>
        </Callout>
    }
}

/// That the draft's rows wait on the server.
#[component]
fn Prepared(draft: DraftId, state: ImportState) -> impl IntoView {
    let texts = use_texts();
    let t = texts.imports();
    let look = move |_| state.resume_draft(draft, UNEXPECTED);
    let import = move |_| state.import(CommitOptions::ONLY_VALID);
    let answer = move || match state.commit.get() {
        Commit::Changed(difference) => view! {
            <TallyTable before=None now=difference.now/>
            <div class="acts">
                <button class="button primary" type="button" on:click=import>{t.import_anyway}</button>
            </div>
        }
        .into_any(),
        Commit::Failed(error) => {
            view! { <p class="error" role="alert">{texts.components().failure(&error)}</p> }.into_any()
        }
        Commit::Running | Commit::Done(_) => view! { <p role="status">{t.importing}</p> }.into_any(),
        Commit::Idle | Commit::Expired => view! {
            <div class="acts">
                <button class="button" type="button" on:click=look>{t.resume_look}</button>
            </div>
        }
        .into_any(),
    };

    view! {
        <Callout tone=Tone::Warn>
            <p>
                <b>{t.resume_title}</b>
                " "
                {t.resume}
            </p>
            {answer}
        </Callout>
    }
}

use super::browser;
use super::check::CheckStep;
use super::file::FileStep;
use super::state::{Commit, ImportState, Stage};
use super::stepper::{Step, StepHeader};
use crate::components::Page;
use crate::i18n::use_texts;
use domain::paths;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

/// *Importer des utilisateurs*: the file, then its check. The report has a page of its own.
#[component]
pub fn ImportPage() -> impl IntoView {
    let t = use_texts().imports();
    let state = ImportState::new();
    Effect::new(move |_| state.prepare());
    follow(state);

    view! {
        {move || match state.stage.get() {
            Stage::Choose => {
                view! {
                    <Page title=t.title class="task">
                        <StepHeader step=Step::File/>
                        <FileStep state/>
                    </Page>
                }
                    .into_any()
            }
            Stage::Check => {
                view! {
                    <Page title=t.check_title class="task fit">
                        <StepHeader step=Step::Check/>
                        <CheckStep state/>
                    </Page>
                }
                    .into_any()
            }
        }}
    }
}

/// Keeps the focus at the step that is shown and the address bar at the draft, and leads to the report
/// when there is one.
fn follow(state: ImportState) {
    Effect::new(move |before: Option<Stage>| {
        let shown = state.stage.get();
        if before.is_some_and(|before| before != shown) {
            browser::focus_heading();
        }
        shown
    });
    let navigate = use_navigate();
    let to_report = navigate.clone();
    Effect::new(move |_| {
        if let Some(draft) = state.draft.get() {
            let here = NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() };
            navigate(&paths::draft(draft), here);
        }
    });
    Effect::new(move |_| {
        if let Commit::Done(import) = state.commit.get() {
            // Going back leads to the choice of a file: this one has been imported.
            to_report(&paths::import(import), NavigateOptions::default());
        }
    });
}

use super::browser;
use super::check::CheckStep;
use super::desk::{Commit, Desk, Stage};
use super::file::FileStep;
use super::stepper::{Step, StepHeader};
use crate::components::Page;
use crate::i18n::use_texts;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

/// *Importer des utilisateurs*: the file, then its check. The report has a page of its own.
#[component]
pub fn ImportPage() -> impl IntoView {
    let t = use_texts().imports();
    let desk = Desk::new();
    Effect::new(move |_| desk.prepare());
    follow(desk);
    view! {
        {move || match desk.stage.get() {
            Stage::Choose => {
                view! {
                    <Page title=t.title class="task">
                        <StepHeader step=Step::File/>
                        <FileStep desk/>
                    </Page>
                }
                    .into_any()
            }
            Stage::Check => {
                view! {
                    <Page title=t.check_title class="task fit">
                        <StepHeader step=Step::Check/>
                        <CheckStep desk/>
                    </Page>
                }
                    .into_any()
            }
        }}
    }
}

/// Keeps the focus at the step that is shown and the address bar at the draft, and leads to the report
/// when there is one.
fn follow(desk: Desk) {
    Effect::new(move |before: Option<Stage>| {
        let stage = desk.stage.get();
        if before.is_some_and(|before| before != stage) {
            browser::focus_heading();
        }
        stage
    });
    let navigate = use_navigate();
    let to_report = navigate.clone();
    Effect::new(move |_| {
        if let Some(draft) = desk.draft.get() {
            let here = NavigateOptions { replace: true, scroll: false, ..NavigateOptions::default() };
            navigate(&format!("/administration/utilisateurs/importer?brouillon={draft}"), here);
        }
    });
    Effect::new(move |_| {
        if let Commit::Done(import) = desk.commit.get() {
            // Going back leads to the choice of a file: this one has been imported.
            to_report(&format!("/administration/imports/{import}"), NavigateOptions::default());
        }
    });
}

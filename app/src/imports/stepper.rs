use crate::components::Breadcrumbs;
use crate::i18n::use_texts;
use domain::paths;
use leptos::prelude::*;

/// A step of the import.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    File,
    Check,
    /// What came of it.
    Report,
}

/// The name of a step's page, the way to it, and where it stands among the steps.
#[component]
pub fn StepHeader(step: Step) -> impl IntoView {
    let t = use_texts().imports();
    let title = match step {
        Step::File => t.title,
        Step::Check => t.check_title,
        Step::Report => t.report_title,
    };
    let steps = [(Step::File, t.step_file), (Step::Check, t.step_check), (Step::Report, t.step_report)];
    let item = move |(of, name): (Step, &'static str)| {
        let done = of < step;
        view! {
            <li class:done=done aria-current=(of == step).then_some("step")>
                <span class="txt">
                    {name} {done.then(|| view! { <span class="vh">{t.step_done}</span> })}
                </span>
            </li>
        }
    };

    view! {
        <header class="page-header">
            <Breadcrumbs path=vec![(t.users.to_owned(), paths::USERS.to_owned())] here=t.title/>
            <h1 tabindex="-1">{title}</h1>
            <ol class="stepper" aria-label=t.steps>
                {steps.map(item).collect_view()}
            </ol>
        </header>
    }
}

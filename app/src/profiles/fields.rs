use super::api::Answer;
use crate::api::ApiError;
use crate::components::{ErrorCallout, ErrorSummary, RightsMatrix, TextField};
use crate::i18n::use_texts;
use domain::profiles::Proposal;
use domain::rights::Rights;
use leptos::prelude::*;

/// What became of a form, as its page shows it.
#[derive(Clone, Copy)]
pub struct FormState {
    answer: Signal<Option<Result<Answer, ApiError>>>,
}

impl FormState {
    /// What the action says; until it says something, what was kept of the form without JavaScript.
    pub fn new(
        value: impl Fn() -> Option<Result<Answer, ApiError>> + Send + Sync + 'static,
        kept: Option<Result<Answer, ApiError>>,
    ) -> Self {
        Self { answer: Signal::derive(move || value().or_else(|| kept.clone())) }
    }

    /// What must be agreed to, and whether something else was before.
    pub fn proposed(self) -> Option<(Proposal, bool)> {
        match self.answer.get() {
            Some(Ok(Answer::Proposed { proposal, again })) => Some((proposal, again)),
            _ => None,
        }
    }

    /// Each field's `id` and what is wrong with it, in words.
    fn errors(self) -> Vec<(String, String)> {
        let t = use_texts().profiles();
        match self.answer.get() {
            Some(Err(ApiError::Invalid(errors))) => {
                errors.into_iter().map(|error| (error.field, t.error(&error.code).to_owned())).collect()
            }
            Some(Ok(Answer::Taken(other))) => vec![("name".to_owned(), (t.taken)(&other))],
            _ => Vec::new(),
        }
    }

    /// What is wrong with a field.
    pub fn error_of(self, field: &'static str) -> MaybeProp<String> {
        MaybeProp::derive(move || {
            self.errors().into_iter().find(|(of, _)| of == field).map(|(_, message)| message)
        })
    }
}

/// What is wrong with a form, above it.
#[component]
pub fn Failures(state: FormState) -> impl IntoView {
    let failure = move || match state.answer.get() {
        Some(Err(error)) if !matches!(error, ApiError::Invalid(_)) => Some(view! { <ErrorCallout error/> }),
        _ => None,
    };

    view! {
        <ErrorSummary errors=Signal::derive(move || state.errors())/>
        {failure}
    }
}

/// The name of a profile, and its levels.
#[component]
pub fn ProfileFields(
    name: String,
    rights: RwSignal<Rights>,
    state: FormState,
    /// Whether the focus begins here.
    #[prop(optional)]
    autofocus: bool,
) -> impl IntoView {
    let t = use_texts().profiles();
    view! {
        <div class="stack form">
            <TextField
                name="name"
                label=t.name
                value=name
                autocomplete="off"
                autofocus=autofocus
                error=state.error_of("name")
            />
        </div>
        <section class="section" aria-labelledby="h-rights">
            <header>
                <h2 id="h-rights">{t.rights}</h2>
            </header>
            <RightsMatrix caption=t.rights_caption chosen=rights/>
        </section>
    }
}

//! A change of many assignments: whom it would touch, how far it has come, what it did, and how to undo it. Each is a
//! state of one page, and what leads from one to the next is a form.

mod choice;
mod left;
mod sheet;
mod stages;
pub mod texts;

use super::api::{AimBulk, BeginBulk, BulkPageData, UndoBulk, load_bulk};
use crate::api::ApiError;
use crate::components::{
    Breadcrumbs, EmptyState, ErrorCallout, Page, PageHeader, Skeleton, Tone, after_load,
};
use crate::i18n::use_texts;
use crate::users::query::use_return;
use choice::choice;
use domain::ids::BulkId;
use domain::paths;
use domain::users::{BulkChange, BulkState};
use left::LeftRows;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
pub use sheet::{cells, heading};
use stages::{Finished, proposal, underway};
use std::time::Duration;
use texts::BulkTexts;

/// How often the page looks again while something is going on.
const REFRESH: Duration = Duration::from_secs(1);

/// What can be asked of a change.
#[derive(Clone, Copy)]
struct Requests {
    aim: ServerAction<AimBulk>,
    begin: ServerAction<BeginBulk>,
    undo: ServerAction<UndoBulk>,
    /// How often it was said with what it is done.
    aimed: RwSignal<usize>,
    /// The list as it was.
    back: StoredValue<String>,
}

impl Requests {
    fn new() -> Self {
        Self {
            aim: ServerAction::new(),
            begin: ServerAction::new(),
            undo: ServerAction::new(),
            aimed: RwSignal::new(0),
            back: StoredValue::new(use_return()),
        }
    }

    fn back(self) -> String {
        self.back.get_value()
    }

    /// What each form says: which change it is about, and where one came from.
    fn of(self, bulk: BulkId) -> impl IntoView {
        view! {
            <input type="hidden" name="bulk" value=bulk.to_string()/>
            <input type="hidden" name="back" value=self.back()/>
        }
    }

    /// How often something was asked that the page may have changed by. What was refused stays in its field.
    fn tried(self) -> usize {
        self.aimed.get() + self.begin.version().get() + self.undo.version().get()
    }

    /// Why what was asked last was not done.
    fn refusal(self) -> Option<ApiError> {
        let answers = [self.aim.value().get(), self.begin.value().get(), self.undo.value().get()];
        answers.into_iter().flatten().find_map(Result::err)
    }
}

/// A change of many assignments.
#[component]
pub fn BulkPage() -> impl IntoView {
    let params = use_params_map();
    let bulk = Memo::new(move |_| params.read().get("bulk").unwrap_or_default());
    let requests = Requests::new();
    Effect::new(move |_| {
        if let Some(Ok(())) = requests.aim.value().get() {
            requests.aimed.update(|times| *times += 1);
        }
    });
    let loaded = Resource::new(move || (bulk.get(), requests.tried()), |(bulk, _)| load_bulk(bulk));
    refresh_while_under_way(loaded);

    view! {
        <Transition fallback=|| view! { <Waiting/> }>
            {after_load(move || async move {
                match loaded.await {
                    Ok(page) => view! { <Change page requests/> }.into_any(),
                    Err(error) => view! { <Missing error/> }.into_any(),
                }
            })}
        </Transition>
    }
}

fn refresh_while_under_way(loaded: Resource<Result<BulkPageData, ApiError>>) {
    Effect::new(move |_| {
        let under_way =
            loaded.get().is_some_and(|page| page.is_ok_and(|page| page.change.state.is_under_way()));
        let again = under_way.then(|| set_timeout_with_handle(move || loaded.refetch(), REFRESH));
        on_cleanup(move || {
            if let Some(Ok(timer)) = again {
                timer.clear();
            }
        });
    });
}

#[component]
fn Change(page: BulkPageData, requests: Requests) -> impl IntoView {
    let t = use_texts().bulk();
    let BulkPageData { change, choices, kept } = page;
    let title = name(t, &change);
    let here = title.clone();
    let (typed, refused) = kept.map(|kept| (kept.input, kept.error)).unzip();
    let refusal = move || {
        let error = requests.refusal().or_else(|| refused.clone())?;
        Some(error)
    };
    let failure = {
        let refusal = refusal.clone();
        move || {
            let error = refusal().filter(|error| !matches!(error, ApiError::Invalid(_)))?;
            Some(view! { <ErrorCallout error/> })
        }
    };
    // What is proposed is no longer what the field says.
    let edited = RwSignal::new(false);
    let stale = {
        let refusal = refusal.clone();
        move || edited.get() || matches!(refusal(), Some(ApiError::Invalid(_)))
    };
    let state = change.state;
    let chooses = change.kind.action().is_none() && matches!(state, BulkState::Asking | BulkState::Proposed);
    let choice = chooses.then(|| choice(&change, choices, typed, Signal::derive(refusal), edited, requests));
    let stage = match state {
        BulkState::Asking => ().into_any(),
        BulkState::Gathering | BulkState::Judging | BulkState::Running | BulkState::Undoing => {
            underway(&change, requests).into_any()
        }
        BulkState::Proposed => proposal(&change, requests),
        BulkState::Done => view! { <Finished tone=Tone::Good change=change.clone() requests/> }.into_any(),
        BulkState::Undone => view! { <Finished tone=Tone::Warn change=change.clone() requests/> }.into_any(),
    };

    view! {
        <Page title=title.clone()>
            <PageHeader title=title breadcrumbs=move || view! { <Way here=here.clone() back=requests.back()/> }/>
            {failure}
            {choice}
            <div class="stack" hidden=stale>
                {stage}
            </div>
            <LeftRows change/>
        </Page>
    }
}

/// What the change does, as far as that is said.
fn name(t: &BulkTexts, change: &BulkChange) -> String {
    match change.action {
        Some(action) => t.done(action, change.target.as_deref()),
        None => (t.action)(change.kind).to_owned(),
    }
}

/// The way to this page.
#[component]
fn Way(here: String, back: String) -> impl IntoView {
    let t = use_texts();
    let path = vec![
        (t.layout().my_client_space.to_owned(), paths::USERS.to_owned()),
        (t.users().list.users.to_owned(), back),
    ];
    view! { <Breadcrumbs path here/> }
}

#[component]
fn Waiting() -> impl IntoView {
    view! {
        <Page title=use_texts().bulk().title>
            <Skeleton/>
        </Page>
    }
}

/// There is no such change, or it could not be had.
#[component]
fn Missing(error: ApiError) -> impl IntoView {
    let t = use_texts().bulk();
    #[cfg(feature = "ssr")]
    crate::api::set_status(error.status());

    let back = move || view! { <a class="button" href=use_return()>{t.back}</a> };
    let content = match error {
        ApiError::NotFound => view! {
            <EmptyState title=t.missing text=t.missing_why>
                {back()}
            </EmptyState>
        }
        .into_any(),
        error => view! { <ErrorCallout error/> <p>{back()}</p> }.into_any(),
    };

    view! {
        <Page title=t.title>
            <PageHeader title=t.title/>
            {content}
        </Page>
    }
}

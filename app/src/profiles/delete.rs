use super::api::{DeleteProfile, DeletionPage, load_profile_deletion};
use super::fields::{Failures, FormState};
use super::list::People;
use super::proposal::ProposalView;
use super::{Missing, Way};
use crate::components::{Callout, Field, Page, PageHeader, Skeleton, Submit, Tone, after_load, describe};
use crate::i18n::use_texts;
use domain::ids::ProfileId;
use domain::paths;
use domain::profiles::ProfileDetails;
use domain::users::Count;
use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// The question before a profile is deleted: what those get who have it, and what that does.
#[component]
pub fn DeleteProfilePage() -> impl IntoView {
    let params = use_params_map();
    let profile = Memo::new(move |_| params.read().get("profile").unwrap_or_default());
    let loaded = Resource::new(move || profile.get(), load_profile_deletion);

    view! {
        <Transition fallback=|| view! { <Waiting/> }>
            {after_load(move || async move {
                match loaded.await {
                    Ok(page) => view! { <Deletion page/> }.into_any(),
                    Err(error) => view! { <Missing error/> }.into_any(),
                }
            })}
        </Transition>
    }
}

#[component]
fn Deletion(page: DeletionPage) -> impl IntoView {
    let t = use_texts().profiles();
    let DeletionPage { details, others, kept } = page;
    let name = details.profile.name.to_string();
    let title = (t.delete_title)(&name);
    let here = title.clone();
    let form = if others.is_empty() {
        view! {
            <Callout tone=Tone::Warn>
                <p>{t.last}</p>
                <div class="acts">
                    <a class="button small" href=paths::CREATE_PROFILE>
                        {t.create}
                    </a>
                </div>
            </Callout>
        }
        .into_any()
    } else {
        let (successor, answer) = kept.map(|kept| (kept.input, kept.error)).unzip();
        let delete = ServerAction::<DeleteProfile>::new();
        let state = FormState::new(move || delete.value().get(), answer);
        view! { <DeletionForm details=details.clone() others successor state delete/> }.into_any()
    };

    view! {
        <Page title=title.clone()>
            <PageHeader title=title breadcrumbs=move || view! { <Way here=here.clone()/> }/>
            <p class="standing">
                {details.is_default.then(|| view! { <span class="chip">{t.default_mark}</span> })}
                <People profile=name people=details.people/>
            </p>
            {form}
        </Page>
    }
}

#[component]
fn DeletionForm(
    details: ProfileDetails,
    others: Vec<(ProfileId, String)>,
    #[prop(optional_no_strip)] successor: Option<String>,
    state: FormState,
    delete: ServerAction<DeleteProfile>,
) -> impl IntoView {
    let t = use_texts().profiles();
    let ProfileDetails { profile, revision, is_default, people } = details;
    let is_needed = is_default || people != Count::Exactly(0);
    let hint = match (is_default, people != Count::Exactly(0)) {
        (true, true) => t.successor_of_both,
        (true, false) => t.successor_of_default,
        (false, true) => t.successor_of_people,
        (false, false) => t.successor_of_nobody,
    };
    let chosen = RwSignal::new(successor.unwrap_or_default());
    // What was chosen when it was asked what that does.
    let asked = RwSignal::new(chosen.get_untracked());
    Effect::new(move |_| {
        delete.version().track();
        asked.set(chosen.get_untracked());
    });
    let proposed = move || state.proposed().filter(|_| asked.get() == chosen.get());
    let revision = move || state.proposed().map_or(revision, |(proposal, _)| proposal.revision);

    view! {
        <Failures state/>
        <ActionForm action=delete attr:class="stack" attr:novalidate=true>
            <input type="hidden" name="profile" value=profile.id.to_string()/>
            <input type="hidden" name="revision" value=move || revision().to_string()/>
            {move || {
                proposed()
                    .map(|(proposal, again)| {
                        let (pending, confirm) = (delete.pending().into(), t.confirm_deletion);
                        view! { <ProposalView proposal again confirm class="danger solid" pending/> }
                    })
            }}
            <Successor others chosen is_needed hint error=state.error_of("successor")/>
            <div class="go">
                <Submit label=t.delete class="danger solid" pending=delete.pending()/>
                <a class="button quiet" href=paths::PROFILES>
                    {t.keep}
                </a>
            </div>
        </ActionForm>
    }
}

/// Which profile takes the place of the deleted one.
#[component]
fn Successor(
    others: Vec<(ProfileId, String)>,
    chosen: RwSignal<String>,
    is_needed: bool,
    hint: &'static str,
    error: MaybeProp<String>,
) -> impl IntoView {
    let t = use_texts().profiles();
    let begun = chosen.get_untracked();
    let option = move |(id, name): (ProfileId, String)| {
        let key = id.to_string();
        let selected = key == begun;
        view! {
            <option value=key selected=selected>
                {name}
            </option>
        }
    };

    view! {
        <div class="stack form">
            <Field id="successor" label=t.successor optional=!is_needed hint=hint error=error>
                <select
                    class="input"
                    id="successor"
                    name="successor"
                    on:change=move |event| chosen.set(event_target_value(&event))
                    aria-invalid=move || error.with(Option::is_some).then_some("true")
                    aria-describedby=describe("successor", true, error)
                >
                    <option value="">{if is_needed { t.choose } else { t.no_successor }}</option>
                    {others.into_iter().map(option).collect_view()}
                </select>
            </Field>
        </div>
    }
}

#[component]
fn Waiting() -> impl IntoView {
    view! {
        <Page title=use_texts().profiles().title>
            <Skeleton/>
        </Page>
    }
}

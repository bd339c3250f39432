use super::api::{EditProfile, EditionPage, ProfileInput, load_profile};
use super::fields::{Failures, FormState, ProfileFields};
use super::list::People;
use super::proposal::ProposalView;
use super::{Missing, Way};
use crate::components::{Page, PageHeader, Skeleton, Submit, after_load};
use crate::i18n::use_texts;
use domain::paths;
use domain::profiles::ProfileDetails;
use domain::rights::Rights;
use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// A profile's name and levels, to be changed.
#[component]
pub fn EditProfilePage() -> impl IntoView {
    let params = use_params_map();
    let profile = Memo::new(move |_| params.read().get("profile").unwrap_or_default());
    let loaded = Resource::new(move || profile.get(), load_profile);

    view! {
        <Transition fallback=|| view! { <Waiting/> }>
            {after_load(move || async move {
                match loaded.await {
                    Ok(page) => view! { <Edition page/> }.into_any(),
                    Err(error) => view! { <Missing error/> }.into_any(),
                }
            })}
        </Transition>
    }
}

#[component]
fn Edition(page: EditionPage) -> impl IntoView {
    let t = use_texts().profiles();
    let EditionPage { details, kept } = page;
    let ProfileDetails { profile, revision, is_default, people } = details;
    let (name, rights, answer) = match kept {
        Some(kept) => {
            let ProfileInput { name, rights } = kept.input;
            (name, rights.parse().map_or(profile.rights, Rights::from), Some(kept.error))
        }
        None => (profile.name.to_string(), profile.rights, None),
    };
    let edit = ServerAction::<EditProfile>::new();
    let state = FormState::new(move || edit.value().get(), answer);
    let rights = RwSignal::new(rights);
    let known_name = profile.name.to_string();
    let title = known_name.clone();

    view! {
        <Page title=title.clone()>
            <PageHeader title=title.clone() breadcrumbs=move || view! { <Way here=title.clone()/> }>
                <a class="button" href=paths::copy_profile(profile.id)>
                    {t.copy}
                </a>
                <a class="button danger" href=paths::delete_profile(profile.id)>
                    {t.delete}
                </a>
            </PageHeader>
            <p class="standing">
                {is_default.then(|| view! { <span class="chip">{t.default_mark}</span> })}
                <People profile=known_name people/>
            </p>
            <Failures state/>
            <ActionForm action=edit attr:class="stack" attr:novalidate=true>
                <input type="hidden" name="profile" value=profile.id.to_string()/>
                <Asked state rights edit revision/>
                <ProfileFields name rights state/>
                <div class="go">
                    <Submit label=t.save pending=edit.pending()/>
                    <a class="button quiet" href=paths::PROFILES>
                        {t.back}
                    </a>
                </div>
            </ActionForm>
        </Page>
    }
}

/// What has to be agreed to, as long as nothing else was chosen since; and the revision that the form stands on.
#[component]
fn Asked(
    state: FormState,
    rights: RwSignal<Rights>,
    edit: ServerAction<EditProfile>,
    revision: i64,
) -> impl IntoView {
    let t = use_texts().profiles();
    // What was chosen when it was asked what that does.
    let asked = RwSignal::new(rights.get_untracked());
    Effect::new(move |_| {
        edit.version().track();
        asked.set(rights.get_untracked());
    });
    let proposed = move || state.proposed().filter(|_| asked.get() == rights.get());
    let revision = move || state.proposed().map_or(revision, |(proposal, _)| proposal.revision);

    view! {
        <input type="hidden" name="revision" value=move || revision().to_string()/>
        {move || {
            proposed()
                .map(|(proposal, again)| {
                    let pending = edit.pending().into();
                    view! { <ProposalView proposal again confirm=t.confirm pending/> }
                })
        }}
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

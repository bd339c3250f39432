use super::api::{CreateProfile, CreationPage, ProfileInput, load_profile_creation};
use super::fields::{Failures, FormState, ProfileFields};
use super::{Missing, Way};
use crate::components::{OfCustomer, Page, PageHeader, Skeleton, Submit, after_load};
use crate::i18n::use_texts;
use domain::paths;
use domain::rights::Rights;
use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// *Créer un profil*, from nothing or from another one.
#[component]
pub fn CreateProfilePage() -> impl IntoView {
    let query = use_query_map();
    let copy = Memo::new(move |_| query.read().get(paths::COPIED).unwrap_or_default());
    let loaded = Resource::new(move || copy.get(), load_profile_creation);

    view! {
        <Transition fallback=|| view! { <Waiting/> }>
            {after_load(move || async move {
                match loaded.await {
                    Ok(page) => view! { <Creation page copy=copy.get_untracked()/> }.into_any(),
                    Err(error) => view! { <Missing error/> }.into_any(),
                }
            })}
        </Transition>
    }
}

#[component]
fn Creation(page: CreationPage, copy: String) -> impl IntoView {
    let t = use_texts().profiles();
    let CreationPage { copied, kept } = page;
    let lede = match &copied {
        Some((name, _)) => (t.copy_lede)(name),
        None => t.create_lede.to_owned(),
    };
    let (copied_name, copied_rights) = copied.unwrap_or_default();
    let name = if copied_name.is_empty() { copied_name } else { (t.copy_name)(&copied_name) };
    let (name, rights, answer) = match kept {
        Some(kept) => {
            let ProfileInput { name, rights } = kept.input;
            (name, rights.parse().map(Rights::from).unwrap_or_default(), Some(kept.error))
        }
        None => (name, copied_rights, None),
    };
    let create = ServerAction::<CreateProfile>::new();
    let state = FormState::new(move || create.value().get(), answer);

    view! {
        <Page title=t.create>
            <PageHeader title=t.create lede=lede breadcrumbs=move || view! { <Way here=t.create/> }/>
            <Failures state/>
            <ActionForm action=create attr:class="stack" attr:novalidate=true>
                <OfCustomer/>
                <input type="hidden" name="copy" value=copy/>
                <ProfileFields name rights=RwSignal::new(rights) state autofocus=true/>
                <div class="go">
                    <Submit label=t.create_submit pending=create.pending()/>
                    <a class="button quiet" href=paths::PROFILES>
                        {t.back}
                    </a>
                </div>
            </ActionForm>
        </Page>
    }
}

#[component]
fn Waiting() -> impl IntoView {
    view! {
        <Page title=use_texts().profiles().create>
            <Skeleton/>
        </Page>
    }
}

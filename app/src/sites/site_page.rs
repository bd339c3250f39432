//! One site: who uses it, and what can be done to it. What touches people is asked first, and the address says what is
//! asked.

use super::api::{SiteDetails, load_site};
use super::changes::Changes;
use super::flash::SiteFlash;
use super::flash_messages::{FlashMessages, latest_flash};
use super::parameter;
use super::problem::SiteProblem;
use super::usage::UsageLink;
use crate::api::ApiError;
use crate::components::{
    Breadcrumbs, Dialog, EmptyState, ErrorCallout, GetForm, Page, PageHeader, SelectField, Skeleton, Submit,
    TextField, after_load,
};
use crate::i18n::use_texts;
use domain::ids::SiteId;
use domain::names::SiteName;
use domain::paths;
use domain::sites::{MergePreview, SiteRow};
use domain::users::Filter;
use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos_router::components::A;
use leptos_router::hooks::{use_params_map, use_query_map};

/// What the address asks about the site.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Asked {
    name: Option<String>,
    into: String,
    removal: bool,
}

/// One site.
#[component]
pub fn SitePage() -> impl IntoView {
    let (params, query) = (use_params_map(), use_query_map());
    let site = Memo::new(move |_| params.read().get("site").unwrap_or_default());
    let asked = Memo::new(move |_| {
        let text = |name| query.read().get(name).unwrap_or_default();
        Asked {
            name: query.read().get(parameter::NAME),
            into: text(parameter::INTO),
            removal: !text(parameter::REMOVAL).is_empty(),
        }
    });
    let changes = Changes::new();
    let flash = latest_flash(changes);
    let loaded = Resource::new(
        move || (site.get(), asked.get(), changes.done.get()),
        |(site, asked, _)| load_site(site, asked.name.is_some(), asked.name.unwrap_or_default(), asked.into),
    );

    view! {
        <Transition fallback=|| view! { <Waiting/> }>
            {after_load(move || {
                let asked = asked.get();
                async move {
                    match loaded.await {
                        Ok(details) => view! { <Details details asked flash changes/> }.into_any(),
                        Err(error) => view! { <Missing error/> }.into_any(),
                    }
                }
            })}
        </Transition>
    }
}

#[component]
fn Details(
    details: SiteDetails,
    asked: Asked,
    flash: Resource<Option<SiteFlash>>,
    changes: Changes,
) -> impl IntoView {
    let t = use_texts().sites();
    let SiteDetails { site, others, rename, merge } = details;
    let name = site.name.to_string();
    let breadcrumbs = {
        let name = name.clone();
        move || {
            let t = use_texts();
            let path = [(t.layout().my_client_space, paths::USERS), (t.sites().title, paths::SITES)];
            let path: Vec<_> = path.map(|(name, href)| (name.to_owned(), href.to_owned())).into();
            view! { <Breadcrumbs path here=name.clone()/> }
        }
    };
    let typed = asked.name.clone().unwrap_or_else(|| name.clone());
    let refused = rename.clone().and_then(Result::err);
    let filter = Filter { site: Some(format!("\"{name}\"")), ..Filter::default() };

    view! {
        <Page title=name.clone()>
            <PageHeader title=name.clone() breadcrumbs=breadcrumbs/>
            <p class="standing">
                {site.archived.then(|| view! { <span class="chip">{t.archived_chip}</span> })}
                <UsageLink usage=site.usage filter/>
            </p>
            <FlashMessages flash changes/>
            {match site.merging_into.clone() {
                Some(into) => view! { <p>{(t.merging_long)(into.as_str())}</p> }.into_any(),
                None => view! {
                    <Renaming id=site.id typed refused/>
                    <Merging id=site.id others=others.clone() chosen=asked.into.clone()/>
                    <Leaving site=site.clone() changes/>
                    <Questions site others asked renamable=rename merge changes/>
                }
                .into_any(),
            }}
        </Page>
    }
}

/// What is asked before anything is done.
#[component]
fn Questions(
    site: SiteRow,
    others: Vec<(SiteId, SiteName)>,
    asked: Asked,
    /// Whether the site may be called as the address asks.
    #[prop(optional_no_strip)]
    renamable: Option<Result<(), ApiError>>,
    #[prop(optional_no_strip)] merge: Option<Result<MergePreview, ApiError>>,
    changes: Changes,
) -> impl IntoView {
    let into = others.into_iter().find(|(id, _)| id.to_string() == asked.into);
    let other_name = asked.name.filter(|name| name != site.name.as_str());
    if let (Some(Ok(())), Some(name)) = (renamable, other_name) {
        return view! { <RenameQuestion site name changes/> }.into_any();
    }

    match (merge, into) {
        (Some(Ok(preview)), Some(into)) => view! { <MergeQuestion site into preview changes/> }.into_any(),
        (Some(Err(error)), _) => view! { <ErrorCallout error/> }.into_any(),
        _ if asked.removal && site.usage.is_none() => view! { <RemovalQuestion site changes/> }.into_any(),
        _ => ().into_any(),
    }
}

#[component]
fn Renaming(
    id: SiteId,
    typed: String,
    #[prop(optional_no_strip)] refused: Option<ApiError>,
) -> impl IntoView {
    let t = use_texts().sites();
    let problem = refused.as_ref().and_then(SiteProblem::of);
    let failure = refused.filter(|_| problem.is_none()).map(|error| view! { <ErrorCallout error/> });
    let other = match &problem {
        Some(SiteProblem::Archived { id, .. }) => Some(*id),
        _ => None,
    };
    let message = problem.map(|problem| (t.problem)(&problem));

    view! {
        <section class="section" aria-labelledby="h-rename">
            <header>
                <h2 id="h-rename">{t.rename}</h2>
            </header>
            {failure}
            <GetForm action=paths::site(id) class="one-line" novalidate=true>
                <TextField
                    name=parameter::NAME
                    label=t.site_name
                    value=typed
                    autocomplete="off"
                    required=true
                    hint=t.rename_hint
                    error=MaybeProp::derive(move || message.clone())
                />
                <button class="button" type="submit">
                    {t.rename_ask}
                </button>
            </GetForm>
            {other.map(|other| view! { <p><a href=paths::site(other)>{t.open_other}</a></p> })}
        </section>
    }
}

#[component]
fn Merging(id: SiteId, others: Vec<(SiteId, SiteName)>, chosen: String) -> impl IntoView {
    let t = use_texts().sites();
    if others.is_empty() {
        return ().into_any();
    }

    let options = others.into_iter().map(move |(other, name)| {
        let key = other.to_string();
        let selected = key == chosen;
        view! {
            <option value=key selected=selected>
                {name.to_string()}
            </option>
        }
    });

    view! {
        <section class="section" aria-labelledby="h-merge">
            <header>
                <h2 id="h-merge">{t.merge}</h2>
            </header>
            <p class="soft">{t.merge_about}</p>
            <GetForm action=paths::site(id) class="one-line">
                <SelectField name=parameter::INTO label=t.merge_into required=true>
                    <option value="">{t.choose}</option>
                    {options.collect_view()}
                </SelectField>
                <button class="button" type="submit">
                    {t.merge_ask}
                </button>
            </GetForm>
        </section>
    }
    .into_any()
}

/// Putting the site away or taking it back, and removing it.
#[component]
fn Leaving(site: SiteRow, changes: Changes) -> impl IntoView {
    let t = use_texts().sites();
    let (name, consequence) =
        if site.archived { (t.restore, t.restore_consequence) } else { (t.archive, t.archive_consequence) };
    let removal = if site.usage.is_none() {
        let ask = format!("{}?{}=oui", paths::site(site.id), parameter::REMOVAL);
        view! {
            <p>
                <b>{t.remove}</b>
                {t.remove_consequence}
            </p>
            <A href=ask scroll=false attr:class="button danger">
                {t.remove}
            </A>
        }
        .into_any()
    } else {
        view! {
            <p>
                <b>{t.remove}</b>
                {t.remove_in_use}
            </p>
        }
        .into_any()
    };

    view! {
        <section class="section" aria-labelledby="h-leave">
            <header>
                <h2 id="h-leave">{t.leave}</h2>
            </header>
            <div class="danger-zone">
                <div>
                    <p>
                        <b>{name}</b>
                        {consequence}
                    </p>
                    <ActionForm action=changes.archive>
                        <input type="hidden" name="site" value=site.id.to_string()/>
                        <input type="hidden" name="away" value=(!site.archived).to_string()/>
                        <Submit label=name class="" pending=changes.archive.pending()/>
                    </ActionForm>
                </div>
                <div>{removal}</div>
            </div>
        </section>
    }
}

#[component]
fn RenameQuestion(site: SiteRow, name: String, changes: Changes) -> impl IntoView {
    let t = use_texts().sites();
    let keep = paths::site(site.id);

    view! {
        <Dialog title=(t.rename_title)(site.name.as_str(), &name) id="renommer" close=keep.clone()>
            <p>{(t.touches)(&site.usage)}</p>
            <p>{t.rename_consequence}</p>
            <ActionForm action=changes.rename>
                <input type="hidden" name="site" value=site.id.to_string()/>
                <input type="hidden" name="name" value=name/>
                <footer>
                    <A href=keep scroll=false attr:class="button" attr:autofocus=true>
                        {t.keep_name}
                    </A>
                    <Submit label=t.rename pending=changes.rename.pending()/>
                </footer>
            </ActionForm>
        </Dialog>
    }
}

#[component]
fn MergeQuestion(
    site: SiteRow,
    into: (SiteId, SiteName),
    preview: MergePreview,
    changes: Changes,
) -> impl IntoView {
    let t = use_texts().sites();
    let keep = paths::site(site.id);
    let (id, name) = into;

    view! {
        <Dialog title=(t.merge_title)(site.name.as_str(), name.as_str()) id="fusionner" danger=true close=keep.clone()>
            <p>{(t.goes)(&preview.usage, name.as_str())}</p>
            <p>{(t.same)(preview.same, name.as_str())}</p>
            <p>{(t.merge_consequence)(site.name.as_str())}</p>
            <ActionForm action=changes.merge>
                <input type="hidden" name="site" value=site.id.to_string()/>
                <input type="hidden" name="into" value=id.to_string()/>
                <footer>
                    <A href=keep scroll=false attr:class="button" attr:autofocus=true>
                        {t.keep_both}
                    </A>
                    <Submit label=t.merge_confirm class="danger solid" pending=changes.merge.pending()/>
                </footer>
            </ActionForm>
        </Dialog>
    }
}

#[component]
fn RemovalQuestion(site: SiteRow, changes: Changes) -> impl IntoView {
    let t = use_texts().sites();
    let keep = paths::site(site.id);

    view! {
        <Dialog title=(t.remove_title)(site.name.as_str()) id="supprimer" danger=true close=keep.clone()>
            <p>{t.remove_final}</p>
            <ActionForm action=changes.remove>
                <input type="hidden" name="site" value=site.id.to_string()/>
                <footer>
                    <A href=keep scroll=false attr:class="button" attr:autofocus=true>
                        {t.keep}
                    </A>
                    <Submit label=t.remove class="danger solid" pending=changes.remove.pending()/>
                </footer>
            </ActionForm>
        </Dialog>
    }
}

#[component]
fn Waiting() -> impl IntoView {
    let t = use_texts().sites();
    view! {
        <Page title=t.site>
            <Skeleton/>
        </Page>
    }
}

/// There is no such site, or it could not be had.
#[component]
fn Missing(error: ApiError) -> impl IntoView {
    let t = use_texts().sites();
    #[cfg(feature = "ssr")]
    crate::api::set_status(error.status());

    let back = move || view! { <a class="button" href=paths::SITES>{t.all_sites}</a> };
    match error {
        ApiError::NotFound => view! {
            <Page title=t.missing>
                <PageHeader title=t.missing/>
                <EmptyState title=t.missing text=t.missing_why>
                    {back()}
                </EmptyState>
            </Page>
        }
        .into_any(),
        error => view! {
            <Page title=t.site>
                <PageHeader title=t.site/>
                <ErrorCallout error/>
                <p>{back()}</p>
            </Page>
        }
        .into_any(),
    }
}

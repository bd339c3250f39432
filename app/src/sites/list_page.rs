use super::api::{ListedSites, list_sites};
use super::changes::Changes;
use super::create_form::CreateForm;
use super::flash_messages::{FlashMessages, latest_flash};
use super::parameter;
use super::usage::UsageLink;
use crate::components::{
    Breadcrumbs, Callout, EmptyState, ErrorCallout, GetForm, Page, PageHeader, Pagination, Skeleton, Tone,
    after_load,
};
use crate::i18n::use_texts;
use crate::icons::{Icon, IconName};
use crate::users::query::address;
use domain::paths;
use domain::sites::{SiteList, SiteRow};
use domain::users::Filter;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// From so many sites on there is a field to find one.
const MANY: u64 = 10;

/// The customer's sites.
#[component]
pub fn SitesPage() -> impl IntoView {
    let t = use_texts();
    let query = use_query_map();
    let sought = Memo::new(move |_| query.read().get(parameter::SOUGHT).unwrap_or_default());
    let page = Memo::new(move |_| {
        let page = query.read().get(parameter::PAGE);
        page.and_then(|page| page.parse::<u64>().ok()).unwrap_or(1)
    });
    let changes = Changes::new();
    let flash = latest_flash(changes);
    let sites = Resource::new(
        move || (sought.get(), page.get(), changes.done.get()),
        |(sought, page, _)| list_sites(sought, page),
    );
    let breadcrumbs = move || {
        let path = vec![(t.layout().my_client_space.to_owned(), paths::USERS.to_owned())];
        view! { <Breadcrumbs path here=t.sites().title/> }
    };

    view! {
        <Page title=t.sites().title>
            <PageHeader title=t.sites().title lede=t.sites().lede breadcrumbs=breadcrumbs>
                <a class="button" href=paths::IMPORT_SITES>
                    <Icon of=IconName::Upload/>
                    {t.sites().import}
                </a>
                <a class="button" href=paths::SITES_CSV rel="external" download="sites.csv">
                    <Icon of=IconName::Download/>
                    {t.sites().export}
                </a>
            </PageHeader>
            <Imported/>
            <FlashMessages flash changes/>
            <Transition fallback=|| view! { <Skeleton/> }>
                {after_load(move || {
                    let sought = sought.get();
                    async move {
                        match sites.await {
                            Ok(listed) => view! { <Listed listed sought changes/> }.into_any(),
                            Err(error) => view! { <ErrorCallout error/> }.into_any(),
                        }
                    }
                })}
            </Transition>
        </Page>
    }
}

/// What a file has just brought, as the address says.
#[component]
fn Imported() -> impl IntoView {
    let t = use_texts().sites();
    let query = use_query_map();
    move || {
        let count = query.read().get(parameter::CREATED)?.parse::<u64>().ok()?;
        Some(view! {
            <Callout tone=Tone::Good role="status">
                <p>{(t.imported)(count)}</p>
            </Callout>
        })
    }
}

#[component]
fn Listed(listed: ListedSites, sought: String, changes: Changes) -> impl IntoView {
    let t = use_texts().sites();
    let ListedSites { list, kept } = listed;
    let many = list.all > MANY || !sought.is_empty();
    let pages = (list.last_page > 1).then(|| view! { <Pages list=list.clone() sought=sought.clone()/> });
    let table = if list.all == 0 {
        view! { <EmptyState title=t.none text=t.none_why/> }.into_any()
    } else if list.found == 0 {
        view! {
            <div role="status">
                <EmptyState title=t.none_found text=t.none_found_why>
                    <a class="button" href=paths::SITES>
                        {t.all_sites}
                    </a>
                </EmptyState>
            </div>
        }
        .into_any()
    } else {
        view! { <Table rows=list.rows/> }.into_any()
    };

    view! {
        <CreateForm kept changes/>
        {many.then(|| view! { <Search sought/> })}
        {table}
        {pages}
    }
}

#[component]
fn Search(sought: String) -> impl IntoView {
    let t = use_texts().sites();
    view! {
        <search>
            <GetForm action=paths::SITES class="one-line">
                <div class="field">
                    <label for="f-recherche">{t.search_label}</label>
                    <input
                        class="input"
                        id="f-recherche"
                        name=parameter::SOUGHT
                        type="search"
                        autocomplete="off"
                        value=sought
                    />
                </div>
                <button class="button" type="submit">
                    {t.search}
                </button>
            </GetForm>
        </search>
    }
}

#[component]
fn Table(rows: Vec<SiteRow>) -> impl IntoView {
    let t = use_texts().sites();
    view! {
        <table class="table stackable sites" role="table">
            <caption class="vh">{t.title}</caption>
            <thead role="rowgroup">
                <tr role="row">
                    <th role="columnheader" scope="col">{t.site}</th>
                    <th role="columnheader" scope="col">{t.used_by}</th>
                    <th role="columnheader" scope="col">{t.contracts}</th>
                    <th role="columnheader" scope="col" class="act">
                        <span class="vh">{t.edit}</span>
                    </th>
                </tr>
            </thead>
            <tbody role="rowgroup">{rows.iter().map(row).collect_view()}</tbody>
        </table>
    }
}

fn row(site: &SiteRow) -> impl IntoView + use<> {
    let t = use_texts().sites();
    let name = site.name.to_string();
    let state = match (&site.merging_into, site.archived) {
        (Some(into), _) => Some((t.merging)(into.as_str())),
        (None, true) => Some(t.archived_chip.to_owned()),
        (None, false) => None,
    };
    let contracts = (t.contract_count)(site.usage.elsewhere, site.usage.is_exact());
    // In quotes: this site alone, and not those whose name its name is a part of.
    let filter = Filter { site: Some(format!("\"{name}\"")), ..Filter::default() };

    view! {
        <tr role="row">
            <th role="rowheader" scope="row" class="main">
                {name.clone()}
                {state.map(|state| view! { <span class="chip">{state}</span> })}
            </th>
            <td role="cell" data-label=t.used_by>
                <UsageLink usage=site.usage filter/>
            </td>
            <td role="cell" data-label=t.contracts>
                {contracts}
            </td>
            <td role="cell" class="act">
                <a class="button small" href=paths::site(site.id) aria-label=(t.edit_named)(&name)>
                    {t.edit}
                </a>
            </td>
        </tr>
    }
}

#[component]
fn Pages(list: SiteList, sought: String) -> impl IntoView {
    let t = use_texts().sites();
    let to = |page: u64| {
        let sought = (!sought.is_empty()).then(|| (parameter::SOUGHT, sought.clone()));
        let page = (page > 1).then(|| (parameter::PAGE, page.to_string()));
        address(paths::SITES, &sought.into_iter().chain(page).collect::<Vec<_>>())
    };
    let (page, last) = (list.page, list.last_page);

    view! {
        <Pagination
            label=t.pages
            first=(page > 1).then(|| to(1))
            previous=(page > 1).then(|| to(page - 1))
            next=(page < last).then(|| to(page + 1))
        >
            <p>{(t.page_of)(page, last)}</p>
        </Pagination>
    }
}

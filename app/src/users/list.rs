//! *Liste des utilisateurs*: the grid of assignments. Its filter, sort, page, and the question before
//! a removal are all in the address.

mod bulk_bar;
mod export_menu;
mod grid;
mod pages;
mod printed;
#[cfg(feature = "ssr")]
mod rows;
mod search_bar;
mod toolbar;

use super::api::{ListedPage, SetColumns, ViewsData, list_users, load_views};
use super::beside::Beside;
use super::changes::Changes;
use super::flash_messages::{FlashMessages, latest_flash};
use super::query;
use super::removal::{Removable, RemovalDialog, return_focus};
use super::views::ViewsMenu;
use crate::api::ApiError;
use crate::components::{Breadcrumbs, EmptyState, ErrorCallout, Page, PageHeader, Skeleton, after_load};
use crate::i18n::use_texts;
use crate::icons::{Icon, IconName};
use crate::session::{Administers, use_administers};
use bulk_bar::BulkBar;
use domain::ids::AssignmentId;
use domain::paths;
use domain::users::{Filter, Grouping, PageRequest};
use export_menu::ExportMenu;
use grid::Grid;
use leptos::prelude::*;
use leptos_router::hooks::{use_location, use_query_map};
use pages::Pages;
use printed::Printed;
#[cfg(feature = "ssr")]
pub(super) use rows::{people_html, rows_html};
use search_bar::SearchBar;
use serde::{Deserialize, Serialize};
use toolbar::Toolbar;

/// The parameter of the address that asks for the question before a removal.
const REMOVAL: &str = "supprimer";

/// The list of the customer's assignments.
#[component]
pub fn ListPage() -> impl IntoView {
    let t = &use_texts().users().list;
    let search = use_location().search;
    let request = Memo::new(move |_| query::from_query(&search.read()));
    let here = Signal::derive(move || query::list_address(&request.read()));
    let changes = Changes::new();
    let views_changed = changes.views_changed();
    let flash = latest_flash(move || changes.tried() + views_changed.get());
    let views = Resource::new(move || views_changed.get(), |_| load_views());
    let query = use_query_map();
    let asked = Memo::new(move |_| query.read().get(REMOVAL)?.parse::<AssignmentId>().ok());
    let set_columns = ServerAction::<SetColumns>::new();
    let page = Resource::new(
        move || (request.get(), changes.tried(), set_columns.version().get()),
        move |(request, ..)| {
            let listed = list_users(request, asked.get_untracked());
            async move { listed.await.map(Shown::new) }
        },
    );
    let breadcrumbs = move || view! { <Breadcrumbs path=vec![(t.client_area.to_owned(), paths::USERS.to_owned())] here=t.users/> };

    let administers = use_administers() != Administers::Nothing;

    view! {
        <Page title=t.title class="grid-page">
            <PageHeader title=t.title lede=t.lede breadcrumbs=breadcrumbs>
                {administers.then(|| view! {
                    <a class="button primary" href=paths::CREATE_USERS>
                        <Icon of=IconName::UserPlus/>
                        {t.create}
                    </a>
                    <a class="button" href=paths::IMPORT_USERS>
                        <Icon of=IconName::Upload/>
                        {t.import}
                    </a>
                })}
                <ExportMenu filter=Signal::derive(move || request.read().filter.clone())/>
            </PageHeader>
            <SearchBar request/>
            <FlashMessages flash changes here/>
            <div class="list-and-person">
                <section class="section list" aria-labelledby="t-liste">
                    <h2 class="vh" id="t-liste">
                        {t.heading}
                    </h2>
                    <Transition fallback=|| view! { <Skeleton/> }>
                        {after_load(move || {
                            let request = request.get();
                            async move {
                                match page.await {
                                    Ok(shown) => view! { <FoundRows shown request changes set_columns views asked/> }.into_any(),
                                    Err(error) => view! { <ListError error here/> }.into_any(),
                                }
                            }
                        })}
                    </Transition>
                </section>
                <Beside changes list=here/>
            </div>
        </Page>
    }
}

/// A page of the list, as the page that the server makes carries it to the browser: its rows stand there as they are
/// shown, and not once more as data.
#[derive(Clone, Serialize, Deserialize)]
struct Shown {
    listed: ListedPage,
    #[serde(skip)]
    html: Option<String>,
}

impl Shown {
    fn new(mut listed: ListedPage) -> Self {
        let html = std::mem::take(&mut listed.html);
        Self { listed, html: Some(html) }
    }
}

/// The rows that were found, or why there are none.
#[component]
fn FoundRows(
    shown: Shown,
    request: PageRequest,
    changes: Changes,
    set_columns: ServerAction<SetColumns>,
    views: Resource<Result<ViewsData, ApiError>>,
    asked: Memo<Option<AssignmentId>>,
) -> impl IntoView {
    let Shown { listed: ListedPage { page, removal, columns, .. }, html } = shown;
    let here = query::list_address(&request);
    let by_assignment = request.grouping == Grouping::Assignment;
    let selectable = by_assignment && use_administers() != Administers::Nothing;
    let selected = selectable.then(|| RwSignal::new(0));
    let shown = query::view_of(&request);
    if page.rows == 0 {
        let unfiltered = request.filter == Filter::default();
        return view! {
            {(!unfiltered)
                .then(|| {
                    view! {
                        <div class="toolbar">
                            <div class="tools">
                                <Views views shown changes/>
                            </div>
                        </div>
                    }
                })}
            <Nothing unfiltered/>
        }
        .into_any();
    }

    view! {
        <Printed request=request.clone()/>
        <Toolbar
            assignments=page.assignments
            people=page.people
            mails_failed=page.mails_failed
            ending_soon=page.ending_soon
            request=request.clone()
            columns=columns.clone()
            set_columns
        >
            <Views views shown changes/>
        </Toolbar>
        <Grid html request=request.clone() columns changes selected/>
        {selected.map(|selected| view! { <BulkBar selected assignments=page.assignments request=request.clone()/> })}
        <AskedRemoval asked known=removal changes here/>
        <Pages page request/>
    }
    .into_any()
}

/// The menu of views, which changes without the list.
#[component]
fn Views(views: Resource<Result<ViewsData, ApiError>>, shown: String, changes: Changes) -> impl IntoView {
    view! {
        <Transition>
            {after_load(move || {
                let shown = shown.clone();
                async move { view! { <ViewsMenu loaded=views.await shown changes/> }.into_any() }
            })}
        </Transition>
    }
}

/// The question before a removal, when the address asks for it.
#[component]
fn AskedRemoval(
    /// The assignment that the address names.
    asked: Memo<Option<AssignmentId>>,
    /// What is known of the one that it named when the page was loaded.
    known: Option<Removable>,
    changes: Changes,
    here: String,
) -> impl IntoView {
    return_focus(asked);

    move || {
        let asked = asked.get()?;
        let known = known.clone().filter(|known| known.id == asked);
        let what = known.or_else(|| Removable::listed(asked))?;
        Some(view! { <RemovalDialog what changes keep=here.clone() back=here.clone()/> })
    }
}

#[component]
fn Nothing(unfiltered: bool) -> impl IntoView {
    let t = &use_texts().users().list;
    if unfiltered {
        return view! {
            <EmptyState title=t.empty text=t.empty_why>
                {(use_administers() != Administers::Nothing).then(|| view! {
                    <a class="button primary" href=paths::CREATE_USERS>
                        {t.create}
                    </a>
                    <a class="button" href=paths::IMPORT_USERS>
                        {t.import}
                    </a>
                })}
            </EmptyState>
        }
        .into_any();
    }

    view! {
        <div role="status">
            <EmptyState title=t.no_result text=t.no_result_why>
                <a class="button" href=paths::USERS>
                    {t.clear}
                </a>
            </EmptyState>
        </div>
    }
    .into_any()
}

#[component]
fn ListError(error: ApiError, here: Signal<String>) -> impl IntoView {
    let t = &use_texts().users().list;
    view! {
        <ErrorCallout error/>
        <p>
            <a class="button" href=here rel="external">
                {t.retry}
            </a>
        </p>
    }
}

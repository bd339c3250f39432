use super::footer::Footer;
use super::redirect::Redirect;
use super::side_nav::{SideNav, administers_everything};
use super::top_bar::TopBar;
use crate::api::ApiError;
#[cfg(feature = "hydrate")]
use crate::components::close_menus;
use crate::components::{EmptyState, ErrorCallout, Page, PageHeader};
use crate::i18n::use_texts;
use crate::pages::Pages;
use crate::session::{Consolidation, Session, SessionState, due_path, sign_in_path, use_here, use_session};
use domain::paths;
use leptos::prelude::*;
use leptos_router::components::Outlet;
use leptos_router::hooks::use_location;

/// The frame of every page that needs a session; without one it leads to signing in, and back.
#[component]
pub fn SignedIn() -> impl IntoView {
    let SessionState(session) = expect_context();
    match session {
        Ok(session) => match session.due {
            Some(due) => view! { <Redirect path=due_path(due)/> }.into_any(),
            None => view! { <Frame session/> }.into_any(),
        },
        Err(ApiError::SignedOut) => view! { <Redirect path=sign_in_path(&use_here())/> }.into_any(),
        Err(error) => view! { <Broken error/> }.into_any(),
    }
}

#[component]
fn Frame(session: Session) -> impl IntoView {
    let path = use_location().pathname;
    let (has_customer, reads_tariffs) = (session.customer.is_some(), session.reads_tariffs);
    let administers_everything = administers_everything(session.customer.as_ref());
    let Pages(pages) = expect_context();
    let shows = Memo::new(move |_| {
        let path = path.read();
        let is_administration = path.starts_with(paths::ADMINISTRATION) || *path == paths::USER_MANAGEMENT;
        let of_the_whole = || pages.iter().any(|page| page.is_of_the_whole() && page.leads_to(&path));
        if *path == paths::TARIFFS {
            return reads_tariffs;
        }
        !is_administration || administers_everything || has_customer && !of_the_whole()
    });
    let day = (use_texts().layout().printed_on)(&session.today.shown());
    let printed = session.customer.as_ref().map(|customer| {
        let said = format!("{}, {day}", customer.name);
        view! { <p class="printed">{said}</p> }
    });
    provide_context(session);
    #[cfg(feature = "hydrate")]
    close_menus();

    view! {
        <div class="layout">
            <TopBar/>
            <SideNav/>
            {printed}
            {move || if shows.get() { view! { <Outlet/> }.into_any() } else { view! { <NotAdministrator/> }.into_any() }}
            <Footer/>
        </div>
    }
}

/// What stands in the place of a page of the administration.
#[component]
fn NotAdministrator() -> impl IntoView {
    #[cfg(feature = "ssr")]
    crate::api::set_status(403);
    let texts = use_texts();
    let t = texts.layout();
    let Session { customer, consolidation, .. } = use_session();
    let is_billing = use_location().pathname.with_untracked(|path| path == paths::TARIFFS);
    let (title, text, href, name) = match (customer, consolidation) {
        _ if is_billing => (t.not_billing, t.not_billing_text, paths::MY_ACCESS, texts.pages().my_access),
        (Some(_), _) => (t.not_administrator, t.of_the_whole_text, paths::USERS, texts.pages().users),
        (None, Consolidation::Start) => {
            (t.no_customer, t.no_customer_text, paths::CONSOLIDATION, texts.pages().consolidation)
        }
        (None, Consolidation::None | Consolidation::Beside) => {
            (t.not_administrator, t.not_administrator_text, paths::MY_ACCESS, texts.pages().my_access)
        }
    };

    view! {
        <Page title=t.administration>
            <PageHeader title=t.administration/>
            <EmptyState title text>
                <a class="button primary" href=href>
                    {name}
                </a>
            </EmptyState>
        </Page>
    }
}

#[component]
fn Broken(error: ApiError) -> impl IntoView {
    #[cfg(feature = "ssr")]
    crate::api::set_status(error.status());
    let t = use_texts().layout();

    view! {
        <div class="layout">
            <Page title=t.broken>
                <h1>{t.broken}</h1>
                <ErrorCallout error/>
            </Page>
        </div>
    }
}

//! Which address shows which page, and which part of the browser's code takes it over.

#[cfg(feature = "hydrate")]
mod browser;
mod part;

pub use part::Part;

use crate::access::{ForgottenPage, LinkPage, MySpacePage, NewPasswordPage, SignInPage};
use crate::components::RouteAnnouncer;
use crate::help::HelpPage;
use crate::i18n::provide_locale;
use crate::imports::{HistoryRoute, ImportRoutes};
use crate::reference::{ContractsPage, ProfilesPage, SitesPage};
use crate::shell::{Home, NotFound, SignedIn, SkipLink, provide_session};
use crate::users::{EditingRoutes, ListRoute};
use leptos::children::ToChildren;
use leptos::prelude::*;
use leptos_meta::provide_meta_context;
use leptos_router::components::{ParentRoute, Route, Router, Routes, RoutesProps};
use leptos_router::{MatchNestedRoutes, SsrMode, path};

/// The whole interface, as the server answers with it.
#[component]
pub fn App() -> impl IntoView {
    let pages = view! {
        <Route path=path!("/") view=Home ssr=SsrMode::Async/>
        <Route path=path!("/connexion") view=SignInPage ssr=SsrMode::Async/>
        <Route path=path!("/mot-de-passe-oublie") view=ForgottenPage ssr=SsrMode::Async/>
        <Route path=path!("/lien/:token") view=LinkPage ssr=SsrMode::Async/>
        <Route path=path!("/nouveau-mot-de-passe") view=NewPasswordPage ssr=SsrMode::Async/>
        <ParentRoute path=path!("/administration") view=SignedIn ssr=SsrMode::Async>
            // Before the users: `utilisateurs/importer` is not the page of a user.
            <ImportRoutes/>
            <HistoryRoute/>
            <ListRoute/>
            <EditingRoutes/>
            <Route path=path!("contrats") view=ContractsPage ssr=SsrMode::Async/>
            <Route path=path!("sites") view=SitesPage ssr=SsrMode::Async/>
            <Route path=path!("profils") view=ProfilesPage ssr=SsrMode::Async/>
        </ParentRoute>
        <ParentRoute path=path!("/aide") view=SignedIn ssr=SsrMode::Async>
            <Route path=path!("") view=HelpPage ssr=SsrMode::Async/>
        </ParentRoute>
        <ParentRoute path=path!("/mon-espace") view=SignedIn ssr=SsrMode::Async>
            <Route path=path!("") view=MySpacePage ssr=SsrMode::Async/>
        </ParentRoute>
    };
    interface(pages.into_inner(), None)
}

/// The interface as [`Part::List`] takes it over.
#[component]
pub fn ListPart() -> impl IntoView {
    let pages = view! {
        <ParentRoute path=path!("/administration") view=SignedIn ssr=SsrMode::Async>
            <ListRoute/>
        </ParentRoute>
    };
    interface(pages.into_inner(), Some(Part::List))
}

/// The interface as [`Part::Editing`] takes it over.
#[component]
pub fn EditingPart() -> impl IntoView {
    let pages = view! {
        <ParentRoute path=path!("/administration") view=SignedIn ssr=SsrMode::Async>
            <EditingRoutes/>
        </ParentRoute>
    };
    interface(pages.into_inner(), Some(Part::Editing))
}

/// The interface as [`Part::Imports`] takes it over.
#[component]
pub fn ImportsPart() -> impl IntoView {
    let pages = view! {
        <ParentRoute path=path!("/administration") view=SignedIn ssr=SsrMode::Async>
            <ImportRoutes/>
        </ParentRoute>
    };
    interface(pages.into_inner(), Some(Part::Imports))
}

/// What surrounds all pages. With `part`, these are the pages of that part alone.
fn interface<Pages>(pages: Pages, part: Option<Part>) -> impl IntoView
where
    Pages: MatchNestedRoutes + Clone + Send + 'static,
{
    provide_meta_context();
    provide_locale();
    provide_session();
    #[cfg(feature = "hydrate")]
    let redirects = part.map(|part| {
        browser::leave_links(part);
        browser::follow_redirects(part)
    });
    #[cfg(not(feature = "hydrate"))]
    let _: Option<Part> = part;
    let routes = move || {
        #[cfg(feature = "hydrate")]
        if let Some(redirects) = redirects {
            browser::follow_within(redirects);
        }
        let props = RoutesProps::builder().fallback(|| view! { <NotFound/> });
        Routes(props.children(ToChildren::to_children(move || pages.clone())).build())
    };
    view! {
        <Router>
            <SkipLink/>
            <RouteAnnouncer/>
            {routes()}
        </Router>
    }
}

//! Which component shows which page. The router wants each path as a literal and each list of routes as a
//! type of its own, so these lines stand beside the table of [`crate::pages`]; a test compares the two
//! (`server/tests/links.rs`).

#[cfg(feature = "hydrate")]
mod browser;

use crate::access::{ForgottenPage, LinkPage, MySpacePage, NewPasswordPage, SignInPage};
use crate::bundle::Bundle;
use crate::components::RouteAnnouncer;
use crate::help::HelpPage;
use crate::i18n::provide_locale;
use crate::imports::{HistoryPage, ImportPage, ReportPage};
use crate::layout::{Home, NotFound, SignedIn, SkipLink};
use crate::reference::{ContractsPage, ProfilesPage, SitesPage};
use crate::session::provide_session;
use crate::users::{CreatePage, EditPage, ListPage};
use leptos::children::ToChildren;
use leptos::prelude::*;
use leptos_meta::provide_meta_context;
use leptos_router::any_nested_route::IntoAnyNestedRoute;
use leptos_router::components::{ParentRoute, Route, Router, Routes, RoutesProps};
use leptos_router::{MatchNestedRoutes, SsrMode, path};

/// The pages of [`Bundle::List`], below `/administration`.
#[component(transparent)]
fn ListRoutes() -> impl MatchNestedRoutes + Clone {
    view! { <Route path=path!("utilisateurs") view=ListPage ssr=SsrMode::Async/> }
        .into_inner()
        .into_any_nested_route()
}

/// The pages of [`Bundle::Editing`], below `/administration`.
#[component(transparent)]
fn EditingRoutes() -> impl MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("utilisateurs/creer") view=CreatePage ssr=SsrMode::Async/>
        <Route path=path!("utilisateurs/:assignment") view=EditPage ssr=SsrMode::Async/>
    }
    .into_inner()
    .into_any_nested_route()
}

/// The pages of [`Bundle::Imports`], below `/administration`.
#[component(transparent)]
fn ImportRoutes() -> impl MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("utilisateurs/importer") view=ImportPage ssr=SsrMode::Async/>
        <Route path=path!("imports/:id") view=ReportPage ssr=SsrMode::Async/>
    }
    .into_inner()
    .into_any_nested_route()
}

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
            <Route path=path!("imports") view=HistoryPage ssr=SsrMode::Async/>
            <ListRoutes/>
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

/// The interface as [`Bundle::List`] takes it over.
#[component]
pub fn ListBundle() -> impl IntoView {
    let pages = view! {
        <ParentRoute path=path!("/administration") view=SignedIn ssr=SsrMode::Async>
            <ListRoutes/>
        </ParentRoute>
    };
    interface(pages.into_inner(), Some(Bundle::List))
}

/// The interface as [`Bundle::Editing`] takes it over.
#[component]
pub fn EditingBundle() -> impl IntoView {
    let pages = view! {
        <ParentRoute path=path!("/administration") view=SignedIn ssr=SsrMode::Async>
            <EditingRoutes/>
        </ParentRoute>
    };
    interface(pages.into_inner(), Some(Bundle::Editing))
}

/// The interface as [`Bundle::Imports`] takes it over.
#[component]
pub fn ImportsBundle() -> impl IntoView {
    let pages = view! {
        <ParentRoute path=path!("/administration") view=SignedIn ssr=SsrMode::Async>
            <ImportRoutes/>
        </ParentRoute>
    };
    interface(pages.into_inner(), Some(Bundle::Imports))
}

/// What surrounds all pages. With `bundle`, these are the pages of that bundle alone.
fn interface<Pages>(pages: Pages, bundle: Option<Bundle>) -> impl IntoView
where
    Pages: MatchNestedRoutes + Clone + Send + 'static,
{
    provide_meta_context();
    provide_locale();
    provide_session();

    #[cfg(feature = "hydrate")]
    let redirects = bundle.map(|bundle| {
        browser::leave_links(bundle);
        browser::follow_redirects(bundle)
    });

    #[cfg(not(feature = "hydrate"))]
    let _: Option<Bundle> = bundle;

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

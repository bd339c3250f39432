use crate::access::{ForgottenPage, LinkPage, MySpacePage, NewPasswordPage, SignInPage};
use crate::components::RouteAnnouncer;
use crate::i18n::provide_locale;
use crate::imports::ImportRoutes;
use crate::reference::{ContractsPage, ProfilesPage, SitesPage};
use crate::shell::{Home, NotFound, SignedIn, SkipLink, provide_session};
use crate::users::UserRoutes;
use leptos::prelude::*;
use leptos_meta::provide_meta_context;
use leptos_router::components::{ParentRoute, Route, Router, Routes};
use leptos_router::{SsrMode, path};

/// The whole interface: which address shows which page.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    provide_locale();
    provide_session();
    view! {
        <Router>
            <SkipLink/>
            <RouteAnnouncer/>
            <Routes fallback=|| view! { <NotFound/> }>
                <Route path=path!("/") view=Home ssr=SsrMode::Async/>
                <Route path=path!("/connexion") view=SignInPage ssr=SsrMode::Async/>
                <Route path=path!("/mot-de-passe-oublie") view=ForgottenPage ssr=SsrMode::Async/>
                <Route path=path!("/lien/:token") view=LinkPage ssr=SsrMode::Async/>
                <Route path=path!("/nouveau-mot-de-passe") view=NewPasswordPage ssr=SsrMode::Async/>
                <ParentRoute path=path!("/administration") view=SignedIn ssr=SsrMode::Async>
                    // Before the users: `utilisateurs/importer` is not the page of a user.
                    <ImportRoutes/>
                    <UserRoutes/>
                    <Route path=path!("contrats") view=ContractsPage ssr=SsrMode::Async/>
                    <Route path=path!("sites") view=SitesPage ssr=SsrMode::Async/>
                    <Route path=path!("profils") view=ProfilesPage ssr=SsrMode::Async/>
                </ParentRoute>
                <ParentRoute path=path!("/mon-espace") view=SignedIn ssr=SsrMode::Async>
                    <Route path=path!("") view=MySpacePage ssr=SsrMode::Async/>
                </ParentRoute>
            </Routes>
        </Router>
    }
}

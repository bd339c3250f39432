use super::create::CreatePage;
use super::edit::EditPage;
use super::list::ListPage;
use leptos::prelude::*;
use leptos_router::any_nested_route::IntoAnyNestedRoute;
use leptos_router::components::Route;
use leptos_router::{SsrMode, path};

/// The list, below `/administration`.
#[component(transparent)]
pub fn ListRoute() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! { <Route path=path!("utilisateurs") view=ListPage ssr=SsrMode::Async/> }
        .into_inner()
        .into_any_nested_route()
}

/// What creates and edits users, below `/administration`.
#[component(transparent)]
pub fn EditingRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("utilisateurs/creer") view=CreatePage ssr=SsrMode::Async/>
        <Route path=path!("utilisateurs/:assignment") view=EditPage ssr=SsrMode::Async/>
    }
    .into_inner()
    .into_any_nested_route()
}

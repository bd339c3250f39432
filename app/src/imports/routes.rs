use super::history::HistoryPage;
use super::page::ImportPage;
use super::report::ReportPage;
use leptos::prelude::*;
use leptos_router::any_nested_route::IntoAnyNestedRoute;
use leptos_router::components::Route;
use leptos_router::{SsrMode, path};

/// The pages of the import that the browser's code takes over, below `/administration`.
#[component(transparent)]
pub fn ImportRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <Route path=path!("utilisateurs/importer") view=ImportPage ssr=SsrMode::Async/>
        <Route path=path!("imports/:id") view=ReportPage ssr=SsrMode::Async/>
    }
    .into_inner()
    .into_any_nested_route()
}

/// The imports that there were, below `/administration`.
#[component(transparent)]
pub fn HistoryRoute() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! { <Route path=path!("imports") view=HistoryPage ssr=SsrMode::Async/> }
        .into_inner()
        .into_any_nested_route()
}

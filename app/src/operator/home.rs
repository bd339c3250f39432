use crate::api;
use crate::layout::{NotFound, Redirect};
use domain::paths;
use leptos::prelude::*;

/// Where the work of the carrier's staff begins: at the customers.
#[component]
pub fn OperatorHome() -> impl IntoView {
    match api::operator() {
        Ok(_) => view! { <Redirect path=paths::CUSTOMERS/> }.into_any(),
        Err(_) => view! { <NotFound/> }.into_any(),
    }
}

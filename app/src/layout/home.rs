use super::redirect::Redirect;
use domain::paths;
use leptos::prelude::*;

/// The bare address leads to the list of users, and from there to signing in where need be.
#[component]
pub fn Home() -> impl IntoView {
    view! { <Redirect path=paths::USERS/> }
}

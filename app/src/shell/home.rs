use leptos::prelude::*;
use leptos_router::components::Redirect;

/// The bare address leads to the list of users, and from there to signing in where need be.
#[component]
pub fn Home() -> impl IntoView {
    view! { <Redirect path="/administration/utilisateurs"/> }
}

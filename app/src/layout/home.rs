use super::redirect::Redirect;
use crate::session::{SessionState, start_path};
use leptos::prelude::*;

/// The bare address leads to where somebody's work begins, and from there to signing in where need be.
#[component]
pub fn Home() -> impl IntoView {
    let SessionState(session) = expect_context();
    view! { <Redirect path=start_path(session.ok().as_ref())/> }
}

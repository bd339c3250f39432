use leptos::prelude::*;
use leptos_router::components::Redirect as RouterRedirect;

/// Leads to another page, whoever is asking: the router's `Redirect` alone gives programs that accept
/// anything a page with nothing on it.
#[component]
pub fn Redirect(
    /// The other page's address.
    #[prop(into)]
    path: String,
) -> impl IntoView {
    let redirect = view! { <RouterRedirect path=path/> };
    #[cfg(feature = "ssr")]
    crate::api::set_status(302);
    redirect
}

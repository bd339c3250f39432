use crate::api::ApiError;
use crate::users::density::Density;
use leptos::prelude::*;

/// Remembers the density in this browser. Anybody may. Leads `back` where there is no code.
#[server(name = SetDensity, prefix = "/api", endpoint = "set_density")]
#[allow(clippy::unused_async, reason = "a server function is async whatever it does")]
pub async fn set_density(density: Density, back: Option<String>) -> Result<(), ApiError> {
    crate::api::set_preference(crate::users::density::COOKIE, density.code());
    if let Some(back) = back {
        crate::api::redirect(crate::users::query::safe_return(&back));
    }
    Ok(())
}

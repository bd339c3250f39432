use crate::api::ApiError;
use crate::users::density::Density;
use leptos::prelude::*;
use std::collections::BTreeMap;

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

/// Remembers the columns that are shown in this browser, by their codes, or the usual ones. Anybody may. Leads `back`
/// where there is no code.
#[server(name = SetColumns, prefix = "/api", endpoint = "set_columns")]
#[allow(clippy::unused_async, reason = "a server function is async whatever it does")]
pub async fn set_columns(
    #[server(default)] shown: BTreeMap<String, String>,
    #[server(default)] usual: bool,
    back: String,
) -> Result<(), ApiError> {
    use crate::users::columns::{Columns, remember};
    if usual {
        remember(&Columns::default());
    } else {
        remember(&Columns::coded(shown.keys().map(String::as_str)));
    }
    crate::api::redirect(crate::users::query::safe_return(&back));
    Ok(())
}

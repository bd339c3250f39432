#[cfg(feature = "ssr")]
use crate::api;
use crate::api::ApiError;
use domain::reference::ReferenceData;
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;

/// The contracts, sites and profiles of the customer that is looked at.
#[server(name = LoadReference, prefix = "/api", endpoint = "reference", input = GetUrl)]
pub async fn load_reference() -> Result<ReferenceData, ApiError> {
    let scope = api::scope()?;
    backend::reference::load(&api::services()?, &scope).await.map_err(api::failed)
}

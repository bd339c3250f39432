#[cfg(feature = "ssr")]
use crate::api;
use crate::api::ApiError;
use domain::tariffs::ContractTariffs;
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;

/// The documents that the person who is asking may read.
#[server(name = ListTariffs, prefix = "/api", endpoint = "tariffs", input = GetUrl)]
pub async fn list_tariffs() -> Result<Vec<ContractTariffs>, ApiError> {
    let person = api::person()?;
    let services = api::services()?;
    let scopes = backend::access::billing(&services, &person).await.map_err(api::failed)?;
    // Whoever reads none is not told that there are any.
    if scopes.is_empty() {
        return Err(ApiError::NotFound);
    }

    backend::tariffs::list(&services, &scopes).await.map_err(api::failed)
}

#[cfg(feature = "ssr")]
use crate::api;
use crate::api::ApiError;
use domain::consolidation::{Consolidation, ConsolidationRequest};
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;

/// A page of all contracts that the person who is asking sees as an advanced user.
#[server(name = ReadConsolidation, prefix = "/api", endpoint = "consolidation", input = GetUrl)]
pub async fn read_consolidation(
    #[server(default)] request: ConsolidationRequest,
) -> Result<Consolidation, ApiError> {
    use backend::users::ListError;

    let scope = api::consolidated()?;
    let found = backend::consolidation::consolidation(&api::services()?, &scope, &request).await;
    found.map_err(|error| match error {
        ListError::Cursor => ApiError::BadRequest,
        ListError::Database(failure) => api::failed(failure),
    })
}

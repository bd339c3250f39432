use crate::api::ApiError;
use domain::ids::RemovalId;
use domain::users::RecentRemoval;
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use serde::{Deserialize, Serialize};

/// Some of what was removed and can still be put back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RemovedPage {
    /// The latest first.
    pub removals: Vec<RecentRemoval>,
    /// What to continue after, when there may be more.
    pub next: Option<RemovalId>,
}

/// What was removed and can still be put back, after the removal `after`.
#[server(name = LoadRemoved, prefix = "/api", endpoint = "load_removed", input = GetUrl)]
pub async fn load_removed(after: Option<RemovalId>) -> Result<RemovedPage, ApiError> {
    let scope = crate::api::scope()?;
    if scope.reach().is_some_and(|reach| !reach.manages_any()) {
        return Err(ApiError::NotFound);
    }

    let found = backend::users::recent_removals(&crate::api::services()?, &scope, after).await;
    let backend::users::RecentRemovals { removals, next } = found.map_err(crate::api::failed)?;
    Ok(RemovedPage { removals, next })
}

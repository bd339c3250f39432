#[cfg(feature = "ssr")]
use crate::api;
use crate::api::ApiError;
use domain::journal::{JournalPage, JournalRequest};
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;

/// A page of the customer's journal.
#[server(name = ReadJournal, prefix = "/api", endpoint = "journal", input = GetUrl)]
pub async fn read_journal(#[server(default)] request: JournalRequest) -> Result<JournalPage, ApiError> {
    use backend::journal::ListError;

    let scope = api::administrator()?;
    backend::journal::list(&api::services()?, &scope, &request).await.map_err(|error| match error {
        ListError::Cursor => ApiError::BadRequest,
        ListError::Database(failure) => api::failed(failure),
    })
}

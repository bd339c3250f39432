use crate::api::{ApiError, FlashForm};
use domain::ids::CustomerId;
use domain::users::SavedView;
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use serde::{Deserialize, Serialize};

/// What the form that saves a view holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ViewInput {
    pub name: String,
}

/// What the menu of views needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ViewsData {
    pub views: Vec<SavedView>,
    /// What was typed before, without JavaScript, and why it was refused.
    pub kept: Option<FlashForm<ViewInput>>,
}

/// The views of whoever is asking.
#[server(name = LoadViews, prefix = "/api", endpoint = "load_views", input = GetUrl)]
pub async fn load_views() -> Result<ViewsData, ApiError> {
    let scope = crate::api::scope()?;
    let views = backend::users::views(&crate::api::services()?, &scope).await.map_err(crate::api::failed)?;
    Ok(ViewsData { views, kept: crate::api::take_flash_form(FORM).await })
}

/// Saves the list that the query `view` asks for under a name.
#[server(name = SaveView, prefix = "/api", endpoint = "save_view")]
pub async fn save_view(
    #[server(default)] name: String,
    #[server(default)] view: String,
    #[server(default)] back: String,
    #[server(default)] customer: Option<CustomerId>,
) -> Result<(), ApiError> {
    let scope = crate::api::scope_of(customer)?;
    match on_server::save(&scope, &name, &view).await {
        Ok(flash) => super::reporting::report(Ok(flash), &back).await,
        Err(error) => {
            let page = crate::users::query::safe_return(&back);
            crate::api::store_flash_form(FORM, page, &ViewInput { name }, &error).await;
            Err(error)
        }
    }
}

/// Takes a view away.
#[server(name = RemoveView, prefix = "/api", endpoint = "remove_view")]
pub async fn remove_view(
    name: String,
    #[server(default)] back: String,
    #[server(default)] customer: Option<CustomerId>,
) -> Result<(), ApiError> {
    let scope = crate::api::scope_of(customer)?;
    super::reporting::report(on_server::remove(&scope, &name).await, &back).await
}

#[cfg(feature = "ssr")]
const FORM: &str = "save-view";

#[cfg(feature = "ssr")]
mod on_server {
    use crate::api::{ApiError, failed, services};
    use crate::users::flash::Flash;
    use crate::users::query;
    use backend::access::CustomerScope;
    use backend::users::{self, SaveViewError};
    use domain::names::{NameError, ViewName};
    use domain::users::SavedView;

    pub(super) async fn save(scope: &CustomerScope, name: &str, view: &str) -> Result<Flash, ApiError> {
        let name = ViewName::parse(name).map_err(|error| {
            let code = match error {
                NameError::Empty => "missing_name",
                NameError::TooLong { .. } => "name_too_long",
                NameError::Invisible => "name_invisible",
                NameError::Link => "name_link",
            };
            ApiError::field("name", code)
        })?;
        // What no list of ours would ask for is not kept.
        let view = SavedView { name, query: query::view_of(&query::from_query(view)) };

        match users::save_view(&services()?, scope, &view).await {
            Ok(before) => Ok(Flash::ViewSaved {
                name: view.name.into(),
                before: before.map(|before| before.query).filter(|before| *before != view.query),
            }),
            Err(SaveViewError::TooMany) => Err(ApiError::field("name", "too_many")),
            Err(SaveViewError::TooLong) => Err(ApiError::field("name", "too_long")),
            Err(SaveViewError::Nobody) => Err(ApiError::SignedOut),
            Err(SaveViewError::Database(failure)) => Err(failed(failure)),
        }
    }

    pub(super) async fn remove(scope: &CustomerScope, name: &str) -> Result<Flash, ApiError> {
        let name = ViewName::parse(name).map_err(|_| ApiError::NotFound)?;
        let removed = users::remove_view(&services()?, scope, &name).await.map_err(failed)?;
        let SavedView { name, query } = removed.ok_or(ApiError::NotFound)?;
        Ok(Flash::ViewRemoved { name: name.into(), query })
    }
}

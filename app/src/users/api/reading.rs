use crate::api::ApiError;
use crate::users::flash::Flash;
use domain::users::{Page, PageRequest};
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use serde::{Deserialize, Serialize};

/// What the search can be narrowed to, by name: less than the whole reference, since it travels in
/// each page of the list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SearchChoices {
    /// Numbers and names of the contracts.
    pub contracts: Vec<(String, String)>,
    /// Numbers of sub-accounts, and the name of the first that bears each.
    pub sub_accounts: Vec<(String, String)>,
    /// Names of the sites.
    pub sites: Vec<String>,
}

/// One page of the list.
#[server(name = ListUsers, prefix = "/api", endpoint = "list_users", input = GetUrl)]
pub async fn list_users(request: PageRequest) -> Result<Page, ApiError> {
    use backend::users::ListError;
    let scope = crate::api::scope()?;
    let page = backend::users::list(&crate::api::services()?, &scope, &request).await;
    page.map_err(|error| match error {
        ListError::Cursor => ApiError::BadRequest,
        ListError::Database(failure) => crate::api::failed(failure),
    })
}

/// What the search can be narrowed to.
#[server(name = LoadSearchChoices, prefix = "/api", endpoint = "search_choices", input = GetUrl)]
pub async fn search_choices() -> Result<SearchChoices, ApiError> {
    let scope = crate::api::scope()?;
    let reference = backend::reference::load(&crate::api::services()?, &scope).await;
    Ok(choices(&reference.map_err(crate::api::failed)?))
}

/// What was just done, once. It takes the flash message away, so it is no GET.
#[server(name = TakeFlash, prefix = "/api", endpoint = "take_users_flash")]
pub async fn take_flash() -> Result<Option<Flash>, ApiError> {
    crate::api::scope()?;
    let kept = crate::api::take_flash_form::<Flash, ()>(crate::users::flash::NAME).await;
    Ok(kept.map(|kept| kept.input))
}

#[cfg(feature = "ssr")]
fn choices(reference: &domain::reference::ReferenceData) -> SearchChoices {
    let mut sub_accounts: Vec<(String, String)> = Vec::new();
    for part in reference.contracts.iter().flat_map(|contract| &contract.sub_accounts) {
        if !sub_accounts.iter().any(|(number, _)| number == part.number.as_str()) {
            sub_accounts.push((part.number.to_string(), part.name.to_string()));
        }
    }

    // Numbers are texts; shorter ones first makes 5 come before 12.
    sub_accounts.sort_by(|(a, _), (b, _)| (a.len(), a).cmp(&(b.len(), b)));

    SearchChoices {
        contracts: reference.contracts.iter().map(|c| (c.number.to_string(), c.name.to_string())).collect(),
        sub_accounts,
        sites: reference.sites.iter().map(|site| site.name.to_string()).collect(),
    }
}

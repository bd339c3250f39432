use crate::api::{ApiError, FlashForm};
use domain::contracts::ContractRow;
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use serde::{Deserialize, Serialize};

#[cfg(feature = "ssr")]
use {
    crate::api,
    backend::access::AdministratorScope,
    backend::contracts::{self, Keyed, LabelError},
    domain::names::{AccountName, NameError},
    domain::paths,
};

/// The parameter of the page's address that names what is being given a label.
pub const EDITED: &str = "modifier";

/// The contracts, and what was refused before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContractsPageData {
    pub contracts: Vec<ContractRow>,
    /// The label that was typed before, without JavaScript, and why it was refused.
    pub kept: Option<FlashForm<String>>,
}

/// What was just done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Labelled {
    /// What it is called now; "" for what the carrier calls it.
    pub label: String,
}

/// All contracts of the customer, closed ones among them.
#[server(name = ListContracts, prefix = "/api", endpoint = "list_contracts", input = GetUrl)]
pub async fn list_contracts() -> Result<ContractsPageData, ApiError> {
    let scope = api::administrator()?;
    let contracts = contracts::list(&api::services()?, &scope).await.map_err(api::failed)?;
    Ok(ContractsPageData { contracts, kept: api::take_flash_form(FORM).await })
}

/// Sets what the customer calls a contract, or a sub-account of it.
#[server(name = SetLabel, prefix = "/api", endpoint = "set_contract_label")]
pub async fn set_label(
    contract: String,
    #[server(default)] sub_account: String,
    #[server(default)] label: String,
) -> Result<(), ApiError> {
    let scope = api::administrator()?;
    match write(&scope, &contract, &sub_account, &label).await {
        Ok(done) => {
            api::keep_flash(FLASH, paths::CONTRACTS, &done).await;
            Ok(())
        }
        Err(error) => {
            let edited = if sub_account.is_empty() { &contract } else { &sub_account };
            let page = match edited.parse::<domain::ids::ContractId>() {
                Ok(id) => format!("{}?{EDITED}={id}", paths::CONTRACTS),
                Err(_) => paths::CONTRACTS.to_owned(),
            };
            api::store_flash_form(FORM, &page, &label, &error).await;
            Err(error)
        }
    }
}

/// What was just done, once. It takes the flash message away, so it is no GET.
#[server(name = TakeLabelFlash, prefix = "/api", endpoint = "take_contracts_flash")]
pub async fn take_flash() -> Result<Option<Labelled>, ApiError> {
    api::administrator()?;
    Ok(api::take_flash_form::<Labelled, ()>(FLASH).await.map(|kept| kept.input))
}

#[cfg(feature = "ssr")]
const FORM: &str = "contract-label";
#[cfg(feature = "ssr")]
const FLASH: &str = "contracts-flash";

#[cfg(feature = "ssr")]
async fn write(
    scope: &AdministratorScope,
    contract: &str,
    sub_account: &str,
    label: &str,
) -> Result<Labelled, ApiError> {
    let sub_account = match sub_account {
        "" => None,
        key => Some(key.parse().map_err(|_| ApiError::NotFound)?),
    };
    let of = Keyed { contract: contract.parse().map_err(|_| ApiError::NotFound)?, sub_account };
    let label = match AccountName::parse(label) {
        Ok(label) => Some(label),
        Err(NameError::Empty) => None,
        Err(NameError::TooLong { .. }) => return Err(ApiError::field("label", "too_long")),
        Err(NameError::Invisible) => return Err(ApiError::field("label", "invisible")),
        Err(NameError::Link) => return Err(ApiError::field("label", "link")),
    };

    contracts::set_label(&api::services()?, scope, of, label.as_ref()).await.map_err(
        |error| match error {
            LabelError::NotFound => ApiError::NotFound,
            LabelError::Database(failure) => api::failed(failure),
        },
    )?;

    Ok(Labelled { label: label.map(String::from).unwrap_or_default() })
}

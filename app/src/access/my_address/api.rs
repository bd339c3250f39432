//! The server functions of a change of address. What changes something leads to a page, which says where it stands.

use super::problem::Problem;
use crate::api::{ApiError, FlashForm};
use domain::access::{AddressLink, PendingAddress};
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use serde::{Deserialize, Serialize};

/// What one's own page says of a change of address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MyAddress {
    /// The change that waits to be confirmed.
    pub pending: Option<PendingAddress>,
    /// What was typed, and why it was refused.
    pub refused: Option<FlashForm<String, Problem>>,
}

/// What one's own page says of a change of address.
#[cfg(feature = "ssr")]
pub async fn my_address(
    services: &backend::services::Services,
    principal: &backend::access::Principal,
) -> Result<MyAddress, ApiError> {
    let pending = backend::access::pending_address(services, principal).await;
    Ok(MyAddress {
        pending: pending.map_err(crate::api::failed)?,
        refused: crate::api::take_flash_form(on_server::FORM).await,
    })
}

/// Asks for another address of one's own.
#[server(name = AskAddress, prefix = "/api", endpoint = "ask_address")]
pub async fn ask_address(
    #[server(default)] email: String,
    #[server(default)] password: String,
) -> Result<(), ApiError> {
    let principal = crate::api::person()?;
    on_server::ask(&principal, &email, &password).await
}

/// Cancels the change of one's own address that waits.
#[server(name = CancelAddress, prefix = "/api", endpoint = "cancel_address")]
pub async fn cancel_address() -> Result<(), ApiError> {
    let principal = crate::api::person()?;
    backend::access::cancel_address(&crate::api::services()?, &principal)
        .await
        .map_err(crate::api::failed)?;
    crate::api::redirect(domain::paths::ADDRESS_CANCELLED);
    Ok(())
}

/// What a mailed link about a change of address leads to. Changes nothing: mail scanners follow links. Whoever has it may.
#[server(name = LookAtAddress, prefix = "/api", endpoint = "look_at_address", input = GetUrl)]
pub async fn look_at_address(token: String) -> Result<AddressLink, ApiError> {
    backend::access::look_at_address(&crate::api::services()?, &token).await.map_err(crate::api::failed)
}

/// Confirms a change of address for the mailbox that the link was mailed to. Whoever has it may.
#[server(name = ConfirmAddress, prefix = "/api", endpoint = "confirm_address")]
pub async fn confirm_address(#[server(default)] token: String) -> Result<(), ApiError> {
    on_server::confirm(&token).await
}

/// Refuses a change of address. Whoever has the link may that was mailed to the present one.
#[server(name = RefuseAddress, prefix = "/api", endpoint = "refuse_address")]
pub async fn refuse_address(#[server(default)] token: String) -> Result<(), ApiError> {
    on_server::refuse(&token).await
}

#[cfg(feature = "ssr")]
mod on_server {
    use super::Problem;
    use crate::access::Refusal;
    use crate::api::{self, ApiError, failed, services};
    use backend::access::{self, AskAddressError, ConfirmAddressError, Principal, RefuseAddressError};
    use domain::address::EmailAddress;
    use domain::paths;

    pub(super) const FORM: &str = "my-address";

    pub(super) async fn ask(principal: &Principal, email: &str, password: &str) -> Result<(), ApiError> {
        let problem = match EmailAddress::parse(email) {
            Err(error) => Problem::Wrong(error),
            Ok(to) => match access::ask_address(&services()?, principal, &to, password).await {
                Ok(()) => {
                    api::redirect(paths::ADDRESS_ASKED);
                    return Ok(());
                }
                Err(AskAddressError::SignedOut) => return Err(ApiError::SignedOut),
                Err(AskAddressError::Same) => Problem::Same,
                Err(AskAddressError::NoAccess) => Problem::NoAccess,
                Err(AskAddressError::TooMany) => Problem::TooMany,
                Err(AskAddressError::Unconfirmed(error)) => Problem::Password(Refusal::of(error)),
                Err(AskAddressError::Database(failure)) => Problem::Password(Refusal::unavailable(failure)),
            },
        };

        api::store_flash_form(FORM, paths::MY_SPACE, &email, &problem).await;
        Err(problem.error())
    }

    pub(super) async fn confirm(token: &str) -> Result<(), ApiError> {
        let session = api::principal().ok().map(|principal| principal.session);
        let network = Some(api::network());
        let confirmed = access::confirm_address(&services()?, token, session, network).await;
        // The page says where it stands by now, whatever came of it.
        api::redirect(&paths::confirm_address(token));

        match confirmed {
            Ok(_) => Ok(()),
            Err(ConfirmAddressError::Gone) => Err(ApiError::NotFound),
            Err(ConfirmAddressError::Taken) => Err(ApiError::Conflict),
            Err(ConfirmAddressError::Database(failure)) => Err(failed(failure)),
        }
    }

    pub(super) async fn refuse(token: &str) -> Result<(), ApiError> {
        let refused = access::refuse_address(&services()?, token).await;
        api::redirect(&paths::refuse_address(token));

        match refused {
            Ok(()) => Ok(()),
            Err(RefuseAddressError::Gone) => Err(ApiError::NotFound),
            Err(RefuseAddressError::Database(failure)) => Err(failed(failure)),
        }
    }
}

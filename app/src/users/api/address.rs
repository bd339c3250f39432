use crate::api::{ApiError, FlashForm};
use domain::users::UserDetails;
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use serde::{Deserialize, Serialize};

/// What the form holds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AddressInput {
    /// The address that the person had when the form was made.
    pub from: String,
    /// The address that was meant.
    pub email: String,
}

/// What the page that puts an address right needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AddressPage {
    /// The person, at one of their assignments.
    pub details: UserDetails,
    /// What was typed before, without JavaScript, and why it was refused.
    pub kept: Option<FlashForm<AddressInput>>,
}

/// What the page that puts an address right needs.
#[server(name = LoadAddress, prefix = "/api", endpoint = "load_address", input = GetUrl)]
pub async fn load_address(assignment: String) -> Result<AddressPage, ApiError> {
    use super::reporting::key;

    let scope = crate::api::scope()?;
    let services = crate::api::services()?;
    let found = backend::users::find(&services, &scope, key(&assignment)?).await;
    let details = found.map_err(crate::api::failed)?.ok_or(ApiError::NotFound)?;

    Ok(AddressPage { details, kept: crate::api::take_flash_form(FORM).await })
}

/// Puts right the address of a person who has not signed in.
#[server(name = ChangeAddress, prefix = "/api", endpoint = "change_address")]
pub async fn change_address(
    assignment: String,
    #[server(default)] from: String,
    #[server(default)] email: String,
    #[server(default)] list: String,
) -> Result<(), ApiError> {
    use super::reporting::{key, report};
    use crate::users::flash::Flash;
    use crate::users::query::{returning, safe_return};
    use domain::paths;

    let scope = crate::api::scope()?;
    let input = AddressInput { from, email };
    let list = safe_return(&list);

    match on_server::change(&scope, &assignment, &input).await {
        Ok(mailed) => {
            let back = returning(&key(&assignment).map(paths::user)?, list);
            report(Ok(Flash::AddressChanged { email: input.email.trim().to_owned(), mailed }), &back).await
        }
        Err(error) => {
            // A forged key leads to the list, which says that there is no such assignment.
            let page =
                key(&assignment).map_or_else(|_: ApiError| paths::USERS.to_owned(), paths::change_address);
            let page = returning(&page, list);
            crate::api::store_flash_form(FORM, &page, &input, &error).await;
            Err(error)
        }
    }
}

#[cfg(feature = "ssr")]
const FORM: &str = "change-address";

#[cfg(feature = "ssr")]
mod on_server {
    use super::AddressInput;
    use crate::api::{ApiError, failed, services};
    use crate::users::address::AddressProblem;
    use crate::users::api::reporting::key;
    use backend::access::CustomerScope;
    use backend::users::ChangeAddressError;
    use domain::address::EmailAddress;

    /// Changes the address; whether a mail leaves.
    pub(super) async fn change(
        scope: &CustomerScope,
        assignment: &str,
        input: &AddressInput,
    ) -> Result<bool, ApiError> {
        let id = key(assignment)?;
        let to =
            EmailAddress::parse(&input.email).map_err(|error| AddressProblem::Wrong(error).at_field())?;
        let changed = backend::users::change_address(&services()?, scope, id, &input.from, &to).await;

        match changed {
            Ok(change) => Ok(change.mailed),
            Err(ChangeAddressError::NotFound) => Err(ApiError::NotFound),
            Err(ChangeAddressError::SignedIn) => Err(AddressProblem::SignedIn.at_field()),
            Err(ChangeAddressError::Administers) => Err(AddressProblem::Administers.at_field()),
            Err(ChangeAddressError::Elsewhere) => Err(AddressProblem::Elsewhere.at_field()),
            Err(ChangeAddressError::Changed { email }) => Err(AddressProblem::Changed { email }.at_field()),
            Err(ChangeAddressError::Same) => Err(AddressProblem::Same.at_field()),
            Err(ChangeAddressError::Taken { by }) => Err(AddressProblem::Taken { by }.at_field()),
            Err(ChangeAddressError::Database(failure)) => Err(failed(failure)),
        }
    }
}

//! The server functions of advanced users. What changes something leads back to the users' page, which reports it.

use super::problem::Problem;
use crate::api::{ApiError, FlashForm};
use domain::advanced_users::{AdvancedRequest, AdvancedUser, AdvancedUserDetails, ContractChoice, Proposal};
use domain::ids::CustomerId;
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use serde::{Deserialize, Serialize};

/// The customer's advanced users, and the associations that it has proposed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AdvancedPage {
    pub users: Vec<AdvancedUser>,
    pub proposals: Vec<Proposal>,
    /// What was just done.
    pub flash: Option<Flash>,
}

/// What was just done, with the name or the address of whom.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Flash {
    Added(String),
    /// So many of a file were added.
    Imported(u32),
    Proposed(String),
    Withdrawn,
    Edited,
    Suspended,
    Reactivated,
    MailedAgain,
    /// None leaves: the one before has just left.
    MailedTooSoon,
    Removed,
    /// Whom or what it was about is not there any more.
    Gone,
}

/// What a form about an advanced user holds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Input {
    pub email: String,
    pub last_name: String,
    pub first_name: String,
    /// Whether all contracts are seen, whichever are chosen.
    pub all: bool,
    /// The keys of those that are chosen.
    pub contracts: Vec<String>,
}

/// A form that was refused: what was typed, and why.
pub type Refused = Option<FlashForm<Input, Vec<Problem>>>;

/// What the form begins with that proposes an association.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AssociationForm {
    pub contracts: Vec<ContractChoice>,
    pub refused: Refused,
}

/// What the form begins with that edits an advanced user.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EditionForm {
    pub details: AdvancedUserDetails,
    pub refused: Refused,
}

/// The customer's advanced users, for whoever administers all of it.
#[server(name = ListAdvancedUsers, prefix = "/api", endpoint = "list_advanced_users", input = GetUrl)]
pub async fn list_advanced_users(
    #[server(default)] request: AdvancedRequest,
) -> Result<AdvancedPage, ApiError> {
    let scope = crate::api::administrator()?;
    on_server::list(&scope, &request).await
}

/// What the form held that adds an advanced user, when it was refused.
#[server(name = LoadAdvancedAddition, prefix = "/api", endpoint = "load_advanced_addition", input = GetUrl)]
pub async fn load_advanced_addition() -> Result<Refused, ApiError> {
    let _scope = crate::api::administrator()?;
    Ok(crate::api::take_flash_form(on_server::ADDITION).await)
}

/// Adds an advanced user.
#[server(name = AddAdvancedUser, prefix = "/api", endpoint = "add_advanced_user")]
pub async fn add_advanced_user(
    #[server(default)] email: String,
    #[server(default)] last_name: String,
    #[server(default)] first_name: String,
    #[server(default)] customer: Option<CustomerId>,
) -> Result<(), ApiError> {
    let scope = crate::api::administrator_of(customer)?;
    on_server::add(&scope, Input { email, last_name, first_name, ..Input::default() }).await
}

/// The contracts that can be chosen, and what was typed when the form was refused.
#[server(name = LoadAssociation, prefix = "/api", endpoint = "load_association", input = GetUrl)]
pub async fn load_association() -> Result<AssociationForm, ApiError> {
    let scope = crate::api::administrator()?;
    on_server::load_association(&scope).await
}

/// Proposes an association to whoever has an address.
#[server(name = ProposeAssociation, prefix = "/api", endpoint = "propose_association")]
pub async fn propose_association(
    #[server(default)] email: String,
    #[server(default)] contracts: Vec<String>,
    #[server(default)] customer: Option<CustomerId>,
) -> Result<(), ApiError> {
    let scope = crate::api::administrator_of(customer)?;
    on_server::propose(&scope, Input { email, contracts, ..Input::default() }).await
}

/// Takes a proposal back.
#[server(name = WithdrawAssociation, prefix = "/api", endpoint = "withdraw_association")]
pub async fn withdraw_association(proposal: String) -> Result<(), ApiError> {
    let scope = crate::api::administrator()?;
    on_server::withdraw(&scope, &proposal).await
}

/// An advanced user, to be edited.
#[server(name = LoadAdvancedUser, prefix = "/api", endpoint = "load_advanced_user", input = GetUrl)]
pub async fn load_advanced_user(key: String) -> Result<EditionForm, ApiError> {
    let scope = crate::api::administrator()?;
    on_server::load(&scope, &key).await
}

/// Changes an advanced user's names, and what they see.
#[server(name = EditAdvancedUser, prefix = "/api", endpoint = "edit_advanced_user")]
pub async fn edit_advanced_user(
    key: String,
    #[server(default)] last_name: String,
    #[server(default)] first_name: String,
    #[server(default)] all: bool,
    #[server(default)] contracts: Vec<String>,
) -> Result<(), ApiError> {
    let scope = crate::api::administrator()?;
    on_server::edit(&scope, &key, Input { email: String::new(), last_name, first_name, all, contracts }).await
}

/// Suspends an advanced user, or lets them in again.
#[server(name = SetAdvancedStatus, prefix = "/api", endpoint = "set_advanced_status")]
pub async fn set_advanced_status(key: String, suspend: bool) -> Result<(), ApiError> {
    let scope = crate::api::administrator()?;
    on_server::set_status(&scope, &key, suspend).await
}

/// Mails an advanced user who was invited once more.
#[server(name = ResendAdvancedMail, prefix = "/api", endpoint = "resend_advanced_mail")]
pub async fn resend_advanced_mail(key: String) -> Result<(), ApiError> {
    let scope = crate::api::administrator()?;
    on_server::resend(&scope, &key).await
}

/// Removes an advanced user.
#[server(name = RemoveAdvancedUser, prefix = "/api", endpoint = "remove_advanced_user")]
pub async fn remove_advanced_user(key: String) -> Result<(), ApiError> {
    let scope = crate::api::administrator()?;
    on_server::remove(&scope, &key).await
}

#[cfg(feature = "ssr")]
pub(super) use on_server::{gone, report};

#[cfg(feature = "ssr")]
mod on_server {
    use super::{AdvancedPage, AssociationForm, EditionForm, Flash, Input, Problem};
    use crate::api::{self, ApiError, failed, services};
    use backend::access::AdministratorScope;
    use backend::advanced_users::{
        self, AddError, EditError, Edition, NewAdvancedUser, ProposeError, RemoveError, ResendError,
        StatusError, WithdrawError,
    };
    use domain::address::EmailAddress;
    use domain::advanced_users::AdvancedRequest;
    use domain::advanced_users::name;
    use domain::ids::ContractId;
    use domain::paths;
    use domain::users::StatusChange;

    const FLASH: &str = "advanced-flash";
    pub(super) const ADDITION: &str = "add-advanced";
    const ASSOCIATION: &str = "associate-advanced";
    const EDITION: &str = "edit-advanced";

    pub(super) async fn list(
        scope: &AdministratorScope,
        request: &AdvancedRequest,
    ) -> Result<AdvancedPage, ApiError> {
        let services = services()?;
        Ok(AdvancedPage {
            users: advanced_users::list(&services, scope, request).await.map_err(failed)?,
            proposals: advanced_users::proposals(&services, scope).await.map_err(failed)?,
            flash: api::take_flash_form::<Flash, ()>(FLASH).await.map(|kept| kept.input),
        })
    }

    pub(super) async fn add(scope: &AdministratorScope, input: Input) -> Result<(), ApiError> {
        let address = EmailAddress::parse(&input.email);
        let (last_name, first_name) = (name(&input.last_name), name(&input.first_name));
        let new = match (address, last_name, first_name) {
            (Ok(address), Ok(last_name), Ok(first_name)) => {
                NewAdvancedUser { address, last_name, first_name }
            }
            (address, last_name, first_name) => {
                let wrong = [
                    address.err().map(Problem::Email),
                    last_name.err().map(Problem::LastName),
                    first_name.err().map(Problem::FirstName),
                ];
                let problems = wrong.into_iter().flatten().collect();
                return refuse(ADDITION, paths::ADD_ADVANCED_USER, &input, problems).await;
            }
        };

        let problem = match advanced_users::add(&services()?, scope, &new).await {
            Ok(()) => return report(Flash::Added(new.address.to_string())).await,
            Err(AddError::Known) => Problem::Known,
            Err(AddError::Database(failure)) => Problem::unavailable(failure),
        };
        refuse(ADDITION, paths::ADD_ADVANCED_USER, &input, vec![problem]).await
    }

    pub(super) async fn load_association(scope: &AdministratorScope) -> Result<AssociationForm, ApiError> {
        let contracts = advanced_users::contracts(&services()?, scope).await.map_err(failed)?;
        Ok(AssociationForm { contracts, refused: api::take_flash_form(ASSOCIATION).await })
    }

    pub(super) async fn propose(scope: &AdministratorScope, input: Input) -> Result<(), ApiError> {
        let (address, contracts) = (EmailAddress::parse(&input.email), chosen(&input.contracts));
        let (address, contracts) = match (address, contracts) {
            (Ok(address), Ok(contracts)) => (address, contracts),
            (address, contracts) => {
                let problems = address.err().map(Problem::Email).into_iter().chain(contracts.err()).collect();
                return refuse(ASSOCIATION, paths::ASSOCIATE_ADVANCED_USER, &input, problems).await;
            }
        };

        let problem = match advanced_users::propose(&services()?, scope, &address, &contracts).await {
            Ok(_) => return report(Flash::Proposed(address.to_string())).await,
            Err(ProposeError::NoContract) => Problem::NoContract,
            Err(ProposeError::UnknownContract) => Problem::UnknownContract,
            Err(ProposeError::Own) => Problem::Own,
            Err(ProposeError::Associated) => Problem::Known,
            Err(ProposeError::Asked) => Problem::Asked,
            Err(ProposeError::TooMany) => Problem::TooMany,
            Err(ProposeError::Database(failure)) => Problem::unavailable(failure),
        };
        refuse(ASSOCIATION, paths::ASSOCIATE_ADVANCED_USER, &input, vec![problem]).await
    }

    pub(super) async fn withdraw(scope: &AdministratorScope, proposal: &str) -> Result<(), ApiError> {
        let Ok(proposal) = proposal.parse() else { return gone().await };
        match advanced_users::withdraw(&services()?, scope, proposal).await {
            Ok(()) => report(Flash::Withdrawn).await,
            Err(WithdrawError::NotFound) => gone().await,
            Err(WithdrawError::Database(failure)) => Err(failed(failure)),
        }
    }

    pub(super) async fn load(scope: &AdministratorScope, key: &str) -> Result<EditionForm, ApiError> {
        let found = advanced_users::find(&services()?, scope, key).await.map_err(failed)?;
        let details = found.ok_or(ApiError::NotFound)?;
        Ok(EditionForm { details, refused: api::take_flash_form(EDITION).await })
    }

    pub(super) async fn edit(scope: &AdministratorScope, key: &str, input: Input) -> Result<(), ApiError> {
        let (last_name, first_name) = (name(&input.last_name), name(&input.first_name));
        let contracts = if input.all { Ok(None) } else { chosen(&input.contracts).map(Some) };
        let edition = match (last_name, first_name, contracts) {
            (Ok(last_name), Ok(first_name), Ok(contracts)) => Edition { last_name, first_name, contracts },
            (last_name, first_name, contracts) => {
                let wrong = [
                    last_name.err().map(Problem::LastName),
                    first_name.err().map(Problem::FirstName),
                    contracts.err(),
                ];
                let problems = wrong.into_iter().flatten().collect();
                return refuse(EDITION, &paths::advanced_user(key), &input, problems).await;
            }
        };

        let problem = match advanced_users::edit(&services()?, scope, key, &edition).await {
            Ok(()) => return report(Flash::Edited).await,
            Err(EditError::NotFound) => return gone().await,
            Err(EditError::NoContract) => Problem::NoContract,
            Err(EditError::UnknownContract) => Problem::UnknownContract,
            Err(EditError::Database(failure)) => Problem::unavailable(failure),
        };
        refuse(EDITION, &paths::advanced_user(key), &input, vec![problem]).await
    }

    pub(super) async fn set_status(
        scope: &AdministratorScope,
        key: &str,
        suspend: bool,
    ) -> Result<(), ApiError> {
        let (change, flash) = if suspend {
            (StatusChange::Suspend, Flash::Suspended)
        } else {
            (StatusChange::Reactivate, Flash::Reactivated)
        };
        match advanced_users::set_status(&services()?, scope, key, change).await {
            Ok(()) => report(flash).await,
            Err(StatusError::NotFound) => gone().await,
            Err(StatusError::Database(failure)) => Err(failed(failure)),
        }
    }

    pub(super) async fn resend(scope: &AdministratorScope, key: &str) -> Result<(), ApiError> {
        match advanced_users::resend(&services()?, scope, key).await {
            Ok(()) => report(Flash::MailedAgain).await,
            Err(ResendError::TooSoon) => report(Flash::MailedTooSoon).await,
            Err(ResendError::NotFound | ResendError::NotInvited) => gone().await,
            Err(ResendError::Database(failure)) => Err(failed(failure)),
        }
    }

    pub(super) async fn remove(scope: &AdministratorScope, key: &str) -> Result<(), ApiError> {
        match advanced_users::remove(&services()?, scope, key).await {
            Ok(()) => report(Flash::Removed).await,
            Err(RemoveError::NotFound) => gone().await,
            Err(RemoveError::Database(failure)) => Err(failed(failure)),
        }
    }

    pub(in crate::users::advanced) async fn report(flash: Flash) -> Result<(), ApiError> {
        api::keep_flash(FLASH, paths::USER_MANAGEMENT, &flash).await;
        Ok(())
    }

    /// The users' page says that it is over, and shows how things stand.
    pub(in crate::users::advanced) async fn gone() -> Result<(), ApiError> {
        api::keep_flash(FLASH, paths::USER_MANAGEMENT, &Flash::Gone).await;
        Err(ApiError::NotFound)
    }

    async fn refuse(form: &str, page: &str, input: &Input, problems: Vec<Problem>) -> Result<(), ApiError> {
        api::store_flash_form(form, page, input, &problems).await;
        Err(problems.first().map_or(ApiError::BadRequest, |problem| problem.error()))
    }

    fn chosen(contracts: &[String]) -> Result<Vec<ContractId>, Problem> {
        let chosen = contracts.iter().map(|contract| contract.parse().map_err(|_| Problem::UnknownContract));
        let chosen: Vec<ContractId> = chosen.collect::<Result<_, _>>()?;
        if chosen.is_empty() { Err(Problem::NoContract) } else { Ok(chosen) }
    }
}

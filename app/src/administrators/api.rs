//! The server functions of the administration. What changes something leads back to the page, which reports it.

use super::problem::Problem;
use crate::api::{ApiError, FlashForm};
use domain::administrators::{Administration, Candidates, Offer, Role};
use domain::ids::CustomerId;
use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use serde::{Deserialize, Serialize};

/// What the page of administrators begins with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AdministrationPage {
    pub administration: Administration,
    /// What was looked for among the people, and who was found.
    pub sought: String,
    pub candidates: Candidates,
    /// What was just done.
    pub flash: Option<Flash>,
    /// What was asked, and why it was refused.
    pub refused: Option<FlashForm<Choice, Problem>>,
    /// Whom nobody withdrew, and why.
    pub not_withdrawn: Option<FlashForm<String, Problem>>,
    /// Why it was not changed who needs a second factor.
    pub not_required: Option<Problem>,
}

/// Who was chosen, and for what.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// An assignment of the person, or "".
    pub person: String,
    pub role: Role,
    /// With what the person was looked for.
    pub sought: String,
}

/// What was just done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Flash {
    Asked,
    Cancelled,
    NotCancelled,
    MailedAgain,
    NotMailedAgain,
    Withdrawn,
    /// Whoever looks at the page has just accepted.
    Accepted,
    /// A second factor is required from now on.
    FactorRequired,
    /// It no longer is.
    FactorOptional,
}

/// A mailed request: what it is for whoever follows its link, and why it was not accepted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandOver {
    pub offer: Offer,
    /// What the person signs in with, for password managers.
    pub identifier: String,
    pub problem: Option<Problem>,
}

/// Who administers the customer, who was asked to, and who is found among its people.
#[server(name = LoadAdministration, prefix = "/api", endpoint = "load_administration", input = GetUrl)]
pub async fn load_administration(#[server(default)] sought: String) -> Result<AdministrationPage, ApiError> {
    let scope = crate::api::administrator()?;
    on_server::load(&scope, sought).await
}

/// Asks somebody to take the administration over, or to share it.
#[server(name = AskAdministrator, prefix = "/api", endpoint = "ask_administrator")]
pub async fn ask_administrator(
    #[server(default)] person: String,
    role: Role,
    #[server(default)] password: String,
    #[server(default)] sought: String,
) -> Result<(), ApiError> {
    let scope = crate::api::administrator()?;
    on_server::ask(&scope, Choice { person, role, sought }, &password).await
}

/// Cancels a request.
#[server(name = CancelHandOver, prefix = "/api", endpoint = "cancel_hand_over")]
pub async fn cancel_hand_over(request: String) -> Result<(), ApiError> {
    let scope = crate::api::administrator()?;
    on_server::cancel(&scope, &request).await
}

/// Mails a request once more.
#[server(name = MailHandOverAgain, prefix = "/api", endpoint = "mail_hand_over_again")]
pub async fn mail_hand_over_again(request: String) -> Result<(), ApiError> {
    let scope = crate::api::administrator()?;
    on_server::mail_again(&scope, &request).await
}

/// Takes somebody, another or oneself, from the administrators.
#[server(name = WithdrawAdministrator, prefix = "/api", endpoint = "withdraw_administrator")]
pub async fn withdraw_administrator(
    key: String,
    #[server(default)] password: String,
) -> Result<(), ApiError> {
    let scope = crate::api::administrator()?;
    on_server::withdraw(&scope, &key, &password).await
}

/// Requires a second factor of those who administer and of the advanced users, or lets them do without.
#[server(name = RequireFactor, prefix = "/api", endpoint = "require_factor")]
pub async fn require_factor(
    required: bool,
    #[server(default)] password: String,
    #[server(default)] customer: Option<CustomerId>,
) -> Result<(), ApiError> {
    let scope = crate::api::administrator_of(customer)?;
    on_server::require_factor(&scope, required, &password).await
}

/// What a mailed request is. Changes nothing: mail scanners follow links.
#[server(name = LookAtHandOver, prefix = "/api", endpoint = "look_at_hand_over", input = GetUrl)]
pub async fn look_at_hand_over(token: String) -> Result<HandOver, ApiError> {
    let principal = crate::api::person()?;
    on_server::look(&principal, &token).await
}

/// Accepts a request that was made to the person who is signed in.
#[server(name = AcceptHandOver, prefix = "/api", endpoint = "accept_hand_over")]
pub async fn accept_hand_over(token: String, #[server(default)] password: String) -> Result<(), ApiError> {
    let principal = crate::api::person()?;
    on_server::accept(&principal, &token, &password).await
}

#[cfg(feature = "ssr")]
mod on_server {
    use super::{AdministrationPage, Choice, Flash, HandOver, Problem};
    use crate::access::Refusal;
    use crate::api::{self, ApiError, FlashForm, failed, services};
    use backend::access::{self, AdministratorScope, Principal, RequireFactorError};
    use backend::administrators::{self, AcceptError, AskError, CancelError, MailAgainError, WithdrawError};
    use backend::users::ListError;
    use domain::paths;

    const FLASH: &str = "administrators-flash";
    const CHOICE: &str = "ask-administrator";
    const WITHDRAWAL: &str = "withdraw-administrator";
    const ACCEPTANCE: &str = "accept-hand-over";
    const REQUIREMENT: &str = "require-factor";

    pub(super) async fn load(
        scope: &AdministratorScope,
        sought: String,
    ) -> Result<AdministrationPage, ApiError> {
        let services = services()?;
        let refused: Option<FlashForm<Choice, Problem>> = api::take_flash_form(CHOICE).await;
        let sought = match &refused {
            Some(refused) if sought.is_empty() => refused.input.sought.clone(),
            _ => sought,
        };
        let candidates = administrators::candidates(&services, scope, &sought).await;

        Ok(AdministrationPage {
            administration: administrators::list(&services, scope).await.map_err(failed)?,
            candidates: candidates.map_err(|error| match error {
                ListError::Cursor => ApiError::BadRequest,
                ListError::Database(failure) => failed(failure),
            })?,
            sought,
            flash: api::take_flash_form::<Flash, ()>(FLASH).await.map(|kept| kept.input),
            refused,
            not_withdrawn: api::take_flash_form(WITHDRAWAL).await,
            not_required: api::take_flash_form::<(), _>(REQUIREMENT).await.map(|refused| refused.error),
        })
    }

    pub(super) async fn ask(
        scope: &AdministratorScope,
        choice: Choice,
        password: &str,
    ) -> Result<(), ApiError> {
        let services = services()?;
        let asked = match choice.person.parse() {
            Ok(person) => administrators::ask(&services, scope, person, choice.role, password).await,
            Err(_) if choice.person.is_empty() => {
                return refuse(CHOICE, paths::ADMINISTRATORS, &choice, Problem::Nobody).await;
            }
            Err(_) => Err(AskError::NotFound),
        };
        let problem = match asked {
            Ok(_) => return report(Flash::Asked).await,
            Err(AskError::NotAdministrator) => return no_longer(),
            Err(AskError::NotFound) => Problem::Gone,
            Err(AskError::NotActive) => Problem::NotActive,
            Err(AskError::Own | AskError::Administers) => Problem::Administers,
            Err(AskError::Asked) => Problem::Asked,
            Err(AskError::Pending) => Problem::Pending,
            Err(AskError::TooMany) => Problem::TooMany,
            Err(AskError::Unconfirmed(error)) => Problem::Password(Refusal::of(error)),
            Err(AskError::Database(failure)) => Problem::Password(Refusal::unavailable(failure)),
        };

        refuse(CHOICE, paths::ADMINISTRATORS, &choice, problem).await
    }

    pub(super) async fn cancel(scope: &AdministratorScope, request: &str) -> Result<(), ApiError> {
        let request = request.parse().map_err(|_| ApiError::NotFound)?;
        match administrators::cancel(&services()?, scope, request).await {
            Ok(()) => report(Flash::Cancelled).await,
            Err(CancelError::NotAdministrator) => no_longer(),
            Err(CancelError::NotFound) => {
                api::keep_flash(FLASH, paths::ADMINISTRATORS, &Flash::NotCancelled).await;
                Err(ApiError::NotFound)
            }
            Err(CancelError::Database(failure)) => Err(failed(failure)),
        }
    }

    pub(super) async fn mail_again(scope: &AdministratorScope, request: &str) -> Result<(), ApiError> {
        let request = request.parse().map_err(|_| ApiError::NotFound)?;
        match administrators::mail_again(&services()?, scope, request).await {
            Ok(()) => report(Flash::MailedAgain).await,
            Err(MailAgainError::TooSoon) => report(Flash::NotMailedAgain).await,
            Err(MailAgainError::NotAdministrator) => no_longer(),
            Err(MailAgainError::NotFound) => {
                api::keep_flash(FLASH, paths::ADMINISTRATORS, &Flash::NotCancelled).await;
                Err(ApiError::NotFound)
            }
            Err(MailAgainError::Database(failure)) => Err(failed(failure)),
        }
    }

    pub(super) async fn withdraw(
        scope: &AdministratorScope,
        key: &str,
        password: &str,
    ) -> Result<(), ApiError> {
        let problem = match administrators::withdraw(&services()?, scope, key, password).await {
            Ok(true) => {
                api::clear_session();
                api::redirect(paths::SIGN_IN);
                return Ok(());
            }
            Ok(false) => return report(Flash::Withdrawn).await,
            Err(WithdrawError::NotAdministrator) => return no_longer(),
            Err(WithdrawError::NotFound) => Problem::Over,
            Err(WithdrawError::Last) => Problem::Last,
            Err(WithdrawError::Unconfirmed(error)) => Problem::Password(Refusal::of(error)),
            Err(WithdrawError::Database(failure)) => Problem::Password(Refusal::unavailable(failure)),
        };

        refuse(WITHDRAWAL, &paths::withdraw_administrator(key), &key, problem).await
    }

    pub(super) async fn require_factor(
        scope: &AdministratorScope,
        required: bool,
        password: &str,
    ) -> Result<(), ApiError> {
        let problem = match access::require_factor(&services()?, scope, required, password).await {
            Ok(()) if required => return report(Flash::FactorRequired).await,
            Ok(()) => return report(Flash::FactorOptional).await,
            Err(RequireFactorError::NotAdministrator) => return no_longer(),
            Err(RequireFactorError::Unconfirmed(error)) => Problem::Password(Refusal::of(error)),
            Err(RequireFactorError::Database(failure)) => Problem::Password(Refusal::unavailable(failure)),
        };

        refuse(REQUIREMENT, paths::ADMINISTRATORS, &(), problem).await
    }

    pub(super) async fn look(principal: &Principal, token: &str) -> Result<HandOver, ApiError> {
        let services = services()?;
        let offer = administrators::look(&services, principal, token).await.map_err(failed)?;
        let logins = access::logins(&services, principal).await.map_err(failed)?;
        let refused = api::take_flash_form::<(), Problem>(ACCEPTANCE).await;
        Ok(HandOver { offer, identifier: logins.identifier, problem: refused.map(|refused| refused.error) })
    }

    pub(super) async fn accept(principal: &Principal, token: &str, password: &str) -> Result<(), ApiError> {
        let user_agent = api::header("user-agent").unwrap_or_default();
        let problem =
            match administrators::accept(&services()?, principal, token, password, &user_agent).await {
                Ok(accepted) => {
                    api::set_session(&accepted.session).await?;
                    return report(Flash::Accepted).await;
                }
                // The page says so when it is shown again.
                Err(AcceptError::Gone) => {
                    api::redirect(&paths::hand_over(token));
                    return Err(ApiError::NotFound);
                }
                Err(AcceptError::SignedOut) => return Err(ApiError::SignedOut),
                Err(AcceptError::Unconfirmed(error)) => Problem::Password(Refusal::of(error)),
                Err(AcceptError::Database(failure)) => Problem::Password(Refusal::unavailable(failure)),
            };

        refuse(ACCEPTANCE, &paths::hand_over(token), &(), problem).await
    }

    async fn report(flash: Flash) -> Result<(), ApiError> {
        api::keep_flash(FLASH, paths::ADMINISTRATORS, &flash).await;
        Ok(())
    }

    async fn refuse<I: serde::Serialize>(
        form: &str,
        page: &str,
        input: &I,
        problem: Problem,
    ) -> Result<(), ApiError> {
        api::store_flash_form(form, page, input, &problem).await;
        Err(problem.error())
    }

    /// Whoever asks has ceased to be an administrator since the request began: the page says so.
    fn no_longer() -> Result<(), ApiError> {
        api::redirect(paths::ADMINISTRATORS);
        Err(ApiError::NotFound)
    }
}

//! The server functions of the carrier's staff. What changes something leads back to a page, which reports it.

use super::flash::{Flash, report};
use super::problem::AccountProblem;
use crate::api::{self, ApiError, failed, services};
use crate::i18n::use_locale;
use backend::access::{self, Network, OperatorScope};
use backend::contracts::{self, ChangeError, CreateError as OpenError, Numbered};
use backend::customers::{self, ChangeStateError, CreateError, LookError, NewCustomer};
use backend::mail::{self, Trial, TrialError};
use backend::tariffs::{self, WithdrawError};
use domain::address::{AddressError, EmailAddress, MailDomain};
use domain::ids::CustomerId;
use domain::names::{AccountName, CustomerName, LookReason, NameError, PersonName};
use domain::numbers::{ContractNumber, SubAccountNumber};
use domain::paths;
use domain::tariffs::TariffName;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// Under which names refused forms are kept for their pages.
pub const CREATION: &str = "operator-create";
pub const LOOK: &str = "operator-look";
pub const ACCOUNT: &str = "operator-account";
pub const PAUSE: &str = "operator-pause";
pub const TRIAL: &str = "operator-trial";

/// A customer to be, as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TypedCustomer {
    pub name: String,
    pub email: String,
    pub first_name: String,
    pub last_name: String,
}

/// A contract or a sub-account to be, as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TypedAccount {
    /// The contract that it is a part of; "" for a contract.
    pub contract: String,
    pub number: String,
    pub name: String,
}

/// What is wrong with a customer to be: each with its field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CreationProblem {
    Name(NameError),
    /// Another is called so, but for case, accents and dashes.
    NameTaken(String),
    Email(AddressError),
    FirstName(NameError),
    LastName(NameError),
}

impl CreationProblem {
    pub const fn field(&self) -> &'static str {
        match self {
            Self::Name(_) | Self::NameTaken(_) => "name",
            Self::Email(_) => "email",
            Self::FirstName(_) => "first_name",
            Self::LastName(_) => "last_name",
        }
    }
}

/// Creates a customer with its first administrator.
#[server(name = OperatorCreateCustomer, prefix = "/api", endpoint = "operator_create_customer")]
pub async fn operator_create_customer(
    #[server(default)] name: String,
    #[server(default)] email: String,
    #[server(default)] first_name: String,
    #[server(default)] last_name: String,
) -> Result<(), ApiError> {
    let operator = api::operator()?;
    create(&operator, TypedCustomer { name, email, first_name, last_name }).await
}

/// Closes a customer.
#[server(name = OperatorCloseCustomer, prefix = "/api", endpoint = "operator_close_customer")]
pub async fn operator_close_customer(customer: String) -> Result<(), ApiError> {
    let operator = api::operator()?;
    let customer = key(&customer)?;
    let closed = customers::close(&services()?, &operator, customer).await;
    changed(customer, closed, Flash::CustomerClosed, Flash::AlreadyClosed).await
}

/// Opens a customer again.
#[server(name = OperatorReopenCustomer, prefix = "/api", endpoint = "operator_reopen_customer")]
pub async fn operator_reopen_customer(customer: String) -> Result<(), ApiError> {
    let operator = api::operator()?;
    let customer = key(&customer)?;
    let reopened = customers::reopen(&services()?, &operator, customer).await;
    changed(customer, reopened, Flash::CustomerReopened, Flash::AlreadyOpen).await
}

/// Begins a look at a customer's people.
#[server(name = OperatorBeginLook, prefix = "/api", endpoint = "operator_begin_look")]
pub async fn operator_begin_look(
    customer: String,
    #[server(default)] reason: String,
) -> Result<(), ApiError> {
    let operator = api::operator()?;
    let customer = key(&customer)?;
    let page = paths::customer_people(customer);

    match LookReason::parse(&reason) {
        Ok(reason) => match customers::begin_look(&services()?, &operator, customer, &reason).await {
            Ok(()) => {
                api::redirect(&page);
                Ok(())
            }
            Err(LookError::NotFound) => Err(ApiError::NotFound),
            Err(LookError::Database(failure)) => Err(failed(failure)),
        },
        Err(problem) => {
            api::store_flash_form(LOOK, &page, &reason, &problem).await;
            Err(ApiError::field("reason", "reason"))
        }
    }
}

/// Ends a look before its time.
#[server(name = OperatorEndLook, prefix = "/api", endpoint = "operator_end_look")]
pub async fn operator_end_look(customer: String) -> Result<(), ApiError> {
    let operator = api::operator()?;
    let customer = key(&customer)?;
    customers::end_look(&services()?, &operator, customer).await.map_err(failed)?;
    report(&paths::customer(customer), &Flash::LookEnded).await;
    Ok(())
}

/// Opens a contract, or a part of one.
#[server(name = OperatorOpenAccount, prefix = "/api", endpoint = "operator_open_account")]
pub async fn operator_open_account(
    customer: String,
    #[server(default)] contract: String,
    #[server(default)] number: String,
    #[server(default)] name: String,
) -> Result<(), ApiError> {
    let operator = api::operator()?;
    let customer = key(&customer)?;
    let page = paths::customer(customer);
    let typed = TypedAccount { contract, number, name };

    match open(&operator, customer, &typed).await? {
        Ok(number) => {
            report(&page, &Flash::AccountOpened { number }).await;
            Ok(())
        }
        Err(problem) => {
            api::store_flash_form(ACCOUNT, &page, &typed, &problem).await;
            Err(ApiError::field(problem.field(), "invalid"))
        }
    }
}

/// Closes a contract or a part of one, or opens it again.
#[server(name = OperatorSetAccount, prefix = "/api", endpoint = "operator_set_account")]
pub async fn operator_set_account(
    customer: String,
    contract: String,
    #[server(default)] sub_account: String,
    closed: bool,
) -> Result<(), ApiError> {
    let operator = api::operator()?;
    let customer = key(&customer)?;
    let of = numbered(&contract, &sub_account)?;
    let (services, scope) = (services()?, operator.of_customer(customer));
    let changed = if closed {
        contracts::close(&services, &scope, &of).await
    } else {
        contracts::reopen(&services, &scope, &of).await
    };
    let changed = changed.map_err(|error| match error {
        ChangeError::UnknownContract | ChangeError::UnknownSubAccount => ApiError::NotFound,
        ChangeError::Database(failure) => failed(failure),
    })?;
    let number = format!("{contract} {sub_account}").trim().to_owned();
    report(&paths::customer(customer), &Flash::AccountChanged { number, closed, changed }).await;
    Ok(())
}

/// Takes a document of *Mes tarifs* back.
#[server(name = OperatorWithdrawTariff, prefix = "/api", endpoint = "operator_withdraw_tariff")]
pub async fn operator_withdraw_tariff(
    customer: String,
    contract: String,
    name: String,
) -> Result<(), ApiError> {
    let operator = api::operator()?;
    let customer = key(&customer)?;
    let contract = ContractNumber::parse(&contract).map_err(|_| ApiError::NotFound)?;
    let document = TariffName::parse(&name).map_err(|_| ApiError::NotFound)?;
    let withdrawn =
        tariffs::withdraw(&services()?, &operator.of_customer(customer), &contract, &document).await;
    let flash = match withdrawn {
        Ok(()) => Flash::TariffWithdrawn { name },
        Err(WithdrawError::UnknownTariff) => Flash::TariffGone,
        Err(WithdrawError::UnknownContract) => return Err(ApiError::NotFound),
        Err(WithdrawError::Database(failure)) => return Err(failed(failure)),
    };
    report(&paths::customer(customer), &flash).await;
    Ok(())
}

/// Sends nothing to a domain until it is resumed.
#[server(name = OperatorPauseDomain, prefix = "/api", endpoint = "operator_pause_domain")]
pub async fn operator_pause_domain(#[server(default)] domain: String) -> Result<(), ApiError> {
    let operator = api::operator()?;
    match MailDomain::parse(&domain) {
        Ok(domain) => {
            let changed = mail::pause_domain(&services()?, &operator, &domain).await.map_err(failed)?;
            let flash = Flash::Paused { domain: domain.as_str().to_owned(), changed };
            report(paths::MAIL_DOMAINS, &flash).await;
            Ok(())
        }
        Err(problem) => refuse(PAUSE, "domain", &domain, &problem).await,
    }
}

/// Sends to a domain again.
#[server(name = OperatorResumeDomain, prefix = "/api", endpoint = "operator_resume_domain")]
pub async fn operator_resume_domain(domain: String) -> Result<(), ApiError> {
    let operator = api::operator()?;
    let domain = MailDomain::parse(&domain).map_err(|_| ApiError::field("domain", "invalid"))?;
    let changed = mail::resume_domain(&services()?, &operator, &domain).await.map_err(failed)?;
    report(paths::MAIL_DOMAINS, &Flash::Resumed { domain: domain.as_str().to_owned(), changed }).await;
    Ok(())
}

/// Sends a mail to an address, and says what the mail server said.
#[server(name = OperatorSendTrial, prefix = "/api", endpoint = "operator_send_trial")]
pub async fn operator_send_trial(#[server(default)] address: String) -> Result<(), ApiError> {
    let operator = api::operator()?;
    let to = match EmailAddress::parse(&address) {
        Ok(to) => to,
        Err(problem) => return refuse(TRIAL, "address", &address, &problem).await,
    };

    let address = to.as_str().to_owned();
    let flash = match mail::send_trial(&services()?, &operator, &to, use_locale()).await {
        Ok(Trial::Accepted(words)) => Flash::TrialAccepted { address, words },
        Ok(Trial::NotAccepted(words)) | Err(TrialError::Unwritable(words)) => {
            Flash::TrialNotAccepted { address, words }
        }
        Err(TrialError::NoTransport) => Flash::NoTransport,
    };
    report(paths::MAIL_DOMAINS, &flash).await;
    Ok(())
}

/// Hears at once again what comes from a network.
#[server(name = OperatorReleaseNetwork, prefix = "/api", endpoint = "operator_release_network")]
pub async fn operator_release_network(network: String) -> Result<(), ApiError> {
    let operator = api::operator()?;
    let network = Network::parse(&network).ok_or(ApiError::BadRequest)?;
    let released = access::release_network(&services()?, &operator, &network).await.map_err(failed)?;
    report(paths::CONNECTIONS, &Flash::NetworkReleased { network: network.to_string(), released }).await;
    Ok(())
}

/// Hears at once again attempts at somebody's login.
#[server(name = OperatorReleaseAccount, prefix = "/api", endpoint = "operator_release_account")]
pub async fn operator_release_account(account: String) -> Result<(), ApiError> {
    let operator = api::operator()?;
    let released = access::release_person(&services()?, &operator, &account).await.map_err(failed)?;
    report(paths::CONNECTIONS, &Flash::AccountReleased { account, released }).await;
    Ok(())
}

/// Leads back to the page of mails with what was typed, and what is wrong with it.
async fn refuse(form: &str, field: &str, typed: &str, problem: &AddressError) -> Result<(), ApiError> {
    api::store_flash_form(form, paths::MAIL_DOMAINS, &typed, problem).await;
    Err(ApiError::field(field, "invalid"))
}

pub(super) fn key(customer: &str) -> Result<CustomerId, ApiError> {
    customer.parse().map_err(|_| ApiError::NotFound)
}

fn numbered(contract: &str, sub_account: &str) -> Result<Numbered, ApiError> {
    let sub_account = sub_account.trim();
    let part = (!sub_account.is_empty()).then(|| SubAccountNumber::parse(sub_account)).transpose();
    let contract = ContractNumber::parse(contract).map_err(|_| ApiError::NotFound)?;
    Ok(Numbered { contract, sub_account: part.map_err(|_| ApiError::NotFound)? })
}

/// Opens what was typed; gives its numbers, or what is wrong with it.
async fn open(
    operator: &OperatorScope,
    customer: CustomerId,
    typed: &TypedAccount,
) -> Result<Result<String, AccountProblem>, ApiError> {
    let (services, scope) = (services()?, operator.of_customer(customer));
    // Contracts of a customer that is not there would be written nowhere.
    customers::find(&services, operator, customer).await.map_err(failed)?.ok_or(ApiError::NotFound)?;
    let name = match AccountName::parse(&typed.name) {
        Ok(name) => name,
        Err(error) => return Ok(Err(AccountProblem::Name(error))),
    };

    let opened = if typed.contract.is_empty() {
        match ContractNumber::parse(&typed.number) {
            Ok(number) => contracts::create_contract(&services, &scope, &number, &name).await.map(drop),
            Err(error) => return Ok(Err(AccountProblem::Number(error))),
        }
    } else {
        match (ContractNumber::parse(&typed.contract), SubAccountNumber::parse(&typed.number)) {
            (Ok(contract), Ok(number)) => {
                contracts::create_sub_account(&services, &scope, &contract, &number, &name).await.map(drop)
            }
            (_, Err(error)) => return Ok(Err(AccountProblem::Number(error))),
            (Err(_), _) => return Ok(Err(AccountProblem::UnknownContract)),
        }
    };

    match opened {
        Ok(()) => Ok(Ok(format!("{} {}", typed.contract, typed.number.trim()).trim().to_owned())),
        Err(OpenError::NumberTaken { closed }) => Ok(Err(AccountProblem::Taken { closed })),
        Err(OpenError::UnknownContract) => Ok(Err(AccountProblem::UnknownContract)),
        Err(OpenError::Database(failure)) => Err(failed(failure)),
    }
}

async fn create(operator: &OperatorScope, typed: TypedCustomer) -> Result<(), ApiError> {
    let created = match parsed(&typed) {
        Err(problems) => Err(problems),
        Ok(new) => match customers::create(&services()?, operator, &new).await {
            Ok(created) => Ok(created),
            Err(CreateError::NameTaken(other)) => Err(vec![CreationProblem::NameTaken(other)]),
            Err(CreateError::Database(failure)) => return Err(failed(failure)),
        },
    };

    match created {
        Ok(created) => {
            let flash = Flash::CustomerCreated { name: typed.name, email: typed.email };
            report(&paths::customer(created.customer), &flash).await;
            Ok(())
        }
        Err(problems) => {
            api::store_flash_form(CREATION, paths::CREATE_CUSTOMER, &typed, &problems).await;
            let field = problems.first().map_or("name", CreationProblem::field);
            Err(ApiError::field(field, "invalid"))
        }
    }
}

/// The customer that was typed; or all that is wrong with it.
fn parsed(typed: &TypedCustomer) -> Result<NewCustomer, Vec<CreationProblem>> {
    let named = |text: &str| {
        let text = text.trim();
        (!text.is_empty()).then(|| PersonName::parse(text)).transpose()
    };
    let name = CustomerName::parse(&typed.name).map_err(CreationProblem::Name);
    let email = EmailAddress::parse(&typed.email).map_err(CreationProblem::Email);
    let first_name = named(&typed.first_name).map_err(CreationProblem::FirstName);
    let last_name = named(&typed.last_name).map_err(CreationProblem::LastName);

    match (name, email, first_name, last_name) {
        (Ok(name), Ok(admin_email), Ok(first_name), Ok(last_name)) => {
            Ok(NewCustomer { name, admin_email, first_name, last_name })
        }
        (name, email, first_name, last_name) => {
            Err([name.err(), email.err(), first_name.err(), last_name.err()].into_iter().flatten().collect())
        }
    }
}

/// Leads back to the customer's page, which says what became of it.
async fn changed(
    customer: CustomerId,
    result: Result<(), ChangeStateError>,
    done: Flash,
    already: Flash,
) -> Result<(), ApiError> {
    let (flash, answer) = match result {
        Ok(()) => (done, Ok(())),
        Err(ChangeStateError::Already) => (already, Err(ApiError::Conflict)),
        Err(ChangeStateError::NotFound) => return Err(ApiError::NotFound),
        Err(ChangeStateError::Database(failure)) => return Err(failed(failure)),
    };

    report(&paths::customer(customer), &flash).await;
    answer
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_that_is_wrong_with_a_customer_is_said_at_once() {
        let typed = TypedCustomer {
            name: " ".to_owned(),
            email: "jean.exemple.fr".to_owned(),
            first_name: String::new(),
            last_name: "colis.com".to_owned(),
        };
        let problems = parsed(&typed).unwrap_err();
        let expected = [
            CreationProblem::Name(NameError::Empty),
            CreationProblem::Email(AddressError::NoAt),
            CreationProblem::LastName(NameError::Link),
        ];
        assert_eq!(problems, expected);
    }
}

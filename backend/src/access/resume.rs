use super::{
    GiveFactorError, Principal, SelectCustomerError, SessionToken, SignIn, SignInError, SignedIn,
    asked_factors, give_factor, principal, select_customer, sign_in, sign_out,
};
use crate::observe::Operation;
use crate::services::Services;
use domain::access::Due;
use domain::credentials::FactorCode;
use domain::ids::{CustomerId, UserId};

/// A page whose session has ended while something was being typed in it.
#[derive(Clone, Copy, Debug)]
pub struct Interrupted {
    /// Whose page it is.
    pub user: UserId,
    /// The customer that it is about.
    pub customer: Option<CustomerId>,
}

/// Why a page does not go on.
#[derive(Debug, thiserror::Error)]
pub enum ResumeError {
    /// Nobody came in.
    #[error(transparent)]
    SignIn(#[from] SignInError),
    /// The person has a second factor, and has not given it.
    #[error("a code of the second factor is missing")]
    NoCode,
    /// The person has passkeys, and no application for codes.
    #[error("the second factor is a passkey")]
    Passkey,
    /// It is not that.
    #[error("wrong code")]
    WrongCode,
    /// Somebody else did, or somebody who no longer administers the customer: what was typed would go astray.
    #[error("another person's page, or another customer's")]
    Other,
}

/// Signs the person of a page in again, at the customer that it is about: with the code of their second factor, where they
/// have one. The session of anybody else is closed at once.
#[tracing::instrument(name = "access.resume", skip_all, err(level = "debug"))]
pub async fn resume(
    services: &Services,
    attempt: &SignIn<'_>,
    code: Option<&FactorCode>,
    page: Interrupted,
) -> Result<SessionToken, ResumeError> {
    let operation = Operation::begin("access.resume");

    let SignedIn { token, due } = sign_in(services, attempt).await?;
    let mut token = token;
    let mut person = who(services, &token, attempt).await?;
    if person.user == page.user && due == Some(Due::Factor) {
        match through_factor(services, &person, code).await {
            Ok(next) => token = next,
            Err(error) => {
                sign_out(services, &person).await.map_err(SignInError::Database)?;
                return Err(error);
            }
        }
        person = who(services, &token, attempt).await?;
    }

    let selected = select(services, &person, page).await;
    if selected.is_err() {
        sign_out(services, &person).await.map_err(SignInError::Database)?;
    }
    operation.ended(selected.map(|()| token))
}

async fn who(
    services: &Services,
    token: &SessionToken,
    attempt: &SignIn<'_>,
) -> Result<Principal, ResumeError> {
    let found = principal(services, token).await.map_err(SignInError::Database)?;
    Ok(Principal { network: Some(attempt.network), ..found.ok_or(ResumeError::Other)? })
}

async fn through_factor(
    services: &Services,
    person: &Principal,
    code: Option<&FactorCode>,
) -> Result<SessionToken, ResumeError> {
    let asked = asked_factors(services, person).await.map_err(SignInError::Database)?;
    if !asked.code {
        return Err(ResumeError::Passkey);
    }
    let code = code.ok_or(ResumeError::NoCode)?;
    give_factor(services, person, code).await.map_err(|error| match error {
        GiveFactorError::Wrong => ResumeError::WrongCode,
        GiveFactorError::Wait { seconds } => SignInError::Wait { seconds }.into(),
        GiveFactorError::SignedOut | GiveFactorError::Passkey(_) => ResumeError::Other,
        GiveFactorError::Database(error) => SignInError::Database(error).into(),
    })
}

/// Looks at the page's customer, when it is this person's.
async fn select(services: &Services, person: &Principal, page: Interrupted) -> Result<(), ResumeError> {
    if person.user != page.user || person.due.is_some() {
        return Err(ResumeError::Other);
    }
    let Some(customer) = page.customer else { return Ok(()) };
    select_customer(services, person, customer).await.map_err(|error| match error {
        SelectCustomerError::NotFound(_) => ResumeError::Other,
        SelectCustomerError::Database(error) => SignInError::Database(error).into(),
    })
}

use super::{
    SelectCustomerError, SessionToken, SignIn, SignInError, SignedIn, principal, select_customer, sign_in,
    sign_out,
};
use crate::observe::Operation;
use crate::services::Services;
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
    /// Somebody else did, or somebody who no longer administers the customer: what was typed would go astray.
    #[error("another person's page, or another customer's")]
    Other,
}

/// Signs the person of a page in again, at the customer that it is about. The session of anybody else is closed at once.
#[tracing::instrument(name = "access.resume", skip_all, err(level = "debug"))]
pub async fn resume(
    services: &Services,
    attempt: &SignIn<'_>,
    page: Interrupted,
) -> Result<SessionToken, ResumeError> {
    let operation = Operation::begin("access.resume");

    let SignedIn { token, .. } = sign_in(services, attempt).await?;
    let found = principal(services, &token).await.map_err(SignInError::Database)?;
    let person = found.ok_or(ResumeError::Other)?;
    let selected = match page.customer {
        _ if person.user != page.user || person.must_choose_password => Err(ResumeError::Other),
        None => Ok(()),
        Some(customer) => match select_customer(services, &person, customer).await {
            Ok(()) => Ok(()),
            Err(SelectCustomerError::NotFound(_)) => Err(ResumeError::Other),
            Err(SelectCustomerError::Database(error)) => Err(SignInError::Database(error).into()),
        },
    };

    if selected.is_err() {
        sign_out(services, &person).await.map_err(SignInError::Database)?;
    }
    operation.ended(selected.map(|()| token))
}

use super::activate::{Entrance, invitations};
use super::{Principal, mailed_credentials};
use crate::observe::Operation;
use crate::services::Services;
use domain::ids::CustomerId;

/// Why an invitation was not accepted.
#[derive(Debug, thiserror::Error)]
pub enum AcceptInvitationError {
    /// The person is not invited by this customer, or its mail has not arrived yet.
    #[error("not found")]
    NotFound,
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

/// Accepts a customer's invitation from within a session: what somebody does who has a password through another customer
/// already, and so was mailed none.
#[tracing::instrument(name = "access.accept_invitation", skip_all, err(level = "debug"), fields(user = %principal.user, %customer))]
pub async fn accept_invitation(
    services: &Services,
    principal: &Principal,
    customer: CustomerId,
) -> Result<(), AcceptInvitationError> {
    let operation = Operation::begin("access.accept_invitation");

    let user = principal.user;
    let mut tx = services.db.write().await?;
    mailed_credentials::lock(&mut tx, user).await?;
    if principal.due.is_some() || invitations(&mut tx, customer, user, None).await?.is_empty() {
        return Err(AcceptInvitationError::NotFound);
    }

    let entrance = Entrance { user, session: principal.session, mail: None, network: principal.network };
    entrance.enter_customer(&mut tx, services, customer).await?;
    tx.commit().await?;

    operation.ended(Ok(()))
}

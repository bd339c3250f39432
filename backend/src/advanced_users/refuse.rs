use super::offer::{Proposed, State};
use crate::access::Principal;
use crate::customers;
use crate::observe::Operation;
use crate::services::Services;
use domain::ids::ProposalId;

/// Why an association was not refused.
#[derive(Debug, thiserror::Error)]
pub enum RefuseError {
    /// Somebody else's, or none at all, or no longer open; [`look`](super::look) says which.
    #[error("the proposal cannot be refused")]
    Gone,
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

/// Refuses an association. The customer is not told, in its journal neither: it would learn that an advanced user of
/// another's has the address.
#[tracing::instrument(name = "advanced_users.refuse", skip_all, err(level = "debug"), fields(user = %principal.user))]
pub async fn refuse(services: &Services, principal: &Principal, id: ProposalId) -> Result<(), RefuseError> {
    let operation = Operation::begin("advanced_users.refuse");

    let (user, now) = (principal.user, services.clock.now());
    let mut tx = services.db.write().await?;
    let found = Proposed::find(&mut tx, user, id).await?.ok_or(RefuseError::Gone)?;
    customers::lock(&mut tx, found.customer()).await?;
    let found = Proposed::find(&mut tx, user, id).await?.filter(|found| found.is_open(now));
    found.ok_or(RefuseError::Gone)?.end(&mut tx, State::Refused).await?;
    tx.commit().await?;

    operation.ended(Ok(()))
}

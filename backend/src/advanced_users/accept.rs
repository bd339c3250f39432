use super::offer::{Proposed, State, own_name};
use crate::access::Principal;
use crate::customers;
use crate::db::Tx;
use crate::journal::{self, Entry};
use crate::observe::Operation;
use crate::services::Services;
use domain::ids::{ProposalId, UserId};
use domain::time::Timestamp;
use serde_json::json;

/// Why an association was not accepted.
#[derive(Debug, thiserror::Error)]
pub enum AcceptError {
    /// Somebody else's, or none at all, or no longer open; [`look`](super::look) says which.
    #[error("the proposal cannot be accepted")]
    Gone,
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

/// Accepts an association: from now on the person sees those contracts of the customer, which is told who they are.
#[tracing::instrument(name = "advanced_users.accept", skip_all, err(level = "debug"), fields(user = %principal.user))]
pub async fn accept(services: &Services, principal: &Principal, id: ProposalId) -> Result<(), AcceptError> {
    let operation = Operation::begin("advanced_users.accept");

    let (user, now) = (principal.user, services.clock.now());
    let mut tx = services.db.write().await?;
    let found = Proposed::find(&mut tx, user, id).await?.ok_or(AcceptError::Gone)?;
    let customer = found.customer();
    // Whoever withdraws it at the same time waits, or was first.
    customers::lock(&mut tx, customer).await?;
    let found = Proposed::find(&mut tx, user, id).await?.filter(|found| found.is_open(now));
    let found = found.ok_or(AcceptError::Gone)?;

    found.end(&mut tx, State::Accepted).await?;
    associate(&mut tx, &found, user, id, now).await?;
    let entry = Entry { action: "advanced_user.associated", subject: Some(user.0), details: json!({}) };
    let actor = (Some(user), principal.network);
    journal::append_after(&mut tx, customer, actor, now, entry).await?;
    tx.commit().await?;

    operation.ended(Ok(()))
}

async fn associate(
    tx: &mut Tx,
    found: &Proposed,
    user: UserId,
    id: ProposalId,
    now: Timestamp,
) -> sqlx::Result<()> {
    let (last_name, first_name) = own_name(tx, user).await?;
    tx.query(
        "INSERT INTO advanced_users (customer_id, user_id, last_name, first_name, status, created_at, email)
         VALUES ($1, $2, $3, $4, 'active', $5, $6)",
    )
    .bind(found.customer().0)
    .bind(user.0)
    .bind(last_name)
    .bind(first_name)
    .bind(now.0)
    .bind(&found.email)
    .execute()
    .await?;
    tx.query(
        "INSERT INTO advanced_user_contracts (customer_id, user_id, contract_id)
         SELECT customer_id, $3, contract_id FROM advanced_proposal_contracts
         WHERE customer_id = $1 AND proposal_id = $2",
    )
    .bind(found.customer().0)
    .bind(id.0)
    .bind(user.0)
    .execute()
    .await?;

    Ok(())
}

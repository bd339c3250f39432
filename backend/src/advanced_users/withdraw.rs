use crate::access::AdministratorScope;
use crate::customers;
use crate::journal::{self, Entry};
use crate::observe::Operation;
use crate::services::Services;
use domain::ids::ProposalId;
use serde_json::json;

/// Why a proposal was not taken back.
#[derive(Debug, thiserror::Error)]
pub enum WithdrawError {
    /// The customer has no such proposal that waits or has run out: it may just have been accepted.
    #[error("not found")]
    NotFound,
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

/// Takes a proposal back: nobody can accept it any more, it leaves the table, and a mail about it that waits does not leave.
#[tracing::instrument(name = "advanced_users.withdraw", skip_all, err(level = "debug"), fields(customer = %scope.customer()))]
pub async fn withdraw(
    services: &Services,
    scope: &AdministratorScope,
    proposal: ProposalId,
) -> Result<(), WithdrawError> {
    let operation = Operation::begin("advanced_users.withdraw");

    let (customer, now) = (scope.customer(), services.clock.now());
    let mut tx = services.db.of(scope).write().await?;
    customers::lock(&mut tx, customer).await?;
    let withdrawn = tx
        .query(
            "UPDATE advanced_proposals SET state = 'withdrawn'
             WHERE customer_id = $1 AND id = $2 AND state IN ('pending', 'refused')",
        )
        .bind(customer.0)
        .bind(proposal.0)
        .execute()
        .await?;
    if withdrawn == 0 {
        return Err(WithdrawError::NotFound);
    }

    let entry =
        Entry { action: "advanced_proposal.withdrawn", subject: Some(proposal.0), details: json!({}) };
    journal::append(&mut tx, scope, now, entry).await?;
    tx.commit().await?;

    operation.ended(Ok(()))
}

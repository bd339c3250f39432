use super::stored::{State, administers};
use crate::access::AdministratorScope;
use crate::customers;
use crate::db::Code;
use crate::journal::{self, Entry};
use crate::observe::Operation;
use crate::services::Services;
use domain::ids::HandOverId;
use serde_json::json;
use uuid::Uuid;

/// Why a request was not cancelled.
#[derive(Debug, thiserror::Error)]
pub enum CancelError {
    /// The customer has no such request that waits for an answer: it may just have been accepted.
    #[error("not found")]
    NotFound,
    /// Whoever asks does not administer the customer any more.
    #[error("not an administrator")]
    NotAdministrator,
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

/// Cancels a request, one's own or another administrator's, and its mail where that has not left.
#[tracing::instrument(name = "administrators.cancel", skip_all, err(level = "debug"), fields(customer = %scope.customer(), hand_over = %id))]
pub async fn cancel(
    services: &Services,
    scope: &AdministratorScope,
    id: HandOverId,
) -> Result<(), CancelError> {
    let operation = Operation::begin("administrators.cancel");

    let (customer, now) = (scope.customer(), services.clock.now());
    let mut tx = services.db.of(scope).write().await?;
    customers::lock(&mut tx, customer).await?;
    if let Some(user) = scope.user()
        && !administers(&mut tx, customer, user).await?
    {
        return Err(CancelError::NotAdministrator);
    }

    let mail: Option<Uuid> = tx
        .query(
            "UPDATE hand_overs SET state = $4
             WHERE customer_id = $1 AND id = $2 AND state = 'pending' AND valid_until > $3
             RETURNING mail_job_id",
        )
        .bind(customer.0)
        .bind(id.0)
        .bind(now.0)
        .bind(Code(State::Cancelled))
        .optional_scalar()
        .await?;
    let mail = mail.ok_or(CancelError::NotFound)?;
    tx.query(
        "UPDATE mail_jobs SET state = 'withdrawn' WHERE customer_id = $1 AND id = $2 AND state = 'queued'",
    )
    .bind(customer.0)
    .bind(mail)
    .execute()
    .await?;
    let entry = Entry { action: "hand_over.cancelled", subject: Some(id.0), details: json!({}) };
    journal::append(&mut tx, scope, now, entry).await?;
    tx.commit().await?;

    operation.ended(Ok(()))
}

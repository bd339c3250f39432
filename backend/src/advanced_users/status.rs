use super::stored::Stored;
use crate::access::AdministratorScope;
use crate::customers;
use crate::db::Code;
use crate::journal::{self, Entry};
use crate::observe::Operation;
use crate::services::Services;
use domain::users::{StatusChange, UserStatus};
use serde_json::json;

/// Why a status was not changed.
#[derive(Debug, thiserror::Error)]
pub enum StatusError {
    /// The customer has no such advanced user.
    #[error("not found")]
    NotFound,
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

/// Suspends an advanced user or lets them in again. Doing it twice is doing it once. Who is reactivated without ever having
/// come in is invited again, and gets a mail when it is asked for.
#[tracing::instrument(name = "advanced_users.set_status", skip_all, err(level = "debug"), fields(customer = %scope.customer()))]
pub async fn set_status(
    services: &Services,
    scope: &AdministratorScope,
    key: &str,
    change: StatusChange,
) -> Result<(), StatusError> {
    let operation = Operation::begin("advanced_users.set_status");

    let (customer, now) = (scope.customer(), services.clock.now());
    let mut tx = services.db.of(scope).write().await?;
    customers::lock(&mut tx, customer).await?;
    let stored = Stored::named(&mut tx, services, customer, key).await?.ok_or(StatusError::NotFound)?;
    let (action, status, before) = match (change, stored.status()) {
        (StatusChange::Suspend, UserStatus::Suspended) => return operation.ended(Ok(())),
        (StatusChange::Suspend, was) => ("advanced_user.suspended", UserStatus::Suspended, Some(was)),
        (StatusChange::Reactivate, UserStatus::Suspended) => {
            ("advanced_user.reactivated", stored.status_before(), None)
        }
        (StatusChange::Reactivate, _) => return operation.ended(Ok(())),
    };

    tx.query(
        "UPDATE advanced_users SET status = $3, status_before = $4 WHERE customer_id = $1 AND user_id = $2",
    )
    .bind(customer.0)
    .bind(stored.user().0)
    .bind(Code(status))
    .bind(before.map(UserStatus::code))
    .execute()
    .await?;
    if change == StatusChange::Suspend {
        stored.shut_out(&mut tx, customer, now).await?;
    }

    let details = json!({ "was": stored.status().code() });
    journal::append(&mut tx, scope, now, Entry { action, subject: Some(stored.user().0), details }).await?;
    tx.commit().await?;

    operation.ended(Ok(()))
}

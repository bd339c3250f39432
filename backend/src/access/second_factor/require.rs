use crate::access::{AdministratorScope, ConfirmPasswordError, confirm_password};
use crate::administrators::administers;
use crate::customers;
use crate::journal::{self, Entry};
use crate::observe::Operation;
use crate::services::Services;
use serde_json::json;

/// Why it was not changed who needs a second factor.
#[derive(Debug, thiserror::Error)]
pub enum RequireFactorError {
    /// Whoever asks does not administer the customer, or no longer.
    #[error("not an administrator")]
    NotAdministrator,
    /// The password was not confirmed.
    #[error(transparent)]
    Unconfirmed(#[from] ConfirmPasswordError),
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

/// Requires a second factor of those who administer the customer, in whole or in part, and of its advanced users; or lets
/// them do without. Whoever has none is led to adding one from the next page on, and may do nothing else.
#[tracing::instrument(name = "access.require_factor", skip_all, err(level = "debug"), fields(customer = %scope.customer()))]
pub async fn require_factor(
    services: &Services,
    scope: &AdministratorScope,
    required: bool,
    password: &str,
) -> Result<(), RequireFactorError> {
    let operation = Operation::begin("access.require_factor");

    let (customer, now) = (scope.customer(), services.clock.now());
    let actor = scope.user().ok_or(RequireFactorError::NotAdministrator)?;
    confirm_password(services, actor, password).await?;

    let mut tx = services.db.of(scope).write().await?;
    customers::lock(&mut tx, customer).await?;
    if !administers(&mut tx, customer, actor).await? {
        return Err(RequireFactorError::NotAdministrator);
    }

    let changed = tx
        .query("UPDATE customers SET requires_factor = $2 WHERE id = $1 AND requires_factor <> $2")
        .bind(customer.0)
        .bind(i64::from(required))
        .execute()
        .await?;
    if changed > 0 {
        let action = if required { "customer.factor_required" } else { "customer.factor_optional" };
        journal::append(&mut tx, scope, now, Entry { action, subject: None, details: json!({}) }).await?;
    }
    tx.commit().await?;

    operation.ended(Ok(()))
}

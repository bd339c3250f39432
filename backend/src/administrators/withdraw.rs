use super::notify::tell_administrators;
use super::stored::{administers, all, dismiss, end_sessions_at, has_another, key_of};
use crate::access::{AdministratorScope, ConfirmPasswordError, confirm_password};
use crate::customers;
use crate::journal::{self, Entry};
use crate::mail::{self, MailKind};
use crate::observe::Operation;
use crate::services::Services;
use serde_json::json;

/// Why an administrator was not withdrawn.
#[derive(Debug, thiserror::Error)]
pub enum WithdrawError {
    /// The customer has no such administrator, or no longer.
    #[error("not found")]
    NotFound,
    /// Whoever asks does not administer the customer, or no longer.
    #[error("not an administrator")]
    NotAdministrator,
    /// There would be none left.
    #[error("the last administrator")]
    Last,
    /// The password was not confirmed.
    #[error(transparent)]
    Unconfirmed(#[from] ConfirmPasswordError),
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

/// Takes an administrator, another or oneself, from the administrators; gives whether it was oneself. The person stays a
/// user with what assignments they have; their sessions with this customer end.
#[tracing::instrument(name = "administrators.withdraw", skip_all, err(level = "debug"), fields(customer = %scope.customer()))]
pub async fn withdraw(
    services: &Services,
    scope: &AdministratorScope,
    key: &str,
    password: &str,
) -> Result<bool, WithdrawError> {
    let operation = Operation::begin("administrators.withdraw");

    let (customer, now) = (scope.customer(), services.clock.now());
    let actor = scope.user().ok_or(WithdrawError::NotAdministrator)?;
    confirm_password(services, actor, password).await?;

    let mut tx = services.db.of(scope).write().await?;
    customers::lock(&mut tx, customer).await?;
    if !administers(&mut tx, customer, actor).await? {
        return Err(WithdrawError::NotAdministrator);
    }

    let administrators = all(&mut tx, customer).await?;
    let named = administrators.into_iter().find(|user| key_of(&services.key, customer, *user) == key);
    let user = named.ok_or(WithdrawError::NotFound)?;
    if !has_another(&mut tx, customer, user).await? {
        return Err(WithdrawError::Last);
    }

    dismiss(&mut tx, customer, user).await?;
    end_sessions_at(&mut tx, customer, user).await?;
    mail::queue_notice(&mut tx, services, customer, user, MailKind::FormerAdministrator).await?;
    tell_administrators(&mut tx, services, customer, &[user, actor]).await?;
    let entry = Entry { action: "administrator.withdrawn", subject: Some(user.0), details: json!({}) };
    journal::append(&mut tx, scope, now, entry).await?;
    tx.commit().await?;

    operation.ended(Ok(user == actor))
}

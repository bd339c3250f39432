use super::stored::Stored;
use crate::access::AdministratorScope;
use crate::customers;
use crate::journal::{self, Entry};
use crate::mail::{self, MailKind};
use crate::observe::Operation;
use crate::services::Services;
use serde_json::json;

/// Why nobody was removed.
#[derive(Debug, thiserror::Error)]
pub enum RemoveError {
    /// The customer has no such advanced user.
    #[error("not found")]
    NotFound,
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

/// Takes somebody from the customer's advanced users. What else they have with the customer stays, the administration too.
/// Whoever had come in is mailed that it is over; it cannot be undone, since an association takes the person's consent.
#[tracing::instrument(name = "advanced_users.remove", skip_all, err(level = "debug"), fields(customer = %scope.customer()))]
pub async fn remove(services: &Services, scope: &AdministratorScope, key: &str) -> Result<(), RemoveError> {
    let operation = Operation::begin("advanced_users.remove");

    let (customer, now) = (scope.customer(), services.clock.now());
    let mut tx = services.db.of(scope).write().await?;
    customers::lock(&mut tx, customer).await?;
    let stored = Stored::named(&mut tx, services, customer, key).await?.ok_or(RemoveError::NotFound)?;
    let user = stored.user();
    stored.delete(&mut tx, customer, now).await?;

    if !stored.is_awaited() {
        mail::queue_notice(&mut tx, services, customer, user, MailKind::AdvancedEnded).await?;
    }

    let entry = Entry { action: "advanced_user.removed", subject: Some(user.0), details: json!({}) };
    journal::append(&mut tx, scope, now, entry).await?;
    tx.commit().await?;

    operation.ended(Ok(()))
}

use super::stored::Stored;
use crate::access::Principal;
use crate::administrators;
use crate::customers;
use crate::journal::{self, Entry};
use crate::mail::MailKind;
use crate::observe::Operation;
use crate::services::Services;
use domain::ids::CustomerId;
use serde_json::json;

/// Why an association was not ended.
#[derive(Debug, thiserror::Error)]
pub enum LeaveError {
    /// The person is no advanced user of that customer's, if there is one at all.
    #[error("not found")]
    NotFound,
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

/// *Quitter*: the person is no longer an advanced user of the customer's. What else they have there stays, the
/// administration too; its other administrators are mailed.
#[tracing::instrument(name = "advanced_users.leave", skip_all, err(level = "debug"), fields(user = %principal.user))]
pub async fn leave(
    services: &Services,
    principal: &Principal,
    customer: CustomerId,
) -> Result<(), LeaveError> {
    let operation = Operation::begin("advanced_users.leave");

    let (user, now) = (principal.user, services.clock.now());
    let mut tx = services.db.write().await?;
    customers::lock(&mut tx, customer).await?;
    let stored = Stored::of(&mut tx, customer, user).await?.filter(|stored| !stored.is_awaited());
    stored.ok_or(LeaveError::NotFound)?.delete(&mut tx, customer, now).await?;

    administrators::tell(&mut tx, services, customer, &[user], MailKind::AdvancedLeft).await?;
    let entry = Entry { action: "advanced_user.left", subject: Some(user.0), details: json!({}) };
    let actor = (Some(user), principal.network);
    journal::append_after(&mut tx, customer, actor, now, entry).await?;
    tx.commit().await?;

    operation.ended(Ok(()))
}

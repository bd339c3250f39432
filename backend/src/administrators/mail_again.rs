use super::stored::administers;
use crate::access::AdministratorScope;
use crate::customers;
use crate::db::Tx;
use crate::journal::{self, Entry};
use crate::mail::{self, MailKind};
use crate::observe::Operation;
use crate::services::Services;
use domain::ids::{CustomerId, HandOverId, UserId};
use domain::time::Timestamp;
use serde_json::json;
use uuid::Uuid;

/// Why no mail leaves once more.
#[derive(Debug, thiserror::Error)]
pub enum MailAgainError {
    /// The customer has no such request that waits for an answer: it may just have been accepted.
    #[error("not found")]
    NotFound,
    /// Whoever asks does not administer the customer any more.
    #[error("not an administrator")]
    NotAdministrator,
    /// The mail before waits still, or has just left.
    #[error("less than {EVERY} seconds after the mail before")]
    TooSoon,
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

/// So many seconds have to pass from one mail about a request to the next.
const EVERY: i64 = 60;

/// Mails a request that waits for an answer once more: with the same link, which is valid until the same moment.
#[tracing::instrument(name = "administrators.mail_again", skip_all, err(level = "debug"), fields(customer = %scope.customer(), hand_over = %id))]
pub async fn mail_again(
    services: &Services,
    scope: &AdministratorScope,
    id: HandOverId,
) -> Result<(), MailAgainError> {
    let operation = Operation::begin("administrators.mail_again");

    let (customer, now) = (scope.customer(), services.clock.now());
    let mut tx = services.db.of(scope).write().await?;
    customers::lock(&mut tx, customer).await?;
    if let Some(user) = scope.user()
        && !administers(&mut tx, customer, user).await?
    {
        return Err(MailAgainError::NotAdministrator);
    }

    let to = mailed_before(&mut tx, customer, id, now).await?;
    let mail = mail::queue_notice(&mut tx, services, customer, to, MailKind::HandOver).await?;
    tx.query("UPDATE hand_overs SET mail_job_id = $3 WHERE customer_id = $1 AND id = $2")
        .bind(customer.0)
        .bind(id.0)
        .bind(mail.0)
        .execute()
        .await?;
    let details = json!({ "users": [to] });
    let entry = Entry { action: "hand_over.mailed_again", subject: Some(id.0), details };
    journal::append(&mut tx, scope, now, entry).await?;
    tx.commit().await?;
    services.mail_queued.notify_one();

    operation.ended(Ok(()))
}

/// Whom a request that waits was mailed to, if that was long enough ago.
async fn mailed_before(
    tx: &mut Tx,
    customer: CustomerId,
    id: HandOverId,
    now: Timestamp,
) -> Result<UserId, MailAgainError> {
    let found: Option<(Uuid, i64, i64)> = tx
        .query(
            "SELECT h.to_id, j.dated, CAST(CASE WHEN j.state IN ('queued', 'sending') THEN 1 ELSE 0 END AS BIGINT)
             FROM hand_overs h JOIN mail_jobs j ON j.customer_id = h.customer_id AND j.id = h.mail_job_id
             WHERE h.customer_id = $1 AND h.id = $2 AND h.state = 'pending' AND h.valid_until > $3",
        )
        .bind(customer.0)
        .bind(id.0)
        .bind(now.0)
        .fetch_optional()
        .await?;
    let (to, dated, waits) = found.ok_or(MailAgainError::NotFound)?;

    if waits > 0 || now < Timestamp(dated).plus_seconds(EVERY) {
        Err(MailAgainError::TooSoon)
    } else {
        Ok(UserId(to))
    }
}

use super::stored::Stored;
use crate::access::AdministratorScope;
use crate::customers;
use crate::journal::{self, Entry};
use crate::mail::{self, MailKind};
use crate::observe::Operation;
use crate::services::Services;
use domain::users::UserStatus;
use serde_json::json;

/// Why the mail was not sent again.
#[derive(Debug, thiserror::Error)]
pub enum ResendError {
    /// The customer has no such advanced user.
    #[error("not found")]
    NotFound,
    /// The person has come in already, or is suspended.
    #[error("not invited")]
    NotInvited,
    /// The mail before has just left.
    #[error("too soon after the mail before")]
    TooSoon,
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

/// Renvoyer: mails an invited advanced user once more, with another link; the one mailed before no longer works.
#[tracing::instrument(name = "advanced_users.resend", skip_all, err(level = "debug"), fields(customer = %scope.customer()))]
pub async fn resend(services: &Services, scope: &AdministratorScope, key: &str) -> Result<(), ResendError> {
    let operation = Operation::begin("advanced_users.resend");

    let (customer, now) = (scope.customer(), services.clock.now());
    let mut tx = services.db.of(scope).write().await?;
    customers::lock(&mut tx, customer).await?;
    let stored = Stored::named(&mut tx, services, customer, key).await?.ok_or(ResendError::NotFound)?;
    if !matches!(stored.status(), UserStatus::Invited | UserStatus::Expired) {
        return Err(ResendError::NotInvited);
    }

    if mail::has_just_left(&mut tx, scope, stored.mail().map(|job| job.0), now).await? {
        return Err(ResendError::TooSoon);
    }

    let user = stored.user();
    let mail = mail::resend_notice(&mut tx, services, scope, user, stored.mail(), MailKind::Advanced).await?;
    tx.query(
        "UPDATE advanced_users SET status = 'invited', invited_until = NULL, mail_job_id = $3
         WHERE customer_id = $1 AND user_id = $2",
    )
    .bind(customer.0)
    .bind(user.0)
    .bind(mail.0)
    .execute()
    .await?;
    let entry = Entry {
        action: "advanced_user.mailed_again",
        subject: Some(user.0),
        details: json!({ "mail": mail }),
    };
    journal::append(&mut tx, scope, now, entry).await?;
    tx.commit().await?;

    operation.ended(Ok(()))
}

use super::VALID;
use super::stored::administers;
use crate::access::{AdministratorScope, ConfirmPasswordError, confirm_password};
use crate::customers;
use crate::db::{Code, Tx};
use crate::journal::{self, Entry};
use crate::mail::{self, MailKind, hand_over_token};
use crate::observe::Operation;
use crate::services::Services;
use crate::users::person;
use domain::administrators::Role;
use domain::ids::{AssignmentId, CustomerId, HandOverId, UserId};
use domain::time::Timestamp;
use domain::users::UserStatus;
use serde_json::json;

/// Why nobody was asked.
#[derive(Debug, thiserror::Error)]
pub enum AskError {
    /// The customer has no such assignment.
    #[error("not found")]
    NotFound,
    /// Whoever asks does not administer the customer, or no longer.
    #[error("not an administrator")]
    NotAdministrator,
    /// Oneself.
    #[error("oneself")]
    Own,
    /// The person has not signed in yet, or may not.
    #[error("not active")]
    NotActive,
    /// The person administers the customer already.
    #[error("administers already")]
    Administers,
    /// The person was asked already, and has not answered.
    #[error("asked already")]
    Asked,
    /// Whoever asks has asked another to be the successor, who has not answered.
    #[error("another successor was asked")]
    Pending,
    /// So many were asked today that it is no longer meant.
    #[error("more than {MOST} requests in a day")]
    TooMany,
    /// The password was not confirmed.
    #[error(transparent)]
    Unconfirmed(#[from] ConfirmPasswordError),
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

/// So many requests a customer may make within [`COUNTED`] seconds: each mails somebody.
const MOST: i64 = 20;
const COUNTED: i64 = 24 * 3600;

/// Asks one of the customer's active people to take the administration over, or to share it. Nothing changes until they
/// accept by the link that is mailed to them, for which they have seven days.
#[tracing::instrument(name = "administrators.ask", skip_all, err(level = "debug"), fields(customer = %scope.customer()))]
pub async fn ask(
    services: &Services,
    scope: &AdministratorScope,
    person: AssignmentId,
    role: Role,
    password: &str,
) -> Result<HandOverId, AskError> {
    let operation = Operation::begin("administrators.ask");

    let (customer, now) = (scope.customer(), services.clock.now());
    let from = scope.user().ok_or(AskError::NotAdministrator)?;
    confirm_password(services, from, password).await?;

    let mut tx = services.db.of(scope).write().await?;
    customers::lock(&mut tx, customer).await?;
    if !administers(&mut tx, customer, from).await? {
        return Err(AskError::NotAdministrator);
    }

    let to = person::of_assignment(&mut tx, scope, person).await?.ok_or(AskError::NotFound)?;
    expire(&mut tx, customer, now).await?;
    check(&mut tx, customer, from, to, role, now).await?;

    let id = HandOverId(services.random.id(now));
    write(&mut tx, services, customer, id, (from, to), role, now).await?;
    let details = json!({ "users": [to], "role": role.code() });
    journal::append(&mut tx, scope, now, Entry { action: "hand_over.asked", subject: Some(id.0), details })
        .await?;
    tx.commit().await?;

    operation.ended(Ok(id))
}

/// Writes down which requests have run out: only one that waits keeps the next from being made.
async fn expire(tx: &mut Tx, customer: CustomerId, now: Timestamp) -> sqlx::Result<()> {
    tx.query(
        "UPDATE hand_overs SET state = 'expired'
         WHERE customer_id = $1 AND state = 'pending' AND valid_until <= $2",
    )
    .bind(customer.0)
    .bind(now.0)
    .execute()
    .await?;
    Ok(())
}

async fn check(
    tx: &mut Tx,
    customer: CustomerId,
    from: UserId,
    to: UserId,
    role: Role,
    now: Timestamp,
) -> Result<(), AskError> {
    let status: Option<Code<UserStatus>> = tx
        .query("SELECT status FROM memberships WHERE customer_id = $1 AND user_id = $2")
        .bind(customer.0)
        .bind(to.0)
        .optional_scalar()
        .await?;
    let asked: Vec<(i64, i64, i64)> = tx
        .query(
            "SELECT count(*) FILTER (WHERE to_id = $2 AND state = 'pending'),
                    count(*) FILTER (WHERE from_id = $3 AND state = 'pending' AND role = 'successor'),
                    count(*) FILTER (WHERE asked_at > $4)
             FROM hand_overs WHERE customer_id = $1",
        )
        .bind(customer.0)
        .bind(to.0)
        .bind(from.0)
        .bind(now.plus_seconds(-COUNTED).0)
        .fetch_all()
        .await?;
    let (of_person, of_successor, today) = asked.first().copied().unwrap_or_default();

    if from == to {
        Err(AskError::Own)
    } else if administers(tx, customer, to).await? {
        Err(AskError::Administers)
    } else if status != Some(Code(UserStatus::Active)) {
        Err(AskError::NotActive)
    } else if of_person > 0 {
        Err(AskError::Asked)
    } else if role == Role::Successor && of_successor > 0 {
        Err(AskError::Pending)
    } else if today >= MOST {
        Err(AskError::TooMany)
    } else {
        Ok(())
    }
}

async fn write(
    tx: &mut Tx,
    services: &Services,
    customer: CustomerId,
    id: HandOverId,
    (from, to): (UserId, UserId),
    role: Role,
    now: Timestamp,
) -> sqlx::Result<()> {
    let mail = mail::queue_notice(tx, services, customer, to, MailKind::HandOver).await?;
    tx.query(
        "INSERT INTO hand_overs (customer_id, id, from_id, to_id, role, token_hash, mail_job_id, asked_at, valid_until)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    )
    .bind(customer.0)
    .bind(id.0)
    .bind(from.0)
    .bind(to.0)
    .bind(Code(role))
    .bind(&hand_over_token(&services.key, id).hash()[..])
    .bind(mail.0)
    .bind(now.0)
    .bind(now.plus_seconds(VALID).0)
    .execute()
    .await?;
    Ok(())
}

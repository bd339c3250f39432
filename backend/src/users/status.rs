use super::person;
use crate::access::CustomerScope;
use crate::access::mailed_credentials;
use crate::administrators::resign;
use crate::customers;
use crate::db::{Code, Tx};
use crate::journal::{self, Entry};
use crate::observe::Operation;
use crate::services::Services;
use domain::ids::{AssignmentId, CustomerId, UserId};
use domain::time::Timestamp;
use domain::users::{StatusChange, UserStatus};
use serde_json::json;

/// Why a status was not changed.
#[derive(Debug, thiserror::Error)]
pub enum StatusError {
    /// The customer has no such assignment.
    #[error("not found")]
    NotFound,
    /// The person has accesses beyond the scope's reach, which would be suspended too.
    #[error("accesses elsewhere")]
    Elsewhere,
    /// Administrators do not suspend themselves.
    #[error("one's own")]
    Own,
    /// Nobody would be left to administer the customer.
    #[error("the last administrator")]
    LastAdministrator,
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

/// Suspends the person of an assignment or lets them in again. Doing it twice is doing it once.
///
/// A suspended person keeps the session, which may reach other customers, but reaches nothing of this
/// one with it; a mail that has not left is withdrawn. Who is reactivated without ever having signed
/// in is invited again, and gets a mail when it is asked for.
#[tracing::instrument(name = "users.set_status", skip_all, err(level = "debug"), fields(customer = %scope.customer(), assignment = %assignment))]
pub async fn set_status(
    services: &Services,
    scope: &CustomerScope,
    assignment: AssignmentId,
    change: StatusChange,
) -> Result<(), StatusError> {
    let operation = Operation::begin("users.set_status");

    let (customer, now) = (scope.customer(), services.clock.now());
    let mut tx = services.db.of(scope).write().await?;
    customers::lock(&mut tx, customer).await?;
    let user = person::of_assignment(&mut tx, scope, assignment).await?.ok_or(StatusError::NotFound)?;

    if scope.user() == Some(user) {
        return Err(StatusError::Own);
    }

    if !person::is_managed(&mut tx, scope, user).await? {
        return Err(StatusError::Elsewhere);
    }

    let (Code(was), last_sign_in) = current(&mut tx, customer, user).await?.ok_or(StatusError::NotFound)?;
    let action = match (change, was == UserStatus::Suspended) {
        (StatusChange::Suspend, false) => "user.suspended",
        (StatusChange::Reactivate, true) => "user.reactivated",
        _ => return operation.ended(Ok(())),
    };

    apply(&mut tx, customer, user, change, last_sign_in.is_some(), now).await?;
    if change == StatusChange::Suspend && resign(&mut tx, customer, user, now).await? {
        return Err(StatusError::LastAdministrator);
    }

    let entry = Entry { action, subject: Some(user.0), details: json!({ "was": was.code() }) };
    journal::append(&mut tx, scope, now, entry).await?;
    tx.commit().await?;

    operation.ended(Ok(()))
}

/// Suspends a person who is not, or lets one in again who is.
pub(super) async fn apply(
    tx: &mut Tx,
    customer: CustomerId,
    user: UserId,
    change: StatusChange,
    has_signed_in: bool,
    now: Timestamp,
) -> sqlx::Result<()> {
    let status = match change {
        StatusChange::Suspend => UserStatus::Suspended,
        StatusChange::Reactivate if has_signed_in => UserStatus::Active,
        StatusChange::Reactivate => UserStatus::Invited,
    };
    write(tx, customer, user, status, now).await?;
    if change == StatusChange::Suspend {
        shut_out(tx, customer, user, now).await?;
        mailed_credentials::end_pending_sessions(tx, customer, user).await?;
    }

    Ok(())
}

async fn current(
    tx: &mut Tx,
    customer: CustomerId,
    user: UserId,
) -> sqlx::Result<Option<(Code<UserStatus>, Option<i64>)>> {
    tx.query("SELECT status, last_sign_in_at FROM memberships WHERE customer_id = $1 AND user_id = $2")
        .bind(customer.0)
        .bind(user.0)
        .fetch_optional()
        .await
}

/// Writes a person's status where it stands: with the person, and on each of their assignments.
pub(crate) async fn write(
    tx: &mut Tx,
    customer: CustomerId,
    user: UserId,
    status: UserStatus,
    now: Timestamp,
) -> sqlx::Result<()> {
    tx.query("UPDATE memberships SET status = $3, status_since = $4 WHERE customer_id = $1 AND user_id = $2")
        .bind(customer.0)
        .bind(user.0)
        .bind(status.code())
        .bind(now.0)
        .execute()
        .await?;
    tx.query("UPDATE assignments SET status = $3 WHERE customer_id = $1 AND user_id = $2")
        .bind(customer.0)
        .bind(user.0)
        .bind(status.code())
        .execute()
        .await?;

    Ok(())
}

/// Takes from a person what would still lead to the customer: the choice of it in their sessions, and
/// mails that have not left. Gives the mails.
pub(super) async fn shut_out(
    tx: &mut Tx,
    customer: CustomerId,
    user: UserId,
    now: Timestamp,
) -> sqlx::Result<Vec<uuid::Uuid>> {
    tx.query("UPDATE sessions SET customer_id = NULL WHERE user_id = $2 AND customer_id = $1")
        .bind(customer.0)
        .bind(user.0)
        .execute()
        .await?;
    let withdrawn = tx
        .query(
            "UPDATE mail_jobs SET state = 'withdrawn'
             WHERE customer_id = $1 AND user_id = $2 AND state = 'queued'
             RETURNING id",
        )
        .bind(customer.0)
        .bind(user.0)
        .scalars()
        .await?;

    tx.query(
        "UPDATE memberships SET mail_state = 'withdrawn', mail_state_at = $3
         WHERE customer_id = $1 AND user_id = $2 AND mail_state = 'queued'",
    )
    .bind(customer.0)
    .bind(user.0)
    .bind(now.0)
    .execute()
    .await?;

    Ok(withdrawn)
}

/// Shows again that a mail is on its way that [`shut_out`] withdrew at a moment; whether there was one.
pub(super) async fn await_again(
    tx: &mut Tx,
    customer: CustomerId,
    user: UserId,
    withdrawn: Timestamp,
) -> sqlx::Result<bool> {
    let awaited = tx
        .query(
            "UPDATE memberships SET mail_state = 'queued'
             WHERE customer_id = $1 AND user_id = $2 AND mail_state = 'withdrawn' AND mail_state_at = $3",
        )
        .bind(customer.0)
        .bind(user.0)
        .bind(withdrawn.0)
        .execute()
        .await?;
    Ok(awaited > 0)
}

#[cfg(test)]
mod tests;

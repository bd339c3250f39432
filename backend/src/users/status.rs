use super::person;
use crate::access::CustomerScope;
use crate::access::mailed_credentials;
use crate::administrators::resign;
use crate::customers;
use crate::db::sql::Sql;
use crate::db::{Code, Tx};
use crate::journal::{self, Entry};
use crate::observe::Operation;
use crate::services::Services;
use domain::ids::{AssignmentId, CustomerId, UserId};
use domain::time::Timestamp;
use domain::users::{StatusChange, UserStatus};
use serde_json::json;
use uuid::Uuid;

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

    apply(&mut tx, customer, &[user], after(change, last_sign_in.is_some()), now).await?;
    if change == StatusChange::Suspend && resign(&mut tx, customer, &[user], now).await? {
        return Err(StatusError::LastAdministrator);
    }

    let entry = Entry { action, subject: Some(user.0), details: json!({ "was": was.code() }) };
    journal::append(&mut tx, scope, now, entry).await?;
    tx.commit().await?;

    operation.ended(Ok(()))
}

/// The status of a person after a change of it.
pub(super) fn after(change: StatusChange, has_signed_in: bool) -> UserStatus {
    match change {
        StatusChange::Suspend => UserStatus::Suspended,
        StatusChange::Reactivate if has_signed_in => UserStatus::Active,
        StatusChange::Reactivate => UserStatus::Invited,
    }
}

/// Suspends people who are not, or lets some in again who are.
pub(super) async fn apply(
    tx: &mut Tx,
    customer: CustomerId,
    users: &[UserId],
    status: UserStatus,
    now: Timestamp,
) -> sqlx::Result<()> {
    write(tx, customer, users, status, now).await?;
    if status == UserStatus::Suspended && !users.is_empty() {
        shut_out(tx, customer, users, now).await?;
        mailed_credentials::end_pending_sessions(tx, customer, users).await?;
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

/// Writes people's status where it stands: with the person, and on each of their assignments.
pub(crate) async fn write(
    tx: &mut Tx,
    customer: CustomerId,
    users: &[UserId],
    status: UserStatus,
    now: Timestamp,
) -> sqlx::Result<()> {
    if users.is_empty() {
        return Ok(());
    }

    let mut sql = Sql::new("UPDATE memberships SET status = ");
    sql.text(status.code()).push(", status_since = ").integer(now.0);
    push_whose(&mut sql, customer, users);
    sql.execute(tx).await?;

    let mut sql = Sql::new("UPDATE assignments SET status = ");
    sql.text(status.code());
    push_whose(&mut sql, customer, users);
    sql.execute(tx).await.map(drop)
}

/// What these people, at least one, have of the customer.
fn push_whose(sql: &mut Sql, customer: CustomerId, users: &[UserId]) {
    sql.push(" WHERE customer_id = ").id(customer.0).push(" AND user_id IN ");
    sql.ids(users.iter().map(|user| user.0));
}

/// A mail that had not left, and to whom.
#[derive(Clone, Copy, Debug, sqlx::FromRow)]
pub(super) struct WithdrawnMail {
    pub(super) id: Uuid,
    pub(super) user_id: Uuid,
}

/// Takes from people, at least one, what would still lead to the customer: the choice of it in their sessions, and mails
/// that have not left. Gives the mails.
pub(super) async fn shut_out(
    tx: &mut Tx,
    customer: CustomerId,
    users: &[UserId],
    now: Timestamp,
) -> sqlx::Result<Vec<WithdrawnMail>> {
    let mut sql = Sql::new("UPDATE sessions SET customer_id = NULL");
    push_whose(&mut sql, customer, users);
    sql.execute(tx).await?;

    let mut sql = Sql::new("UPDATE mail_jobs SET state = 'withdrawn'");
    push_whose(&mut sql, customer, users);
    sql.push(" AND state = 'queued' RETURNING id, user_id");
    let withdrawn = sql.fetch(tx).await?;

    let mut sql = Sql::new("UPDATE memberships SET mail_state = 'withdrawn', mail_state_at = ");
    sql.integer(now.0);
    push_whose(&mut sql, customer, users);
    sql.push(" AND mail_state = 'queued'");
    sql.execute(tx).await?;

    Ok(withdrawn)
}

/// Shows again that a mail is on its way where [`shut_out`] withdrew one from these people, at least one of them, at a moment;
/// says to whom.
pub(super) async fn await_again(
    tx: &mut Tx,
    customer: CustomerId,
    users: &[UserId],
    withdrawn: Timestamp,
) -> sqlx::Result<Vec<UserId>> {
    let mut sql = Sql::new("UPDATE memberships SET mail_state = 'queued'");
    push_whose(&mut sql, customer, users);
    sql.push(" AND mail_state = 'withdrawn' AND mail_state_at = ").integer(withdrawn.0);
    sql.push(" RETURNING user_id");
    let awaited: Vec<(Uuid,)> = sql.fetch(tx).await?;
    Ok(awaited.into_iter().map(|(user,)| UserId(user)).collect())
}

#[cfg(test)]
mod tests;

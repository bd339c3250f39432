//! What was mailed to sign in with once. It is found by its SHA-256 and used up only when its bearer
//! has chosen a password: a mail that was read twice, or fetched by a scanner, still works.

use super::LinkToken;
use crate::db::sql::Sql;
use crate::db::{Code, TextCode, Tx};
use domain::access::LinkKind;
use domain::credentials::TemporaryPassword;
use domain::ids::{CustomerId, MailJobId, UserId};
use domain::time::Timestamp;
use sha2::{Digest, Sha256};
use uuid::Uuid;

impl TextCode for LinkKind {
    fn code(self) -> &'static str {
        match self {
            Self::Activation => "activation",
            Self::Reset => "reset",
        }
    }

    fn from_code(code: &str) -> Option<Self> {
        [Self::Activation, Self::Reset].into_iter().find(|kind| kind.code() == code)
    }
}

/// The SHA-256 of a temporary password, by which it is stored.
pub(crate) fn password_hash(password: &TemporaryPassword) -> [u8; 32] {
    Sha256::digest(password.reveal()).into()
}

/// The mail that brought `password` to `user`, while it still signs in: not while the customer that sent it has suspended
/// them.
pub(super) async fn mail_of_password(
    tx: &mut Tx,
    user: UserId,
    password: &TemporaryPassword,
    now: Timestamp,
) -> sqlx::Result<Option<MailJobId>> {
    let found: Option<Uuid> = tx
        .query(
            "SELECT mail_job_id FROM secrets
             WHERE hash = $1 AND user_id = $2 AND kind = 'password' AND used_at IS NULL
               AND (valid_until IS NULL OR valid_until > $3)
               AND NOT EXISTS (SELECT 1 FROM mail_jobs j
                   JOIN memberships m ON m.customer_id = j.customer_id AND m.user_id = j.user_id
                   WHERE j.id = secrets.mail_job_id AND m.status = 'suspended')",
        )
        .bind(&password_hash(password)[..])
        .bind(user.0)
        .bind(now.0)
        .optional_scalar()
        .await?;

    Ok(found.map(MailJobId))
}

/// Whether this very text was ever mailed to `user`: then it is not a password of their own.
pub(super) async fn was_mailed(tx: &mut Tx, user: UserId, text: &str) -> sqlx::Result<bool> {
    let Some(password) = TemporaryPassword::parse(text) else { return Ok(false) };
    let found: i64 = tx
        .query("SELECT COUNT(*) FROM secrets WHERE hash = $1 AND user_id = $2")
        .bind(&password_hash(&password)[..])
        .bind(user.0)
        .scalar()
        .await?;

    Ok(found > 0)
}

/// A link that works.
pub(super) struct Link {
    pub(super) user: UserId,
    pub(super) kind: LinkKind,
    /// The mail that brought it.
    pub(super) mail: MailJobId,
}

/// Whose link this is and what for, while it works: not while the customer that sent it has suspended the person.
pub(super) async fn find_link(tx: &mut Tx, link: &LinkToken, now: Timestamp) -> sqlx::Result<Option<Link>> {
    let found: Option<(Uuid, Code<LinkKind>, Uuid)> = tx
        .query(
            "SELECT user_id, kind, mail_job_id FROM secrets
             WHERE hash = $1 AND kind IN ('activation', 'reset') AND used_at IS NULL
               AND (valid_until IS NULL OR valid_until > $2)
               AND NOT EXISTS (SELECT 1 FROM mail_jobs j
                   JOIN memberships m ON m.customer_id = j.customer_id AND m.user_id = j.user_id
                   WHERE j.id = secrets.mail_job_id AND m.status = 'suspended')",
        )
        .bind(&link.hash()[..])
        .bind(now.0)
        .fetch_optional()
        .await?;
    Ok(found.map(|(user, Code(kind), mail)| Link { user: UserId(user), kind, mail: MailJobId(mail) }))
}

/// Makes whoever else redeems something mailed to `user` wait until this transaction ends. SQLite has one writer
/// at a time anyway.
pub(super) async fn lock(tx: &mut Tx, user: UserId) -> sqlx::Result<()> {
    if matches!(tx, Tx::Postgres(_)) {
        tx.query("SELECT 1 FROM users WHERE id = $1 FOR NO KEY UPDATE").bind(user.0).execute().await?;
    }
    Ok(())
}

/// Uses up everything that was mailed to `user`.
pub(super) async fn use_up(tx: &mut Tx, user: UserId, now: Timestamp) -> sqlx::Result<()> {
    tx.query("UPDATE secrets SET used_at = $2 WHERE user_id = $1 AND used_at IS NULL")
        .bind(user.0)
        .bind(now.0)
        .execute()
        .await?;
    Ok(())
}

/// Ends the sessions that a mail to `user` has opened, and in which nothing was chosen yet.
pub(crate) async fn end_begun_by(tx: &mut Tx, user: UserId, mail: MailJobId) -> sqlx::Result<()> {
    tx.query("DELETE FROM sessions WHERE user_id = $1 AND due = 'password' AND mail_job_id = $2")
        .bind(user.0)
        .bind(mail.0)
        .execute()
        .await?;
    Ok(())
}

/// The same for all mails of a customer to these people, and of no other.
pub(crate) async fn end_pending_sessions(
    tx: &mut Tx,
    customer: CustomerId,
    users: &[UserId],
) -> sqlx::Result<()> {
    let mut sql = Sql::new("DELETE FROM sessions WHERE due = 'password' AND user_id IN ");
    sql.ids(users.iter().map(|user| user.0));
    push_mailed_by(&mut sql, customer, "sessions.user_id");
    sql.execute(tx).await.map(drop)
}

/// Only what a mail of the customer's brought to whom it belongs.
fn push_mailed_by(sql: &mut Sql, customer: CustomerId, user: &'static str) {
    sql.push(" AND mail_job_id IN (SELECT j.id FROM mail_jobs j WHERE j.customer_id = ").id(customer.0);
    sql.push(" AND j.user_id = ").push(user).push(")");
}

/// Ends what a customer's mails brought to people who leave that customer, and what was begun with it.
pub(crate) async fn end(
    tx: &mut Tx,
    customer: CustomerId,
    users: &[UserId],
    now: Timestamp,
) -> sqlx::Result<()> {
    let mut sql = Sql::new("UPDATE secrets SET used_at = ");
    sql.integer(now.0).push(" WHERE used_at IS NULL AND user_id IN ").ids(users.iter().map(|user| user.0));
    push_mailed_by(&mut sql, customer, "secrets.user_id");
    sql.execute(tx).await?;
    end_pending_sessions(tx, customer, users).await
}

/// Undoes what [`end`] did at a moment for these people, at least one, unless they have chosen a password since.
pub(crate) async fn restore_mailed(
    tx: &mut Tx,
    customer: CustomerId,
    users: &[UserId],
    ended: Timestamp,
) -> sqlx::Result<()> {
    let mut sql = Sql::new("UPDATE secrets SET used_at = NULL WHERE used_at = ");
    sql.integer(ended.0).push(" AND user_id IN ").ids(users.iter().map(|user| user.0));
    push_mailed_by(&mut sql, customer, "secrets.user_id");
    sql.push(" AND EXISTS (SELECT 1 FROM users u WHERE u.id = secrets.user_id AND u.password_hash IS NULL)");
    sql.execute(tx).await.map(drop)
}

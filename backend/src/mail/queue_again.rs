use super::settle::INVITATION;
use crate::db::Tx;
use crate::db::sql::Sql;
use domain::ids::{CustomerId, UserId};
use uuid::Uuid;

/// Queues again what was withdrawn as people, at least one, were shut out of the customer, who are let in again: `mails`, and
/// to each the one that was on its way then. Had that one reached its end meanwhile, the person's row says which.
pub(crate) async fn queue_again(
    tx: &mut Tx,
    customer: CustomerId,
    users: &[UserId],
    mails: &[Uuid],
) -> sqlx::Result<()> {
    let people = || users.iter().map(|user| user.0);
    let mut sql = Sql::new("UPDATE mail_jobs SET state = 'queued', reason = NULL WHERE customer_id = ");
    sql.id(customer.0).push(" AND user_id IN ").ids(people());
    sql.push(
        " AND state = 'withdrawn' AND (EXISTS (SELECT 1 FROM memberships m
              WHERE m.customer_id = mail_jobs.customer_id AND m.user_id = mail_jobs.user_id
                  AND m.mail_state = 'queued' AND m.mail_job_id = mail_jobs.id)",
    );
    if !mails.is_empty() {
        sql.push(" OR id IN ").ids(mails.iter().copied());
    }
    sql.push(")");
    sql.execute(tx).await?;

    show_ends(tx, customer, people()).await
}

/// Shows on people's rows what became of a mail that is said to be on its way, as [`settle`](super::settle) would have.
async fn show_ends(tx: &mut Tx, customer: CustomerId, users: impl Iterator<Item = Uuid>) -> sqlx::Result<()> {
    let mut sql = Sql::new(
        "UPDATE memberships SET mail_state = j.state, mail_state_at = COALESCE(j.accepted_at, j.not_before),
             mail_reason = j.reason,
             invited_until = CASE status WHEN 'invited' THEN j.accepted_at + ",
    );
    sql.integer(INVITATION * 1000);
    sql.push(
        " ELSE invited_until END
         FROM mail_jobs j
         WHERE memberships.mail_state = 'queued' AND j.id = memberships.mail_job_id
             AND j.state IN ('sent', 'failed') AND memberships.customer_id = ",
    );
    sql.id(customer.0).push(" AND memberships.user_id IN ").ids(users);
    sql.execute(tx).await.map(drop)
}

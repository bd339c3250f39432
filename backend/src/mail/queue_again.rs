use super::settle::INVITATION;
use crate::db::Tx;
use domain::ids::{CustomerId, UserId};
use uuid::Uuid;

/// Queues again what was withdrawn as a person left the customer, who has just been put back: `mails`, and the
/// one that was on its way then. Had that one reached its end meanwhile, the person's row says which.
pub(crate) async fn queue_again(
    tx: &mut Tx,
    customer: CustomerId,
    user: UserId,
    mails: &[Uuid],
) -> sqlx::Result<()> {
    let awaited: Option<Option<Uuid>> = tx
        .query(
            "SELECT mail_job_id FROM memberships
             WHERE customer_id = $1 AND user_id = $2 AND mail_state = 'queued'",
        )
        .bind(customer.0)
        .bind(user.0)
        .optional_scalar()
        .await?;

    for mail in mails.iter().chain(&awaited.flatten()) {
        tx.query(
            "UPDATE mail_jobs SET state = 'queued', reason = NULL
             WHERE customer_id = $1 AND user_id = $2 AND id = $3 AND state = 'withdrawn'",
        )
        .bind(customer.0)
        .bind(user.0)
        .bind(mail)
        .execute()
        .await?;
    }

    show_end(tx, customer, user).await
}

/// Shows on the person's row what became of a mail that is said to be on its way, as [`settle`](super::settle)
/// would have.
async fn show_end(tx: &mut Tx, customer: CustomerId, user: UserId) -> sqlx::Result<()> {
    tx.query(
        "UPDATE memberships SET mail_state = j.state, mail_state_at = COALESCE(j.accepted_at, j.not_before),
             mail_reason = j.reason,
             invited_until = CASE status WHEN 'invited' THEN j.accepted_at + $3 ELSE invited_until END
         FROM mail_jobs j
         WHERE memberships.customer_id = $1 AND memberships.user_id = $2 AND memberships.mail_state = 'queued'
             AND j.id = memberships.mail_job_id AND j.state IN ('sent', 'failed')",
    )
    .bind(customer.0)
    .bind(user.0)
    .bind(INVITATION * 1000)
    .execute()
    .await?;

    Ok(())
}

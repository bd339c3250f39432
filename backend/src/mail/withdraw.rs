use super::judge::Waiting;
use crate::db::Tx;
use domain::time::Timestamp;

/// Withdraws a mail that was just claimed, with the secrets that it carried.
pub(super) async fn withdraw(
    tx: &mut Tx,
    waiting: &Waiting,
    reason: &'static str,
    now: Timestamp,
) -> sqlx::Result<()> {
    tx.query(
        "UPDATE mail_jobs SET state = 'withdrawn', reason = $2, lease = NULL, lease_until = NULL
         WHERE id = $1",
    )
    .bind(waiting.id)
    .bind(reason)
    .execute()
    .await?;
    tx.query("DELETE FROM secrets WHERE user_id = $1 AND mail_job_id = $2")
        .bind(waiting.user_id)
        .bind(waiting.id)
        .execute()
        .await?;
    tx.query(
        "UPDATE memberships SET mail_state = 'withdrawn', mail_state_at = $4, mail_reason = $5
         WHERE customer_id = $1 AND user_id = $2 AND mail_job_id = $3",
    )
    .bind(waiting.customer_id)
    .bind(waiting.user_id)
    .bind(waiting.id)
    .bind(now.0)
    .bind(reason)
    .execute()
    .await?;
    Ok(())
}

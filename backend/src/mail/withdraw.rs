use super::decide::JobRow;
use crate::db::Tx;
use domain::time::Timestamp;

/// Withdraws a mail that was just claimed, with the secrets that it carried.
pub(super) async fn withdraw(
    tx: &mut Tx,
    row: &JobRow,
    reason: &'static str,
    now: Timestamp,
) -> sqlx::Result<()> {
    tx.query(
        "UPDATE mail_jobs SET state = 'withdrawn', reason = $2, lease = NULL, lease_until = NULL
         WHERE id = $1",
    )
    .bind(row.id)
    .bind(reason)
    .execute()
    .await?;
    tx.query("DELETE FROM secrets WHERE user_id = $1 AND mail_job_id = $2")
        .bind(row.user_id)
        .bind(row.id)
        .execute()
        .await?;
    tx.query(
        "UPDATE memberships SET mail_state = 'withdrawn', mail_state_at = $4, mail_reason = $5
         WHERE customer_id = $1 AND user_id = $2 AND mail_job_id = $3",
    )
    .bind(row.customer_id)
    .bind(row.user_id)
    .bind(row.id)
    .bind(now.0)
    .bind(reason)
    .execute()
    .await?;

    Ok(())
}

use crate::db::Tx;
use crate::on_engine;
use domain::ids::UserId;
use domain::time::Timestamp;

/// Writes down that `user` signed in with a password of their own: whoever invited them sees them as
/// active from now on. What is suspended or expired stays so.
pub(super) async fn activate(tx: &mut Tx, user: UserId, now: Timestamp) -> sqlx::Result<()> {
    on_engine!(tx, c => sqlx::query("UPDATE users SET last_sign_in_at = $2 WHERE id = $1")
        .bind(user.0)
        .bind(now.0)
        .execute(c)
        .await
        .map(drop))?;
    on_engine!(tx, c => sqlx::query(
        "UPDATE assignments SET status = 'active'
         WHERE user_id = $1 AND status = 'invited'
           AND customer_id IN (SELECT customer_id FROM memberships WHERE user_id = $1 AND status = 'invited')",
    )
    .bind(user.0)
    .execute(c)
    .await
    .map(drop))?;
    on_engine!(tx, c => sqlx::query(
        "UPDATE memberships SET
            status_since = CASE status WHEN 'invited' THEN $2 ELSE status_since END,
            status = 'active', invited_until = NULL, last_sign_in_at = $2
         WHERE user_id = $1 AND status IN ('invited', 'active')",
    )
    .bind(user.0)
    .bind(now.0)
    .execute(c)
    .await
    .map(drop))?;
    on_engine!(tx, c => sqlx::query(
        "UPDATE advanced_users SET status = 'active' WHERE user_id = $1 AND status = 'invited'",
    )
    .bind(user.0)
    .execute(c)
    .await
    .map(drop))
}

use crate::db::Tx;
use crate::journal::{self, Entry};
use crate::{customers, on_engine};
use domain::ids::{CustomerId, UserId};
use domain::time::Timestamp;
use serde_json::json;
use uuid::Uuid;

/// Writes down that `user` signed in with a password of their own: whoever invited them sees them as
/// active from now on. What is suspended or expired stays so.
pub(super) async fn activate(tx: &mut Tx, user: UserId, now: Timestamp) -> sqlx::Result<()> {
    // In one order whoever asks; whoever assigns this person to more places waits, or is waited for.
    for customer in inviting(tx, user).await? {
        customers::lock(tx, customer).await?;
        let entry = Entry { action: "user.activated", subject: Some(user.0), details: json!({}) };
        journal::append_as(tx, customer, Some(user), now, entry).await?;
    }
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

/// The customers where `user` is invited and has not come yet.
async fn inviting(tx: &mut Tx, user: UserId) -> sqlx::Result<Vec<CustomerId>> {
    let customers: Vec<Uuid> = on_engine!(tx, c => sqlx::query_scalar(
        "SELECT customer_id FROM memberships WHERE user_id = $1 AND status = 'invited' ORDER BY customer_id",
    )
    .bind(user.0)
    .fetch_all(c)
    .await)?;
    Ok(customers.into_iter().map(CustomerId).collect())
}

use crate::services::Services;

/// Marks as expired everybody whose mailed link ran out before they came in; says how many. To be called from time to time.
pub async fn expire(services: &Services) -> sqlx::Result<u64> {
    let mut tx = services.db.write().await?;
    let expired = tx
        .query(
            "UPDATE advanced_users SET status = 'expired' WHERE status = 'invited' AND invited_until <= $1",
        )
        .bind(services.clock.now().0)
        .execute()
        .await?;

    tx.commit().await?;
    Ok(expired)
}

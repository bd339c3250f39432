use crate::access::passkeys;
use crate::db::Tx;
use domain::ids::UserId;
use domain::time::Timestamp;
use uuid::Uuid;

/// The application of somebody that shows codes, as it is kept.
#[derive(Debug, sqlx::FromRow)]
pub(super) struct Stored {
    pub(super) seed: Vec<u8>,
    pub(super) last_step: i64,
    pub(super) code_batch: Uuid,
    pub(super) since: i64,
}

pub(super) async fn find(tx: &mut Tx, user: UserId) -> sqlx::Result<Option<Stored>> {
    tx.query("SELECT seed, last_step, code_batch, since FROM second_factors WHERE user_id = $1")
        .bind(user.0)
        .fetch_optional()
        .await
}

/// Whether somebody has a second factor: an application that shows codes, or a passkey.
pub(in crate::access) async fn exists(tx: &mut Tx, user: UserId) -> sqlx::Result<bool> {
    Ok(has_application(tx, user).await? || passkeys::exist(tx, user).await?)
}

/// Whether somebody has an application that shows codes.
pub(super) async fn has_application(tx: &mut Tx, user: UserId) -> sqlx::Result<bool> {
    Ok(find(tx, user).await?.is_some())
}

pub(super) async fn insert(tx: &mut Tx, user: UserId, stored: &Stored) -> sqlx::Result<()> {
    tx.query(
        "INSERT INTO second_factors (user_id, seed, last_step, code_batch, since) VALUES ($1, $2, $3, $4, $5)",
    )
    .bind(user.0)
    .bind(&stored.seed)
    .bind(stored.last_step)
    .bind(stored.code_batch)
    .bind(stored.since)
    .execute()
    .await?;
    Ok(())
}

/// Takes the application away, and its recovery codes; whether there was one.
pub(super) async fn delete(tx: &mut Tx, user: UserId) -> sqlx::Result<bool> {
    let deleted = tx.query("DELETE FROM second_factors WHERE user_id = $1").bind(user.0).execute().await?;
    Ok(deleted > 0)
}

/// Writes down that the code of a step was accepted.
pub(super) async fn use_step(tx: &mut Tx, user: UserId, step: i64) -> sqlx::Result<()> {
    tx.query("UPDATE second_factors SET last_step = $2 WHERE user_id = $1")
        .bind(user.0)
        .bind(step)
        .execute()
        .await?;
    Ok(())
}

/// Writes down that a recovery code was given; whether it is one, and was not given before.
pub(super) async fn use_recovery(
    tx: &mut Tx,
    user: UserId,
    hash: &[u8; 32],
    now: Timestamp,
) -> sqlx::Result<bool> {
    let marked = tx
        .query("UPDATE recovery_codes SET used_at = $3 WHERE user_id = $1 AND hash = $2 AND used_at IS NULL")
        .bind(user.0)
        .bind(&hash[..])
        .bind(now.0)
        .execute()
        .await?;
    Ok(marked > 0)
}

/// How many recovery codes are left.
pub(super) async fn recovery_left(tx: &mut Tx, user: UserId) -> sqlx::Result<u64> {
    let left: i64 = tx
        .query("SELECT count(*) FROM recovery_codes WHERE user_id = $1 AND used_at IS NULL")
        .bind(user.0)
        .scalar()
        .await?;
    Ok(left.unsigned_abs())
}

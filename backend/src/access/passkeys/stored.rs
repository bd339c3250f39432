use crate::db::Tx;
use domain::ids::{PasskeyId, UserId};
use domain::names::PasskeyName;
use domain::time::Timestamp;
use uuid::Uuid;
use webauthn_rs::prelude::Passkey;

/// One of somebody's passkeys, as it is kept.
#[derive(Debug, sqlx::FromRow)]
pub(super) struct Stored {
    pub(super) id: Uuid,
    pub(super) credential_id: Vec<u8>,
    pub(super) name: String,
    pub(super) added_at: i64,
    pub(super) last_used_at: Option<i64>,
}

/// Somebody's passkeys, the first added first.
pub(super) async fn list(tx: &mut Tx, user: UserId) -> sqlx::Result<Vec<Stored>> {
    tx.query(
        "SELECT id, credential_id, name, added_at, last_used_at FROM passkeys
         WHERE user_id = $1 ORDER BY added_at, id",
    )
    .bind(user.0)
    .fetch_all()
    .await
}

/// Whether somebody has any.
pub(in crate::access) async fn exist(tx: &mut Tx, user: UserId) -> sqlx::Result<bool> {
    let count: i64 =
        tx.query("SELECT count(*) FROM passkeys WHERE user_id = $1").bind(user.0).scalar().await?;
    Ok(count > 0)
}

/// Whether this is one of somebody's.
pub(in crate::access) async fn is_own(tx: &mut Tx, user: UserId, id: PasskeyId) -> sqlx::Result<bool> {
    let count: i64 = tx
        .query("SELECT count(*) FROM passkeys WHERE user_id = $1 AND id = $2")
        .bind(user.0)
        .bind(id.0)
        .scalar()
        .await?;
    Ok(count > 0)
}

/// Whose passkey its authenticator calls so.
pub(super) async fn owner(tx: &mut Tx, credential: &[u8]) -> sqlx::Result<Option<UserId>> {
    let user: Option<Uuid> = tx
        .query("SELECT user_id FROM passkeys WHERE credential_id = $1")
        .bind(credential)
        .optional_scalar()
        .await?;
    Ok(user.map(UserId))
}

/// The passkey of somebody that its authenticator calls so.
pub(super) async fn find(
    tx: &mut Tx,
    user: UserId,
    credential: &[u8],
) -> sqlx::Result<Option<(PasskeyId, Passkey)>> {
    let found: Option<(Uuid, String)> = tx
        .query("SELECT id, credential FROM passkeys WHERE credential_id = $1 AND user_id = $2")
        .bind(credential)
        .bind(user.0)
        .fetch_optional()
        .await?;
    let Some((id, text)) = found else { return Ok(None) };
    let passkey = serde_json::from_str(&text).map_err(|error| sqlx::Error::Decode(error.into()))?;

    Ok(Some((PasskeyId(id), passkey)))
}

/// Writes a new one down; `false` when somebody has it.
pub(super) async fn insert(
    tx: &mut Tx,
    user: UserId,
    (id, name): (PasskeyId, &PasskeyName),
    passkey: &Passkey,
    now: Timestamp,
) -> sqlx::Result<bool> {
    let inserted = tx
        .query(
            "INSERT INTO passkeys (user_id, id, credential_id, credential, name, added_at)
             VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (credential_id) DO NOTHING",
        )
        .bind(user.0)
        .bind(id.0)
        .bind(&passkey.cred_id()[..])
        .bind(text(passkey)?)
        .bind(name.as_str())
        .bind(now.0)
        .execute()
        .await?;
    Ok(inserted > 0)
}

/// Writes down that one has signed.
pub(super) async fn used(
    tx: &mut Tx,
    user: UserId,
    id: PasskeyId,
    passkey: &Passkey,
    now: Timestamp,
) -> sqlx::Result<()> {
    tx.query("UPDATE passkeys SET credential = $3, last_used_at = $4 WHERE user_id = $1 AND id = $2")
        .bind(user.0)
        .bind(id.0)
        .bind(text(passkey)?)
        .bind(now.0)
        .execute()
        .await?;
    Ok(())
}

/// Takes one away; gives its name.
pub(super) async fn delete(tx: &mut Tx, user: UserId, id: PasskeyId) -> sqlx::Result<Option<String>> {
    tx.query("DELETE FROM passkeys WHERE user_id = $1 AND id = $2 RETURNING name")
        .bind(user.0)
        .bind(id.0)
        .optional_scalar()
        .await
}

/// Takes all of somebody's away; whether there were any.
pub(in crate::access) async fn delete_all(tx: &mut Tx, user: UserId) -> sqlx::Result<bool> {
    let deleted = tx.query("DELETE FROM passkeys WHERE user_id = $1").bind(user.0).execute().await?;
    Ok(deleted > 0)
}

fn text(passkey: &Passkey) -> sqlx::Result<String> {
    serde_json::to_string(passkey).map_err(|error| sqlx::Error::Encode(error.into()))
}

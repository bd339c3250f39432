use super::stored;
use crate::access::Principal;
use crate::db::Tx;
use crate::services::{SecretKey, Services};
use domain::credentials::RecoveryCode;
use domain::ids::UserId;
use hmac::{Hmac, KeyInit, Mac};
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use uuid::Uuid;

/// Names the recovery codes that were made at one time, so that they can be shown once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CodeBatch(pub(super) Uuid);

/// The recovery codes of the person, when they are those of `batch` and not of another since.
pub async fn recovery_codes(
    services: &Services,
    principal: &Principal,
    batch: CodeBatch,
) -> sqlx::Result<Option<Vec<RecoveryCode>>> {
    let mut tx = services.db.read().await?;
    let stored = stored::find(&mut tx, principal.user).await?;
    let is_present = stored.is_some_and(|stored| stored.code_batch == batch.0) && principal.due.is_none();
    Ok(is_present.then(|| codes(&services.key, principal.user, batch)))
}

/// Writes down the codes of a batch, in place of those that there were.
pub(super) async fn replace(
    tx: &mut Tx,
    services: &Services,
    user: UserId,
    batch: CodeBatch,
) -> sqlx::Result<()> {
    tx.query("DELETE FROM recovery_codes WHERE user_id = $1").bind(user.0).execute().await?;
    for code in codes(&services.key, user, batch) {
        tx.query("INSERT INTO recovery_codes (user_id, hash) VALUES ($1, $2)")
            .bind(user.0)
            .bind(&hash(&services.key, user, &code)[..])
            .execute()
            .await?;
    }
    Ok(())
}

fn codes(key: &SecretKey, user: UserId, batch: CodeBatch) -> Vec<RecoveryCode> {
    let code = |number: u8| {
        let derived = keyed(key, b"recovery codes", user, &[batch.0.as_bytes(), &[number][..]].concat());
        let mut bytes = [0; 7];
        bytes.copy_from_slice(&derived[..7]);
        RecoveryCode::from_bytes(&bytes)
    };
    (0..RecoveryCode::COUNT).map(code).collect()
}

/// What is kept of a code. Fifty bits alone could be tried one after the other, so the hash has a key.
pub(super) fn hash(key: &SecretKey, user: UserId, code: &RecoveryCode) -> [u8; 32] {
    keyed(key, b"recovery code", user, code.reveal().as_bytes())
}

fn keyed(key: &SecretKey, what: &[u8], user: UserId, text: &[u8]) -> [u8; 32] {
    let mut mac = Hmac::<Sha256>::new_from_slice(&key.0).expect("HMAC takes a key of any length");
    mac.update(what);
    mac.update(&[0]);
    mac.update(user.0.as_bytes());
    mac.update(text);
    mac.finalize().into_bytes().into()
}

//! Whether the key is the one that the database's secrets were derived with. With another, no second factor, no passkey
//! and no recovery code works, and nobody sees why.

use crate::db::Db;
use crate::services::SecretKey;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// Whether the database holds what only its own key is good for.
pub async fn is_needed(db: &Db) -> sqlx::Result<bool> {
    let needed: i64 = db
        .lookup()
        .await?
        .query("SELECT CAST(CASE WHEN EXISTS (SELECT 1 FROM users) THEN 1 ELSE 0 END AS BIGINT)")
        .scalar()
        .await?;
    Ok(needed > 0)
}

/// Whether `key` is the database's own; one that has none yet takes it.
pub async fn recognise(db: &Db, key: &SecretKey) -> sqlx::Result<bool> {
    let known = known(db).await?;
    if let Some(known) = known {
        return Ok(known == mark(key));
    }

    let mut tx = db.write().await?;
    tx.query("INSERT INTO key_mark (id, mark) VALUES (1, $1) ON CONFLICT (id) DO NOTHING")
        .bind(mark(key))
        .execute()
        .await?;
    tx.commit().await?;

    // Another server may have been first.
    Ok(self::known(db).await? == Some(mark(key)))
}

/// Takes `key` in place of the one that is lost: what that one made works no longer.
pub async fn replace(db: &Db, key: &SecretKey) -> sqlx::Result<()> {
    let mut tx = db.write().await?;
    tx.query(
        "INSERT INTO key_mark (id, mark) VALUES (1, $1) ON CONFLICT (id) DO UPDATE SET mark = excluded.mark",
    )
    .bind(mark(key))
    .execute()
    .await?;
    tx.commit().await
}

async fn known(db: &Db) -> sqlx::Result<Option<Vec<u8>>> {
    let marks: Vec<Vec<u8>> = db.lookup().await?.query("SELECT mark FROM key_mark").scalars().await?;
    Ok(marks.into_iter().next())
}

/// What the database keeps of a key.
pub(crate) fn mark(key: &SecretKey) -> Vec<u8> {
    let mut mac = Hmac::<Sha256>::new_from_slice(&key.0).expect("HMAC takes a key of any length");
    mac.update(b"key-mark\0");
    mac.finalize().into_bytes().to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::contract_test;

    contract_test!(a_database_knows_its_key_from_any_other, |world| async {
        let (db, key, other) = (&world.services.db, &world.services.key, SecretKey([8; 32]));
        assert!(is_needed(db).await.unwrap(), "there are people");
        assert!(recognise(db, key).await.unwrap(), "the first that comes");
        assert!(recognise(db, key).await.unwrap());
        assert!(!recognise(db, &other).await.unwrap());

        replace(db, &other).await.unwrap();
        assert!(recognise(db, &other).await.unwrap() && !recognise(db, key).await.unwrap());
    });
}

use super::Principal;
use super::session::{ABSOLUTE, IDLE};
use crate::clock::local;
use crate::services::Services;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::access::OpenSession;
use domain::time::Timestamp;

/// Ends the session in which the person is.
pub async fn sign_out(services: &Services, principal: &Principal) -> sqlx::Result<()> {
    end(services, principal, &principal.session).await
}

/// Ends every session of the person, this one too.
pub async fn sign_out_everywhere(services: &Services, principal: &Principal) -> sqlx::Result<()> {
    let mut tx = services.db.write().await?;
    tx.query("DELETE FROM sessions WHERE user_id = $1").bind(principal.user.0).execute().await?;
    tx.commit().await
}

/// The person's open sessions, the last used first.
pub async fn sessions(services: &Services, principal: &Principal) -> sqlx::Result<Vec<OpenSession>> {
    let now = services.clock.now();
    let mut tx = services.db.read().await?;
    let rows: Vec<(Vec<u8>, String, i64, i64)> = tx
        .query(
            "SELECT token_hash, user_agent, created_at, last_seen_at FROM sessions
             WHERE user_id = $1 AND last_seen_at > $2 AND created_at > $3
             ORDER BY last_seen_at DESC, token_hash",
        )
        .bind(principal.user.0)
        .bind(now.plus_seconds(-IDLE).0)
        .bind(now.plus_seconds(-ABSOLUTE).0)
        .fetch_all()
        .await?;

    Ok(rows
        .into_iter()
        .map(|(hash, user_agent, created_at, last_seen_at)| OpenSession {
            current: hash == principal.session,
            key: URL_SAFE_NO_PAD.encode(hash),
            user_agent,
            since: local(Timestamp(created_at), &services.time_zone),
            last_seen: local(Timestamp(last_seen_at), &services.time_zone),
        })
        .collect())
}

/// Ends the session of the person that [`OpenSession::key`] names; somebody else's is not there.
pub async fn end_session(services: &Services, principal: &Principal, key: &str) -> sqlx::Result<()> {
    // The key is a hash, spelled as tokens are.
    match URL_SAFE_NO_PAD.decode(key) {
        Ok(hash) => end(services, principal, &hash).await,
        Err(_) => Ok(()),
    }
}

async fn end(services: &Services, principal: &Principal, hash: &[u8]) -> sqlx::Result<()> {
    let mut tx = services.db.write().await?;
    tx.query("DELETE FROM sessions WHERE token_hash = $1 AND user_id = $2")
        .bind(hash)
        .bind(principal.user.0)
        .execute()
        .await?;
    tx.commit().await
}

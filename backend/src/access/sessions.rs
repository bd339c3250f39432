use super::Principal;
use super::session::{ABSOLUTE, IDLE};
use crate::clock::local;
use crate::db::Tx;
use crate::services::Services;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::access::OpenSession;
use domain::ids::{CustomerId, UserId};
use domain::time::Timestamp;

/// Ends the session in which the person is.
pub async fn sign_out(services: &Services, principal: &Principal) -> sqlx::Result<()> {
    let mut tx = services.db.write().await?;
    end(&mut tx, principal.user, &principal.session).await?;
    tx.commit().await
}

/// Ends every session of the person, this one too.
pub async fn sign_out_everywhere(services: &Services, principal: &Principal) -> sqlx::Result<()> {
    let mut tx = services.db.write().await?;
    tx.query("DELETE FROM sessions WHERE user_id = $1").bind(principal.user.0).execute().await?;
    tx.commit().await
}

/// The person's open sessions, the last used first.
pub async fn sessions(services: &Services, principal: &Principal) -> sqlx::Result<Vec<OpenSession>> {
    let mut tx = services.db.read().await?;
    let open = open_sessions(&mut tx, services, principal.user, None).await?;
    let current = session_key(&principal.session);
    Ok(open.into_iter().map(|open| OpenSession { current: open.key == current, ..open }).collect())
}

/// Somebody's open sessions, the last used first: not those in which something is due before anything else, a second factor
/// or a password. With a customer, those in which they have entered it.
pub(crate) async fn open_sessions(
    tx: &mut Tx,
    services: &Services,
    user: UserId,
    entered: Option<CustomerId>,
) -> sqlx::Result<Vec<OpenSession>> {
    let now = services.clock.now();
    let rows: Vec<(Vec<u8>, String, i64, i64, i64)> = tx
        .query(
            "SELECT token_hash, user_agent, created_at, last_seen_at,
                    (SELECT count(*) FROM session_customers c WHERE c.session = token_hash AND c.customer_id = $4)
             FROM sessions
             WHERE user_id = $1 AND due IS NULL AND last_seen_at > $2 AND created_at > $3
             ORDER BY last_seen_at DESC, token_hash",
        )
        .bind(user.0)
        .bind(now.plus_seconds(-IDLE).0)
        .bind(now.plus_seconds(-ABSOLUTE).0)
        .bind(entered.map(|customer| customer.0))
        .fetch_all()
        .await?;

    Ok(rows
        .into_iter()
        .filter(|(.., times)| entered.is_none() || *times > 0)
        .map(|(hash, user_agent, created_at, last_seen_at, _)| OpenSession {
            current: false,
            key: session_key(&hash),
            user_agent,
            since: local(Timestamp(created_at), &services.time_zone),
            last_seen: local(Timestamp(last_seen_at), &services.time_zone),
        })
        .collect())
}

/// What names a session among those of its person: the hash of its token, spelled as tokens are.
pub(crate) fn session_key(hash: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(hash)
}

/// Ends the session of the person that [`OpenSession::key`] names; somebody else's is not there.
pub async fn end_session(services: &Services, principal: &Principal, key: &str) -> sqlx::Result<()> {
    let mut tx = services.db.write().await?;
    if let Ok(hash) = URL_SAFE_NO_PAD.decode(key) {
        end(&mut tx, principal.user, &hash).await?;
    }
    tx.commit().await
}

/// Ends the session of `user` that a key names, if they have entered a customer in it; whether there was one.
pub(crate) async fn end_session_in(
    tx: &mut Tx,
    customer: CustomerId,
    user: UserId,
    key: &str,
) -> sqlx::Result<bool> {
    let Ok(hash) = URL_SAFE_NO_PAD.decode(key) else { return Ok(false) };
    let ended = tx
        .query(
            "DELETE FROM sessions WHERE token_hash = $1 AND user_id = $2 AND EXISTS (
                 SELECT 1 FROM session_customers c WHERE c.session = token_hash AND c.customer_id = $3)",
        )
        .bind(&hash[..])
        .bind(user.0)
        .bind(customer.0)
        .execute()
        .await?;
    Ok(ended > 0)
}

/// Ends the session of this hash; whether it was one of the person's.
pub(super) async fn end(tx: &mut Tx, user: UserId, hash: &[u8]) -> sqlx::Result<bool> {
    let ended = tx
        .query("DELETE FROM sessions WHERE token_hash = $1 AND user_id = $2")
        .bind(hash)
        .bind(user.0)
        .execute()
        .await?;
    Ok(ended > 0)
}

use super::relying_party::relying_party;
use super::stored;
use crate::access::Principal;
use crate::clock::local;
use crate::services::Services;
use domain::ids::PasskeyId;
use domain::passkeys::Passkey;
use domain::time::Timestamp;

/// The person's passkeys, the first added first.
pub async fn passkeys(services: &Services, principal: &Principal) -> sqlx::Result<Vec<Passkey>> {
    let mut tx = services.db.read().await?;
    let stored = stored::list(&mut tx, principal.user).await?;
    let shown = |at: i64| local(Timestamp(at), &services.time_zone);

    Ok(stored
        .into_iter()
        .map(|stored| Passkey {
            id: PasskeyId(stored.id),
            since: shown(stored.added_at),
            last_used: stored.last_used_at.map(shown),
            name: stored.name,
        })
        .collect())
}

/// Whether browsers keep passkeys for this site: they do where its address has a name.
pub fn takes_passkeys(services: &Services) -> bool {
    relying_party(services).is_some()
}

//! What whoever is at the door is asked for. Nothing of it is written down before somebody has come in: strangers would fill
//! the database. The challenge is derived from the ceremony, whose identifier says when it was asked.

use super::ceremony::LASTS;
use crate::db::Tx;
use crate::services::{SecretKey, Services};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::ids::CeremonyId;
use domain::time::Timestamp;
use hmac::{Hmac, KeyInit, Mac};
use serde_json::Value;
use sha2::Sha256;
use webauthn_rs::Webauthn;
use webauthn_rs::prelude::DiscoverableAuthentication;

/// By so many seconds the clocks of two servers may differ.
const CLOCKS_DIFFER: i64 = 60;

/// What an authenticator is asked to sign, and what its answer is judged by; `None` where browsers keep no passkeys.
pub(super) fn asked(
    site: &Webauthn,
    key: &SecretKey,
    ceremony: CeremonyId,
) -> Option<(Value, DiscoverableAuthentication)> {
    let (options, state) = site.start_discoverable_authentication().ok()?;
    let challenge = Value::String(URL_SAFE_NO_PAD.encode(challenge(key, ceremony)));
    let mut options = serde_json::to_value(options.public_key).ok()?;
    let mut state = serde_json::to_value(state).ok()?;
    *options.get_mut("challenge")? = challenge.clone();
    *state.get_mut("ast")?.get_mut("challenge")? = challenge;
    Some((options, serde_json::from_value(state).ok()?))
}

/// Only who was given the ceremony has seen what it asks to sign.
fn challenge(key: &SecretKey, ceremony: CeremonyId) -> [u8; 32] {
    let mut mac = Hmac::<Sha256>::new_from_slice(&key.0).expect("HMAC takes a key of any length");
    mac.update(b"passkeys at the door\0");
    mac.update(ceremony.0.as_bytes());
    mac.finalize().into_bytes().into()
}

/// Whether an answer to what was asked then is still waited for.
pub(super) fn is_awaited(ceremony: CeremonyId, now: Timestamp) -> bool {
    let asked = ceremony.0.get_timestamp().map(|at| at.to_unix());
    let Some((seconds, _)) = asked else { return false };
    let since = now.0 / 1000 - i64::try_from(seconds).unwrap_or(i64::MAX);
    (-CLOCKS_DIFFER..LASTS).contains(&since)
}

/// Writes down that somebody has come in with an answer, for as long as it would be waited for; whether they are the first.
pub(super) async fn use_up(tx: &mut Tx, services: &Services, ceremony: CeremonyId) -> sqlx::Result<bool> {
    let until = services.clock.now().plus_seconds(LASTS + CLOCKS_DIFFER);
    let written = tx
        .query(
            "INSERT INTO passkey_ceremonies (id, kind, session, state, valid_until)
             VALUES ($1, 'enter', NULL, '', $2) ON CONFLICT (id) DO NOTHING",
        )
        .bind(ceremony.0)
        .bind(until.0)
        .execute()
        .await?;
    Ok(written > 0)
}

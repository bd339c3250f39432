//! What a form held when it was refused, for browsers without JavaScript: kept for ten minutes, and shown to whoever has
//! the key, in the session in which it was kept and while that looks at the same customer: it ends with the session. What
//! was kept before anybody signed in is shown before anybody has. Showing it changes nothing, so a page may be made twice,
//! and cut short; it is the browser that forgets its key after one page.

use super::{FormKey, Principal};
use crate::services::{SecretKey, Services};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::time::Timestamp;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// How long a form is kept, in seconds.
pub(super) const KEPT_FOR: i64 = 10 * 60;
/// The longest content that is kept, in bytes.
const LONGEST: usize = 64 * 1024;

/// The longest that a browser keeps by itself, in bytes: a cookie holds 4 KiB.
const LONGEST_SEALED: usize = 2048;

/// Why a form was not kept.
#[derive(Debug, thiserror::Error)]
pub enum FlashFormError {
    /// More than 64 KiB, or more than a cookie holds.
    #[error("the form holds too much")]
    TooLong,
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

/// What a stranger's form held, for the stranger's own browser to keep: whoever is not signed in leaves nothing in the
/// database. Nobody else can write one.
pub fn seal_form(key: &SecretKey, now: Timestamp, content: &str) -> Result<String, FlashFormError> {
    if content.len() > LONGEST_SEALED {
        return Err(FlashFormError::TooLong);
    }
    let until = now.plus_seconds(KEPT_FOR).0;
    let content = URL_SAFE_NO_PAD.encode(content);
    let seal = URL_SAFE_NO_PAD.encode(seal(key, until, &content).finalize().into_bytes());
    Ok(format!("{until}.{content}.{seal}"))
}

/// What a form held that [`seal_form`] has sealed, for ten minutes.
pub fn open_form(key: &SecretKey, now: Timestamp, sealed: &str) -> Option<String> {
    let (until, rest) = sealed.split_once('.')?;
    let (content, mark) = rest.split_once('.')?;
    let until: i64 = until.parse().ok()?;
    seal(key, until, content).verify_slice(&URL_SAFE_NO_PAD.decode(mark).ok()?).ok()?;
    let content = URL_SAFE_NO_PAD.decode(content).ok().filter(|_| now.0 < until)?;
    String::from_utf8(content).ok()
}

fn seal(key: &SecretKey, until: i64, content: &str) -> Hmac<Sha256> {
    let mut mac = Hmac::<Sha256>::new_from_slice(&key.0).expect("HMAC takes a key of any length");
    mac.update(b"forms\0");
    mac.update(&until.to_be_bytes());
    mac.update(content.as_bytes());
    mac
}

/// Keeps what a form of somebody's held, or of somebody's who is not signed in.
pub async fn store_flash_form(
    services: &Services,
    principal: Option<&Principal>,
    content: &str,
) -> Result<FormKey, FlashFormError> {
    if content.len() > LONGEST {
        return Err(FlashFormError::TooLong);
    }

    let key = FormKey::random(&services.random);
    let mut tx = services.db.write().await?;
    tx.query(
        "INSERT INTO kept_forms (key_hash, content, kept_until, session, customer_id) VALUES ($1, $2, $3, $4, $5)",
    )
        .bind(&key.hash()[..])
        .bind(content)
        .bind(services.clock.now().plus_seconds(KEPT_FOR).0)
        .bind(principal.map(|person| person.session.to_vec()))
        .bind(principal.and_then(|person| person.customer).map(|customer| customer.0))
        .execute()
        .await?;
    tx.commit().await?;

    Ok(key)
}

/// What a form held, while it is kept.
pub async fn kept_form(
    services: &Services,
    principal: Option<&Principal>,
    key: &FormKey,
) -> sqlx::Result<Option<String>> {
    let mut tx = services.db.read().await?;
    tx.query(
        "SELECT content FROM kept_forms WHERE key_hash = $1 AND kept_until > $2
             AND session IS NOT DISTINCT FROM $3 AND customer_id IS NOT DISTINCT FROM $4",
    )
    .bind(&key.hash()[..])
    .bind(services.clock.now().0)
    .bind(principal.map(|person| person.session.to_vec()))
    .bind(principal.and_then(|person| person.customer).map(|customer| customer.0))
    .optional_scalar()
    .await
}

//! What a form held when it was refused, for browsers without JavaScript: kept for ten minutes, and
//! shown to whoever has the key, in the session in which it was kept and while that looks at the same customer: it ends
//! with the session. What was kept before anybody signed in is shown before anybody has. Showing it changes nothing, so a page may be made twice, and cut short;
//! it is the browser that forgets its key after one page.

use super::{FormKey, Principal};
use crate::services::Services;

/// How long a form is kept, in seconds.
pub(super) const KEPT_FOR: i64 = 10 * 60;
/// The longest content that is kept, in bytes.
const LONGEST: usize = 64 * 1024;

/// Why a form was not kept.
#[derive(Debug, thiserror::Error)]
pub enum FlashFormError {
    /// More than 64 KiB.
    #[error("the form holds more than 64 KiB")]
    TooLong,
    #[error(transparent)]
    Database(#[from] sqlx::Error),
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

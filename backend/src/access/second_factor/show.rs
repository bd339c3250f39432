use super::{qr, stored, totp};
use crate::access::{Principal, passkeys};
use crate::clock::local;
use crate::services::Services;
use domain::access::{AskedFactors, FactorOffer, SecondFactor};
use domain::time::Timestamp;

/// Where the person's second factor stands. Nothing is written: what can be added is derived from the session, so that
/// each browser has its own.
pub async fn second_factor(services: &Services, principal: &Principal) -> sqlx::Result<SecondFactor> {
    let user = principal.user;
    let mut tx = services.db.read().await?;
    if let Some(stored) = stored::find(&mut tx, user).await? {
        return Ok(SecondFactor::Added {
            since: local(Timestamp(stored.since), &services.time_zone),
            codes_left: stored::recovery_left(&mut tx, user).await?,
        });
    }

    let identifier: String =
        tx.query("SELECT identifier FROM users WHERE id = $1").bind(user.0).scalar().await?;
    let secret = totp::Secret::derive(&services.key, user, &principal.session);
    let url = secret.url(&identifier);
    let picture =
        qr::picture(&url).ok_or_else(|| sqlx::Error::Decode("the identifier is too long".into()))?;

    Ok(SecondFactor::None(FactorOffer { key: secret.shown(), url, picture }))
}

/// What the person can give after the password.
pub async fn asked_factors(services: &Services, principal: &Principal) -> sqlx::Result<AskedFactors> {
    let mut tx = services.db.read().await?;
    Ok(AskedFactors {
        code: stored::has_application(&mut tx, principal.user).await?,
        passkey: passkeys::exist(&mut tx, principal.user).await?,
    })
}

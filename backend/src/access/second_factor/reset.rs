use super::stored;
use crate::access::credential::tell_change;
use crate::access::{mailed_credentials, passkeys};
use crate::mail::{Changed, CredentialChange};
use crate::observe::Operation;
use crate::services::Services;
use domain::address::EmailAddress;
use domain::ids::UserId;
use uuid::Uuid;

/// Why nobody's second factor was taken away.
#[derive(Debug, thiserror::Error)]
pub enum ResetFactorError {
    /// Nobody has the address.
    #[error("nobody has this address")]
    NotFound,
    /// The person has none.
    #[error("the person has no second factor")]
    None,
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

/// Takes the second factor of somebody away who has lost it, with the recovery codes and all passkeys: from the command line, once the
/// carrier has made sure who asks. Their sessions end, they are told, and the journals of the
/// customers that know them have it.
#[tracing::instrument(name = "access.reset_factor", skip_all, err(level = "debug"))]
pub async fn reset_factor(services: &Services, address: &EmailAddress) -> Result<(), ResetFactorError> {
    let operation = Operation::begin("access.reset_factor");

    let mut tx = services.db.write().await?;
    let user: Option<Uuid> =
        tx.query("SELECT id FROM users WHERE email_key = $1").bind(address.key()).optional_scalar().await?;
    let user = UserId(user.ok_or(ResetFactorError::NotFound)?);
    mailed_credentials::lock(&mut tx, user).await?;
    let had_application = stored::delete(&mut tx, user).await?;
    let had_passkeys = passkeys::delete_all(&mut tx, user).await?;
    if !had_application && !had_passkeys {
        return Err(ResetFactorError::None);
    }

    tx.query("DELETE FROM sessions WHERE user_id = $1").bind(user.0).execute().await?;
    let change = CredentialChange::new(Changed::FactorReset, None);
    tell_change(&mut tx, services, user, &change).await?;
    tx.commit().await?;

    operation.ended(Ok(()))
}

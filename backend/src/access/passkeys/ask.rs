use super::ceremony::{self, Kind};
use super::relying_party::relying_party;
use super::stored;
use crate::access::Principal;
use crate::observe::Operation;
use crate::services::Services;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::access::Due;
use domain::passkeys::PasskeyRequest;
use serde_json::{Value, json};

/// Why no passkey is asked for.
#[derive(Debug, thiserror::Error)]
pub enum AskPasskeyError {
    /// The person has none, or browsers keep none for this site.
    #[error("there is none")]
    None,
    /// The session has ended, or something else must be done in it first.
    #[error("signed out")]
    SignedOut,
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

/// Asks the person's authenticator to sign: after the password, or to change what the person signs in with. It is told
/// which passkeys are theirs, since whoever asks has given the password.
#[tracing::instrument(name = "access.ask_passkey", skip_all, err(level = "debug"), fields(user = %principal.user))]
pub async fn ask_passkey(
    services: &Services,
    principal: &Principal,
) -> Result<PasskeyRequest, AskPasskeyError> {
    let operation = Operation::begin("access.ask_passkey");

    if !matches!(principal.due, None | Some(Due::Factor)) {
        return Err(AskPasskeyError::SignedOut);
    }

    let mut tx = services.db.write().await?;
    let own = stored::list(&mut tx, principal.user).await?;
    if own.is_empty() {
        return Err(AskPasskeyError::None);
    }

    let credential = |id: &[u8]| json!({ "type": "public-key", "id": URL_SAFE_NO_PAD.encode(id) });
    let allowed = own.iter().map(|passkey| credential(&passkey.credential_id)).collect();
    let begun = relying_party(services).and_then(|site| site.start_discoverable_authentication().ok());
    let (asked, state) = begun.ok_or(AskPasskeyError::None)?;
    let ceremony = ceremony::begin(&mut tx, services, Kind::Prove, principal, &state).await?;
    tx.commit().await?;

    let encode = |error: serde_json::Error| sqlx::Error::Encode(error.into());
    let mut options = serde_json::to_value(asked.public_key).map_err(encode)?;
    options["allowCredentials"] = Value::Array(allowed);
    operation.ended(Ok(PasskeyRequest { ceremony, options: options.to_string() }))
}

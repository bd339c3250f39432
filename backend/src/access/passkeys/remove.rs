use super::stored;
use crate::access::credential::tell_change;
use crate::access::second_factor::{ChangeFactorError, Changing, FactorProof, begin_change};
use crate::access::{Principal, SessionToken, session};
use crate::mail::{Changed, CredentialChange};
use crate::observe::Operation;
use crate::services::Services;
use domain::ids::PasskeyId;
use domain::names::PasskeyName;

/// Takes one of one's passkeys away, with the password and a second factor. All sessions of the person end; the token is
/// that of the next.
#[tracing::instrument(name = "access.remove_passkey", skip_all, err(level = "debug"), fields(user = %principal.user))]
pub async fn remove_passkey(
    services: &Services,
    principal: &Principal,
    passkey: PasskeyId,
    password: &str,
    proof: impl Into<FactorProof<'_>>,
) -> Result<SessionToken, ChangeFactorError> {
    let operation = Operation::begin("access.remove_passkey");

    let (user, changing) = (principal.user, Changing::Passkey(passkey));
    let (mut tx, user_agent) = begin_change(services, principal, changing, password, proof.into()).await?;
    let name = stored::delete(&mut tx, user, passkey).await?.ok_or(ChangeFactorError::None)?;
    let name = PasskeyName::parse(&name).map_err(|error| sqlx::Error::Decode(error.into()))?;
    let session = session::replace_all(&mut tx, services, user, &user_agent).await?;
    let change = CredentialChange::named(Changed::PasskeyRemoved, name, principal.network);
    tell_change(&mut tx, services, user, &change).await?;
    tx.commit().await?;

    operation.ended(Ok(session))
}

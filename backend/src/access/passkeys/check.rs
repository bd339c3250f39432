use super::ceremony::{self, Kind};
use super::relying_party::{handle, relying_party};
use super::stored;
use crate::access::Principal;
use crate::db::Tx;
use crate::services::Services;
use domain::ids::{CeremonyId, UserId};
use domain::passkeys::PasskeyProblem;
use webauthn_rs::prelude::{DiscoverableAuthentication, PublicKeyCredential, WebauthnError};

/// What an authenticator answered.
#[derive(Clone, Copy)]
pub struct PasskeyAnswer<'a> {
    /// What it was asked for.
    pub ceremony: CeremonyId,
    /// JSON of the credential, as browsers write it (`RegistrationResponseJSON`, `AuthenticationResponseJSON`).
    pub credential: &'a str,
}

/// Why an answer proves nothing.
#[derive(Debug, thiserror::Error)]
pub(in crate::access) enum AnswerError {
    /// What is wrong with it. That it was given lasts once the transaction does.
    #[error(transparent)]
    Problem(#[from] PasskeyProblem),
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

/// Checks an answer to what the session has asked a passkey of the person for.
///
/// The person must be locked, so that of two answers at once the second finds the counter that the first has left.
pub(in crate::access) async fn prove(
    tx: &mut Tx,
    services: &Services,
    principal: &Principal,
    answer: &PasskeyAnswer<'_>,
) -> Result<(), AnswerError> {
    let state = ceremony::take(tx, services, (Kind::Prove, answer.ceremony), principal).await?;
    let state = state.ok_or(PasskeyProblem::Gone)?;
    let credential = parse(answer)?;
    check(tx, services, principal.user, state, &credential).await
}

/// What an answer holds.
pub(super) fn parse(answer: &PasskeyAnswer<'_>) -> Result<PublicKeyCredential, PasskeyProblem> {
    serde_json::from_str(answer.credential).map_err(|_| PasskeyProblem::Wrong)
}

/// Checks an answer in the name of somebody, who is locked, and writes down that the passkey was used.
pub(super) async fn check(
    tx: &mut Tx,
    services: &Services,
    user: UserId,
    state: DiscoverableAuthentication,
    answer: &PublicKeyCredential,
) -> Result<(), AnswerError> {
    let called = answer.get_user_unique_id();
    if called.is_some_and(|called| called != handle(&services.key, user).as_bytes()) {
        return Err(PasskeyProblem::Unknown.into());
    }
    let site = relying_party(services).ok_or(PasskeyProblem::Elsewhere)?;
    let found = stored::find(tx, user, answer.get_credential_id()).await?;
    let (id, mut passkey) = found.ok_or(PasskeyProblem::Unknown)?;

    let signed = site
        .finish_discoverable_authentication_v2(answer, state, &passkey)
        .map_err(|error| problem(&error))?;
    passkey.update_credential(&signed);
    stored::used(tx, user, id, &passkey, services.clock.now()).await?;

    Ok(())
}

/// What is wrong, of what the person can do something about.
pub(super) fn problem(error: &WebauthnError) -> PasskeyProblem {
    match error {
        WebauthnError::InvalidRPOrigin
        | WebauthnError::InvalidRPIDHash
        | WebauthnError::CredentialCrossOrigin => PasskeyProblem::Elsewhere,
        WebauthnError::UserNotPresent | WebauthnError::UserNotVerified => PasskeyProblem::Unverified,
        WebauthnError::CredentialPossibleCompromise => PasskeyProblem::Copied,
        WebauthnError::CredentialNotFound => PasskeyProblem::Unknown,
        _ => PasskeyProblem::Wrong,
    }
}

use super::ceremony::{self, Kind};
use super::check::{PasskeyAnswer, problem};
use super::relying_party::{handle, relying_party};
use super::stored;
use crate::access::credential::tell_change;
use crate::access::{ConfirmPasswordError, Principal, SessionToken, confirm_password, logins};
use crate::access::{mailed_credentials, session};
use crate::db::Tx;
use crate::mail::{Changed, CredentialChange};
use crate::observe::Operation;
use crate::services::Services;
use domain::access::Due;
use domain::ids::PasskeyId;
use domain::names::PasskeyName;
use domain::passkeys::{PasskeyProblem, PasskeyRequest};
use serde::{Deserialize, Serialize};
use webauthn_rs::prelude::{CreationChallengeResponse, PasskeyRegistration, RegisterPublicKeyCredential};

/// So many passkeys somebody has at most.
const MOST: usize = 20;

/// Why no passkey is made.
#[derive(Debug, thiserror::Error)]
pub enum BeginPasskeyError {
    /// There are twenty already.
    #[error("there are enough")]
    TooMany,
    /// Browsers keep none for this site.
    #[error("the site's address has no name")]
    Nameless,
    /// The session has ended, or something else must be done in it first.
    #[error("signed out")]
    SignedOut,
    /// The password was not confirmed.
    #[error(transparent)]
    Unconfirmed(#[from] ConfirmPasswordError),
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

/// Why a passkey was not added.
#[derive(Debug, thiserror::Error)]
pub enum AddPasskeyError {
    /// What is wrong with the answer.
    #[error(transparent)]
    Problem(#[from] PasskeyProblem),
    /// The session has ended, or something else must be done in it first.
    #[error("signed out")]
    SignedOut,
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

/// What is kept until the authenticator has made the passkey.
#[derive(Serialize, Deserialize)]
struct Begun {
    name: PasskeyName,
    registration: PasskeyRegistration,
}

/// A passkey that somebody wants.
#[derive(Clone, Copy)]
pub struct PasskeyToAdd<'a> {
    /// What they call it.
    pub name: &'a PasskeyName,
    /// Their password, as typed.
    pub password: &'a str,
}

/// Asks the person's authenticator to make a passkey, once the password is given.
#[tracing::instrument(name = "access.begin_passkey", skip_all, err(level = "debug"), fields(user = %principal.user))]
pub async fn begin_passkey(
    services: &Services,
    principal: &Principal,
    wanted: PasskeyToAdd<'_>,
) -> Result<PasskeyRequest, BeginPasskeyError> {
    let operation = Operation::begin("access.begin_passkey");

    if matches!(principal.due, Some(Due::Password | Due::Factor)) {
        return Err(BeginPasskeyError::SignedOut);
    }
    confirm_password(services, principal.user, wanted.password).await?;
    let identifier = logins(services, principal).await?.identifier;

    let mut tx = services.db.write().await?;
    let own = stored::list(&mut tx, principal.user).await?;
    if own.len() >= MOST {
        return Err(BeginPasskeyError::TooMany);
    }

    let own = own.into_iter().map(|passkey| passkey.credential_id).collect();
    let site = relying_party(services).ok_or(BeginPasskeyError::Nameless)?;
    let handle = handle(&services.key, principal.user);
    let (asked, registration) = site
        .start_passkey_registration(handle, &identifier, &principal.name, Some(own))
        .map_err(|_| BeginPasskeyError::Nameless)?;
    let begun = Begun { name: wanted.name.clone(), registration };
    let ceremony = ceremony::begin(&mut tx, services, Kind::Add, principal, &begun).await?;
    let options = options(asked)?;
    tx.commit().await?;

    operation.ended(Ok(PasskeyRequest { ceremony, options }))
}

/// What the browser hands to the authenticator. Where that can, it keeps the passkey so that it finds it by itself: one can
/// then sign in with it alone.
fn options(asked: CreationChallengeResponse) -> sqlx::Result<String> {
    let encode = |error: serde_json::Error| sqlx::Error::Encode(error.into());
    let mut options = serde_json::to_value(asked.public_key).map_err(encode)?;
    options["authenticatorSelection"]["residentKey"] = "preferred".into();
    Ok(options.to_string())
}

/// Adds the passkey that an authenticator has made. All sessions of the person end; the token is that of the next.
#[tracing::instrument(name = "access.add_passkey", skip_all, err(level = "debug"), fields(user = %principal.user))]
pub async fn add_passkey(
    services: &Services,
    principal: &Principal,
    answer: &PasskeyAnswer<'_>,
) -> Result<SessionToken, AddPasskeyError> {
    let operation = Operation::begin("access.add_passkey");

    if matches!(principal.due, Some(Due::Password | Due::Factor)) {
        return Err(AddPasskeyError::SignedOut);
    }

    let user = principal.user;
    let mut tx = services.db.write().await?;
    mailed_credentials::lock(&mut tx, user).await?;
    let user_agent = session::user_agent(&mut tx, principal).await?.ok_or(AddPasskeyError::SignedOut)?;
    let begun: Option<Begun> =
        ceremony::take(&mut tx, services, (Kind::Add, answer.ceremony), principal).await?;
    let name = match write(&mut tx, services, principal, begun, answer).await? {
        Ok(name) => name,
        Err(problem) => {
            tx.commit().await?;
            return Err(problem.into());
        }
    };

    let session = session::replace_all(&mut tx, services, user, &user_agent).await?;
    let change = CredentialChange::named(Changed::PasskeyAdded, name, principal.network);
    tell_change(&mut tx, services, user, &change).await?;
    tx.commit().await?;

    operation.ended(Ok(session))
}

/// Writes the passkey down, when it is what was asked for; gives its name.
async fn write(
    tx: &mut Tx,
    services: &Services,
    principal: &Principal,
    begun: Option<Begun>,
    answer: &PasskeyAnswer<'_>,
) -> sqlx::Result<Result<PasskeyName, PasskeyProblem>> {
    let Some(Begun { name, registration }) = begun else { return Ok(Err(PasskeyProblem::Gone)) };
    let Ok(made) = serde_json::from_str::<RegisterPublicKeyCredential>(answer.credential) else {
        return Ok(Err(PasskeyProblem::Wrong));
    };
    // The crate refuses it, too, and calls that an algorithm that was not asked for.
    if stored::owner(tx, &made.raw_id).await?.is_some() {
        return Ok(Err(PasskeyProblem::Added));
    }
    let Some(site) = relying_party(services) else { return Ok(Err(PasskeyProblem::Elsewhere)) };
    let passkey = match site.finish_passkey_registration(&made, &registration) {
        Ok(passkey) => passkey,
        Err(error) => return Ok(Err(problem(&error))),
    };

    let now = services.clock.now();
    let id = PasskeyId(services.random.id(now));
    let is_new = stored::insert(tx, principal.user, (id, &name), &passkey, now).await?;
    Ok(if is_new { Ok(name) } else { Err(PasskeyProblem::Added) })
}

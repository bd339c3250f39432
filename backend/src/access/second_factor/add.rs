use super::recovery::{self, CodeBatch};
use super::stored::{self, Stored};
use super::totp::Secret;
use crate::access::credential::tell_change;
use crate::access::{ConfirmPasswordError, Principal, SessionToken, confirm_password};
use crate::access::{mailed_credentials, session};
use crate::mail::{Changed, CredentialChange};
use crate::observe::Operation;
use crate::services::Services;
use domain::access::Due;

/// Why a second factor was not added.
#[derive(Debug, thiserror::Error)]
pub enum AddFactorError {
    /// The code is not that of the application which was given the key.
    #[error("wrong code")]
    Wrong,
    /// There is one already: another browser was faster.
    #[error("there is one already")]
    Added,
    /// The session has ended, or something else must be done in it first.
    #[error("signed out")]
    SignedOut,
    /// The password was not confirmed.
    #[error(transparent)]
    Unconfirmed(#[from] ConfirmPasswordError),
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

/// A second factor that was added.
#[derive(Clone, Debug)]
pub struct AddedFactor {
    /// The token of the session in which one goes on.
    pub session: SessionToken,
    /// The recovery codes, to be shown once.
    pub codes: CodeBatch,
}

/// Adds the second factor that the person's session offers, once its application has shown a code. All sessions of the
/// person end; the token is that of the next.
#[tracing::instrument(name = "access.add_factor", skip_all, err(level = "debug"), fields(user = %principal.user))]
pub async fn add_factor(
    services: &Services,
    principal: &Principal,
    password: &str,
    code: u32,
) -> Result<AddedFactor, AddFactorError> {
    let operation = Operation::begin("access.add_factor");

    if matches!(principal.due, Some(Due::Password | Due::Factor)) {
        return Err(AddFactorError::SignedOut);
    }

    let (user, now) = (principal.user, services.clock.now());
    confirm_password(services, user, password).await?;

    let mut tx = services.db.write().await?;
    mailed_credentials::lock(&mut tx, user).await?;
    let user_agent = session::user_agent(&mut tx, principal).await?.ok_or(AddFactorError::SignedOut)?;
    if stored::has_application(&mut tx, user).await? {
        return Err(AddFactorError::Added);
    }

    let secret = Secret::derive(&services.key, user, &principal.session);
    let last_step = secret.accepts(code, now, None).ok_or(AddFactorError::Wrong)?;
    let codes = CodeBatch(services.random.id(now));
    let added = Stored { seed: principal.session.to_vec(), last_step, code_batch: codes.0, since: now.0 };
    stored::insert(&mut tx, user, &added).await?;
    recovery::replace(&mut tx, services, user, codes).await?;
    let session = session::replace_all(&mut tx, services, user, &user_agent).await?;
    let change = CredentialChange::new(Changed::FactorAdded, principal.network);
    tell_change(&mut tx, services, user, &change).await?;
    tx.commit().await?;

    operation.ended(Ok(AddedFactor { session, codes }))
}

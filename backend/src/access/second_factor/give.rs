use super::prove::{FactorProof, ProveError, prove};
use crate::access::activate::come_in;
use crate::access::{Browser, Principal, SessionToken, mailed_credentials, session, sessions};
use crate::observe::Operation;
use crate::services::Services;
use domain::access::Due;
use domain::passkeys::PasskeyProblem;

/// Why a second factor did not let somebody in.
#[derive(Debug, thiserror::Error)]
pub enum GiveFactorError {
    /// It is another code, or one that was accepted before.
    #[error("wrong code")]
    Wrong,
    /// Too many wrong ones: this one was not looked at.
    #[error("wait {seconds} seconds")]
    Wait {
        /// Until the next attempt.
        seconds: u32,
    },
    /// What is wrong with a passkey's answer.
    #[error(transparent)]
    Passkey(PasskeyProblem),
    /// The session has ended, or waits for no second factor.
    #[error("signed out")]
    SignedOut,
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

/// Goes on from the session of somebody who has given the password to one in which they can do everything; the token is
/// that of the next.
#[tracing::instrument(name = "access.give_factor", skip_all, err(level = "debug"), fields(user = %principal.user))]
pub async fn give_factor(
    services: &Services,
    principal: &Principal,
    proof: impl Into<FactorProof<'_>>,
) -> Result<SessionToken, GiveFactorError> {
    let operation = Operation::begin("access.give_factor");

    if principal.due != Some(Due::Factor) {
        return Err(GiveFactorError::SignedOut);
    }

    let user = principal.user;
    let mut tx = services.db.write().await?;
    mailed_credentials::lock(&mut tx, user).await?;
    let began = session::began(&mut tx, principal).await?.ok_or(GiveFactorError::SignedOut)?;
    match prove(&mut tx, services, principal, proof.into()).await {
        Ok(()) => {}
        Err(ProveError::Wrong) => {
            tx.commit().await?;
            return Err(GiveFactorError::Wrong);
        }
        Err(ProveError::Passkey(problem)) => {
            tx.commit().await?;
            return Err(GiveFactorError::Passkey(problem));
        }
        Err(ProveError::Wait { seconds }) => return Err(GiveFactorError::Wait { seconds }),
        Err(ProveError::Database(error)) => return Err(error.into()),
    }

    sessions::end(&mut tx, user, &principal.session).await?;
    let browser = Browser { network: principal.network, user_agent: &began.user_agent };
    let token = come_in(&mut tx, services, user, began.mail, browser).await?;
    tx.commit().await?;

    operation.ended(Ok(token))
}

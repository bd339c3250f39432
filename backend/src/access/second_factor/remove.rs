use super::prove::{FactorProof, ProveError, prove};
use super::stored;
use crate::access::credential::tell_change;
use crate::access::{ConfirmPasswordError, Principal, SessionToken, confirm_password};
use crate::access::{mailed_credentials, passkeys, session};
use crate::db::Tx;
use crate::mail::{Changed, CredentialChange};
use crate::observe::Operation;
use crate::services::Services;
use domain::credentials::FactorCode;
use domain::ids::{PasskeyId, UserId};
use domain::passkeys::PasskeyProblem;

/// Why a second factor was not changed.
#[derive(Debug, thiserror::Error)]
pub enum ChangeFactorError {
    /// It is another code, or one that was accepted before.
    #[error("wrong code")]
    Wrong,
    /// Too many wrong codes: this one was not looked at.
    #[error("wait {seconds} seconds")]
    Wait {
        /// Until the next attempt.
        seconds: u32,
    },
    /// What is wrong with a passkey's answer.
    #[error(transparent)]
    Passkey(PasskeyProblem),
    /// What was to be changed is not there.
    #[error("there is none")]
    None,
    /// The session has ended, or something must be done in it first.
    #[error("signed out")]
    SignedOut,
    /// The password was not confirmed.
    #[error(transparent)]
    Unconfirmed(#[from] ConfirmPasswordError),
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

/// What is to be changed of one's second factor.
#[derive(Clone, Copy, Debug)]
pub(in crate::access) enum Changing {
    /// The application that shows codes, or its recovery codes.
    Application,
    Passkey(PasskeyId),
}

/// Takes one's application for codes away, with the password and a code. All sessions of the person end; the token is that of the
/// next.
#[tracing::instrument(name = "access.remove_factor", skip_all, err(level = "debug"), fields(user = %principal.user))]
pub async fn remove_factor(
    services: &Services,
    principal: &Principal,
    password: &str,
    code: &FactorCode,
) -> Result<SessionToken, ChangeFactorError> {
    let operation = Operation::begin("access.remove_factor");

    let user = principal.user;
    let (mut tx, user_agent) =
        begin_change(services, principal, Changing::Application, password, code.into()).await?;
    stored::delete(&mut tx, user).await?;
    let session = session::replace_all(&mut tx, services, user, &user_agent).await?;
    let change = CredentialChange::new(Changed::FactorRemoved, principal.network);
    tell_change(&mut tx, services, user, &change).await?;
    tx.commit().await?;

    operation.ended(Ok(session))
}

/// Begins a change of one's second factor, which takes the password and a second factor; gives what the browser calls
/// itself, too.
pub(in crate::access) async fn begin_change(
    services: &Services,
    principal: &Principal,
    changing: Changing,
    password: &str,
    proof: FactorProof<'_>,
) -> Result<(Tx, String), ChangeFactorError> {
    if principal.due.is_some() {
        return Err(ChangeFactorError::SignedOut);
    }
    confirm_password(services, principal.user, password).await?;

    let mut tx = services.db.write().await?;
    mailed_credentials::lock(&mut tx, principal.user).await?;
    let user_agent = session::user_agent(&mut tx, principal).await?.ok_or(ChangeFactorError::SignedOut)?;
    if !is_there(&mut tx, principal.user, changing).await? {
        return Err(ChangeFactorError::None);
    }

    match prove(&mut tx, services, principal, proof).await {
        Ok(()) => Ok((tx, user_agent)),
        Err(ProveError::Wrong) => {
            tx.commit().await?;
            Err(ChangeFactorError::Wrong)
        }
        Err(ProveError::Passkey(problem)) => {
            tx.commit().await?;
            Err(ChangeFactorError::Passkey(problem))
        }
        Err(ProveError::Wait { seconds }) => Err(ChangeFactorError::Wait { seconds }),
        Err(ProveError::Database(error)) => Err(error.into()),
    }
}

async fn is_there(tx: &mut Tx, user: UserId, changing: Changing) -> sqlx::Result<bool> {
    match changing {
        Changing::Application => stored::has_application(tx, user).await,
        Changing::Passkey(passkey) => passkeys::is_own(tx, user, passkey).await,
    }
}

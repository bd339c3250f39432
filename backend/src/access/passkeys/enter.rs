use super::ask::request;
use super::ceremony::{self, Kind};
use super::check::{AnswerError, PasskeyAnswer, check, parse};
use super::stored;
use crate::access::activate::come_in;
use crate::access::throttle::{self, Counter};
use crate::access::{SessionToken, mailed_credentials};
use crate::db::Tx;
use crate::observe::Operation;
use crate::services::Services;
use domain::ids::UserId;
use domain::passkeys::{PasskeyProblem, PasskeyRequest};

/// Why nobody came in with a passkey alone.
#[derive(Debug, thiserror::Error)]
pub enum EnterError {
    /// What is wrong with the answer.
    #[error(transparent)]
    Problem(#[from] PasskeyProblem),
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

/// Asks for any passkey of this site, of whoever is at the door. Nobody is named, so that nothing is told of anybody.
#[tracing::instrument(name = "access.ask_any_passkey", skip_all, err(level = "debug"))]
pub async fn ask_any_passkey(services: &Services) -> sqlx::Result<Option<PasskeyRequest>> {
    let operation = Operation::begin("access.ask_any_passkey");

    let mut tx = services.db.write().await?;
    let request = request(&mut tx, services, Kind::Enter, None, Vec::new()).await?;
    tx.commit().await?;

    operation.ended(Ok(request))
}

/// Signs in with a passkey alone: its authenticator has made sure who holds it, so that it is two factors in one.
#[tracing::instrument(name = "access.enter", skip_all, err(level = "debug"))]
pub async fn enter(
    services: &Services,
    answer: &PasskeyAnswer<'_>,
    user_agent: &str,
) -> Result<SessionToken, EnterError> {
    let operation = Operation::begin("access.enter");

    let mut tx = services.db.write().await?;
    let user = match recognise(&mut tx, services, answer).await {
        Ok(user) => user,
        Err(AnswerError::Problem(problem)) => {
            tx.commit().await?;
            return Err(problem.into());
        }
        Err(AnswerError::Database(error)) => return Err(error.into()),
    };

    throttle::forget(&mut tx, Counter::sign_in(&services.key, user)).await?;
    let token = come_in(&mut tx, services, user, None, user_agent).await?;
    tx.commit().await?;

    operation.ended(Ok(token))
}

/// Whose passkey has answered. The person is locked then.
async fn recognise(
    tx: &mut Tx,
    services: &Services,
    answer: &PasskeyAnswer<'_>,
) -> Result<UserId, AnswerError> {
    let state = ceremony::take(tx, services, (Kind::Enter, answer.ceremony), None).await?;
    let state = state.ok_or(PasskeyProblem::Gone)?;
    let credential = parse(answer)?;
    // Who signs in with it alone is named by the authenticator, too (W3C Web Authentication, section 7.2).
    credential.get_user_unique_id().ok_or(PasskeyProblem::Unknown)?;
    let user = stored::owner(tx, credential.get_credential_id()).await?.ok_or(PasskeyProblem::Unknown)?;
    mailed_credentials::lock(tx, user).await?;

    check(tx, services, user, state, &credential).await?;
    Ok(user)
}

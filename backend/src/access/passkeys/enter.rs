use super::anybody;
use super::check::{AnswerError, PasskeyAnswer, check, parse};
use super::relying_party::relying_party;
use super::stored;
use crate::access::activate::come_in;
use crate::access::throttle::{self, Counter};
use crate::access::{Browser, SessionToken, mailed_credentials};
use crate::db::Tx;
use crate::events::Event;
use crate::observe::Operation;
use crate::services::Services;
use domain::ids::{CeremonyId, UserId};
use domain::passkeys::{PasskeyProblem, PasskeyRequest};
use serde_json::json;

/// Why nobody came in with a passkey alone.
#[derive(Debug, thiserror::Error)]
pub enum EnterError {
    /// What is wrong with the answer.
    #[error(transparent)]
    Problem(#[from] PasskeyProblem),
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

/// Asks for any passkey of this site, of whoever is at the door. Nobody is named, so that nothing is told of anybody. `None`
/// where browsers keep none for this site.
pub fn ask_any_passkey(services: &Services) -> Option<PasskeyRequest> {
    let ceremony = CeremonyId(services.random.id(services.clock.now()));
    let (mut options, _) = anybody::asked(&relying_party(services)?, &services.key, ceremony)?;
    options["allowCredentials"] = json!([]);
    Some(PasskeyRequest { ceremony, options: options.to_string() })
}

/// Signs in with a passkey alone: its authenticator has made sure who holds it, so that it is two factors in one.
#[tracing::instrument(name = "access.enter", skip_all, err(level = "debug"))]
pub async fn enter(
    services: &Services,
    answer: &PasskeyAnswer<'_>,
    browser: Browser<'_>,
) -> Result<SessionToken, EnterError> {
    let operation = Operation::begin("access.enter");

    if !anybody::is_awaited(answer.ceremony, services.clock.now()) {
        return Err(PasskeyProblem::Gone.into());
    }
    let mut tx = services.db.write().await?;
    let user = match recognise(&mut tx, services, answer).await {
        Ok(user) => user,
        Err(AnswerError::Problem(problem)) => {
            Event::at_the_door("passkey.refused", None).log();
            return Err(problem.into());
        }
        Err(AnswerError::Database(error)) => return Err(error.into()),
    };

    throttle::forget(&mut tx, Counter::sign_in(&services.key, user)).await?;
    let token = come_in(&mut tx, services, user, None, browser).await?;
    tx.commit().await?;

    operation.ended(Ok(token))
}

/// Whose passkey has answered. The person is locked then.
async fn recognise(
    tx: &mut Tx,
    services: &Services,
    answer: &PasskeyAnswer<'_>,
) -> Result<UserId, AnswerError> {
    let site = relying_party(services).ok_or(PasskeyProblem::Elsewhere)?;
    let asked = anybody::asked(&site, &services.key, answer.ceremony);
    let (_, state) = asked.ok_or(PasskeyProblem::Elsewhere)?;
    let credential = parse(answer)?;
    // Who signs in with it alone is named by the authenticator, too (W3C Web Authentication, section 7.2).
    credential.get_user_unique_id().ok_or(PasskeyProblem::Unknown)?;
    let user = stored::owner(tx, credential.get_credential_id()).await?.ok_or(PasskeyProblem::Unknown)?;
    mailed_credentials::lock(tx, user).await?;

    // What is refused is not used up: the transaction ends without it.
    if !anybody::use_up(tx, services, answer.ceremony).await? {
        return Err(PasskeyProblem::Gone.into());
    }
    check(tx, services, user, state, &credential).await?;
    Ok(user)
}

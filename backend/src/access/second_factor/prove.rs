use super::stored::{self, Stored};
use super::{recovery, totp};
use crate::access::Principal;
use crate::access::credential::tell_change;
use crate::access::passkeys::{self, AnswerError, PasskeyAnswer};
use crate::access::throttle::{self, Counter};
use crate::db::Tx;
use crate::events::Event;
use crate::mail::{Changed, CredentialChange};
use crate::services::Services;
use domain::credentials::FactorCode;
use domain::passkeys::PasskeyProblem;

/// What somebody gives as their second factor.
#[derive(Clone, Copy)]
pub enum FactorProof<'a> {
    /// A code of their application, or one for when that is lost.
    Code(&'a FactorCode),
    /// What a passkey of theirs has signed.
    Passkey(PasskeyAnswer<'a>),
}

impl<'a> From<&'a FactorCode> for FactorProof<'a> {
    fn from(code: &'a FactorCode) -> Self {
        Self::Code(code)
    }
}

impl<'a> From<PasskeyAnswer<'a>> for FactorProof<'a> {
    fn from(answer: PasskeyAnswer<'a>) -> Self {
        Self::Passkey(answer)
    }
}

/// Why it proves nothing.
#[derive(Debug, thiserror::Error)]
pub(super) enum ProveError {
    /// It is another, or was accepted before. It is counted, which lasts once the transaction does.
    #[error("wrong code")]
    Wrong,
    /// Too many wrong ones: this one was not looked at.
    #[error("wait {seconds} seconds")]
    Wait {
        /// Until the next attempt.
        seconds: u32,
    },
    /// What is wrong with a passkey's answer. That it was given lasts once the transaction does.
    #[error(transparent)]
    Passkey(PasskeyProblem),
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

/// Checks the person's second factor and uses up what was given.
///
/// The person must be locked, so that of two attempts at once the second finds what the first has left.
pub(super) async fn prove(
    tx: &mut Tx,
    services: &Services,
    principal: &Principal,
    proof: FactorProof<'_>,
) -> Result<(), ProveError> {
    match proof {
        FactorProof::Code(code) => prove_code(tx, services, principal, code).await,
        FactorProof::Passkey(answer) => match passkeys::prove(tx, services, principal, &answer).await {
            Ok(()) => Ok(throttle::forget(tx, counters(services, principal)[0]).await?),
            Err(AnswerError::Problem(problem)) => Err(ProveError::Passkey(problem)),
            Err(AnswerError::Database(error)) => Err(error.into()),
        },
    }
}

/// Checks a code. Wrong ones are counted with wrong passwords: whoever has the one cannot try the other for nothing.
async fn prove_code(
    tx: &mut Tx,
    services: &Services,
    principal: &Principal,
    code: &FactorCode,
) -> Result<(), ProveError> {
    let now = services.clock.now();
    let counters = counters(services, principal);
    if let Some(seconds) = throttle::wait(tx, counters, now).await? {
        Event::at_the_door("factor.made_to_wait", Some(principal.user)).log();
        return Err(ProveError::Wait { seconds });
    }

    let stored = stored::find(tx, principal.user).await?;
    let is_right = match stored {
        Some(stored) => is_right(tx, services, principal, &stored, code).await?,
        None => false,
    };
    if is_right {
        return Ok(throttle::forget(tx, counters[0]).await?);
    }

    throttle::refuse(tx, counters, now).await?;
    tx.tell(Event::at_the_door("factor.refused", Some(principal.user)));
    Err(ProveError::Wrong)
}

async fn is_right(
    tx: &mut Tx,
    services: &Services,
    principal: &Principal,
    stored: &Stored,
    code: &FactorCode,
) -> sqlx::Result<bool> {
    let (user, now) = (principal.user, services.clock.now());
    match code {
        FactorCode::OneTime(code) => {
            let secret = totp::Secret::derive(&services.key, user, &stored.seed);
            let Some(step) = secret.accepts(*code, now, Some(stored.last_step)) else { return Ok(false) };
            stored::use_step(tx, user, step).await?;
        }
        FactorCode::Recovery(code) => {
            let hash = recovery::hash(&services.key, user, code);
            if !stored::use_recovery(tx, user, &hash, now).await? {
                return Ok(false);
            }
            let left = stored::recovery_left(tx, user).await?;
            let change = CredentialChange::new(Changed::RecoveryCodeUsed { left }, principal.network);
            tell_change(tx, services, user, &change).await?;
        }
    }

    Ok(true)
}

/// The same as at the door; of a network that is not known, the person's alone.
fn counters(services: &Services, principal: &Principal) -> [Counter; 2] {
    let person = Counter::sign_in(&services.key, principal.user);
    let network = principal.network.map(|network| Counter::network(&services.key, "sign-in", network));
    [person, network.unwrap_or(person)]
}

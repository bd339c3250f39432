use super::Principal;
use super::permissions::{Standing, Within, everything, places, standings};
use crate::observe::Operation;
use crate::services::Services;
use domain::access::AccessState;
use domain::ids::CustomerId;
use domain::names::SiteName;
use domain::numbers::{ContractNumber, SubAccountNumber};
use domain::rights::{Level, Right, Rights};
use std::cmp::Reverse;

/// What one of the portal's applications asks about somebody: may they do this, there?
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// What they would do; a higher level includes the lower one.
    pub right: Right,
    /// With this customer; `None`: with any of theirs.
    pub customer: Option<CustomerId>,
    /// At this contract; `None`: at any.
    pub contract: Option<ContractNumber>,
    /// In this part of a contract; `None`: in any.
    pub sub_account: Option<SubAccountNumber>,
    /// At this site; `None`: at any.
    pub site: Option<SiteName>,
}

/// They may.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Authorization {
    /// Names the person to the portal's applications, which are the carrier's own: what the person signs in with.
    pub identifier: String,
    /// The customer with which they may.
    pub customer: CustomerId,
    /// How much of the application that was asked about is theirs.
    pub level: Level,
    /// All that they may do where was asked about.
    pub rights: Rights,
}

/// Why they may not.
#[derive(Debug, thiserror::Error)]
pub enum AuthorizeError {
    /// Nobody is signed in, or somebody who has to choose a password first.
    #[error("signed out")]
    SignedOut,
    /// They may not, or there is no such place: the two look alike.
    #[error("forbidden")]
    Forbidden,
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

/// Whether somebody may do something somewhere.
///
/// Of several customers, the one that is looked at comes first, the others in alphabetical order; the first with which
/// they may is the answer. Where a contract, a sub-account or a site is not named, one at which they may is enough.
#[tracing::instrument(name = "access.authorize", skip_all, err(level = "debug"))]
pub async fn authorize(
    services: &Services,
    principal: Option<&Principal>,
    question: &Question,
) -> Result<Authorization, AuthorizeError> {
    let operation = Operation::begin("access.authorize");

    let principal = principal.filter(|person| person.due.is_none()).ok_or(AuthorizeError::SignedOut)?;
    let mut lookup = services.db.lookup().await?;
    let mut standings = standings(&mut lookup, principal.user).await?;
    standings.retain(|standing| question.customer.is_none_or(|customer| customer == standing.customer));
    standings.sort_by_key(|standing| Reverse(Some(standing.customer) == principal.customer));

    let (now, within) = (services.clock.now(), question.within());
    for Standing { customer, state, identifier, .. } in standings {
        let rights = match state {
            AccessState::Administrator => {
                everything(&mut lookup, customer, &within).await?.unwrap_or_default()
            }
            AccessState::Open => {
                let places = places(&mut lookup, customer, principal.user, now, &within).await?;
                places.iter().fold(Rights::default(), |best, place| best.or(place.own.rights))
            }
            AccessState::Advanced | AccessState::Invited | AccessState::Expired | AccessState::Suspended => {
                Rights::default()
            }
        };

        let level = rights.level(question.right.application);
        // Whoever asks for nothing is told nothing.
        if level >= question.right.level.max(Level::View) {
            return operation.ended(Ok(Authorization { identifier, customer, level, rights }));
        }
    }

    Err(AuthorizeError::Forbidden)
}

impl Question {
    fn within(&self) -> Within {
        Within {
            contract: self.contract.clone(),
            sub_account: self.sub_account.clone(),
            site: self.site.clone(),
        }
    }
}

#[cfg(test)]
mod tests;

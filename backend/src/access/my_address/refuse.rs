use super::stored::{State, Stored};
use crate::access::{LinkToken, mailed_credentials};
use crate::observe::Operation;
use crate::services::Services;
use domain::access::Mailbox;

/// Why nothing was refused.
#[derive(Debug, thiserror::Error)]
pub enum RefuseAddressError {
    /// The link is none that was mailed to a present address, or what it is about is over;
    /// [`look_at_address`](super::look_at_address()) says which.
    #[error("the change is over")]
    Gone,
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

/// Refuses a change of address by the link that was mailed to the present one, though either mailbox may have confirmed:
/// whoever has the present mailbox has the last word while nothing is changed.
#[tracing::instrument(name = "access.refuse_address", skip_all, err(level = "debug"))]
pub async fn refuse_address(services: &Services, link: &str) -> Result<(), RefuseAddressError> {
    let operation = Operation::begin("access.refuse_address");

    let link = LinkToken::parse(link).ok_or(RefuseAddressError::Gone)?;
    let mut tx = services.db.write().await?;
    let (found, _) = Stored::of_link(&mut tx, &link).await?.ok_or(RefuseAddressError::Gone)?;
    mailed_credentials::lock(&mut tx, found.user()).await?;
    // Done meanwhile, by the other of two clicks.
    let (found, mailbox) = Stored::of_link(&mut tx, &link).await?.ok_or(RefuseAddressError::Gone)?;
    if mailbox != Mailbox::Old || found.state_at(services.clock.now()) != State::Pending {
        return Err(RefuseAddressError::Gone);
    }

    found.end(&mut tx, State::Refused).await?;
    tx.commit().await?;

    operation.ended(Ok(()))
}

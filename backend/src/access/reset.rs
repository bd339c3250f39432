use super::throttle::{self, Counter};
use crate::events::Event;
use crate::mail;
use crate::observe::Operation;
use crate::services::Services;
use domain::address::EmailAddress;
use std::net::IpAddr;

/// Why a link was not asked for. Neither case says whether anybody has the address.
#[derive(Debug, thiserror::Error)]
pub enum RequestResetError {
    /// Too many links were asked for.
    #[error("wait {seconds} seconds")]
    Wait { seconds: u32 },
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

/// Mails a link to choose another password to whoever has this address. The answer and the work are
/// the same when nobody has.
#[tracing::instrument(name = "access.request_reset", skip_all, err(level = "debug"))]
pub async fn request_reset(
    services: &Services,
    address: &str,
    network: IpAddr,
) -> Result<(), RequestResetError> {
    let operation = Operation::begin("access.request_reset");

    let now = services.clock.now();
    let address = EmailAddress::parse(address).ok();
    let email_key = address.as_ref().map_or("", EmailAddress::key);
    let counters =
        [Counter::reset(&services.key, email_key), Counter::network(&services.key, "reset", network)];
    let mut tx = services.db.write().await?;

    if let Some(seconds) = throttle::wait(&mut tx, counters, now).await? {
        Event::at_the_door("reset.made_to_wait", None).log();
        return Err(RequestResetError::Wait { seconds });
    }

    for counter in counters {
        throttle::count(&mut tx, counter, now).await?;
    }

    mail::queue_reset(&mut tx, email_key, services).await?;
    tx.tell(Event::at_the_door("reset.asked", None));

    operation.ended(Ok(tx.commit().await?))
}

use super::network::Network;
use super::throttle::{self, Counter};
use super::{OperatorScope, sign_in};
use crate::events::Event;
use crate::observe::Operation;
use crate::services::Services;

/// Hears at once again what comes from a network; how many of its addresses had to wait. Those who wait for their own
/// account's sake still do.
#[tracing::instrument(name = "access.release_network", skip_all, err(level = "debug"))]
pub async fn release_network(
    services: &Services,
    operator: &OperatorScope,
    network: &Network,
) -> sqlx::Result<u64> {
    let operation = Operation::begin("access.release_network");

    let mut tx = services.db.write().await?;
    let released = throttle::release_network(&mut tx, network, services.clock.now()).await?;
    tx.tell(Event::by_operator("network.released", operator.user()));
    tx.commit().await?;
    // Not which: the log is kept longer than a network may be.
    tracing::info!(released, "a network waits no longer");

    operation.ended(Ok(released))
}

/// Hears at once again attempts at somebody's login, and their next request for a link; whether they had to wait. Nobody
/// with that login waits neither.
#[tracing::instrument(name = "access.release_person", skip_all, err(level = "debug"))]
pub async fn release_person(
    services: &Services,
    operator: &OperatorScope,
    login: &str,
) -> sqlx::Result<bool> {
    let operation = Operation::begin("access.release_person");

    let (now, key) = (services.clock.now(), &services.key);
    let mut tx = services.db.write().await?;
    let Some((user, _)) = sign_in::find(&mut tx, login).await? else {
        return operation.ended(Ok(false));
    };
    let email_key: String =
        tx.query("SELECT email_key FROM users WHERE id = $1").bind(user.0).scalar().await?;

    let counters =
        [Counter::sign_in(key, user), Counter::own_password(key, user), Counter::reset(key, &email_key)];
    let mut waited = false;
    for counter in counters {
        waited |= throttle::wait(&mut tx, [counter; 2], now).await?.is_some();
        throttle::forget(&mut tx, counter).await?;
    }
    tx.tell(Event { to: Some(user.0), ..Event::by_operator("login.released", operator.user()) });
    tx.commit().await?;
    tracing::info!(%user, waited, "somebody waits no longer");

    operation.ended(Ok(waited))
}

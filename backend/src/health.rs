//! What `guichet doctor`, the page of the carrier's staff and `/readyz` look at.

mod probe;
mod state;

pub use probe::{PATIENCE, Probe, Readiness};
pub use state::{ClockState, DatabaseState, MailState, QueueState, clock, database, mail, queue};

use crate::db::Tx;
use crate::journal::{VerifyError, verify};
use crate::services::Services;
use domain::ids::CustomerId;
use domain::time::Timestamp;
use uuid::Uuid;

/// Follows every customer's journal; says how many there are and how many entries they have.
pub async fn verify_journals(services: &Services) -> Result<(usize, i64), VerifyError> {
    let mut tx = services.db.read().await?;
    let customers: Vec<Uuid> = tx.query("SELECT id FROM customers").scalars().await?;
    drop(tx);
    let mut entries = 0;

    for customer in &customers {
        entries += verify(services, CustomerId(*customer)).await?;
    }

    Ok((customers.len(), entries))
}

/// The moment of the last entry of any journal: a clock that shows an earlier one is wrong.
pub async fn last_entry(services: &Services) -> sqlx::Result<Option<Timestamp>> {
    let mut tx = services.db.read().await?;
    let at: Option<i64> = tx.query("SELECT max(at) FROM journal").scalar().await?;
    Ok(at.map(Timestamp))
}

/// By how many seconds the clock of the database's machine is ahead of this one's; SQLite has no other.
pub async fn clock_difference(services: &Services) -> sqlx::Result<i64> {
    match &mut services.db.read().await? {
        Tx::Sqlite(_) => Ok(0),
        Tx::Postgres(tx) => {
            let at =
                sqlx::query_scalar("SELECT CAST(extract(epoch FROM clock_timestamp()) * 1000 AS BIGINT)")
                    .fetch_one(&mut **tx)
                    .await?;
            Ok(Timestamp(at).seconds_since(services.clock.now()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::contract_test;

    contract_test!(the_journals_of_all_customers_are_followed, |world| async {
        let entries = world.count("SELECT count(*) FROM journal").await;
        assert_eq!(verify_journals(&world.services).await.unwrap(), (2, entries));
        assert_eq!(last_entry(&world.services).await.unwrap(), Some(world.now()));
    });
}

//! Whoever changes something of a customer's while an import of many rows is written for it waits: SQLite has one writer,
//! whom everybody would have to wait for, so such an import is written in turns, and between two of them nothing of the
//! customer's may change. The gate is the import's row in `imports_under_way`: so it is shut for a command in another
//! process too, and after a restart, until somebody has gone on with the import to its end. PostgreSQL locks the customer.
//!
//! It stands where a transaction about one customer begins ([`Db::of`]). What is about none goes on, as signing in and
//! mailing do.

use super::{Db, Pools, Tx};
use domain::ids::CustomerId;
use sqlx::SqlitePool;
use std::time::{Duration, Instant};
use tokio::sync::OwnedMutexGuard;

/// How long somebody waits for an import: as long as for the writer. Who waits longer is better told to come back.
pub(super) const PATIENCE: Duration = Duration::from_secs(30);

/// How often it is looked whether the import has come to its end.
const LOOKED_EVERY: Duration = Duration::from_millis(20);

/// Whether no import of the customer `$customer` is under way: what is done beside requests passes over it until then.
macro_rules! no_import_under_way {
    ($customer:literal) => {
        concat!("NOT EXISTS (SELECT 1 FROM imports_under_way w WHERE w.customer_id = ", $customer, ")")
    };
}

pub(crate) use no_import_under_way;

impl Db {
    /// The same database for the import of a customer that is under way: the gate is open, and it takes nobody's share.
    #[must_use]
    pub(crate) fn of_import(&self, customer: impl Into<CustomerId>) -> Self {
        Self { share: None, passes_gate: true, ..self.of(customer) }
    }

    /// The same database for what an import does not mind.
    #[must_use]
    pub(crate) fn past_gate(&self) -> Self {
        Self { passes_gate: true, ..self.clone() }
    }

    /// The turn of the imports that are written in turns, one of which this process writes at a time: others wait for one of
    /// its transactions, and not for one of each.
    pub(crate) async fn turn_of_imports(&self) -> OwnedMutexGuard<()> {
        self.importing.clone().lock_owned().await
    }

    /// The same, unless an import has it.
    pub(crate) fn try_turn_of_imports(&self) -> Option<OwnedMutexGuard<()>> {
        self.importing.clone().try_lock_owned().ok()
    }

    /// Begins a turn of an import on SQLite, the last one aside: nobody waits until the disk has it. It lasts with the next
    /// commit that somebody waits for, or is taken again after the power has failed.
    pub(crate) async fn write_turn(&self) -> sqlx::Result<Tx> {
        match &self.pools {
            Pools::Sqlite { writer, .. } => {
                self.begin_sqlite(writer, "PRAGMA synchronous = NORMAL; BEGIN IMMEDIATE").await
            }
            Pools::Postgres { .. } => self.write().await,
        }
    }

    /// Begins a transaction of SQLite that may write, once the gate of its customer is open. Nothing is held while it waits.
    pub(super) async fn write_through_gate(&self, writer: &SqlitePool) -> sqlx::Result<Tx> {
        let began = Instant::now();
        loop {
            let mut tx = self.begin_sqlite(writer, "BEGIN IMMEDIATE").await?;
            if !self.is_shut(&mut tx).await? {
                return Ok(tx);
            }
            drop(tx);
            if began.elapsed() >= self.gate_patience {
                return Err(sqlx::Error::PoolTimedOut);
            }
            tokio::time::sleep(LOOKED_EVERY).await;
        }
    }

    async fn is_shut(&self, tx: &mut Tx) -> sqlx::Result<bool> {
        let Some(customer) = self.customer.filter(|_| !self.passes_gate) else { return Ok(false) };
        let under_way: i64 = tx
            .query("SELECT count(*) FROM imports_under_way WHERE customer_id = $1")
            .bind(customer.0)
            .scalar()
            .await?;
        Ok(under_way > 0)
    }

    /// The same database, at whose gate nobody waits for longer.
    #[cfg(test)]
    pub(crate) fn waiting_at_gate(&self, patience: Duration) -> Self {
        Self { gate_patience: patience, ..self.clone() }
    }
}

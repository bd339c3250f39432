//! Whether requests can be served, those that write included: what `/readyz` answers.
//!
//! Reading says little: with a full disk, or without the right to write, everything can be read. So something is
//! written, as large as the largest form that is kept, and taken back in the same transaction: it needs the right, the
//! turn and the room to write, and leaves nothing.

use crate::access::FormKey;
use crate::db::is_full;
use crate::outage::Outage;
use crate::services::Services;
use domain::time::Timestamp;
use std::fmt::{self, Display, Formatter};
use std::time::Duration;
use tokio::sync::Mutex;
use tokio::time::timeout;

/// How long the database may take to answer a question that it answers in a millisecond.
const ANSWERED_WITHIN: Duration = Duration::from_secs(2);
/// How long a probe waits for its turn to write: less than whoever asks waits for the answer.
pub const PATIENCE: Duration = Duration::from_millis(500);
/// How long others may write without a probe's having its turn, in seconds: longer than the largest import.
const LONGEST_WRITE: i64 = 5 * 60;
/// For how long an answer stands, in milliseconds: anybody may ask, and each probe writes.
const STANDS_FOR: i64 = 1_000;
/// How much a probe writes, in octets.
const WRITTEN: usize = 64 * 1024;

/// Whether requests can be served.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Readiness {
    Ready,
    /// They can, but somebody else was writing, an import perhaps, and the probe did not wait until they had done.
    Busy,
    /// Not all migrations of this Guichet have run.
    NotMigrated,
    /// The database does not answer.
    Unreachable,
    /// The database has no room.
    Full,
    /// The database can be read and not written.
    Unwritable,
}

impl Readiness {
    /// Whether requests should come here.
    pub const fn is_ready(self) -> bool {
        matches!(self, Self::Ready | Self::Busy)
    }
}

impl Display for Readiness {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Ready => "ready",
            Self::Busy => "ready; somebody else is writing",
            Self::NotMigrated => "migrations have not run",
            Self::Unreachable => "the database does not answer",
            Self::Full => "the database has no room",
            Self::Unwritable => "nothing can be written",
        })
    }
}

/// Finds out whether requests can be served, once for all who ask at the same time.
#[derive(Debug)]
pub struct Probe {
    patience: Duration,
    seen: Mutex<Seen>,
}

#[derive(Debug)]
struct Seen {
    /// What the last probe found, and when.
    last: Option<(Timestamp, Readiness)>,
    /// Since when no probe has had its turn to write.
    busy_since: Option<Timestamp>,
    outage: Outage,
}

impl Probe {
    /// A probe that waits for its turn to write for as long as `patience`.
    pub fn new(patience: Duration) -> Self {
        let outage = Outage::new("requests cannot be served");
        Self { patience, seen: Mutex::new(Seen { last: None, busy_since: None, outage }) }
    }

    /// Whether requests can be served now.
    pub async fn readiness(&self, services: &Services) -> Readiness {
        // Who asks meanwhile waits here, and takes the same answer.
        let mut seen = self.seen.lock().await;
        let now = services.clock.now();
        if let Some((at, readiness)) = seen.last
            && (0..STANDS_FOR).contains(&(now.0 - at.0))
        {
            return readiness;
        }

        let (found, error) = self.look(services).await;
        let readiness = seen.judge(found, now);

        let reason = error.map_or_else(|| readiness.to_string(), |error| format!("{readiness}: {error}"));
        seen.outage.note(&if readiness.is_ready() { Ok(()) } else { Err(reason) });
        // It stands from when it was found: whoever waited for it meanwhile takes it, too.
        seen.last = Some((services.clock.now(), readiness));
        readiness
    }

    async fn look(&self, services: &Services) -> (Readiness, Option<sqlx::Error>) {
        match timeout(ANSWERED_WITHIN, services.db.is_up_to_date()).await {
            Ok(Ok(true)) => {}
            Ok(Ok(false)) => return (Readiness::NotMigrated, None),
            Ok(Err(error)) => return (Readiness::Unreachable, Some(error)),
            Err(_) => return (Readiness::Unreachable, None),
        }

        match timeout(self.patience, write(services)).await {
            Ok(Ok(())) => (Readiness::Ready, None),
            Ok(Err(error)) if is_full(&error) => (Readiness::Full, Some(error)),
            Ok(Err(error)) => (Readiness::Unwritable, Some(error)),
            Err(_) => (Readiness::Busy, None),
        }
    }
}

impl Seen {
    /// What is to be answered when this was found: whoever has been writing for too long will not end.
    fn judge(&mut self, found: Readiness, now: Timestamp) -> Readiness {
        if found != Readiness::Busy {
            self.busy_since = None;
            return found;
        }

        let since = *self.busy_since.get_or_insert(now);
        if now.seconds_since(since) < LONGEST_WRITE { Readiness::Busy } else { Readiness::Unwritable }
    }
}

/// Writes a form that nobody sent, and takes it back.
async fn write(services: &Services) -> sqlx::Result<()> {
    let key = FormKey::random(&services.random).hash();
    let mut tx = services.db.write().await?;
    tx.query("INSERT INTO kept_forms (key_hash, content, kept_until) VALUES ($1, $2, 0)")
        .bind(&key[..])
        .bind("x".repeat(WRITTEN))
        .execute()
        .await?;
    tx.query("DELETE FROM kept_forms WHERE key_hash = $1").bind(&key[..]).execute().await?;

    tx.commit().await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::db::Pools;
    use crate::testing::{Engine, World, contract_test, run};

    /// Longer than a probe ever takes here.
    const LONG: Duration = Duration::from_mins(1);

    /// What `probe` finds when the last answer stands no longer.
    async fn next(world: &World, probe: &Probe) -> Readiness {
        world.services.clock.advance(1);
        probe.readiness(&world.services).await
    }

    contract_test!(a_probe_writes_and_leaves_nothing, |world| async {
        let probe = Probe::new(LONG);
        assert_eq!(next(world, &probe).await, Readiness::Ready);
        assert_eq!(world.count("SELECT count(*) FROM kept_forms").await, 0);
    });

    #[test]
    fn probes_do_not_make_the_database_grow() {
        run(Engine::Sqlite, async |world| {
            let probe = Probe::new(LONG);
            assert_eq!(next(world, &probe).await, Readiness::Ready);
            let pages = world.count("PRAGMA page_count").await;
            for _ in 0..10 {
                assert_eq!(next(world, &probe).await, Readiness::Ready);
            }
            assert_eq!(world.count("PRAGMA page_count").await, pages);
        });
    }

    #[test]
    fn a_database_is_not_ready_while_it_has_no_room() {
        run(Engine::Sqlite, async |world| {
            let probe = Probe::new(LONG);
            world.fill_disk().await;
            for _ in 0..3 {
                assert_eq!(next(world, &probe).await, Readiness::Full);
            }

            world.make_room().await;
            assert_eq!(next(world, &probe).await, Readiness::Ready);
        });
    }

    contract_test!(an_answer_stands_for_a_second_however_many_ask, |world| async {
        let probe = Probe::new(LONG);
        assert_eq!(probe.readiness(&world.services).await, Readiness::Ready);
        world.execute("DELETE FROM _sqlx_migrations WHERE version > 1").await;
        assert_eq!(probe.readiness(&world.services).await, Readiness::Ready);
        assert_eq!(next(world, &probe).await, Readiness::NotMigrated);
    });

    contract_test!(a_database_that_can_only_be_read_is_not_ready, |world| async {
        let probe = Probe::new(LONG);
        match world.services.db.pools() {
            Pools::Sqlite { writer, .. } => {
                sqlx::query("PRAGMA query_only = on").execute(writer).await.map(drop).unwrap();
            }
            Pools::Postgres { writers: pool, .. } => {
                let read_only = "SET default_transaction_read_only = on";
                let mut connections = Vec::new();
                for _ in 0..pool.options().get_max_connections() {
                    let mut connection = pool.acquire().await.unwrap();
                    sqlx::query(read_only).execute(&mut *connection).await.unwrap();
                    connections.push(connection);
                }
            }
        }
        assert_eq!(next(world, &probe).await, Readiness::Unwritable);
    });

    #[test]
    fn who_writes_at_length_leaves_it_ready_and_who_never_ends_does_not() {
        run(Engine::Sqlite, async |world| {
            let probe = Probe::new(Duration::from_millis(20));
            let import = world.services.db.begin_bulk_write().await.unwrap();
            assert_eq!(next(world, &probe).await, Readiness::Busy);
            world.services.clock.advance(LONGEST_WRITE - 2);
            assert_eq!(next(world, &probe).await, Readiness::Busy);
            assert_eq!(next(world, &probe).await, Readiness::Unwritable);

            drop(import);
            assert_eq!(next(world, &Probe::new(LONG)).await, Readiness::Ready);
        });
    }
}

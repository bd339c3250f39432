use super::Pools;
use std::time::Instant;

impl Pools {
    /// Counts how long a transaction waited for a connection, and how many of those there are wait for one.
    pub(super) fn waited(&self, kind: &'static str, asked: Instant) {
        metrics::histogram!("guichet_db_wait_seconds", "kind" => kind).record(asked.elapsed());

        match self {
            Self::Sqlite { writer, readers, lookups } => {
                connections("write", writer);
                connections("read", readers);
                connections("lookup", lookups);
            }
            Self::Postgres { writers, readers } => {
                connections("write", writers);
                connections("read", readers);
            }
        }
    }
}

fn connections<DB: sqlx::Database>(kind: &'static str, pool: &sqlx::Pool<DB>) {
    // There are a few dozen at most.
    let idle = u32::try_from(pool.num_idle()).unwrap_or(u32::MAX);
    let used = pool.size().saturating_sub(idle);
    metrics::gauge!("guichet_db_connections", "kind" => kind, "state" => "idle").set(idle);
    metrics::gauge!("guichet_db_connections", "kind" => kind, "state" => "used").set(used);
}

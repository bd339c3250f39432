//! How long a statement of SQLite may take. PostgreSQL looks at its own statements (`statement_timeout`).

use sqlx::SqliteConnection;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// SQLite asks after so many instructions of its machine whether it shall go on: some tenths of a millisecond.
const INSTRUCTIONS: i32 = 20_000;

/// When the statement that a connection runs is over. Whoever stops waiting does not stop SQLite: it would go on to
/// the end of a count, with a connection and a core.
#[derive(Debug)]
pub(super) struct TimeLimit {
    longest: Duration,
    beginning: Instant,
    /// Milliseconds after the beginning.
    end: Arc<AtomicU64>,
}

impl TimeLimit {
    /// Has `connection` end each statement that takes longer than `longest`.
    pub(super) async fn set(connection: &mut SqliteConnection, longest: Duration) -> sqlx::Result<Self> {
        let (beginning, end) = (Instant::now(), Arc::new(AtomicU64::new(u64::MAX)));
        let limit = Self { longest, beginning, end: end.clone() };
        limit.begin();
        let goes_on = move || milliseconds(beginning.elapsed()) <= end.load(Ordering::Relaxed);
        connection.lock_handle().await?.set_progress_handler(INSTRUCTIONS, goes_on);
        Ok(limit)
    }

    /// Lets statements of `connection` take as long as they take.
    pub(super) async fn lift(connection: &mut SqliteConnection) -> sqlx::Result<()> {
        connection.lock_handle().await?.remove_progress_handler();
        Ok(())
    }

    /// A statement begins.
    pub(super) fn begin(&self) {
        let end = self.beginning.elapsed() + self.longest;
        self.end.store(milliseconds(end), Ordering::Relaxed);
    }
}

fn milliseconds(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}

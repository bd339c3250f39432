//! How connections are opened, and what is looked at before one is used again.
//!
//! An error, or somebody who stops waiting, can leave a connection in another state than sqlx believes:
//!
//! - SQLite rolls back by itself when there is no room (<https://www.sqlite.org/lang_transaction.html>). sqlx's own
//!   ROLLBACK fails then; it goes on counting a transaction, and begins no other.
//! - Whoever stops waiting for PostgreSQL's answer to BEGIN leaves a transaction that sqlx does not count: the next
//!   one would be taken in by it, read-only though it may be.
//!
//! So a connection that is given back is tried; one that cannot begin as the first one could is closed, and the next
//! is opened in its place. Nobody waits for it: the pool does it between two uses.

use sqlx::pool::PoolOptions;
use sqlx::postgres::PgConnectOptions;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sqlx::{AssertSqlSafe, Connection, PgConnection, Postgres, Row, Sqlite, SqliteConnection};
use std::str::FromStr;
use std::time::Duration;

/// What the connection of SQLite that writes keeps of the file in memory: KiB, as SQLite writes them.
pub(super) const OF_WRITER: &str = "-65536";

/// The same of each that reads, of which there are many: what one of them does not keep, the system does for all.
pub(super) const OF_READER: &str = "-2048";

/// How much of its log SQLite keeps on the disk, in octets. Without a limit it keeps as much as the largest transaction
/// took, and one that found no room took all there was.
const LOG: &str = "16777216";

/// How long whoever asks waits for a connection to PostgreSQL, the trial of one that was kept and the opening of another
/// included: a server that is away is said within three seconds.
const ANSWERED_WITHIN: Duration = Duration::from_millis(2_500);

/// How every connection to the file at `url` is opened.
pub(super) fn sqlite_options(url: &str) -> sqlx::Result<SqliteConnectOptions> {
    Ok(SqliteConnectOptions::from_str(url)?
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(Duration::from_secs(10))
        .pragma("cache_size", OF_WRITER)
        .pragma("journal_size_limit", LOG)
        .pragma("temp_store", "memory")
        .statement_cache_capacity(256)
        .optimize_on_close(true, None))
}

/// How every connection to the server at `url` is opened.
pub(crate) fn postgres_options(url: &str) -> sqlx::Result<PgConnectOptions> {
    Ok(PgConnectOptions::from_str(url)?.application_name("guichet").options([
        // Compiling a query takes longer than any of ours runs.
        ("jit", "off"),
        // What somebody holds who has gone away without a word is given back.
        ("idle_in_transaction_session_timeout", "5min"),
        ("tcp_user_timeout", "1min"),
    ]))
}

/// The same, where the server ends a statement that takes longer.
pub(super) fn limited(options: PgConnectOptions, longest: Duration) -> PgConnectOptions {
    options.options([("statement_timeout", longest.as_millis())])
}

/// A pool of at most so many connections to SQLite, each of which keeps so much of the file.
pub(super) fn sqlite_pool(most: usize, cache: &'static str) -> PoolOptions<Sqlite> {
    sqlite_lookups(most).after_release(move |connection, _| {
        // An error is no news here: whoever used the connection has had it.
        Box::pin(async move { Ok(restore_sqlite(connection, cache).await.unwrap_or(false)) })
    })
}

/// The same for connections that begin no transaction: there is nothing that one could leave behind. A file is not
/// asked whether it is still there before each use.
pub(super) fn sqlite_lookups(most: usize) -> PoolOptions<Sqlite> {
    PoolOptions::new().max_connections(connections(most)).test_before_acquire(false)
}

/// A pool of at most so many connections to PostgreSQL.
pub(super) fn postgres_pool(most: usize) -> PoolOptions<Postgres> {
    PoolOptions::new()
        .max_connections(connections(most))
        .acquire_timeout(ANSWERED_WITHIN)
        .after_release(|connection, _| Box::pin(is_idle_postgres(connection)))
}

fn connections(most: usize) -> u32 {
    u32::try_from(most).unwrap_or(u32::MAX)
}

/// Makes the next transaction find what the first one found; `false` when it would not.
async fn restore_sqlite(connection: &mut SqliteConnection, cache: &str) -> sqlx::Result<bool> {
    // Done after what is still under way, and after a ROLLBACK that was only asked for. BEGIN fails where SQLite is in a
    // transaction; what a large one borrowed of memory is freed at once. Who writes next waits for the disk again.
    let restore =
        AssertSqlSafe(format!("BEGIN; ROLLBACK; PRAGMA cache_size = {cache}; PRAGMA synchronous = FULL"));
    sqlx::raw_sql(restore).execute(&mut *connection).await?;

    Ok(!connection.is_in_transaction())
}

/// Whether the server is in no transaction; what sqlx counts does not say it all. It shows all rows from then on.
async fn is_idle_postgres(connection: &mut PgConnection) -> sqlx::Result<bool> {
    // Alone, a statement is a transaction of its own, which begins as it does.
    let alone = sqlx::raw_sql(
        "SELECT transaction_timestamp() = statement_timestamp() AND set_config('guichet.customer', '', false) = ''",
    );
    let is_alone: bool = alone.fetch_one(&mut *connection).await?.try_get(0)?;

    Ok(is_alone && !connection.is_in_transaction())
}

//! When SQLite's log is copied into its file.
//!
//! What is committed stands in the log first. Whoever commits when it has become long copies it, and all who write wait
//! meanwhile. While a great deal is written in turns that would be nearly every turn, with the same pages again and again:
//! the log is copied beside whoever writes then, by a connection that reads, after some of them.

use super::{Db, Pools};
use sqlx::{AssertSqlSafe, SqlitePool};

/// How long the log becomes before whoever commits copies it, in pages: SQLite's own default.
const USUAL: u32 = 1_000;

/// The same while it is copied beside, should that fail: some 130 MB.
const AT_MOST: u32 = 32_000;

impl Db {
    /// From now on whoever commits leaves the log alone, or again does not.
    pub(crate) async fn copy_log_beside(&self, beside: bool) -> sqlx::Result<()> {
        let Pools::Sqlite { writer, .. } = &self.pools else { return Ok(()) };
        let pages = if beside { AT_MOST } else { USUAL };
        let set = AssertSqlSafe(format!("PRAGMA wal_autocheckpoint = {pages}"));
        sqlx::raw_sql(set).execute(writer).await.map(drop)
    }

    /// Copies the log without anybody waiting: what is committed meanwhile is left in it, and then that, so that it begins
    /// anew.
    pub(crate) async fn copy_log(&self) -> sqlx::Result<()> {
        let Pools::Sqlite { lookups, .. } = &self.pools else { return Ok(()) };
        copy(lookups).await?;
        copy(lookups).await
    }
}

async fn copy(lookups: &SqlitePool) -> sqlx::Result<()> {
    sqlx::raw_sql("PRAGMA wal_checkpoint(PASSIVE)").execute(lookups).await.map(drop)
}

use crate::db::{open_sqlite_file, sqlite_migrations};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode};
use sqlx::{ConnectOptions, Connection, SqliteConnection};
use std::path::Path;
use std::time::Duration;

/// Why a copy is not put in a database's place.
#[derive(Debug, thiserror::Error)]
pub enum NotWhole {
    /// It is no database of SQLite's, or cut short, or was changed.
    #[error("the copy is damaged: {0}")]
    Damaged(String),
    /// It is a database of something else, or of a Guichet that was given up halfway.
    #[error("the copy is no database of Guichet's")]
    Foreign,
    /// It is of a Guichet that knows more than this one.
    #[error("the copy is of a newer Guichet")]
    Newer,
}

/// Writes one moment of the database at `url` into the empty file `to`.
pub(super) async fn copy(url: &str, to: &Path) -> sqlx::Result<()> {
    let to = to.to_str().ok_or_else(|| sqlx::Error::Configuration("the file's name is not UTF-8".into()))?;
    let mut connection = open_sqlite_file(url).await?;
    sqlx::query("VACUUM INTO $1").bind(to).execute(&mut connection).await?;
    connection.close().await
}

/// Reads all of a copy; which key its secrets were derived with, by its mark.
pub(super) async fn check(file: &Path) -> Result<Option<Vec<u8>>, NotWhole> {
    let damaged = |error: sqlx::Error| NotWhole::Damaged(error.to_string());
    let options = SqliteConnectOptions::new().filename(file).read_only(true);
    let mut copy = options.connect().await.map_err(damaged)?;
    let found: Vec<String> =
        sqlx::query_scalar("PRAGMA integrity_check").fetch_all(&mut copy).await.map_err(damaged)?;
    if found != ["ok"] {
        return Err(NotWhole::Damaged(found.join(", ")));
    }

    let strangers = sqlx::query("PRAGMA foreign_key_check").fetch_all(&mut copy).await.map_err(damaged)?;
    if !strangers.is_empty() {
        return Err(NotWhole::Damaged(format!("{} rows lead nowhere", strangers.len())));
    }

    let mark = belongs_here(&mut copy).await?;
    copy.close().await.map_err(damaged)?;
    Ok(mark)
}

async fn belongs_here(copy: &mut SqliteConnection) -> Result<Option<Vec<u8>>, NotWhole> {
    let has_run = sqlx::query_scalar("SELECT version FROM _sqlx_migrations WHERE success");
    let has_run: Vec<i64> = has_run.fetch_all(&mut *copy).await.map_err(|_| NotWhole::Foreign)?;
    if has_run.is_empty() {
        return Err(NotWhole::Foreign);
    }
    if has_run.iter().any(|version| !sqlite_migrations().contains(version)) {
        return Err(NotWhole::Newer);
    }

    // One from before there were marks has none.
    let mark = sqlx::query_scalar("SELECT mark FROM key_mark").fetch_optional(copy).await;
    Ok(mark.unwrap_or_default())
}

/// Makes the database in `file` one file again, without its log. `false`: somebody uses it. One that is damaged stays
/// as it is.
pub(super) async fn settle(file: &Path) -> bool {
    // Only whoever is alone can do without the log.
    let alone = SqliteConnectOptions::new().filename(file).busy_timeout(Duration::ZERO);
    let settled = async {
        let mut connection = alone.journal_mode(SqliteJournalMode::Delete).connect().await?;
        let mode: String = sqlx::query_scalar("PRAGMA journal_mode").fetch_one(&mut connection).await?;
        connection.close().await?;
        Ok::<_, sqlx::Error>(mode == "delete")
    };
    match settled.await {
        Ok(settled) => settled,
        Err(sqlx::Error::Database(error)) => !error.code().is_some_and(|code| says_busy(&code)),
        Err(_) => true,
    }
}

/// `SQLITE_BUSY` in one of its extended forms (<https://www.sqlite.org/rescode.html#busy>).
fn says_busy(code: &str) -> bool {
    const SQLITE_BUSY: u32 = 5;
    code.parse::<u32>().is_ok_and(|code| code & 0xff == SQLITE_BUSY)
}

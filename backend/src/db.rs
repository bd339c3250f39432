//! The database: SQLite in a file, or PostgreSQL; one SQL text for both wherever both accept it.
//!
//! Every operation takes a [`Tx`]. With [`on_engine!`](crate::on_engine) the same statement is
//! compiled for both engines.

mod code;
mod connections;
mod file;
mod observe;
mod page_cursor;
mod query;
pub(crate) mod sql;
#[cfg(test)]
mod statements;

pub use code::{Code, TextCode};
pub(crate) use connections::postgres_options;
pub use file::{Serving, ServingError, beside, file_of};
pub(crate) use page_cursor::PageCursor;
pub use query::{Bind, Query, Row, Scalar};
use sqlx::error::DatabaseError;
use sqlx::migrate::Migrator;
use sqlx::pool::PoolConnection;
use sqlx::{
    ConnectOptions, Connection, Database, PgPool, Postgres, Sqlite, SqliteConnection, SqlitePool, Transaction,
};
use std::error::Error;
use std::ops::{Deref, DerefMut};
use std::time::Instant;

static SQLITE_MIGRATIONS: Migrator = sqlx::migrate!("migrations/sqlite");
static POSTGRES_MIGRATIONS: Migrator = sqlx::migrate!("migrations/postgres");

#[derive(Clone, Debug)]
pub enum Db {
    /// SQLite, in WAL mode: one writer, and readers that never wait for it.
    Sqlite {
        /// The one connection that writes.
        writer: SqlitePool,
        /// The connections that read in a transaction.
        readers: SqlitePool,
        /// The connections that are asked one thing at a time.
        lookups: SqlitePool,
    },
    /// PostgreSQL 15 or later.
    Postgres(PgPool),
}

/// A transaction, or a connection of [`Db::lookup`]. Dropped without [`Tx::commit`], it leaves nothing behind.
#[derive(Debug)]
pub enum Tx {
    Sqlite(Held<Sqlite>),
    Postgres(Held<Postgres>),
}

/// A connection, in a transaction or without one.
#[derive(Debug)]
pub enum Held<Engine: Database> {
    InTransaction(Transaction<'static, Engine>),
    Alone(PoolConnection<Engine>),
}

impl<Engine: Database> Deref for Held<Engine> {
    type Target = Engine::Connection;

    fn deref(&self) -> &Self::Target {
        match self {
            Self::InTransaction(tx) => tx,
            Self::Alone(connection) => connection,
        }
    }
}

impl<Engine: Database> DerefMut for Held<Engine> {
    fn deref_mut(&mut self) -> &mut Self::Target {
        match self {
            Self::InTransaction(tx) => tx,
            Self::Alone(connection) => connection,
        }
    }
}

/// Why a database could not be opened or brought up to date.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The address begins with neither `sqlite:` nor `postgres:`.
    #[error("it must begin with sqlite:// or postgres://")]
    UnknownEngine,
    #[error("the database cannot be opened: {0}")]
    Database(#[from] sqlx::Error),
    /// A migration failed, or the database was migrated by a newer Guichet.
    #[error("the database cannot be migrated: {0}")]
    Migration(#[from] sqlx::migrate::MigrateError),
    /// A file, or a server, that can be read and not written.
    #[error("the database is read-only")]
    ReadOnly,
}

/// Runs one body on whichever engine a transaction is on: `on_engine!(tx, connection => …)`.
///
/// The body is compiled once for each engine, with `connection` as `&mut SqliteConnection` and as
/// `&mut PgConnection`; both must give the same type. Map engine-specific results (rows affected)
/// inside the body.
#[macro_export]
macro_rules! on_engine {
    ($tx:expr, $connection:ident => $body:expr) => {
        match $tx {
            $crate::db::Tx::Sqlite(tx) => {
                let $connection = &mut **tx;
                $body
            }
            $crate::db::Tx::Postgres(tx) => {
                let $connection = &mut **tx;
                $body
            }
        }
    };
}

impl Db {
    /// Opens the database at `url` (`sqlite://FILE` or `postgres://…`), without migrating it. A
    /// SQLite file that does not exist is created.
    pub async fn open(url: &str) -> Result<Self, OpenError> {
        if url.starts_with("sqlite:") {
            Self::open_sqlite(url).await
        } else if url.starts_with("postgres:") || url.starts_with("postgresql:") {
            let options = connections::postgres_options(url)?;
            // A pool tries for half a minute; one connection says at once that nobody is there.
            options.connect().await?.close().await?;
            Ok(Self::Postgres(connections::postgres_pool(16).connect_with(options).await?))
        } else {
            Err(OpenError::UnknownEngine)
        }
    }

    async fn open_sqlite(url: &str) -> Result<Self, OpenError> {
        let options = connections::sqlite_options(url)?;
        if let Some(file) = file_of(url) {
            file::make_private(&file);
        }
        let writer = connections::sqlite_pool(1).connect_with(options.clone()).await?;
        let options = options.pragma("query_only", "on");
        let readers = connections::sqlite_pool(8).connect_lazy_with(options.clone());
        let lookups = connections::sqlite_lookups(8).connect_lazy_with(options);
        Ok(Self::Sqlite { writer, readers, lookups })
    }

    /// Runs the migrations that have not run yet, and fails when nothing could be written afterwards.
    pub async fn migrate(&self) -> Result<(), OpenError> {
        match self {
            Self::Sqlite { writer, .. } => SQLITE_MIGRATIONS.run(writer).await?,
            Self::Postgres(pool) => POSTGRES_MIGRATIONS.run(pool).await?,
        }
        if self.is_read_only().await? { Err(OpenError::ReadOnly) } else { Ok(()) }
    }

    /// Whether the file, or the server, can only be read: a mount, a permission, a standby.
    async fn is_read_only(&self) -> sqlx::Result<bool> {
        // Touches nothing, and still needs the right to write.
        const NOTHING: &str = "DELETE FROM _sqlx_migrations WHERE FALSE";

        let tried = match self {
            Self::Sqlite { writer, .. } => sqlx::query(NOTHING).execute(writer).await.map(drop),
            Self::Postgres(pool) => sqlx::query(NOTHING).execute(pool).await.map(drop),
        };

        match tried {
            Ok(()) => Ok(false),
            Err(sqlx::Error::Database(error)) if error.code().is_some_and(|code| says_read_only(&code)) => {
                Ok(true)
            }
            Err(error) => Err(error),
        }
    }

    /// Whether every migration of this Guichet has run.
    pub async fn is_up_to_date(&self) -> sqlx::Result<bool> {
        const LATEST: &str = "SELECT max(version) FROM _sqlx_migrations WHERE success";

        let (latest, migrator) = match self {
            Self::Sqlite { readers, .. } => {
                (sqlx::query_scalar::<_, Option<i64>>(LATEST).fetch_one(readers).await?, &SQLITE_MIGRATIONS)
            }
            Self::Postgres(pool) => {
                (sqlx::query_scalar::<_, Option<i64>>(LATEST).fetch_one(pool).await?, &POSTGRES_MIGRATIONS)
            }
        };

        Ok(latest >= migrator.iter().map(|migration| migration.version).max())
    }

    /// Begins a transaction that may write. On SQLite there is one at a time, and it waits its turn
    /// here, never in the middle (`BEGIN IMMEDIATE`): no network and no hashing inside one.
    pub async fn write(&self) -> sqlx::Result<Tx> {
        let asked = Instant::now();
        let tx = match self {
            Self::Sqlite { writer, .. } => {
                Tx::Sqlite(Held::InTransaction(writer.begin_with("BEGIN IMMEDIATE").await?))
            }
            Self::Postgres(pool) => Tx::Postgres(Held::InTransaction(pool.begin().await?)),
        };
        self.waited("write", asked);
        Ok(tx)
    }

    /// Begins a transaction that may write a great deal: what SQLite keeps in memory of it is not written
    /// twice. The memory goes back with the connection, however the transaction ends.
    pub async fn begin_bulk_write(&self) -> sqlx::Result<Tx> {
        let mut tx = self.write().await?;
        if let Tx::Sqlite(tx) = &mut tx {
            sqlx::raw_sql("PRAGMA cache_size = -393216").execute(&mut **tx).await?;
        }
        Ok(tx)
    }

    /// Begins a transaction that only reads, and sees one state of the database.
    pub async fn read(&self) -> sqlx::Result<Tx> {
        let asked = Instant::now();
        let tx = match self {
            Self::Sqlite { readers, .. } => Tx::Sqlite(Held::InTransaction(readers.begin().await?)),
            Self::Postgres(pool) => Tx::Postgres(Held::InTransaction(
                pool.begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await?,
            )),
        };

        self.waited("read", asked);
        Ok(tx)
    }

    /// A connection that reads without a transaction: each statement sees one state of the database, the next perhaps
    /// another. To begin and to end a transaction takes longer than what a page asks.
    pub async fn lookup(&self) -> sqlx::Result<Tx> {
        let asked = Instant::now();
        let lookup = match self {
            Self::Sqlite { lookups, .. } => Tx::Sqlite(Held::Alone(lookups.acquire().await?)),
            Self::Postgres(pool) => Tx::Postgres(Held::Alone(pool.acquire().await?)),
        };

        self.waited("read", asked);
        Ok(lookup)
    }

    /// Closes every connection, when those in use are given back.
    pub async fn close(&self) {
        match self {
            Self::Sqlite { writer, readers, lookups } => {
                lookups.close().await;
                readers.close().await;
                writer.close().await;
            }
            Self::Postgres(pool) => pool.close().await,
        }
    }
}

/// One connection to SQLite's file at `url`, which must be there.
pub(crate) async fn open_sqlite_file(url: &str) -> sqlx::Result<SqliteConnection> {
    connections::sqlite_options(url)?.create_if_missing(false).connect().await
}

/// The numbers of all migrations of this Guichet for SQLite.
pub(crate) fn sqlite_migrations() -> Vec<i64> {
    SQLITE_MIGRATIONS.iter().map(|migration| migration.version).collect()
}

/// PostgreSQL's `read_only_sql_transaction`, or SQLite's `SQLITE_READONLY` in one of its extended forms
/// (<https://www.sqlite.org/rescode.html#readonly>).
fn says_read_only(code: &str) -> bool {
    const SQLITE_READONLY: u32 = 8;
    code == "25006" || code.parse::<u32>().is_ok_and(|code| code & 0xff == SQLITE_READONLY)
}

/// Whether `error`, or what caused it, is that the database has no room: PostgreSQL's `disk_full`, or SQLite's
/// `SQLITE_FULL`. Nothing is wrong with what was asked, and it can be asked again once there is room.
pub fn is_full(error: &(dyn Error + 'static)) -> bool {
    std::iter::successors(Some(error), |&error| error.source())
        .filter_map(|error| error.downcast_ref::<Box<dyn DatabaseError>>())
        .filter_map(|error| error.code())
        .any(|code| code == "53100" || code == "13")
}

impl Tx {
    /// Makes what was written last.
    pub async fn commit(self) -> sqlx::Result<()> {
        match self {
            Self::Sqlite(Held::InTransaction(tx)) => tx.commit().await,
            Self::Postgres(Held::InTransaction(tx)) => tx.commit().await,
            Self::Sqlite(Held::Alone(_)) | Self::Postgres(Held::Alone(_)) => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests;

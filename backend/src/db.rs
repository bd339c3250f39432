//! The database: SQLite in a file, or PostgreSQL; one SQL text for both wherever both accept it.
//!
//! Every operation takes a [`Tx`]. With [`on_engine!`](crate::on_engine) the same statement is
//! compiled for both engines.

use sqlx::migrate::Migrator;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{PgPool, Postgres, Sqlite, SqlitePool, Transaction};
use std::str::FromStr;
use std::time::Duration;

static SQLITE_MIGRATIONS: Migrator = sqlx::migrate!("migrations/sqlite");
static POSTGRES_MIGRATIONS: Migrator = sqlx::migrate!("migrations/postgres");

/// A database, open.
#[derive(Clone, Debug)]
pub enum Db {
    /// SQLite, in WAL mode: one writer, and readers that never wait for it.
    Sqlite {
        /// The one connection that writes.
        writer: SqlitePool,
        /// The connections that read.
        readers: SqlitePool,
    },
    /// PostgreSQL 15 or later.
    Postgres(PgPool),
}

/// A transaction. Dropped without [`Tx::commit`], it leaves nothing behind.
#[derive(Debug)]
pub enum Tx {
    /// On SQLite.
    Sqlite(Transaction<'static, Sqlite>),
    /// On PostgreSQL.
    Postgres(Transaction<'static, Postgres>),
}

/// Why a database could not be opened or brought up to date.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The address begins with neither `sqlite:` nor `postgres:`.
    #[error("DATABASE_URL must begin with sqlite:// or postgres://")]
    UnknownEngine,
    /// The database refused.
    #[error("the database cannot be opened: {0}")]
    Database(#[from] sqlx::Error),
    /// A migration failed, or the database was migrated by a newer Guichet.
    #[error("the database cannot be migrated: {0}")]
    Migration(#[from] sqlx::migrate::MigrateError),
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
            let options = PgConnectOptions::from_str(url)?
                .application_name("guichet")
                // Compiling a query takes longer than any of ours runs.
                .options([("jit", "off")]);
            Ok(Self::Postgres(PgPoolOptions::new().max_connections(16).connect_with(options).await?))
        } else {
            Err(OpenError::UnknownEngine)
        }
    }

    async fn open_sqlite(url: &str) -> Result<Self, OpenError> {
        let options = SqliteConnectOptions::from_str(url)?
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(Duration::from_secs(10))
            .pragma("cache_size", "-65536")
            .pragma("temp_store", "memory")
            .statement_cache_capacity(256)
            .optimize_on_close(true, None);
        let writer = SqlitePoolOptions::new().max_connections(1).connect_with(options.clone()).await?;
        let readers =
            SqlitePoolOptions::new().max_connections(8).connect_lazy_with(options.pragma("query_only", "on"));
        Ok(Self::Sqlite { writer, readers })
    }

    /// Runs the migrations that have not run yet.
    pub async fn migrate(&self) -> Result<(), OpenError> {
        match self {
            Self::Sqlite { writer, .. } => SQLITE_MIGRATIONS.run(writer).await?,
            Self::Postgres(pool) => POSTGRES_MIGRATIONS.run(pool).await?,
        }
        Ok(())
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
        Ok(match self {
            Self::Sqlite { writer, .. } => Tx::Sqlite(writer.begin_with("BEGIN IMMEDIATE").await?),
            Self::Postgres(pool) => Tx::Postgres(pool.begin().await?),
        })
    }

    /// Begins a transaction that only reads, and sees one state of the database.
    pub async fn read(&self) -> sqlx::Result<Tx> {
        Ok(match self {
            Self::Sqlite { readers, .. } => Tx::Sqlite(readers.begin().await?),
            Self::Postgres(pool) => {
                Tx::Postgres(pool.begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await?)
            }
        })
    }

    /// Closes every connection, when those in use are given back.
    pub async fn close(&self) {
        match self {
            Self::Sqlite { writer, readers } => {
                readers.close().await;
                writer.close().await;
            }
            Self::Postgres(pool) => pool.close().await,
        }
    }
}

impl Tx {
    /// Makes what was written last.
    pub async fn commit(self) -> sqlx::Result<()> {
        match self {
            Self::Sqlite(tx) => tx.commit().await,
            Self::Postgres(tx) => tx.commit().await,
        }
    }
}

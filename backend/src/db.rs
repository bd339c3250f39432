//! The database: SQLite in a file, or PostgreSQL; one SQL text for both wherever both accept it.
//!
//! Every operation takes a [`Tx`]. With [`on_engine!`](crate::on_engine) the same statement is
//! compiled for both engines.

mod code;
mod connections;
mod file;
mod gate;
mod log;
mod observe;
mod page_cursor;
mod query;
mod share;
pub(crate) mod sql;
#[cfg(test)]
mod statements;
mod time_limit;
mod wall;

use crate::events::Event;
pub use code::{Code, TextCode};
pub(crate) use connections::postgres_options;
use domain::ids::CustomerId;
pub use file::{Serving, ServingError, beside, file_of};
pub(crate) use gate::no_import_under_way;
pub(crate) use page_cursor::PageCursor;
pub use query::{Bind, Query, Row, Scalar};
pub use share::{Share, Shares};
use sqlx::error::DatabaseError;
use sqlx::migrate::Migrator;
use sqlx::pool::PoolConnection;
use sqlx::{
    ConnectOptions, Connection, Database, PgPool, Postgres, Sqlite, SqliteConnection, SqlitePool, Transaction,
};
use std::error::Error;
use std::ops::{Deref, DerefMut};
use std::sync::Arc;
use std::time::{Duration, Instant};
use time_limit::TimeLimit;
use tokio::sync::{Mutex, OwnedSemaphorePermit, Semaphore};

static SQLITE_MIGRATIONS: Migrator = sqlx::migrate!("migrations/sqlite");
static POSTGRES_MIGRATIONS: Migrator = sqlx::migrate!("migrations/postgres");

/// How many connections read at once, of each kind.
pub(crate) const READERS: usize = 8;

/// How long a statement of a page may take. The slowest that pages need take less than one second, on a million rows.
const LONGEST_STATEMENT: Duration = Duration::from_secs(10);

/// How long somebody waits for a connection that reads from SQLite. Who finds none until then is better told to come back.
/// PostgreSQL's pools say it sooner.
const PATIENCE: Duration = Duration::from_secs(5);

/// The database, how much of it whoever asks may use at once, and whose rows.
#[derive(Clone, Debug)]
pub struct Db {
    pools: Pools,
    /// None for what is about no customer, or about many.
    customer: Option<CustomerId>,
    /// None for what Guichet does by itself.
    share: Option<Share>,
    longest_statement: Duration,
    /// Whether an import of the customer's that is under way is no reason to wait.
    passes_gate: bool,
    gate_patience: Duration,
    /// Held by whoever writes an import in turns.
    importing: Arc<Mutex<()>>,
}

/// The connections to a database.
#[derive(Clone, Debug)]
pub enum Pools {
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
    Postgres {
        /// The connections that write, and those that read for as long as it takes.
        writers: PgPool,
        /// The connections that read for a page; the server ends a statement that takes too long.
        readers: PgPool,
    },
}

/// A transaction, or a connection of [`Db::lookup`]. Dropped without [`Tx::commit`], it leaves nothing behind.
#[derive(Debug)]
pub enum Tx {
    Sqlite(Held<Sqlite>),
    Postgres(Held<Postgres>),
}

/// A connection, and what it is held with.
#[derive(Debug)]
pub struct Held<Of: Database> {
    connection: Use<Of>,
    /// Renewed by each statement; none where it takes as long as it takes, or the server looks at it.
    limit: Option<TimeLimit>,
    /// A place among the readers of whoever asks, given back with the connection.
    _place: Option<OwnedSemaphorePermit>,
    /// What will have happened once the transaction is committed.
    events: Vec<Event>,
    /// Whose rows PostgreSQL shows; none where it shows all.
    customer: Option<CustomerId>,
}

/// A connection, in a transaction or without one.
#[derive(Debug)]
enum Use<Of: Database> {
    InTransaction(Transaction<'static, Of>),
    Alone(PoolConnection<Of>),
}

impl<Of: Database> Held<Of> {
    /// A transaction that takes as long as it takes.
    fn begun(transaction: Transaction<'static, Of>) -> Self {
        Self::reading(Use::InTransaction(transaction), None, None)
    }

    /// A connection that reads.
    fn reading(connection: Use<Of>, limit: Option<TimeLimit>, place: Option<OwnedSemaphorePermit>) -> Self {
        Self { connection, limit, _place: place, events: Vec::new(), customer: None }
    }
}

impl<Of: Database> Deref for Held<Of> {
    type Target = Of::Connection;

    fn deref(&self) -> &Self::Target {
        match &self.connection {
            Use::InTransaction(tx) => tx,
            Use::Alone(connection) => connection,
        }
    }
}

impl<Of: Database> DerefMut for Held<Of> {
    /// Who takes the connection begins a statement.
    fn deref_mut(&mut self) -> &mut Self::Target {
        if let Some(limit) = &self.limit {
            limit.begin();
        }
        match &mut self.connection {
            Use::InTransaction(tx) => tx,
            Use::Alone(connection) => connection,
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
        let pools = if url.starts_with("sqlite:") {
            Pools::open_sqlite(url).await?
        } else if url.starts_with("postgres:") || url.starts_with("postgresql:") {
            Pools::open_postgres(url).await?
        } else {
            return Err(OpenError::UnknownEngine);
        };
        Ok(Self::over(pools))
    }

    fn over(pools: Pools) -> Self {
        Self {
            pools,
            customer: None,
            share: None,
            longest_statement: LONGEST_STATEMENT,
            passes_gate: false,
            gate_patience: gate::PATIENCE,
            importing: Arc::default(),
        }
    }

    /// The connections themselves.
    pub fn pools(&self) -> &Pools {
        &self.pools
    }

    /// The same database, of whose readers no more are held at once than `share` has places.
    #[must_use]
    pub fn within(&self, share: Share) -> Self {
        Self { share: Some(share), ..self.clone() }
    }

    /// The same database for what is about one customer: PostgreSQL shows and takes no other's rows, whatever a statement
    /// forgets to say.
    #[must_use]
    pub fn of(&self, customer: impl Into<CustomerId>) -> Self {
        Self { customer: Some(customer.into()), ..self.clone() }
    }

    /// The same database, where a statement of a page may take so long. PostgreSQL has it from its connections.
    #[cfg(test)]
    pub(crate) fn limited_to(&self, longest: Duration) -> Self {
        let mut db = self.clone();
        db.longest_statement = longest;
        if let Pools::Postgres { readers, .. } = &mut db.pools {
            let options = connections::limited(readers.connect_options().as_ref().clone(), longest);
            *readers = connections::postgres_pool(READERS).connect_lazy_with(options);
        }
        db
    }

    /// Runs the migrations that have not run yet, and fails when nothing could be written afterwards.
    pub async fn migrate(&self) -> Result<(), OpenError> {
        match &self.pools {
            Pools::Sqlite { writer, .. } => SQLITE_MIGRATIONS.run(writer).await?,
            Pools::Postgres { writers, .. } => POSTGRES_MIGRATIONS.run(writers).await?,
        }
        if self.is_read_only().await? { Err(OpenError::ReadOnly) } else { Ok(()) }
    }

    /// Whether the file, or the server, can only be read: a mount, a permission, a standby.
    async fn is_read_only(&self) -> sqlx::Result<bool> {
        // Touches nothing, and still needs the right to write.
        const NOTHING: &str = "DELETE FROM _sqlx_migrations WHERE FALSE";

        let tried = match &self.pools {
            Pools::Sqlite { writer, .. } => sqlx::query(NOTHING).execute(writer).await.map(drop),
            Pools::Postgres { writers, .. } => sqlx::query(NOTHING).execute(writers).await.map(drop),
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

        let (latest, migrator) = match &self.pools {
            Pools::Sqlite { readers, .. } => {
                (sqlx::query_scalar::<_, Option<i64>>(LATEST).fetch_one(readers).await?, &SQLITE_MIGRATIONS)
            }
            Pools::Postgres { readers, .. } => {
                (sqlx::query_scalar::<_, Option<i64>>(LATEST).fetch_one(readers).await?, &POSTGRES_MIGRATIONS)
            }
        };

        Ok(latest >= migrator.iter().map(|migration| migration.version).max())
    }

    /// Begins a transaction that may write. On SQLite there is one at a time, and it waits its turn
    /// here, never in the middle (`BEGIN IMMEDIATE`): no network and no hashing inside one. What is about one customer
    /// waits here for an import of that customer's, too ([`gate`]).
    pub async fn write(&self) -> sqlx::Result<Tx> {
        match &self.pools {
            Pools::Sqlite { writer, .. } => self.write_through_gate(writer).await,
            Pools::Postgres { writers, .. } => {
                let asked = Instant::now();
                let begin = wall::begin("BEGIN", self.customer);
                let tx = Tx::Postgres(Held::begun(writers.begin_with(begin).await?));
                self.pools.waited("write", asked);
                Ok(tx.behind_wall(self.customer))
            }
        }
    }

    /// Begins the one transaction of SQLite that may write.
    async fn begin_sqlite(&self, writer: &SqlitePool, begin: &'static str) -> sqlx::Result<Tx> {
        let asked = Instant::now();
        let tx = Tx::Sqlite(Held::begun(writer.begin_with(begin).await?));
        self.pools.waited("write", asked);
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

    /// Begins a transaction that only reads, and sees one state of the database. No statement of it takes longer than
    /// those of a page may.
    pub async fn read(&self) -> sqlx::Result<Tx> {
        let asked = Instant::now();
        let place = self.place(Share::transactions).await?;
        let tx = match &self.pools {
            Pools::Sqlite { readers, .. } => {
                let mut tx = readers.begin().await?;
                let limit = TimeLimit::set(&mut tx, self.longest_statement).await?;
                Tx::Sqlite(Held::reading(Use::InTransaction(tx), Some(limit), place))
            }
            Pools::Postgres { readers, .. } => {
                let tx = readers.begin_with(wall::begin(READ_ONLY, self.customer)).await?;
                Tx::Postgres(Held::reading(Use::InTransaction(tx), None, place))
            }
        };

        self.pools.waited("read", asked);
        Ok(tx.behind_wall(self.customer))
    }

    /// The same for what takes as long as it takes: what no page waits for, such as the verification of a whole journal, and
    /// what is about a whole import.
    pub async fn read_at_length(&self) -> sqlx::Result<Tx> {
        let place = self.place(Share::transactions).await?;
        let tx = match &self.pools {
            Pools::Sqlite { readers, .. } => {
                let mut tx = readers.begin().await?;
                TimeLimit::lift(&mut tx).await?;
                Tx::Sqlite(Held::reading(Use::InTransaction(tx), None, place))
            }
            Pools::Postgres { writers, .. } => {
                let tx = writers.begin_with(wall::begin(READ_ONLY, self.customer)).await?;
                Tx::Postgres(Held::reading(Use::InTransaction(tx), None, place))
            }
        };

        Ok(tx.behind_wall(self.customer))
    }

    /// A connection that reads without a transaction: each statement sees one state of the database, the next perhaps
    /// another. To begin and to end a transaction takes longer than what a page asks.
    pub async fn lookup(&self) -> sqlx::Result<Tx> {
        let asked = Instant::now();
        let place = self.place(Share::lookups).await?;
        let lookup = match &self.pools {
            Pools::Sqlite { lookups, .. } => {
                let mut connection = lookups.acquire().await?;
                let limit = TimeLimit::set(&mut connection, self.longest_statement).await?;
                Tx::Sqlite(Held::reading(Use::Alone(connection), Some(limit), place))
            }
            Pools::Postgres { readers, .. } => {
                let mut connection = readers.acquire().await?;
                if let Some(customer) = self.customer {
                    wall::raise(&mut connection, customer).await?;
                }
                Tx::Postgres(Held::reading(Use::Alone(connection), None, place))
            }
        };

        self.pools.waited("read", asked);
        Ok(lookup.behind_wall(self.customer))
    }

    /// A place among the readers of whoever asks.
    async fn place(
        &self,
        of: impl Fn(&Share) -> &Arc<Semaphore>,
    ) -> sqlx::Result<Option<OwnedSemaphorePermit>> {
        match &self.share {
            None => Ok(None),
            Some(share) => share.place(of(share)).await.map(Some),
        }
    }

    /// Closes every connection, when those in use are given back.
    pub async fn close(&self) {
        match &self.pools {
            Pools::Sqlite { writer, readers, lookups } => {
                lookups.close().await;
                readers.close().await;
                writer.close().await;
            }
            Pools::Postgres { writers, readers } => {
                readers.close().await;
                writers.close().await;
            }
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

/// How a transaction of PostgreSQL that only reads is begun.
const READ_ONLY: &str = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";

impl Pools {
    async fn open_sqlite(url: &str) -> Result<Self, OpenError> {
        let options = connections::sqlite_options(url)?;
        if let Some(file) = file_of(url) {
            file::make_private(&file);
        }
        let writer =
            connections::sqlite_pool(1, connections::OF_WRITER).connect_with(options.clone()).await?;
        let options = options.pragma("query_only", "on").pragma("cache_size", connections::OF_READER);
        let readers = connections::sqlite_pool(READERS, connections::OF_READER)
            .acquire_timeout(PATIENCE)
            .connect_lazy_with(options.clone());
        let lookups =
            connections::sqlite_lookups(READERS).acquire_timeout(PATIENCE).connect_lazy_with(options);
        Ok(Self::Sqlite { writer, readers, lookups })
    }

    async fn open_postgres(url: &str) -> Result<Self, OpenError> {
        let options = connections::postgres_options(url)?;
        // A pool tries for half a minute; one connection says at once that nobody is there.
        options.connect().await?.close().await?;
        let writers = connections::postgres_pool(2 * READERS).connect_with(options.clone()).await?;
        // Transactions and lookups, of which SQLite has a pool each.
        let readers = connections::postgres_pool(2 * READERS)
            .connect_lazy_with(connections::limited(options, LONGEST_STATEMENT));
        Ok(Self::Postgres { writers, readers })
    }
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

/// Whether `error`, or what caused it, is that a statement took too long, or that nobody had a connection left: there
/// is too much at once, and it can be asked again.
pub fn is_busy(error: &(dyn Error + 'static)) -> bool {
    std::iter::successors(Some(error), |&error| error.source()).any(|error| {
        let no_place = matches!(error.downcast_ref(), Some(sqlx::Error::PoolTimedOut));
        let code = error.downcast_ref::<Box<dyn DatabaseError>>().and_then(|error| error.code());
        // PostgreSQL's `query_canceled`, and SQLite's `SQLITE_INTERRUPT`.
        no_place || code.is_some_and(|code| code == "57014" || code == "9")
    })
}

impl Tx {
    /// Makes what was written last.
    pub async fn commit(self) -> sqlx::Result<()> {
        let events = match self {
            Self::Sqlite(Held { connection: Use::InTransaction(tx), events, .. }) => {
                tx.commit().await?;
                events
            }
            Self::Postgres(Held { connection: Use::InTransaction(tx), events, .. }) => {
                tx.commit().await?;
                events
            }
            Self::Sqlite(_) | Self::Postgres(_) => Vec::new(),
        };
        for event in events {
            event.log();
        }

        Ok(())
    }

    /// Has the log tell what happened once this is committed: what is rolled back did not happen.
    pub(crate) fn tell(&mut self, event: Event) {
        match self {
            Self::Sqlite(held) => held.events.push(event),
            Self::Postgres(held) => held.events.push(event),
        }
    }
}

#[cfg(test)]
mod tests;

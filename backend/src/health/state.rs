//! What the database, the outbox, the mail server and the clock are like now: for `guichet doctor` and for the page of the
//! carrier's staff.

use crate::db::{Pools, Tx};
use crate::health::{clock_difference, last_entry};
use crate::mail::{MailCheck, Transport};
use crate::services::Services;
use domain::time::Timestamp;

/// How far this machine's clock may be from the database's, in seconds: sessions and mails are timed by the one and seen
/// by others.
const DIFFERENCE: i64 = 30;
/// For so many seconds at least the mail server's certificate should still be valid.
const CERTIFICATE: i64 = 14 * 24 * 60 * 60;

/// What the database is like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DatabaseState {
    /// The engine and its version: `SQLite 3.50.4`.
    pub engine: String,
    /// In bytes.
    pub size: u64,
    /// The number of the last migration that has run.
    pub migration: i64,
    /// Whether all have.
    pub is_up_to_date: bool,
    /// Whether Guichet's role is one that PostgreSQL shows all customers' rows, whatever is asked for.
    pub passes_through_wall: bool,
}

/// What waits to be mailed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QueueState {
    /// All that waits or is on its way.
    pub waiting: u64,
    /// Of these, those to domains that are paused.
    pub paused: u64,
    /// Of these, those that a server has put off at least once.
    pub deferred: u64,
    /// When the oldest was asked for.
    pub oldest: Option<Timestamp>,
}

/// What this machine's clock shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClockState {
    Fine(Timestamp),
    /// It is behind the last entry of a journal.
    Behind,
    /// The database's clock shows another time: by so many seconds.
    Differs(i64),
}

/// What the mail server is like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MailState {
    /// There is none: mails are files in a folder.
    Folder,
    /// It answers and lets us in. Until when its certificate is valid, where it has one.
    Server(Option<Timestamp>),
    /// The same, and the certificate ends within a fortnight.
    EndsSoon(Timestamp),
    /// Its words, or why there are none.
    Unreachable(String),
}

/// What the database is like.
pub async fn database(services: &Services) -> sqlx::Result<DatabaseState> {
    let is_up_to_date = services.db.is_up_to_date().await?;
    let mut tx = services.db.read().await?;
    let migration: Option<i64> =
        tx.query("SELECT max(version) FROM _sqlx_migrations WHERE success").scalar().await?;
    let (name, version, size): (&str, String, i64) = match services.db.pools() {
        Pools::Sqlite { .. } => (
            "SQLite",
            tx.query("SELECT sqlite_version()").scalar().await?,
            tx.query("SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()")
                .scalar()
                .await?,
        ),
        Pools::Postgres { .. } => (
            "PostgreSQL",
            tx.query("SELECT current_setting('server_version')").scalar().await?,
            tx.query("SELECT pg_database_size(current_database())").scalar().await?,
        ),
    };

    drop(tx);

    Ok(DatabaseState {
        passes_through_wall: services.db.passes_through_wall().await?,
        engine: format!("{name} {version}"),
        size: size.unsigned_abs(),
        migration: migration.unwrap_or_default(),
        is_up_to_date,
    })
}

/// What waits to be mailed.
pub async fn queue(services: &Services) -> sqlx::Result<QueueState> {
    let mut tx: Tx = services.db.lookup().await?;
    let (waiting, paused, deferred, oldest): (i64, i64, i64, Option<i64>) = tx
        .query(
            "SELECT count(*), count(*) FILTER (WHERE domain IN (SELECT domain FROM paused_domains)),
                    count(*) FILTER (WHERE reason IS NOT NULL), min(dated)
             FROM mail_jobs WHERE state IN ('queued', 'sending')",
        )
        .fetch_one()
        .await?;

    Ok(QueueState {
        waiting: waiting.unsigned_abs(),
        paused: paused.unsigned_abs(),
        deferred: deferred.unsigned_abs(),
        oldest: oldest.map(Timestamp),
    })
}

/// Whether this machine's clock can be right.
pub async fn clock(services: &Services) -> sqlx::Result<ClockState> {
    let now = services.clock.now();
    if last_entry(services).await?.is_some_and(|last| now < last) {
        return Ok(ClockState::Behind);
    }

    let difference = clock_difference(services).await?;
    Ok(if difference.abs() > DIFFERENCE { ClockState::Differs(difference) } else { ClockState::Fine(now) })
}

/// Whether mails can leave: the mail server is connected to, and nothing is sent.
pub async fn mail(transport: &Transport, now: Timestamp) -> MailState {
    match transport.check().await {
        Ok(MailCheck::Folder) => MailState::Folder,
        Ok(MailCheck::Server(Some(until))) if until < now.plus_seconds(CERTIFICATE) => {
            MailState::EndsSoon(until)
        }
        Ok(MailCheck::Server(until)) => MailState::Server(until),
        Err(words) => MailState::Unreachable(words),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mail::tests::invite;
    use crate::testing::contract_test;
    use crate::testing::smtp::{Behaviour, SmtpServer};

    contract_test!(the_database_says_what_it_is, |world| async {
        let state = database(&world.services).await.unwrap();
        let is_known = state.engine.starts_with("SQLite 3.") || state.engine.starts_with("PostgreSQL 1");
        assert!(
            is_known && state.is_up_to_date && state.size > 100_000 && state.migration >= 28,
            "{state:?}"
        );
    });

    contract_test!(the_queue_says_what_waits_and_why, |world| async {
        invite(world, &world.potters, "a@pause.example").await;
        invite(world, &world.potters, "b@exemple.fr").await;
        world.execute("INSERT INTO paused_domains (domain, paused_at) VALUES ('pause.example', 0)").await;
        let state = queue(&world.services).await.unwrap();
        let expected = QueueState { waiting: 2, paused: 1, deferred: 0, oldest: Some(world.now()) };
        assert_eq!(state, expected);
    });

    contract_test!(a_clock_that_is_behind_the_journal_is_wrong, |world| async {
        // The clock of a test stands still, so PostgreSQL's differs from it.
        assert_ne!(clock(&world.services).await.unwrap(), ClockState::Behind);
        world.services.clock.advance(-60);
        assert_eq!(clock(&world.services).await.unwrap(), ClockState::Behind);
    });

    #[tokio::test]
    async fn a_mail_server_is_reachable_or_says_why_not() {
        let server = SmtpServer::start(Behaviour::default()).await;
        let transport = |url: &str| Transport::smtp(url, "Guichet <a@portail.example>").unwrap();
        assert_eq!(mail(&transport(&server.url()), Timestamp(0)).await, MailState::Server(None));
        let nowhere = mail(&transport("smtp://127.0.0.1:1"), Timestamp(0)).await;
        assert!(matches!(nowhere, MailState::Unreachable(_)), "{nowhere:?}");
    }
}

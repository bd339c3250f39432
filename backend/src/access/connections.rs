use super::OperatorScope;
use crate::clock::{day, local};
use crate::db::Tx;
use crate::observe::Operation;
use crate::services::Services;
use domain::end_date::EndDate;
use domain::time::{LocalTime, Timestamp};
use std::iter;

/// So many networks, and so many accounts, are listed at most: those that wait longest.
const LISTED: i64 = 100;
/// For so many seconds it is told how many were refused by hour.
const HOURS: i64 = 24 * 60 * 60;
/// For so many days, today among them, it is told by day.
const DAYS: usize = 7;

/// Refused sign-ins, and who waits after them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Connections {
    /// How many passwords and codes were refused on each of the last days, the latest first.
    pub days: Vec<(EndDate, u64)>,
    /// How many in each of the last hours in which there were any, by when it began, the latest first.
    pub hours: Vec<(LocalTime, u64)>,
    /// Who waits, and for how long.
    pub waiting: Waiting,
}

/// Who must wait before the next attempt is heard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// The networks that wait longest.
    pub networks: Vec<WaitingNetwork>,
    /// How many there are, listed or not.
    pub all_networks: u64,
    /// The people who wait longest.
    pub people: Vec<WaitingPerson>,
    /// How many there are, listed or not.
    pub all_people: u64,
    /// How many logins that are nobody's, and addresses for which links were asked, wait beside them.
    pub others: u64,
}

/// A network of which some addresses wait.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaitingNetwork {
    /// `192.0.2.0/24`, `2001:db8:1::/48`.
    pub network: String,
    /// How many of its addresses wait, to sign in or for a link.
    pub addresses: u64,
    /// How many attempts are counted against them.
    pub attempts: u64,
    pub until: LocalTime,
}

/// Somebody whose login was tried.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaitingPerson {
    /// What they sign in with.
    pub identifier: String,
    pub attempts: u64,
    pub until: LocalTime,
}

/// How many sign-ins were refused lately, and who waits now.
#[tracing::instrument(name = "access.connections", skip_all, err(level = "debug"))]
pub async fn connections(services: &Services, _operator: &OperatorScope) -> sqlx::Result<Connections> {
    let operation = Operation::begin("access.connections");

    let now = services.clock.now();
    let mut tx = services.db.read().await?;
    let refused: Vec<(i64, i64)> =
        tx.query("SELECT hour, refused FROM refused_sign_ins ORDER BY hour DESC").fetch_all().await?;
    let waiting = waiting(&mut tx, services, now).await?;
    drop(tx);

    let refused: Vec<_> =
        refused.into_iter().map(|(hour, refused)| (Timestamp(hour), refused.unsigned_abs())).collect();
    let days = by_day(services, &refused);
    let latest = refused.into_iter().filter(|(hour, _)| *hour > now.plus_seconds(-HOURS));
    let hours = latest.map(|(hour, refused)| (local(hour, &services.time_zone), refused)).collect();

    operation.ended(Ok(Connections { days, hours, waiting }))
}

/// How many were refused on each of the last days.
fn by_day(services: &Services, refused: &[(Timestamp, u64)]) -> Vec<(EndDate, u64)> {
    let of = |today: EndDate| {
        let on_it = refused.iter().filter(|(hour, _)| day(*hour, &services.time_zone) == today);
        (today, on_it.map(|(_, refused)| refused).sum())
    };
    iter::successors(Some(services.today()), |day| day.before()).take(DAYS).map(of).collect()
}

async fn waiting(tx: &mut Tx, services: &Services, now: Timestamp) -> sqlx::Result<Waiting> {
    let shown = |until| local(Timestamp(until), &services.time_zone);
    let (all_networks, all_people, others): (i64, i64, i64) = tx
        .query(
            "SELECT count(DISTINCT network), count(DISTINCT user_id),
                 count(*) FILTER (WHERE network IS NULL AND user_id IS NULL)
             FROM attempts WHERE wait_until > $1",
        )
        .bind(now.0)
        .fetch_one()
        .await?;

    let networks: Vec<(String, i64, i64, i64)> = tx
        .query(
            "SELECT network, count(*), CAST(sum(failures) AS BIGINT), max(wait_until) FROM attempts
             WHERE wait_until > $1 AND network IS NOT NULL
             GROUP BY network ORDER BY max(wait_until) DESC, network LIMIT $2",
        )
        .bind(now.0)
        .bind(LISTED)
        .fetch_all()
        .await?;
    let network = |(network, addresses, attempts, until): (String, i64, i64, i64)| WaitingNetwork {
        network,
        addresses: addresses.unsigned_abs(),
        attempts: attempts.unsigned_abs(),
        until: shown(until),
    };

    let people: Vec<(String, i64, i64)> = tx
        .query(
            "SELECT u.identifier, CAST(sum(a.failures) AS BIGINT), max(a.wait_until)
             FROM attempts a JOIN users u ON u.id = a.user_id
             WHERE a.wait_until > $1
             GROUP BY u.identifier ORDER BY max(a.wait_until) DESC, u.identifier LIMIT $2",
        )
        .bind(now.0)
        .bind(LISTED)
        .fetch_all()
        .await?;
    let person = |(identifier, attempts, until): (String, i64, i64)| WaitingPerson {
        identifier,
        attempts: attempts.unsigned_abs(),
        until: shown(until),
    };

    Ok(Waiting {
        networks: networks.into_iter().map(network).collect(),
        all_networks: all_networks.unsigned_abs(),
        people: people.into_iter().map(person).collect(),
        all_people: all_people.unsigned_abs(),
        others: others.unsigned_abs(),
    })
}

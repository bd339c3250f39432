use super::my_address::customers_of;
use super::{Principal, my_information, permissions, sessions};
use crate::db::{Code, Tx};
use crate::observe::Operation;
use crate::services::Services;
use domain::access::{CustomerAccess, MyInformation, OpenSession};
use domain::ids::{CustomerId, UserId};
use domain::users::UserStatus;
use serde::Serialize;

/// So many of the latest entries of each journal are given.
const ENTRIES: i64 = 10_000;

/// All that is kept of a person, for themselves (Regulation (EU) 2016/679, articles 15 and 20). Moments are those of
/// RFC 3339, in UTC.
#[derive(Debug, Serialize)]
pub struct MyData {
    identifier: String,
    email: String,
    created_at: String,
    information: MyInformation,
    /// How each customer that has the person writes them.
    customers: Vec<KnownTo>,
    /// What they may do there, and whom to ask.
    accesses: Vec<CustomerAccess>,
    sessions: Vec<OpenSession>,
    /// Since when codes of an application are asked for; `None`: they are not.
    codes_since: Option<String>,
    passkeys: Vec<Key>,
    mails: Vec<Mailed>,
    /// What they did, and what was done to them, with one customer after the other.
    journal: Vec<Told>,
}

/// A person, as a customer knows them.
#[derive(Debug, Serialize)]
struct KnownTo {
    customer: String,
    email: String,
    last_name: String,
    first_name: String,
    status: UserStatus,
    since: String,
}

/// A passkey, without what it is known by.
#[derive(Debug, Serialize)]
struct Key {
    name: String,
    since: String,
    last_used: Option<String>,
}

/// A mail of the last thirty days: how long they are kept.
#[derive(Debug, Serialize)]
struct Mailed {
    /// `None` for a mail to the person as such.
    customer: Option<String>,
    kind: String,
    asked_at: String,
    state: String,
    accepted_at: Option<String>,
}

/// An entry of a customer's journal, without the others whom it may name.
#[derive(Debug, Serialize)]
struct Told {
    customer: String,
    at: String,
    action: String,
    /// Whether the person did it themselves.
    own: bool,
    /// From where, when they did.
    network: Option<String>,
}

/// All that is kept of the person.
#[tracing::instrument(name = "access.my_data", skip_all, err(level = "debug"), fields(user = %principal.user))]
pub async fn my_data(services: &Services, principal: &Principal) -> sqlx::Result<MyData> {
    let operation = Operation::begin("access.my_data");

    let user = principal.user;
    let mut tx = services.db.read().await?;
    let (identifier, email, created_at): (String, String, i64) = tx
        .query("SELECT identifier, email, created_at FROM users WHERE id = $1")
        .bind(user.0)
        .fetch_one()
        .await?;
    let customers = known_to(&mut tx, user).await?;
    let codes_since: Option<i64> = tx
        .query("SELECT since FROM second_factors WHERE user_id = $1")
        .bind(user.0)
        .optional_scalar()
        .await?;
    let passkeys = keys(&mut tx, user).await?;
    let mut mails = mailed_as_such(&mut tx, user).await?;
    let mut journal = Vec::new();
    // One customer after the other: each stands together in the indexes.
    for (customer, _) in customers_of(&mut tx, user).await? {
        mails.extend(mailed_by(&mut tx, customer, user).await?);
        journal.extend(told(&mut tx, customer, user).await?);
    }
    drop(tx);

    operation.ended(Ok(MyData {
        identifier,
        email,
        created_at: moment(created_at),
        information: my_information(services, principal).await?,
        customers,
        accesses: permissions(services, principal).await?,
        sessions: sessions(services, principal).await?,
        codes_since: codes_since.map(moment),
        passkeys,
        mails,
        journal,
    }))
}

async fn known_to(tx: &mut Tx, user: UserId) -> sqlx::Result<Vec<KnownTo>> {
    let rows: Vec<(String, String, String, String, Code<UserStatus>, i64)> = tx
        .query(
            "SELECT c.name, m.email, m.last_name, m.first_name, m.status, m.created_at
             FROM memberships m JOIN customers c ON c.id = m.customer_id WHERE m.user_id = $1 ORDER BY c.name",
        )
        .bind(user.0)
        .fetch_all()
        .await?;
    let known = |(customer, email, last_name, first_name, Code(status), since)| KnownTo {
        customer,
        email,
        last_name,
        first_name,
        status,
        since: moment(since),
    };

    Ok(rows.into_iter().map(known).collect())
}

async fn keys(tx: &mut Tx, user: UserId) -> sqlx::Result<Vec<Key>> {
    let rows: Vec<(String, i64, Option<i64>)> = tx
        .query("SELECT name, added_at, last_used_at FROM passkeys WHERE user_id = $1 ORDER BY added_at, id")
        .bind(user.0)
        .fetch_all()
        .await?;
    let key = |(name, since, last_used): (String, i64, Option<i64>)| Key {
        name,
        since: moment(since),
        last_used: last_used.map(moment),
    };

    Ok(rows.into_iter().map(key).collect())
}

/// A mail as it is read: of whom, what, when it was asked for, what became of it, and when.
type MailRow = (Option<String>, String, i64, String, Option<i64>);

async fn mailed_by(tx: &mut Tx, customer: CustomerId, user: UserId) -> sqlx::Result<Vec<Mailed>> {
    let rows: Vec<MailRow> = tx
        .query(
            "SELECT c.name, j.kind, j.dated, j.state, j.accepted_at
             FROM mail_jobs j JOIN customers c ON c.id = j.customer_id
             WHERE j.customer_id = $1 AND j.user_id = $2 ORDER BY j.dated DESC, j.id",
        )
        .bind(customer.0)
        .bind(user.0)
        .fetch_all()
        .await?;
    Ok(rows.into_iter().map(Mailed::new).collect())
}

/// What was mailed to the person as such.
async fn mailed_as_such(tx: &mut Tx, user: UserId) -> sqlx::Result<Vec<Mailed>> {
    let rows: Vec<MailRow> = tx
        .query(
            "SELECT CAST(NULL AS TEXT), kind, dated, state, accepted_at FROM mail_jobs
             WHERE customer_id IS NULL AND user_id = $1 ORDER BY dated DESC, id",
        )
        .bind(user.0)
        .fetch_all()
        .await?;
    Ok(rows.into_iter().map(Mailed::new).collect())
}

impl Mailed {
    fn new((customer, kind, asked_at, state, accepted_at): MailRow) -> Self {
        Self { customer, kind, asked_at: moment(asked_at), state, accepted_at: accepted_at.map(moment) }
    }
}

async fn told(tx: &mut Tx, customer: CustomerId, user: UserId) -> sqlx::Result<Vec<Told>> {
    let rows: Vec<(String, i64, String, i64, Option<String>)> = tx
        .query(
            "SELECT c.name, j.at, j.action, CAST(CASE WHEN j.actor_id = $2 THEN 1 ELSE 0 END AS BIGINT),
                    CASE WHEN j.actor_id = $2 THEN j.network END
             FROM journal_people p JOIN customers c ON c.id = p.customer_id
             JOIN journal j ON j.customer_id = p.customer_id AND j.sequence = p.sequence
             WHERE p.customer_id = $1 AND p.user_id = $2 ORDER BY p.at DESC, p.sequence DESC LIMIT $3",
        )
        .bind(customer.0)
        .bind(user.0)
        .bind(ENTRIES)
        .fetch_all()
        .await?;
    let entry = |(customer, at, action, own, network)| Told {
        customer,
        at: moment(at),
        action,
        own: own > 0,
        network,
    };

    Ok(rows.into_iter().map(entry).collect())
}

fn moment(milliseconds: i64) -> String {
    jiff::Timestamp::from_millisecond(milliseconds).map(|at| at.to_string()).unwrap_or_default()
}

#[cfg(test)]
mod tests;

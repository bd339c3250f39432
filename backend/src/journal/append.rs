use super::Link;
use crate::access::{Actor, CustomerScope};
use crate::customers;
use crate::db::Tx;
use crate::events::Event;
use domain::ids::{CustomerId, UserId};
use domain::journal::Action;
use domain::time::Timestamp;
use std::collections::BTreeSet;
use std::net::IpAddr;
use uuid::Uuid;

/// Something that was done, to be written down.
#[derive(Clone, Debug)]
pub struct Entry {
    /// What was done, as `thing.verb`: `user.created`.
    pub action: &'static str,
    /// The user, assignment or import that it was done to.
    pub subject: Option<Uuid>,
    /// What else is worth knowing: identifiers, counts, codes. Never an address or a secret: what can be erased is kept
    /// elsewhere, under a key that stands here. The people under `users`
    /// are those whom it was done to, where the subject is none.
    pub details: serde_json::Value,
}

/// Who does something, as the journal tells of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Author {
    /// Unless it is the command line.
    pub user: Option<UserId>,
    pub network: Option<IpAddr>,
    /// Whether it is the carrier's staff.
    pub is_operator: bool,
}

impl From<&CustomerScope> for Author {
    fn from(scope: &CustomerScope) -> Self {
        let is_operator = matches!(scope.actor(), Actor::Operator(_));
        Self { user: scope.user(), network: scope.network(), is_operator }
    }
}

/// Writes `entry` at the end of the customer's journal, in the transaction of what it tells.
pub async fn append(tx: &mut Tx, scope: &CustomerScope, now: Timestamp, entry: Entry) -> sqlx::Result<()> {
    append_by(tx, scope.customer(), scope.into(), now, entry).await
}

/// The same where what was asked for ends later.
pub(crate) async fn append_by(
    tx: &mut Tx,
    customer: CustomerId,
    author: Author,
    now: Timestamp,
    mut entry: Entry,
) -> sqlx::Result<()> {
    // The carrier's staff is none of the customer's people, and may leave: that they were it is kept here.
    if let (true, Some(details)) = (author.is_operator, entry.details.as_object_mut()) {
        details.insert("operator".to_owned(), true.into());
    }

    write(tx, customer, author.user, author.network, now, entry).await
}

/// The same for what somebody does who administers nothing: a person about themselves.
pub(crate) async fn append_as(
    tx: &mut Tx,
    customer: CustomerId,
    actor: Option<UserId>,
    now: Timestamp,
    entry: Entry,
) -> sqlx::Result<()> {
    write(tx, customer, actor, None, now, entry).await
}

/// The same for what goes on behind a request that came from `network`.
pub(crate) async fn append_after(
    tx: &mut Tx,
    customer: CustomerId,
    (actor, network): (Option<UserId>, Option<IpAddr>),
    now: Timestamp,
    entry: Entry,
) -> sqlx::Result<()> {
    write(tx, customer, actor, network, now, entry).await
}

async fn write(
    tx: &mut Tx,
    customer: CustomerId,
    actor: Option<UserId>,
    network: Option<IpAddr>,
    now: Timestamp,
    entry: Entry,
) -> sqlx::Result<()> {
    debug_assert!(
        Action::from_code(entry.action).is_some(),
        "{}: name it in domain/src/journal.rs, and say it in app/src/journal/texts.rs",
        entry.action
    );

    // Two entries written at once would both follow the same one.
    customers::lock(tx, customer).await?;
    let (sequence, previous) = last(tx, customer.0).await?.unwrap_or_default();
    let link = Link {
        sequence: sequence + 1,
        at: now.0,
        actor_id: actor.map(|user| user.0),
        action: entry.action.to_owned(),
        subject_id: entry.subject,
        details: entry.details.to_string(),
        network: network.map(|network| network.to_canonical().to_string()),
    };
    let hash = link.hash(customer, &previous);
    tx.query(
        "INSERT INTO journal (customer_id, sequence, at, actor_id, action, subject_id, details,
         network, previous_hash, hash)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
    )
    .bind(customer.0)
    .bind(link.sequence)
    .bind(link.at)
    .bind(link.actor_id)
    .bind(link.action)
    .bind(link.subject_id)
    .bind(link.details)
    .bind(link.network)
    .bind(previous)
    .bind(hash.to_vec())
    .execute()
    .await?;

    let concerned = people(&entry).into_iter().chain(actor.map(|user| user.0));
    for user in concerned.collect::<BTreeSet<_>>() {
        note_person(tx, customer, user, &entry, link.sequence, now).await?;
    }
    tx.tell(Event { what: entry.action, customer: Some(customer), by: actor, to: entry.subject });

    Ok(())
}

/// Whom an entry is about: its subject, or those whom its details name.
pub(super) fn people(entry: &Entry) -> Vec<Uuid> {
    let of_subject = entry.subject.filter(|_| is_of_a_person(entry.action));
    let named = entry.details.get("users").and_then(|users| users.as_array()).into_iter().flatten();
    let named = named.filter_map(|user| user.as_str()?.parse().ok());
    of_subject.into_iter().chain(named).collect()
}

/// Whether the subject of such entries is a person.
pub(super) fn is_of_a_person(action: &str) -> bool {
    ["user.", "administrator.", "advanced_user."].iter().any(|kind| action.starts_with(kind))
}

/// Writes down that an entry is found by a person.
async fn note_person(
    tx: &mut Tx,
    customer: CustomerId,
    user: Uuid,
    entry: &Entry,
    sequence: i64,
    now: Timestamp,
) -> sqlx::Result<()> {
    tx.query(
        "INSERT INTO journal_people (customer_id, user_id, action, at, sequence) VALUES ($1, $2, $3, $4, $5)",
    )
    .bind(customer.0)
    .bind(user)
    .bind(entry.action)
    .bind(now.0)
    .bind(sequence)
    .execute()
    .await?;

    Ok(())
}

async fn last(tx: &mut Tx, customer: Uuid) -> sqlx::Result<Option<(i64, Vec<u8>)>> {
    tx.query("SELECT sequence, hash FROM journal WHERE customer_id = $1 ORDER BY sequence DESC LIMIT 1")
        .bind(customer)
        .fetch_optional()
        .await
}

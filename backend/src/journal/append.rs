use super::Link;
use crate::access::CustomerScope;
use crate::customers;
use crate::db::Tx;
use domain::ids::{CustomerId, UserId};
use domain::time::Timestamp;
use uuid::Uuid;

/// Something that was done, to be written down.
#[derive(Clone, Debug)]
pub struct Entry {
    /// What was done, as `thing.verb`: `user.created`.
    pub action: &'static str,
    /// The user, assignment or import that it was done to.
    pub subject: Option<Uuid>,
    /// What else is worth knowing: identifiers, counts, codes. Never an address or a secret.
    pub details: serde_json::Value,
}

/// Writes `entry` at the end of the customer's journal, in the transaction of what it tells.
pub async fn append(tx: &mut Tx, scope: &CustomerScope, now: Timestamp, entry: Entry) -> sqlx::Result<()> {
    append_as(tx, scope.customer(), scope.user(), now, entry).await
}

/// The same for what somebody does who administers nothing: a person about themselves.
pub(crate) async fn append_as(
    tx: &mut Tx,
    customer: CustomerId,
    actor: Option<UserId>,
    now: Timestamp,
    entry: Entry,
) -> sqlx::Result<()> {
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
    };
    let hash = link.hash(customer, &previous);
    tx.query(
        "INSERT INTO journal (customer_id, sequence, at, actor_id, action, subject_id, details,
         previous_hash, hash)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    )
    .bind(customer.0)
    .bind(link.sequence)
    .bind(link.at)
    .bind(link.actor_id)
    .bind(link.action)
    .bind(link.subject_id)
    .bind(link.details)
    .bind(previous)
    .bind(hash.to_vec())
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

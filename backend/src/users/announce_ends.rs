use crate::clock;
use crate::customers;
use crate::db::sql::Sql;
use crate::db::{Tx, no_import_under_way};
use crate::mail::{self, Ending, MailKind};
use crate::observe::Operation;
use crate::services::Services;
use domain::ids::{CustomerId, UserId};
use domain::time::Timestamp;
use std::collections::BTreeMap;
use uuid::Uuid;

/// So long before its end, in seconds, an access is announced to end: on the evening of its last day.
const AHEAD: i64 = 6 * 3600;

/// An administrator is told once in so many seconds of all that ends.
const ONCE_IN: i64 = 24 * 3600;

/// At most so many assignments in one transaction.
const BATCH: i64 = 500;

/// Something that ends this evening.
#[derive(sqlx::FromRow)]
struct Due {
    id: Uuid,
    user_id: Uuid,
    next_end_at: i64,
}

/// Mails everybody of whose assignments one ends this evening, or a right of it, and their administrators; says of how
/// many assignments. Nobody is told twice of one end. To be called from time to time.
#[tracing::instrument(name = "users.announce_ends", skip_all, err(level = "debug"))]
pub async fn announce_ends(services: &Services) -> sqlx::Result<u64> {
    let operation = Operation::begin("users.announce_ends");

    let mut announced = 0;
    for customer in due_customers(services).await? {
        loop {
            let count = announce_some(services, customer).await?;
            announced += count;
            if count == 0 {
                break;
            }
        }
    }

    operation.ended(Ok(announced))
}

async fn due_customers(services: &Services) -> sqlx::Result<Vec<CustomerId>> {
    let now = services.clock.now();
    let mut tx = services.db.read().await?;
    let due: Vec<Uuid> = tx
        .query(concat!(
            "SELECT DISTINCT customer_id FROM assignments
             WHERE next_end_at > $1 AND next_end_at <= $2 AND end_told_at IS NULL AND ",
            no_import_under_way!("assignments.customer_id")
        ))
        .bind(now.0)
        .bind(now.plus_seconds(AHEAD).0)
        .scalars()
        .await?;

    Ok(due.into_iter().map(CustomerId).collect())
}

async fn announce_some(services: &Services, customer: CustomerId) -> sqlx::Result<u64> {
    let now = services.clock.now();
    let mut tx = services.db.of(customer).write().await?;
    customers::lock(&mut tx, customer).await?;
    let due = due(&mut tx, customer, now).await?;
    let Some(first) = due.first() else { return Ok(0) };

    let mut ends: BTreeMap<(UserId, Timestamp), u64> = BTreeMap::new();
    for due in &due {
        *ends.entry((UserId(due.user_id), Timestamp(due.next_end_at))).or_default() += 1;
    }
    let last_day = |ends_at| clock::end_date(ends_at, &services.time_zone);
    let endings: Vec<_> = ends
        .into_iter()
        .map(|((user, ends_at), count)| (user, Ending { last_day: last_day(ends_at), count }))
        .collect();

    note_told(&mut tx, customer, &due, now).await?;
    mail::queue_endings(&mut tx, services, customer, MailKind::Ending, &endings).await?;
    tell_administrators(&mut tx, services, customer, Timestamp(first.next_end_at)).await?;

    tx.commit().await?;
    Ok(due.len() as u64)
}

/// Notes that those who are concerned, at least one, have been told.
async fn note_told(tx: &mut Tx, customer: CustomerId, due: &[Due], now: Timestamp) -> sqlx::Result<()> {
    let mut sql = Sql::new("UPDATE assignments SET end_told_at = ");
    sql.integer(now.0).push(" WHERE customer_id = ").id(customer.0);
    sql.push(" AND id IN ").ids(due.iter().map(|due| due.id));
    sql.execute(tx).await.map(drop)
}

async fn due(tx: &mut Tx, customer: CustomerId, now: Timestamp) -> sqlx::Result<Vec<Due>> {
    tx.query(
        "SELECT id, user_id, next_end_at FROM assignments
         WHERE customer_id = $1 AND next_end_at > $2 AND next_end_at <= $3 AND end_told_at IS NULL
         ORDER BY next_end_at, number LIMIT $4",
    )
    .bind(customer.0)
    .bind(now.0)
    .bind(now.plus_seconds(AHEAD).0)
    .bind(BATCH)
    .fetch_all()
    .await
}

/// Tells every administrator who has not been told today how many accesses end at `ends_at`.
async fn tell_administrators(
    tx: &mut Tx,
    services: &Services,
    customer: CustomerId,
    ends_at: Timestamp,
) -> sqlx::Result<()> {
    let now = services.clock.now();
    let administrators: Vec<Uuid> = tx
        .query(
            "SELECT a.user_id FROM administrators a WHERE a.customer_id = $1 AND NOT EXISTS
                (SELECT 1 FROM mail_jobs j WHERE j.customer_id = $1 AND j.user_id = a.user_id
                 AND j.kind = 'endings' AND j.created_at > $2)",
        )
        .bind(customer.0)
        .bind(now.plus_seconds(-ONCE_IN).0)
        .scalars()
        .await?;
    if administrators.is_empty() {
        return Ok(());
    }

    let count: i64 = tx
        .query("SELECT count(*) FROM assignments WHERE customer_id = $1 AND next_end_at = $2")
        .bind(customer.0)
        .bind(ends_at.0)
        .scalar()
        .await?;
    let last_day = clock::end_date(ends_at, &services.time_zone);
    let ending = Ending { last_day, count: count.unsigned_abs() };
    let endings: Vec<_> = administrators.into_iter().map(|user| (UserId(user), ending)).collect();
    mail::queue_endings(tx, services, customer, MailKind::Endings, &endings).await
}

#[cfg(test)]
mod tests;

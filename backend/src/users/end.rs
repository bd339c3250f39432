use super::personal_rights::note_next_end;
use super::remove::{resign_members, take_all};
use crate::customers;
use crate::db::{Code, Tx, no_import_under_way};
use crate::journal::{self, Entry};
use crate::observe::Operation;
use crate::services::Services;
use domain::ids::{AssignmentId, CustomerId, UserId};
use domain::rights::Application;
use domain::time::Timestamp;
use serde_json::json;
use uuid::Uuid;

/// At most so many assignments in one transaction.
const BATCH: i64 = 500;

/// Takes away what has come to its end, assignments and personal rights, of every customer; says of how many assignments
/// something was taken. Nothing of it is good for anything from that moment on, even before it is gone from here. To be
/// called from time to time.
#[tracing::instrument(name = "users.end", skip_all, err(level = "debug"))]
pub async fn end(services: &Services) -> sqlx::Result<u64> {
    let operation = Operation::begin("users.end");

    let mut ended = 0;
    for customer in due_customers(services).await? {
        loop {
            let count = end_some(services, customer).await?;
            ended += count;
            if count == 0 {
                break;
            }
        }
    }

    operation.ended(Ok(ended))
}

async fn due_customers(services: &Services) -> sqlx::Result<Vec<CustomerId>> {
    let mut tx = services.db.read().await?;
    let due: Vec<Uuid> = tx
        .query(concat!(
            "SELECT DISTINCT customer_id FROM assignments WHERE next_end_at <= $1 AND ",
            no_import_under_way!("assignments.customer_id")
        ))
        .bind(services.clock.now().0)
        .scalars()
        .await?;

    Ok(due.into_iter().map(CustomerId).collect())
}

async fn end_some(services: &Services, customer: CustomerId) -> sqlx::Result<u64> {
    let now = services.clock.now();
    let mut tx = services.db.of(customer).write().await?;
    customers::lock(&mut tx, customer).await?;
    let due: Vec<(Uuid, Uuid, Option<i64>)> = tx
        .query(
            "SELECT id, user_id, ends_at FROM assignments
             WHERE customer_id = $1 AND next_end_at <= $2 LIMIT $3",
        )
        .bind(customer.0)
        .bind(now.0)
        .bind(BATCH)
        .fetch_all()
        .await?;
    let is_over = |ends_at: Option<i64>| ends_at.is_some_and(|at| at <= now.0);
    let (over, others): (Vec<&_>, Vec<&_>) = due.iter().partition(|(_, _, ends_at)| is_over(*ends_at));
    let ids: Vec<_> = over.iter().map(|(id, ..)| AssignmentId(*id)).collect();

    end_assignments(&mut tx, customer, &ids, now).await?;
    for (id, user, _) in others {
        end_rights(&mut tx, customer, AssignmentId(*id), UserId(*user), now).await?;
    }

    tx.commit().await?;
    Ok(due.len() as u64)
}

async fn end_assignments(
    tx: &mut Tx,
    customer: CustomerId,
    ids: &[AssignmentId],
    now: Timestamp,
) -> sqlx::Result<()> {
    let Some(taken) = take_all(tx, customer, ids, now).await? else { return Ok(()) };
    // The last administrator stays one.
    resign_members(tx, customer, &taken, now).await?;
    let users: Vec<_> = taken.keys().collect();
    let left: usize = taken.values().map(|kept| kept.members.len()).sum();
    let details = json!({ "users": users, "assignments": ids, "left": left });
    let entry = Entry { action: "assignments.ended", subject: None, details };
    journal::append_as(tx, customer, None, now, entry).await
}

async fn end_rights(
    tx: &mut Tx,
    customer: CustomerId,
    id: AssignmentId,
    user: UserId,
    now: Timestamp,
) -> sqlx::Result<()> {
    let ended: Vec<Code<Application>> = tx
        .query(
            "DELETE FROM personal_rights WHERE customer_id = $1 AND assignment_id = $2 AND ends_at <= $3
             RETURNING application",
        )
        .bind(customer.0)
        .bind(id.0)
        .bind(now.0)
        .scalars()
        .await?;
    note_next_end(tx, customer, id).await?;
    let codes: Vec<_> = ended.into_iter().map(|Code(application)| application.code()).collect();
    let details = json!({ "users": [user], "applications": codes });
    let entry = Entry { action: "rights.ended", subject: Some(id.0), details };
    journal::append_as(tx, customer, None, now, entry).await
}

#[cfg(test)]
mod tests;

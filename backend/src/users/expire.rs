use super::status;
use crate::customers;
use crate::db::no_import_under_way;
use crate::services::Services;
use domain::ids::{CustomerId, UserId};
use domain::users::UserStatus;
use uuid::Uuid;

/// At most so many people in one transaction.
const BATCH: i64 = 500;

/// Marks as expired everybody whose mailed secret ran out before it was used; says how many. To be
/// called from time to time.
pub async fn expire(services: &Services) -> sqlx::Result<u64> {
    let mut expired = 0;
    for customer in due_customers(services).await? {
        loop {
            let count = expire_some(services, customer).await?;
            expired += count;
            if count == 0 {
                break;
            }
        }
    }

    Ok(expired)
}

async fn due_customers(services: &Services) -> sqlx::Result<Vec<CustomerId>> {
    let mut tx = services.db.read().await?;
    let due: Vec<Uuid> = tx
        .query(concat!(
            "SELECT DISTINCT customer_id FROM memberships WHERE status = 'invited' AND invited_until <= $1 AND ",
            no_import_under_way!("memberships.customer_id")
        ))
        .bind(services.clock.now().0)
        .scalars()
        .await?;

    Ok(due.into_iter().map(CustomerId).collect())
}

async fn expire_some(services: &Services, customer: CustomerId) -> sqlx::Result<u64> {
    let now = services.clock.now();
    let mut tx = services.db.of(customer).write().await?;
    customers::lock(&mut tx, customer).await?;
    let due: Vec<Uuid> = tx
        .query(
            "SELECT user_id FROM memberships
             WHERE status = 'invited' AND invited_until <= $2 AND customer_id = $1 LIMIT $3",
        )
        .bind(customer.0)
        .bind(now.0)
        .bind(BATCH)
        .scalars()
        .await?;

    let users: Vec<_> = due.into_iter().map(UserId).collect();
    status::write(&mut tx, customer, &users, UserStatus::Expired, now).await?;
    tx.commit().await?;
    Ok(users.len() as u64)
}

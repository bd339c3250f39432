//! What follows when a profile that many have was renamed: their assignments are sorted by its new name some at a time,
//! each time in a transaction of its own, as those of a renamed site are ([`sites::settle`](crate::sites::settle())).

use crate::customers;
use crate::db::{Tx, no_import_under_way};
use crate::observe::Operation;
use crate::services::Services;
use crate::sites::batch;
use domain::ids::{CustomerId, ProfileId};
use uuid::Uuid;

/// Sorts some of what is left; says whether there was anything. Several at once do no harm.
#[tracing::instrument(name = "profiles.settle", skip_all, err(level = "debug"))]
pub async fn settle(services: &Services) -> sqlx::Result<bool> {
    let renamed: Option<(Uuid, Uuid, String)> = services
        .db
        .lookup()
        .await?
        .query(concat!(
            "SELECT customer_id, profile_id, sort FROM former_profile_sorts WHERE ",
            no_import_under_way!("former_profile_sorts.customer_id"),
            " LIMIT 1"
        ))
        .fetch_optional()
        .await?;
    let Some((customer, profile, sort)) = renamed else { return Ok(false) };

    let operation = Operation::begin("profiles.settle");
    let customer = CustomerId(customer);
    let mut tx = services.db.of(customer).write().await?;
    customers::lock(&mut tx, customer).await?;
    resort(&mut tx, customer, ProfileId(profile), &sort).await?;
    tx.commit().await?;

    operation.ended(Ok(true))
}

/// Notes that the profile's assignments still sort by what it was called, and begins to let them sort by its name.
pub(super) async fn begin(
    tx: &mut Tx,
    customer: CustomerId,
    profile: ProfileId,
    former: &str,
    sort: &str,
) -> sqlx::Result<()> {
    // Called back as it was before, what has not been rewritten yet is right again.
    forget(tx, customer, profile, sort).await?;
    tx.query("INSERT INTO former_profile_sorts (customer_id, profile_id, sort) VALUES ($1, $2, $3)")
        .bind(customer.0)
        .bind(profile.0)
        .bind(former)
        .execute()
        .await?;

    resort(tx, customer, profile, former).await
}

/// Lets some of a profile's assignments that still sort by `former` sort by its name; once none is left, that is over.
async fn resort(tx: &mut Tx, customer: CustomerId, profile: ProfileId, former: &str) -> sqlx::Result<()> {
    let most = batch(tx);
    let last: Option<i64> = tx
        .query(
            "SELECT max(number) FROM (SELECT number FROM assignments
                 WHERE customer_id = $1 AND sort_profile = $2 AND profile_id = $3 ORDER BY number LIMIT $4) a",
        )
        .bind(customer.0)
        .bind(former)
        .bind(profile.0)
        .bind(most)
        .scalar()
        .await?;
    let Some(last) = last else { return forget(tx, customer, profile, former).await };

    let rewritten = tx
        .query(
            "UPDATE assignments
             SET sort_profile = (SELECT sort FROM profiles WHERE customer_id = $1 AND id = $3)
             WHERE customer_id = $1 AND sort_profile = $2 AND profile_id = $3 AND number <= $4",
        )
        .bind(customer.0)
        .bind(former)
        .bind(profile.0)
        .bind(last)
        .execute()
        .await?;

    if rewritten < most.unsigned_abs() { forget(tx, customer, profile, former).await } else { Ok(()) }
}

async fn forget(tx: &mut Tx, customer: CustomerId, profile: ProfileId, sort: &str) -> sqlx::Result<()> {
    tx.query("DELETE FROM former_profile_sorts WHERE customer_id = $1 AND profile_id = $2 AND sort = $3")
        .bind(customer.0)
        .bind(profile.0)
        .bind(sort)
        .execute()
        .await?;
    Ok(())
}

#[cfg(test)]
mod tests;

//! What follows when a site with many assignments was renamed or is merged: they are rewritten some at a time, each time in
//! a transaction of its own, so that whoever else writes waits for some and not for all. What is left is in the
//! database, and goes on after a restart.

use super::merge::move_some;
use crate::customers;
use crate::db::{Tx, no_import_under_way};
use crate::observe::Operation;
use crate::services::Services;
use domain::ids::{CustomerId, SiteId};
use uuid::Uuid;

/// So many assignments are rewritten at a time: for some 20 ms (a merge: 100) on SQLite, where everybody waits
/// meanwhile, and some 100 ms on PostgreSQL, where the customer's own people do. In tests a few are many.
const BATCH_SQLITE: i64 = if cfg!(test) { 4 } else { 1_000 };
const BATCH_POSTGRES: i64 = if cfg!(test) { 4 } else { 500 };

/// Rewrites some of what is left; says whether there was anything. Several at once do no harm.
#[tracing::instrument(name = "sites.settle", skip_all, err(level = "debug"))]
pub async fn settle(services: &Services) -> sqlx::Result<bool> {
    let mut lookup = services.db.lookup().await?;
    let renamed: Option<(Uuid, Uuid, String)> = lookup
        .query(concat!(
            "SELECT customer_id, site_id, sort FROM former_site_sorts WHERE ",
            no_import_under_way!("former_site_sorts.customer_id"),
            " LIMIT 1"
        ))
        .fetch_optional()
        .await?;
    let merged: Option<(Uuid, Uuid)> = lookup
        .query(concat!(
            "SELECT customer_id, site_id FROM site_merges WHERE ended_at IS NULL AND ",
            no_import_under_way!("site_merges.customer_id"),
            " ORDER BY begun_at, customer_id, site_id LIMIT 1"
        ))
        .fetch_optional()
        .await?;
    drop(lookup);

    // People who are moved are found by how they sort, so that is first.
    let resorted = renamed.map(|(customer, site, sort)| (customer, site, Some(sort)));
    let moved = merged.map(|(customer, site)| (customer, site, None));
    let Some((customer, site, former)) = resorted.or(moved) else { return Ok(false) };

    let operation = Operation::begin("sites.settle");
    let (customer, site) = (CustomerId(customer), SiteId(site));
    let mut tx = services.db.of(customer).write().await?;
    customers::lock(&mut tx, customer).await?;
    match former {
        Some(former) => resort(&mut tx, customer, site, &former).await?,
        None => move_some(&mut tx, services, customer, site).await?,
    }
    tx.commit().await?;

    operation.ended(Ok(true))
}

/// Lets some of a site's assignments that still sort by `former` sort by its name; once none is left, that is over.
pub(super) async fn resort(
    tx: &mut Tx,
    customer: CustomerId,
    site: SiteId,
    former: &str,
) -> sqlx::Result<()> {
    let Some(last) = last_of_some(tx, customer, site, former).await? else {
        return forget(tx, customer, site, former).await;
    };

    let rewritten = tx
        .query(
            "UPDATE assignments
             SET sort_site = (SELECT sort FROM sites WHERE customer_id = $1 AND id = $3)
             WHERE customer_id = $1 AND sort_site = $2 AND site_id = $3 AND number <= $4",
        )
        .bind(customer.0)
        .bind(former)
        .bind(site.0)
        .bind(last)
        .execute()
        .await?;

    if rewritten < batch(tx).unsigned_abs() { forget(tx, customer, site, former).await } else { Ok(()) }
}

async fn forget(tx: &mut Tx, customer: CustomerId, site: SiteId, former: &str) -> sqlx::Result<()> {
    tx.query("DELETE FROM former_site_sorts WHERE customer_id = $1 AND site_id = $2 AND sort = $3")
        .bind(customer.0)
        .bind(site.0)
        .bind(former)
        .execute()
        .await?;
    Ok(())
}

/// How many are rewritten at a time.
pub(crate) fn batch(tx: &Tx) -> i64 {
    tx.choose(BATCH_SQLITE, BATCH_POSTGRES)
}

/// The last number of the first assignments at a site that sort by `sort`: as many as are rewritten at a time.
pub(super) async fn last_of_some(
    tx: &mut Tx,
    customer: CustomerId,
    site: SiteId,
    sort: &str,
) -> sqlx::Result<Option<i64>> {
    let most = batch(tx);
    tx.query(
        "SELECT max(number) FROM (SELECT number FROM assignments
             WHERE customer_id = $1 AND sort_site = $2 AND site_id = $3 ORDER BY number LIMIT $4) a",
    )
    .bind(customer.0)
    .bind(sort)
    .bind(site.0)
    .bind(most)
    .scalar()
    .await
}

//! Who uses a contract or a site, counted from the index of places alone, contract by contract, and no further than is said:
//! their rows lie all over the table. `CROSS JOIN` has SQLite begin with the contracts. Where the others are, sites or contracts, is
//! counted to the end, since the first assignments are all of one.

use crate::db::Tx;
use domain::ids::{ContractId, CustomerId, SiteId};
use domain::usage::Usage;

/// So many assignments of each are counted where many are listed.
pub(crate) const LISTED: u64 = 1_000;

/// So many are counted where one is asked about.
pub(crate) const ASKED: u64 = 100_000;

/// Who is assigned to a contract, counted up to `most` assignments.
pub(crate) async fn of_contract(
    tx: &mut Tx,
    customer: CustomerId,
    contract: ContractId,
    most: u64,
) -> sqlx::Result<Usage> {
    let counted = tx
        .query(
            "SELECT count(*), count(DISTINCT user_id),
                 (SELECT site_count FROM contracts WHERE customer_id = $1 AND id = $2)
             FROM (SELECT user_id FROM assignments WHERE customer_id = $1 AND contract_id = $2 LIMIT $3) a",
        )
        .bind(customer.0)
        .bind(contract.0)
        .bind(limit(most))
        .fetch_one()
        .await?;
    Ok(usage(most, counted))
}

/// Who is assigned to a site, counted up to `most` assignments.
pub(crate) async fn of_site(
    tx: &mut Tx,
    customer: CustomerId,
    site: SiteId,
    most: u64,
) -> sqlx::Result<Usage> {
    let counted = tx
        .query(
            "SELECT count(*), count(DISTINCT user_id),
                 (SELECT count(*) FROM contracts c WHERE c.customer_id = $1 AND EXISTS (SELECT 1 FROM assignments a
                  WHERE a.customer_id = $1 AND a.contract_id = c.id AND a.site_id = $2))
             FROM (SELECT a.user_id FROM contracts c CROSS JOIN assignments a
                   WHERE c.customer_id = $1 AND a.customer_id = $1 AND a.contract_id = c.id AND a.site_id = $2
                   LIMIT $3) a",
        )
        .bind(customer.0)
        .bind(site.0)
        .bind(limit(most))
        .fetch_one()
        .await?;
    Ok(usage(most, counted))
}

/// One more than is said, to see that there are more.
fn limit(most: u64) -> i64 {
    i64::try_from(most).map_or(i64::MAX, |most| most + 1)
}

fn usage(most: u64, (assignments, people, elsewhere): (i64, i64, i64)) -> Usage {
    Usage::counted(most, assignments.unsigned_abs(), people.unsigned_abs(), elsewhere.unsigned_abs())
}

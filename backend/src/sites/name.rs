//! Names of sites: no two of a customer's may be taken for one.

use crate::db::Tx;
use domain::ids::{CustomerId, SiteId};
use domain::names::SiteName;
use domain::sites::same_name;
use uuid::Uuid;

/// A site whose name is taken for another's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Namesake {
    pub id: SiteId,
    pub name: String,
    pub archived: bool,
}

/// A site as it is stored.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(super) struct Stored {
    pub(super) name: String,
    pub(super) sort: String,
    pub(super) archived_at: Option<i64>,
    /// 1 while people are being moved from it or to it.
    pub(super) merging: i64,
}

impl Stored {
    pub(super) async fn load(tx: &mut Tx, customer: CustomerId, id: SiteId) -> sqlx::Result<Option<Self>> {
        tx.query(
            "SELECT name, sort, archived_at, CAST(CASE WHEN EXISTS (SELECT 1 FROM site_merges m
                 WHERE m.customer_id = t.customer_id AND (m.site_id = t.id OR m.into_id = t.id)
                     AND m.ended_at IS NULL) THEN 1 ELSE 0 END AS BIGINT) AS merging
             FROM sites t WHERE customer_id = $1 AND id = $2",
        )
        .bind(customer.0)
        .bind(id.0)
        .fetch_optional()
        .await
    }
}

/// The site other than `but` whose name is taken for `name`: the one that is called exactly so, if there is one.
pub(super) async fn namesake(
    tx: &mut Tx,
    customer: CustomerId,
    but: Option<SiteId>,
    name: &SiteName,
) -> sqlx::Result<Option<Namesake>> {
    let rows: Vec<(Uuid, String, Option<i64>)> = tx
        .query("SELECT id, name, archived_at FROM sites WHERE customer_id = $1")
        .bind(customer.0)
        .fetch_all()
        .await?;
    let key = same_name(name.as_str());
    let alike =
        |(id, other, _): &&(Uuid, String, Option<i64>)| but != Some(SiteId(*id)) && same_name(other) == key;
    let found = rows.iter().filter(alike).max_by_key(|(_, other, _)| other == name.as_str());

    Ok(found.map(|(id, name, archived_at)| Namesake {
        id: SiteId(*id),
        name: name.clone(),
        archived: archived_at.is_some(),
    }))
}

/// Whether assignments at a site other than `but` still sort as those at `sort` would: a site that is called so now
/// would be listed with them until they are rewritten, which takes seconds.
pub(super) async fn is_settling(
    tx: &mut Tx,
    customer: CustomerId,
    but: Option<SiteId>,
    sort: &str,
) -> sqlx::Result<bool> {
    let found: Option<i64> = tx
        .query(
            "SELECT CAST(1 AS BIGINT) FROM former_site_sorts
             WHERE customer_id = $1 AND sort = $2 AND site_id IS DISTINCT FROM $3 LIMIT 1",
        )
        .bind(customer.0)
        .bind(sort)
        .bind(but.map(|id| id.0))
        .optional_scalar()
        .await?;
    Ok(found.is_some())
}

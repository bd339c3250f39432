//! The places that a scope reaches, as a condition on assignments.

use super::sql::Sql;
use crate::access::CustomerScope;
use crate::db::Tx;
use domain::reach::Place;
use domain::rights::Level;
use uuid::Uuid;

/// A place, and what the assignments at it sort by in its narrowest part: that has an index.
#[derive(Clone, Debug)]
pub(super) struct PlaceKeys {
    place: Place,
    column: &'static str,
    sorts: Vec<String>,
}

impl PlaceKeys {
    /// The places where a scope sees people; `None`: everywhere.
    pub(super) async fn of(tx: &mut Tx, scope: &CustomerScope) -> sqlx::Result<Option<Vec<Self>>> {
        let Some(reach) = scope.reach().filter(|reach| !reach.views_everything()) else { return Ok(None) };
        let mut keys = Vec::new();
        for place in reach.places(Level::View) {
            let sorts = match (place.site, place.sub_account) {
                (Some(site), _) => ("a.sort_site", sorts(tx, SITE, scope, site.0).await?),
                (None, Some(part)) => ("a.sort_sub_account", sorts(tx, SUB_ACCOUNT, scope, part.0).await?),
                (None, None) => ("a.sort_contract", sorts(tx, CONTRACT, scope, place.contract.0).await?),
            };
            // What was removed a moment ago has nobody.
            if !sorts.1.is_empty() {
                keys.push(Self { place, column: sorts.0, sorts: sorts.1 });
            }
        }

        Ok(Some(keys))
    }

    /// What the assignments at any of them sort by in one column, where all of them are told by it.
    pub(super) fn range(places: &[Self]) -> Option<(&'static str, &str, &str)> {
        let column = places.first()?.column;
        let sorts = || places.iter().flat_map(|keys| &keys.sorts);
        let all = places.iter().all(|keys| keys.column == column);
        let (first, last) = (sorts().min()?.as_str(), sorts().max()?.as_str());
        Some((column, first, last)).filter(|_| all)
    }
}

/// Writes that `assignments a` is at one of the places.
///
/// A contract, with or without a site, is looked up in `assignments_by_place`; of a contract's sub-account, which comes
/// after the site there, in the index that it sorts by.
pub(super) fn push_places(sql: &mut Sql, places: &[PlaceKeys]) {
    if places.is_empty() {
        sql.push("1 = 0");
    }

    for (index, PlaceKeys { place, column, sorts }) in places.iter().enumerate() {
        sql.push(if index == 0 { "(" } else { " OR (" });
        sql.push("a.contract_id = ").id(place.contract.0);
        if let Some(site) = place.site {
            sql.push(" AND a.site_id = ").id(site.0);
        }
        if let Some(part) = place.sub_account {
            sql.push(" AND a.sub_account_id = ").id(part.0);
            if place.site.is_none() {
                sql.push(" AND ").push(column).push(" IN ").list(sorts);
            }
        }
        sql.push(")");
    }
}

const CONTRACT: &str = "SELECT number FROM contracts WHERE customer_id = $1 AND id = $2";
const SUB_ACCOUNT: &str = "SELECT sort FROM sub_accounts WHERE customer_id = $1 AND id = $2";
// Some at a renamed site still sort by its former name.
const SITE: &str = "SELECT sort FROM sites WHERE customer_id = $1 AND id = $2
    UNION SELECT sort FROM former_site_sorts WHERE customer_id = $1 AND site_id = $2";

async fn sorts(
    tx: &mut Tx,
    statement: &'static str,
    scope: &CustomerScope,
    id: Uuid,
) -> sqlx::Result<Vec<String>> {
    tx.query(statement).bind(scope.customer().0).bind(id).scalars().await
}

use super::people::find_people;
use super::{push_seen, whole};
use crate::access::ConsolidatedScope;
use crate::clock::local;
use crate::db::Tx;
use crate::db::sql::Sql;
use crate::observe::Operation;
use crate::services::Services;
use crate::users::{ListError, soon};
use domain::consolidation::{
    Consolidation, ConsolidationRequest, ContractLine, PeopleCounts, Totals, WeekOfActivations, last_mondays,
};
use domain::end_date::EndDate;
use domain::ids::CustomerId;
use domain::time::Timestamp;
use serde::Deserialize;
use std::collections::HashMap;
use uuid::Uuid;

/// A page of the table of all contracts that a scope sees, what they come to, and whom the search finds.
#[tracing::instrument(name = "consolidation", skip_all, err(level = "debug"))]
pub async fn consolidation(
    services: &Services,
    scope: &ConsolidatedScope,
    request: &ConsolidationRequest,
) -> Result<Consolidation, ListError> {
    let operation = Operation::begin("consolidation");

    let mut tx = services.db.lookup().await?;
    let lines = lines(&mut tx, services, scope).await?;
    let weeks = weeks(&mut tx, services.today(), scope).await?;
    drop(tx);

    let totals = Totals::of(scope.customers().len() as u64, &lines);
    let people = match request.sought.as_deref().map(str::trim).filter(|sought| !sought.is_empty()) {
        Some(sought) => Some(find_people(services, scope, sought).await?),
        None => None,
    };
    let chosen = request.choose(lines);
    let pages = chosen.len().div_ceil(ConsolidationRequest::PAGE).max(1);
    let page = usize::try_from(request.page).unwrap_or(usize::MAX).clamp(1, pages);
    let matching = chosen.len() as u64;
    let before = (page - 1) * ConsolidationRequest::PAGE;

    operation.ended(Ok(Consolidation {
        totals,
        lines: chosen.into_iter().skip(before).take(ConsolidationRequest::PAGE).collect(),
        matching,
        page: u32::try_from(page).unwrap_or(u32::MAX),
        pages: u32::try_from(pages).unwrap_or(u32::MAX),
        weeks,
        people,
    }))
}

/// What is kept of a contract.
#[derive(sqlx::FromRow, Deserialize)]
struct Kept {
    customer_id: Uuid,
    number: String,
    name: String,
    invited_count: i64,
    active_count: i64,
    suspended_count: i64,
    expired_count: i64,
    site_count: i64,
    failed_mail_count: i64,
    ending_soon: i64,
    imported_at: Option<i64>,
}

/// A line as a JSON array, in the order of the fields of [`Kept`].
const AS_JSON: &str =
    "json_array(hex(customer_id), number, name, invited_count, active_count, suspended_count, expired_count,
    site_count, failed_mail_count, ending_soon, imported_at)";

/// Every open contract that the scope sees.
async fn lines(
    tx: &mut Tx,
    services: &Services,
    scope: &ConsolidatedScope,
) -> sqlx::Result<Vec<ContractLine>> {
    let names: HashMap<_, _> =
        scope.customers().iter().map(|of| (of.scope.customer().0, of.name.as_str())).collect();
    let mut sql = Sql::new(
        "SELECT c.customer_id, c.number, CASE c.label WHEN '' THEN c.name ELSE c.label END AS name,
                c.invited_count, c.active_count, c.suspended_count, c.expired_count, c.site_count,
                c.failed_mail_count, c.imported_at, CAST(coalesce((
                    SELECT sum(e.assignments) FROM contract_ends e
                    WHERE e.customer_id = c.customer_id AND e.contract_id = c.id AND e.ends_at < ",
    );
    sql.integer(soon(services.clock.now()).0).push("), 0) AS BIGINT) AS ending_soon");
    sql.push(" FROM contracts c WHERE c.closed_at IS NULL AND ");
    push_seen(&mut sql, scope, "c.customer_id", "c.id");

    let kept: Vec<Kept> = sql.fetch_as_one(tx, AS_JSON).await?;
    Ok(kept.into_iter().map(|kept| kept.shown(services, &names)).collect())
}

impl Kept {
    fn shown(self, services: &Services, names: &HashMap<Uuid, &str>) -> ContractLine {
        ContractLine {
            customer: CustomerId(self.customer_id),
            customer_name: names.get(&self.customer_id).copied().unwrap_or_default().to_owned(),
            number: self.number,
            name: self.name,
            people: PeopleCounts {
                invited: self.invited_count.unsigned_abs(),
                active: self.active_count.unsigned_abs(),
                suspended: self.suspended_count.unsigned_abs(),
                expired: self.expired_count.unsigned_abs(),
            },
            sites: self.site_count.unsigned_abs(),
            mails_failed: self.failed_mail_count.unsigned_abs(),
            ending_soon: self.ending_soon.unsigned_abs(),
            imported: self.imported_at.map(|at| local(Timestamp(at), &services.time_zone)),
        }
    }
}

/// The activations of the last weeks at the contracts that the scope sees, also of those that are closed by now.
async fn weeks(
    tx: &mut Tx,
    today: EndDate,
    scope: &ConsolidatedScope,
) -> sqlx::Result<Vec<WeekOfActivations>> {
    let mondays = last_mondays(today, WeekOfActivations::SHOWN);
    let first = mondays.first().copied().unwrap_or(today);
    let mut counted: HashMap<String, u64> = HashMap::new();

    for mut sql in [of_whole(scope), of_parts(scope)].into_iter().flatten() {
        sql.push(" AND w.week >= ").text(first.to_string()).push(" GROUP BY w.week");
        let weeks: Vec<(String, i64)> = sql.fetch(tx).await?;
        for (week, people) in weeks {
            *counted.entry(week).or_default() += people.unsigned_abs();
        }
    }

    let of = |monday: EndDate| WeekOfActivations {
        monday,
        people: counted.get(&monday.to_string()).copied().unwrap_or_default(),
    };
    Ok(mondays.into_iter().map(of).collect())
}

/// The activations of the customers that are seen whole, if any is.
fn of_whole(scope: &ConsolidatedScope) -> Option<Sql> {
    let whole = whole(scope);
    if whole.is_empty() {
        return None;
    }

    let mut sql = Sql::new("SELECT w.week, CAST(sum(w.people) AS BIGINT) FROM customer_activations w");
    sql.push(" WHERE w.customer_id IN ").ids(whole);
    Some(sql)
}

/// The activations at the contracts of those that are seen in part, if any is.
fn of_parts(scope: &ConsolidatedScope) -> Option<Sql> {
    let parts = scope.in_part()?;
    let mut sql = Sql::new("SELECT w.week, CAST(sum(w.people) AS BIGINT) FROM contract_activations w WHERE ");
    push_seen(&mut sql, &parts, "w.customer_id", "w.contract_id");
    Some(sql)
}

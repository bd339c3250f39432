//! What was chosen by a filter is looked up in the order of the list, some rows at a time, by whichever way is the shortest;
//! nobody waits for that. Only what is written of it takes turns with others.

use super::stored::{Stored, write};
use super::turn::looked_at;
use crate::access::scope_of;
use crate::db::Tx;
use crate::services::Services;
use crate::users::cursor::Cursor;
use crate::users::filter_plan::{FilterPlan, Hits};
use crate::users::list::{Reader, Totals};
use crate::users::sql::Sql;
use domain::ids::{BulkId, CustomerId, UserId};
use domain::users::{BulkState, Filter};
use uuid::Uuid;

/// Notes the rows that are among the third parameter.
macro_rules! add_rows {
    ($among:literal) => {
        concat!(
            "INSERT INTO bulk_rows (customer_id, bulk_id, user_id, number, assignment_id, email,
                 status, status_since, site_id, profile_id, ends_at, changed_at, given_by)
             SELECT $1, $2, a.user_id, a.number, a.id, m.email, m.status, m.status_since, a.site_id, a.profile_id,
                 a.ends_at, a.changed_at, a.given_by
             FROM assignments a JOIN memberships m ON m.customer_id = a.customer_id AND m.user_id = a.user_id
             WHERE a.customer_id = $1 AND ",
            $among,
            " ON CONFLICT DO NOTHING"
        )
    };
}

const ADD_SQLITE: &str = add_rows!("a.id IN (SELECT unhex(value, '-') FROM json_each($3))");
pub(super) const ADD_POSTGRES: &str = add_rows!("a.id = ANY($3)");

/// Rows that were found behind a place of the list.
pub(super) struct Found {
    behind: Option<String>,
    rows: Vec<Uuid>,
    /// Where the next begin; `None` when there are no others.
    next: Option<String>,
}

/// Looks for the next rows of a change that is being looked up.
pub(super) async fn look(
    services: &Services,
    customer: CustomerId,
    id: BulkId,
) -> sqlx::Result<Option<Found>> {
    let mut lookup = services.db.of(customer).lookup().await?;
    let Some(change) = Stored::load(&mut lookup, customer, id).await? else { return Ok(None) };
    drop(lookup);
    if change.state() != BulkState::Gathering {
        return Ok(None);
    }

    let mut tx = services.db.of(customer).read().await?;
    let scope = scope_of(&mut tx, customer, change.acting.map(UserId), services.clock.now()).await?;
    let nothing = Found { behind: change.list_cursor.clone(), rows: Vec::new(), next: None };
    let (Some(scope), Some(filter)) = (scope, change.filter()?) else { return Ok(Some(nothing)) };

    let now = services.clock.now();
    let totals = Totals::load(&mut tx, &scope, now).await?;
    let (base, plan) = (totals.base(), FilterPlan::new(&mut tx, &scope, &totals, &filter, now).await?);
    if plan.hits() == Hits::Few(0) {
        return Ok(Some(nothing));
    }

    let reader = Reader::by_address(customer, base, &plan);
    let rows = read(&mut tx, &reader, change.list_cursor.as_deref().and_then(Cursor::decode)).await?;
    let are_more = i64::try_from(rows.len()).is_ok_and(|found| found >= looked_at());
    let next = rows.last().filter(|_| are_more).and_then(|last| {
        let number = u32::try_from(last.number - base).ok()?;
        Cursor { value: last.sort_value.clone(), number, before: false, offset: 0 }.encode()
    });
    // What came since it was asked for was not chosen.
    let rows = rows.iter().filter(|row| row.number <= change.last_number).map(|row| row.id).collect();

    Ok(Some(Found { behind: change.list_cursor, rows, next }))
}

/// A row as it is looked up.
#[derive(sqlx::FromRow)]
struct Picked {
    id: Uuid,
    number: i64,
    sort_value: String,
}

/// The next rows in the order of the list.
async fn read(tx: &mut Tx, reader: &Reader<'_>, cursor: Option<Cursor>) -> sqlx::Result<Vec<Picked>> {
    let mut sql = Sql::new("SELECT a.id, a.number, a.sort_value FROM (");
    let most = usize::try_from(looked_at()).unwrap_or(usize::MAX);
    reader.pick(&mut sql, tx, cursor.as_ref(), most, reader.plan.access_path());
    sql.push(") a ORDER BY a.sort_value, a.number");
    sql.fetch(tx).await
}

/// Takes the rows that were found, unless another server was faster.
pub(super) async fn take(
    tx: &mut Tx,
    customer: CustomerId,
    change: &mut Stored,
    found: Found,
) -> sqlx::Result<()> {
    if found.behind != change.list_cursor {
        return Ok(());
    }

    add(tx, customer, change, &found.rows).await?;
    change.progress = change.row_count;
    match found.next {
        Some(next) => change.list_cursor = Some(next),
        None => gathered(change)?,
    }

    Ok(())
}

/// What was chosen is known: what is done with it is judged next, or asked for.
pub(super) fn gathered(change: &mut Stored) -> sqlx::Result<()> {
    change.forget_filter();
    let action = change.action()?;
    change.enter(if action.is_some() { BulkState::Judging } else { BulkState::Asking });
    Ok(())
}

/// Notes rows as they are now. They are named by their keys: PostgreSQL has no index of the numbers alone.
pub(super) async fn add(
    tx: &mut Tx,
    customer: CustomerId,
    change: &mut Stored,
    rows: &[Uuid],
) -> sqlx::Result<()> {
    let added = tx
        .query(tx.choose(ADD_SQLITE, ADD_POSTGRES))
        .bind(customer.0)
        .bind(change.id)
        .bind_list(rows)
        .execute()
        .await?;
    change.row_count += added.cast_signed();
    Ok(())
}

/// The filter, as it is kept.
pub(super) fn kept(filter: &Filter) -> sqlx::Result<String> {
    write(filter)
}

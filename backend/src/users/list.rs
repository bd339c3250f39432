use super::cursor::Cursor;
use super::filter_plan::{AccessPath, CAP, FilterPlan, Hits, soon};
use super::places::{PlaceKeys, push_places};
use super::row::{PICKED, Row, fetch_rows, rows_of};
use super::sql::Sql;
use crate::access::CustomerScope;
use crate::db::Tx;
use crate::observe::Operation;
use crate::services::Services;
use domain::ids::CustomerId;
use domain::time::Timestamp;
use domain::users::{Count, Direction, Page, PageRequest, SortKey};

/// So many rows are walked in the hope of meeting a page of what many fulfil.
const WALKED: i64 = 5_000;

/// So many that end soon are counted.
const SOON_CAP: i64 = 1_000;

/// Why there is no page.
#[derive(Debug, thiserror::Error)]
pub enum ListError {
    /// The cursor is none that a page gave.
    #[error("not a cursor")]
    Cursor,
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

/// One page of the customer's assignments, as far as the scope reaches.
#[tracing::instrument(name = "users.list", skip_all, err(level = "debug"), fields(customer = %scope.customer()))]
pub async fn list(
    services: &Services,
    scope: &CustomerScope,
    request: &PageRequest,
) -> Result<Page, ListError> {
    let operation = Operation::begin("users.list");

    // What is written meanwhile may be counted and not yet listed, or the other way round: as it may a moment later.
    let mut tx = services.db.lookup().await?;
    let totals = Totals::load(&mut tx, scope, services.clock.now()).await?;
    let plan = FilterPlan::new(&mut tx, scope, totals.base(), &request.filter, services.clock.now()).await?;
    let order = Order { sort: request.sort, descending: request.direction == Direction::Descending };
    let reader = Reader { customer: scope.customer(), base: totals.base(), plan: &plan, order };
    let slice = reader.slice(&mut tx, request).await?;
    let beside = |row: Option<&Row>, before, offset| {
        let row = row?;
        let number = u32::try_from(row.number - totals.base()).ok()?;
        Cursor { value: row.sort_value.clone(), number, before, offset }.encode()
    };
    let end = slice.offset + slice.rows.len() as u64;

    operation.ended(Ok(Page {
        offset: (slice.offset <= CAP.unsigned_abs()).then_some(slice.offset),
        assignments: match plan.hits() {
            Hits::All => Count::Exactly(totals.assignments.unsigned_abs()),
            Hits::Few(hits) => Count::Exactly(hits.unsigned_abs()),
            Hits::Many => Count::MoreThan(CAP.unsigned_abs()),
        },
        people: totals.people,
        mails_failed: totals.mails_failed,
        ending_soon: totals.ending_soon,
        first: slice.more_before.then(String::new),
        previous: slice.more_before.then(|| beside(slice.rows.first(), true, slice.offset)).flatten(),
        next: slice.more_after.then(|| beside(slice.rows.last(), false, end)).flatten(),
        rows: slice.rows.into_iter().map(|row| row.shown(services, scope)).collect(),
    }))
}

/// What is said of all that a scope reaches, however the list is narrowed.
pub(super) struct Totals {
    /// How many assignments the customer has in all.
    assignments: i64,
    people: Count,
    mails_failed: u64,
    ending_soon: Count,
    last_number: i64,
}

impl Totals {
    pub(super) async fn load(tx: &mut Tx, scope: &CustomerScope, now: Timestamp) -> sqlx::Result<Self> {
        #[derive(sqlx::FromRow)]
        struct Kept {
            assignments: i64,
            people: i64,
            mails_failed: i64,
            ending_soon: i64,
            last_number: i64,
        }

        let kept: Kept = tx
            .query(
                "SELECT assignment_count AS assignments, user_count AS people, last_number,
                        (SELECT count(*) FROM memberships
                         WHERE customer_id = $1 AND mail_state = 'failed') AS mails_failed,
                        (SELECT count(*) FROM (
                            SELECT 1 FROM assignments WHERE customer_id = $1 AND next_end_at < $2 LIMIT $3
                         ) soon) AS ending_soon
                 FROM customers WHERE id = $1",
            )
            .bind(scope.customer().0)
            .bind(soon(now).0)
            .bind(SOON_CAP + 1)
            .fetch_one()
            .await?;
        let mut totals = Self {
            assignments: kept.assignments,
            people: Count::Exactly(kept.people.unsigned_abs()),
            mails_failed: kept.mails_failed.unsigned_abs(),
            ending_soon: capped(kept.ending_soon, SOON_CAP),
            last_number: kept.last_number,
        };

        if let Some(places) = PlaceKeys::of(tx, scope).await? {
            totals.narrow(tx, scope.customer(), &places, now).await?;
        }

        Ok(totals)
    }

    /// Counts what lies at some places alone.
    async fn narrow(
        &mut self,
        tx: &mut Tx,
        customer: CustomerId,
        places: &[PlaceKeys],
        now: Timestamp,
    ) -> sqlx::Result<()> {
        let at_places = |what: &'static str| {
            let mut sql = Sql::new("SELECT count(*) FROM (SELECT ");
            sql.push(what).push(" FROM assignments a WHERE a.customer_id = ").id(customer.0).push(" AND (");
            push_places(&mut sql, places);
            sql.push(")");
            sql
        };

        // The sign keeps SQLite from walking all of the customer's people in the order of another index.
        let distinct = match tx {
            Tx::Sqlite(_) => "DISTINCT +a.user_id",
            Tx::Postgres(_) => "DISTINCT a.user_id",
        };
        let mut people = at_places(distinct);
        people.limit(CAP + 1).push(") hits");
        self.people = capped(people.count(tx).await?, CAP);

        let mut failed = at_places(distinct);
        failed.push(" AND a.mail_failed = 1").limit(CAP).push(") hits");
        self.mails_failed = failed.count(tx).await?.unsigned_abs();

        let mut ending = at_places("1");
        ending.push(" AND a.next_end_at < ").integer(soon(now).0).limit(SOON_CAP + 1).push(") hits");
        self.ending_soon = capped(ending.count(tx).await?, SOON_CAP);

        Ok(())
    }

    /// The number before the customer's first.
    pub(super) fn base(&self) -> i64 {
        self.last_number >> 32 << 32
    }
}

fn capped(count: i64, cap: i64) -> Count {
    if count > cap { Count::MoreThan(cap.unsigned_abs()) } else { Count::Exactly(count.unsigned_abs()) }
}

/// An order of the list.
#[derive(Clone, Copy)]
pub(super) struct Order {
    pub(super) sort: SortKey,
    pub(super) descending: bool,
}

impl Order {
    fn column(self) -> &'static str {
        match self.sort {
            SortKey::User => "a.sort_user",
            SortKey::Contract => "a.sort_contract",
            SortKey::SubAccount => "a.sort_sub_account",
            SortKey::Site => "a.sort_site",
            SortKey::Profile => "a.sort_profile",
            SortKey::Status => "a.status",
        }
    }
}

/// Rows in order, and whether there are others around them.
struct Slice {
    rows: Vec<Row>,
    offset: u64,
    more_before: bool,
    more_after: bool,
}

/// Reads rows of one narrowing in one order.
pub(super) struct Reader<'a> {
    pub(super) customer: CustomerId,
    pub(super) base: i64,
    pub(super) plan: &'a FilterPlan,
    pub(super) order: Order,
}

impl Reader<'_> {
    async fn slice(&self, tx: &mut Tx, request: &PageRequest) -> Result<Slice, ListError> {
        let size = usize::from(request.size.clamp(10, 200));
        let cursor = match request.cursor.as_deref() {
            None | Some("") => None,
            Some(text) => Some(Cursor::decode(text).ok_or(ListError::Cursor)?),
        };

        if let Some(cursor) = cursor.as_ref().filter(|cursor| cursor.before) {
            let mut rows = self.rows(tx, Some(cursor), size + 1).await?;
            if rows.len() > size {
                rows.truncate(size);
                rows.reverse();
                let offset = cursor.offset.saturating_sub(size as u64);
                return Ok(Slice { rows, offset, more_before: true, more_after: true });
            }
            // What stands before does not fill a page: it is the first one.
        }

        let cursor = cursor.filter(|cursor| !cursor.before);
        let mut rows = self.rows(tx, cursor.as_ref(), size + 1).await?;
        let more_after = rows.len() > size;
        rows.truncate(size);
        let offset = cursor.as_ref().map_or(0, |cursor| cursor.offset);

        Ok(Slice { rows, offset, more_before: cursor.is_some(), more_after })
    }

    /// At most `limit` rows from the cursor on; before it, nearest first.
    ///
    /// What many rows fulfil is met soon wherever a walk begins; unless it stands together in the order,
    /// as a first name does in that of addresses. So a walk that did not meet enough of it is given up.
    async fn rows(&self, tx: &mut Tx, cursor: Option<&Cursor>, limit: usize) -> sqlx::Result<Vec<Row>> {
        match self.plan.hits() {
            Hits::Few(0) => Ok(Vec::new()),
            Hits::Few(_) => self.read(tx, cursor, limit, AccessPath::IndexLookup).await,
            Hits::All => self.read(tx, cursor, limit, AccessPath::OrderedScan).await,
            Hits::Many => {
                let met = self.fetch(tx, cursor, |sql, _| self.pick_among_first(sql, cursor, limit)).await?;
                let access_path =
                    if matches!(tx, Tx::Sqlite(_)) { AccessPath::SetScan } else { AccessPath::IndexLookup };
                if met.len() == limit { Ok(met) } else { self.read(tx, cursor, limit, access_path).await }
            }
        }
    }

    async fn read(
        &self,
        tx: &mut Tx,
        cursor: Option<&Cursor>,
        limit: usize,
        access_path: AccessPath,
    ) -> sqlx::Result<Vec<Row>> {
        self.fetch(tx, cursor, |sql, tx| self.pick(sql, tx, cursor, limit, access_path)).await
    }

    async fn fetch(
        &self,
        tx: &mut Tx,
        cursor: Option<&Cursor>,
        pick: impl FnOnce(&mut Sql, &Tx),
    ) -> sqlx::Result<Vec<Row>> {
        let mut sql = rows_of(self.customer, |sql| pick(sql, tx));
        sql.push(if self.is_downwards(cursor) {
            " ORDER BY a.sort_value DESC, a.number DESC"
        } else {
            " ORDER BY a.sort_value, a.number"
        });
        fetch_rows(sql, tx).await
    }

    fn is_downwards(&self, cursor: Option<&Cursor>) -> bool {
        self.order.descending != cursor.is_some_and(|cursor| cursor.before)
    }

    /// A column in an `ORDER BY` is walked by its index; an expression is sorted.
    pub(super) fn pick(
        &self,
        sql: &mut Sql,
        tx: &Tx,
        cursor: Option<&Cursor>,
        limit: usize,
        access_path: AccessPath,
    ) {
        let column = self.order.column();
        sql.push("SELECT ").push(PICKED).push(", ").push(column);
        sql.push(" AS sort_value FROM assignments a WHERE");
        self.plan.push(sql, tx, column, access_path);
        self.push_cursor(sql, column, cursor, access_path == AccessPath::IndexLookup);
        self.push_order(sql, column, cursor, access_path == AccessPath::IndexLookup);
        sql.limit(i64::try_from(limit).unwrap_or(i64::MAX));
    }

    /// Those among the first rows of the order that fulfil all conditions.
    fn pick_among_first(&self, sql: &mut Sql, cursor: Option<&Cursor>, limit: usize) {
        let column = self.order.column();
        sql.push("SELECT ").push(PICKED).push(", a.sort_value FROM (SELECT a.*, ").push(column);
        sql.push(" AS sort_value FROM assignments a WHERE a.customer_id = ").id(self.customer.0);
        self.plan.push_range(sql, column);
        self.push_cursor(sql, column, cursor, false);
        self.push_order(sql, column, cursor, false);
        sql.limit(WALKED).push(") a WHERE 1 = 1");
        self.plan.push_checks(sql);
        self.push_order(sql, "a.sort_value", cursor, false);
        sql.limit(i64::try_from(limit).unwrap_or(i64::MAX));
    }

    fn push_cursor(&self, sql: &mut Sql, column: &'static str, cursor: Option<&Cursor>, sorted: bool) {
        let Some(cursor) = cursor else { return };
        sql.push(if sorted { " AND ((" } else { " AND (" }).push(column);
        sql.push(if self.is_downwards(Some(cursor)) { ", a.number) < (" } else { ", a.number) > (" });
        sql.text(&cursor.value).push(", ").integer(self.base + i64::from(cursor.number));
        sql.push(if sorted { ")) IS TRUE" } else { ")" });
    }

    fn push_order(&self, sql: &mut Sql, column: &'static str, cursor: Option<&Cursor>, sorted: bool) {
        sql.push(" ORDER BY ").push(column).push(if sorted { " || ''" } else { "" });
        sql.push(if self.is_downwards(cursor) { " DESC, a.number DESC" } else { ", a.number" });
    }
}

#[cfg(test)]
mod tests;

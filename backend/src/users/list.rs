mod few;
mod people;
mod people_by;

use super::cursor::Cursor;
use super::filter_plan::{AccessPath, CAP, Counting, FilterPlan, Hits, soon};
use super::places::{PlaceKeys, push_places};
use super::row::{PICKED, Row, fetch_rows, rows_of};
use super::sql::Sql;
use crate::access::CustomerScope;
use crate::db::Tx;
use crate::observe::Operation;
use crate::services::Services;
use domain::ids::CustomerId;
use domain::time::Timestamp;
use domain::users::{Count, Direction, Filter, Page, PageRequest, SortKey};
use few::Few;
pub(super) use few::Hit;
pub use people::list_people;
pub use people_by::list_people_by;

/// So many rows are walked in the hope of meeting a page of what many fulfil; at first, so many times the page's.
const WALKED: i64 = 5_000;
const FIRST_WALKED: usize = 8;

/// So many are walked for words on PostgreSQL, which takes no longer than looking those up that many people have.
const WALKED_FOR_WORDS: i64 = 25_000;

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
    let mut tx = services.db.of(scope).lookup().await?;
    let listing = Listing::new(&mut tx, services, scope, request, Counting::Quick).await?;
    let slice = listing.reader().slice(&mut tx, request).await?;

    operation.ended(Ok(listing.page(slice, listing.people, |row: Row| Some(row.shown(services, scope)))))
}

/// What a request asks for, looked up.
struct Listing {
    customer: CustomerId,
    totals: Totals,
    plan: FilterPlan,
    /// All that match, where they are few.
    few: Option<Few>,
    /// How many people have one of the assignments, unless there are too many to be counted.
    people: Option<Count>,
    order: Order,
}

impl Listing {
    async fn new(
        tx: &mut Tx,
        services: &Services,
        scope: &CustomerScope,
        request: &PageRequest,
        counting: Counting,
    ) -> sqlx::Result<Self> {
        let now = services.clock.now();
        let totals = Totals::load(tx, scope, now).await?;
        let sort = request.grouping.sort(request.sort);
        let order = Order { sort, descending: request.direction == Direction::Descending };
        let plan = FilterPlan::counted(tx, scope, &totals, &request.filter, now).await?;
        let (plan, few) = plan.look_up(tx, order.column(), counting).await?;
        let few = few.map(Few::new);
        let people = match &few {
            Some(few) => Some(Count::Exactly(few.people() as u64)),
            None => (request.filter == Filter::default()).then_some(totals.people),
        };

        Ok(Self { customer: scope.customer(), totals, plan, few, people, order })
    }

    fn reader(&self) -> Reader<'_> {
        Reader {
            customer: self.customer,
            base: self.totals.base(),
            plan: &self.plan,
            few: self.few.as_ref(),
            order: self.order,
        }
    }

    /// The page of the rows that were read; what is gone meanwhile is not shown.
    fn page<R: Listed, Shown>(
        &self,
        slice: Slice<R>,
        people: Option<Count>,
        show: impl FnMut(R) -> Option<Shown>,
    ) -> Page<Vec<Shown>> {
        let beside = |row: Option<&R>, before, offset| {
            let (value, number) = row?.position();
            let number = u32::try_from(number - self.totals.base()).ok()?;
            Cursor { value: value.to_owned(), number, before, offset }.encode()
        };
        let end = slice.offset + slice.rows.len() as u64;

        Page {
            offset: (slice.offset <= CAP.unsigned_abs()).then_some(slice.offset),
            assignments: match self.plan.hits() {
                Hits::All => Count::Exactly(self.totals.assignments.unsigned_abs()),
                Hits::Few(hits) => Count::Exactly(hits.unsigned_abs()),
                Hits::Many(counted) => Count::MoreThan(counted.unsigned_abs()),
            },
            people,
            mails_failed: self.totals.mails_failed,
            ending_soon: self.totals.ending_soon,
            first: slice.more_before.then(String::new),
            previous: slice.more_before.then(|| beside(slice.rows.first(), true, slice.offset)).flatten(),
            next: slice.more_after.then(|| beside(slice.rows.last(), false, end)).flatten(),
            rows: slice.rows.into_iter().filter_map(show).collect(),
        }
    }
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

    /// How many assignments the customer has in all.
    pub(super) fn assignments(&self) -> i64 {
        self.assignments
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

fn rows_limit(rows: usize) -> i64 {
    i64::try_from(rows).unwrap_or(i64::MAX)
}

/// What can be a row of the list.
trait Listed: Sized + Send {
    /// What it is sorted by, and its number.
    fn position(&self) -> (&str, i64);

    /// Reads at most `limit` of them, in order from the cursor on; before it, nearest first.
    fn read(
        reader: &Reader<'_>,
        tx: &mut Tx,
        cursor: Option<&Cursor>,
        limit: usize,
        access_path: AccessPath,
    ) -> impl Future<Output = sqlx::Result<Vec<Self>>> + Send;

    /// The same where few assignments match.
    fn read_few(
        reader: &Reader<'_>,
        tx: &mut Tx,
        few: &Few,
        cursor: Option<&Cursor>,
        limit: usize,
    ) -> impl Future<Output = sqlx::Result<Vec<Self>>> + Send;
}

impl Listed for Row {
    fn position(&self) -> (&str, i64) {
        (&self.sort_value, self.number)
    }

    async fn read(
        reader: &Reader<'_>,
        tx: &mut Tx,
        cursor: Option<&Cursor>,
        limit: usize,
        access_path: AccessPath,
    ) -> sqlx::Result<Vec<Self>> {
        let mut sql = rows_of(reader.customer, |sql| reader.pick(sql, tx, cursor, limit, access_path));
        reader.push_order(&mut sql, ["a.sort_value", "a.number"], cursor, false);
        fetch_rows(reader.planned(sql, access_path), tx).await
    }

    async fn read_few(
        reader: &Reader<'_>,
        tx: &mut Tx,
        few: &Few,
        cursor: Option<&Cursor>,
        limit: usize,
    ) -> sqlx::Result<Vec<Self>> {
        let hits = reader.beyond(few.iter(), cursor, limit);
        if hits.is_empty() {
            return Ok(Vec::new());
        }

        let mut sql = rows_of(reader.customer, |sql| {
            sql.push("SELECT ").push(PICKED).push(", ").push(reader.order.column());
            sql.push(" AS sort_value FROM assignments a WHERE a.customer_id = ").id(reader.customer.0);
            sql.push(" AND a.number IN ").integers(hits.iter().map(|hit| hit.number));
            if matches!(tx, Tx::Postgres(_)) {
                // It has no index of the numbers alone.
                sql.push(" AND a.user_id IN ").ids(hits.iter().map(|hit| hit.user_id));
            }
        });
        reader.push_order(&mut sql, ["a.sort_value", "a.number"], cursor, false);
        fetch_rows(sql, tx).await
    }
}

/// Rows in order, and whether there are others around them.
struct Slice<R> {
    rows: Vec<R>,
    offset: u64,
    more_before: bool,
    more_after: bool,
}

/// Reads rows of one narrowing in one order.
pub(super) struct Reader<'a> {
    pub(super) customer: CustomerId,
    pub(super) base: i64,
    pub(super) plan: &'a FilterPlan,
    /// All that match, where they are few and were looked up.
    few: Option<&'a Few>,
    pub(super) order: Order,
}

impl<'a> Reader<'a> {
    /// Reads all that a plan leaves, in the order of addresses.
    pub(super) fn by_address(customer: CustomerId, base: i64, plan: &'a FilterPlan) -> Self {
        let order = Order { sort: SortKey::User, descending: false };
        Self { customer, base, plan, few: None, order }
    }
}

impl Reader<'_> {
    async fn slice<R: Listed>(&self, tx: &mut Tx, request: &PageRequest) -> Result<Slice<R>, ListError> {
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
        if let (Some(cursor), true) = (&cursor, rows.is_empty()) {
            return Ok(self.last_before(tx, cursor, size).await?);
        }

        let more_after = rows.len() > size;
        rows.truncate(size);
        let offset = cursor.as_ref().map_or(0, |cursor| cursor.offset);

        Ok(Slice { rows, offset, more_before: cursor.is_some(), more_after })
    }

    /// The last page, where there is nothing behind the cursor any more.
    async fn last_before<R: Listed>(
        &self,
        tx: &mut Tx,
        cursor: &Cursor,
        size: usize,
    ) -> sqlx::Result<Slice<R>> {
        // The row beside the cursor is one of them, if it is still there.
        let number = if self.order.descending {
            cursor.number.saturating_sub(1)
        } else {
            cursor.number.saturating_add(1)
        };
        let end = Cursor { number, before: true, ..cursor.clone() };
        let mut rows = self.rows(tx, Some(&end), size + 1).await?;
        let more_before = rows.len() > size;
        rows.truncate(size);
        rows.reverse();
        let offset = if more_before { cursor.offset.saturating_sub(rows.len() as u64) } else { 0 };
        Ok(Slice { rows, offset, more_before, more_after: false })
    }

    /// At most `limit` rows from the cursor on; before it, nearest first.
    ///
    /// What many rows fulfil is met soon wherever a walk begins; unless it stands together in the order,
    /// as a first name does in that of addresses. So a walk that did not meet enough of it is given up.
    async fn rows<R: Listed>(
        &self,
        tx: &mut Tx,
        cursor: Option<&Cursor>,
        limit: usize,
    ) -> sqlx::Result<Vec<R>> {
        if let Some(few) = self.few {
            return R::read_few(self, tx, few, cursor, limit).await;
        }

        if self.plan.hits() == Hits::All {
            return R::read(self, tx, cursor, limit, AccessPath::OrderedScan).await;
        }

        self.rows_of_many(tx, cursor, limit).await
    }

    async fn rows_of_many<R: Listed>(
        &self,
        tx: &mut Tx,
        cursor: Option<&Cursor>,
        limit: usize,
    ) -> sqlx::Result<Vec<R>> {
        let (wanted, walked) = (rows_limit(limit), rows_limit(FIRST_WALKED * limit));
        let met = R::read(self, tx, cursor, limit, AccessPath::ShortScan(walked)).await?;
        if met.len() == limit {
            return Ok(met);
        }

        // Where a short walk met too few, a longer one meets too few as well.
        if rows_limit(met.len()) * WALKED >= wanted * walked {
            let met = R::read(self, tx, cursor, limit, AccessPath::ShortScan(WALKED)).await?;
            if met.len() == limit {
                return Ok(met);
            }
        }

        if matches!(tx, Tx::Sqlite(_)) {
            let mut plan = self.plan.clone();
            plan.weigh(tx).await?;
            let Self { customer, base, few, order, .. } = *self;
            let this = Reader { customer, base, plan: &plan, few, order };
            return R::read(&this, tx, cursor, limit, AccessPath::SetScan).await;
        }

        // In the order of addresses a last name stands with each first name.
        if self.plan.are_words() && walked < WALKED_FOR_WORDS {
            let met = R::read(self, tx, cursor, limit, AccessPath::ShortScan(WALKED_FOR_WORDS)).await?;
            if met.len() == limit {
                return Ok(met);
            }
        }

        R::read(self, tx, cursor, limit, AccessPath::IndexLookup).await
    }

    fn is_downwards(&self, cursor: Option<&Cursor>) -> bool {
        self.order.descending != cursor.is_some_and(|cursor| cursor.before)
    }

    /// A walk goes the same way whatever is looked for, unless values tell where it begins and ends.
    fn planned(&self, sql: Sql, access_path: AccessPath) -> Sql {
        let is_walk = self.plan.hits() == Hits::All || matches!(access_path, AccessPath::ShortScan(_));
        if is_walk && !self.plan.has_range(self.order.column()) { sql.with_one_plan() } else { sql }
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
        if let AccessPath::ShortScan(walked) = access_path {
            return self.pick_among_first(sql, cursor, limit, walked);
        }

        let column = self.order.column();
        sql.push("SELECT ").push(PICKED).push(", ").push(column);
        sql.push(" AS sort_value FROM assignments a WHERE");
        self.plan.push(sql, tx, column, access_path);
        self.push_cursor(sql, [column, "a.number"], cursor, access_path == AccessPath::IndexLookup);
        self.push_order(sql, [column, "a.number"], cursor, access_path == AccessPath::IndexLookup);
        sql.limit(rows_limit(limit));
    }

    /// Those among the first rows of the order that fulfil all conditions.
    fn pick_among_first(&self, sql: &mut Sql, cursor: Option<&Cursor>, limit: usize, walked: i64) {
        sql.push("SELECT ").push(PICKED).push(", a.sort_value");
        self.push_first(sql, cursor, walked);
        self.push_order(sql, ["a.sort_value", "a.number"], cursor, false);
        sql.limit(rows_limit(limit));
    }

    /// So many rows of the order, as far as they fulfil all conditions.
    fn push_first(&self, sql: &mut Sql, cursor: Option<&Cursor>, walked: i64) {
        let column = self.order.column();
        sql.push(" FROM (SELECT a.*, ").push(column);
        sql.push(" AS sort_value FROM assignments a WHERE a.customer_id = ").id(self.customer.0);
        self.plan.push_range(sql, column);
        self.push_cursor(sql, [column, "a.number"], cursor, false);
        self.push_order(sql, [column, "a.number"], cursor, false);
        sql.limit(walked).push(") a WHERE 1 = 1");
        self.plan.push_checks(sql);
    }

    fn push_cursor(
        &self,
        sql: &mut Sql,
        [value, number]: [&'static str; 2],
        cursor: Option<&Cursor>,
        sorted: bool,
    ) {
        let Some(cursor) = cursor else { return };
        sql.push(if sorted { " AND ((" } else { " AND (" }).push(value).push(", ").push(number);
        sql.push(if self.is_downwards(Some(cursor)) { ") < (" } else { ") > (" });
        sql.text(&cursor.value).push(", ").integer(self.base + i64::from(cursor.number));
        sql.push(if sorted { ")) IS TRUE" } else { ")" });
    }

    fn push_order(
        &self,
        sql: &mut Sql,
        [value, number]: [&'static str; 2],
        cursor: Option<&Cursor>,
        sorted: bool,
    ) {
        let down = if self.is_downwards(cursor) { " DESC" } else { "" };
        sql.push(" ORDER BY ").push(value).push(if sorted { " || ''" } else { "" }).push(down);
        sql.push(", ").push(number).push(down);
    }
}

#[cfg(test)]
mod tests;

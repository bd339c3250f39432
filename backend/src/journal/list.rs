use super::row::{Row, shown};
use crate::access::AdministratorScope;
use crate::clock::ends_at;
use crate::db::sql::Sql;
use crate::db::{PageCursor, Tx};
use crate::observe::Operation;
use crate::services::Services;
use crate::users::{self, person};
use domain::end_date::EndDate;
use domain::ids::UserId;
use domain::journal::{Action, JournalFilter, JournalPage, JournalRequest};
use domain::users::Count;
use uuid::Uuid;

/// So many entries stand on a page.
const PAGE: usize = 50;

/// So many of those whom an entry is about are named.
pub(super) const NAMED: usize = 3;

/// Up to so many are counted.
const CAP: i64 = 10_000;

/// Why there is no page.
#[derive(Debug, thiserror::Error)]
pub enum ListError {
    /// The cursor is none that a page gave.
    #[error("not a cursor")]
    Cursor,
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

impl From<users::ListError> for ListError {
    fn from(error: users::ListError) -> Self {
        match error {
            users::ListError::Cursor => Self::Cursor,
            users::ListError::Database(error) => Self::Database(error),
        }
    }
}

/// A page of the customer's journal, the latest entries first. It concerns all of the customer, and is for those who
/// administer all of it.
#[tracing::instrument(name = "journal.list", skip_all, err(level = "debug"), fields(customer = %scope.customer()))]
pub async fn list(
    services: &Services,
    scope: &AdministratorScope,
    request: &JournalRequest,
) -> Result<JournalPage, ListError> {
    let operation = Operation::begin("journal.list");

    let cursor = match request.cursor.as_deref() {
        None | Some("") => None,
        Some(text) => Some(PageCursor::decode(text).ok_or(ListError::Cursor)?),
    };

    let mut tx = services.db.of(scope).lookup().await?;
    let Some(of) = Entries::find(&mut tx, services, scope, &request.filter).await? else {
        drop(tx);
        let sought = request.filter.person.as_deref().unwrap_or_default();
        return operation.ended(Ok(JournalPage {
            rows: Vec::new(),
            count: Count::Exactly(0),
            meant: Some(users::people_meant(services, scope, sought).await?),
            previous: None,
            next: None,
        }));
    };
    let slice = of.slice(&mut tx, cursor).await?;
    let beside =
        |row: Option<&Row>, is_before| row.map(|row| PageCursor { at: row.position(), is_before }.encode());

    operation.ended(Ok(JournalPage {
        count: of.count(&mut tx).await?,
        meant: None,
        previous: slice.more_before.then(|| beside(slice.rows.first(), true)).flatten(),
        next: slice.more_after.then(|| beside(slice.rows.last(), false)).flatten(),
        rows: shown(&mut tx, services, scope, slice.rows, NAMED).await?,
    }))
}

/// Where an entry stands in the order: its moment, and its place in the chain.
pub(super) type Position = (i64, i64);

/// Behind every entry.
pub(super) const END: Position = (i64::MAX, i64::MAX);

/// Entries in order, and whether there are others around them.
struct Slice {
    rows: Vec<Row>,
    more_before: bool,
    more_after: bool,
}

/// The entries that a filter leaves. Whatever it asks for stands together in one index, in their order.
#[derive(Clone, Debug)]
pub(super) struct Entries {
    customer: Uuid,
    person: Option<UserId>,
    action: Option<&'static str>,
    /// All but this one.
    without: Option<&'static str>,
    /// From this moment on, and before that one.
    during: (i64, i64),
}

impl Entries {
    /// `None`: the person that is asked for is none of the customer's.
    pub(super) async fn find(
        tx: &mut Tx,
        services: &Services,
        scope: &AdministratorScope,
        filter: &JournalFilter,
    ) -> sqlx::Result<Option<Self>> {
        let person = match filter.person.as_deref() {
            None => None,
            Some(address) => match person::with_address(tx, scope, address).await? {
                None => return Ok(None),
                person => person,
            },
        };
        let zone = &services.time_zone;
        let from = filter.from.and_then(EndDate::before).map(|day| ends_at(day, zone).0);
        let until = filter.to.map(|day| ends_at(day, zone).0);

        Ok(Some(Self {
            customer: scope.customer().0,
            person,
            action: filter.action.map(Action::code),
            without: None,
            during: (from.unwrap_or(i64::MIN), until.unwrap_or(i64::MAX)),
        }))
    }

    /// The same without those of one action.
    pub(super) fn without(self, action: Action) -> Self {
        Self { without: Some(action.code()), ..self }
    }

    /// At most `limit` entries from before a position down, or from behind it up.
    pub(super) async fn rows(
        &self,
        tx: &mut Tx,
        from: Position,
        is_upwards: bool,
        limit: usize,
    ) -> sqlx::Result<Vec<Row>> {
        // SQLite begins its walk of the index where the moments begin, and not where the cursor is: so the moments begin there.
        let during = if is_upwards {
            (self.during.0.max(from.0), self.during.1)
        } else {
            (self.during.0, self.during.1.min(from.0.saturating_add(1)))
        };
        let mut sql = Sql::new(
            "SELECT j.sequence, j.at, j.actor_id, j.action, j.subject_id, j.details, j.network
             FROM (SELECT at, sequence",
        );
        self.push(&mut sql, during);
        sql.push(if is_upwards { " AND (at, sequence) > (" } else { " AND (at, sequence) < (" });
        sql.integer(from.0).push(", ").integer(from.1).push(") ORDER BY ");
        sql.push(if is_upwards { "at, sequence" } else { "at DESC, sequence DESC" });
        sql.limit(i64::try_from(limit).unwrap_or(i64::MAX));
        sql.push(") p JOIN journal j ON j.customer_id = ").id(self.customer);
        sql.push(" AND j.sequence = p.sequence ORDER BY ");
        sql.push(if is_upwards { "p.at, p.sequence" } else { "p.at DESC, p.sequence DESC" });

        sql.fetch(tx).await
    }

    async fn count(&self, tx: &mut Tx) -> sqlx::Result<Count> {
        let mut sql = Sql::new("SELECT count(*) FROM (SELECT 1 AS found");
        self.push(&mut sql, self.during);
        sql.limit(CAP + 1).push(") hits");
        let count = sql.count(tx).await?;

        Ok(if count > CAP {
            Count::MoreThan(CAP.unsigned_abs())
        } else {
            Count::Exactly(count.unsigned_abs())
        })
    }

    fn push(&self, sql: &mut Sql, during: (i64, i64)) {
        match self.person {
            Some(person) => sql.push(" FROM journal_people WHERE user_id = ").id(person.0).push(" AND"),
            None => sql.push(" FROM journal WHERE"),
        };
        sql.push(" customer_id = ").id(self.customer);
        if let Some(action) = self.action {
            sql.push(" AND action = ").text(action);
        }
        if let Some(action) = self.without {
            sql.push(" AND action <> ").text(action);
        }

        sql.push(" AND at >= ").integer(during.0).push(" AND at < ").integer(during.1);
    }

    async fn slice(&self, tx: &mut Tx, cursor: Option<PageCursor<i64>>) -> sqlx::Result<Slice> {
        if let Some(cursor) = cursor.filter(|cursor| cursor.is_before) {
            let mut rows = self.rows(tx, cursor.at, true, PAGE + 1).await?;
            if rows.len() > PAGE {
                rows.truncate(PAGE);
                rows.reverse();
                return Ok(Slice { rows, more_before: true, more_after: true });
            }
            // What stands before does not fill a page: it is the first one.
        }

        let cursor = cursor.filter(|cursor| !cursor.is_before);
        let from = cursor.map_or(END, |cursor| cursor.at);
        let mut rows = self.rows(tx, from, false, PAGE + 1).await?;
        let more_after = rows.len() > PAGE;
        rows.truncate(PAGE);

        Ok(Slice { rows, more_before: cursor.is_some(), more_after })
    }
}

#[cfg(test)]
mod tests;

//! The list by person: the same assignments, those of one person in one row.

use super::few::{Few, Hit};
use super::{ListError, Listed, Listing, Reader, rows_limit};
use crate::access::CustomerScope;
use crate::db::Tx;
use crate::observe::Operation;
use crate::services::Services;
use crate::users::cursor::Cursor;
use crate::users::filter_plan::{AccessPath, Counting};
use crate::users::row::{PICKED, Row, fetch_rows, rows_of};
use crate::users::sql::Sql;
use domain::users::{Page, PageRequest, PersonRow};
use std::collections::HashMap;
use uuid::Uuid;

/// One page of the people who have one of the assignments that a request asks for, as far as the scope reaches.
#[tracing::instrument(name = "users.list_people", skip_all, err(level = "debug"), fields(customer = %scope.customer()))]
pub async fn list_people(
    services: &Services,
    scope: &CustomerScope,
    request: &PageRequest,
) -> Result<Page<Vec<PersonRow>>, ListError> {
    let operation = Operation::begin("users.list_people");

    let mut tx = services.db.of(scope).lookup().await?;
    let listing = Listing::new(&mut tx, services, scope, request, Counting::Quick).await?;
    let slice = listing.reader().slice(&mut tx, request).await?;
    let mut assignments = assignments_of(&mut tx, &listing.reader(), &slice.rows).await?;
    let show = |person: Person| {
        let assignments = assignments.remove(&person.user_id)?;
        Some(person.shown(services, scope, assignments))
    };

    operation.ended(Ok(listing.page(slice, listing.people, show)))
}

/// Somebody of a page. They stand where the first of their assignments that match does.
#[derive(sqlx::FromRow)]
pub(super) struct Person {
    number: i64,
    sort_value: String,
    pub(super) user_id: Uuid,
    pub(super) identifier: String,
    /// How many of their assignments match.
    assignments: i64,
}

impl Person {
    /// What is shown of them, with the first of their assignments.
    pub(super) fn shown(
        self,
        services: &Services,
        scope: &CustomerScope,
        assignments: Vec<Row>,
    ) -> PersonRow {
        PersonRow {
            identifier: self.identifier,
            assignments: assignments.into_iter().map(|row| row.shown(services, scope)).collect(),
            count: self.assignments.unsigned_abs(),
        }
    }
}

impl Listed for Person {
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
        let mut sql = Sql::new(
            "SELECT p.number, p.sort_value, p.user_id,
                    (SELECT identifier FROM users WHERE id = p.user_id) AS identifier, (SELECT count(*)",
        );
        reader.push_assignments(&mut sql);
        sql.push(") AS assignments FROM (");
        match access_path {
            AccessPath::IndexLookup => reader.push_looked_up(&mut sql, tx, cursor),
            _ => reader.push_first_of_each(&mut sql, tx, cursor, access_path),
        }

        reader.push_order(&mut sql, ["p.sort_value", "p.number"], cursor, false);
        sql.limit(rows_limit(limit)).push(") p");
        reader.push_order(&mut sql, ["p.sort_value", "p.number"], cursor, false);
        reader.planned(sql, access_path).fetch(tx).await
    }

    async fn read_few(
        reader: &Reader<'_>,
        tx: &mut Tx,
        few: &Few,
        cursor: Option<&Cursor>,
        limit: usize,
    ) -> sqlx::Result<Vec<Self>> {
        let people = reader.beyond(few.first_of_each().into_iter(), cursor, limit);
        let assignments = few.of_each(&people);
        let mut identifiers = identifiers(tx, &people).await?;

        let person = |hit: &Hit| {
            Some(Self {
                number: hit.number,
                sort_value: hit.sort_value.clone(),
                user_id: hit.user_id,
                identifier: identifiers.remove(&hit.user_id)?,
                assignments: assignments.get(&hit.user_id).copied().unwrap_or_default(),
            })
        };
        Ok(people.into_iter().filter_map(person).collect())
    }
}

/// So many people are looked up with one statement.
pub(super) const LOOKED_UP: usize = 500;

/// The identifiers of people.
async fn identifiers(tx: &mut Tx, people: &[&Hit]) -> sqlx::Result<HashMap<Uuid, String>> {
    let mut identifiers = HashMap::with_capacity(people.len());
    for some in people.chunks(LOOKED_UP) {
        let mut sql = Sql::new("SELECT id, identifier FROM users WHERE id IN ");
        sql.ids(some.iter().map(|hit| hit.user_id));
        let found: Vec<(Uuid, String)> = sql.fetch(tx).await?;
        identifiers.extend(found);
    }

    Ok(identifiers)
}

impl Reader<'_> {
    /// The person `p`'s assignments that match.
    fn push_assignments(&self, sql: &mut Sql) {
        sql.push(" FROM assignments a WHERE a.customer_id = ").id(self.customer.0);
        sql.push(" AND a.user_id = p.user_id");
        self.plan.push_checks(sql);
    }

    /// Looks all matches up, and the first one of each person among them.
    fn push_looked_up(&self, sql: &mut Sql, tx: &Tx, cursor: Option<&Cursor>) {
        self.plan.push_people(sql, tx, self.order.column());
        sql.push("SELECT p.* FROM people p WHERE 1 = 1");
        self.push_cursor(sql, ["p.sort_value", "p.number"], cursor, false);
    }

    /// Walks the order, and leaves out what has a match of the same person before it: all of a person's have one address
    /// and one status, so the one with the lowest number stands first. It is checked on each, or PostgreSQL would join.
    fn push_first_of_each(&self, sql: &mut Sql, tx: &Tx, cursor: Option<&Cursor>, access_path: AccessPath) {
        sql.push("SELECT p.* FROM (SELECT a.user_id, a.number, ");
        if let AccessPath::ShortScan(walked) = access_path {
            sql.push("a.sort_value");
            self.push_first(sql, cursor, walked);
        } else {
            let column = self.order.column();
            sql.push(column).push(" AS sort_value FROM assignments a WHERE");
            self.plan.push(sql, tx, column, access_path);
            self.push_cursor(sql, [column, "a.number"], cursor, false);
        }

        sql.push(") p WHERE (NOT EXISTS (SELECT 1");
        self.push_assignments(sql);
        sql.push(" AND a.number < p.number)) IS TRUE");
    }
}

/// The first assignments of each of these people that match, in order of creation.
pub(super) async fn assignments_of(
    tx: &mut Tx,
    reader: &Reader<'_>,
    people: &[Person],
) -> sqlx::Result<HashMap<Uuid, Vec<Row>>> {
    let mut assignments: HashMap<Uuid, Vec<Row>> = HashMap::new();
    if people.is_empty() {
        return Ok(assignments);
    }

    let mut sql = rows_of(reader.customer, |sql| {
        sql.push("SELECT ").push(PICKED).push(", '' AS sort_value FROM (");
        sql.push("SELECT a.*, row_number() OVER (PARTITION BY a.user_id ORDER BY a.number) AS place");
        sql.push(" FROM assignments a WHERE a.customer_id = ").id(reader.customer.0);
        sql.push(" AND a.user_id IN ").ids(people.iter().map(|person| person.user_id));
        reader.plan.push_checks(sql);
        sql.push(") a WHERE a.place <= ").integer(PersonRow::SHOWN);
    });
    sql.push(" ORDER BY a.number");

    for row in fetch_rows(sql, tx).await? {
        assignments.entry(row.user_id).or_default().push(row);
    }

    Ok(assignments)
}

#[cfg(test)]
mod tests;

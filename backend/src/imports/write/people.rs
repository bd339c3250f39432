//! What an import changes about people who are there: another name, and being let in again.

use super::{Import, Lines};
use crate::db::{Query, Tx};
use crate::users::search::searchable;
use domain::ids::CustomerId;
use sqlx::FromRow;
use uuid::Uuid;

/// The people of the rows `d` on lines `$4` to `$5` of draft `$2` of customer `$1`.
macro_rules! of_lines {
    () => {
        "(SELECT d.user_id FROM draft_rows d WHERE d.customer_id = $1 AND d.draft_id = $2 AND d.line BETWEEN $4 AND $5)"
    };
}

/// Names that differ, where the names of the file are taken: of each person the first row that names them.
const REMEMBER_NAMES: &str =
    "INSERT INTO import_people (customer_id, import_id, user_id, last_name, first_name, given_last, given_first,
         reactivated)
     SELECT d.customer_id, $3, d.user_id, m.last_name, m.first_name,
         COALESCE(NULLIF(d.good_last_name, ''), m.last_name), COALESCE(NULLIF(d.good_first_name, ''), m.first_name), 0
     FROM draft_rows d JOIN memberships m ON m.customer_id = d.customer_id AND m.user_id = d.user_id
     WHERE d.customer_id = $1 AND d.draft_id = $2 AND d.line BETWEEN $4 AND $5 AND d.name_before IS NOT NULL
         AND d.verdict IN ('assign', 'profile', 'name')";

const REMEMBER_SUSPENDED: &str =
    "INSERT INTO import_people (customer_id, import_id, user_id, last_name, first_name, given_last, given_first,
         reactivated)
     SELECT m.customer_id, $3, m.user_id, m.last_name, m.first_name, m.last_name, m.first_name, 1
     FROM memberships m WHERE m.customer_id = $1 AND m.status = 'suspended' AND m.user_id IN (
         SELECT d.user_id FROM draft_rows d
         WHERE d.customer_id = $1 AND d.draft_id = $2 AND d.line BETWEEN $4 AND $5 AND d.is_suspended = 1
             AND d.verdict IN ('assign', 'profile', 'name', 'unchanged'))
     ON CONFLICT (customer_id, import_id, user_id) DO UPDATE SET reactivated = 1";

const RENAME: &str = concat!(
    "UPDATE memberships SET last_name = p.given_last, first_name = p.given_first
     FROM import_people p
     WHERE p.customer_id = $1 AND p.import_id = $3 AND p.user_id IN ",
    of_lines!(),
    " AND memberships.customer_id = $1 AND memberships.user_id = p.user_id"
);

/// As [`crate::users::set_status`] does one by one. Who was let in with an earlier line has been.
const REACTIVATE: &str = concat!(
    "UPDATE memberships SET status_since = $6,
         status = CASE WHEN memberships.last_sign_in_at IS NULL THEN 'invited' ELSE 'active' END
     FROM import_people p
     WHERE p.customer_id = $1 AND p.import_id = $3 AND p.reactivated = 1 AND p.user_id IN ",
    of_lines!(),
    " AND memberships.customer_id = $1 AND memberships.user_id = p.user_id AND memberships.status = 'suspended'"
);

const SHOW_REACTIVATED: &str = concat!(
    "UPDATE assignments SET status = m.status
     FROM import_people p JOIN memberships m ON m.customer_id = p.customer_id AND m.user_id = p.user_id
     WHERE p.customer_id = $1 AND p.import_id = $3 AND p.reactivated = 1 AND p.user_id IN ",
    of_lines!(),
    " AND assignments.customer_id = $1 AND assignments.user_id = p.user_id"
);

const RENAMED: &str = concat!(
    "SELECT p.user_id, m.email, p.given_last AS last_name, p.given_first AS first_name
     FROM import_people p JOIN memberships m ON m.customer_id = p.customer_id AND m.user_id = p.user_id
     WHERE p.customer_id = $1 AND p.import_id = $3 AND p.user_id IN ",
    of_lines!(),
    " AND (p.given_last <> p.last_name OR p.given_first <> p.first_name)"
);

impl Import {
    /// A statement about the people of some lines.
    pub(super) fn of_lines<'tx>(
        &self,
        tx: &'tx mut Tx,
        statement: &'static str,
        lines: &Lines,
    ) -> Query<'tx> {
        let draft = tx.query(statement).bind(self.customer.0).bind(self.draft_id.0);
        draft.bind(self.id.0).bind(*lines.start()).bind(*lines.end())
    }

    /// Writes who gets another name, and which they had.
    pub(super) async fn names(&self, tx: &mut Tx, lines: &Lines) -> sqlx::Result<()> {
        if self.of_lines(tx, REMEMBER_NAMES, lines).execute().await? == 0 {
            return Ok(());
        }

        self.of_lines(tx, RENAME, lines).execute().await?;
        let renamed = self.of_lines(tx, RENAMED, lines).fetch_all().await?;
        write_search(tx, self.customer, renamed).await
    }

    /// Lets in again who is suspended.
    pub(super) async fn reactivations(&self, tx: &mut Tx, lines: &Lines) -> sqlx::Result<()> {
        if self.of_lines(tx, REMEMBER_SUSPENDED, lines).execute().await? == 0 {
            return Ok(());
        }

        self.of_lines(tx, REACTIVATE, lines).bind(self.at.0).execute().await?;
        self.of_lines(tx, SHOW_REACTIVATED, lines).execute().await.map(drop)
    }

    /// How many were let in again.
    pub(super) async fn reactivated(&self, tx: &mut Tx) -> sqlx::Result<i64> {
        tx.query(
            "SELECT count(*) FROM import_people WHERE customer_id = $1 AND import_id = $2 AND reactivated = 1",
        )
        .bind(self.customer.0)
        .bind(self.id.0)
        .scalar()
        .await
    }
}

/// Somebody who has another name than before.
#[derive(Debug, FromRow)]
pub(in crate::imports) struct Renamed {
    pub user_id: Uuid,
    email: String,
    last_name: String,
    first_name: String,
}

/// Writes on all their assignments what people are found by.
pub(in crate::imports) async fn write_search(
    tx: &mut Tx,
    customer: CustomerId,
    people: Vec<Renamed>,
) -> sqlx::Result<()> {
    const SQLITE: &str = "UPDATE assignments SET search = s.value
        FROM json_each($2) u JOIN json_each($3) s ON s.key = u.key
        WHERE assignments.customer_id = $1 AND assignments.user_id = unhex(u.value)";
    const POSTGRES: &str = "UPDATE assignments SET search = p.search
        FROM unnest($2::text[], $3::text[]) AS p (user_id, search)
        WHERE assignments.customer_id = $1 AND assignments.user_id = p.user_id::uuid";
    /// People of one statement.
    const CHUNK: usize = 1_000;

    for chunk in people.chunks(CHUNK) {
        let users: Vec<String> = chunk.iter().map(|person| person.user_id.simple().to_string()).collect();
        let search = |person: &Renamed| searchable(&person.email, &person.last_name, &person.first_name);
        let searches: Vec<String> = chunk.iter().map(search).collect();
        tx.query(tx.choose(SQLITE, POSTGRES))
            .bind(customer.0)
            .bind_list(&users)
            .bind_list(&searches)
            .execute()
            .await?;
    }

    Ok(())
}

#[cfg(test)]
mod tests;

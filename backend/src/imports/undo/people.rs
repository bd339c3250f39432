//! What an import changed about people who were there before: they get back what they had, unless that is otherwise since.

use super::{EVERYBODY, People, Undoing};
use crate::access::CustomerScope;
use crate::db::Tx;
use crate::imports::write::{Renamed, write_search};
use domain::ids::ImportId;
use std::collections::BTreeSet;
use uuid::Uuid;

/// People `p` of import `i`, `$2` of customer `$1`, who still have the name that it gave them.
macro_rules! still_renamed {
    () => {
        "(p.given_last <> p.last_name OR p.given_first <> p.first_name)
             AND memberships.last_name = p.given_last AND memberships.first_name = p.given_first"
    };
}

/// The same of those whom it let in again, and about whose access nothing has changed since.
macro_rules! still_let_in {
    () => {
        "p.reactivated = 1 AND memberships.status IN ('invited', 'active')
             AND memberships.status_since = i.created_at"
    };
}

/// Whom the import changed, of the people from `$3` to `$4`.
macro_rules! of_import {
    () => {
        " p.customer_id = $1 AND p.import_id = $2 AND p.user_id BETWEEN $3 AND $4
             AND i.customer_id = $1 AND i.id = $2
             AND memberships.customer_id = $1 AND memberships.user_id = p.user_id AND "
    };
}

const RENAME: &str = concat!(
    "UPDATE memberships SET last_name = p.last_name, first_name = p.first_name FROM import_people p, imports i WHERE",
    of_import!(),
    still_renamed!(),
    " RETURNING memberships.user_id, memberships.email, memberships.last_name, memberships.first_name"
);

const SUSPEND: &str = concat!(
    "UPDATE memberships SET status = 'suspended', status_since = $5 FROM import_people p, imports i WHERE",
    of_import!(),
    still_let_in!(),
    " RETURNING memberships.user_id"
);

const SHOW_SUSPENDED: &str = "UPDATE assignments SET status = 'suspended' FROM memberships m, import_people p
    WHERE p.customer_id = $1 AND p.import_id = $2 AND p.user_id BETWEEN $3 AND $4 AND p.reactivated = 1
        AND m.customer_id = $1 AND m.user_id = p.user_id AND m.status = 'suspended'
        AND assignments.customer_id = $1 AND assignments.user_id = m.user_id";

const SHUT_OUT: &str = "UPDATE sessions SET customer_id = NULL WHERE customer_id = $1 AND user_id IN (
    SELECT m.user_id FROM import_people p JOIN memberships m ON m.customer_id = $1 AND m.user_id = p.user_id
    WHERE p.customer_id = $1 AND p.import_id = $2 AND p.user_id BETWEEN $3 AND $4 AND p.reactivated = 1
        AND m.status = 'suspended')";

const COUNT: &str = concat!(
    "SELECT count(*) FROM memberships, import_people p, imports i WHERE",
    of_import!(),
    "(",
    still_renamed!(),
    " OR ",
    still_let_in!(),
    ")"
);

/// Gives people back what they had; how many they are.
pub(super) async fn restore(tx: &mut Tx, undoing: &Undoing, people: &People) -> sqlx::Result<i64> {
    let renamed: Vec<Renamed> = undoing.of_people(tx, RENAME, people).fetch_all().await?;
    let mut restored: BTreeSet<Uuid> = renamed.iter().map(|person| person.user_id).collect();
    write_search(tx, undoing.customer, renamed).await?;

    let suspended: Vec<Uuid> = undoing.of_people(tx, SUSPEND, people).bind(undoing.at.0).scalars().await?;
    if !suspended.is_empty() {
        undoing.of_people(tx, SHOW_SUSPENDED, people).execute().await?;
        undoing.of_people(tx, SHUT_OUT, people).execute().await?;
    }
    restored.extend(suspended);

    Ok(i64::try_from(restored.len()).unwrap_or(i64::MAX))
}

/// How many would get back what they had.
pub(super) async fn count(tx: &mut Tx, scope: &CustomerScope, import: ImportId) -> sqlx::Result<u64> {
    let count: i64 = tx
        .query(COUNT)
        .bind(scope.customer().0)
        .bind(import.0)
        .bind(*EVERYBODY.start())
        .bind(*EVERYBODY.end())
        .scalar()
        .await?;
    Ok(count.unsigned_abs())
}

//! The statements of an undoing. What becomes of what is gathered first, in a table of its own: the
//! second statement would otherwise see what the first has left of it.

use super::people;
use crate::access::CustomerScope;
use crate::db::Tx;
use crate::imports::write::next_end;
use domain::ids::{CustomerId, ImportId};
use domain::time::Timestamp;

#[derive(Debug, Default)]
pub(super) struct Done {
    pub people: i64,
    pub assignments: i64,
    pub profiles: i64,
    pub names: i64,
    pub mails: i64,
    /// People for whom the import stays, in whole or in part.
    pub kept: i64,
}

/// Says that the import is undone; false when it was before, is still being written, or is none of the customer's.
pub(super) async fn mark(
    tx: &mut Tx,
    scope: &CustomerScope,
    import: ImportId,
    now: Timestamp,
) -> sqlx::Result<bool> {
    Ok(tx
        .query(
            "UPDATE imports SET undone_at = $3, undone_by = $4
             WHERE customer_id = $1 AND id = $2 AND undone_at IS NULL
                 AND NOT EXISTS (SELECT 1 FROM imports_under_way w
                     WHERE w.customer_id = imports.customer_id AND w.import_id = imports.id)",
        )
        .bind(scope.customer().0)
        .bind(import.0)
        .bind(now.0)
        .bind(scope.user().map(|user| user.0))
        .execute()
        .await?
        > 0)
}

/// Says how much was undone.
pub(super) async fn record(
    tx: &mut Tx,
    customer: CustomerId,
    import: ImportId,
    done: &Done,
) -> sqlx::Result<()> {
    tx.query(
        "UPDATE imports SET removed_people = $3, removed_assignments = $4, restored_profiles = $5,
             restored_names = $6
         WHERE customer_id = $1 AND id = $2",
    )
    .bind(customer.0)
    .bind(import.0)
    .bind(done.people)
    .bind(done.assignments)
    .bind(done.profiles)
    .bind(done.names)
    .execute()
    .await?;

    Ok(())
}

macro_rules! leaving {
    () => {
        "(SELECT user_id FROM undoing WHERE fate = 'leaves')"
    };
}

/// People for whom the import stays. Of several reasons of one person, one is told.
const KEEP: &str = "INSERT INTO import_kept (customer_id, import_id, user_id, reason)
    SELECT $1, $2, user_id, max(CASE fate WHEN 'elsewhere' THEN 'assigned' ELSE fate END)
    FROM undoing WHERE fate IN ('signed_in', 'changed', 'last', 'elsewhere') GROUP BY user_id";

/// Whatever personal rights are left are those that the import left.
const TAKE_RIGHTS: &str = "DELETE FROM personal_rights
    WHERE customer_id = $1 AND assignment_id IN (SELECT assignment_id FROM undoing WHERE fate = 'restored')";

/// What has ended meanwhile does not come back.
const RIGHTS: &str =
    "INSERT INTO personal_rights (customer_id, assignment_id, application, level, given_by, given_at,
        ends_at)
    SELECT r.customer_id, r.assignment_id, r.application, r.level, r.given_by, r.given_at, r.ends_at
    FROM undoing u JOIN import_rights r ON r.customer_id = $1 AND r.import_id = $2
        AND r.assignment_id = u.assignment_id
    WHERE u.fate = 'restored' AND (r.ends_at IS NULL OR r.ends_at > $3)";

const CHANGES: &str = concat!(
    "UPDATE assignments SET profile_id = c.profile_id, sort_profile = p.sort, changed_at = c.changed_at,
        given_by = c.given_by, ends_at = c.ends_at, end_told_at = NULL, next_end_at = ",
    next_end!("c.ends_at"),
    "
    FROM undoing u, import_changes c, profiles p
    WHERE u.fate = 'restored' AND assignments.number = u.number
        AND c.customer_id = $1 AND c.import_id = $2 AND c.assignment_id = u.assignment_id
        AND p.customer_id = $1 AND p.id = c.profile_id"
);

const ASSIGNMENTS: &str = "DELETE FROM assignments
    WHERE number IN (SELECT number FROM undoing WHERE fate IN ('leaves', 'goes', 'elsewhere'))";

const MAILS: &str = concat!(
    "UPDATE mail_jobs SET state = 'withdrawn' WHERE customer_id = $1 AND state = 'queued' AND user_id IN ",
    leaving!()
);

const SESSIONS: &str =
    concat!("UPDATE sessions SET customer_id = NULL WHERE customer_id = $1 AND user_id IN ", leaving!());

/// Those that a password of this customer's mails opened, for nothing but choosing another.
const HALF_SESSIONS: &str = concat!(
    "DELETE FROM sessions WHERE due = 'password' AND user_id IN ",
    leaving!(),
    " AND EXISTS (SELECT 1 FROM mail_jobs j WHERE j.id = sessions.mail_job_id AND j.customer_id = $1)"
);

/// What this customer's mails carried, and another's did not.
const SECRETS: &str = concat!(
    "UPDATE secrets SET used_at = $2 WHERE used_at IS NULL AND user_id IN ",
    leaving!(),
    " AND EXISTS (SELECT 1 FROM mail_jobs j WHERE j.id = secrets.mail_job_id AND j.customer_id = $1)"
);

const PEOPLE: &str = concat!("DELETE FROM memberships WHERE customer_id = $1 AND user_id IN ", leaving!());

/// Undoes what the import did.
pub(super) async fn undo(
    tx: &mut Tx,
    customer: CustomerId,
    import: ImportId,
    now: Timestamp,
) -> sqlx::Result<Done> {
    gather(tx, customer, import).await?;
    // Each takes the customer, and the import or the moment where it names them.
    let of_import = async |tx: &mut Tx, statement: &'static str| {
        tx.query(statement).bind(customer.0).bind(import.0).execute().await.map(u64::cast_signed)
    };
    let of_customer = async |tx: &mut Tx, statement: &'static str| {
        tx.query(statement).bind(customer.0).execute().await.map(u64::cast_signed)
    };
    let kept = of_import(tx, KEEP).await?;
    of_customer(tx, TAKE_RIGHTS).await?;
    tx.query(RIGHTS).bind(customer.0).bind(import.0).bind(now.0).execute().await?;
    let profiles = of_import(tx, CHANGES).await?;
    let assignments = tx.query(ASSIGNMENTS).execute().await?.cast_signed();
    let mails = of_customer(tx, MAILS).await?;
    of_customer(tx, SESSIONS).await?;
    of_customer(tx, HALF_SESSIONS).await?;
    tx.query(SECRETS).bind(customer.0).bind(now.0).execute().await?;
    let gone = of_customer(tx, PEOPLE).await?;
    tx.query("DROP TABLE undoing").execute().await?;

    let names = people::restore(tx, customer, import, now).await?;

    Ok(Done { people: gone, assignments, profiles, names, mails, kept })
}

/// Gathers what becomes of what.
async fn gather(tx: &mut Tx, customer: CustomerId, import: ImportId) -> sqlx::Result<()> {
    let create = tx.choose(
        "CREATE TEMPORARY TABLE undoing (number INTEGER, assignment_id BLOB, user_id BLOB, fate TEXT)",
        "CREATE TEMPORARY TABLE undoing (number BIGINT, assignment_id UUID, user_id UUID, fate TEXT)",
    );

    tx.query(create).execute().await?;
    tx.query(concat!("INSERT INTO undoing (number, assignment_id, user_id, fate) ", undo_action!()))
        .bind(customer.0)
        .bind(import.0)
        .execute()
        .await?;
    if matches!(tx, Tx::Postgres(_)) {
        tx.query("ANALYZE undoing").execute().await?;
    }

    Ok(())
}

//! Imports of many rows on SQLite, which are written in turns: some rows at a time, each time in a transaction of its own,
//! so that whoever else writes waits for some and not for all.
//!
//! What such an import has come to stands in `imports_under_way`, which is the customer's gate too
//! ([`Db::of`](crate::db::Db::of)). First the rows are judged behind it; if they are not what was expected it is opened again,
//! and nothing was written. Once the import is begun it is gone on with to its end: by whoever commits the draft, by the
//! next import of the customer's, and by [`settle`] where a server was killed, a disk was full or somebody stopped waiting. Until
//! then it is not among the imports, and cannot be undone.

use super::commit::settle_bulk;
use super::identifiers::regenerate_identifiers;
use super::write::{Import, Lines, Step};
use crate::access::CustomerScope;
use crate::db::{Code, Tx};
use crate::journal::Author;
use crate::services::Services;
use domain::ids::{CustomerId, DraftId, ImportId, UserId};
use domain::imports::{CommitOptions, VerdictCounts};
use domain::time::Timestamp;
use std::time::{Duration, Instant};
use uuid::Uuid;

/// How many rows are written at a time: as many as take so many microseconds, since everybody waits meanwhile. In tests a
/// few are many.
const FEWEST: i64 = if cfg!(test) { 2 } else { 50 };
const MOST: i64 = if cfg!(test) { 2 } else { 1_000 };
const TAKING: i64 = 40_000;

/// After so many turns the log of the database is copied.
const TURNS_OF_LOG: u32 = 8;

/// After so many seconds without a turn, somebody else goes on.
const GIVEN_UP: i64 = 10;

/// How often rows whose identifier is somebody's get another, before that is an error.
const MENDED: u32 = 3;

/// The gate of a customer, shut for an import that is yet to begin.
pub(super) struct Gate {
    pub import: ImportId,
    pub at: Timestamp,
}

impl Gate {
    /// Shuts it once the transaction is committed.
    pub(super) async fn shut(tx: &mut Tx, services: &Services, scope: &CustomerScope) -> sqlx::Result<Self> {
        let at = services.clock.now();
        let import = ImportId(services.random.id(at));
        let author = Author::from(scope);
        tx.query(
            "INSERT INTO imports_under_way (customer_id, import_id, line, keep_names, reactivate, has_rights,
                 network, is_operator, turned_at)
             VALUES ($1, $2, -1, 0, 0, 0, $3, $4, $5)",
        )
        .bind(scope.customer().0)
        .bind(import.0)
        .bind(author.network.map(|network| network.to_string()))
        .bind(i64::from(author.is_operator))
        .bind(at.0)
        .execute()
        .await?;

        Ok(Self { import, at })
    }

    /// Says that it is still needed; `false` when somebody thought that it was not.
    pub(super) async fn is_kept(
        &self,
        tx: &mut Tx,
        services: &Services,
        customer: CustomerId,
    ) -> sqlx::Result<bool> {
        let kept = tx
            .query("UPDATE imports_under_way SET turned_at = $3 WHERE customer_id = $1 AND import_id = $2")
            .bind(customer.0)
            .bind(self.import.0)
            .bind(services.clock.now().0)
            .execute()
            .await?;
        Ok(kept > 0)
    }

    /// Begins the import: from the end of the transaction on it is gone on with. `false` when the gate was opened.
    pub(super) async fn begin(
        &self,
        tx: &mut Tx,
        services: &Services,
        import: &Import,
    ) -> sqlx::Result<bool> {
        let begun = tx
            .query(
                "UPDATE imports_under_way SET step = $3, keep_names = $4, reactivate = $5, has_rights = $6,
                     turned_at = $7
                 WHERE customer_id = $1 AND import_id = $2",
            )
            .bind(import.customer.0)
            .bind(self.import.0)
            .bind(Code(Step::FIRST))
            .bind(i64::from(import.options.keep_names))
            .bind(i64::from(import.options.reactivate))
            .bind(i64::from(import.has_rights))
            .bind(services.clock.now().0)
            .execute()
            .await?;
        Ok(begun > 0)
    }

    /// Opens it again: nothing was begun.
    pub(super) async fn open(&self, services: &Services, customer: CustomerId) -> sqlx::Result<()> {
        let mut tx = services.db.of_import(customer).write().await?;
        remove(&mut tx, customer, self.import.0).await?;
        tx.commit().await
    }
}

async fn remove(tx: &mut Tx, customer: CustomerId, import: Uuid) -> sqlx::Result<()> {
    tx.query("DELETE FROM imports_under_way WHERE customer_id = $1 AND import_id = $2")
        .bind(customer.0)
        .bind(import)
        .execute()
        .await
        .map(drop)
}

/// Goes on with one of the imports that nobody goes on with any more; says whether there was any.
#[tracing::instrument(name = "imports.settle", skip_all, err(level = "debug"))]
pub async fn settle(services: &Services) -> sqlx::Result<bool> {
    // Whoever has the turn goes on with an import.
    let Some(_turn) = services.db.try_turn_of_imports() else { return Ok(false) };
    let now = services.clock.now();
    let given_up: Option<Uuid> = services
        .db
        .lookup()
        .await?
        .query(
            "SELECT customer_id FROM imports_under_way WHERE turned_at <= $1
             ORDER BY turned_at, customer_id LIMIT 1",
        )
        .bind(now.plus_seconds(-GIVEN_UP).0)
        .optional_scalar()
        .await?;
    let Some(customer) = given_up.map(CustomerId) else { return Ok(false) };

    if let Err(error) = finish(services, customer).await {
        // Others have their turn before it is tried again.
        put_behind(services, customer).await?;
        return Err(error);
    }
    Ok(true)
}

/// Goes on with all imports that were begun, each to its end, before anything else is done: whoever wrote them may have been
/// killed, and nobody is to see half of one. Who is still writing one takes turns with us.
#[tracing::instrument(name = "imports.resume", skip_all)]
pub async fn resume(services: &Services) {
    if let Err(error) = finish_all(services).await {
        tracing::error!(%error, "an import that was under way cannot be gone on with yet; it is tried again");
    }
}

async fn finish_all(services: &Services) -> sqlx::Result<()> {
    let mut lookup = services.db.lookup().await?;
    let customers: Vec<Uuid> = lookup
        .query(
            "SELECT customer_id FROM imports_under_way WHERE step IS NOT NULL
             ORDER BY turned_at, customer_id",
        )
        .scalars()
        .await?;
    drop(lookup);

    for customer in customers {
        let _turn = services.db.turn_of_imports().await;
        finish(services, CustomerId(customer)).await?;
    }

    Ok(())
}

async fn put_behind(services: &Services, customer: CustomerId) -> sqlx::Result<()> {
    let mut tx = services.db.of_import(customer).write().await?;
    tx.query("UPDATE imports_under_way SET turned_at = $2 WHERE customer_id = $1")
        .bind(customer.0)
        .bind(services.clock.now().0)
        .execute()
        .await?;
    tx.commit().await
}

/// Goes on with the import that a draft has become, should it have been given up.
pub(super) async fn finish_draft(
    services: &Services,
    customer: CustomerId,
    draft: DraftId,
) -> sqlx::Result<()> {
    let mut lookup = services.db.of_import(customer).lookup().await?;
    let begun: i64 = lookup
        .query(
            "SELECT count(*) FROM imports_under_way w
             JOIN imports i ON i.customer_id = w.customer_id AND i.id = w.import_id
             WHERE w.customer_id = $1 AND i.draft_id = $2",
        )
        .bind(customer.0)
        .bind(draft.0)
        .scalar()
        .await?;
    drop(lookup);
    if begun == 0 {
        return Ok(());
    }

    let _turn = services.db.turn_of_imports().await;
    finish(services, customer).await
}

/// Goes on with the customer's import to its end; one that was not begun is forgotten. To be called with the turn of
/// imports.
pub(super) async fn finish(services: &Services, customer: CustomerId) -> sqlx::Result<()> {
    let mut lookup = services.db.of_import(customer).lookup().await?;
    let under_way = progress(&mut lookup, customer).await?;
    drop(lookup);
    if under_way.is_none() {
        return Ok(());
    }

    services.db.copy_log_beside(true).await?;
    let finished = take_turns(services, customer).await;
    services.db.copy_log_beside(false).await?;
    finished?;
    settle_bulk(services);
    services.mail_queued.notify_one();
    Ok(())
}

async fn take_turns(services: &Services, customer: CustomerId) -> sqlx::Result<()> {
    let mut mended = 0;
    let mut rows = FEWEST;
    for turns in 1_u32.. {
        match turn(services, customer, rows).await {
            Ok(Some(took)) => rows = fitting(rows, took).clamp(FEWEST, MOST),
            Ok(None) => break,
            Err(sqlx::Error::Database(error)) if error.is_unique_violation() && mended < MENDED => {
                mended += 1;
                mend(services, customer).await?;
            }
            Err(error) => return Err(error),
        }
        if turns.is_multiple_of(TURNS_OF_LOG) {
            services.db.copy_log().await?;
        }
    }

    services.db.copy_log().await
}

/// How many rows take as long as everybody is to wait, when some took so long; not many more at once, for the next may
/// take longer.
fn fitting(rows: i64, took: Duration) -> i64 {
    let took = i64::try_from(took.as_micros()).unwrap_or(i64::MAX).max(1);
    let fit = rows.saturating_mul(TAKING) / took;
    fit.clamp(rows / 2, rows * 2)
}

/// How far an import has come.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
struct Progress {
    import_id: Uuid,
    step: Option<Code<Step>>,
    line: i64,
}

async fn progress(tx: &mut Tx, customer: CustomerId) -> sqlx::Result<Option<Progress>> {
    tx.query("SELECT import_id, step, line FROM imports_under_way WHERE customer_id = $1")
        .bind(customer.0)
        .fetch_optional()
        .await
}

/// Goes on with the customer's import for some rows; says how long others waited, `None` when there is none. It can be given
/// up anywhere: a turn is done whole or not at all. Several at once do no harm.
async fn turn(services: &Services, customer: CustomerId, rows: i64) -> sqlx::Result<Option<Duration>> {
    let db = services.db.of_import(customer);
    let mut lookup = db.lookup().await?;
    let Some(before) = progress(&mut lookup, customer).await? else { return Ok(None) };
    let import = load(&mut lookup, customer, &before).await?;
    let next = match &import {
        Some(import) => next(&mut lookup, import, &before, rows).await?,
        None => None,
    };
    drop(lookup);

    // The last one is told of: it lasts, and with it all others.
    let mut tx = if next.is_some() { db.write_turn().await? } else { db.write().await? };
    let begun = Instant::now();
    if progress(&mut tx, customer).await?.as_ref() != Some(&before) {
        return Ok(Some(begun.elapsed()));
    }
    match (import, next) {
        (Some(import), Some((step, lines))) => {
            import.take(&mut tx, step, &lines).await?;
            note(&mut tx, services, customer, step, &lines).await?;
        }
        (import, _) => {
            if let Some(import) = import {
                import.end(&mut tx, services.clock.now()).await?;
            }
            remove(&mut tx, customer, before.import_id).await?;
        }
    }
    tx.commit().await?;

    Ok(Some(begun.elapsed()))
}

async fn note(
    tx: &mut Tx,
    services: &Services,
    customer: CustomerId,
    step: Step,
    lines: &Lines,
) -> sqlx::Result<()> {
    tx.query("UPDATE imports_under_way SET step = $2, line = $3, turned_at = $4 WHERE customer_id = $1")
        .bind(customer.0)
        .bind(Code(step))
        .bind(*lines.end())
        .bind(services.clock.now().0)
        .execute()
        .await
        .map(drop)
}

/// What is to be done with which rows; `None` once all is done.
async fn next(
    tx: &mut Tx,
    import: &Import,
    so_far: &Progress,
    rows: i64,
) -> sqlx::Result<Option<(Step, Lines)>> {
    let mut step = so_far.step.map(|Code(step)| step);
    let mut line = so_far.line;
    while let Some(taken) = step {
        if import.needs(taken)
            && let Some(last) = last_of_turn(tx, import, taken, (line, rows)).await?
        {
            return Ok(Some((taken, line + 1..=last)));
        }
        step = taken.next();
        line = -1;
    }

    Ok(None)
}

/// The last line of at most `$4` rows of draft `$2` of customer `$1` behind line `$3` for which something holds.
macro_rules! last_where {
    ($concerned:literal) => {
        concat!(
            "SELECT max(line) FROM (SELECT line FROM draft_rows
                 WHERE customer_id = $1 AND draft_id = $2 AND line > $3 AND ",
            $concerned,
            " ORDER BY line LIMIT $4) d"
        )
    };
}

const LAST_NAMED: &str = last_where!("name_before IS NOT NULL");
const LAST_SUSPENDED: &str = last_where!("is_suspended = 1");
const LAST_CHANGED: &str = last_where!("verdict = 'profile'");
const LAST_NEW: &str = last_where!("verdict IN ('create', 'assign')");
const LAST_REFUSED: &str = last_where!("verdict IN ('error', 'duplicate', 'conflict', 'ambiguous')");

/// The last line of the next rows that a step concerns, so many behind a line.
async fn last_of_turn(
    tx: &mut Tx,
    import: &Import,
    step: Step,
    (line, rows): (i64, i64),
) -> sqlx::Result<Option<i64>> {
    let statement = match step {
        Step::Names => LAST_NAMED,
        Step::Reactivations => LAST_SUSPENDED,
        Step::Changes => LAST_CHANGED,
        Step::Assignments => LAST_NEW,
        Step::Refusals => LAST_REFUSED,
    };
    tx.query(statement).bind(import.customer.0).bind(import.draft_id.0).bind(line).bind(rows).scalar().await
}

#[derive(sqlx::FromRow)]
struct Stored {
    draft_id: Uuid,
    created_by: Option<Uuid>,
    created_at: i64,
    created_count: i64,
    assigned_count: i64,
    changed_count: i64,
    renamed_count: i64,
    unchanged_count: i64,
    refused_count: i64,
    keep_names: i64,
    reactivate: i64,
    has_rights: i64,
    network: Option<String>,
    is_operator: i64,
}

/// The import that is under way; `None` while its rows are judged.
async fn load(tx: &mut Tx, customer: CustomerId, so_far: &Progress) -> sqlx::Result<Option<Import>> {
    let stored: Option<Stored> = tx
        .query(
            "SELECT i.draft_id, i.created_by, i.created_at, i.created_count, i.assigned_count, i.changed_count,
                 i.renamed_count, i.unchanged_count, i.refused_count, w.keep_names, w.reactivate, w.has_rights,
                 w.network, w.is_operator
             FROM imports_under_way w JOIN imports i ON i.customer_id = w.customer_id AND i.id = w.import_id
             WHERE w.customer_id = $1 AND w.import_id = $2",
        )
        .bind(customer.0)
        .bind(so_far.import_id)
        .fetch_optional()
        .await?;
    let count = |stored: i64| u32::try_from(stored).unwrap_or(u32::MAX);

    Ok(stored.map(|stored| Import {
        customer,
        author: Author {
            user: stored.created_by.map(UserId),
            network: stored.network.as_deref().and_then(|network| network.parse().ok()),
            is_operator: stored.is_operator > 0,
        },
        draft_id: DraftId(stored.draft_id),
        id: ImportId(so_far.import_id),
        at: Timestamp(stored.created_at),
        counts: VerdictCounts {
            create: count(stored.created_count),
            assign: count(stored.assigned_count),
            profile: count(stored.changed_count),
            name: count(stored.renamed_count),
            unchanged: count(stored.unchanged_count),
            error: count(stored.refused_count),
            blank: 0,
        },
        options: CommitOptions {
            only_valid: true,
            keep_names: stored.keep_names > 0,
            reactivate: stored.reactivate > 0,
        },
        has_rights: stored.has_rights > 0,
    }))
}

/// Gives rows that are yet to be written another identifier where theirs is somebody's.
async fn mend(services: &Services, customer: CustomerId) -> sqlx::Result<()> {
    let db = services.db.of_import(customer);
    let mut lookup = db.lookup().await?;
    let Some(so_far) = progress(&mut lookup, customer).await? else { return Ok(()) };
    let Some(import) = load(&mut lookup, customer, &so_far).await? else { return Ok(()) };
    drop(lookup);
    regenerate_identifiers(services, &db, (customer, import.draft_id), so_far.line).await.map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_turn_takes_as_many_rows_as_take_as_long_as_everybody_is_to_wait() {
        assert_eq!(fitting(200, Duration::from_millis(40)), 200);
        assert_eq!(fitting(200, Duration::from_millis(32)), 250);
        assert_eq!(fitting(200, Duration::ZERO), 400);
        assert_eq!(fitting(200, Duration::from_secs(3)), 100);
    }
}

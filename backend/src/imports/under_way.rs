//! Imports of many rows on SQLite, which are written in turns, and undone in turns: some rows or people at a time, each time
//! in a transaction of its own, so that whoever else writes waits for some and not for all.
//!
//! What such an import has come to stands in `imports_under_way`, which is the customer's gate too
//! ([`Db::of`](crate::db::Db::of)). First the rows are judged behind it; if they are not what was expected it is opened again,
//! and nothing was written. Once the import is begun it is gone on with to its end: by whoever commits the draft, by the
//! next import of the customer's, and by [`settle`] where a server was killed, a disk was full or somebody stopped waiting. Until
//! then it is not among the imports, and cannot be undone. An undoing is gone on with in the same way.

mod gate;
mod importing;
mod work;

pub(super) use gate::{Gate, begin_undoing};

use super::commit::settle_bulk;
use super::identifiers::regenerate_identifiers;
use super::write::{BULK, Step};
use crate::db::{Code, Tx};
use crate::services::Services;
use domain::ids::{CustomerId, DraftId};
use std::time::{Duration, Instant};
use uuid::Uuid;
use work::{Part, Work};

/// Imports of so many rows are written, and undone, in turns on SQLite. In tests a few are many.
pub(super) const MANY: u32 = if cfg!(test) { 6 } else { BULK };

/// How many rows are written at a time, or how many people's are undone: as many as take so many microseconds, since
/// everybody waits meanwhile. In tests a few are many.
const FEWEST: i64 = if cfg!(test) { 2 } else { 50 };
const MOST: i64 = if cfg!(test) { 2 } else { 1_000 };
const TAKING: i64 = 40_000;

/// After so many turns the log of the database is copied.
const TURNS_OF_LOG: u32 = 8;

/// After so many seconds without a turn, somebody else goes on.
const GIVEN_UP: i64 = 10;

/// How often rows whose identifier is somebody's get another, before that is an error.
const MENDED: u32 = 3;

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
            "SELECT customer_id FROM imports_under_way WHERE step IS NOT NULL OR undone_to IS NOT NULL
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
    let mut tx = services.db.of_import(customer).read_at_length().await?;
    let Some(first) = Progress::load(&mut tx, customer).await? else { return Ok(()) };
    let work = Work::load(&mut tx, customer, &first).await?;
    drop(tx);

    services.db.copy_log_beside(true).await?;
    let finished = take_turns(services, customer, (&first, &work)).await;
    services.db.copy_log_beside(false).await?;
    finished?;
    if work.is_bulk() {
        settle_bulk(services);
    }
    services.mail_queued.notify_one();
    Ok(())
}

async fn take_turns(
    services: &Services,
    customer: CustomerId,
    (first, work): (&Progress, &Work),
) -> sqlx::Result<()> {
    let mut mended = 0;
    let mut size = FEWEST;
    for turns in 1_u32.. {
        match turn(services, customer, (first, work), size).await {
            Ok(Some(took)) => size = fitting(size, took).clamp(FEWEST, MOST),
            Ok(None) => break,
            Err(sqlx::Error::Database(error)) if error.is_unique_violation() && mended < MENDED => {
                mended += 1;
                mend(services, customer, work).await?;
            }
            Err(error) => return Err(error),
        }
        if turns.is_multiple_of(TURNS_OF_LOG) {
            services.db.copy_log().await?;
        }
    }

    services.db.copy_log().await
}

/// How many rows or people take as long as everybody is to wait, when some took so long; not many more at once, for the next
/// may take longer.
fn fitting(size: i64, took: Duration) -> i64 {
    let took = i64::try_from(took.as_micros()).unwrap_or(i64::MAX).max(1);
    let fit = size.saturating_mul(TAKING) / took;
    fit.clamp(size / 2, size * 2)
}

/// How far it has come.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
struct Progress {
    import_id: Uuid,
    /// What is being done with the rows, once the import is begun.
    step: Option<Code<Step>>,
    /// The last line with which it was done.
    line: i64,
    /// The last person of whom the import was undone, while it is.
    undone_to: Option<Uuid>,
}

impl Progress {
    async fn load(tx: &mut Tx, customer: CustomerId) -> sqlx::Result<Option<Self>> {
        tx.query("SELECT import_id, step, line, undone_to FROM imports_under_way WHERE customer_id = $1")
            .bind(customer.0)
            .fetch_optional()
            .await
    }

    /// Whether it is of the same import, and the same is done with it.
    fn is_of(&self, other: &Self) -> bool {
        let kind =
            |progress: &Self| (progress.import_id, progress.step.is_some(), progress.undone_to.is_some());
        kind(self) == kind(other)
    }
}

/// Goes on with what was begun for some rows or people; says how long others waited, `None` when it has come to its end. It
/// can be given up anywhere: a turn is done whole or not at all. Several at once do no harm.
async fn turn(
    services: &Services,
    customer: CustomerId,
    (first, work): (&Progress, &Work),
    size: i64,
) -> sqlx::Result<Option<Duration>> {
    let db = services.db.of_import(customer);
    let mut lookup = db.lookup().await?;
    let before = Progress::load(&mut lookup, customer).await?;
    let Some(before) = before.filter(|before| before.is_of(first)) else { return Ok(None) };
    let next = work.next(&mut lookup, &before, size).await?;
    drop(lookup);

    // The last one is told of: it lasts, and with it all others.
    let mut tx = if next.is_some() { db.write_turn().await? } else { db.write().await? };
    let begun = Instant::now();
    if Progress::load(&mut tx, customer).await?.as_ref() != Some(&before) {
        return Ok(Some(begun.elapsed()));
    }
    if let Some(part) = next {
        part.take(&mut tx).await?;
        note(&mut tx, services, customer, &part).await?;
    } else {
        work.end(&mut tx, services.clock.now()).await?;
        remove(&mut tx, customer, before.import_id).await?;
    }
    tx.commit().await?;

    Ok(Some(begun.elapsed()))
}

async fn note(tx: &mut Tx, services: &Services, customer: CustomerId, part: &Part<'_>) -> sqlx::Result<()> {
    let (step, line, undone_to) = match part {
        Part::Rows(_, step, lines) => (Some(Code(*step)), *lines.end(), None),
        Part::People(_, people) => (None, -1, Some(*people.end())),
    };
    tx.query(
        "UPDATE imports_under_way SET step = $2, line = $3, undone_to = $4, turned_at = $5
         WHERE customer_id = $1",
    )
    .bind(customer.0)
    .bind(step)
    .bind(line)
    .bind(undone_to)
    .bind(services.clock.now().0)
    .execute()
    .await
    .map(drop)
}

async fn remove(tx: &mut Tx, customer: CustomerId, import: Uuid) -> sqlx::Result<()> {
    tx.query("DELETE FROM imports_under_way WHERE customer_id = $1 AND import_id = $2")
        .bind(customer.0)
        .bind(import)
        .execute()
        .await
        .map(drop)
}

/// Gives rows that are yet to be written another identifier where theirs is somebody's.
async fn mend(services: &Services, customer: CustomerId, work: &Work) -> sqlx::Result<()> {
    let Work::Writing(import) = work else { return Ok(()) };
    let db = services.db.of_import(customer);
    let mut lookup = db.lookup().await?;
    let Some(so_far) = Progress::load(&mut lookup, customer).await? else { return Ok(()) };
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

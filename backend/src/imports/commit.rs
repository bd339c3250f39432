mod in_turns;

use super::draft::Draft;
use super::fill::PART;
use super::identifiers::regenerate_identifiers;
use super::resolved::Basis;
use super::rows::{ReportTo, StoredRow};
use super::verdicts::Tally;
use super::write::{self, BULK, Import};
use super::{BATCH, difference, draft, pace, report, resolved, rows, under_way, verdicts};
use crate::access::CustomerScope;
use crate::db::{Pools, Tx};
use crate::observe::Operation;
use crate::services::Services;
use crate::users;
use crate::{customers, reference};
use domain::ids::{DraftId, ImportId};
use domain::imports::{CommitOptions, CommitOutcome, Difference, VerdictCounts};
use in_turns::commit_in_turns;
use sqlx::PgPool;
use std::time::Instant;

/// How a draft is to be committed.
#[derive(Clone, Copy, Debug)]
pub struct Commit {
    pub options: CommitOptions,
    /// What the preview said would be done.
    pub expected: VerdictCounts,
    /// The [`Difference`] that was agreed to, when one was shown. As many rows may be created as before, and be
    /// others.
    pub accepted: Option<u64>,
}

/// Why a draft was not committed. Nothing was written then.
#[derive(Debug, thiserror::Error)]
pub enum CommitError {
    /// No such draft with this customer, or it ran out.
    #[error("not found")]
    NotFound,
    /// Some of its rows have not come.
    #[error("{missing} rows are missing")]
    Incomplete { missing: i64 },
    /// Rows are in error, and all or nothing was asked for.
    #[error("{0} rows are in error")]
    RowsInError(u32),
    /// The customer's data changes faster than it can be validated. To be tried again.
    #[error("the data is changing")]
    Busy,
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

/// How often a commit begins again when the ground moves under it.
const ATTEMPTS: u32 = 4;

/// Makes a draft real: judges every row again, then writes all of it in one transaction, or nothing. On SQLite many rows are
/// written in turns, and once it has begun an import is gone on with to its end, whatever happens ([`under_way`]).
/// When what would be done is not what was expected, it says what, and does nothing. Committing a
/// draft again gives the report of the first time.
#[tracing::instrument(name = "imports.commit", skip_all, err(level = "debug"), fields(customer = %scope.customer(), draft = %draft))]
pub async fn commit(
    services: &Services,
    scope: &CustomerScope,
    draft: DraftId,
    how: Commit,
) -> Result<CommitOutcome, CommitError> {
    commit_from(services, scope, draft, how, under_way::MANY).await
}

/// The same, where so many rows are many.
async fn commit_from(
    services: &Services,
    scope: &CustomerScope,
    draft: DraftId,
    how: Commit,
    many: u32,
) -> Result<CommitOutcome, CommitError> {
    let operation = Operation::begin("imports.commit");
    let begin = Instant::now();

    for _ in 0..ATTEMPTS {
        let snapshot = match validate_again(services, scope, draft).await {
            Ok(Some(snapshot)) => snapshot,
            Ok(None) => continue,
            // Committed before, perhaps by the other of two clicks, perhaps not to its end; or never there.
            Err(CommitError::NotFound) => {
                under_way::finish_draft(services, scope.customer(), draft).await?;
                let report = report::of_draft(services, scope, draft).await?;
                return report.map(CommitOutcome::Done).ok_or(CommitError::NotFound);
            }
            Err(error) => return Err(error),
        };
        if snapshot.row_count >= i64::from(BULK) {
            rows::count(services).await;
        }
        let outcome = match services.db.pools() {
            Pools::Sqlite { .. } if snapshot.row_count >= i64::from(many) => {
                commit_in_turns(services, scope, draft, how, &snapshot).await
            }
            _ => commit_at_once(services, scope, draft, how, &snapshot).await,
        };
        match outcome {
            Ok(Outcome::Committed) => {
                pace::note(snapshot.row_count, begin.elapsed());
                services.mail_queued.notify_one();
                break;
            }
            Ok(Outcome::Changed(difference)) => {
                return operation.ended(Ok(CommitOutcome::Changed(difference)));
            }
            Ok(Outcome::Stale) => {}
            // Somebody made one of its people a moment ago, or an identifier is another's by chance.
            Err(CommitError::Database(sqlx::Error::Database(error))) if error.is_unique_violation() => {
                let db = services.db.of(scope);
                regenerate_identifiers(services, &db, (scope.customer(), draft), -1).await?;
            }
            Err(error) => return Err(error),
        }
    }

    let report = report::of_draft(services, scope, draft).await?;

    operation.ended(report.map(CommitOutcome::Done).ok_or(CommitError::Busy))
}

/// What the rows were validated on.
struct Snapshot {
    basis: Basis,
    revision: i64,
    /// How many rows there are to be.
    row_count: i64,
    /// Whether they were validated once more, so that their verdicts are to be found.
    validated_again: bool,
}

/// Judges every row from its cells, against the reference as it is now and on this day, and writes down what has come
/// to mean something else; unless all were validated on the very same. `None` when rows came meanwhile.
async fn validate_again(
    services: &Services,
    scope: &CustomerScope,
    draft: DraftId,
) -> Result<Option<Snapshot>, CommitError> {
    let mut tx = services.db.of(scope).read().await?;
    let found = draft::find(&mut tx, scope, draft).await?.ok_or(CommitError::NotFound)?;
    let (revision, row_count) = (found.revision, found.row_count);
    let basis = basis(services, scope, &mut tx).await?;

    if found.judged_on == Some(draft::fingerprint(&basis)) {
        return Ok(Some(Snapshot { basis, revision, row_count, validated_again: false }));
    }

    let mut line = -1;
    loop {
        let stored = rows::after(&mut tx, scope, draft, line, BATCH).await?;
        let Some(last) = stored.last() else {
            return Ok(Some(Snapshot { basis, revision, row_count, validated_again: true }));
        };
        line = i64::from(last.row()?.line);
        let rows = stored.iter().map(StoredRow::row).collect::<Result<_, _>>()?;
        let mut validated = resolved::validate(&basis, rows).await;
        let mut before = stored.iter().map(|stored| &stored.resolved);
        validated.retain(|validated| before.next() != Some(&validated.resolved));

        for part in validated.chunks(PART) {
            let mut tx = services.db.of(scope).write().await?;
            if draft::find(&mut tx, scope, draft).await?.is_none_or(|found| found.revision != revision) {
                return Ok(None);
            }
            rows::store(&mut tx, services, scope, draft, part, ReportTo::Nobody).await?;
            tx.commit().await?;
        }
    }
}

/// What rows are judged on now.
async fn basis(services: &Services, scope: &CustomerScope, tx: &mut Tx) -> sqlx::Result<Basis> {
    let reference = reference::load_within(tx, scope, None).await?;
    Ok(Basis { reference, today: services.today(), time_zone: services.time_zone.clone() })
}

/// After a bulk, behind the answer: tells the database at once how many rows there are now, for until it
/// finds out it walks wrong indexes; and has PostgreSQL merge what waits for its search index.
pub(super) fn settle_bulk(services: &Services) {
    let db = services.db.clone();
    tokio::spawn(async move {
        let settled = match db.pools() {
            // Looks at a thousand entries of each index, which takes some milliseconds.
            Pools::Sqlite { writer, .. } => sqlx::raw_sql(
                "PRAGMA analysis_limit = 1000; ANALYZE users; ANALYZE memberships; ANALYZE assignments;
                     ANALYZE mail_jobs",
            )
            .execute(writer)
            .await
            .map(drop),
            Pools::Postgres { writers, .. } => settle_postgres(writers).await,
        };
        if let Err(error) = settled {
            tracing::warn!(%error, "the database does not know yet how much was imported");
        }
    });
}

async fn settle_postgres(pool: &PgPool) -> sqlx::Result<()> {
    sqlx::raw_sql("ANALYZE users, memberships, assignments, mail_jobs").execute(pool).await?;
    sqlx::raw_sql("SELECT gin_clean_pending_list('assignments_search')").execute(pool).await.map(drop)
}

enum Outcome {
    Committed,
    /// What would be done is not what was expected.
    Changed(Difference),
    /// Rows or reference changed since they were validated; or somebody else committed.
    Stale,
}

/// Writes all of it in one transaction, in which nobody else writes for the customer.
async fn commit_at_once(
    services: &Services,
    scope: &CustomerScope,
    draft_id: DraftId,
    how: Commit,
    snapshot: &Snapshot,
) -> Result<Outcome, CommitError> {
    let mut tx = services.db.of(scope).write().await?;
    customers::lock(&mut tx, scope.customer()).await?;
    draft::lock(&mut tx, scope, draft_id).await?;
    let Some(draft) = snapshot.still_holds(&mut tx, services, scope, draft_id).await? else {
        return Ok(Outcome::Stale);
    };
    if !snapshot.knows_verdicts(&mut tx, scope, draft_id, &draft).await? {
        verdicts::find_all(&mut tx, scope, draft_id, services.clock.now()).await?;
    }

    let (counts, has_rights) = match compare(&mut tx, scope, draft_id, &draft, how).await? {
        Ok(found) => found,
        Err(difference) => {
            // The verdicts stay: they are found again sooner.
            tx.commit().await?;
            return Ok(Outcome::Changed(difference));
        }
    };
    let at = services.clock.now();
    let import = Import::of(scope, draft_id, (ImportId(services.random.id(at)), at));
    let import = Import { counts, options: how.options, has_rights, ..import };
    write::write(&mut tx, &import, &draft.file_name).await?;
    tx.commit().await?;
    if counts.create + counts.assign >= BULK {
        settle_bulk(services);
    }

    Ok(Outcome::Committed)
}

impl Snapshot {
    /// The draft, if it and what it was validated on are still the same.
    async fn still_holds(
        &self,
        tx: &mut Tx,
        services: &Services,
        scope: &CustomerScope,
        draft_id: DraftId,
    ) -> sqlx::Result<Option<Draft>> {
        let draft = draft::find(tx, scope, draft_id).await?.filter(|draft| draft.revision == self.revision);
        let is_same = draft.is_some() && basis(services, scope, tx).await? == self.basis;
        Ok(draft.filter(|_| is_same))
    }

    /// Whether the verdicts are those that were found when the rows came.
    async fn knows_verdicts(
        &self,
        tx: &mut Tx,
        scope: &CustomerScope,
        draft_id: DraftId,
        draft: &Draft,
    ) -> sqlx::Result<bool> {
        Ok(!self.validated_again
            && draft.journal_sequence == Some(draft::journal_sequence(tx, scope).await?)
            && !users::bulk_is_under_way(tx, scope.customer()).await?
            && verdicts::addresses_hold(tx, scope, draft_id).await?)
    }
}

/// What the rows of a draft would become, and whether one of them says what somebody may do; or in what that is not what
/// is expected.
async fn compare(
    tx: &mut Tx,
    scope: &CustomerScope,
    draft_id: DraftId,
    draft: &Draft,
    how: Commit,
) -> Result<Result<(VerdictCounts, bool), Difference>, CommitError> {
    let Tally { counts, with_rights } = verdicts::tally(tx, scope, draft_id).await?;
    let rows = i64::from(counts.rows()) + i64::from(counts.blank);
    if rows != draft.row_count {
        return Err(CommitError::Incomplete { missing: draft.row_count - rows });
    }

    let difference = difference::find(tx, scope, draft_id, counts).await?;
    let is_agreed = difference.count == 0 || how.accepted == Some(difference.mark);
    if !is_agreed || (VerdictCounts { blank: 0, ..counts }) != (VerdictCounts { blank: 0, ..how.expected }) {
        return Ok(Err(difference));
    }

    if counts.error > 0 && !how.options.only_valid {
        return Err(CommitError::RowsInError(counts.error));
    }

    let counts = if how.options.keep_names { counts.with_names_kept() } else { counts };
    Ok(Ok((counts, with_rights > 0)))
}

#[cfg(test)]
mod tests;

use super::draft::only_own;
use crate::access::CustomerScope;
use crate::clock::local;
use crate::db::{Code, Tx};
use crate::mail::JobState;
use crate::services::Services;
use domain::ids::{DraftId, ImportId};
use domain::imports::{ImportReport, MailCounts, SkipReason, SkippedPerson, Undone, VerdictCounts};
use domain::time::Timestamp;
use std::collections::HashMap;
use uuid::Uuid;

/// How many imports a list shows: the last ones.
const LISTED: i64 = 100;

/// The imports of customer `$1` where something holds; none that is still being written. One that is being undone is said
/// to be undone already.
macro_rules! select {
    ($condition:literal) => {
        concat!(
            "SELECT i.id, i.file_name, COALESCE(u.email, '') AS created_by, i.created_count, i.assigned_count,
                 i.changed_count, i.unchanged_count, i.refused_count, i.created_at,
                 i.undone_at, COALESCE(b.email, '') AS undone_by, i.removed_people, i.removed_assignments,
                 i.restored_profiles, i.restored_names, i.renamed_count,
                 (SELECT count(*) FROM (SELECT 1 FROM import_refused r
                     WHERE r.customer_id = $1 AND r.import_id = i.id LIMIT 1) k) AS keeps_refused,
                 (SELECT count(*) FROM import_people p
                 WHERE p.customer_id = $1 AND p.import_id = i.id AND p.reactivated = 1) AS reactivated_count,
                 (SELECT count(*) FROM import_kept k WHERE k.customer_id = $1 AND k.import_id = i.id) AS kept_count
             FROM imports i LEFT JOIN users u ON u.id = i.created_by LEFT JOIN users b ON b.id = i.undone_by
             WHERE i.customer_id = $1 AND NOT EXISTS (SELECT 1 FROM imports_under_way w
                 WHERE w.customer_id = i.customer_id AND w.import_id = i.id AND w.undone_to IS NULL) AND ",
            $condition
        )
    };
}

/// What an import did, and what has become of its mails by now. `None` when this customer has no such
/// import.
pub async fn report(
    services: &Services,
    scope: &CustomerScope,
    import: ImportId,
) -> sqlx::Result<Option<ImportReport>> {
    let mut tx = services.db.of(scope).read().await?;
    let row: Option<Row> = tx
        .query(select!("i.id = $2 AND (i.created_by = $3 OR $3 IS NULL)"))
        .bind(scope.customer().0)
        .bind(import.0)
        .bind(only_own(scope))
        .fetch_optional()
        .await?;
    with_mails(&mut tx, services, scope, row).await
}

/// The report of the import that a draft became, if it did.
pub async fn of_draft(
    services: &Services,
    scope: &CustomerScope,
    draft: DraftId,
) -> sqlx::Result<Option<ImportReport>> {
    let mut tx = services.db.of(scope).read().await?;
    let row: Option<Row> = tx
        .query(select!("i.draft_id = $2 AND (i.created_by = $3 OR $3 IS NULL)"))
        .bind(scope.customer().0)
        .bind(draft.0)
        .bind(only_own(scope))
        .fetch_optional()
        .await?;
    with_mails(&mut tx, services, scope, row).await
}

/// The customer's imports, the last one first.
pub async fn list(services: &Services, scope: &CustomerScope) -> sqlx::Result<Vec<ImportReport>> {
    let mut tx = services.db.of(scope).read().await?;
    let rows: Vec<Row> = tx
        .query(select!("(i.created_by = $3 OR $3 IS NULL) ORDER BY i.created_at DESC, i.id DESC LIMIT $2"))
        .bind(scope.customer().0)
        .bind(LISTED)
        .bind(only_own(scope))
        .fetch_all()
        .await?;
    let mut mails = mails_of_all(&mut tx, scope).await?;

    Ok(rows
        .into_iter()
        .map(|row| {
            let mails = mails.remove(&row.id).unwrap_or_default();
            row.report(services, mails, Vec::new())
        })
        .collect())
}

#[derive(Debug, sqlx::FromRow)]
struct Row {
    id: Uuid,
    file_name: String,
    created_by: String,
    created_count: i64,
    assigned_count: i64,
    changed_count: i64,
    unchanged_count: i64,
    refused_count: i64,
    created_at: i64,
    undone_at: Option<i64>,
    undone_by: String,
    removed_people: i64,
    removed_assignments: i64,
    restored_profiles: i64,
    restored_names: i64,
    renamed_count: i64,
    reactivated_count: i64,
    keeps_refused: i64,
    kept_count: i64,
}

impl Row {
    fn report(self, services: &Services, mails: MailCounts, kept: Vec<SkippedPerson>) -> ImportReport {
        let count = |stored: i64| u32::try_from(stored).unwrap_or(u32::MAX);
        let shown = |at: i64| local(Timestamp(at), &services.time_zone);

        ImportReport {
            id: ImportId(self.id),
            file_name: self.file_name,
            at: shown(self.created_at),
            by: self.created_by,
            counts: VerdictCounts {
                create: count(self.created_count),
                assign: count(self.assigned_count),
                profile: count(self.changed_count),
                name: count(self.renamed_count),
                unchanged: count(self.unchanged_count),
                error: count(self.refused_count),
                blank: 0,
            },
            reactivated: count(self.reactivated_count),
            keeps_refused: self.keeps_refused > 0,
            mails,
            undone: self.undone_at.map(|at| Undone {
                at: shown(at),
                by: self.undone_by,
                people: self.removed_people.unsigned_abs(),
                assignments: self.removed_assignments.unsigned_abs(),
                profiles: self.restored_profiles.unsigned_abs(),
                names: self.restored_names.unsigned_abs(),
                kept_count: self.kept_count.unsigned_abs(),
                kept,
            }),
        }
    }
}

async fn with_mails(
    tx: &mut Tx,
    services: &Services,
    scope: &CustomerScope,
    row: Option<Row>,
) -> sqlx::Result<Option<ImportReport>> {
    let Some(row) = row else { return Ok(None) };
    let counts: Vec<(Code<JobState>, i64)> = tx
        .query(
            "SELECT state, count(*) FROM mail_jobs WHERE customer_id = $1 AND import_id = $2 GROUP BY state",
        )
        .bind(scope.customer().0)
        .bind(row.id)
        .fetch_all()
        .await?;
    let mut mails = MailCounts::default();

    for (Code(state), count) in counts {
        add(&mut mails, state, count);
    }

    let kept = if row.kept_count > 0 { kept(tx, scope, row.id).await? } else { Vec::new() };
    Ok(Some(row.report(services, mails, kept)))
}

/// How many of those for whom an undone import stays are named.
const NAMED: i64 = 100;

/// The first people for whom an undone import stays. Who was removed since is not named.
async fn kept(tx: &mut Tx, scope: &CustomerScope, import: Uuid) -> sqlx::Result<Vec<SkippedPerson>> {
    let rows: Vec<(String, String, String, Code<SkipReason>)> = tx
        .query(
            "SELECT m.email, m.first_name, m.last_name, k.reason
             FROM import_kept k JOIN memberships m ON m.customer_id = k.customer_id AND m.user_id = k.user_id
             WHERE k.customer_id = $1 AND k.import_id = $2 ORDER BY m.email LIMIT $3",
        )
        .bind(scope.customer().0)
        .bind(import)
        .bind(NAMED)
        .fetch_all()
        .await?;
    let person = |(email, first_name, last_name, Code(reason))| {
        let name = format!("{first_name} {last_name}").trim().to_owned();
        SkippedPerson { email, name, reason }
    };

    Ok(rows.into_iter().map(person).collect())
}

async fn mails_of_all(tx: &mut Tx, scope: &CustomerScope) -> sqlx::Result<HashMap<Uuid, MailCounts>> {
    let counts: Vec<(Uuid, Code<JobState>, i64)> = tx
        .query(
            "SELECT import_id, state, count(*) FROM mail_jobs
             WHERE customer_id = $1 AND import_id IS NOT NULL GROUP BY import_id, state",
        )
        .bind(scope.customer().0)
        .fetch_all()
        .await?;
    let mut mails = HashMap::<Uuid, MailCounts>::new();

    for (import, Code(state), count) in counts {
        add(mails.entry(import).or_default(), state, count);
    }

    Ok(mails)
}

/// A mail that is being sent is still waiting, as far as people are concerned.
fn add(mails: &mut MailCounts, state: JobState, count: i64) {
    let count = u64::try_from(count).unwrap_or_default();
    match state {
        JobState::Sent => mails.sent += count,
        JobState::Failed => mails.failed += count,
        JobState::Withdrawn => mails.withdrawn += count,
        JobState::Queued | JobState::Sending => mails.queued += count,
    }
}

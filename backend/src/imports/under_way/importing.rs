//! An import that is being written: its rows, some lines at a time.

use super::Progress;
use crate::db::{Code, Tx};
use crate::imports::write::{Import, Lines, Step};
use crate::journal::Author;
use domain::ids::{CustomerId, DraftId, ImportId, UserId};
use domain::imports::{CommitOptions, VerdictCounts};
use domain::time::Timestamp;
use uuid::Uuid;

/// What is to be done with which rows; `None` once all is done.
pub(super) async fn next(
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
pub(super) async fn load(
    tx: &mut Tx,
    customer: CustomerId,
    so_far: &Progress,
) -> sqlx::Result<Option<Import>> {
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

//! What a commit would do otherwise than what was told when the rows came.

use super::rows::line_of;
use super::verdicts::verdict_of;
use crate::access::CustomerScope;
use crate::db::Tx;
use crate::on_engine;
use domain::ids::DraftId;
use domain::imports::{ChangedRow, Difference, VerdictCounts};
use sha2::{Digest, Sha256};

/// So many rows are shown; of the others it is said how many they are.
const SHOWN: i64 = 100;

#[derive(sqlx::FromRow)]
struct Row {
    line: i64,
    email: String,
    first_name: String,
    last_name: String,
    told: String,
    verdict: String,
}

/// The rows of a draft that would not become what was told about them, first by line, and `now`, what
/// would be done in all.
pub(super) async fn find(
    tx: &mut Tx,
    scope: &CustomerScope,
    draft: DraftId,
    now: VerdictCounts,
) -> sqlx::Result<Difference> {
    let all: Vec<(i64, String)> = on_engine!(&mut *tx, c => sqlx::query_as(
        "SELECT line, verdict FROM draft_rows
         WHERE customer_id = $1 AND draft_id = $2 AND told <> verdict ORDER BY line",
    )
    .bind(scope.customer().0)
    .bind(draft.0)
    .fetch_all(c)
    .await)?;
    if all.is_empty() {
        return Ok(Difference { now, ..Difference::default() });
    }
    let rows: Vec<Row> = on_engine!(tx, c => sqlx::query_as(
        "SELECT line, email, first_name, last_name, told, verdict FROM draft_rows
         WHERE customer_id = $1 AND draft_id = $2 AND told <> verdict ORDER BY line LIMIT $3",
    )
    .bind(scope.customer().0)
    .bind(draft.0)
    .bind(SHOWN)
    .fetch_all(c)
    .await)?;
    let count = u32::try_from(all.len()).unwrap_or(u32::MAX);
    let shown = rows.into_iter().map(|row| ChangedRow {
        line: line_of(row.line),
        name: format!("{} {}", row.first_name.trim(), row.last_name.trim()).trim().to_owned(),
        email: row.email,
        before: verdict_of(&row.told),
        now: verdict_of(&row.verdict),
    });
    Ok(Difference { now, rows: shown.collect(), count, mark: mark(&all) })
}

fn mark(rows: &[(i64, String)]) -> u64 {
    let mut hasher = Sha256::new();
    for (line, verdict) in rows {
        hasher.update(line.to_be_bytes());
        hasher.update(verdict);
    }
    let mut head = [0; 8];
    head.copy_from_slice(&hasher.finalize()[..8]);
    u64::from_be_bytes(head)
}

//! What a commit would do otherwise than what was told when the rows came.

use super::stored::{StoredVerdict, cells_of, line_of};
use crate::access::CustomerScope;
use crate::db::{Code, Tx};
use domain::ids::DraftId;
use domain::imports::{ChangedRow, Difference, Field, VerdictCounts};
use sha2::{Digest, Sha256};

/// So many rows are shown; of the others it is said how many they are.
const SHOWN: i64 = 100;

#[derive(sqlx::FromRow)]
struct Row {
    line: i64,
    cells: String,
    told: Code<StoredVerdict>,
    verdict: Code<StoredVerdict>,
}

/// The rows of a draft that would not become what was told about them, first by line, and `now`, what
/// would be done in all.
pub(super) async fn find(
    tx: &mut Tx,
    scope: &CustomerScope,
    draft: DraftId,
    now: VerdictCounts,
) -> sqlx::Result<Difference> {
    let all: Vec<(i64, String)> = tx
        .query(
            "SELECT line, verdict FROM draft_rows
             WHERE customer_id = $1 AND draft_id = $2 AND told <> verdict ORDER BY line",
        )
        .bind(scope.customer().0)
        .bind(draft.0)
        .fetch_all()
        .await?;

    if all.is_empty() {
        return Ok(Difference { now, ..Difference::default() });
    }

    let rows: Vec<Row> = tx
        .query(
            "SELECT line, cells, told, verdict FROM draft_rows
             WHERE customer_id = $1 AND draft_id = $2 AND told <> verdict ORDER BY line LIMIT $3",
        )
        .bind(scope.customer().0)
        .bind(draft.0)
        .bind(SHOWN)
        .fetch_all()
        .await?;
    let count = u32::try_from(all.len()).unwrap_or(u32::MAX);
    let rows = rows.iter().map(changed).collect::<sqlx::Result<_>>()?;

    Ok(Difference { now, rows, count, mark: mark(&all) })
}

fn changed(row: &Row) -> sqlx::Result<ChangedRow> {
    let cells = cells_of(&row.cells)?;
    let (first_name, last_name) = (cells.get(Field::FirstName).trim(), cells.get(Field::LastName).trim());

    Ok(ChangedRow {
        line: line_of(row.line),
        email: cells.get(Field::Email).to_owned(),
        name: format!("{first_name} {last_name}").trim().to_owned(),
        before: row.told.0.reported(),
        now: row.verdict.0.reported(),
    })
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

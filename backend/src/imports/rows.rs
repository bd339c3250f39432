use super::resolved::{ResolvedRow, ValidatedRow};
use super::stored::{cells_of, line_of};
use crate::access::CustomerScope;
use crate::db::{Pools, Tx};
use crate::on_engine;
use crate::services::Services;
use domain::credentials::Identifier;
use domain::ids::DraftId;
use domain::imports::DraftRow;
use sqlx::QueryBuilder;

/// Rows of one statement: 23 parameters each, and SQLite takes 32,766.
const CHUNK: usize = 1_000;

const INSERT: &str = "INSERT INTO draft_rows (customer_id, draft_id, line, cells,
    verdict, issues, email_key, address, good_last_name, good_first_name,
    contract_id, sub_account_id, site_id, profile_id, rights, ends_at,
    search, sort_user,
    new_user_id, identifier, assignment_id, mail_job_id, told) ";

/// What was prepared for a line stays: it may have been told to somebody.
const UPDATE: &str = " ON CONFLICT (customer_id, draft_id, line) DO UPDATE SET
    cells = excluded.cells, verdict = excluded.verdict, issues = excluded.issues,
    email_key = excluded.email_key, address = excluded.address,
    good_last_name = excluded.good_last_name, good_first_name = excluded.good_first_name,
    contract_id = excluded.contract_id, sub_account_id = excluded.sub_account_id,
    site_id = excluded.site_id, profile_id = excluded.profile_id,
    rights = excluded.rights, ends_at = excluded.ends_at,
    search = excluded.search, sort_user = excluded.sort_user,
    duplicate_of = NULL, user_id = NULL, named = NULL,
    found_id = NULL, choices = NULL, name_before = NULL, is_suspended = NULL, overruled_by = NULL,
    profile_before = NULL, rights_before = NULL, ends_before = NULL";

/// Who gets to know the verdicts of rows that are stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ReportTo {
    TheCaller,
    /// Nobody: what was told before is still what is known.
    Nobody,
}

/// Writes rows under their lines, over what stood there. Their verdicts are yet to be found.
pub(super) async fn store(
    tx: &mut Tx,
    services: &Services,
    scope: &CustomerScope,
    draft: DraftId,
    rows: &[ValidatedRow],
    report_to: ReportTo,
) -> sqlx::Result<()> {
    let now = services.clock.now();
    let id = || services.random.id(now);
    for chunk in rows.chunks(CHUNK) {
        on_engine!(&mut *tx, c => {
            let mut insert = QueryBuilder::new(INSERT);
            insert.push_values(chunk, |mut values, validated| {
                let ValidatedRow { row, resolved, .. } = validated;
                // Texts by texts: writing them cannot fail.
                let cells = serde_json::to_string(&row.cells).unwrap_or_default();
                values
                    .push_bind(scope.customer().0)
                    .push_bind(draft.0)
                    .push_bind(i64::from(row.line))
                    .push_bind(cells)
                    .push_bind(validated.verdict())
                    .push_bind(resolved.issues.clone())
                    .push_bind(resolved.email_key.clone())
                    .push_bind(resolved.address.clone())
                    .push_bind(resolved.good_last_name.clone())
                    .push_bind(resolved.good_first_name.clone())
                    .push_bind(resolved.contract_id)
                    .push_bind(resolved.sub_account_id)
                    .push_bind(resolved.site_id)
                    .push_bind(resolved.profile_id)
                    .push_bind(resolved.rights.clone())
                    .push_bind(resolved.ends_at)
                    .push_bind(resolved.search.clone())
                    .push_bind(resolved.sort_user.clone())
                    .push_bind(id())
                    .push_bind(Identifier::from_random(services.random.bytes()).as_str().to_owned())
                    .push_bind(id())
                    .push_bind(id())
                    .push_bind(validated.verdict());
            });
            insert.push(UPDATE).push(if report_to == ReportTo::TheCaller { ", told = excluded.told" } else { "" });
            insert.build().execute(c).await.map(drop)
        })?;
    }

    Ok(())
}

/// PostgreSQL thinks that a new draft has few rows, and walks all of them for each that it looks for. Not inside
/// a transaction: what ANALYZE locks stays locked to its end, and every other customer's import would wait. If
/// they are just being counted, or cannot be, it is slower, and that is all.
pub(super) async fn count(services: &Services) {
    let Pools::Postgres { writers, .. } = services.db.pools() else { return };
    if let Err(error) = sqlx::raw_sql("ANALYZE (SKIP_LOCKED) draft_rows").execute(writers).await {
        tracing::warn!(%error, "the rows of drafts are not counted");
    }
}

/// A row as it is stored, with what it meant then.
#[derive(Debug, sqlx::FromRow)]
pub(super) struct StoredRow {
    line: i64,
    cells: String,
    #[sqlx(flatten)]
    pub resolved: ResolvedRow,
}

impl StoredRow {
    /// The row as it came.
    pub fn row(&self) -> sqlx::Result<DraftRow> {
        Ok(DraftRow { line: line_of(self.line), cells: cells_of(&self.cells)? })
    }
}

/// The rows after a line, in order, at most `limit`.
pub(super) async fn after(
    tx: &mut Tx,
    scope: &CustomerScope,
    draft: DraftId,
    line: i64,
    limit: usize,
) -> sqlx::Result<Vec<StoredRow>> {
    tx.query(
        "SELECT line, cells, issues, email_key, address, good_last_name, good_first_name,
                contract_id, sub_account_id, site_id, profile_id, rights, ends_at,
                search, sort_user
         FROM draft_rows WHERE customer_id = $1 AND draft_id = $2 AND line > $3 ORDER BY line LIMIT $4",
    )
    .bind(scope.customer().0)
    .bind(draft.0)
    .bind(line)
    .bind(i64::try_from(limit).unwrap_or(i64::MAX))
    .fetch_all()
    .await
}

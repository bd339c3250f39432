use super::resolved::Basis;
use crate::access::CustomerScope;
use crate::db::Tx;
use crate::observe::Operation;
use crate::services::Services;
use domain::ids::{CustomerId, DraftId};
use domain::imports::limits;
use sha2::{Digest, Sha256};
use std::fmt::Write;
use uuid::Uuid;

/// A draft to begin.
#[derive(Clone, Debug)]
pub struct NewDraft {
    /// The name of the file, as the person knows it.
    pub file_name: String,
    /// How many rows will come.
    pub row_count: u32,
}

/// The longest name of a file that is kept, in characters.
const FILE_NAME: usize = 200;

/// Why a draft could not be begun.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// More rows than an import may have.
    #[error("more than {max} rows", max = limits::ROWS)]
    TooManyRows,
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

/// Begins a draft, which lives for 24 hours after it was last filled.
#[tracing::instrument(name = "imports.open", skip_all, err(level = "debug"), fields(customer = %scope.customer()))]
pub async fn open(services: &Services, scope: &CustomerScope, new: NewDraft) -> Result<DraftId, OpenError> {
    let operation = Operation::begin("imports.open");

    if new.row_count > limits::ROWS {
        return Err(OpenError::TooManyRows);
    }

    let now = services.clock.now();
    let draft = DraftId(services.random.id(now));
    let file_name: String = new.file_name.chars().filter(|c| !c.is_control()).take(FILE_NAME).collect();
    let mut tx = services.db.of(scope).write().await?;
    tx.query(
        "INSERT INTO drafts (customer_id, id, created_by, file_name, row_count, created_at, touched_at)
         VALUES ($1, $2, $3, $4, $5, $6, $6)",
    )
    .bind(scope.customer().0)
    .bind(draft.0)
    .bind(scope.user().map(|user| user.0))
    .bind(file_name)
    .bind(i64::from(new.row_count))
    .bind(now.0)
    .execute()
    .await?;
    tx.commit().await?;

    operation.ended(Ok(draft))
}

/// A draft that has not been committed.
#[derive(Debug, sqlx::FromRow)]
pub(super) struct Draft {
    pub file_name: String,
    pub row_count: i64,
    /// Raised whenever rows come.
    pub revision: i64,
    /// The [`fingerprint`] of what all its rows were judged on, when it was one and the same.
    pub judged_on: Option<String>,
    /// The last entry of the journal when each of its verdicts was found, when there were none between.
    pub journal_sequence: Option<i64>,
}

/// Tells what rows are judged on: the customer's reference data, the day, and this Guichet's rules.
pub(super) fn fingerprint(basis: &Basis) -> String {
    let Basis { reference, today, time_zone } = basis;
    // Plain data: writing it cannot fail.
    let text = serde_json::to_string(&(reference, today, time_zone.iana_name())).unwrap_or_default();
    let mut hasher = Sha256::new();
    hasher.update(env!("CARGO_PKG_VERSION"));
    hasher.update(text);

    hasher.finalize().iter().fold(String::with_capacity(64), |mut hex, octet| {
        // Writing to a String cannot fail.
        let _ = write!(hex, "{octet:02x}");
        hex
    })
}

/// The number of the last entry of the customer's journal: whatever changes its people adds one.
pub(super) async fn journal_sequence(tx: &mut Tx, scope: &CustomerScope) -> sqlx::Result<i64> {
    tx.query("SELECT COALESCE(MAX(sequence), 0) FROM journal WHERE customer_id = $1")
        .bind(scope.customer().0)
        .scalar()
        .await
}

/// Says that verdicts of the draft may be wrong, whatever the journal says.
pub(super) async fn invalidate(tx: &mut Tx, customer: CustomerId, draft: DraftId) -> sqlx::Result<()> {
    tx.query("UPDATE drafts SET journal_sequence = NULL WHERE customer_id = $1 AND id = $2")
        .bind(customer.0)
        .bind(draft.0)
        .execute()
        .await?;
    Ok(())
}

/// Makes whoever else fills or commits the draft wait until this transaction ends: what was counted is what is
/// written. SQLite has one writer at a time anyway.
pub(super) async fn lock(tx: &mut Tx, scope: &CustomerScope, draft: DraftId) -> sqlx::Result<()> {
    if matches!(tx, Tx::Postgres(_)) {
        tx.query("SELECT 1 FROM drafts WHERE customer_id = $1 AND id = $2 FOR NO KEY UPDATE")
            .bind(scope.customer().0)
            .bind(draft.0)
            .execute()
            .await?;
    }
    Ok(())
}

/// What rows of a draft come to.
#[derive(Clone, Copy, Debug, sqlx::FromRow)]
pub(super) struct Held {
    rows: i64,
    octets: i64,
}

impl Held {
    /// What has come since it was `before`.
    pub(super) const fn beyond(self, before: Self) -> Self {
        Self { rows: self.rows - before.rows, octets: self.octets - before.octets }
    }
}

/// What the draft holds on these lines.
pub(super) async fn held_on(
    tx: &mut Tx,
    scope: &CustomerScope,
    draft: DraftId,
    lines: &[i64],
) -> sqlx::Result<Held> {
    let on = tx.choose(
        "SELECT count(*) AS rows, coalesce(sum(octet_length(cells)), 0) AS octets FROM draft_rows
         WHERE customer_id = $1 AND draft_id = $2 AND line IN (SELECT value FROM json_each ($3))",
        "SELECT count(*) AS rows, coalesce(sum(octet_length(cells)), 0) AS octets FROM draft_rows
         WHERE customer_id = $1 AND draft_id = $2 AND line = ANY ($3)",
    );
    tx.query(on).bind(scope.customer().0).bind(draft.0).bind_list(lines).fetch_one().await
}

/// The most octets that a draft holds: those of the largest file, which are up to twice as many in UTF-8 and in quotes.
const MOST_OCTETS: i64 = 2 * limits::BYTES.cast_signed();

/// Adds to what the draft holds; `false` when that is more than it was begun for, or than a file may come to.
pub(super) async fn hold(
    tx: &mut Tx,
    scope: &CustomerScope,
    draft: DraftId,
    more: Held,
) -> sqlx::Result<bool> {
    let holds = tx
        .query(
            "UPDATE drafts SET held_rows = held_rows + $3, held_octets = held_octets + $4
             WHERE customer_id = $1 AND id = $2 AND held_rows + $3 <= row_count AND held_octets + $4 <= $5",
        )
        .bind(scope.customer().0)
        .bind(draft.0)
        .bind(more.rows)
        .bind(more.octets)
        .bind(MOST_OCTETS)
        .execute()
        .await?;
    Ok(holds > 0)
}

/// Whose drafts and imports alone the scope reaches: those of whoever administers a part of the customer are their own;
/// `None`: anybody's.
pub(super) fn only_own(scope: &CustomerScope) -> Option<Uuid> {
    scope.reach().and(scope.user()).map(|user| user.0)
}

/// The draft, unless it is another customer's, run out, discarded or committed.
pub(super) async fn find(tx: &mut Tx, scope: &CustomerScope, draft: DraftId) -> sqlx::Result<Option<Draft>> {
    tx.query(
        "SELECT file_name, row_count, revision, judged_on, journal_sequence FROM drafts
         WHERE customer_id = $1 AND id = $2 AND (created_by = $3 OR $3 IS NULL)
           AND NOT EXISTS (SELECT 1 FROM imports WHERE customer_id = $1 AND draft_id = $2)",
    )
    .bind(scope.customer().0)
    .bind(draft.0)
    .bind(only_own(scope))
    .fetch_optional()
    .await
}

/// Says that rows have come, which were judged on what has this fingerprint; before their verdicts are
/// found. Gives how often rows have come by now; `None` when there is no such draft, as [`find`] sees it.
pub(super) async fn touch(
    tx: &mut Tx,
    services: &Services,
    scope: &CustomerScope,
    draft: DraftId,
    judged_on: &str,
) -> sqlx::Result<Option<i64>> {
    let sequence = journal_sequence(tx, scope).await?;
    tx.query(
        "UPDATE drafts SET touched_at = $3, revision = revision + 1,
             judged_on = CASE WHEN revision = 0 OR judged_on = $4 THEN $4 END,
             journal_sequence = CASE WHEN revision = 0 OR journal_sequence = $5 THEN $5 END
         WHERE customer_id = $1 AND id = $2 AND (created_by = $6 OR $6 IS NULL)
           AND NOT EXISTS (SELECT 1 FROM imports WHERE customer_id = $1 AND draft_id = $2)
         RETURNING revision",
    )
    .bind(scope.customer().0)
    .bind(draft.0)
    .bind(services.clock.now().0)
    .bind(judged_on)
    .bind(sequence)
    .bind(only_own(scope))
    .optional_scalar()
    .await
}

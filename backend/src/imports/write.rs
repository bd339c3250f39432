//! What a commit writes, in one transaction: from the rows of the draft, by `INSERT … SELECT`.

mod changes;
mod people;
mod rights;

pub(super) use changes::next_end;
pub(super) use people::{Renamed, write_search};

use super::draft::Draft;
use super::refused;
use crate::access::CustomerScope;
use crate::consolidation::note_import;
use crate::customers::{Growth, grow};
use crate::db::Tx;
use crate::journal::{self, Entry};
use crate::mail::{Priority, next_position};
use domain::ids::{DraftId, ImportId};
use domain::imports::{CommitOptions, VerdictCounts};
use domain::time::Timestamp;
use serde_json::json;

/// An import about to be written.
pub(super) struct Import<'a> {
    pub scope: &'a CustomerScope,
    pub draft_id: DraftId,
    pub draft: &'a Draft,
    pub id: ImportId,
    pub at: Timestamp,
    /// What the verdicts of the draft's rows say now; where names are kept, nobody gets another.
    pub counts: VerdictCounts,
    pub options: CommitOptions,
    /// Whether a row says what somebody may do whatever the profile says.
    pub has_rights: bool,
}

/// Writes people, memberships, mails, assignments and what changes about them, the import itself and the
/// journal.
pub(super) async fn write(tx: &mut Tx, import: &Import<'_>) -> sqlx::Result<()> {
    let counts = import.counts;
    import.record(tx).await?;
    // Before the assignments: one more of somebody is found and shown as their others are.
    let reactivated = import.known_people(tx).await?;
    if counts.create > 0 {
        import.people(tx).await?;
        import.mails(tx).await?;
    }

    // Before the assignments: one without a profile gets that of the person's others, as they are from now on.
    if counts.profile > 0 {
        import.changes(tx).await?;
    }

    if counts.create + counts.assign > 0 {
        import.assignments(tx).await?;
    }

    if import.has_rights {
        import.rights(tx).await?;
    }

    if counts.error > 0 {
        refused::keep(tx, import).await?;
    }

    note_import(tx, import.scope.customer(), import.draft_id, import.id, import.at).await?;

    let details = json!({
        "created": counts.create, "assigned": counts.assign, "changed": counts.profile,
        "renamed": counts.name, "unchanged": counts.unchanged, "refused": counts.error,
        "reactivated": reactivated,
    });
    let entry = Entry { action: "import.committed", subject: Some(import.id.0), details };

    journal::append(tx, import.scope, import.at, entry).await
}

/// How much SQLite's full-text index gathers in memory before it writes, in bytes: as it is made, and
/// for a bulk of rows, which otherwise are merged again and again.
const SEARCH_BUFFER: i64 = 1 << 20;
const BULK_SEARCH_BUFFER: i64 = 64 << 20;

/// The same for PostgreSQL, to the end of the transaction: what waits is merged once, after the commit.
const BULK_PENDING: &str = "SET LOCAL gin_pending_list_limit = '256MB'";

/// So many new rows are a bulk.
pub(super) const BULK: u32 = 5_000;

async fn begin_search_bulk(tx: &mut Tx) -> sqlx::Result<()> {
    if matches!(tx, Tx::Postgres(_)) {
        tx.query(BULK_PENDING).execute().await?;
    }
    set_search_buffer(tx, BULK_SEARCH_BUFFER).await
}

async fn end_search_bulk(tx: &mut Tx) -> sqlx::Result<()> {
    set_search_buffer(tx, SEARCH_BUFFER).await
}

/// On SQLite; PostgreSQL's ends with the transaction.
async fn set_search_buffer(tx: &mut Tx, bytes: i64) -> sqlx::Result<()> {
    if matches!(tx, Tx::Sqlite(_)) {
        tx.query("INSERT INTO assignments_search (assignments_search, rank) VALUES ('hashsize', $1)")
            .bind(bytes)
            .execute()
            .await?;
    }
    Ok(())
}

// New assignments, numbered in the order of the file: first those of people who are new, then those of people who
// are known by then.
const INSERT_CREATED: &str = include_str!("write/insert_created.sql");
const INSERT_ASSIGNED: &str = include_str!("write/insert_assigned.sql");

impl Import<'_> {
    async fn record(&self, tx: &mut Tx) -> sqlx::Result<()> {
        tx.query(
            "INSERT INTO imports (customer_id, id, draft_id, created_by, file_name, row_count, created_count,
                 assigned_count, changed_count, unchanged_count, refused_count, created_at, renamed_count)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
        )
        .bind(self.scope.customer().0)
        .bind(self.id.0)
        .bind(self.draft_id.0)
        .bind(self.scope.user().map(|user| user.0))
        .bind(&self.draft.file_name)
        .bind(i64::from(self.counts.rows()))
        .bind(i64::from(self.counts.create))
        .bind(i64::from(self.counts.assign))
        .bind(i64::from(self.counts.profile))
        .bind(i64::from(self.counts.unchanged))
        .bind(i64::from(self.counts.error))
        .bind(self.at.0)
        .bind(i64::from(self.counts.name))
        .execute()
        .await?;

        Ok(())
    }

    /// People whose address nobody has, and everybody's membership. That somebody has an address is looked up here and no
    /// sooner: until then a draft knows the customer's own people alone, so that nothing it answers tells of others.
    async fn people(&self, tx: &mut Tx) -> sqlx::Result<()> {
        let customer = self.scope.customer().0;
        tx.query(
            "INSERT INTO users (id, email, email_key, identifier, created_at)
             SELECT user_id, address, email_key, identifier, $3 FROM draft_rows
             WHERE customer_id = $1 AND draft_id = $2 AND verdict = 'create'
             ON CONFLICT (email_key) DO NOTHING",
        )
        .bind(customer)
        .bind(self.draft_id.0)
        .bind(self.at.0)
        .execute()
        .await?;
        tx.query(
            "UPDATE draft_rows SET user_id = (SELECT u.id FROM users u WHERE u.email_key = draft_rows.email_key)
             WHERE customer_id = $1 AND draft_id = $2 AND verdict IN ('create', 'assign')
                 AND NOT EXISTS (SELECT 1 FROM users u WHERE u.id = draft_rows.user_id)",
        )
        .bind(customer)
        .bind(self.draft_id.0)
        .execute()
        .await?;
        tx.query(
            "INSERT INTO memberships (customer_id, user_id, email, last_name, first_name, status,
             status_since,
                     created_at, mail_job_id, mail_state, mail_state_at, import_id)
                 SELECT customer_id, user_id, address, good_last_name, good_first_name, 'invited', $3,
                     $3, mail_job_id, 'queued', $3, $4
                 FROM draft_rows WHERE customer_id = $1 AND draft_id = $2 AND verdict = 'create'",
        )
        .bind(customer)
        .bind(self.draft_id.0)
        .bind(self.at.0)
        .bind(self.id.0)
        .execute()
        .await?;

        Ok(())
    }

    /// As [`crate::mail::queue`] does one by one.
    async fn mails(&self, tx: &mut Tx) -> sqlx::Result<()> {
        let position = next_position(tx, self.scope.customer(), Priority::Import).await?;
        tx.query(
            "INSERT INTO mail_jobs (id, customer_id, user_id, import_id, kind, lane, turn, email_key,
                 dated, not_before, created_at)
             SELECT d.mail_job_id, d.customer_id, d.user_id, $3,
                 CASE WHEN u.password_hash IS NULL THEN 'welcome' ELSE 'access' END,
                 $4, $5 - 1 + row_number() OVER (ORDER BY d.line), d.email_key, $6, $6, $6
             FROM draft_rows d JOIN users u ON u.id = d.user_id
             WHERE d.customer_id = $1 AND d.draft_id = $2 AND d.verdict = 'create'",
        )
        .bind(self.scope.customer().0)
        .bind(self.draft_id.0)
        .bind(self.id.0)
        .bind(Priority::Import)
        .bind(position)
        .bind(self.at.0)
        .execute()
        .await?;

        Ok(())
    }

    async fn assignments(&self, tx: &mut Tx) -> sqlx::Result<()> {
        let bulk = self.counts.create + self.counts.assign >= BULK;
        if bulk {
            begin_search_bulk(tx).await?;
        }

        let new = i64::from(self.counts.create) + i64::from(self.counts.assign);
        let growth = Growth { assignments: new, people: i64::from(self.counts.create), numbers: new };
        let before = grow(tx, self.scope.customer(), growth).await? - new;

        for statement in [INSERT_CREATED, INSERT_ASSIGNED] {
            tx.query(statement)
                .bind(self.scope.customer().0)
                .bind(self.draft_id.0)
                .bind(before)
                .bind(self.id.0)
                .bind(self.at.0)
                .bind(self.scope.user().map(|user| user.0))
                .execute()
                .await?;
        }

        if bulk { end_search_bulk(tx).await } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests;

//! What a commit writes: from the rows of the draft, by `INSERT … SELECT`, step by step; all rows of a step at once, or
//! those on some lines.

mod changes;
mod people;
mod rights;

pub(super) use changes::next_end;
pub(super) use people::{Renamed, write_search};

use super::refused;
use crate::access::CustomerScope;
use crate::consolidation::note_import;
use crate::customers::{Growth, grow};
use crate::db::{TextCode, Tx};
use crate::journal::{self, Author, Entry};
use crate::mail::{Priority, next_position};
use domain::ids::{CustomerId, DraftId, ImportId};
use domain::imports::{CommitOptions, VerdictCounts};
use domain::time::Timestamp;
use serde_json::json;
use std::ops::RangeInclusive;

/// An import about to be written.
pub(super) struct Import {
    pub customer: CustomerId,
    pub author: Author,
    pub draft_id: DraftId,
    pub id: ImportId,
    pub at: Timestamp,
    /// What the verdicts of the draft's rows say now; where names are kept, nobody gets another.
    pub counts: VerdictCounts,
    pub options: CommitOptions,
    /// Whether a row says what somebody may do whatever the profile says.
    pub has_rights: bool,
}

/// What is done with the rows, one after the other.
///
/// Names and statuses come before the assignments: one more of somebody is found and shown as their others are. So do the
/// changes of assignments: one without a profile gets that of the person's others, as they are from now on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    Names,
    Reactivations,
    Changes,
    Assignments,
    Refusals,
}

impl Step {
    pub(super) const FIRST: Self = Self::Names;
    const ALL: [Self; 5] =
        [Self::Names, Self::Reactivations, Self::Changes, Self::Assignments, Self::Refusals];

    pub(super) fn next(self) -> Option<Self> {
        Self::ALL.into_iter().skip_while(|step| *step != self).nth(1)
    }
}

impl TextCode for Step {
    fn code(self) -> &'static str {
        match self {
            Self::Names => "names",
            Self::Reactivations => "reactivations",
            Self::Changes => "changes",
            Self::Assignments => "assignments",
            Self::Refusals => "refusals",
        }
    }

    fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.code() == code)
    }
}

/// Lines of the file.
pub(super) type Lines = RangeInclusive<i64>;

/// So many rows are many.
pub(super) const BULK: u32 = 5_000;

/// How much of what waits for its search index PostgreSQL keeps to the end of the transaction: it is merged once, after
/// the commit.
const BULK_PENDING: &str = "SET LOCAL gin_pending_list_limit = '256MB'";

/// Writes all of it: people, memberships, mails, assignments and what changes about them, the import itself and the
/// journal.
pub(super) async fn write(tx: &mut Tx, import: &Import, file_name: &str) -> sqlx::Result<()> {
    if matches!(tx, Tx::Postgres(_)) && import.counts.create + import.counts.assign >= BULK {
        tx.query(BULK_PENDING).execute().await?;
    }

    import.record(tx, file_name).await?;
    for step in Step::ALL {
        import.take(tx, step, &(0..=i64::MAX)).await?;
    }
    import.end(tx, import.at).await
}

// New assignments, numbered in the order of the file: first those of people who are new, then those of people who
// are known by then.
const INSERT_CREATED: &str = include_str!("write/insert_created.sql");
const INSERT_ASSIGNED: &str = include_str!("write/insert_assigned.sql");

/// Whom another customer has already; in all of their rows, since they may get another address before the last of these is
/// written.
macro_rules! known_elsewhere {
    ($draft_rows:literal) => {
        concat!(
            "UPDATE ",
            $draft_rows,
            " SET user_id = (SELECT u.id FROM users u WHERE u.email_key = draft_rows.email_key)
             WHERE customer_id = $1 AND draft_id = $2 AND verdict IN ('create', 'assign')
                 AND email_key IN (SELECT d.email_key FROM draft_rows d WHERE d.customer_id = $1 AND d.draft_id = $2
                     AND d.verdict = 'create' AND d.line BETWEEN $3 AND $4)
                 AND NOT EXISTS (SELECT 1 FROM users u WHERE u.id = draft_rows.user_id)"
        )
    };
}

// SQLite would walk the whole draft for some addresses of it: it is told which index to use.
const KNOWN_ELSEWHERE_SQLITE: &str = known_elsewhere!("draft_rows INDEXED BY draft_rows_by_email");
const KNOWN_ELSEWHERE_POSTGRES: &str = known_elsewhere!("draft_rows");

impl Import {
    /// What a scope commits, with the number and the moment that it gets.
    pub(super) fn of(scope: &CustomerScope, draft_id: DraftId, (id, at): (ImportId, Timestamp)) -> Self {
        let (customer, author) = (scope.customer(), scope.into());
        let (counts, options) = (VerdictCounts::default(), CommitOptions::default());
        Self { customer, author, draft_id, id, at, counts, options, has_rights: false }
    }

    /// Whether a step has anything to do.
    pub(super) const fn needs(&self, step: Step) -> bool {
        match step {
            Step::Names => !self.options.keep_names,
            Step::Reactivations => self.options.reactivate,
            Step::Changes => self.counts.profile > 0,
            Step::Assignments => self.counts.create + self.counts.assign > 0,
            Step::Refusals => self.counts.error > 0,
        }
    }

    /// Takes a step with the rows on some lines.
    pub(super) async fn take(&self, tx: &mut Tx, step: Step, lines: &Lines) -> sqlx::Result<()> {
        if !self.needs(step) {
            return Ok(());
        }
        match step {
            Step::Names => self.names(tx, lines).await,
            Step::Reactivations => self.reactivations(tx, lines).await,
            Step::Changes => {
                self.changes(tx, lines).await?;
                self.changed_rights(tx, lines).await?;
                self.note(tx, lines).await
            }
            Step::Assignments => {
                self.assignments(tx, lines).await?;
                self.new_rights(tx, lines).await?;
                self.note(tx, lines).await
            }
            Step::Refusals => refused::keep(tx, self, lines).await,
        }
    }

    async fn note(&self, tx: &mut Tx, lines: &Lines) -> sqlx::Result<()> {
        note_import(tx, self.customer, self.draft_id, self.id, self.at, lines).await
    }

    /// Has the journal tell of it, behind what happened meanwhile.
    pub(super) async fn end(&self, tx: &mut Tx, now: Timestamp) -> sqlx::Result<()> {
        let counts = self.counts;
        let details = json!({
            "created": counts.create, "assigned": counts.assign, "changed": counts.profile,
            "renamed": counts.name, "unchanged": counts.unchanged, "refused": counts.error,
            "reactivated": self.reactivated(tx).await?,
        });
        let entry = Entry { action: "import.committed", subject: Some(self.id.0), details };

        journal::append_by(tx, self.customer, self.author, now, entry).await
    }

    /// Writes the import itself.
    pub(super) async fn record(&self, tx: &mut Tx, file_name: &str) -> sqlx::Result<()> {
        tx.query(
            "INSERT INTO imports (customer_id, id, draft_id, created_by, file_name, row_count, created_count,
                 assigned_count, changed_count, unchanged_count, refused_count, created_at, renamed_count)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
        )
        .bind(self.customer.0)
        .bind(self.id.0)
        .bind(self.draft_id.0)
        .bind(self.author.user.map(|user| user.0))
        .bind(file_name)
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

    /// People whose address nobody has, and everybody's membership; how many memberships. That somebody has an address is
    /// looked up here and no sooner: until then a draft knows the customer's own people alone, so that nothing it answers
    /// tells of others.
    async fn people(&self, tx: &mut Tx, lines: &Lines) -> sqlx::Result<u64> {
        let customer = self.customer.0;
        tx.query(
            "INSERT INTO users (id, email, email_key, identifier, created_at)
             SELECT user_id, address, email_key, identifier, $3 FROM draft_rows
             WHERE customer_id = $1 AND draft_id = $2 AND verdict = 'create' AND line BETWEEN $4 AND $5
             ON CONFLICT (email_key) DO NOTHING",
        )
        .bind(customer)
        .bind(self.draft_id.0)
        .bind(self.at.0)
        .bind(*lines.start())
        .bind(*lines.end())
        .execute()
        .await?;
        tx.query(tx.choose(KNOWN_ELSEWHERE_SQLITE, KNOWN_ELSEWHERE_POSTGRES))
            .bind(customer)
            .bind(self.draft_id.0)
            .bind(*lines.start())
            .bind(*lines.end())
            .execute()
            .await?;
        tx.query(
            "INSERT INTO memberships (customer_id, user_id, email, last_name, first_name, status,
             status_since,
                     created_at, mail_job_id, mail_state, mail_state_at, import_id)
                 SELECT customer_id, user_id, address, good_last_name, good_first_name, 'invited', $3,
                     $3, mail_job_id, 'queued', $3, $4
                 FROM draft_rows WHERE customer_id = $1 AND draft_id = $2 AND verdict = 'create'
                     AND line BETWEEN $5 AND $6",
        )
        .bind(customer)
        .bind(self.draft_id.0)
        .bind(self.at.0)
        .bind(self.id.0)
        .bind(*lines.start())
        .bind(*lines.end())
        .execute()
        .await
    }

    /// As [`crate::mail::queue`] does one by one.
    async fn mails(&self, tx: &mut Tx, lines: &Lines) -> sqlx::Result<()> {
        let position = next_position(tx, self.customer, Priority::Import).await?;
        tx.query(
            "INSERT INTO mail_jobs (id, customer_id, user_id, import_id, kind, lane, turn, email_key,
                 dated, not_before, created_at)
             SELECT d.mail_job_id, d.customer_id, d.user_id, $3,
                 CASE WHEN u.password_hash IS NULL THEN 'welcome' ELSE 'access' END,
                 $4, $5 - 1 + row_number() OVER (ORDER BY d.line), d.email_key, $6, $6, $6
             FROM draft_rows d JOIN users u ON u.id = d.user_id
             WHERE d.customer_id = $1 AND d.draft_id = $2 AND d.verdict = 'create'
                 AND d.line BETWEEN $7 AND $8",
        )
        .bind(self.customer.0)
        .bind(self.draft_id.0)
        .bind(self.id.0)
        .bind(Priority::Import)
        .bind(position)
        .bind(self.at.0)
        .bind(*lines.start())
        .bind(*lines.end())
        .execute()
        .await?;

        Ok(())
    }

    /// New people with their mails, and all new assignments. What somebody is assigned stands in the same transaction as
    /// they do, so that the customer's totals are those of its list.
    async fn assignments(&self, tx: &mut Tx, lines: &Lines) -> sqlx::Result<()> {
        let people = if self.counts.create > 0 { self.people(tx, lines).await? } else { 0 };
        if people > 0 {
            self.mails(tx, lines).await?;
        }

        let numbers = self.count_new(tx, lines).await?;
        let before = grow(tx, self.customer, Growth { numbers, ..Growth::default() }).await? - numbers;
        let mut assignments = 0;
        let statements = [(self.counts.create, INSERT_CREATED), (self.counts.assign, INSERT_ASSIGNED)];
        for (_, statement) in statements.into_iter().filter(|(rows, _)| *rows > 0) {
            assignments += tx
                .query(statement)
                .bind(self.customer.0)
                .bind(self.draft_id.0)
                .bind(before)
                .bind(self.id.0)
                .bind(self.at.0)
                .bind(self.author.user.map(|user| user.0))
                .bind(*lines.start())
                .bind(*lines.end())
                .execute()
                .await?
                .cast_signed();
        }

        let growth = Growth { assignments, people: people.cast_signed(), numbers: 0 };
        grow(tx, self.customer, growth).await.map(drop)
    }

    /// How many assignments the rows on some lines are to become.
    async fn count_new(&self, tx: &mut Tx, lines: &Lines) -> sqlx::Result<i64> {
        tx.query(
            "SELECT count(*) FROM draft_rows
             WHERE customer_id = $1 AND draft_id = $2 AND verdict IN ('create', 'assign')
                 AND line BETWEEN $3 AND $4",
        )
        .bind(self.customer.0)
        .bind(self.draft_id.0)
        .bind(*lines.start())
        .bind(*lines.end())
        .scalar()
        .await
    }
}

#[cfg(test)]
mod tests;

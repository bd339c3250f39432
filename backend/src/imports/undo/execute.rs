//! The statements of an undoing. What becomes of what is gathered first, in a table of its own: the
//! second statement would otherwise see what the first has left of it.

use super::people;
use crate::access::CustomerScope;
use crate::consolidation::forget_import;
use crate::customers::{self, Growth, grow};
use crate::db::{Query, Tx};
use crate::imports::write::next_end;
use crate::journal::{self, Author, Entry};
use crate::services::Services;
use domain::ids::{CustomerId, ImportId};
use domain::time::Timestamp;
use serde_json::json;
use std::ops::RangeInclusive;
use uuid::Uuid;

/// Those of whom something is undone at a time: from one to another, in the order of their keys.
pub(in crate::imports) type People = RangeInclusive<Uuid>;

pub(in crate::imports) const EVERYBODY: People = Uuid::nil()..=Uuid::max();

/// An import that is being undone.
pub(in crate::imports) struct Undoing {
    pub customer: CustomerId,
    pub import: ImportId,
    pub author: Author,
    pub at: Timestamp,
}

/// How much was undone.
#[derive(Debug, Default)]
struct Done {
    people: i64,
    assignments: i64,
    profiles: i64,
    names: i64,
    mails: i64,
}

macro_rules! leaving {
    () => {
        "(SELECT user_id FROM undoing WHERE fate = 'leaves')"
    };
}

/// People for whom the import stays. Of several reasons of one person, one is told.
const KEEP: &str = "INSERT INTO import_kept (customer_id, import_id, user_id, reason)
    SELECT $1, $2, user_id, max(CASE fate WHEN 'elsewhere' THEN 'assigned' ELSE fate END)
    FROM undoing WHERE fate IN ('signed_in', 'changed', 'last', 'elsewhere') GROUP BY user_id";

/// Whatever personal rights are left are those that the import left.
const TAKE_RIGHTS: &str = "DELETE FROM personal_rights
    WHERE customer_id = $1 AND assignment_id IN (SELECT assignment_id FROM undoing WHERE fate = 'restored')";

/// What has ended meanwhile does not come back.
const RIGHTS: &str =
    "INSERT INTO personal_rights (customer_id, assignment_id, application, level, given_by, given_at,
        ends_at)
    SELECT r.customer_id, r.assignment_id, r.application, r.level, r.given_by, r.given_at, r.ends_at
    FROM undoing u JOIN import_rights r ON r.customer_id = $1 AND r.import_id = $2
        AND r.assignment_id = u.assignment_id
    WHERE u.fate = 'restored' AND (r.ends_at IS NULL OR r.ends_at > $3)";

const CHANGES: &str = concat!(
    "UPDATE assignments SET profile_id = c.profile_id, sort_profile = p.sort, changed_at = c.changed_at,
        given_by = c.given_by, ends_at = c.ends_at, end_told_at = NULL, next_end_at = ",
    next_end!("c.ends_at"),
    "
    FROM undoing u, import_changes c, profiles p
    WHERE u.fate = 'restored' AND assignments.number = u.number
        AND c.customer_id = $1 AND c.import_id = $2 AND c.assignment_id = u.assignment_id
        AND p.customer_id = $1 AND p.id = c.profile_id"
);

const ASSIGNMENTS: &str = "DELETE FROM assignments
    WHERE number IN (SELECT number FROM undoing WHERE fate IN ('leaves', 'goes', 'elsewhere'))";

const MAILS: &str = concat!(
    "UPDATE mail_jobs SET state = 'withdrawn' WHERE customer_id = $1 AND state = 'queued' AND user_id IN ",
    leaving!()
);

const SESSIONS: &str =
    concat!("UPDATE sessions SET customer_id = NULL WHERE customer_id = $1 AND user_id IN ", leaving!());

/// Those that a password of this customer's mails opened, for nothing but choosing another.
const HALF_SESSIONS: &str = concat!(
    "DELETE FROM sessions WHERE due = 'password' AND user_id IN ",
    leaving!(),
    " AND EXISTS (SELECT 1 FROM mail_jobs j WHERE j.id = sessions.mail_job_id AND j.customer_id = $1)"
);

/// What this customer's mails carried, and another's did not.
const SECRETS: &str = concat!(
    "UPDATE secrets SET used_at = $2 WHERE used_at IS NULL AND user_id IN ",
    leaving!(),
    " AND EXISTS (SELECT 1 FROM mail_jobs j WHERE j.id = secrets.mail_job_id AND j.customer_id = $1)"
);

const PEOPLE: &str = concat!("DELETE FROM memberships WHERE customer_id = $1 AND user_id IN ", leaving!());

const GATHER_ALL: &str = concat!("INSERT INTO undoing (number, assignment_id, user_id, fate) ", all_fates!());

/// Gathers what becomes of what the import brought to the people from `$3` to `$4`.
macro_rules! gather_some {
    ($assignments:literal) => {
        concat!(
            "INSERT INTO undoing (number, assignment_id, user_id, fate) ",
            fates!(
                concat!(
                    "JOIN ",
                    $assignments,
                    " ON a.customer_id = $1 AND a.user_id BETWEEN $3 AND $4 AND a.import_id = $2"
                ),
                concat!(
                    "JOIN ",
                    $assignments,
                    " ON a.customer_id = $1 AND a.user_id BETWEEN $3 AND $4
                     CROSS JOIN import_changes c"
                )
            ),
            " AND c.customer_id = $1 AND c.import_id = $2 AND c.assignment_id = a.id"
        )
    };
}

// SQLite would walk all that the import brought for each turn: it is told to find people first.
const GATHER_SOME_SQLITE: &str = gather_some!("assignments a INDEXED BY assignments_place");
const GATHER_SOME_POSTGRES: &str = gather_some!("assignments a");

/// Whom the import brought something, behind person `$3`, in the order of their keys.
const CONCERNED: &str =
    "SELECT user_id FROM assignments WHERE customer_id = $1 AND import_id = $2 AND user_id > $3
    UNION
    SELECT a.user_id FROM import_changes c JOIN assignments a ON a.customer_id = $1 AND a.id = c.assignment_id
    WHERE c.customer_id = $1 AND c.import_id = $2 AND a.user_id > $3
    UNION
    SELECT user_id FROM import_people WHERE customer_id = $1 AND import_id = $2 AND user_id > $3
    ORDER BY user_id";

impl Undoing {
    /// Says that the import is undone; `None` when it was before, or is none of the customer's.
    pub(super) async fn begin(
        tx: &mut Tx,
        services: &Services,
        scope: &CustomerScope,
        import: ImportId,
    ) -> sqlx::Result<Option<Self>> {
        let (customer, at) = (scope.customer(), services.clock.now());
        customers::lock(tx, customer).await?;
        let marked = tx
            .query(
                "UPDATE imports SET undone_at = $3, undone_by = $4
                 WHERE customer_id = $1 AND id = $2 AND undone_at IS NULL",
            )
            .bind(customer.0)
            .bind(import.0)
            .bind(at.0)
            .bind(scope.user().map(|user| user.0))
            .execute()
            .await?;

        Ok((marked > 0).then(|| Self { customer, import, author: scope.into(), at }))
    }

    /// Whom the import brought something, behind a person, in the order of their keys.
    pub(in crate::imports) async fn concerned(&self, tx: &mut Tx, behind: Uuid) -> sqlx::Result<Vec<Uuid>> {
        self.query(tx, CONCERNED).bind(behind).scalars().await
    }

    /// Undoes what the import did to some people.
    pub(in crate::imports) async fn take(&self, tx: &mut Tx, people: &People) -> sqlx::Result<()> {
        self.gather(tx, people).await?;
        let done = self.undo(tx, people).await?;
        tx.query("DROP TABLE undoing").execute().await?;

        let growth = Growth { assignments: -done.assignments, people: -done.people, numbers: 0 };
        grow(tx, self.customer, growth).await?;
        self.record(tx, &done).await
    }

    /// Gathers what becomes of what.
    async fn gather(&self, tx: &mut Tx, people: &People) -> sqlx::Result<()> {
        let create = tx.choose(
            "CREATE TEMPORARY TABLE undoing (number INTEGER, assignment_id BLOB, user_id BLOB, fate TEXT)",
            "CREATE TEMPORARY TABLE undoing (number BIGINT, assignment_id UUID, user_id UUID, fate TEXT)",
        );

        tx.query(create).execute().await?;
        if *people == EVERYBODY {
            self.query(tx, GATHER_ALL).execute().await?;
        } else {
            let gather = tx.choose(GATHER_SOME_SQLITE, GATHER_SOME_POSTGRES);
            self.of_people(tx, gather, people).execute().await?;
        }
        if matches!(tx, Tx::Postgres(_)) {
            tx.query("ANALYZE undoing").execute().await?;
        }

        Ok(())
    }

    async fn undo(&self, tx: &mut Tx, people: &People) -> sqlx::Result<Done> {
        let of_customer = async |tx: &mut Tx, statement: &'static str| {
            tx.query(statement).bind(self.customer.0).execute().await.map(u64::cast_signed)
        };
        self.query(tx, KEEP).execute().await?;
        of_customer(tx, TAKE_RIGHTS).await?;
        self.query(tx, RIGHTS).bind(self.at.0).execute().await?;
        let profiles = self.query(tx, CHANGES).execute().await?.cast_signed();
        let assignments = tx.query(ASSIGNMENTS).execute().await?.cast_signed();
        let mails = of_customer(tx, MAILS).await?;
        of_customer(tx, SESSIONS).await?;
        of_customer(tx, HALF_SESSIONS).await?;
        tx.query(SECRETS).bind(self.customer.0).bind(self.at.0).execute().await?;
        let gone = of_customer(tx, PEOPLE).await?;
        let names = people::restore(tx, self, people).await?;

        Ok(Done { people: gone, assignments, profiles, names, mails })
    }

    /// Says how much more was undone.
    async fn record(&self, tx: &mut Tx, done: &Done) -> sqlx::Result<()> {
        self.query(
            tx,
            "UPDATE imports SET removed_people = removed_people + $3, removed_assignments = removed_assignments + $4,
                 restored_profiles = restored_profiles + $5, restored_names = restored_names + $6,
                 withdrawn_mails = withdrawn_mails + $7
             WHERE customer_id = $1 AND id = $2",
        )
        .bind(done.people)
        .bind(done.assignments)
        .bind(done.profiles)
        .bind(done.names)
        .bind(done.mails)
        .execute()
        .await
        .map(drop)
    }

    /// Has the journal tell of it, behind what happened meanwhile.
    pub(in crate::imports) async fn end(&self, tx: &mut Tx, now: Timestamp) -> sqlx::Result<()> {
        forget_import(tx, self.customer, self.import).await?;
        let (people, assignments, profiles, names, mails, kept): (i64, i64, i64, i64, i64, i64) = self
            .query(
                tx,
                "SELECT removed_people, removed_assignments, restored_profiles, restored_names, withdrawn_mails,
                     (SELECT count(*) FROM import_kept k WHERE k.customer_id = $1 AND k.import_id = $2)
                 FROM imports WHERE customer_id = $1 AND id = $2",
            )
            .fetch_one()
            .await?;

        let details = json!({
            "removed": people, "assignments": assignments, "profiles": profiles,
            "names": names, "mails": mails, "kept": kept,
        });
        let entry = Entry { action: "import.undone", subject: Some(self.import.0), details };
        journal::append_by(tx, self.customer, self.author, now, entry).await
    }

    /// A statement about the import.
    fn query<'tx>(&self, tx: &'tx mut Tx, statement: &'static str) -> Query<'tx> {
        tx.query(statement).bind(self.customer.0).bind(self.import.0)
    }

    /// A statement about some of the people to whom it brought something.
    pub(super) fn of_people<'tx>(
        &self,
        tx: &'tx mut Tx,
        statement: &'static str,
        people: &People,
    ) -> Query<'tx> {
        self.query(tx, statement).bind(*people.start()).bind(*people.end())
    }
}

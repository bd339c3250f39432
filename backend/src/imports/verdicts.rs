//! What would be done with the rows of a draft, given who and what exists.

use super::resolved::{Basis, ValidatedRow};
use super::rows::ReportTo;
use super::stored::{StoredVerdict, issues_of, line_of};
use crate::access::CustomerScope;
use crate::clock::end_date;
use crate::db::{Code, Tx};
use domain::ids::{DraftId, ProfileId};
use domain::imports::{Field, Issue, IssueCode, Replaced, RowVerdict, Verdict, VerdictCounts};
use domain::rights::parse_rights;
use domain::same_person::may_be_same_person;
use domain::time::Timestamp;
use std::collections::{BTreeSet, HashMap};
use uuid::Uuid;

// A statement finds the verdict of every good row whose address is among some, and writes down those that are
// not what they were. Of the rows with one address at one place the first counts, and the others repeat it; of
// those with one address new to the customer the first creates the person. Rows that name somebody whose address
// it cannot be are refused afterwards.
const FIND_FOR_SQLITE: &str = include_str!("verdicts/find_for.sqlite.sql");
const FIND_FOR_POSTGRES: &str = include_str!("verdicts/find_for.postgres.sql");
const FIND_ALL_SQLITE: &str = include_str!("verdicts/find_all.sqlite.sql");
const FIND_ALL_POSTGRES: &str = include_str!("verdicts/find_all.postgres.sql");

/// Rows that have just been validated and stored.
pub(super) struct Batch<'a> {
    pub scope: &'a CustomerScope,
    pub draft: DraftId,
    pub at: Timestamp,
    /// What they were validated on.
    pub basis: &'a Basis,
    pub rows: &'a [ValidatedRow],
}

/// Finds the verdicts of the rows with one of these addresses, which are then told; gives the
/// verdicts that changed.
pub(super) async fn find_for(
    tx: &mut Tx,
    batch: &Batch<'_>,
    email_keys: &[String],
) -> sqlx::Result<Vec<RowVerdict>> {
    let Batch { scope, draft, at, .. } = *batch;
    let found = find(tx, (scope, draft, at), email_keys, ReportTo::TheCaller).await?;

    let just_validated: HashMap<u32, &[Issue]> =
        batch.rows.iter().map(|validated| (validated.row.line, validated.issues.as_slice())).collect();
    // Whom a row concerns changes without a word: what would be done stays the same.
    let told = found.into_iter().filter(|found| found.changed == 1);

    told.map(|found| found.reported_verdict(scope, batch.basis, &just_validated)).collect()
}

/// The same, of which nobody is told.
pub(super) async fn find_quietly(
    tx: &mut Tx,
    scope: &CustomerScope,
    draft: DraftId,
    at: Timestamp,
    email_keys: &[String],
) -> sqlx::Result<()> {
    find(tx, (scope, draft, at), email_keys, ReportTo::Nobody).await.map(drop)
}

async fn find(
    tx: &mut Tx,
    (scope, draft, at): (&CustomerScope, DraftId, Timestamp),
    email_keys: &[String],
    report_to: ReportTo,
) -> sqlx::Result<Vec<Found>> {
    let found: Vec<Found> = tx
        .query(tx.choose(FIND_FOR_SQLITE, FIND_FOR_POSTGRES))
        .bind(scope.customer().0)
        .bind(draft.0)
        .bind_list(email_keys)
        .bind(at.0)
        .bind(tells_all(scope))
        .bind(i64::from(report_to == ReportTo::TheCaller))
        .fetch_all()
        .await?;
    let refused: Vec<i64> = lines_of_others(scope, &found);
    refuse(tx, scope, draft, &refused, report_to).await?;

    Ok(found)
}

/// Finds the verdicts of all rows.
pub(super) async fn find_all(
    tx: &mut Tx,
    scope: &CustomerScope,
    draft: DraftId,
    at: Timestamp,
) -> sqlx::Result<()> {
    tx.query(tx.choose(FIND_ALL_SQLITE, FIND_ALL_POSTGRES))
        .bind(scope.customer().0)
        .bind(draft.0)
        .bind(at.0)
        .bind(tells_all(scope))
        .execute()
        .await?;
    let named: Vec<Found> = tx
        .query(
            "SELECT line, changed, verdict, issues, duplicate_of, profile_before, rights_before, ends_before,
                 named, good_last_name, good_first_name, choices, name_before, is_suspended, overruled_by
             FROM draft_rows WHERE customer_id = $1 AND draft_id = $2 AND named IS NOT NULL",
        )
        .bind(scope.customer().0)
        .bind(draft.0)
        .fetch_all()
        .await?;
    let refused = lines_of_others(scope, &named);

    refuse(tx, scope, draft, &refused, ReportTo::Nobody).await
}

/// Whether what is known of a person beyond a row's place is told and changed, as the statements take it: names and status
/// are also those of accesses elsewhere, which whoever administers a part of the customer does not see.
fn tells_all(scope: &CustomerScope) -> i64 {
    i64::from(scope.reach().is_none())
}

/// The lines whose address is somebody else's. Whoever administers a part of the customer is not told whose an address
/// is: the name may be known from elsewhere.
fn lines_of_others(scope: &CustomerScope, found: &[Found]) -> Vec<i64> {
    let others = found.iter().filter(|row| scope.reach().is_none() && row.belongs_to_other());
    others.map(|row| row.line).collect()
}

/// Refuses rows whose address is somebody else's.
async fn refuse(
    tx: &mut Tx,
    scope: &CustomerScope,
    draft: DraftId,
    lines: &[i64],
    report_to: ReportTo,
) -> sqlx::Result<()> {
    const SQLITE: &str =
        "UPDATE draft_rows SET verdict = 'conflict', told = CASE WHEN $4 = 1 THEN 'conflict' ELSE told END
         WHERE customer_id = $1 AND draft_id = $2 AND line IN (SELECT value FROM json_each($3))";
    const POSTGRES: &str =
        "UPDATE draft_rows SET verdict = 'conflict', told = CASE WHEN $4 = 1 THEN 'conflict' ELSE told END
         WHERE customer_id = $1 AND draft_id = $2 AND line = ANY ($3)";

    if lines.is_empty() {
        return Ok(());
    }

    tx.query(tx.choose(SQLITE, POSTGRES))
        .bind(scope.customer().0)
        .bind(draft.0)
        .bind_list(lines)
        .bind(i64::from(report_to == ReportTo::TheCaller))
        .execute()
        .await?;

    Ok(())
}

/// Whether everybody whom the verdicts found by an address still has it: an address may be changed where
/// this customer's journal does not tell.
pub(super) async fn addresses_hold(tx: &mut Tx, scope: &CustomerScope, draft: DraftId) -> sqlx::Result<bool> {
    let customer = scope.customer().0;
    // CROSS JOIN keeps SQLite from walking the draft for each user when it last counted few of them.
    let others: i64 = tx
        .query(
            "SELECT count(*) FROM draft_rows d CROSS JOIN users u
             WHERE d.customer_id = $1 AND d.draft_id = $2 AND d.user_id <> d.new_user_id
                 AND u.id = d.user_id AND d.verdict IN ('create', 'assign', 'profile', 'name', 'unchanged')
                 AND u.email_key <> d.email_key",
        )
        .bind(customer)
        .bind(draft.0)
        .scalar()
        .await?;

    Ok(others == 0)
}

/// The addresses that stand on the next lines, at most `most`, and the last of these lines; `None` when there are none.
pub(super) async fn next_email_keys(
    tx: &mut Tx,
    scope: &CustomerScope,
    draft: DraftId,
    line: i64,
    most: i64,
) -> sqlx::Result<Option<(Vec<String>, i64)>> {
    let rows: Vec<(i64, String)> = tx
        .query(
            "SELECT line, email_key FROM draft_rows
             WHERE customer_id = $1 AND draft_id = $2 AND line > $3 AND email_key IS NOT NULL
             ORDER BY line LIMIT $4",
        )
        .bind(scope.customer().0)
        .bind(draft.0)
        .bind(line)
        .bind(most)
        .fetch_all()
        .await?;
    let Some(&(last, _)) = rows.last() else { return Ok(None) };
    let keys: BTreeSet<String> = rows.into_iter().map(|(_, key)| key).collect();

    Ok(Some((keys.into_iter().collect(), last)))
}

/// The addresses that stand on these lines.
pub(super) async fn email_keys(
    tx: &mut Tx,
    scope: &CustomerScope,
    draft: DraftId,
    lines: &[i64],
) -> sqlx::Result<Vec<String>> {
    const SQLITE: &str = "SELECT email_key FROM draft_rows
        WHERE customer_id = $1 AND draft_id = $2 AND line IN (SELECT value FROM json_each($3))";
    // OFFSET keeps each line a search of its own, by the index.
    const POSTGRES: &str =
        "SELECT some_rows.email_key FROM unnest($3::bigint[]) AS asked (line) CROSS JOIN LATERAL (
             SELECT email_key FROM draft_rows
             WHERE customer_id = $1 AND draft_id = $2 AND line = asked.line OFFSET 0
         ) AS some_rows";

    let keys: Vec<Option<String>> = tx
        .query(tx.choose(SQLITE, POSTGRES))
        .bind(scope.customer().0)
        .bind(draft.0)
        .bind_list(lines)
        .scalars()
        .await?;

    Ok(keys.into_iter().flatten().collect())
}

#[derive(Debug, sqlx::FromRow)]
struct Found {
    line: i64,
    /// Whether what is told of it changed; 0 when only whom it concerns did.
    changed: i32,
    verdict: Code<StoredVerdict>,
    issues: String,
    duplicate_of: Option<i64>,
    profile_before: Option<Uuid>,
    rights_before: Option<String>,
    ends_before: Option<i64>,
    named: Option<String>,
    good_last_name: String,
    good_first_name: String,
    choices: Option<i64>,
    name_before: Option<String>,
    is_suspended: Option<i64>,
    overruled_by: Option<i64>,
}

impl Found {
    /// Whether the address is that of somebody whom the row cannot mean: one slip of filling down a column, and
    /// a colleague's access would be another's.
    fn belongs_to_other(&self) -> bool {
        let own = format!("{} {}", self.good_last_name, self.good_first_name);
        self.duplicate_of.is_none()
            && self.named.as_ref().is_some_and(|named| !may_be_same_person(named, &own))
    }

    fn reported_verdict(
        self,
        scope: &CustomerScope,
        basis: &Basis,
        just_validated: &HashMap<u32, &[Issue]>,
    ) -> sqlx::Result<RowVerdict> {
        let line = line_of(self.line);
        let mut issues = match just_validated.get(&line) {
            Some(issues) => issues.to_vec(),
            None => issues_of(&self.issues)?,
        };

        let belongs_to_other = scope.reach().is_none() && self.belongs_to_other();
        if let Some(name) = self.named.filter(|_| belongs_to_other) {
            issues.push(Issue::new(Field::Email, IssueCode::OtherPerson { name }));
        } else if let Some(name) = self.name_before {
            issues.push(Issue::new(Field::LastName, IssueCode::OtherName { name }));
        } else if let Some(line) = self.overruled_by {
            issues.push(Issue::new(Field::LastName, IssueCode::OverruledName { line: line_of(line) }));
        }

        if self.is_suspended.is_some() {
            issues.push(Issue::new(Field::Email, IssueCode::Suspended));
        }

        if self.verdict.0 == StoredVerdict::Ambiguous {
            let count = u32::try_from(self.choices.unwrap_or_default()).unwrap_or(u32::MAX);
            issues.push(Issue::new(Field::SubAccount, IssueCode::WhichSubAccount { count }));
        }

        if let Some(line) = self.duplicate_of {
            issues.push(Issue::new(Field::Email, IssueCode::Duplicate { line: line_of(line) }));
        }

        let profile = self.profile_before.and_then(|id| basis.reference.profile(ProfileId(id)));
        let rights = parse_rights(self.rights_before.as_deref().unwrap_or_default());
        let replaced = Replaced {
            profile: profile.map(|profile| profile.name.as_str().to_owned()),
            rights: rights.map_err(|error| sqlx::Error::Decode(error.into()))?,
            end: self.ends_before.map(|at| end_date(Timestamp(at), &basis.time_zone)),
        };

        Ok(RowVerdict {
            line,
            verdict: if belongs_to_other { Verdict::Error } else { self.verdict.0.reported() },
            issues,
            replaced,
        })
    }
}

/// How many rows of a draft there are.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Tally {
    /// By verdict.
    pub counts: VerdictCounts,
    /// Those that say what somebody may do whatever the profile says.
    pub with_rights: i64,
}

/// Counts the rows of the draft.
pub(super) async fn tally(tx: &mut Tx, scope: &CustomerScope, draft: DraftId) -> sqlx::Result<Tally> {
    let rows: Vec<(Code<StoredVerdict>, i64, i64)> = tx
        .query(
            "SELECT verdict, count(*), count(rights) FROM draft_rows
             WHERE customer_id = $1 AND draft_id = $2 GROUP BY verdict",
        )
        .bind(scope.customer().0)
        .bind(draft.0)
        .fetch_all()
        .await?;
    let mut tally = Tally::default();

    for (Code(verdict), count, with_rights) in rows {
        *tally.counts.count_mut(verdict.reported()) += u32::try_from(count).unwrap_or(u32::MAX);
        tally.with_rights += with_rights;
    }

    Ok(tally)
}

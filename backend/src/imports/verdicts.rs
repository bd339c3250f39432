//! What would be done with the rows of a draft, given who and what exists.

use super::meaning::JudgedRow;
use super::rows::{Telling, line_of};
use crate::access::CustomerScope;
use crate::db::{Code, TextCode, Tx};
use domain::ids::{DraftId, ProfileId};
use domain::imports::{Field, Issue, IssueCode, RowVerdict, Verdict, VerdictCounts};
use domain::reference::ReferenceData;
use domain::same_person::may_be_same_person;
use std::collections::HashMap;
use uuid::Uuid;

/// Finds the verdict of every good row whose address is among some, and writes down those that are
/// not what they were. Of the rows with one address at one place the first counts, and the others
/// repeat it; of those with one address new to the customer the first creates the person. Rows that name somebody
/// whose address it cannot be are refused: [`refuse`].
///
/// How rows are found differs. PostgreSQL, which thinks that a new draft has few rows, would compare
/// each with each by line, and walk all of it for each batch, each row compared with each address; SQLite
/// would walk the whole draft for some addresses of it.
macro_rules! find {
    (sqlite, $told:literal, $rows:literal, $among:literal) => {
        find!(
            $told,
            "line",
            $rows,
            "draft_rows.customer_id = $1 AND draft_rows.draft_id = $2 AND draft_rows.line = f.line",
            $among
        )
    };
    (postgres, $told:literal, $rows:literal) => {
        find!($told, "line, place_in_table", $rows, "draft_rows.ctid = f.place_in_table", "IS NOT NULL")
    };
    ($told:literal, $row:literal, $rows:literal, $same_row:literal, $among:literal) => {
        concat!(
            "UPDATE draft_rows SET verdict = f.verdict, duplicate_of = f.duplicate_of, user_id = f.user_id,
                 profile_before = f.profile_before, named = f.named,
                 changed = CASE WHEN draft_rows.verdict <> f.verdict
                     OR draft_rows.duplicate_of IS DISTINCT FROM f.duplicate_of
                     OR draft_rows.profile_before IS DISTINCT FROM f.profile_before
                     OR draft_rows.named IS DISTINCT FROM f.named THEN 1 ELSE 0 END",
            $told,
            " FROM (
                 SELECT r.*,
                     COALESCE(u.id, r.first_user_id) AS user_id,
                     CASE WHEN r.copy > 1 THEN r.first_line END AS duplicate_of,
                     CASE WHEN r.copy = 1 AND a.profile_id <> r.profile_id THEN a.profile_id END AS profile_before,
                     CASE WHEN r.row_name <> '' AND m.user_id IS NOT NULL
                              AND trim(m.last_name || ' ' || m.first_name) <> r.row_name
                              THEN trim(m.last_name || ' ' || m.first_name)
                          WHEN r.row_name <> '' AND m.user_id IS NULL AND r.first_name <> r.row_name
                              THEN r.first_name END AS named,
                     CASE WHEN r.copy > 1 THEN 'duplicate'
                          WHEN a.profile_id = COALESCE(r.profile_id, a.profile_id) THEN 'unchanged'
                          WHEN a.profile_id IS NOT NULL THEN 'profile'
                          WHEN m.user_id IS NULL AND r.turn = 1 THEN 'create'
                          ELSE 'assign' END AS verdict
                 FROM (
                     SELECT ",
            $row,
            ", email_key, contract_id, sub_account_id, site_id, profile_id,
                         trim(good_last_name || ' ' || good_first_name) AS row_name,
                         first_value(trim(good_last_name || ' ' || good_first_name)) OVER person AS first_name,
                         first_value(new_user_id) OVER person AS first_user_id,
                         row_number() OVER person AS turn,
                         first_value(line) OVER place AS first_line,
                         row_number() OVER place AS copy
                     FROM ",
            $rows,
            "        WHERE customer_id = $1 AND draft_id = $2 AND email_key ",
            $among,
            "        WINDOW person AS (PARTITION BY email_key ORDER BY line),
                         place AS (PARTITION BY email_key, contract_id, sub_account_id, site_id ORDER BY line)
                 ) r
                 LEFT JOIN users u ON u.email_key = r.email_key
                 LEFT JOIN memberships m ON m.customer_id = $1 AND m.user_id = u.id
                 LEFT JOIN assignments a ON a.customer_id = $1 AND a.user_id = m.user_id
                     AND a.contract_id = r.contract_id AND a.sub_account_id IS NOT DISTINCT FROM r.sub_account_id
                     AND a.site_id IS NOT DISTINCT FROM r.site_id
             ) f
             WHERE ",
            $same_row,
            "    AND (draft_rows.verdict <> f.verdict OR draft_rows.user_id IS DISTINCT FROM f.user_id
                     OR draft_rows.duplicate_of IS DISTINCT FROM f.duplicate_of
                     OR draft_rows.profile_before IS DISTINCT FROM f.profile_before
                     OR draft_rows.named IS DISTINCT FROM f.named)
             RETURNING draft_rows.line, draft_rows.changed, draft_rows.verdict, draft_rows.issues, draft_rows.duplicate_of,
                 draft_rows.profile_before, draft_rows.named, draft_rows.good_last_name, draft_rows.good_first_name"
        )
    };
}

/// Finds the verdicts of the rows with one of these addresses, which are then told; gives the
/// verdicts that changed. `rows` are those that have just been judged and stored.
pub(super) async fn find_for(
    tx: &mut Tx,
    scope: &CustomerScope,
    draft: DraftId,
    reference: &ReferenceData,
    rows: &[JudgedRow],
    email_keys: &[String],
) -> sqlx::Result<Vec<RowVerdict>> {
    let customer = scope.customer().0;
    let found: Vec<Found> = match tx {
        Tx::Sqlite(tx) => {
            sqlx::query_as(find!(
                sqlite,
                ", told = f.verdict",
                "draft_rows INDEXED BY draft_rows_by_email",
                "IN (SELECT value FROM json_each($3))"
            ))
            .bind(customer)
            .bind(draft.0)
            .bind(serde_json::json!(email_keys).to_string())
            .fetch_all(&mut **tx)
            .await?
        }
        Tx::Postgres(tx) => {
            // OFFSET keeps the rows of each address a search of their own, by the index.
            sqlx::query_as(find!(
                postgres,
                ", told = f.verdict",
                "(SELECT DISTINCT unnest($3::text[])) AS sought (key) CROSS JOIN LATERAL (
                     SELECT d.ctid AS place_in_table, d.* FROM draft_rows d
                     WHERE d.customer_id = $1 AND d.draft_id = $2 AND d.email_key = sought.key OFFSET 0
                 ) AS some_rows "
            ))
            .bind(customer)
            .bind(draft.0)
            .bind(email_keys)
            .fetch_all(&mut **tx)
            .await?
        }
    };
    let refused: Vec<i64> = found.iter().filter(|row| row.is_anothers()).map(|row| row.line).collect();
    refuse(tx, scope, draft, &refused, Telling::TheCaller).await?;

    let just_judged: HashMap<u32, &[Issue]> =
        rows.iter().map(|judged| (judged.row.line, judged.issues.as_slice())).collect();
    // Whom a row concerns changes without a word: it would tell whether anybody else has the address.
    let told = found.into_iter().filter(|found| found.changed == 1);
    told.map(|found| found.told(reference, &just_judged)).collect()
}

/// Finds the verdicts of all rows.
pub(super) async fn find_all(tx: &mut Tx, scope: &CustomerScope, draft: DraftId) -> sqlx::Result<()> {
    let customer = scope.customer().0;
    match tx {
        Tx::Sqlite(tx) => {
            let found =
                sqlx::query(find!(sqlite, "", "draft_rows", "IS NOT NULL")).bind(customer).bind(draft.0);
            found.execute(&mut **tx).await?;
        }
        Tx::Postgres(tx) => {
            let found = sqlx::query(find!(
                postgres,
                "",
                "(SELECT d.ctid AS place_in_table, d.* FROM draft_rows d) AS all_rows "
            ))
            .bind(customer)
            .bind(draft.0);
            found.execute(&mut **tx).await?;
        }
    }
    let named: Vec<Found> = tx
        .query(
            "SELECT line, changed, verdict, issues, duplicate_of, profile_before, named, good_last_name,
             good_first_name
             FROM draft_rows WHERE customer_id = $1 AND draft_id = $2 AND named IS NOT NULL",
        )
        .bind(customer)
        .bind(draft.0)
        .fetch_all()
        .await?;
    let refused: Vec<i64> = named.iter().filter(|row| row.is_anothers()).map(|row| row.line).collect();
    refuse(tx, scope, draft, &refused, Telling::Nobody).await
}

/// Refuses rows whose address is somebody else's.
async fn refuse(
    tx: &mut Tx,
    scope: &CustomerScope,
    draft: DraftId,
    lines: &[i64],
    telling: Telling,
) -> sqlx::Result<()> {
    if lines.is_empty() {
        return Ok(());
    }
    let customer = scope.customer().0;
    let told = i64::from(telling == Telling::TheCaller);
    match tx {
        Tx::Sqlite(tx) => sqlx::query(
            "UPDATE draft_rows SET verdict = 'conflict', told = CASE $4 WHEN 1 THEN 'conflict' ELSE told END
             WHERE customer_id = $1 AND draft_id = $2 AND line IN (SELECT value FROM json_each($3))",
        )
        .bind(customer)
        .bind(draft.0)
        .bind(serde_json::json!(lines).to_string())
        .bind(told)
        .execute(&mut **tx)
        .await
        .map(drop),
        Tx::Postgres(tx) => sqlx::query(
            "UPDATE draft_rows SET verdict = 'conflict', told = CASE $4 WHEN 1 THEN 'conflict' ELSE told END
             WHERE customer_id = $1 AND draft_id = $2 AND line = ANY ($3)",
        )
        .bind(customer)
        .bind(draft.0)
        .bind(lines)
        .bind(told)
        .execute(&mut **tx)
        .await
        .map(drop),
    }
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
                 AND u.id = d.user_id AND d.verdict IN ('create', 'assign', 'profile', 'unchanged')
                 AND u.email_key <> d.email_key",
        )
        .bind(customer)
        .bind(draft.0)
        .scalar()
        .await?;
    Ok(others == 0)
}

/// The addresses that stand on these lines.
pub(super) async fn email_keys(
    tx: &mut Tx,
    scope: &CustomerScope,
    draft: DraftId,
    lines: &[i64],
) -> sqlx::Result<Vec<String>> {
    let customer = scope.customer().0;
    let keys: Vec<Option<String>> =
        match tx {
            Tx::Sqlite(tx) => {
                sqlx::query_scalar(
                    "SELECT email_key FROM draft_rows WHERE customer_id = $1 AND draft_id = $2
                     AND line IN (SELECT value FROM json_each($3))",
                )
                .bind(customer)
                .bind(draft.0)
                .bind(serde_json::json!(lines).to_string())
                .fetch_all(&mut **tx)
                .await?
            }
            Tx::Postgres(tx) => sqlx::query_scalar(
                "SELECT some_rows.email_key FROM unnest($3::bigint[]) AS asked (line) CROSS JOIN LATERAL (
                 SELECT email_key FROM draft_rows
                 WHERE customer_id = $1 AND draft_id = $2 AND line = asked.line OFFSET 0
             ) AS some_rows",
            )
            .bind(customer)
            .bind(draft.0)
            .bind(lines)
            .fetch_all(&mut **tx)
            .await?,
        };
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
    named: Option<String>,
    good_last_name: String,
    good_first_name: String,
}

impl Found {
    /// Whether the address is that of somebody whom the row cannot mean: one slip of filling down a column, and
    /// a colleague's access would be another's.
    fn is_anothers(&self) -> bool {
        let own = format!("{} {}", self.good_last_name, self.good_first_name);
        self.duplicate_of.is_none()
            && self.named.as_ref().is_some_and(|named| !may_be_same_person(named, &own))
    }

    fn told(
        self,
        reference: &ReferenceData,
        just_judged: &HashMap<u32, &[Issue]>,
    ) -> sqlx::Result<RowVerdict> {
        let line = line_of(self.line);
        let mut issues = match just_judged.get(&line) {
            Some(issues) => issues.to_vec(),
            None => issues_of(&self.issues)?,
        };

        let is_anothers = self.is_anothers();
        if let Some(name) = self.named.filter(|_| is_anothers) {
            issues.push(Issue::new(Field::Email, IssueCode::OtherPerson { name }));
        }
        if let Some(line) = self.duplicate_of {
            issues.push(Issue::new(Field::Email, IssueCode::Duplicate { line: line_of(line) }));
        }
        let before = self.profile_before.and_then(|id| reference.profile(ProfileId(id)));

        Ok(RowVerdict {
            line,
            verdict: if is_anothers { Verdict::Error } else { self.verdict.0.told() },
            issues,
            profile: before.map(|profile| profile.name.as_str().to_owned()),
        })
    }
}

/// The issues as `draft_rows` holds them.
fn issues_of(json: &str) -> sqlx::Result<Vec<Issue>> {
    serde_json::from_str(json).map_err(|error| sqlx::Error::Decode(error.into()))
}

/// The verdict that `draft_rows` holds of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum StoredVerdict {
    /// One that is told.
    Told(Verdict),
    /// To be found once everybody's rows are there.
    Unknown,
    /// Repeats an earlier row.
    Duplicate,
    /// Its address is somebody else's.
    Conflict,
}

impl StoredVerdict {
    /// What is told of it: nothing becomes of a duplicate or a conflict.
    pub(super) const fn told(self) -> Verdict {
        match self {
            Self::Told(verdict) => verdict,
            Self::Unknown | Self::Duplicate | Self::Conflict => Verdict::Error,
        }
    }
}

impl TextCode for StoredVerdict {
    fn code(self) -> &'static str {
        match self {
            Self::Told(verdict) => verdict.code(),
            Self::Unknown => "unknown",
            Self::Duplicate => "duplicate",
            Self::Conflict => "conflict",
        }
    }

    fn from_code(code: &str) -> Option<Self> {
        [Self::Unknown, Self::Duplicate, Self::Conflict]
            .into_iter()
            .find(|verdict| verdict.code() == code)
            .or_else(|| Verdict::from_code(code).map(Self::Told))
    }
}

/// How many rows of the draft have each verdict.
pub(super) async fn verdict_counts(
    tx: &mut Tx,
    scope: &CustomerScope,
    draft: DraftId,
) -> sqlx::Result<VerdictCounts> {
    let counts: Vec<(Code<StoredVerdict>, i64)> = tx
        .query(
            "SELECT verdict, count(*) FROM draft_rows
             WHERE customer_id = $1 AND draft_id = $2 GROUP BY verdict",
        )
        .bind(scope.customer().0)
        .bind(draft.0)
        .fetch_all()
        .await?;
    let mut verdict_counts = VerdictCounts::default();
    for (Code(verdict), count) in counts {
        *verdict_counts.count_mut(verdict.told()) += u32::try_from(count).unwrap_or(u32::MAX);
    }
    Ok(verdict_counts)
}

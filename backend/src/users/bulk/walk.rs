//! The rows of a change, some people at a time.

use super::stored::Stored;
use super::tally::Verdict;
use crate::db::{Code, Tx};
use domain::ids::{AssignmentId, ContractId, CustomerId, SiteId, SubAccountId, UserId};
use domain::reach::Place;
use domain::time::Timestamp;
use domain::users::{LeaveReason, UserStatus};
use std::collections::BTreeMap;
use uuid::Uuid;

/// A row, as it was when it was chosen and as it is now.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(super) struct Row {
    pub(super) user_id: Uuid,
    pub(super) number: i64,
    pub(super) assignment_id: Uuid,
    #[sqlx(flatten)]
    pub(super) was: Was,
    pub(super) outcome: Option<String>,
    pub(super) done_at: Option<i64>,
    pub(super) removal_id: Option<Uuid>,
    #[sqlx(flatten)]
    is: Is,
}

/// What of a row a change can change, as it was when it was chosen.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub(super) struct Was {
    #[sqlx(rename = "was_status")]
    pub(super) status: Code<UserStatus>,
    #[sqlx(rename = "was_status_since")]
    pub(super) status_since: i64,
    #[sqlx(rename = "was_site_id")]
    pub(super) site_id: Option<Uuid>,
    #[sqlx(rename = "was_profile_id")]
    pub(super) profile_id: Uuid,
    #[sqlx(rename = "was_ends_at")]
    pub(super) ends_at: Option<i64>,
    #[sqlx(rename = "was_changed_at")]
    pub(super) changed_at: Option<i64>,
    #[sqlx(rename = "was_given_by")]
    pub(super) given_by: Option<Uuid>,
}

/// The same and where it is, as it is now; all `None` when it is gone.
#[derive(Clone, Debug, sqlx::FromRow)]
struct Is {
    contract_id: Option<Uuid>,
    sub_account_id: Option<Uuid>,
    site_id: Option<Uuid>,
    profile_id: Option<Uuid>,
    ends_at: Option<i64>,
    changed_at: Option<i64>,
    given_by: Option<Uuid>,
    status: Option<Code<UserStatus>>,
    status_since: Option<i64>,
    last_sign_in_at: Option<i64>,
    mail_state: Option<String>,
    /// 1 when the person is an administrator of the customer.
    administers: i64,
}

/// A row that is there.
#[derive(Clone, Debug)]
pub(super) struct Present {
    pub(super) id: AssignmentId,
    pub(super) user: UserId,
    pub(super) place: Place,
    pub(super) is: Was,
    pub(super) has_signed_in: bool,
    pub(super) mail_state: Option<String>,
    pub(super) administers: bool,
}

impl Row {
    /// The row as it is now; `None` when it is gone.
    pub(super) fn present(&self) -> Option<Present> {
        let is = &self.is;
        Some(Present {
            id: AssignmentId(self.assignment_id),
            user: UserId(self.user_id),
            place: Place {
                contract: ContractId(is.contract_id?),
                sub_account: is.sub_account_id.map(SubAccountId),
                site: is.site_id.map(SiteId),
            },
            is: Was {
                status: is.status?,
                status_since: is.status_since?,
                site_id: is.site_id,
                profile_id: is.profile_id?,
                ends_at: is.ends_at,
                changed_at: is.changed_at,
                given_by: is.given_by,
            },
            has_signed_in: is.last_sign_in_at.is_some(),
            mail_state: is.mail_state.clone(),
            administers: is.administers > 0,
        })
    }
}

/// Rows of some people, as they were and as they are.
pub(super) const ROWS: &str = "SELECT r.user_id, r.number, r.assignment_id, r.status AS was_status,
        r.status_since AS was_status_since, r.site_id AS was_site_id, r.profile_id AS was_profile_id,
        r.ends_at AS was_ends_at, r.changed_at AS was_changed_at, r.given_by AS was_given_by, r.outcome, r.done_at,
        r.removal_id, a.contract_id, a.sub_account_id, a.site_id, a.profile_id, a.ends_at, a.changed_at, a.given_by,
        m.status, m.status_since, m.last_sign_in_at, m.mail_state,
        (SELECT count(*) FROM administrators d
         WHERE d.customer_id = r.customer_id AND d.user_id = r.user_id) AS administers
    FROM bulk_rows r
    LEFT JOIN assignments a ON a.customer_id = r.customer_id AND a.id = r.assignment_id
        AND (a.user_id = r.user_id) IS TRUE
    LEFT JOIN memberships m ON m.customer_id = r.customer_id AND m.user_id = r.user_id
    WHERE r.customer_id = $1 AND r.bulk_id = $2 AND r.user_id > $3 AND r.user_id <= $4
    ORDER BY r.user_id, r.number";

/// Some of the rows that the stage has not gone through: all of each person, so that nobody is judged in two turns. None
/// when it has gone through all.
pub(super) async fn next(
    tx: &mut Tx,
    customer: CustomerId,
    change: &Stored,
    most: i64,
) -> sqlx::Result<Vec<Row>> {
    let last: Option<Uuid> = tx
        .query(
            "SELECT user_id FROM
                 (SELECT user_id FROM bulk_rows WHERE customer_id = $1 AND bulk_id = $2 AND user_id > $3
                  ORDER BY user_id LIMIT $4) some_rows
             ORDER BY user_id DESC LIMIT 1",
        )
        .bind(customer.0)
        .bind(change.id)
        .bind(change.last_user)
        .bind(most)
        .optional_scalar()
        .await?;
    let Some(last) = last else { return Ok(Vec::new()) };

    tx.query(ROWS).bind(customer.0).bind(change.id).bind(change.last_user).bind(last).fetch_all().await
}

/// What became of rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stage {
    /// They were changed at this moment, or left.
    Doing(Timestamp),
    Undoing,
}

/// Writes down what became of rows that were gone through together; `until` is the last of their people.
pub(super) async fn note(
    tx: &mut Tx,
    customer: CustomerId,
    change: &Stored,
    until: Uuid,
    outcomes: &[(i64, Verdict)],
    stage: Stage,
) -> sqlx::Result<()> {
    const DONE_SQLITE: &str = "UPDATE bulk_rows SET outcome = $5, done_at = $6
        WHERE customer_id = $1 AND bulk_id = $2 AND user_id > $3 AND user_id <= $4
            AND number IN (SELECT value FROM json_each($7))";
    const DONE_POSTGRES: &str = "UPDATE bulk_rows SET outcome = $5, done_at = $6
        WHERE customer_id = $1 AND bulk_id = $2 AND user_id > $3 AND user_id <= $4 AND number = ANY($7)";
    const UNDONE_SQLITE: &str = "UPDATE bulk_rows SET undo_outcome = $5
        WHERE customer_id = $1 AND bulk_id = $2 AND user_id > $3 AND user_id <= $4
            AND number IN (SELECT value FROM json_each($6))";
    const UNDONE_POSTGRES: &str = "UPDATE bulk_rows SET undo_outcome = $5
        WHERE customer_id = $1 AND bulk_id = $2 AND user_id > $3 AND user_id <= $4 AND number = ANY($6)";

    let mut by_outcome: BTreeMap<&'static str, Vec<i64>> = BTreeMap::new();
    for (number, verdict) in outcomes {
        by_outcome.entry(verdict.map_or_else(LeaveReason::code, |()| "done")).or_default().push(*number);
    }

    for (outcome, numbers) in &by_outcome {
        let statement = match stage {
            Stage::Doing(_) => tx.choose(DONE_SQLITE, DONE_POSTGRES),
            Stage::Undoing => tx.choose(UNDONE_SQLITE, UNDONE_POSTGRES),
        };
        let query = tx.query(statement).bind(customer.0).bind(change.id).bind(change.last_user);
        let query = query.bind(until).bind(*outcome);
        let query = match stage {
            Stage::Doing(at) => query.bind(at.0),
            Stage::Undoing => query,
        };
        query.bind_list(numbers).execute().await?;
    }

    Ok(())
}

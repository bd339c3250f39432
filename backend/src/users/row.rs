//! An assignment with the names of what it is assigned to, as it is read.

use super::personal_rights::shown_end;
use super::sql::Sql;
use crate::access::CustomerScope;
use crate::clock::local;
use crate::db::{Code, Tx};
use crate::mail::JobState;
use crate::services::Services;
use domain::ids::{AssignmentId, CustomerId, UserId};
use domain::reach::Reach;
use domain::time::{LocalTime, Timestamp};
use domain::users::{AssignmentRow, MailState, UserStatus};
use serde::Deserialize;
use uuid::Uuid;

/// What is read of an assignment, beside what it is sorted by.
#[derive(Debug, sqlx::FromRow, Deserialize)]
pub(super) struct Row {
    pub(super) number: i64,
    pub(super) sort_value: String,
    pub(super) id: Uuid,
    pub(super) user_id: Uuid,
    pub(super) email: String,
    pub(super) last_name: String,
    pub(super) first_name: String,
    pub(super) contract_number: String,
    pub(super) contract_name: String,
    pub(super) sub_account_number: Option<String>,
    pub(super) sub_account_name: Option<String>,
    pub(super) site_name: Option<String>,
    pub(super) profile_name: String,
    pub(super) next_end_at: Option<i64>,
    pub(super) status: Code<UserStatus>,
    pub(super) status_since: i64,
    pub(super) last_sign_in_at: Option<i64>,
    pub(super) created_at: i64,
    #[sqlx(flatten)]
    pub(super) mail: Mail,
}

/// What became of a person's last mail, as it is read.
#[derive(Debug, sqlx::FromRow, Deserialize)]
pub(super) struct Mail {
    #[sqlx(rename = "mail_state")]
    state: Option<Code<JobState>>,
    #[sqlx(rename = "mail_state_at")]
    at: Option<i64>,
    #[sqlx(rename = "mail_reason")]
    reason: Option<String>,
}

/// The rows of some assignments: `pick` is a `SELECT` of the columns of [`PICKED`] and `sort_value`.
/// Names are joined to what was picked, and to nothing else.
pub(super) fn rows_of(customer: CustomerId, pick: impl FnOnce(&mut Sql)) -> Sql {
    let mut sql = Sql::new(
        "SELECT a.number, a.sort_value, a.id, a.user_id, m.email, m.last_name, m.first_name,
                c.number AS contract_number, c.name AS contract_name, s.number AS sub_account_number,
                s.name AS sub_account_name, t.name AS site_name, p.name AS profile_name, a.next_end_at, a.status,
                m.status_since, m.last_sign_in_at, a.created_at, m.mail_state, m.mail_state_at, m.mail_reason
         FROM (",
    );

    pick(&mut sql);
    sql.push(") a JOIN memberships m ON m.customer_id = ").id(customer.0).push(" AND m.user_id = a.user_id");
    sql.push(" JOIN contracts c ON c.customer_id = ").id(customer.0).push(" AND c.id = a.contract_id");
    sql.push(" LEFT JOIN sub_accounts s ON s.customer_id = ").id(customer.0);
    sql.push(" AND s.contract_id = a.contract_id AND s.id = a.sub_account_id");
    sql.push(" LEFT JOIN sites t ON t.customer_id = ").id(customer.0).push(" AND t.id = a.site_id");
    sql.push(" JOIN profiles p ON p.customer_id = ").id(customer.0).push(" AND p.id = a.profile_id");

    sql
}

/// Reads the rows of [`rows_of`], once it has its order.
pub(super) async fn fetch_rows(sql: Sql, tx: &mut Tx) -> sqlx::Result<Vec<Row>> {
    // In the order of the fields.
    const AS_JSON: &str =
        "json_array(number, sort_value, hex(id), hex(user_id), email, last_name, first_name, contract_number, contract_name,
                    sub_account_number, sub_account_name, site_name, profile_name, next_end_at, status, status_since,
                    last_sign_in_at, created_at, json_array(mail_state, mail_state_at, mail_reason))";

    sql.fetch_as_one(tx, AS_JSON).await
}

/// The columns that a pick of [`rows_of`] gives, beside `sort_value`.
pub(super) const PICKED: &str = "a.number, a.id, a.user_id, a.contract_id, a.sub_account_id, a.site_id, a.profile_id, a.ends_at, a.next_end_at, a.status, a.created_at";

impl Row {
    pub(super) fn shown(self, services: &Services, scope: &CustomerScope) -> AssignmentRow {
        let Code(status) = self.status;
        let since =
            matches!(status, UserStatus::Suspended | UserStatus::Expired).then_some(self.status_since);

        AssignmentRow {
            id: AssignmentId(self.id),
            email: self.email,
            last_name: self.last_name,
            first_name: self.first_name,
            contract_number: self.contract_number,
            contract_name: self.contract_name,
            sub_account: self.sub_account_number.zip(self.sub_account_name),
            site: self.site_name,
            profile: self.profile_name,
            next_end: shown_end(services, self.next_end_at),
            status,
            status_since: since.map(|at| shown_at(services, at)),
            last_sign_in: self.last_sign_in_at.map(|at| shown_at(services, at)),
            created: shown_at(services, self.created_at),
            mail: self.mail.shown(services, status),
            is_self: scope.user() == Some(UserId(self.user_id)),
            may_change: scope.reach().is_none_or(Reach::manages_any),
        }
    }
}

impl Mail {
    /// A refusal always matters; that a mail is on its way, only while it is waited for.
    pub(super) fn shown(self, services: &Services, status: UserStatus) -> Option<MailState> {
        let awaited = status.is_awaited();
        match self.state?.0 {
            JobState::Failed => Some(MailState::Failed { reason: self.reason.unwrap_or_default() }),
            JobState::Queued if awaited => Some(MailState::Queued { reason: self.reason }),
            JobState::Sent if awaited => self.at.map(|at| MailState::Sent { at: shown_at(services, at) }),
            _ => None,
        }
    }
}

/// A moment as people see it.
pub(super) fn shown_at(services: &Services, at: i64) -> LocalTime {
    local(Timestamp(at), &services.time_zone)
}

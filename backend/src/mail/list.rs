use super::decide::{ADDRESS_CHANGED, GONE, SUSPENDED};
use super::queue::{JobState, MailKind};
use crate::access::AdministratorScope;
use crate::clock::local;
use crate::db::sql::Sql;
use crate::db::{Code, PageCursor, Tx};
use crate::observe::Operation;
use crate::services::Services;
use crate::users::{self, person};
use domain::ids::{AssignmentId, MailJobId, UserId};
use domain::mails::{
    FailureCause, MailFilter, MailPage, MailRecipient, MailRequest, MailRow, MailState, MailStatus,
    MailSubject, WithdrawalCause,
};
use domain::time::Timestamp;
use domain::users::{Count, UserStatus};
use uuid::Uuid;

/// So many mails stand on a page.
const PAGE: usize = 50;

/// Up to so many are counted.
const CAP: i64 = 10_000;

/// Why there is no page.
#[derive(Debug, thiserror::Error)]
pub enum ListError {
    /// The cursor is none that a page gave.
    #[error("not a cursor")]
    Cursor,
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

impl From<users::ListError> for ListError {
    fn from(error: users::ListError) -> Self {
        match error {
            users::ListError::Cursor => Self::Cursor,
            users::ListError::Database(error) => Self::Database(error),
        }
    }
}

/// A page of the mails that went to the customer's people, those asked for last first. Mails to a person as such, such as
/// those about a forgotten password, are none of the customer's.
#[tracing::instrument(name = "mail.list", skip_all, err(level = "debug"), fields(customer = %scope.customer()))]
pub async fn list(
    services: &Services,
    scope: &AdministratorScope,
    request: &MailRequest,
) -> Result<MailPage, ListError> {
    let operation = Operation::begin("mail.list");

    let cursor = match request.cursor.as_deref() {
        None | Some("") => None,
        Some(text) => Some(PageCursor::decode(text).ok_or(ListError::Cursor)?),
    };

    let mut tx = services.db.of(scope).lookup().await?;
    let counts = counts(&mut tx, scope).await?;
    let Some(of) = Jobs::find(&mut tx, scope, &request.filter).await? else {
        drop(tx);
        let (rows, sought) = (Vec::new(), request.filter.person.as_deref().unwrap_or_default());
        let meant = Some(users::people_meant(services, scope, sought).await?);
        return operation.ended(Ok(MailPage { rows, counts, meant, previous: None, next: None }));
    };
    let slice = of.slice(&mut tx, cursor).await?;
    let beside =
        |row: Option<&Row>, is_before| row.map(|row| PageCursor { at: row.position(), is_before }.encode());

    operation.ended(Ok(MailPage {
        counts,
        meant: None,
        previous: slice.more_before.then(|| beside(slice.rows.first(), true)).flatten(),
        next: slice.more_after.then(|| beside(slice.rows.last(), false)).flatten(),
        rows: slice.rows.into_iter().map(|row| row.shown(services)).collect(),
    }))
}

async fn counts(tx: &mut Tx, scope: &AdministratorScope) -> sqlx::Result<[Count; 4]> {
    let mut counts = [Count::Exactly(0); 4];
    for (count, status) in counts.iter_mut().zip(MailStatus::ALL) {
        let mut sql = Sql::new("SELECT count(*) FROM (SELECT 1 AS found FROM mail_jobs WHERE customer_id = ");
        sql.id(scope.customer().0).push(condition(status)).limit(CAP + 1).push(") hits");
        let found = sql.count(tx).await?;
        *count = if found > CAP {
            Count::MoreThan(CAP.unsigned_abs())
        } else {
            Count::Exactly(found.unsigned_abs())
        };
    }

    Ok(counts)
}

/// What holds of the mails in a state: the text of the index that has them.
const fn condition(status: MailStatus) -> &'static str {
    match status {
        MailStatus::Waiting => " AND state IN ('queued', 'sending')",
        MailStatus::Sent => " AND state = 'sent'",
        MailStatus::Failed => " AND state = 'failed'",
        MailStatus::Withdrawn => " AND state = 'withdrawn'",
    }
}

/// Where a mail stands in the order: when it was asked for, and its key.
type Position = (i64, Uuid);

/// Mails in order, and whether there are others around them.
struct Slice {
    rows: Vec<Row>,
    more_before: bool,
    more_after: bool,
}

/// The mails that a filter leaves.
struct Jobs {
    customer: Uuid,
    status: Option<MailStatus>,
    person: Option<UserId>,
}

impl Jobs {
    /// `None`: the person that is asked for is none of the customer's.
    async fn find(
        tx: &mut Tx,
        scope: &AdministratorScope,
        filter: &MailFilter,
    ) -> sqlx::Result<Option<Self>> {
        let person = match filter.person.as_deref() {
            None => None,
            Some(address) => match person::with_address(tx, scope, address).await? {
                None => return Ok(None),
                person => person,
            },
        };

        Ok(Some(Self { customer: scope.customer().0, status: filter.status, person }))
    }

    /// At most `limit` mails from before a position down, or from behind it up.
    async fn rows(
        &self,
        tx: &mut Tx,
        from: Option<Position>,
        is_upwards: bool,
        limit: usize,
    ) -> sqlx::Result<Vec<Row>> {
        let mut sql = Sql::new(
            "SELECT j.id, j.kind, j.state, j.dated, j.not_before, j.attempts, j.accepted_at, j.reason,
                    coalesce(m.email, v.email, u.email) AS email,
                    coalesce(m.first_name, a.first_name, v.first_name) AS first_name,
                    coalesce(m.last_name, a.last_name, v.last_name) AS last_name, m.status, m.mail_job_id,
                    (SELECT s.id FROM assignments s WHERE s.customer_id = j.customer_id AND s.user_id = j.user_id
                     ORDER BY s.number LIMIT 1) AS assignment
             FROM (SELECT * FROM mail_jobs WHERE customer_id = ",
        );
        sql.id(self.customer);
        if let Some(status) = self.status {
            sql.push(condition(status));
        }
        if let Some(person) = self.person {
            sql.push(" AND user_id = ").id(person.0);
        }
        if let Some((dated, id)) = from {
            sql.push(if is_upwards { " AND (dated, id) > (" } else { " AND (dated, id) < (" });
            sql.integer(dated).push(", ").id(id).push(")");
        }
        sql.push(if is_upwards { " ORDER BY dated, id" } else { " ORDER BY dated DESC, id DESC" });
        sql.limit(i64::try_from(limit).unwrap_or(i64::MAX));
        sql.push(
            ") j LEFT JOIN memberships m ON m.customer_id = j.customer_id AND m.user_id = j.user_id
             LEFT JOIN administrators a ON a.customer_id = j.customer_id AND a.user_id = j.user_id
             LEFT JOIN advanced_users v ON v.customer_id = j.customer_id AND v.user_id = j.user_id
             LEFT JOIN users u ON u.id = coalesce(a.user_id, v.user_id)",
        );
        sql.push(if is_upwards { " ORDER BY j.dated, j.id" } else { " ORDER BY j.dated DESC, j.id DESC" });

        sql.fetch(tx).await
    }

    async fn slice(&self, tx: &mut Tx, cursor: Option<PageCursor<Uuid>>) -> sqlx::Result<Slice> {
        if let Some(cursor) = cursor.filter(|cursor| cursor.is_before) {
            let mut rows = self.rows(tx, Some(cursor.at), true, PAGE + 1).await?;
            if rows.len() > PAGE {
                rows.truncate(PAGE);
                rows.reverse();
                return Ok(Slice { rows, more_before: true, more_after: true });
            }
            // What stands before does not fill a page: it is the first one.
        }

        let cursor = cursor.filter(|cursor| !cursor.is_before);
        let mut rows = self.rows(tx, cursor.map(|cursor| cursor.at), false, PAGE + 1).await?;
        let more_after = rows.len() > PAGE;
        rows.truncate(PAGE);

        Ok(Slice { rows, more_before: cursor.is_some(), more_after })
    }
}

/// A mail as it is read.
#[derive(Debug, sqlx::FromRow)]
struct Row {
    id: Uuid,
    kind: Code<MailKind>,
    state: Code<JobState>,
    dated: i64,
    not_before: i64,
    attempts: i64,
    accepted_at: Option<i64>,
    reason: Option<String>,
    /// Of somebody who is with the customer, administers it, or is an advanced user of it.
    email: Option<String>,
    first_name: Option<String>,
    last_name: Option<String>,
    status: Option<Code<UserStatus>>,
    /// The last mail about the person's access.
    mail_job_id: Option<Uuid>,
    assignment: Option<Uuid>,
}

impl Row {
    fn position(&self) -> Position {
        (self.dated, self.id)
    }

    fn shown(self, services: &Services) -> MailRow {
        let name = |text: &Option<String>| text.clone().unwrap_or_default();
        let (first, last) = (name(&self.first_name), name(&self.last_name));
        MailRow {
            id: MailJobId(self.id),
            subject: match self.kind.0 {
                MailKind::Welcome
                | MailKind::Access
                | MailKind::Reset
                // These are the person's own, and none of the customer's.
                | MailKind::AddressAsked
                | MailKind::AddressProof
                | MailKind::AddressChanged
                | MailKind::AddressFormer
                | MailKind::Credential
                | MailKind::AdvancedAsked
                | MailKind::Advanced
                | MailKind::AdvancedEnded => MailSubject::Access,
                MailKind::Ending => MailSubject::Ending,
                MailKind::Endings => MailSubject::Endings,
                MailKind::HandOver
                | MailKind::Administrator
                | MailKind::FormerAdministrator
                | MailKind::Administrators
                | MailKind::AdvancedLeft => MailSubject::Administration,
            },
            asked_at: local(Timestamp(self.dated), &services.time_zone),
            state: self.state(services),
            can_be_resent: self.can_be_resent(),
            recipient: self.email.map(|email| MailRecipient {
                email,
                name: format!("{first} {last}").trim().to_owned(),
                assignment: self.assignment.map(AssignmentId),
            }),
        }
    }

    fn state(&self, services: &Services) -> MailState {
        let words = self.reason.clone().unwrap_or_default();
        let at = |moment| local(Timestamp(moment), &services.time_zone);
        match self.state.0 {
            JobState::Queued if self.attempts > 0 => MailState::Deferred { next: at(self.not_before), words },
            JobState::Queued | JobState::Sending => MailState::Queued,
            JobState::Sent => MailState::Sent { at: at(self.accepted_at.unwrap_or(self.not_before)) },
            JobState::Failed => MailState::Failed { cause: FailureCause::of(&words), words },
            JobState::Withdrawn => MailState::Withdrawn(match words.as_str() {
                ADDRESS_CHANGED => WithdrawalCause::AddressChanged,
                GONE => WithdrawalCause::Gone,
                SUSPENDED => WithdrawalCause::Suspended,
                _ => WithdrawalCause::Other,
            }),
        }
    }

    /// The last mail about somebody's access can be, while it is of use: what was accepted may have been lost before its
    /// reader came, what was refused may be accepted now.
    fn can_be_resent(&self) -> bool {
        let is_last = self.mail_job_id == Some(self.id) && self.assignment.is_some();
        let is_over = matches!(self.state.0, JobState::Sent | JobState::Failed | JobState::Withdrawn);
        let is_of_use = match self.status {
            Some(Code(UserStatus::Invited | UserStatus::Expired)) => is_over,
            Some(Code(UserStatus::Active)) => self.state.0 == JobState::Failed,
            Some(Code(UserStatus::Suspended)) | None => false,
        };
        is_last && is_of_use
    }
}

#[cfg(test)]
mod tests;

use super::queue::{Priority, show_as_queued};
use super::resend::{again, invite_again};
use crate::access::AdministratorScope;
use crate::customers;
use crate::db::{Code, Tx};
use crate::journal::{self, Entry};
use crate::observe::Operation;
use crate::services::Services;
use crate::users::person;
use domain::ids::{MailJobId, UserId};
use domain::mails::Resent;
use domain::users::UserStatus;
use serde_json::json;
use uuid::Uuid;

/// So many leave at once, so that nobody waits long behind them.
const MOST: u16 = 500;

/// Up to so many that stay are counted.
const LEFT_CAP: i64 = 1_000;

/// A mail that failed, with what is true now of whom it is for.
#[derive(Debug, sqlx::FromRow)]
struct Failed {
    id: Uuid,
    user_id: Uuid,
    email_key: String,
    status: Code<UserStatus>,
}

/// What [`resend_failed`] would do.
#[tracing::instrument(name = "mail.preview_failed", skip_all, err(level = "debug"), fields(customer = %scope.customer()))]
pub async fn preview_failed(
    services: &Services,
    scope: &AdministratorScope,
    address: Option<&str>,
) -> sqlx::Result<Resent> {
    let operation = Operation::begin("mail.preview_failed");

    let mut tx = services.db.of(scope).read().await?;
    let Some(to) = To::find(&mut tx, scope, address).await? else {
        return operation.ended(Ok(Resent::default()));
    };
    let failed = find(&mut tx, scope, to).await?;
    let left = count_left(&mut tx, scope, to).await?;

    operation.ended(Ok(resent(&failed, left)))
}

/// Sends the mails about accesses that failed once more, all or those to one address, the oldest first, as
/// [`resend`](super::resend()) does with one. Those of people who are suspended or have left stay, and so do those that a
/// newer mail has replaced.
#[tracing::instrument(name = "mail.resend_failed", skip_all, err(level = "debug"), fields(customer = %scope.customer()))]
pub async fn resend_failed(
    services: &Services,
    scope: &AdministratorScope,
    address: Option<&str>,
) -> sqlx::Result<Resent> {
    let operation = Operation::begin("mail.resend_failed");

    let now = services.clock.now();
    let mut tx = services.db.of(scope).write().await?;
    customers::lock(&mut tx, scope.customer()).await?;
    let Some(to) = To::find(&mut tx, scope, address).await? else {
        return operation.ended(Ok(Resent::default()));
    };

    let mut failed = find(&mut tx, scope, to).await?;
    let done = resent(&failed, count_left(&mut tx, scope, to).await?);
    failed.truncate(MOST.into());
    for mail in &failed {
        let (job, user) = (MailJobId(mail.id), UserId(mail.user_id));
        if mail.status.0 == UserStatus::Expired {
            invite_again(&mut tx, scope, user, now).await?;
        }
        again(&mut tx, scope, user, job, &mail.email_key, Priority::Import, now).await?;
        show_as_queued(&mut tx, scope.customer(), user, job, now).await?;
    }

    if !failed.is_empty() {
        let users: Vec<_> = failed.iter().map(|mail| mail.user_id).collect();
        let entry = Entry { action: "mails.queued_again", subject: None, details: json!({ "users": users }) };
        journal::append(&mut tx, scope, now, entry).await?;
    }
    tx.commit().await?;
    services.mail_queued.notify_one();

    operation.ended(Ok(done))
}

fn resent(failed: &[Failed], left: u64) -> Resent {
    Resent { queued: failed.len().min(MOST.into()) as u64, left, more: failed.len() > MOST.into() }
}

/// Whose mails.
#[derive(Clone, Copy)]
enum To {
    Everybody,
    Person(UserId),
}

impl To {
    /// `None`: nobody of the customer's has the address.
    async fn find(
        tx: &mut Tx,
        scope: &AdministratorScope,
        address: Option<&str>,
    ) -> sqlx::Result<Option<Self>> {
        match address {
            None => Ok(Some(Self::Everybody)),
            Some(address) => Ok(person::with_address(tx, scope, address).await?.map(Self::Person)),
        }
    }

    fn user(self) -> Option<Uuid> {
        match self {
            Self::Everybody => None,
            Self::Person(user) => Some(user.0),
        }
    }
}

/// Those that can leave once more, and one more than may at once.
async fn find(tx: &mut Tx, scope: &AdministratorScope, to: To) -> sqlx::Result<Vec<Failed>> {
    tx.query(
        "SELECT j.id, j.user_id, u.email_key, m.status
         FROM mail_jobs j
         JOIN memberships m ON m.customer_id = j.customer_id AND m.user_id = j.user_id AND m.mail_job_id = j.id
             AND m.status <> 'suspended'
         JOIN users u ON u.id = j.user_id
         WHERE j.customer_id = $1 AND j.state = 'failed' AND (j.user_id = $2 OR $2 IS NULL)
         ORDER BY j.dated, j.id LIMIT $3",
    )
    .bind(scope.customer().0)
    .bind(to.user())
    .bind(i64::from(MOST) + 1)
    .fetch_all()
    .await
}

async fn count_left(tx: &mut Tx, scope: &AdministratorScope, to: To) -> sqlx::Result<u64> {
    let left: i64 = tx
        .query(
            "SELECT count(*) FROM (
                 SELECT 1 FROM mail_jobs j
                 WHERE j.customer_id = $1 AND j.state = 'failed' AND (j.user_id = $2 OR $2 IS NULL) AND NOT EXISTS (
                     SELECT 1 FROM memberships m WHERE m.customer_id = j.customer_id AND m.user_id = j.user_id
                         AND m.mail_job_id = j.id AND m.status <> 'suspended')
                 LIMIT $3) hits",
        )
        .bind(scope.customer().0)
        .bind(to.user())
        .bind(LEFT_CAP)
        .scalar()
        .await?;

    Ok(left.unsigned_abs())
}

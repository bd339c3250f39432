use super::queue::{
    JobState, MailKind, NewMail, Priority, next_position, queue_in, queue_notice, show_as_queued,
};
use crate::access::{CustomerScope, mailed_credentials};
use crate::customers;
use crate::db::{Code, Tx};
use crate::journal::{self, Entry};
use crate::observe::Operation;
use crate::services::Services;
use crate::users::{person, write_status};
use domain::ids::{AssignmentId, CustomerId, MailJobId, UserId};
use domain::time::Timestamp;
use domain::users::UserStatus;
use serde_json::json;
use uuid::Uuid;

/// Why a mail was not sent again.
#[derive(Debug, thiserror::Error)]
pub enum ResendError {
    /// The customer has no such assignment.
    #[error("not found")]
    NotFound,
    /// The person is suspended: what the mail says would not be so.
    #[error("suspended")]
    Suspended,
    /// The mail before has just left, or is being hurried already.
    #[error("less than {EVERY} seconds after the mail before")]
    TooSoon,
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

/// So many seconds have to pass from one mail to a person to the next.
const EVERY: i64 = 60;

#[derive(sqlx::FromRow)]
struct Member {
    status: Code<UserStatus>,
    email_key: String,
    mail_job_id: Option<Uuid>,
}

/// Renvoyer: mails the person of an assignment what they need to sign in once more, with another secret; the
/// one mailed before no longer works, nor what somebody began with it, and an invitation that had expired is
/// open again. A mail that is already waiting or on its way is only hurried.
#[tracing::instrument(name = "mail.resend", skip_all, err(level = "debug"), fields(customer = %scope.customer(), assignment = %assignment))]
pub async fn resend(
    services: &Services,
    scope: &CustomerScope,
    assignment: AssignmentId,
) -> Result<(), ResendError> {
    let operation = Operation::begin("mail.resend");

    let now = services.clock.now();
    let mut tx = services.db.of(scope).write().await?;
    customers::lock(&mut tx, scope.customer()).await?;
    let user = person::of_assignment(&mut tx, scope, assignment).await?;
    let user = user.ok_or(ResendError::NotFound)?;
    let job = resend_to(&mut tx, services, scope, user, Priority::Single, now).await?;
    let details = json!({ "mail": job });
    let entry = Entry { action: "user.mailed_again", subject: Some(user.0), details };
    journal::append(&mut tx, scope, now, entry).await?;
    tx.commit().await?;
    services.mail_queued.notify_one();

    operation.ended(Ok(()))
}

/// Mails a person once more, in the lane of `priority`, as [`resend`] does.
pub(crate) async fn resend_to(
    tx: &mut Tx,
    services: &Services,
    scope: &CustomerScope,
    user: UserId,
    priority: Priority,
    now: Timestamp,
) -> Result<MailJobId, ResendError> {
    let member = find(tx, scope, user).await?.ok_or(ResendError::NotFound)?;
    match member.status.0 {
        UserStatus::Suspended => return Err(ResendError::Suspended),
        UserStatus::Expired => invite_again(tx, scope, user, now).await?,
        UserStatus::Invited | UserStatus::Active => {}
    }

    if has_just_left(tx, scope, member.mail_job_id, now).await? {
        return Err(ResendError::TooSoon);
    }
    let state = state(tx, scope, member.mail_job_id).await?;
    let job = match (member.mail_job_id.map(MailJobId), state) {
        (Some(job), Some(Code(JobState::Sending))) => job,
        (Some(job), Some(Code(JobState::Queued))) => {
            expedite(tx, scope, job, priority, now).await?;
            job
        }
        (Some(job), Some(_)) => {
            again(tx, scope, user, job, &member.email_key, priority, now).await?;
            job
        }
        _ => {
            let customer = Some(scope.customer());
            let kind = MailKind::Welcome;
            let mail = NewMail { customer, user, import: None, kind, email_key: member.email_key };
            queue_in(tx, &mail, priority, services).await?
        }
    };

    show_as_queued(tx, scope.customer(), user, job, now).await?;
    Ok(job)
}

/// Sends the mail that invites an advanced user once more, with another secret, as [`resend_to`] does for others; gives its
/// key, which is a new one when the mail is long gone.
pub(crate) async fn resend_notice(
    tx: &mut Tx,
    services: &Services,
    scope: &CustomerScope,
    user: UserId,
    job: Option<MailJobId>,
    kind: MailKind,
) -> sqlx::Result<MailJobId> {
    let now = services.clock.now();
    let state = state(tx, scope, job.map(|job| job.0)).await?;
    let (Some(job), Some(Code(state))) = (job, state) else {
        return queue_notice(tx, services, scope.customer(), user, kind).await;
    };

    match state {
        JobState::Sending => {}
        JobState::Queued => expedite(tx, scope, job, Priority::Single, now).await?,
        JobState::Sent | JobState::Failed | JobState::Withdrawn => {
            let email_key: String =
                tx.query("SELECT email_key FROM users WHERE id = $1").bind(user.0).scalar().await?;
            again(tx, scope, user, job, &email_key, Priority::Single, now).await?;
        }
    }

    services.mail_queued.notify_one();
    Ok(job)
}

/// Whether another mail would come on the heels of the last: nobody fills somebody's mailbox by asking again and again.
pub(crate) async fn has_just_left(
    tx: &mut Tx,
    scope: &CustomerScope,
    job: Option<Uuid>,
    now: Timestamp,
) -> sqlx::Result<bool> {
    let found: i64 = tx
        .query(
            "SELECT count(*) FROM mail_jobs WHERE customer_id = $1 AND id = $2
               AND (state = 'sent' AND accepted_at > $3
                    OR state IN ('queued', 'sending') AND generation > 1 AND dated > $3)",
        )
        .bind(scope.customer().0)
        .bind(job)
        .bind(now.plus_seconds(-EVERY).0)
        .scalar()
        .await?;
    Ok(found > 0)
}

async fn find(tx: &mut Tx, scope: &CustomerScope, user: UserId) -> sqlx::Result<Option<Member>> {
    tx.query(
        "SELECT m.status, u.email_key, m.mail_job_id
         FROM memberships m JOIN users u ON u.id = m.user_id
         WHERE m.customer_id = $1 AND m.user_id = $2",
    )
    .bind(scope.customer().0)
    .bind(user.0)
    .fetch_optional()
    .await
}

async fn state(
    tx: &mut Tx,
    scope: &CustomerScope,
    job: Option<Uuid>,
) -> sqlx::Result<Option<Code<JobState>>> {
    tx.query("SELECT state FROM mail_jobs WHERE customer_id = $1 AND id = $2")
        .bind(scope.customer().0)
        .bind(job)
        .optional_scalar()
        .await
}

pub(super) async fn invite_again(
    tx: &mut Tx,
    scope: &CustomerScope,
    user: UserId,
    now: Timestamp,
) -> sqlx::Result<()> {
    write_status(tx, scope.customer(), &[user], UserStatus::Invited, now).await?;
    tx.query("UPDATE memberships SET invited_until = NULL WHERE customer_id = $1 AND user_id = $2")
        .bind(scope.customer().0)
        .bind(user.0)
        .execute()
        .await?;
    Ok(())
}

async fn expedite(
    tx: &mut Tx,
    scope: &CustomerScope,
    job: MailJobId,
    priority: Priority,
    now: Timestamp,
) -> sqlx::Result<()> {
    tx.query(
        "UPDATE mail_jobs SET not_before = $3, lane = CASE WHEN lane < $4 THEN lane ELSE $4 END
         WHERE customer_id = $1 AND id = $2 AND state = 'queued'",
    )
    .bind(scope.customer().0)
    .bind(job.0)
    .bind(now.0)
    .bind(priority)
    .execute()
    .await?;
    Ok(())
}

/// Withdraws a person's mail that [`resend_to`] queued at a moment, unless it has left by now; whether it did.
pub(crate) async fn withdraw_resent(
    tx: &mut Tx,
    customer: CustomerId,
    user: UserId,
    queued: Timestamp,
) -> sqlx::Result<bool> {
    let withdrawn = tx
        .query(
            "UPDATE mail_jobs SET state = 'withdrawn' WHERE customer_id = $1 AND user_id = $2 AND state = 'queued'
                 AND id = (SELECT mail_job_id FROM memberships WHERE customer_id = $1 AND user_id = $2
                     AND mail_state = 'queued' AND mail_state_at = $3)",
        )
        .bind(customer.0)
        .bind(user.0)
        .bind(queued.0)
        .execute()
        .await?;
    tx.query(
        "UPDATE memberships SET mail_state = 'withdrawn'
         WHERE customer_id = $1 AND user_id = $2 AND mail_state = 'queued' AND mail_state_at = $3 AND $4 > 0",
    )
    .bind(customer.0)
    .bind(user.0)
    .bind(queued.0)
    .bind(withdrawn.cast_signed())
    .execute()
    .await?;

    Ok(withdrawn > 0)
}

/// Queues a mail of another generation, and drops the secrets of those before.
pub(super) async fn again(
    tx: &mut Tx,
    scope: &CustomerScope,
    user: UserId,
    job: MailJobId,
    email_key: &str,
    priority: Priority,
    now: Timestamp,
) -> sqlx::Result<()> {
    let position = next_position(tx, scope.customer(), priority).await?;
    tx.query(
        "UPDATE mail_jobs SET state = 'queued', generation = generation + 1, attempts = 0, lane = $3,
         turn = $4,
                email_key = $5, dated = $6, not_before = $6, reason = NULL, accepted_at = NULL
         WHERE customer_id = $1 AND id = $2",
    )
    .bind(scope.customer().0)
    .bind(job.0)
    .bind(priority)
    .bind(position)
    .bind(email_key)
    .bind(now.0)
    .execute()
    .await?;
    tx.query("DELETE FROM secrets WHERE user_id = $1 AND mail_job_id = $2")
        .bind(user.0)
        .bind(job.0)
        .execute()
        .await?;

    mailed_credentials::end_begun_by(tx, user, job).await
}

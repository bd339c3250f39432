use super::content::{Credential, MailContent};
use super::decide::{Decision, JobRow, decide};
use super::queue::{MailKind, Priority};
use super::secret;
use super::withdraw::withdraw;
use crate::access::mailed_credentials;
use crate::db::{TextCode, Tx};
use crate::services::Services;
use domain::ids::{CustomerId, MailJobId, UserId};
use domain::time::Timestamp;
use uuid::Uuid;

/// For how long a claimed mail is left to whoever claimed it, in seconds. When that time is over
/// without a word, they have crashed, and the mail is tried again.
const LEASE: i64 = 4 * 60;

/// Mails that nobody else works on until the lease ends.
#[derive(Debug)]
pub(super) struct Batch {
    /// Under which their outcome is written: whoever no longer holds it changes nothing.
    pub(super) lease: Uuid,
    /// When others may take them.
    pub(super) until: Timestamp,
    pub(super) mails: Vec<Claimed>,
    /// How many were claimed, those withdrawn at once included.
    pub(super) claimed: usize,
}

/// A mail to be sent now.
#[derive(Debug)]
pub(super) struct Claimed {
    pub(super) customer: Option<CustomerId>,
    pub(super) user: UserId,
    pub(super) kind: MailKind,
    /// How often it was tried, this time included.
    pub(super) attempts: i64,
    pub(super) content: MailContent,
}

impl Claimed {
    pub(super) fn job(&self) -> MailJobId {
        self.content.job
    }
}

/// Whether anything waits in the lanes up to `priority`, or has been left by somebody who crashed. Only
/// reads, so that an idle worker is in nobody's way.
pub(super) async fn is_due(services: &Services, priority: Priority) -> sqlx::Result<bool> {
    let now = services.clock.now();
    let mut tx = services.db.read().await?;
    let due: i64 = tx
        .query(
            "SELECT CAST(CASE WHEN
             EXISTS (SELECT 1 FROM mail_jobs WHERE state = 'queued' AND lane <= $1 AND not_before <= $2
                     AND domain NOT IN (SELECT domain FROM paused_domains))
             OR EXISTS (SELECT 1 FROM mail_jobs WHERE state = 'sending' AND lease_until <= $2)
             THEN 1 ELSE 0 END AS BIGINT)",
        )
        .bind(priority)
        .bind(now.0)
        .scalar()
        .await?;

    Ok(due > 0)
}

/// Claims up to `size` mails of the lanes up to `priority`, the most urgent first, and stores the hashes of
/// the secrets they will carry. What is no longer to be sent is withdrawn.
pub(super) async fn claim(services: &Services, priority: Priority, size: i64) -> sqlx::Result<Batch> {
    let now = services.clock.now();
    let lease = services.random.id(now);
    let until = now.plus_seconds(LEASE);
    let mut tx = services.db.write().await?;
    free_leases(&mut tx, now).await?;
    take(&mut tx, priority, size, lease, until, now).await?;
    let rows = read(&mut tx, lease, until).await?;
    let mut batch = Batch { lease, until, mails: Vec::new(), claimed: rows.len() };

    for row in rows {
        match decide(services, &row) {
            Decision::Withdraw(reason) => withdraw(&mut tx, &row, reason, now).await?,
            Decision::Send(content) => {
                store_secret(&mut tx, services, &row, &content.credential, now).await?;
                batch.mails.push(Claimed {
                    customer: row.customer_id.map(CustomerId),
                    user: UserId(row.user_id),
                    kind: row.kind.0,
                    attempts: row.attempts,
                    content: *content,
                });
            }
        }
    }

    tx.commit().await?;
    Ok(batch)
}

/// Puts back what was claimed by somebody whose lease ended before `now`. That they were killed is no attempt: whoever is
/// restarted often would use up a mail's attempts without one.
pub(super) async fn free_leases(tx: &mut Tx, now: Timestamp) -> sqlx::Result<()> {
    tx.query(
        "UPDATE mail_jobs SET state = 'queued', attempts = attempts - 1, lease = NULL, lease_until = NULL
         WHERE state = 'sending' AND lease_until <= $1",
    )
    .bind(now.0)
    .execute()
    .await?;
    Ok(())
}

async fn take(
    tx: &mut Tx,
    priority: Priority,
    size: i64,
    lease: Uuid,
    until: Timestamp,
    now: Timestamp,
) -> sqlx::Result<()> {
    const SQLITE: &str = "UPDATE mail_jobs
        SET state = 'sending', lease = $1, lease_until = $2, attempts = attempts + 1
        WHERE id IN (
            SELECT id FROM mail_jobs WHERE state = 'queued' AND lane <= $3 AND not_before <= $4
            AND domain NOT IN (SELECT domain FROM paused_domains)
            ORDER BY lane, turn, not_before, id LIMIT $5)";
    // Other instances claim at the same time: each passes over what another is taking.
    const POSTGRES: &str = "UPDATE mail_jobs
        SET state = 'sending', lease = $1, lease_until = $2, attempts = attempts + 1
        WHERE id = ANY (ARRAY (
            SELECT id FROM mail_jobs WHERE state = 'queued' AND lane <= $3 AND not_before <= $4
            AND domain NOT IN (SELECT domain FROM paused_domains)
            ORDER BY lane, turn, not_before, id LIMIT $5
            FOR UPDATE SKIP LOCKED))";

    tx.query(tx.choose(SQLITE, POSTGRES))
        .bind(lease)
        .bind(until.0)
        .bind(priority)
        .bind(now.0)
        .bind(size)
        .execute()
        .await?;

    Ok(())
}

async fn read(tx: &mut Tx, lease: Uuid, until: Timestamp) -> sqlx::Result<Vec<JobRow>> {
    tx.query(
        "SELECT j.id, j.customer_id, j.user_id, j.kind, j.generation, j.attempts, j.email_key, j.dated, j.ending,
                j.credential_change,
                u.email AS present_email, u.email_key AS present_email_key, u.identifier, u.locale,
                CAST(CASE WHEN u.password_hash IS NULL THEN 0 ELSE 1 END AS BIGINT) AS has_password,
                c.name AS customer_name, c.state AS customer_state, c.credential,
                CAST(CASE WHEN m.user_id IS NULL AND a.user_id IS NULL AND v.user_id IS NULL
                     THEN 0 ELSE 1 END AS BIGINT) AS belongs,
                CAST(CASE WHEN CASE WHEN j.kind = 'advanced' THEN v.status ELSE m.status END = 'suspended' THEN 1 ELSE 0 END AS BIGINT) AS suspended,
                CAST(CASE WHEN v.user_id IS NULL THEN 0 ELSE 1 END AS BIGINT) AS is_advanced,
                COALESCE(m.first_name, a.first_name, v.first_name, '') AS first_name,
                COALESCE(m.last_name, a.last_name, v.last_name, '') AS last_name,
                COALESCE(m.email, v.email, u.email) AS typed_email,
                (SELECT COUNT(*) FROM secrets s
                 WHERE s.user_id = j.user_id AND s.mail_job_id = j.id AND s.used_at IS NOT NULL) AS used,
                h.id AS hand_over, h.role, h.valid_until,
                CAST(CASE WHEN h.state = 'pending' THEN 1 ELSE 0 END AS BIGINT) AS is_pending,
                COALESCE(b.first_name, '') AS asker_first_name, COALESCE(b.last_name, '') AS asker_last_name,
                r.id AS address_request, r.name AS asked_by, r.old_email, r.new_email, r.asked_at,
                r.valid_until AS address_until,
                CAST(CASE WHEN r.state = 'pending' THEN 1 ELSE 0 END AS BIGINT) AS is_address_pending,
                CAST(CASE WHEN EXISTS (SELECT 1 FROM users x WHERE x.email_key = r.new_email_key AND x.id <> r.user_id)
                     THEN 1 ELSE 0 END AS BIGINT) AS is_address_taken,
                o.id AS proposal, o.valid_until AS proposal_until,
                CAST(CASE WHEN o.state = 'pending' THEN 1 ELSE 0 END AS BIGINT) AS is_proposal_pending,
                CASE j.kind WHEN 'former_administrator' THEN
                    (SELECT COUNT(*) FROM assignments p WHERE p.customer_id = j.customer_id AND p.user_id = j.user_id)
                END AS kept
         FROM mail_jobs j
         JOIN users u ON u.id = j.user_id
         LEFT JOIN advanced_proposals o ON o.mail_job_id = j.id
         LEFT JOIN customers c ON c.id = COALESCE(j.customer_id, o.customer_id)
         LEFT JOIN memberships m ON m.customer_id = j.customer_id AND m.user_id = j.user_id
         LEFT JOIN administrators a ON a.customer_id = j.customer_id AND a.user_id = j.user_id
         LEFT JOIN advanced_users v ON v.customer_id = j.customer_id AND v.user_id = j.user_id
         LEFT JOIN hand_overs h ON h.customer_id = j.customer_id AND h.mail_job_id = j.id
         LEFT JOIN administrators b ON b.customer_id = h.customer_id AND b.user_id = h.from_id
         LEFT JOIN address_requests r ON r.user_id = j.user_id AND r.id = j.address_request
         WHERE j.state = 'sending' AND j.lease_until = $1 AND j.lease = $2
         ORDER BY j.lane, j.turn, j.not_before, j.id",
    )
    .bind(until.0)
    .bind(lease)
    .fetch_all()
    .await
}

/// Stores the hash of what a mail carries before it leaves: from acceptance on it must work.
async fn store_secret(
    tx: &mut Tx,
    services: &Services,
    row: &JobRow,
    credential: &Credential,
    now: Timestamp,
) -> sqlx::Result<()> {
    let (job, generation) = (MailJobId(row.id), row.generation);
    let (kind, hash) = match credential {
        Credential::OwnPassword => return Ok(()),
        Credential::Password(password) => ("password", mailed_credentials::password_hash(password)),
        Credential::Link(kind, _) => (kind.code(), secret::link(&services.key, job, generation).hash()),
    };

    tx.query(
        "INSERT INTO secrets (hash, user_id, mail_job_id, kind, created_at) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (hash) DO NOTHING",
    )
    .bind(&hash[..])
    .bind(row.user_id)
    .bind(job.0)
    .bind(kind)
    .bind(now.0)
    .execute()
    .await?;

    Ok(())
}

use super::stored::key_of;
use crate::access::AdministratorScope;
use crate::clock::local;
use crate::db::{Code, Tx};
use crate::mail::JobState;
use crate::reference;
use crate::services::Services;
use domain::administrators::{Administration, Administrator, MailProgress, Named, PendingHandOver, Role};
use domain::ids::{HandOverId, UserId};
use domain::time::Timestamp;
use uuid::Uuid;

/// Who administers the customer, and who was asked to and has not answered.
#[tracing::instrument(name = "administrators.list", skip_all, err(level = "debug"), fields(customer = %scope.customer()))]
pub async fn list(services: &Services, scope: &AdministratorScope) -> sqlx::Result<Administration> {
    let counts = reference::count(services, scope).await?;
    let mut tx = services.db.of(scope).read().await?;
    let (people, requires_factor): (i64, i64) = tx
        .query("SELECT user_count, requires_factor FROM customers WHERE id = $1")
        .bind(scope.customer().0)
        .fetch_one()
        .await?;

    Ok(Administration {
        administrators: administrators(&mut tx, services, scope).await?,
        pending: pending(&mut tx, services, scope).await?,
        requires_factor: requires_factor == 1,
        people: people.unsigned_abs(),
        contracts: counts.contracts.unsigned_abs(),
        sites: counts.sites.unsigned_abs(),
        profiles: counts.profiles.unsigned_abs(),
    })
}

async fn administrators(
    tx: &mut Tx,
    services: &Services,
    scope: &AdministratorScope,
) -> sqlx::Result<Vec<Administrator>> {
    let rows: Vec<(Uuid, String, String, String, i64)> = tx
        .query(
            "SELECT a.user_id, a.first_name, a.last_name, coalesce(m.email, u.email), a.since
             FROM administrators a
             JOIN users u ON u.id = a.user_id
             LEFT JOIN memberships m ON m.customer_id = a.customer_id AND m.user_id = a.user_id
             WHERE a.customer_id = $1 ORDER BY a.since, a.user_id",
        )
        .bind(scope.customer().0)
        .fetch_all()
        .await?;

    let shown = |(user, first, last, email, since): (Uuid, String, String, String, i64)| Administrator {
        key: key_of(&services.key, scope.customer(), UserId(user)),
        person: Named { name: format!("{first} {last}").trim().to_owned(), email },
        since: local(Timestamp(since), &services.time_zone),
        is_self: scope.user() == Some(UserId(user)),
    };
    Ok(rows.into_iter().map(shown).collect())
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    from_id: Uuid,
    role: Code<Role>,
    asked_at: i64,
    valid_until: i64,
    from_name: String,
    from_email: String,
    to_name: String,
    to_email: String,
    mail: Option<Code<JobState>>,
}

async fn pending(
    tx: &mut Tx,
    services: &Services,
    scope: &AdministratorScope,
) -> sqlx::Result<Vec<PendingHandOver>> {
    let rows: Vec<Row> = tx
        .query(
            "SELECT h.id, h.from_id, h.role, h.asked_at, h.valid_until,
                    trim(a.first_name || ' ' || a.last_name) AS from_name,
                    coalesce(f.email, u.email) AS from_email,
                    trim(t.first_name || ' ' || t.last_name) AS to_name, t.email AS to_email, j.state AS mail
             FROM hand_overs h
             JOIN administrators a ON a.customer_id = h.customer_id AND a.user_id = h.from_id
             JOIN users u ON u.id = h.from_id
             LEFT JOIN memberships f ON f.customer_id = h.customer_id AND f.user_id = h.from_id
             JOIN memberships t ON t.customer_id = h.customer_id AND t.user_id = h.to_id
             LEFT JOIN mail_jobs j ON j.id = h.mail_job_id
             WHERE h.customer_id = $1 AND h.state = 'pending' AND h.valid_until > $2
             ORDER BY h.asked_at, h.id",
        )
        .bind(scope.customer().0)
        .bind(services.clock.now().0)
        .fetch_all()
        .await?;

    Ok(rows.into_iter().map(|row| row.shown(services, scope)).collect())
}

impl Row {
    fn shown(self, services: &Services, scope: &AdministratorScope) -> PendingHandOver {
        let at = |at| local(Timestamp(at), &services.time_zone);
        PendingHandOver {
            id: HandOverId(self.id),
            role: self.role.0,
            from: Named { name: self.from_name, email: self.from_email },
            to: Named { name: self.to_name, email: self.to_email },
            asked_at: at(self.asked_at),
            until: at(self.valid_until),
            mail: match self.mail {
                Some(Code(JobState::Sent)) => MailProgress::Sent,
                Some(Code(JobState::Failed | JobState::Withdrawn)) => MailProgress::Refused,
                Some(Code(JobState::Queued | JobState::Sending)) | None => MailProgress::Waiting,
            },
            is_own: scope.user() == Some(UserId(self.from_id)),
        }
    }
}

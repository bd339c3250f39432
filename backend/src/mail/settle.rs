use super::claim::Claimed;
use super::content::Credential;
use super::outcome::Outcome;
use super::queue::{JobState, MailKind};
use crate::customers;
use crate::db::{Code, Tx};
use crate::services::Services;
use domain::access::LinkKind;
use domain::ids::CustomerId;
use domain::time::Timestamp;
use std::collections::BTreeSet;
use uuid::Uuid;

/// A mail that is deferred is tried so many times in all.
const ATTEMPTS: i64 = 25;
/// The first back-off, in seconds; each next one is twice as long, up to the longest.
const FIRST_BACK_OFF: i64 = 5;
const LONGEST_BACK_OFF: i64 = 4 * 60 * 60;
/// How long to wait, in seconds, after an attempt whose outcome is unknown.
const AFTER_UNKNOWN: i64 = 10 * 60;
/// For how long an invitation stands, and the password or link that was mailed with it works: in seconds, from
/// acceptance.
pub(super) const INVITATION: i64 = 72 * 60 * 60;
/// For how long a reset link works, in seconds, from acceptance.
const RESET: i64 = 60 * 60;
/// The longest reason that is kept, in characters.
const REASON: usize = 500;

/// Writes down what became of mails, in one transaction. What is no longer held under `lease` was
/// taken over by somebody else, and is left to them.
pub(super) async fn settle(
    services: &Services,
    lease: Uuid,
    outcomes: &[(Claimed, Outcome)],
) -> sqlx::Result<()> {
    let now = services.clock.now();
    let mut tx = services.db.write().await?;
    let customers: BTreeSet<_> = outcomes.iter().filter_map(|(mail, _)| mail.customer).collect();

    for customer in customers {
        customers::lock(&mut tx, customer).await?;
    }

    for (mail, outcome) in outcomes {
        let next = Next::of(services, mail, outcome, now);
        if next.write(&mut tx, mail, lease, now).await? {
            next.show(&mut tx, mail, now).await?;
        }
    }

    tx.commit().await
}

/// What a mail is from now on.
#[derive(Debug, PartialEq, Eq)]
enum Next {
    Sent,
    Failed { reason: String },
    Queued { not_before: Timestamp, reason: Option<String>, was_tried: bool },
}

impl Next {
    fn of(services: &Services, mail: &Claimed, outcome: &Outcome, now: Timestamp) -> Self {
        match outcome {
            Outcome::Accepted(_) => Self::Sent,
            Outcome::Refused(words) => Self::Failed { reason: tidy(words) },
            Outcome::Deferred(words) | Outcome::Unwelcome(words) | Outcome::Unknown(words)
                if mail.attempts >= ATTEMPTS =>
            {
                Self::Failed { reason: tidy(words) }
            }
            Outcome::Deferred(words) | Outcome::Unwelcome(words) => Self::Queued {
                not_before: Timestamp(now.0 + back_off(mail.attempts, services.random.bytes())),
                reason: Some(tidy(words)),
                was_tried: true,
            },
            Outcome::Unknown(words) => Self::Queued {
                not_before: now.plus_seconds(AFTER_UNKNOWN),
                reason: Some(tidy(words)),
                was_tried: true,
            },
            Outcome::Untried => Self::Queued { not_before: now, reason: None, was_tried: false },
        }
    }

    const fn state(&self) -> Code<JobState> {
        match self {
            Self::Sent => Code(JobState::Sent),
            Self::Failed { .. } => Code(JobState::Failed),
            Self::Queued { .. } => Code(JobState::Queued),
        }
    }

    fn reason(&self) -> Option<&str> {
        match self {
            Self::Sent => None,
            Self::Failed { reason } => Some(reason),
            Self::Queued { reason, .. } => reason.as_deref(),
        }
    }

    /// Writes it on the job; whether the job was still ours.
    async fn write(&self, tx: &mut Tx, mail: &Claimed, lease: Uuid, now: Timestamp) -> sqlx::Result<bool> {
        let (not_before, given_back) = match self {
            Self::Queued { not_before, was_tried, .. } => (not_before.0, i64::from(!was_tried)),
            Self::Sent | Self::Failed { .. } => (now.0, 0),
        };
        let written = tx
            .query(
                "UPDATE mail_jobs SET state = $3, reason = $4, not_before = $5, accepted_at = $6,
                        attempts = attempts - $7, lease = NULL, lease_until = NULL
                 WHERE id = $1 AND lease = $2 AND state = 'sending'",
            )
            .bind(mail.job().0)
            .bind(lease)
            .bind(self.state())
            .bind(self.reason())
            .bind(not_before)
            .bind((*self == Self::Sent).then_some(now.0))
            .bind(given_back)
            .execute()
            .await?;

        Ok(written > 0)
    }

    /// Shows it on the person's row, and starts the clock of the secret. A secret of a mail that failed
    /// runs out too: an earlier attempt may have arrived.
    async fn show(&self, tx: &mut Tx, mail: &Claimed, now: Timestamp) -> sqlx::Result<()> {
        if let Self::Queued { reason, .. } = self {
            return show_delay(tx, mail, reason.as_deref()).await;
        }

        let until = match mail.content.credential {
            Credential::OwnPassword => None,
            Credential::Password(_) | Credential::Link(LinkKind::Activation, _) => {
                Some(now.plus_seconds(INVITATION))
            }
            Credential::Link(LinkKind::Reset, _) => Some(now.plus_seconds(RESET)),
        };

        if let Some(until) = until {
            limit_secret(tx, mail, until).await?;
        }

        let Some(customer) = mail.customer else { return Ok(()) };
        // The same for whoever has a password already, or the customer could tell.
        let invited_until = (*self == Self::Sent).then_some(now.plus_seconds(INVITATION));
        tx.query(
            "UPDATE memberships SET mail_state = $4, mail_state_at = $5, mail_reason = $6,
                    invited_until = CASE WHEN status = 'invited' THEN $7 ELSE invited_until END
             WHERE customer_id = $1 AND user_id = $2 AND mail_job_id = $3",
        )
        .bind(customer.0)
        .bind(mail.user.0)
        .bind(mail.job().0)
        .bind(self.state())
        .bind(now.0)
        .bind(self.reason())
        .bind(invited_until.map(|until| until.0))
        .execute()
        .await?;
        if mail.kind == MailKind::Advanced {
            limit_advanced(tx, mail, customer, invited_until).await?;
        }

        if matches!(self, Self::Failed { .. }) { mark_assignments(tx, mail).await } else { Ok(()) }
    }
}

/// Says on the person's row why the mail is still on its way.
async fn show_delay(tx: &mut Tx, mail: &Claimed, reason: Option<&str>) -> sqlx::Result<()> {
    let (Some(customer), Some(reason)) = (mail.customer, reason) else { return Ok(()) };
    tx.query(
        "UPDATE memberships SET mail_reason = $4
         WHERE customer_id = $1 AND user_id = $2 AND mail_job_id = $3 AND mail_state = 'queued'",
    )
    .bind(customer.0)
    .bind(mail.user.0)
    .bind(mail.job().0)
    .bind(reason)
    .execute()
    .await?;
    Ok(())
}

async fn limit_secret(tx: &mut Tx, mail: &Claimed, until: Timestamp) -> sqlx::Result<()> {
    tx.query(
        "UPDATE secrets SET valid_until = $3 WHERE user_id = $1 AND mail_job_id = $2 AND valid_until IS NULL",
    )
    .bind(mail.user.0)
    .bind(mail.job().0)
    .bind(until.0)
    .execute()
    .await?;
    Ok(())
}

/// Starts the clock of an advanced user's invitation.
async fn limit_advanced(
    tx: &mut Tx,
    mail: &Claimed,
    customer: CustomerId,
    until: Option<Timestamp>,
) -> sqlx::Result<()> {
    tx.query(
        "UPDATE advanced_users SET invited_until = $4
         WHERE customer_id = $1 AND user_id = $2 AND mail_job_id = $3 AND status = 'invited'",
    )
    .bind(customer.0)
    .bind(mail.user.0)
    .bind(mail.job().0)
    .bind(until.map(|until| until.0))
    .execute()
    .await?;
    Ok(())
}

/// Marks the rows of a person whose mail failed, if it is still the last one about this access.
async fn mark_assignments(tx: &mut Tx, mail: &Claimed) -> sqlx::Result<()> {
    tx.query(
        "UPDATE assignments SET mail_failed = 1
         WHERE customer_id = $1 AND user_id = $2 AND mail_failed = 0
           AND EXISTS (SELECT 1 FROM memberships m
                       WHERE m.customer_id = $1 AND m.user_id = $2 AND m.mail_job_id = $3)",
    )
    .bind(mail.customer.map(|customer| customer.0))
    .bind(mail.user.0)
    .bind(mail.job().0)
    .execute()
    .await?;

    Ok(())
}

/// How long to wait after so many deferred attempts, in milliseconds: a quarter more or less, so that
/// mails deferred together do not come back together.
fn back_off(attempts: i64, jitter: [u8; 2]) -> i64 {
    let doublings = u32::try_from(attempts - 1).unwrap_or(u32::MAX).min(16);
    let seconds = (FIRST_BACK_OFF << doublings).min(LONGEST_BACK_OFF);
    seconds * 750 + seconds * 500 * i64::from(u16::from_be_bytes(jitter)) / i64::from(u16::MAX)
}

/// The mail server's words on one line, without what does not show.
fn tidy(words: &str) -> String {
    let shown = |c: char| if domain::names::is_invisible(c) { ' ' } else { c };
    let words: String = words.chars().map(shown).take(REASON).collect();
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_back_off_doubles_from_five_seconds_to_four_hours_give_or_take_a_quarter() {
        assert_eq!((back_off(1, [0, 0]), back_off(1, [255, 255])), (3_750, 6_250));
        assert_eq!(back_off(2, [0, 0]), 7_500);
        assert_eq!(back_off(8, [0, 0]), 480_000);
        assert_eq!(back_off(24, [0, 0]), 10_800_000);
        assert_eq!(back_off(i64::MAX, [255, 255]), 18_000_000);
    }

    #[test]
    fn a_mail_server_s_words_stand_on_one_line() {
        assert_eq!(tidy("550 5.1.1\r\nno such\u{202e} user"), "550 5.1.1 no such user");
        assert_eq!(tidy(&"x".repeat(1000)).len(), 500);
    }
}

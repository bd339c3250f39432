use super::my_address::{OwnAddress, known_by_former_address};
use crate::clock::day;
use crate::consolidation::count_activation;
use crate::customers;
use crate::db::Tx;
use crate::journal::{self, Entry};
use crate::services::Services;
use crate::users::write_status;
use domain::ids::{CustomerId, UserId};
use domain::time::Timestamp;
use domain::users::UserStatus;
use serde_json::json;
use std::collections::BTreeSet;
use uuid::Uuid;

/// Writes down that `user` signed in with a password of their own: whose invitation has reached them sees
/// them as active from now on, and who knows them by a former address is told the present one. What is suspended or
/// expired stays so.
pub(super) async fn activate(
    tx: &mut Tx,
    services: &Services,
    user: UserId,
    now: Timestamp,
) -> sqlx::Result<()> {
    let inviting = inviting(tx, user, now).await?;
    let accepted = inviting.iter().map(|(customer, _)| *customer).collect();
    let former = known_by_former_address(tx, user, &accepted).await?;
    let today = day(now, &services.time_zone);
    let email: String = tx.query("SELECT email FROM users WHERE id = $1").bind(user.0).scalar().await?;

    // In one order whoever asks; whoever assigns this person to more places waits, or is waited for.
    let customers: BTreeSet<_> = accepted.iter().chain(former.keys()).copied().collect();
    for customer in customers {
        customers::lock(tx, customer).await?;
        for (_, access) in inviting.iter().filter(|(of, _)| *of == customer) {
            let action = match access {
                Access::Member => {
                    write_status(tx, customer, user, UserStatus::Active, now).await?;
                    count_activation(tx, customer, user, today).await?;
                    "user.activated"
                }
                Access::Advanced => {
                    activate_advanced(tx, customer, user).await?;
                    "advanced_user.activated"
                }
            };
            let entry = Entry { action, subject: Some(user.0), details: json!({}) };
            journal::append_as(tx, customer, Some(user), now, entry).await?;
        }

        if let Some(old) = former.get(&customer) {
            let change = OwnAddress { user, old, new: &email };
            change.write_with(tx, services, customer, None, now).await?;
        }
    }

    tx.query("UPDATE users SET last_sign_in_at = $2 WHERE id = $1")
        .bind(user.0)
        .bind(now.0)
        .execute()
        .await?;
    tx.query(
        "UPDATE memberships SET invited_until = NULL, last_sign_in_at = $2
         WHERE user_id = $1 AND status = 'active'",
    )
    .bind(user.0)
    .bind(now.0)
    .execute()
    .await?;

    Ok(())
}

/// What somebody was invited to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Access {
    /// Assignments of their own.
    Member,
    /// The view of an advanced user.
    Advanced,
}

/// The customers whose invitation `user` accepts: its mail was accepted by the mail server, or brought what was
/// used just now, whose acceptance may not be written down yet. Who has a password through another customer is
/// thus active no sooner than somebody new could be, and the customer cannot tell them apart. An advanced user's mail
/// that is long gone had been accepted.
async fn inviting(tx: &mut Tx, user: UserId, now: Timestamp) -> sqlx::Result<Vec<(CustomerId, Access)>> {
    let found: Vec<(Uuid, i64)> = tx
        .query(
            "SELECT customer_id, CAST(0 AS BIGINT) AS advanced FROM memberships m
             WHERE user_id = $1 AND status = 'invited'
                 AND (mail_state = 'sent' OR EXISTS (SELECT 1 FROM secrets s
                     WHERE s.user_id = $1 AND s.mail_job_id = m.mail_job_id AND s.used_at = $2))
             UNION ALL
             SELECT customer_id, CAST(1 AS BIGINT) FROM advanced_users v
             WHERE user_id = $1 AND status = 'invited'
                 AND (NOT EXISTS (SELECT 1 FROM mail_jobs j WHERE j.id = v.mail_job_id AND j.state <> 'sent')
                   OR EXISTS (SELECT 1 FROM secrets s
                     WHERE s.user_id = $1 AND s.mail_job_id = v.mail_job_id AND s.used_at = $2))
             ORDER BY customer_id, advanced",
        )
        .bind(user.0)
        .bind(now.0)
        .fetch_all()
        .await?;

    let access = |advanced| if advanced > 0 { Access::Advanced } else { Access::Member };
    Ok(found.into_iter().map(|(customer, advanced)| (CustomerId(customer), access(advanced))).collect())
}

async fn activate_advanced(tx: &mut Tx, customer: CustomerId, user: UserId) -> sqlx::Result<()> {
    tx.query("UPDATE advanced_users SET status = 'active', invited_until = NULL WHERE customer_id = $1 AND user_id = $2")
        .bind(customer.0)
        .bind(user.0)
        .execute()
        .await?;
    Ok(())
}

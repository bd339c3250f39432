use super::my_address::{OwnAddress, known_by_former_address};
use super::{Browser, SessionToken, session};
use crate::clock::day;
use crate::consolidation::count_activation;
use crate::customers;
use crate::db::Tx;
use crate::events::Event;
use crate::journal::{self, Entry};
use crate::services::Services;
use crate::users::write_status;
use domain::ids::{CustomerId, MailJobId, UserId};
use domain::time::Timestamp;
use domain::users::UserStatus;
use serde_json::json;
use std::collections::BTreeSet;
use std::net::IpAddr;
use uuid::Uuid;

/// Opens the session of somebody who has come in, with nothing due: of their own, or by what a `mail` brought. They enter
/// the customer whose mail it was, else the only one that they have come in with before; of several, the one they choose.
pub(super) async fn come_in(
    tx: &mut Tx,
    services: &Services,
    user: UserId,
    mail: Option<MailJobId>,
    browser: Browser<'_>,
) -> sqlx::Result<SessionToken> {
    let token = session::open_by_mail(tx, services, user, None, mail, browser.user_agent).await?;
    tx.tell(Event::of("sign_in.accepted", user));
    tx.query("UPDATE users SET last_sign_in_at = $2 WHERE id = $1")
        .bind(user.0)
        .bind(services.clock.now().0)
        .execute()
        .await?;
    let entered = first_entered(tx, user, mail).await?;
    let former = known_by_former_address(tx, user, &BTreeSet::new()).await?;
    // In one order whoever asks; whoever assigns this person to more places waits, or is waited for.
    for customer in former.keys().copied().chain(entered).collect::<BTreeSet<_>>() {
        customers::lock(tx, customer).await?;
    }
    for (customer, old) in &former {
        tell_address(tx, services, *customer, user, old).await?;
    }
    if let Some(customer) = entered {
        let entrance = Entrance { user, session: token.hash(), mail, network: browser.network };
        entrance.enter_customer(tx, services, customer).await?;
    }

    Ok(token)
}

/// Tells a customer with which somebody has come in before their present address, which it knows by a former one.
async fn tell_address(
    tx: &mut Tx,
    services: &Services,
    customer: CustomerId,
    user: UserId,
    old: &str,
) -> sqlx::Result<()> {
    let email: String = tx.query("SELECT email FROM users WHERE id = $1").bind(user.0).scalar().await?;
    let change = OwnAddress { user, old, new: &email };
    change.write_with(tx, services, customer, None, services.clock.now()).await
}

/// The customer that somebody enters by signing in.
async fn first_entered(
    tx: &mut Tx,
    user: UserId,
    mail: Option<MailJobId>,
) -> sqlx::Result<Option<CustomerId>> {
    let of_mail: Option<Uuid> = tx
        .query("SELECT customer_id FROM mail_jobs WHERE id = $1 AND user_id = $2 AND customer_id IS NOT NULL")
        .bind(mail.map(|mail| mail.0))
        .bind(user.0)
        .optional_scalar()
        .await?;
    if let Some(customer) = of_mail {
        return Ok(Some(CustomerId(customer)));
    }

    let known: Vec<Uuid> = tx
        .query(
            "SELECT customer_id FROM memberships WHERE user_id = $1 AND status = 'active'
             UNION SELECT customer_id FROM administrators WHERE user_id = $1
             UNION SELECT customer_id FROM advanced_users WHERE user_id = $1 AND status = 'active'",
        )
        .bind(user.0)
        .scalars()
        .await?;
    Ok(<[Uuid; 1]>::try_from(known).ok().map(|[only]| CustomerId(only)))
}

/// Somebody who comes to a customer, in a session of theirs.
pub(super) struct Entrance {
    pub(super) user: UserId,
    /// The hash of its token.
    pub(super) session: [u8; 32],
    /// The mail that opened it, if one did.
    pub(super) mail: Option<MailJobId>,
    /// The network address that they come from, where it is known.
    pub(super) network: Option<IpAddr>,
}

impl Entrance {
    /// Writes down that the person has entered a customer: its invitation, if it has reached them, is accepted; it sees when
    /// they came, and is told their present address if it knows them by a former one. No other customer is told anything.
    /// What is suspended or expired stays so.
    pub(super) async fn enter_customer(
        &self,
        tx: &mut Tx,
        services: &Services,
        customer: CustomerId,
    ) -> sqlx::Result<()> {
        let (user, now) = (self.user, services.clock.now());
        customers::lock(tx, customer).await?;
        let invitations = invitations(tx, customer, user, self.mail).await?;
        for access in &invitations {
            accept(tx, services, customer, user, *access, now).await?;
        }

        let accepted = if invitations.is_empty() { BTreeSet::new() } else { BTreeSet::from([customer]) };
        if let Some(old) = known_by_former_address(tx, user, &accepted).await?.get(&customer) {
            tell_address(tx, services, customer, user, old).await?;
        }

        self.note(tx, customer, now).await
    }

    async fn note(&self, tx: &mut Tx, customer: CustomerId, now: Timestamp) -> sqlx::Result<()> {
        tx.query(
            "UPDATE memberships SET invited_until = NULL, last_sign_in_at = $3
             WHERE customer_id = $1 AND user_id = $2 AND status = 'active'",
        )
        .bind(customer.0)
        .bind(self.user.0)
        .bind(now.0)
        .execute()
        .await?;
        let entered = tx
            .query(
                "INSERT INTO session_customers (session, customer_id, entered_at) VALUES ($1, $2, $3)
                 ON CONFLICT (session, customer_id) DO NOTHING",
            )
            .bind(&self.session[..])
            .bind(customer.0)
            .bind(now.0)
            .execute()
            .await?;

        // Whoever goes from one customer to another and back has come once.
        if entered > 0 {
            let entry = Entry { action: "user.signed_in", subject: Some(self.user.0), details: json!({}) };
            journal::append_after(tx, customer, (Some(self.user), self.network), now, entry).await?;
        }

        Ok(())
    }
}

async fn accept(
    tx: &mut Tx,
    services: &Services,
    customer: CustomerId,
    user: UserId,
    access: Access,
    now: Timestamp,
) -> sqlx::Result<()> {
    let action = match access {
        Access::Member => {
            write_status(tx, customer, &[user], UserStatus::Active, now).await?;
            count_activation(tx, customer, user, day(now, &services.time_zone)).await?;
            "user.activated"
        }
        Access::Advanced => {
            activate_advanced(tx, customer, user).await?;
            "advanced_user.activated"
        }
    };
    let entry = Entry { action, subject: Some(user.0), details: json!({}) };
    journal::append_as(tx, customer, Some(user), now, entry).await
}

/// What somebody was invited to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Access {
    /// Assignments of their own.
    Member,
    /// The view of an advanced user.
    Advanced,
}

/// What `user` accepts by entering a customer: its mail was accepted by the mail server, or is the one that brought them in,
/// whose acceptance may not be written down yet. Who has a password through another customer is thus active no sooner than
/// somebody new could be, and the customer cannot tell them apart. An advanced user's mail that is long gone had been
/// accepted.
pub(super) async fn invitations(
    tx: &mut Tx,
    customer: CustomerId,
    user: UserId,
    mail: Option<MailJobId>,
) -> sqlx::Result<Vec<Access>> {
    let found: Vec<i64> = tx
        .query(
            "SELECT CAST(0 AS BIGINT) AS advanced FROM memberships
             WHERE customer_id = $1 AND user_id = $2 AND status = 'invited' AND (mail_state = 'sent' OR mail_job_id = $3)
             UNION ALL
             SELECT CAST(1 AS BIGINT) FROM advanced_users v
             WHERE customer_id = $1 AND user_id = $2 AND status = 'invited'
                 AND (v.mail_job_id = $3
                   OR NOT EXISTS (SELECT 1 FROM mail_jobs j WHERE j.id = v.mail_job_id AND j.state <> 'sent'))
             ORDER BY advanced",
        )
        .bind(customer.0)
        .bind(user.0)
        .bind(mail.map(|mail| mail.0))
        .scalars()
        .await?;

    Ok(found
        .into_iter()
        .map(|advanced| if advanced > 0 { Access::Advanced } else { Access::Member })
        .collect())
}

async fn activate_advanced(tx: &mut Tx, customer: CustomerId, user: UserId) -> sqlx::Result<()> {
    tx.query("UPDATE advanced_users SET status = 'active', invited_until = NULL WHERE customer_id = $1 AND user_id = $2")
        .bind(customer.0)
        .bind(user.0)
        .execute()
        .await?;
    Ok(())
}

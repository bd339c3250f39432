use super::own_address::{OwnAddress, customers_of};
use super::stored::{State, Stored, has_access};
use crate::access::{LinkToken, mailed_credentials};
use crate::customers;
use crate::db::Tx;
use crate::mail::{self, MailKind};
use crate::observe::Operation;
use crate::services::Services;
use domain::access::Mailbox;
use domain::address::EmailAddress;
use domain::ids::CustomerId;
use domain::time::Timestamp;
use std::net::IpAddr;

/// What came of a confirmation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AddressConfirmation {
    /// The other mailbox has not confirmed yet.
    Waits,
    /// Both have: the person has the new address.
    Done,
}

/// Why nothing was confirmed.
#[derive(Debug, thiserror::Error)]
pub enum ConfirmAddressError {
    /// The link was never mailed, or what it is about is over, or this mailbox has confirmed already;
    /// [`look_at_address`](super::look_at_address()) says which.
    #[error("the change is over")]
    Gone,
    /// Both mailboxes have confirmed, and the address is somebody else's by now.
    #[error("the address is somebody else's")]
    Taken,
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

/// Confirms a change of address for one of the two mailboxes. The second of them does it, in one transaction: the address
/// changes with every customer that has the person, what was mailed to the old one is good for nothing any more, and all
/// sessions of the person end but `session`, the hash of the token of the browser that confirms.
#[tracing::instrument(name = "access.confirm_address", skip_all, err(level = "debug"))]
pub async fn confirm_address(
    services: &Services,
    link: &str,
    session: Option<[u8; 32]>,
    network: Option<IpAddr>,
) -> Result<AddressConfirmation, ConfirmAddressError> {
    let operation = Operation::begin("access.confirm_address");

    let link = LinkToken::parse(link).ok_or(ConfirmAddressError::Gone)?;
    let now = services.clock.now();
    let mut tx = services.db.write().await?;
    let (request, mailbox) = open_request(&mut tx, &link, now).await?;
    request.confirm(&mut tx, mailbox, now).await?;

    let other = if mailbox == Mailbox::Old { Mailbox::New } else { Mailbox::Old };
    if !request.is_confirmed_by(other) {
        tx.commit().await?;
        return operation.ended(Ok(AddressConfirmation::Waits));
    }

    match change(&mut tx, services, &request, session, network).await {
        Ok(()) => tx.commit().await?,
        Err(ConfirmAddressError::Taken) => {
            drop(tx);
            give_up(services, &request).await?;
            return Err(ConfirmAddressError::Taken);
        }
        Err(error) => return Err(error),
    }

    operation.ended(Ok(AddressConfirmation::Done))
}

/// The request that a link can confirm, for which whoever else confirms or refuses it waits.
async fn open_request(
    tx: &mut Tx,
    link: &LinkToken,
    now: Timestamp,
) -> Result<(Stored, Mailbox), ConfirmAddressError> {
    let (found, _) = Stored::of_link(tx, link).await?.ok_or(ConfirmAddressError::Gone)?;
    mailed_credentials::lock(tx, found.user()).await?;
    let (found, mailbox) = Stored::of_link(tx, link).await?.ok_or(ConfirmAddressError::Gone)?;
    let is_open = found.state_at(now) == State::Pending
        && !found.is_confirmed_by(mailbox)
        && has_access(tx, found.user()).await?;

    if is_open { Ok((found, mailbox)) } else { Err(ConfirmAddressError::Gone) }
}

/// Writes down that the address was somebody else's: nothing else was changed.
async fn give_up(services: &Services, request: &Stored) -> sqlx::Result<()> {
    let mut tx = services.db.write().await?;
    request.end(&mut tx, State::Taken).await?;
    tx.commit().await
}

async fn change(
    tx: &mut Tx,
    services: &Services,
    request: &Stored,
    session: Option<[u8; 32]>,
    network: Option<IpAddr>,
) -> Result<(), ConfirmAddressError> {
    let (user, now) = (request.user(), services.clock.now());
    let customers = customers_of(tx, user).await?;
    for (customer, _) in &customers {
        customers::lock(tx, *customer).await?;
    }

    rewrite(tx, request).await?;
    let change = OwnAddress { user, old: &request.old_email, new: &request.new_email };
    for (customer, has_come_in) in customers {
        redirect_mails(tx, customer, request).await?;
        // To whoever has invited somebody who has not come in yet, nothing changes: it is told when they come.
        if has_come_in {
            change.write_with(tx, services, customer, network, now).await?;
        }
    }

    mailed_credentials::use_up(tx, user, now).await?;
    // No token has the hash that stands for none.
    tx.query("DELETE FROM sessions WHERE user_id = $1 AND token_hash <> $2")
        .bind(user.0)
        .bind(&session.unwrap_or_default()[..])
        .execute()
        .await?;
    request.end(tx, State::Done).await?;
    let of = (user, request.id());
    let old_key = EmailAddress::parse(&request.old_email).map(|old| old.key().to_owned());
    mail::queue_address(tx, services, of, MailKind::AddressFormer, &old_key.unwrap_or_default()).await?;
    mail::queue_address(tx, services, of, MailKind::AddressChanged, &request.new_email_key).await?;

    Ok(())
}

/// Gives the person the new address. Of two who confirm the same one at once, the unique key lets one have it.
async fn rewrite(tx: &mut Tx, request: &Stored) -> Result<(), ConfirmAddressError> {
    let written = tx
        .query(
            "UPDATE users SET email = $2, email_key = $3
             WHERE id = $1 AND NOT EXISTS (SELECT 1 FROM users other WHERE other.email_key = $3)",
        )
        .bind(request.user().0)
        .bind(&request.new_email)
        .bind(&request.new_email_key)
        .execute()
        .await;

    match written {
        Ok(0) => Err(ConfirmAddressError::Taken),
        Err(sqlx::Error::Database(error)) if error.is_unique_violation() => Err(ConfirmAddressError::Taken),
        Ok(_) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

/// What waits to be mailed to the person on behalf of a customer goes to the new address.
async fn redirect_mails(tx: &mut Tx, customer: CustomerId, request: &Stored) -> sqlx::Result<()> {
    tx.query(
        "UPDATE mail_jobs SET email_key = $3
         WHERE customer_id = $1 AND user_id = $2 AND state IN ('queued', 'sending', 'withdrawn')",
    )
    .bind(customer.0)
    .bind(request.user().0)
    .bind(&request.new_email_key)
    .execute()
    .await
    .map(drop)
}

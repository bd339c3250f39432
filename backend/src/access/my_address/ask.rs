use super::VALID;
use super::cancel::end_pending;
use super::stored::{State, has_access};
use crate::access::{ConfirmPasswordError, Principal, confirm_password, mailed_credentials};
use crate::db::Tx;
use crate::mail::{self, MailKind, new_address_token, old_address_token};
use crate::observe::Operation;
use crate::services::Services;
use domain::address::EmailAddress;
use domain::ids::{AddressRequestId, UserId};
use domain::time::Timestamp;

/// Why another address was not asked for.
#[derive(Debug, thiserror::Error)]
pub enum AskAddressError {
    /// It is the address that the person has.
    #[error("the same address")]
    Same,
    /// Every customer of the person's has suspended or removed them.
    #[error("no access")]
    NoAccess,
    /// The session has ended meanwhile.
    #[error("signed out")]
    SignedOut,
    /// So many were asked for today that it is no longer meant.
    #[error("more than {MOST} requests in a day")]
    TooMany,
    /// The password was not confirmed.
    #[error(transparent)]
    Unconfirmed(#[from] ConfirmPasswordError),
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

/// So many addresses somebody may ask for within [`COUNTED`] seconds: each is mailed, whosever it is.
const MOST: i64 = 5;
const COUNTED: i64 = 24 * 3600;

/// Asks for another address of one's own, in place of what was asked for before. Nothing changes until both mailboxes have
/// confirmed by the links that are mailed to them.
///
/// It looks the same whether another person has the address or not: then its mailbox is told, and no link leads anywhere.
#[tracing::instrument(name = "access.ask_address", skip_all, err(level = "debug"), fields(user = %principal.user))]
pub async fn ask_address(
    services: &Services,
    principal: &Principal,
    to: &EmailAddress,
    password: &str,
) -> Result<(), AskAddressError> {
    let operation = Operation::begin("access.ask_address");

    let (user, now) = (principal.user, services.clock.now());
    confirm_password(services, user, password).await?;

    let mut tx = services.db.write().await?;
    mailed_credentials::lock(&mut tx, user).await?;
    check(&mut tx, principal, now).await?;
    let (email, email_key): (String, String) =
        tx.query("SELECT email, email_key FROM users WHERE id = $1").bind(user.0).fetch_one().await?;
    if email_key == to.key() {
        return Err(AskAddressError::Same);
    }

    end_pending(&mut tx, user, State::Replaced).await?;
    let id = AddressRequestId(services.random.id(now));
    write(&mut tx, services, (user, id), &email, to, now).await?;
    mail::queue_address(&mut tx, services, (user, id), MailKind::AddressAsked, &email_key).await?;
    mail::queue_address(&mut tx, services, (user, id), MailKind::AddressProof, to.key()).await?;
    tx.commit().await?;

    operation.ended(Ok(()))
}

/// Whether the person may ask at all.
async fn check(tx: &mut Tx, principal: &Principal, now: Timestamp) -> Result<(), AskAddressError> {
    let user = principal.user;
    let (open, today): (i64, i64) = tx
        .query(
            "SELECT (SELECT count(*) FROM sessions WHERE token_hash = $1 AND user_id = $2),
                    (SELECT count(*) FROM address_requests WHERE user_id = $2 AND asked_at > $3)",
        )
        .bind(&principal.session[..])
        .bind(user.0)
        .bind(now.plus_seconds(-COUNTED).0)
        .fetch_one()
        .await?;

    if open == 0 {
        Err(AskAddressError::SignedOut)
    } else if !has_access(tx, user).await? {
        Err(AskAddressError::NoAccess)
    } else if today >= MOST {
        Err(AskAddressError::TooMany)
    } else {
        Ok(())
    }
}

async fn write(
    tx: &mut Tx,
    services: &Services,
    (user, id): (UserId, AddressRequestId),
    from: &str,
    to: &EmailAddress,
    now: Timestamp,
) -> sqlx::Result<()> {
    let name = name_of(tx, user).await?;
    tx.query(
        "INSERT INTO address_requests (user_id, id, name, old_email, new_email, new_email_key, old_token_hash,
             new_token_hash, asked_at, valid_until)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
    )
    .bind(user.0)
    .bind(id.0)
    .bind(name)
    .bind(from)
    .bind(to.as_str())
    .bind(to.key())
    .bind(&old_address_token(&services.key, id).hash()[..])
    .bind(&new_address_token(&services.key, id).hash()[..])
    .bind(now.0)
    .bind(now.plus_seconds(VALID).0)
    .execute()
    .await?;
    Ok(())
}

/// What the person is called by the first of their customers that calls them anything, or "".
async fn name_of(tx: &mut Tx, user: UserId) -> sqlx::Result<String> {
    let name: Option<String> = tx
        .query(
            "SELECT name FROM (
                 SELECT customer_id, trim(first_name || ' ' || last_name) AS name FROM memberships WHERE user_id = $1
                 UNION ALL
                 SELECT customer_id, trim(first_name || ' ' || last_name) FROM administrators WHERE user_id = $1
             ) named WHERE name <> '' ORDER BY customer_id LIMIT 1",
        )
        .bind(user.0)
        .optional_scalar()
        .await?;
    Ok(name.unwrap_or_default())
}

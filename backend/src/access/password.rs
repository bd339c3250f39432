use super::activate::come_in;
use super::credential::tell_change;
use super::my_address::end_address_request;
use super::throttle::{self, Counter};
use super::{
    Busy, Principal, SessionToken, hash_password, hashing, mailed_credentials, second_factor, session,
};
use crate::db::Tx;
use crate::events::Event;
use crate::mail::{Changed, CredentialChange};
use crate::observe::Operation;
use crate::services::Services;
use domain::access::Due;
use domain::credentials::Password;
use domain::ids::{MailJobId, UserId};
use std::net::IpAddr;

/// Why a password was not chosen.
#[derive(Debug, thiserror::Error)]
pub enum ChoosePasswordError {
    /// The very password that was mailed.
    #[error("the mailed password cannot be one's own")]
    Mailed,
    /// It tells the person's own address or identifier, which whoever guesses tries first, or the operator lets nobody have it.
    #[error("is tried first")]
    Guessable,
    /// The session has ended, or has nothing to choose.
    #[error("signed out")]
    SignedOut,
    /// The present password was not confirmed.
    #[error(transparent)]
    Unconfirmed(#[from] ConfirmPasswordError),
    /// Too many people are signing in at once.
    #[error(transparent)]
    Busy(#[from] Busy),
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

/// Why a password was not confirmed.
#[derive(Debug, thiserror::Error)]
pub enum ConfirmPasswordError {
    /// It is another.
    #[error("wrong password")]
    Wrong,
    /// Too many wrong ones: this one was not looked at.
    #[error("wait {seconds} seconds")]
    Wait {
        /// Until the next attempt.
        seconds: u32,
    },
    /// Too many people are signing in at once.
    #[error(transparent)]
    Busy(#[from] Busy),
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

/// Chooses one's own password after signing in with a mailed one, which is then used up. Every
/// session of the person ends, this one too; the token is that of the next.
#[tracing::instrument(name = "access.choose_password", skip_all, err(level = "debug"), fields(user = %principal.user))]
pub async fn choose_password(
    services: &Services,
    principal: &Principal,
    password: &Password,
) -> Result<SessionToken, ChoosePasswordError> {
    let operation = Operation::begin("access.choose_password");

    if principal.due != Some(Due::Password) {
        return Err(ChoosePasswordError::SignedOut);
    }

    operation.ended(replace(services, principal, password).await)
}

/// Replaces one's own password by another. Every other session of the person ends.
#[tracing::instrument(name = "access.change_password", skip_all, err(level = "debug"), fields(user = %principal.user))]
pub async fn change_password(
    services: &Services,
    principal: &Principal,
    present: &str,
    password: &Password,
) -> Result<SessionToken, ChoosePasswordError> {
    let operation = Operation::begin("access.change_password");

    if principal.due.is_some() {
        return Err(ChoosePasswordError::SignedOut);
    }
    confirm_password(services, principal.user, present).await?;
    operation.ended(replace(services, principal, password).await)
}

/// Checks that whoever sits at an open session of `user` knows the password. They are slowed down as at the door.
pub(crate) async fn confirm_password(
    services: &Services,
    user: UserId,
    typed: &str,
) -> Result<(), ConfirmPasswordError> {
    let counter = Counter::own_password(&services.key, user);
    let mut turn = services.hashing.inside(counter.subject()).await?;
    let mut tx = services.db.read().await?;
    if let Some(seconds) = throttle::wait(&mut tx, [counter; 2], services.clock.now()).await? {
        Event::at_the_door("password.made_to_wait", Some(user)).log();
        return Err(ConfirmPasswordError::Wait { seconds });
    }

    let hash: Option<String> =
        tx.query("SELECT password_hash FROM users WHERE id = $1").bind(user.0).scalar().await?;
    drop(tx);
    if !hashing::verify(&mut turn, Password::typed(typed), hash).await? {
        let mut tx = services.db.write().await?;
        throttle::count(&mut tx, counter, services.clock.now()).await?;
        tx.tell(Event::at_the_door("password.refused", Some(user)));
        tx.commit().await?;
        return Err(ConfirmPasswordError::Wrong);
    }

    Ok(())
}

async fn replace(
    services: &Services,
    principal: &Principal,
    password: &Password,
) -> Result<SessionToken, ChoosePasswordError> {
    // Nobody gets to occupy a place for hashing with what is refused anyway.
    if is_guessable(&mut services.db.read().await?, services, principal.user, password).await? {
        return Err(ChoosePasswordError::Guessable);
    }
    let hash = hash_password(services, principal.user, password).await?;
    let mut tx = services.db.write().await?;
    let began = session::began(&mut tx, principal).await?.ok_or(ChoosePasswordError::SignedOut)?;

    if mailed_credentials::was_mailed(&mut tx, principal.user, password.reveal()).await? {
        return Err(ChoosePasswordError::Mailed);
    }

    let due = match principal.due {
        // Who is here with the password that is replaced has given the second factor, if there is one.
        None => None,
        Some(_) => factor_due(&mut tx, principal.user).await?,
    };
    let browser = Browser { network: principal.network, user_agent: &began.user_agent };
    let chosen = Chosen { user: principal.user, hash: &hash, due, mail: began.mail };
    let token = set_password(&mut tx, services, &chosen, browser).await?;
    tx.commit().await?;
    Ok(token)
}

/// Whether a password is one of those that the operator lets nobody have, or is guessed by who knows its person.
pub(super) async fn is_guessable(
    tx: &mut Tx,
    services: &Services,
    user: UserId,
    password: &Password,
) -> sqlx::Result<bool> {
    Ok(services.common_passwords.hold(password) || names_its_person(tx, user, password).await?)
}

/// Whether a password tells the person's own address or identifier, or is made of these, of names that the person goes by
/// and of their customers' (NIST SP 800-63B-4, section 3.1.1.2).
async fn names_its_person(tx: &mut Tx, user: UserId, password: &Password) -> sqlx::Result<bool> {
    let (email, identifier): (String, String) =
        tx.query("SELECT email_key, identifier FROM users WHERE id = $1").bind(user.0).fetch_one().await?;
    let typed = password.reveal().to_lowercase();
    if typed.contains(&email) || typed.contains(&identifier.to_lowercase()) {
        return Ok(true);
    }

    let names: Vec<String> = tx
        .query(
            "SELECT c.name FROM customers c WHERE c.id IN (
                 SELECT customer_id FROM memberships WHERE user_id = $1
                 UNION SELECT customer_id FROM administrators WHERE user_id = $1
                 UNION SELECT customer_id FROM advanced_users WHERE user_id = $1)
             UNION SELECT last_name FROM memberships WHERE user_id = $1 AND last_name IS NOT NULL
             UNION SELECT first_name FROM memberships WHERE user_id = $1 AND first_name IS NOT NULL",
        )
        .bind(user.0)
        .scalars()
        .await?;
    let names: Vec<&str> = names.iter().chain([&email]).map(String::as_str).collect();
    Ok(password.tells(&names))
}

/// Where somebody chooses a password.
#[derive(Clone, Copy, Debug)]
pub struct Browser<'a> {
    /// The network address that it comes from, where it is known.
    pub network: Option<IpAddr>,
    /// What it calls itself.
    pub user_agent: &'a str,
}

/// What is due of somebody who has shown no more than that they read their mail: a password that is forgotten takes no second
/// factor away.
pub(super) async fn factor_due(tx: &mut Tx, user: UserId) -> sqlx::Result<Option<Due>> {
    Ok(second_factor::exists(tx, user).await?.then_some(Due::Factor))
}

/// A password that somebody chose.
pub(super) struct Chosen<'a> {
    pub(super) user: UserId,
    pub(super) hash: &'a str,
    /// What is due before anything else in the session that opens.
    pub(super) due: Option<Due>,
    /// The mail by which they came to choose it, if one did.
    pub(super) mail: Option<MailJobId>,
}

/// Makes a password the person's: what was mailed is used up, a change of address that waits is cancelled, sessions end,
/// and a new one opens. Who had another password is told.
pub(super) async fn set_password(
    tx: &mut Tx,
    services: &Services,
    &Chosen { user, hash, due, mail }: &Chosen<'_>,
    browser: Browser<'_>,
) -> sqlx::Result<SessionToken> {
    let now = services.clock.now();
    let former: Option<String> =
        tx.query("SELECT password_hash FROM users WHERE id = $1").bind(user.0).scalar().await?;
    tx.query("UPDATE users SET password_hash = $2 WHERE id = $1").bind(user.0).bind(hash).execute().await?;
    if former.is_some() {
        let change = CredentialChange::new(Changed::Password, browser.network);
        tell_change(tx, services, user, &change).await?;
    }

    mailed_credentials::use_up(tx, user, now).await?;
    end_address_request(tx, user).await?;
    tx.query("DELETE FROM sessions WHERE user_id = $1").bind(user.0).execute().await?;
    match due {
        None => come_in(tx, services, user, mail, browser).await,
        Some(_) => session::open_by_mail(tx, services, user, due, mail, browser.user_agent).await,
    }
}

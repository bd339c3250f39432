use super::activate::come_in;
use super::throttle::{self, Counter};
use super::{Browser, Busy, SessionToken, hashing, mailed_credentials, second_factor, session};
use crate::db::Tx;
use crate::events::Event;
use crate::observe::Operation;
use crate::services::{SecretKey, Services};
use domain::access::Due;
use domain::address::EmailAddress;
use domain::chosen_identifier::ChosenIdentifier;
use domain::credentials::{Identifier, Password, TemporaryPassword};
use domain::ids::UserId;
use std::net::IpAddr;
use uuid::Uuid;

/// Somebody at the door.
#[derive(Clone, Copy)]
pub struct SignIn<'a> {
    pub login: &'a str,
    /// The password, as typed.
    pub password: &'a str,
    pub network: IpAddr,
    /// What the browser calls itself.
    pub user_agent: &'a str,
}

impl<'a> SignIn<'a> {
    const fn browser(&self) -> Browser<'a> {
        Browser { network: Some(self.network), user_agent: self.user_agent }
    }
}

/// Somebody who came in.
#[derive(Clone, Debug)]
pub struct SignedIn {
    /// The new session's token.
    pub token: SessionToken,
    /// What must be done before anything else, as far as the door knows: a second factor that is required, and that the
    /// person does not have, is asked for by every page.
    pub due: Option<Due>,
}

/// Why somebody stays outside.
#[derive(Debug, thiserror::Error)]
pub enum SignInError {
    /// No such login with this password. Nobody is told which of the two is wrong.
    #[error("wrong login or password")]
    Wrong,
    /// Too many wrong attempts: this one was not looked at.
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

/// What somebody showed to come in.
enum Proof {
    /// The password of their own, and the hash that it was checked against.
    Own(String),
    /// One that was mailed.
    Mailed(TemporaryPassword),
}

/// Signs somebody in.
///
/// An unknown login costs what a known one costs: the same statements, and a hash that is checked.
/// Attempts at one login are heard one after the other, so that each is counted before the next; of a network as many may
/// be heard beyond those that are free as it may have places for hashing.
#[tracing::instrument(name = "access.sign_in", skip_all, err(level = "debug"))]
pub async fn sign_in(services: &Services, attempt: &SignIn<'_>) -> Result<SignedIn, SignInError> {
    let operation = Operation::begin("access.sign_in");

    let now = services.clock.now();
    let mut tx = services.db.read().await?;
    let found = find(&mut tx, attempt.login).await?;
    drop(tx);
    let counters = counters(&services.key, attempt, found.as_ref());
    let mut turn = services.hashing.at_the_door(counters[0].subject(), counters[1].subject()).await?;

    let mut tx = services.db.read().await?;
    if let Some(seconds) = throttle::wait(&mut tx, counters, now).await? {
        Event::at_the_door("sign_in.made_to_wait", found.map(|(user, _)| user)).log();
        return Err(SignInError::Wait { seconds });
    }

    let temporary = TemporaryPassword::parse(attempt.password);
    let (user, hash) = found.unzip();
    let mailed = match temporary {
        Some(password) => {
            let user = user.unwrap_or(UserId(Uuid::nil()));
            mailed_credentials::mail_of_password(&mut tx, user, &password, now).await?.map(|_| password)
        }
        None => None,
    };

    drop(tx);
    let (hash, typed) = (hash.flatten(), Password::typed(attempt.password));
    let own = hashing::verify(&mut turn, typed, hash.clone()).await?;
    let proof = hash.filter(|_| own).map(Proof::Own).or(mailed.map(Proof::Mailed));

    let mut tx = services.db.write().await?;
    let signed_in = match user.zip(proof) {
        Some((user, proof)) => start_session(&mut tx, services, user, &proof, attempt.browser()).await?,
        None => None,
    };

    match &signed_in {
        // Wrong codes are counted with wrong passwords: who knows the password cannot begin their count again.
        Some(SignedIn { due: Some(Due::Factor), .. }) => {}
        Some(_) => throttle::forget(&mut tx, counters[0]).await?,
        None => {
            throttle::refuse(&mut tx, counters, now).await?;
            tx.tell(Event::at_the_door("sign_in.refused", user));
        }
    }

    tx.commit().await?;

    operation.ended(signed_in.ok_or(SignInError::Wrong))
}

/// The user of a login, and the hash of the password they chose.
pub(super) async fn find(tx: &mut Tx, login: &str) -> sqlx::Result<Option<(UserId, Option<String>)>> {
    let identifier = Identifier::parse(login);
    let address = EmailAddress::parse(login).ok();
    let found: Option<(Uuid, Option<String>)> = tx
        .query("SELECT id, password_hash FROM users WHERE identifier = $1 OR email_key = $2 OR identifier_key = $3")
        .bind(identifier.as_ref().map(Identifier::as_str))
        .bind(address.as_ref().map(EmailAddress::key))
        .bind(ChosenIdentifier::key_of(login))
        .fetch_optional()
        .await?;

    Ok(found.map(|(id, hash)| (UserId(id), hash)))
}

fn counters(key: &SecretKey, attempt: &SignIn<'_>, found: Option<&(UserId, Option<String>)>) -> [Counter; 2] {
    let person = match found {
        Some((user, _)) => Counter::sign_in(key, *user),
        None => Counter::person(key, "sign-in", nobody(attempt.login).as_bytes()),
    };
    [person, Counter::network(key, "sign-in", attempt.network)]
}

/// A login that is nobody's, the same for each of its spellings, as a known one is: six attempts in six spellings
/// would tell them apart.
fn nobody(login: &str) -> String {
    if let Some(identifier) = Identifier::parse(login) {
        return identifier.as_str().to_owned();
    }
    if let Some(key) = ChosenIdentifier::key_of(login) {
        return key;
    }
    EmailAddress::parse(login)
        .map_or_else(|_| login.trim().to_lowercase(), |address| address.key().to_owned())
}

/// Opens the session, if what was shown still holds.
async fn start_session(
    tx: &mut Tx,
    services: &Services,
    user: UserId,
    proof: &Proof,
    browser: Browser<'_>,
) -> sqlx::Result<Option<SignedIn>> {
    let now = services.clock.now();
    // Whoever changes the same person's address or password has locked them before the customers, too.
    mailed_credentials::lock(tx, user).await?;
    let (due, mail) = match proof {
        Proof::Own(hash) => {
            if !is_still_own(tx, user, hash).await? {
                return Ok(None);
            }
            if !second_factor::exists(tx, user).await? {
                let token = come_in(tx, services, user, None, browser).await?;
                return Ok(Some(SignedIn { token, due: None }));
            }
            (Due::Factor, None)
        }
        Proof::Mailed(password) => {
            let mail = mailed_credentials::mail_of_password(tx, user, password, now).await?;
            if mail.is_none() {
                return Ok(None);
            }
            (Due::Password, mail)
        }
    };

    let token = session::open_by_mail(tx, services, user, Some(due), mail, browser.user_agent).await?;
    Ok(Some(SignedIn { token, due: Some(due) }))
}

async fn is_still_own(tx: &mut Tx, user: UserId, hash: &str) -> sqlx::Result<bool> {
    let same: i64 = tx
        .query("SELECT COUNT(*) FROM users WHERE id = $1 AND password_hash = $2")
        .bind(user.0)
        .bind(hash)
        .scalar()
        .await?;
    Ok(same > 0)
}

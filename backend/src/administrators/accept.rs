use super::notify::tell_administrators;
use super::stored::{State, Stored, administers, dismiss, end_sessions, enroll};
use crate::access::{
    ConfirmPasswordError, LinkToken, Principal, SessionToken, confirm_password, open_session,
};
use crate::clock::local;
use crate::customers;
use crate::db::{Code, Tx};
use crate::journal::{self, Entry};
use crate::mail::{self, MailKind};
use crate::observe::Operation;
use crate::services::Services;
use domain::administrators::{Named, Offer, Role};
use domain::ids::{CustomerId, UserId};
use domain::time::Timestamp;
use serde_json::json;

/// Somebody who has become an administrator.
#[derive(Clone, Debug)]
pub struct Accepted {
    /// The token of the one session that is left of theirs: a new one.
    pub session: SessionToken,
    pub role: Role,
}

/// Why a request was not accepted.
#[derive(Debug, thiserror::Error)]
pub enum AcceptError {
    /// Somebody else's, or none at all, or no longer open; [`look`] says which.
    #[error("the request cannot be accepted")]
    Gone,
    /// The session has ended meanwhile.
    #[error("signed out")]
    SignedOut,
    /// The password was not confirmed.
    #[error(transparent)]
    Unconfirmed(#[from] ConfirmPasswordError),
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

/// What a mailed request is, to whom it was made. Changes nothing: mail scanners follow links.
pub async fn look(services: &Services, principal: &Principal, token: &str) -> sqlx::Result<Offer> {
    let Some(token) = LinkToken::parse(token) else { return Ok(Offer::Unknown) };
    let mut tx = services.db.read().await?;
    let found = Stored::of_token(&mut tx, &token.hash()).await?;
    let Some(found) = found.filter(|found| found.to() == principal.user) else { return Ok(Offer::Unknown) };

    match found.state_at(services.clock.now()) {
        State::Accepted => Ok(Offer::Accepted),
        State::Cancelled => Ok(Offer::Cancelled),
        State::Expired => Ok(Offer::Expired),
        State::Pending if !stands(&mut tx, &found).await? => Ok(Offer::Cancelled),
        State::Pending => offer(&mut tx, services, &found).await,
    }
}

async fn offer(tx: &mut Tx, services: &Services, found: &Stored) -> sqlx::Result<Offer> {
    let (customer, first, last, email): (String, String, String, String) = tx
        .query(
            "SELECT c.name, a.first_name, a.last_name, coalesce(m.email, u.email)
             FROM customers c JOIN users u ON u.id = $2
             LEFT JOIN administrators a ON a.customer_id = c.id AND a.user_id = u.id
             LEFT JOIN memberships m ON m.customer_id = c.id AND m.user_id = u.id
             WHERE c.id = $1",
        )
        .bind(found.customer_id)
        .bind(found.from_id)
        .fetch_one()
        .await?;

    Ok(Offer::Open {
        role: found.role.0,
        customer,
        from: Named { name: format!("{first} {last}").trim().to_owned(), email },
        until: local(Timestamp(found.valid_until), &services.time_zone),
    })
}

/// Whether a request that waits can still be accepted: who asks administers the customer, and who is asked is one of its
/// active people.
async fn stands(tx: &mut Tx, found: &Stored) -> sqlx::Result<bool> {
    let active: i64 = tx
        .query(
            "SELECT count(*) FROM memberships m JOIN customers c ON c.id = m.customer_id AND c.state = 'active'
             WHERE m.customer_id = $1 AND m.user_id = $2 AND m.status = 'active'",
        )
        .bind(found.customer_id)
        .bind(found.to_id)
        .scalar()
        .await?;
    Ok(active > 0 && administers(tx, found.customer(), found.from()).await?)
}

/// Accepts a request, in one transaction: who is asked administers the customer from now on, and whoever hands over no
/// longer does and stays a user with what assignments they have. The sessions of those whose rights change end; who has
/// just confirmed with a password gets a new one.
#[tracing::instrument(name = "administrators.accept", skip_all, err(level = "debug"), fields(user = %principal.user))]
pub async fn accept(
    services: &Services,
    principal: &Principal,
    token: &str,
    password: &str,
    user_agent: &str,
) -> Result<Accepted, AcceptError> {
    let operation = Operation::begin("administrators.accept");

    let token = LinkToken::parse(token).ok_or(AcceptError::Gone)?;
    // Nobody gets to occupy a place for hashing with requests that are not theirs.
    let mut tx = services.db.read().await?;
    let customer = open_request(&mut tx, services, &token, principal.user).await?.customer();
    drop(tx);
    confirm_password(services, principal.user, password).await?;

    let now = services.clock.now();
    let mut tx = services.db.write().await?;
    customers::lock(&mut tx, customer).await?;
    let request = open_request(&mut tx, services, &token, principal.user).await?;
    if !is_open(&mut tx, principal).await? {
        return Err(AcceptError::SignedOut);
    }

    let Code(role) = request.role;
    change(&mut tx, &request, now).await?;
    tell(&mut tx, services, &request).await?;
    let details = json!({ "users": [request.from(), request.to()], "role": role.code() });
    let entry = Entry { action: "hand_over.accepted", subject: Some(request.id), details };
    journal::append_as(&mut tx, customer, Some(principal.user), now, entry).await?;
    let session = open_session(&mut tx, services, principal.user, None, user_agent).await?;
    choose(&mut tx, &session, customer).await?;
    tx.commit().await?;

    operation.ended(Ok(Accepted { session, role }))
}

/// The request that `user` can accept with this token.
async fn open_request(
    tx: &mut Tx,
    services: &Services,
    token: &LinkToken,
    user: UserId,
) -> Result<Stored, AcceptError> {
    let found = Stored::of_token(tx, &token.hash()).await?.filter(|found| found.to() == user);
    let found = found.filter(|found| found.state_at(services.clock.now()) == State::Pending);
    let found = found.ok_or(AcceptError::Gone)?;
    if stands(tx, &found).await? { Ok(found) } else { Err(AcceptError::Gone) }
}

/// Whether the session has not ended since the password was looked at, as it does when that is changed.
async fn is_open(tx: &mut Tx, principal: &Principal) -> sqlx::Result<bool> {
    let open: i64 = tx
        .query("SELECT count(*) FROM sessions WHERE token_hash = $1 AND user_id = $2")
        .bind(&principal.session[..])
        .bind(principal.user.0)
        .scalar()
        .await?;
    Ok(open > 0)
}

/// Swaps the roles, or adds one. The new administrator is there before the former one goes.
async fn change(tx: &mut Tx, request: &Stored, now: Timestamp) -> sqlx::Result<()> {
    request.end(tx, State::Accepted).await?;
    enroll(tx, request.customer(), request.to(), now).await?;
    end_sessions(tx, request.to()).await?;

    if request.role == Code(Role::Successor) {
        dismiss(tx, request.customer(), request.from()).await?;
        end_sessions(tx, request.from()).await?;
    }
    Ok(())
}

async fn tell(tx: &mut Tx, services: &Services, request: &Stored) -> sqlx::Result<()> {
    let (customer, from, to) = (request.customer(), request.from(), request.to());
    mail::queue_notice(tx, services, customer, to, MailKind::Administrator).await?;
    if request.role == Code(Role::Successor) {
        mail::queue_notice(tx, services, customer, from, MailKind::FormerAdministrator).await?;
    }
    tell_administrators(tx, services, customer, &[to]).await
}

/// Begins the session at the customer that the person administers from now on.
async fn choose(tx: &mut Tx, session: &SessionToken, customer: CustomerId) -> sqlx::Result<()> {
    tx.query("UPDATE sessions SET customer_id = $2 WHERE token_hash = $1")
        .bind(&session.hash()[..])
        .bind(customer.0)
        .execute()
        .await?;
    Ok(())
}

use crate::db::{Code, TextCode, Tx};
use crate::services::SecretKey;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::administrators::Role;
use domain::ids::{CustomerId, UserId};
use domain::time::Timestamp;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use uuid::Uuid;

impl TextCode for Role {
    fn code(self) -> &'static str {
        Self::code(self)
    }

    fn from_code(code: &str) -> Option<Self> {
        Self::from_code(code)
    }
}

/// Where a request stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    Pending,
    Accepted,
    Cancelled,
    Expired,
}

impl TextCode for State {
    fn code(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Accepted => "accepted",
            Self::Cancelled => "cancelled",
            Self::Expired => "expired",
        }
    }

    fn from_code(code: &str) -> Option<Self> {
        [Self::Pending, Self::Accepted, Self::Cancelled, Self::Expired]
            .into_iter()
            .find(|state| state.code() == code)
    }
}

/// A request, as it is kept.
#[derive(Clone, Copy, Debug, sqlx::FromRow)]
pub(super) struct Stored {
    pub(super) customer_id: Uuid,
    pub(super) id: Uuid,
    pub(super) from_id: Uuid,
    pub(super) to_id: Uuid,
    pub(super) role: Code<Role>,
    pub(super) state: Code<State>,
    pub(super) valid_until: i64,
}

impl Stored {
    /// The request whose link carries a token of this hash.
    pub(super) async fn of_token(tx: &mut Tx, token_hash: &[u8; 32]) -> sqlx::Result<Option<Self>> {
        tx.query(
            "SELECT customer_id, id, from_id, to_id, role, state, valid_until FROM hand_overs
             WHERE token_hash = $1",
        )
        .bind(&token_hash[..])
        .fetch_optional()
        .await
    }

    pub(super) fn customer(&self) -> CustomerId {
        CustomerId(self.customer_id)
    }

    pub(super) fn from(&self) -> UserId {
        UserId(self.from_id)
    }

    pub(super) fn to(&self) -> UserId {
        UserId(self.to_id)
    }

    /// Where it stands at a moment.
    pub(super) fn state_at(&self, now: Timestamp) -> State {
        match self.state {
            Code(State::Pending) if self.valid_until <= now.0 => State::Expired,
            Code(state) => state,
        }
    }

    /// Ends it.
    pub(super) async fn end(&self, tx: &mut Tx, state: State) -> sqlx::Result<()> {
        tx.query("UPDATE hand_overs SET state = $3 WHERE customer_id = $1 AND id = $2")
            .bind(self.customer_id)
            .bind(self.id)
            .bind(Code(state))
            .execute()
            .await?;
        Ok(())
    }
}

/// Whether somebody administers all of the customer.
pub(crate) async fn administers(tx: &mut Tx, customer: CustomerId, user: UserId) -> sqlx::Result<bool> {
    let found: i64 = tx
        .query("SELECT count(*) FROM administrators WHERE customer_id = $1 AND user_id = $2")
        .bind(customer.0)
        .bind(user.0)
        .scalar()
        .await?;
    Ok(found > 0)
}

/// Whether the customer has another administrator than `user` who can act: one whom it has not suspended.
pub(super) async fn has_another(tx: &mut Tx, customer: CustomerId, user: UserId) -> sqlx::Result<bool> {
    let others: i64 = tx
        .query(
            "SELECT count(*) FROM administrators a
             LEFT JOIN memberships m ON m.customer_id = a.customer_id AND m.user_id = a.user_id
             WHERE a.customer_id = $1 AND a.user_id <> $2 AND (m.status IS NULL OR m.status <> 'suspended')",
        )
        .bind(customer.0)
        .bind(user.0)
        .scalar()
        .await?;
    Ok(others > 0)
}

/// Makes somebody an administrator, called as the customer calls them among its people.
pub(super) async fn enroll(
    tx: &mut Tx,
    customer: CustomerId,
    user: UserId,
    now: Timestamp,
) -> sqlx::Result<()> {
    tx.query(
        "INSERT INTO administrators (customer_id, user_id, last_name, first_name, since)
         SELECT $1, u.id, coalesce(m.last_name, ''), coalesce(m.first_name, ''), $3
         FROM users u LEFT JOIN memberships m ON m.customer_id = $1 AND m.user_id = u.id
         WHERE u.id = $2
         ON CONFLICT (customer_id, user_id) DO NOTHING",
    )
    .bind(customer.0)
    .bind(user.0)
    .bind(now.0)
    .execute()
    .await?;
    Ok(())
}

/// Takes somebody from the administrators, and ends what they asked of others. Whoever calls has made sure that there is
/// another.
pub(super) async fn dismiss(tx: &mut Tx, customer: CustomerId, user: UserId) -> sqlx::Result<()> {
    tx.query("DELETE FROM administrators WHERE customer_id = $1 AND user_id = $2")
        .bind(customer.0)
        .bind(user.0)
        .execute()
        .await?;
    tx.query(
        "UPDATE hand_overs SET state = 'cancelled' WHERE customer_id = $1 AND from_id = $2 AND state = 'pending'",
    )
    .bind(customer.0)
    .bind(user.0)
    .execute()
    .await?;
    Ok(())
}

/// Ends all sessions of somebody whose rights have changed.
pub(super) async fn end_sessions(tx: &mut Tx, user: UserId) -> sqlx::Result<()> {
    tx.query("DELETE FROM sessions WHERE user_id = $1").bind(user.0).execute().await?;
    Ok(())
}

/// Ends the sessions of somebody in which they came to a customer: another's decision, and no more than that customer's.
pub(super) async fn end_sessions_at(tx: &mut Tx, customer: CustomerId, user: UserId) -> sqlx::Result<()> {
    tx.query(
        "DELETE FROM sessions WHERE user_id = $2 AND (customer_id = $1 OR EXISTS (
             SELECT 1 FROM session_customers c WHERE c.session = token_hash AND c.customer_id = $1))",
    )
    .bind(customer.0)
    .bind(user.0)
    .execute()
    .await?;
    Ok(())
}

/// What names an administrator among those of one customer. The person's own key is the same with every customer, and no
/// customer is told it.
pub(super) fn key_of(key: &SecretKey, customer: CustomerId, user: UserId) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(&key.0).expect("HMAC takes a key of any length");
    mac.update(b"administrator\0");
    mac.update(customer.0.as_bytes());
    mac.update(user.0.as_bytes());
    URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes())
}

/// The customer's administrators.
pub(super) async fn all(tx: &mut Tx, customer: CustomerId) -> sqlx::Result<Vec<UserId>> {
    let users: Vec<Uuid> = tx
        .query("SELECT user_id FROM administrators WHERE customer_id = $1 ORDER BY since, user_id")
        .bind(customer.0)
        .scalars()
        .await?;
    Ok(users.into_iter().map(UserId).collect())
}

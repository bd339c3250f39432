use crate::access::LinkToken;
use crate::db::{Code, TextCode, Tx};
use domain::access::Mailbox;
use domain::ids::{AddressRequestId, UserId};
use domain::time::Timestamp;
use uuid::Uuid;

/// Where a request stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    Pending,
    /// The person has the new address.
    Done,
    /// The present mailbox has refused.
    Refused,
    /// The person has thought better of it.
    Cancelled,
    /// The person has asked for another.
    Replaced,
    /// The address was somebody else's when both mailboxes had confirmed.
    Taken,
    /// Nobody wrote this down: its time is over.
    Expired,
}

impl State {
    const STORED: [Self; 6] =
        [Self::Pending, Self::Done, Self::Refused, Self::Cancelled, Self::Replaced, Self::Taken];
}

impl TextCode for State {
    fn code(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Done => "done",
            Self::Refused => "refused",
            Self::Cancelled => "cancelled",
            Self::Replaced => "replaced",
            Self::Taken => "taken",
            Self::Expired => "expired",
        }
    }

    fn from_code(code: &str) -> Option<Self> {
        Self::STORED.into_iter().find(|state| state.code() == code)
    }
}

/// A request, as it is kept.
#[derive(Clone, Debug, sqlx::FromRow)]
pub(super) struct Stored {
    user_id: Uuid,
    id: Uuid,
    pub(super) name: String,
    pub(super) old_email: String,
    pub(super) new_email: String,
    pub(super) new_email_key: String,
    state: Code<State>,
    old_token_hash: Vec<u8>,
    pub(super) old_confirmed_at: Option<i64>,
    pub(super) new_confirmed_at: Option<i64>,
    asked_at: i64,
    valid_until: i64,
}

impl Stored {
    /// The request that a link is about, and whose mailbox the link was mailed to.
    pub(super) async fn of_link(tx: &mut Tx, link: &LinkToken) -> sqlx::Result<Option<(Self, Mailbox)>> {
        let hash = link.hash();
        let found: Option<Self> = tx
            .query(
                "SELECT user_id, id, name, old_email, new_email, new_email_key, state, old_token_hash,
                        old_confirmed_at, new_confirmed_at, asked_at, valid_until
                 FROM address_requests WHERE old_token_hash = $1 OR new_token_hash = $1",
            )
            .bind(&hash[..])
            .fetch_optional()
            .await?;

        Ok(found.map(|found| {
            let mailbox = if found.old_token_hash == hash { Mailbox::Old } else { Mailbox::New };
            (found, mailbox)
        }))
    }

    /// The request of a person that waits at this moment.
    pub(super) async fn pending_of(tx: &mut Tx, user: UserId, now: Timestamp) -> sqlx::Result<Option<Self>> {
        tx.query(
            "SELECT user_id, id, name, old_email, new_email, new_email_key, state, old_token_hash,
                    old_confirmed_at, new_confirmed_at, asked_at, valid_until
             FROM address_requests WHERE user_id = $1 AND state = 'pending' AND valid_until > $2",
        )
        .bind(user.0)
        .bind(now.0)
        .fetch_optional()
        .await
    }

    pub(super) fn user(&self) -> UserId {
        UserId(self.user_id)
    }

    pub(super) fn id(&self) -> AddressRequestId {
        AddressRequestId(self.id)
    }

    pub(super) fn asked_at(&self) -> Timestamp {
        Timestamp(self.asked_at)
    }

    pub(super) fn valid_until(&self) -> Timestamp {
        Timestamp(self.valid_until)
    }

    /// Where it stands at a moment.
    pub(super) fn state_at(&self, now: Timestamp) -> State {
        match self.state {
            Code(State::Pending) if self.valid_until <= now.0 => State::Expired,
            Code(state) => state,
        }
    }

    /// Whether a mailbox has confirmed.
    pub(super) fn is_confirmed_by(&self, mailbox: Mailbox) -> bool {
        match mailbox {
            Mailbox::Old => self.old_confirmed_at.is_some(),
            Mailbox::New => self.new_confirmed_at.is_some(),
        }
    }

    /// Writes down that a mailbox has confirmed.
    pub(super) async fn confirm(&self, tx: &mut Tx, mailbox: Mailbox, now: Timestamp) -> sqlx::Result<()> {
        let statement = match mailbox {
            Mailbox::Old => {
                "UPDATE address_requests SET old_confirmed_at = $3 WHERE user_id = $1 AND id = $2"
            }
            Mailbox::New => {
                "UPDATE address_requests SET new_confirmed_at = $3 WHERE user_id = $1 AND id = $2"
            }
        };
        tx.query(statement).bind(self.user_id).bind(self.id).bind(now.0).execute().await?;
        Ok(())
    }

    /// Ends it, if it still waits.
    pub(super) async fn end(&self, tx: &mut Tx, state: State) -> sqlx::Result<()> {
        tx.query(
            "UPDATE address_requests SET state = $3 WHERE user_id = $1 AND id = $2 AND state = 'pending'",
        )
        .bind(self.user_id)
        .bind(self.id)
        .bind(Code(state))
        .execute()
        .await?;
        Ok(())
    }
}

/// Whether a person may do anything anywhere: somebody whom all customers have suspended or removed changes nothing.
pub(super) async fn has_access(tx: &mut Tx, user: UserId) -> sqlx::Result<bool> {
    let found: i64 = tx
        .query(
            "SELECT (SELECT count(*) FROM memberships m
                     JOIN customers c ON c.id = m.customer_id AND c.state = 'active'
                     WHERE m.user_id = $1 AND m.status IN ('active', 'invited'))
                  + (SELECT count(*) FROM administrators a
                     JOIN customers c ON c.id = a.customer_id AND c.state = 'active'
                     LEFT JOIN memberships m ON m.customer_id = a.customer_id AND m.user_id = a.user_id
                     WHERE a.user_id = $1 AND (m.status IS NULL OR m.status <> 'suspended'))
                  + (SELECT count(*) FROM advanced_users v
                     JOIN customers c ON c.id = v.customer_id AND c.state = 'active'
                     WHERE v.user_id = $1 AND v.status = 'active')
                  + (SELECT count(*) FROM operators WHERE user_id = $1)",
        )
        .bind(user.0)
        .scalar()
        .await?;
    Ok(found > 0)
}

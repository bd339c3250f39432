//! A proposal, as whoever has its address sees it.

use crate::access::Principal;
use crate::clock::local;
use crate::customers::CustomerState;
use crate::db::{Code, TextCode, Tx};
use crate::services::Services;
use domain::access::Account;
use domain::advanced_users::{AssociationLink, AssociationOffer, Shared};
use domain::ids::{CustomerId, ProposalId, UserId};
use domain::time::Timestamp;
use uuid::Uuid;

/// Where a proposal stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    Pending,
    Accepted,
    /// By the person: the customer sees it as one that waits.
    Refused,
    /// By the customer.
    Withdrawn,
}

impl TextCode for State {
    fn code(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Accepted => "accepted",
            Self::Refused => "refused",
            Self::Withdrawn => "withdrawn",
        }
    }

    fn from_code(code: &str) -> Option<Self> {
        let all = [Self::Pending, Self::Accepted, Self::Refused, Self::Withdrawn];
        all.into_iter().find(|state| state.code() == code)
    }
}

/// A proposal to the person who asks.
#[derive(Debug, sqlx::FromRow)]
pub(super) struct Proposed {
    id: Uuid,
    customer_id: Uuid,
    customer_name: String,
    customer_state: Code<CustomerState>,
    pub(super) email: String,
    state: Code<State>,
    valid_until: i64,
    /// Of how many other customers the person is an active advanced user.
    elsewhere: i64,
    /// Whether the person is an advanced user of this one.
    here: i64,
}

impl Proposed {
    /// The proposal of this key, if it was made to the address that the person has.
    pub(super) async fn find(tx: &mut Tx, user: UserId, id: ProposalId) -> sqlx::Result<Option<Self>> {
        tx.query(
            "SELECT p.id, p.customer_id, c.name AS customer_name, c.state AS customer_state, p.email, p.state,
                    p.valid_until,
                    (SELECT count(*) FROM advanced_users v
                     JOIN customers o ON o.id = v.customer_id AND o.state = 'active'
                     WHERE v.user_id = u.id AND v.status = 'active' AND v.customer_id <> p.customer_id) AS elsewhere,
                    (SELECT count(*) FROM advanced_users v
                     WHERE v.customer_id = p.customer_id AND v.user_id = u.id) AS here
             FROM users u JOIN advanced_proposals p ON p.email_key = u.email_key
             JOIN customers c ON c.id = p.customer_id
             WHERE u.id = $1 AND p.id = $2",
        )
        .bind(user.0)
        .bind(id.0)
        .fetch_optional()
        .await
    }

    pub(super) fn customer(&self) -> CustomerId {
        CustomerId(self.customer_id)
    }

    /// Whether it can be answered at a moment: only an advanced user accepts an association, and only to what is new.
    pub(super) fn is_open(&self, now: Timestamp) -> bool {
        self.state == Code(State::Pending)
            && self.valid_until > now.0
            && self.customer_state == Code(CustomerState::Active)
            && self.elsewhere > 0
            && self.here == 0
    }

    /// Ends it.
    pub(super) async fn end(&self, tx: &mut Tx, state: State) -> sqlx::Result<()> {
        tx.query("UPDATE advanced_proposals SET state = $3 WHERE customer_id = $1 AND id = $2")
            .bind(self.customer_id)
            .bind(self.id)
            .bind(Code(state))
            .execute()
            .await?;
        Ok(())
    }

    /// What it offers the person, and what it would tell of them.
    pub(super) async fn offer(
        self,
        tx: &mut Tx,
        services: &Services,
        user: UserId,
    ) -> sqlx::Result<AssociationOffer> {
        let contracts: Vec<(String, String)> = tx
            .query(
                "SELECT c.number, CASE WHEN c.label = '' THEN c.name ELSE c.label END
                 FROM advanced_proposal_contracts p
                 JOIN contracts c ON c.customer_id = p.customer_id AND c.id = p.contract_id
                 WHERE p.customer_id = $1 AND p.proposal_id = $2 ORDER BY c.number",
            )
            .bind(self.customer_id)
            .bind(self.id)
            .fetch_all()
            .await?;
        let identifier = tx.query("SELECT identifier FROM users WHERE id = $1").bind(user.0).scalar().await?;
        let (last_name, first_name) = own_name(tx, user).await?;

        Ok(AssociationOffer {
            id: ProposalId(self.id),
            customer: self.customer_name,
            contracts: contracts.into_iter().map(|(number, name)| Account { number, name }).collect(),
            until: local(Timestamp(self.valid_until), &services.time_zone),
            shared: Shared { last_name, first_name, email: self.email, identifier },
        })
    }
}

/// What the first customer of which somebody is an advanced user calls them. They see it before they accept, and another
/// customer is told it when they do.
pub(super) async fn own_name(tx: &mut Tx, user: UserId) -> sqlx::Result<(String, String)> {
    let name: Option<(String, String)> = tx
        .query(
            "SELECT last_name, first_name FROM advanced_users WHERE user_id = $1 AND status = 'active'
             ORDER BY created_at, customer_id LIMIT 1",
        )
        .bind(user.0)
        .fetch_optional()
        .await?;
    Ok(name.unwrap_or_default())
}

/// What a proposal is, to whoever has its address. Changes nothing: mail scanners follow links.
pub async fn look(
    services: &Services,
    principal: &Principal,
    id: ProposalId,
) -> sqlx::Result<AssociationLink> {
    let now = services.clock.now();
    let mut tx = services.db.read().await?;
    let Some(found) = Proposed::find(&mut tx, principal.user, id).await? else {
        return Ok(AssociationLink::Unknown);
    };

    Ok(match found.state.0 {
        State::Accepted => AssociationLink::Accepted,
        State::Refused => AssociationLink::Refused,
        State::Pending if found.is_open(now) => {
            AssociationLink::Open(found.offer(&mut tx, services, principal.user).await?)
        }
        State::Pending if found.valid_until <= now.0 => AssociationLink::Expired,
        State::Pending | State::Withdrawn => AssociationLink::Withdrawn,
    })
}

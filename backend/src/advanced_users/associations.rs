use super::offer::Proposed;
use super::stored::by_owner;
use crate::access::Principal;
use crate::db::{Code, Tx};
use crate::services::Services;
use domain::advanced_users::{MyAssociation, MyAssociations};
use domain::fold::fold;
use domain::ids::{CustomerId, ProposalId, UserId};
use domain::users::UserStatus;
use uuid::Uuid;

/// The customers of which the person is an advanced user, and the associations that they can accept.
#[tracing::instrument(name = "advanced_users.associations", skip_all, err(level = "debug"), fields(user = %principal.user))]
pub async fn associations(services: &Services, principal: &Principal) -> sqlx::Result<MyAssociations> {
    let (user, now) = (principal.user, services.clock.now());
    let mut tx = services.db.read().await?;
    let customers = customers(&mut tx, user).await?;
    if customers.is_empty() {
        return Ok(MyAssociations::default());
    }

    let waiting: Vec<Uuid> = tx
        .query(
            "SELECT p.id FROM users u JOIN advanced_proposals p ON p.email_key = u.email_key
             WHERE u.id = $1 AND p.state = 'pending' ORDER BY p.asked_at, p.id",
        )
        .bind(user.0)
        .scalars()
        .await?;
    let mut offers = Vec::new();
    for id in waiting {
        let found = Proposed::find(&mut tx, user, ProposalId(id)).await?;
        if let Some(open) = found.filter(|found| found.is_open(now)) {
            offers.push(open.offer(&mut tx, services, user).await?);
        }
    }

    Ok(MyAssociations { customers, offers })
}

/// Those that have not closed, and whose invitation the person has accepted.
async fn customers(tx: &mut Tx, user: UserId) -> sqlx::Result<Vec<MyAssociation>> {
    let rows: Vec<(Uuid, String, Code<UserStatus>)> = tx
        .query(
            "SELECT v.customer_id, c.name, v.status FROM advanced_users v
             JOIN customers c ON c.id = v.customer_id AND c.state = 'active'
             WHERE v.user_id = $1 AND v.status IN ('active', 'suspended')",
        )
        .bind(user.0)
        .fetch_all()
        .await?;
    let contracts = tx
        .query(
            "SELECT v.customer_id, c.number FROM advanced_user_contracts v
             JOIN contracts c ON c.customer_id = v.customer_id AND c.id = v.contract_id
             WHERE v.user_id = $1 ORDER BY c.number",
        )
        .bind(user.0)
        .fetch_all()
        .await?;

    let mut contracts = by_owner(contracts);
    let mut customers: Vec<_> = rows
        .into_iter()
        .map(|(customer, name, Code(status))| MyAssociation {
            customer: CustomerId(customer),
            name,
            contracts: contracts.remove(&customer).unwrap_or_default(),
            is_suspended: status == UserStatus::Suspended,
        })
        .collect();
    customers.sort_by_cached_key(|of| (fold(&of.name), of.customer));

    Ok(customers)
}

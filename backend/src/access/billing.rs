use super::Principal;
use super::permissions::{Within, places, standings};
use crate::db::Tx;
use crate::services::Services;
use domain::access::AccessState;
use domain::ids::{ContractId, CustomerId};
use domain::rights::{Application, Level};
use domain::time::Timestamp;
use std::collections::BTreeSet;

/// The right to read what is billed of some contracts of a customer, tariffs above all: of all, for those who administer the
/// customer; of those at which one's own right *facturation* holds, for others. Made by [`billing`], and by nothing else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BillingScope {
    customer: CustomerId,
    /// What the customer is called.
    customer_name: String,
    /// `None`: all of them.
    contracts: Option<BTreeSet<ContractId>>,
}

impl BillingScope {
    pub fn customer(&self) -> CustomerId {
        self.customer
    }

    pub fn customer_name(&self) -> &str {
        &self.customer_name
    }

    pub fn reads(&self, contract: ContractId) -> bool {
        self.contracts.as_ref().is_none_or(|contracts| contracts.contains(&contract))
    }
}

/// What the person may read of what is billed, customer by customer: of the one that is looked at, and of those that the
/// person does not administer, and so has no other way to read of. Nothing, for most people.
pub async fn billing(services: &Services, principal: &Principal) -> sqlx::Result<Vec<BillingScope>> {
    if principal.due.is_some() {
        return Ok(Vec::new());
    }

    let now = services.clock.now();
    let mut lookup = services.db.lookup().await?;
    let mut scopes = Vec::new();
    for standing in standings(&mut lookup, principal.user).await? {
        let (customer, customer_name) = (standing.customer, standing.name);
        if !is_looked_at(principal, customer) {
            continue;
        }

        let contracts = match standing.state {
            AccessState::Administrator => None,
            AccessState::Open => Some(billed(&mut lookup, principal, customer, now).await?),
            _ => continue,
        };
        if contracts.as_ref().is_none_or(|contracts| !contracts.is_empty()) {
            scopes.push(BillingScope { customer, customer_name, contracts });
        }
    }

    Ok(scopes)
}

fn is_looked_at(principal: &Principal, customer: CustomerId) -> bool {
    principal.customer == Some(customer)
        || principal.administers.iter().all(|of| of.customer != customer || of.is_sight_alone())
}

/// The contracts at which the person's own right *facturation* holds, wherever in them.
async fn billed(
    lookup: &mut Tx,
    principal: &Principal,
    customer: CustomerId,
    now: Timestamp,
) -> sqlx::Result<BTreeSet<ContractId>> {
    let places = places(lookup, customer, principal.user, now, &Within::default()).await?;
    let billed =
        places.into_iter().filter(|place| place.own.rights.level(Application::Billing) >= Level::View);
    Ok(billed.map(|place| place.own.place.contract).collect())
}

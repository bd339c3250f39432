use super::list::list;
use super::stored::{Stored, are_contracts};
use crate::access::AdministratorScope;
use crate::customers;
use crate::db::Tx;
use crate::journal::{self, Entry};
use crate::observe::Operation;
use crate::services::Services;
use domain::access::Account;
use domain::advanced_users::{AdvancedRequest, AdvancedUserDetails, ContractChoice};
use domain::ids::{ContractId, CustomerId, UserId};
use domain::names::PersonName;
use serde_json::json;
use std::collections::BTreeSet;
use uuid::Uuid;

/// What an advanced user is from now on.
#[derive(Clone, Debug)]
pub struct Edition {
    pub last_name: Option<PersonName>,
    pub first_name: Option<PersonName>,
    /// What they see; `None`: all contracts, those to come as well.
    pub contracts: Option<Vec<ContractId>>,
}

/// Why nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum EditError {
    /// The customer has no such advanced user.
    #[error("not found")]
    NotFound,
    /// Some contracts were to be seen, and none was chosen.
    #[error("no contract")]
    NoContract,
    /// A contract is none of the customer's.
    #[error("an unknown contract")]
    UnknownContract,
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

/// The customer's contracts, by number.
pub async fn contracts(services: &Services, scope: &AdministratorScope) -> sqlx::Result<Vec<ContractChoice>> {
    let mut lookup = services.db.of(scope).lookup().await?;
    let rows: Vec<(Uuid, String, String)> = lookup
        .query(
            "SELECT id, number, CASE WHEN label = '' THEN name ELSE label END FROM contracts
             WHERE customer_id = $1 ORDER BY number",
        )
        .bind(scope.customer().0)
        .fetch_all()
        .await?;

    let choice =
        |(id, number, name)| ContractChoice { id: ContractId(id), account: Account { number, name } };
    Ok(rows.into_iter().map(choice).collect())
}

/// An advanced user of the customer's, to be edited.
#[tracing::instrument(name = "advanced_users.find", skip_all, err(level = "debug"), fields(customer = %scope.customer()))]
pub async fn find(
    services: &Services,
    scope: &AdministratorScope,
    key: &str,
) -> sqlx::Result<Option<AdvancedUserDetails>> {
    let listed = list(services, scope, &AdvancedRequest::default()).await?;
    let Some(user) = listed.into_iter().find(|user| user.key == key) else { return Ok(None) };
    let contracts = contracts(services, scope).await?;
    let chosen = contracts.iter().filter(|contract| user.contracts.contains(&contract.account.number));
    let chosen = chosen.map(|contract| contract.id).collect();

    Ok(Some(AdvancedUserDetails { user, chosen, contracts }))
}

/// Changes what the customer calls an advanced user, and which contracts they see. What is as it was, is not written down.
#[tracing::instrument(name = "advanced_users.edit", skip_all, err(level = "debug"), fields(customer = %scope.customer()))]
pub async fn edit(
    services: &Services,
    scope: &AdministratorScope,
    key: &str,
    edition: &Edition,
) -> Result<(), EditError> {
    let operation = Operation::begin("advanced_users.edit");

    let (customer, now) = (scope.customer(), services.clock.now());
    let chosen = edition.contracts.as_deref();
    if chosen.is_some_and(<[ContractId]>::is_empty) {
        return Err(EditError::NoContract);
    }

    let mut tx = services.db.of(scope).write().await?;
    customers::lock(&mut tx, customer).await?;
    let stored = Stored::named(&mut tx, services, customer, key).await?.ok_or(EditError::NotFound)?;
    let chosen = chosen.unwrap_or_default();
    if !are_contracts(&mut tx, customer, chosen).await? {
        return Err(EditError::UnknownContract);
    }

    let named = rename(&mut tx, customer, &stored, edition).await?;
    let moved = choose(&mut tx, customer, stored.user(), chosen).await?;
    if named || moved {
        let details = json!({ "contracts": chosen });
        let entry = Entry { action: "advanced_user.edited", subject: Some(stored.user().0), details };
        journal::append(&mut tx, scope, now, entry).await?;
    }
    tx.commit().await?;

    operation.ended(Ok(()))
}

/// Gives an advanced user other names; whether they are others.
async fn rename(tx: &mut Tx, customer: CustomerId, stored: &Stored, edition: &Edition) -> sqlx::Result<bool> {
    let name = |name: &Option<PersonName>| name.as_ref().map_or(String::new(), ToString::to_string);
    let (last_name, first_name) = (name(&edition.last_name), name(&edition.first_name));
    if (&last_name, &first_name) == (&stored.last_name, &stored.first_name) {
        return Ok(false);
    }

    tx.query(
        "UPDATE advanced_users SET last_name = $3, first_name = $4 WHERE customer_id = $1 AND user_id = $2",
    )
    .bind(customer.0)
    .bind(stored.user().0)
    .bind(last_name)
    .bind(first_name)
    .execute()
    .await?;
    Ok(true)
}

/// Lets an advanced user see these contracts, or all where there are none; whether that is a change.
async fn choose(
    tx: &mut Tx,
    customer: CustomerId,
    user: UserId,
    contracts: &[ContractId],
) -> sqlx::Result<bool> {
    let before: Vec<Uuid> = tx
        .query("SELECT contract_id FROM advanced_user_contracts WHERE customer_id = $1 AND user_id = $2")
        .bind(customer.0)
        .bind(user.0)
        .scalars()
        .await?;
    let (before, after): (BTreeSet<_>, BTreeSet<_>) =
        (before.into_iter().collect(), contracts.iter().map(|contract| contract.0).collect());
    if before == after {
        return Ok(false);
    }

    tx.query("DELETE FROM advanced_user_contracts WHERE customer_id = $1 AND user_id = $2")
        .bind(customer.0)
        .bind(user.0)
        .execute()
        .await?;
    for contract in after {
        tx.query(
            "INSERT INTO advanced_user_contracts (customer_id, user_id, contract_id) VALUES ($1, $2, $3)",
        )
        .bind(customer.0)
        .bind(user.0)
        .bind(contract)
        .execute()
        .await?;
    }

    Ok(true)
}

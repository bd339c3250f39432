use super::{ChangeError, Numbered, find};
use crate::access::AdministratorScope;
use crate::customers;
use crate::db::Tx;
use crate::journal::{self, Entry};
use crate::observe::Operation;
use crate::reference::sub_account_sort;
use crate::services::Services;
use domain::ids::{ContractId, CustomerId, SubAccountId};
use domain::names::AccountName;
use domain::numbers::{ContractNumber, SubAccountNumber};
use serde_json::json;
use uuid::Uuid;

/// Why nothing was created.
#[derive(Debug, thiserror::Error)]
pub enum CreateError {
    /// There is one of that number, which may be closed.
    #[error("there is one of that number already")]
    NumberTaken { closed: bool },
    /// The customer has no contract of that number.
    #[error("not found")]
    UnknownContract,
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

/// Creates a contract, at which people can get rights for every application.
#[tracing::instrument(name = "contracts.create_contract", skip_all, err(level = "debug"), fields(customer = %scope.customer()))]
pub async fn create_contract(
    services: &Services,
    scope: &AdministratorScope,
    number: &ContractNumber,
    name: &AccountName,
) -> Result<ContractId, CreateError> {
    let operation = Operation::begin("contracts.create_contract");

    let (customer, now) = (scope.customer(), services.clock.now());
    let mut tx = services.db.of(scope).write().await?;
    customers::lock(&mut tx, customer).await?;
    let taken: Option<Option<i64>> = tx
        .query("SELECT closed_at FROM contracts WHERE customer_id = $1 AND number = $2")
        .bind(customer.0)
        .bind(number.as_str())
        .optional_scalar()
        .await?;
    if let Some(closed_at) = taken {
        return Err(CreateError::NumberTaken { closed: closed_at.is_some() });
    }

    let id = ContractId(services.random.id(now));
    insert_contract(&mut tx, customer, id, number, name).await?;
    let entry = Entry { action: "contract.created", subject: Some(id.0), details: json!({}) };
    journal::append(&mut tx, scope, now, entry).await?;
    tx.commit().await?;

    operation.ended(Ok(id))
}

/// Creates a part of a contract.
#[tracing::instrument(name = "contracts.create_sub_account", skip_all, err(level = "debug"), fields(customer = %scope.customer()))]
pub async fn create_sub_account(
    services: &Services,
    scope: &AdministratorScope,
    contract: &ContractNumber,
    number: &SubAccountNumber,
    name: &AccountName,
) -> Result<SubAccountId, CreateError> {
    let operation = Operation::begin("contracts.create_sub_account");

    let (customer, now) = (scope.customer(), services.clock.now());
    let mut tx = services.db.of(scope).write().await?;
    customers::lock(&mut tx, customer).await?;
    let whole = Numbered { contract: contract.clone(), sub_account: None };
    let of = find(&mut tx, customer, &whole).await.map_err(|error| match error {
        ChangeError::Database(error) => CreateError::Database(error),
        ChangeError::UnknownContract | ChangeError::UnknownSubAccount => CreateError::UnknownContract,
    })?;
    let taken: Option<Option<i64>> = tx
        .query(
            "SELECT closed_at FROM sub_accounts WHERE customer_id = $1 AND contract_id = $2 AND number = $3",
        )
        .bind(customer.0)
        .bind(of.contract.0)
        .bind(number.as_str())
        .optional_scalar()
        .await?;
    if let Some(closed_at) = taken {
        return Err(CreateError::NumberTaken { closed: closed_at.is_some() });
    }

    let id = services.random.id(now);
    insert_sub_account(&mut tx, customer, of.contract, id, number, name).await?;
    let details = json!({ "sub_account": id });
    let entry = Entry { action: "sub_account.created", subject: Some(of.contract.0), details };
    journal::append(&mut tx, scope, now, entry).await?;
    tx.commit().await?;

    operation.ended(Ok(SubAccountId(id)))
}

async fn insert_contract(
    tx: &mut Tx,
    customer: CustomerId,
    id: ContractId,
    number: &ContractNumber,
    name: &AccountName,
) -> sqlx::Result<()> {
    tx.query("INSERT INTO contracts (customer_id, id, number, name) VALUES ($1, $2, $3, $4)")
        .bind(customer.0)
        .bind(id.0)
        .bind(number.as_str())
        .bind(name.as_str())
        .execute()
        .await?;
    tx.query(
        "INSERT INTO contract_applications (customer_id, contract_id, application)
         SELECT $1, $2, code FROM applications",
    )
    .bind(customer.0)
    .bind(id.0)
    .execute()
    .await?;
    Ok(())
}

async fn insert_sub_account(
    tx: &mut Tx,
    customer: CustomerId,
    contract: ContractId,
    id: Uuid,
    number: &SubAccountNumber,
    name: &AccountName,
) -> sqlx::Result<()> {
    tx.query(
        "INSERT INTO sub_accounts (customer_id, contract_id, id, number, name, sort)
         VALUES ($1, $2, $3, $4, $5, $6)",
    )
    .bind(customer.0)
    .bind(contract.0)
    .bind(id)
    .bind(number.as_str())
    .bind(name.as_str())
    .bind(sub_account_sort(number, name))
    .execute()
    .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contracts::close;
    use crate::reference::load;
    use crate::testing::contract_test;

    fn contract(number: &str) -> ContractNumber {
        ContractNumber::parse(number).unwrap()
    }

    fn sub_account(number: &str) -> SubAccountNumber {
        SubAccountNumber::parse(number).unwrap()
    }

    fn name(name: &str) -> AccountName {
        AccountName::parse(name).unwrap()
    }

    contract_test!(what_is_created_can_be_assigned_to, |world| async {
        let (services, scope) = (&world.services, &world.potters.scope);
        let id = create_contract(services, scope, &contract("77"), &name("Potters Sud")).await.unwrap();
        let part =
            create_sub_account(services, scope, &contract("77"), &sub_account("1"), &name("QUAI")).await;
        let reference = load(services, scope).await.unwrap();
        let created = reference.contract(id).unwrap();
        assert_eq!((created.name.as_str(), created.sub_accounts.len()), ("Potters Sud", 1));
        assert_eq!(created.sub_accounts[0].id, part.unwrap());
        assert_eq!(created.applications, domain::rights::Applications::ALL);
        assert_eq!(
            world
                .count(
                    "SELECT count(*) FROM journal WHERE action LIKE '%created' AND action <> 'user.created'"
                )
                .await,
            2
        );
    });

    contract_test!(a_number_is_given_once_and_a_closed_one_is_said_to_be, |world| async {
        let (services, scope) = (&world.services, &world.potters.scope);
        let again = create_contract(services, scope, &contract("10000700"), &name("X")).await;
        assert!(matches!(again, Err(CreateError::NumberTaken { closed: false })));
        let again =
            create_sub_account(services, scope, &contract("10000700"), &sub_account("53"), &name("X")).await;
        assert!(matches!(again, Err(CreateError::NumberTaken { closed: false })));

        let whole = Numbered { contract: contract("10000700"), sub_account: None };
        close(services, scope, &whole).await.unwrap();
        let again = create_contract(services, scope, &contract("10000700"), &name("X")).await;
        assert!(matches!(again, Err(CreateError::NumberTaken { closed: true })));
    });

    contract_test!(a_part_needs_a_contract_of_this_customer, |world| async {
        let (services, scope) = (&world.services, &world.other.scope);
        let refused =
            create_sub_account(services, scope, &contract("10095403"), &sub_account("1"), &name("X")).await;
        assert!(matches!(refused, Err(CreateError::UnknownContract)));
        create_contract(services, scope, &contract("10095403"), &name("Faïences Sud")).await.unwrap();
        assert_eq!(load(services, &world.potters.scope).await.unwrap(), world.potters.reference);
    });
}

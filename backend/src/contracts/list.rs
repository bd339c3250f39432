use crate::access::AdministratorScope;
use crate::clock::local;
use crate::db::{Code, Tx};
use crate::observe::Operation;
use crate::reference::{LISTED, of_contract, stored, stored_label};
use crate::services::Services;
use domain::contracts::{ContractRow, SubAccountRow};
use domain::ids::{ContractId, CustomerId, SubAccountId};
use domain::rights::Application;
use domain::time::{LocalTime, Timestamp};
use std::collections::HashMap;
use uuid::Uuid;

/// All contracts of the customer with their parts, closed ones among them, and who uses each.
#[tracing::instrument(name = "contracts.list", skip_all, err(level = "debug"), fields(customer = %scope.customer()))]
pub async fn list(services: &Services, scope: &AdministratorScope) -> sqlx::Result<Vec<ContractRow>> {
    let operation = Operation::begin("contracts.list");

    let customer = scope.customer();
    let shown =
        |at: Option<i64>| -> Option<LocalTime> { at.map(|at| local(Timestamp(at), &services.time_zone)) };
    let mut lookup = services.db.of(scope).lookup().await?;
    let rows: Vec<(Uuid, String, String, String, Option<i64>)> = lookup
        .query(
            "SELECT id, number, name, label, closed_at FROM contracts WHERE customer_id = $1 ORDER BY number",
        )
        .bind(customer.0)
        .fetch_all()
        .await?;
    let mut sub_accounts = sub_accounts(&mut lookup, customer, shown).await?;
    let mut applications = applications(&mut lookup, customer).await?;
    let mut contracts = Vec::with_capacity(rows.len());

    for (id, number, name, label, closed_at) in rows {
        contracts.push(ContractRow {
            id: ContractId(id),
            number: stored(number)?,
            name: stored(name)?,
            label: stored_label(label)?,
            closed_at: shown(closed_at),
            applications: applications.remove(&id).unwrap_or_default().into(),
            usage: of_contract(&mut lookup, customer, ContractId(id), LISTED).await?,
            sub_accounts: sub_accounts.remove(&id).unwrap_or_default(),
        });
    }

    operation.ended(Ok(contracts))
}

/// The parts of each contract, by number.
async fn sub_accounts(
    tx: &mut Tx,
    customer: CustomerId,
    shown: impl Fn(Option<i64>) -> Option<LocalTime>,
) -> sqlx::Result<HashMap<Uuid, Vec<SubAccountRow>>> {
    let rows: Vec<(Uuid, Uuid, String, String, String, Option<i64>)> = tx
        .query(
            "SELECT contract_id, id, number, name, label, closed_at FROM sub_accounts
             WHERE customer_id = $1 ORDER BY number",
        )
        .bind(customer.0)
        .fetch_all()
        .await?;
    let mut of: HashMap<Uuid, Vec<SubAccountRow>> = HashMap::new();
    for (contract, id, number, name, label, closed_at) in rows {
        of.entry(contract).or_default().push(SubAccountRow {
            id: SubAccountId(id),
            number: stored(number)?,
            name: stored(name)?,
            label: stored_label(label)?,
            closed_at: shown(closed_at),
        });
    }

    Ok(of)
}

async fn applications(tx: &mut Tx, customer: CustomerId) -> sqlx::Result<HashMap<Uuid, Vec<Application>>> {
    let rows: Vec<(Uuid, Code<Application>)> = tx
        .query("SELECT contract_id, application FROM contract_applications WHERE customer_id = $1")
        .bind(customer.0)
        .fetch_all()
        .await?;
    let mut of: HashMap<Uuid, Vec<Application>> = HashMap::new();
    for (contract, Code(application)) in rows {
        of.entry(contract).or_default().push(application);
    }

    Ok(of)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contracts::{Numbered, close};
    use crate::testing::contract_test;
    use crate::users::{NewPerson, NewUsers, create};
    use domain::address::EmailAddress;
    use domain::rights::Applications;
    use domain::users::Count;

    contract_test!(contracts_are_listed_with_who_uses_them_and_what_is_closed, |world| async {
        let (services, potters) = (&world.services, &world.potters);
        let person = |address: &str| NewPerson {
            address: EmailAddress::parse(address).unwrap(),
            last_name: None,
            first_name: None,
        };
        for (site, addresses) in
            [("Antony", vec!["a@p.example", "b@p.example"]), ("Saint-Étienne", vec!["a@p.example"])]
        {
            let place = potters.place("10000700", "53", site, "Expéditeur");
            let new = NewUsers {
                people: addresses.into_iter().map(person).collect(),
                places: vec![place],
                grants: domain::users::Grants::default(),
            };
            create(services, &potters.scope, &new).await.unwrap();
        }
        let sub_account = Numbered {
            contract: "10000700".to_owned().try_into().unwrap(),
            sub_account: "5".to_owned().try_into().ok(),
        };
        close(services, &potters.scope, &sub_account).await.unwrap();

        let contracts = list(services, &potters.scope).await.unwrap();
        let usage = contracts[0].usage;
        assert_eq!((usage.assignments, usage.people, usage.elsewhere), (Count::Exactly(3), 2, 2));
        assert!(contracts[1].usage.is_none());
        let parts: Vec<_> = contracts[0]
            .sub_accounts
            .iter()
            .map(|part| (part.number.as_str(), part.closed_at.is_some()))
            .collect();
        assert_eq!(parts, [("5", true), ("53", false)]);
        assert_eq!(contracts[0].applications, Applications::ALL);
    });

    contract_test!(another_customer_s_contract_of_the_same_number_is_another, |world| async {
        let contracts = list(&world.services, &world.other.scope).await.unwrap();
        assert_eq!(contracts.len(), 1);
        assert_eq!(contracts[0].name.as_str(), "Faïences du Nord");
        assert_eq!(contracts[0].sub_accounts.len(), 1);
    });
}

use super::{ChangeError, Numbered, find};
use crate::access::AdministratorScope;
use crate::customers;
use crate::journal::{self, Entry};
use crate::observe::Operation;
use crate::services::Services;
use domain::numbers::ContractNumber;
use domain::rights::{Application, Applications};
use serde_json::json;

/// Says what people can get rights for at a contract. Rights for anything else stay written, and are worth nothing
/// there until it can be had again.
#[tracing::instrument(name = "contracts.set_applications", skip_all, err(level = "debug"), fields(customer = %scope.customer()))]
pub async fn set_applications(
    services: &Services,
    scope: &AdministratorScope,
    contract: &ContractNumber,
    applications: Applications,
) -> Result<(), ChangeError> {
    let operation = Operation::begin("contracts.set_applications");

    let (customer, now) = (scope.customer(), services.clock.now());
    let mut tx = services.db.of(scope).write().await?;
    customers::lock(&mut tx, customer).await?;
    let whole = Numbered { contract: contract.clone(), sub_account: None };
    let of = find(&mut tx, customer, &whole).await?;

    tx.query("DELETE FROM contract_applications WHERE customer_id = $1 AND contract_id = $2")
        .bind(customer.0)
        .bind(of.contract.0)
        .execute()
        .await?;
    let had: Vec<&str> = applications.iter().map(Application::code).collect();
    for code in &had {
        tx.query(
            "INSERT INTO contract_applications (customer_id, contract_id, application) VALUES ($1, $2, $3)",
        )
        .bind(customer.0)
        .bind(of.contract.0)
        .bind(*code)
        .execute()
        .await?;
    }

    let details = json!({ "applications": had });
    let entry = Entry { action: "contract.applications_set", subject: Some(of.contract.0), details };
    journal::append(&mut tx, scope, now, entry).await?;
    tx.commit().await?;

    operation.ended(Ok(()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reference::load;
    use crate::testing::contract_test;

    contract_test!(a_contract_has_what_the_carrier_says, |world| async {
        let (services, potters) = (&world.services, &world.potters);
        let number = ContractNumber::parse("10000700").unwrap();
        let some: Applications = vec![Application::Shipping, Application::Tracking].into();
        set_applications(services, &potters.scope, &number, some).await.unwrap();
        let contracts = load(services, &potters.scope).await.unwrap().contracts;
        assert_eq!((contracts[0].applications, contracts[1].applications), (some, Applications::ALL));

        set_applications(services, &potters.scope, &number, Applications::ALL).await.unwrap();
        assert_eq!(load(services, &potters.scope).await.unwrap(), potters.reference);
    });

    contract_test!(another_customer_s_contract_is_unknown_or_another, |world| async {
        let (services, other) = (&world.services, &world.other);
        let unknown = ContractNumber::parse("10095403").unwrap();
        let refused = set_applications(services, &other.scope, &unknown, Applications::NONE).await;
        assert!(matches!(refused, Err(ChangeError::UnknownContract)));
        let same = ContractNumber::parse("10000700").unwrap();
        set_applications(services, &other.scope, &same, Applications::NONE).await.unwrap();
        assert_eq!(load(services, &world.potters.scope).await.unwrap(), world.potters.reference);
    });
}

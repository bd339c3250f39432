use super::Keyed;
use crate::access::AdministratorScope;
use crate::customers;
use crate::db::Tx;
use crate::journal::{self, Entry};
use crate::observe::Operation;
use crate::services::Services;
use domain::ids::CustomerId;
use domain::names::AccountName;
use serde_json::json;

/// Why a label was not set.
#[derive(Debug, thiserror::Error)]
pub enum LabelError {
    /// The customer has no such contract or sub-account.
    #[error("not found")]
    NotFound,
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

/// Sets what the customer calls a contract or a sub-account; `None` for what the carrier calls it.
#[tracing::instrument(name = "contracts.set_label", skip_all, err(level = "debug"), fields(customer = %scope.customer()))]
pub async fn set_label(
    services: &Services,
    scope: &AdministratorScope,
    of: Keyed,
    label: Option<&AccountName>,
) -> Result<(), LabelError> {
    let operation = Operation::begin("contracts.set_label");

    let (customer, now) = (scope.customer(), services.clock.now());
    let label = label.map(AccountName::as_str).unwrap_or_default();
    let mut tx = services.db.of(scope).write().await?;
    customers::lock(&mut tx, customer).await?;
    if !write(&mut tx, customer, of, label).await? {
        return Err(LabelError::NotFound);
    }

    let details = json!({ "sub_account": of.sub_account, "label": !label.is_empty() });
    let entry = Entry { action: "contract.labelled", subject: Some(of.contract.0), details };
    journal::append(&mut tx, scope, now, entry).await?;
    tx.commit().await?;

    operation.ended(Ok(()))
}

/// Writes the label; whether the customer has what it is of.
async fn write(tx: &mut Tx, customer: CustomerId, of: Keyed, label: &str) -> sqlx::Result<bool> {
    let written = match of.sub_account {
        None => tx
            .query("UPDATE contracts SET label = $3 WHERE customer_id = $1 AND id = $2")
            .bind(customer.0)
            .bind(of.contract.0)
            .bind(label),
        Some(part) => tx
            .query(
                "UPDATE sub_accounts SET label = $4 WHERE customer_id = $1 AND contract_id = $2 AND id = $3",
            )
            .bind(customer.0)
            .bind(of.contract.0)
            .bind(part.0)
            .bind(label),
    };

    Ok(written.execute().await? > 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contracts::list;
    use crate::testing::contract_test;

    contract_test!(a_customer_has_words_of_its_own_for_contracts_and_their_parts, |world| async {
        let (services, potters) = (&world.services, &world.potters);
        let contract = &potters.reference.contracts[0];
        let whole = Keyed { contract: contract.id, sub_account: None };
        let part = Keyed { sub_account: Some(contract.sub_accounts[0].id), ..whole };
        let (ours, parts) = (AccountName::parse("Siège").unwrap(), AccountName::parse("Quai").unwrap());
        set_label(services, &potters.scope, whole, Some(&ours)).await.unwrap();
        set_label(services, &potters.scope, part, Some(&parts)).await.unwrap();

        let listed = list(services, &potters.scope).await.unwrap();
        assert_eq!((listed[0].label.clone(), listed[1].label.clone()), (Some(ours), None));
        assert_eq!(
            (&listed[0].sub_accounts[0].label, &listed[0].sub_accounts[1].label),
            (&Some(parts), &None)
        );
        assert_eq!(listed[0].name, contract.name);

        set_label(services, &potters.scope, whole, None).await.unwrap();
        assert_eq!(list(services, &potters.scope).await.unwrap()[0].label, None);
        assert_eq!(world.count("SELECT count(*) FROM journal WHERE action = 'contract.labelled'").await, 3);
    });

    contract_test!(another_customer_s_contract_is_not_found, |world| async {
        let theirs = &world.other.reference.contracts[0];
        let ours = &world.potters.reference.contracts[0];
        let word = AccountName::parse("Secret").unwrap();
        for of in [
            Keyed { contract: theirs.id, sub_account: None },
            Keyed { contract: theirs.id, sub_account: Some(theirs.sub_accounts[0].id) },
            Keyed { contract: ours.id, sub_account: Some(theirs.sub_accounts[0].id) },
        ] {
            let refused = set_label(&world.services, &world.potters.scope, of, Some(&word)).await;
            assert!(matches!(refused, Err(LabelError::NotFound)));
        }
        let labels = "SELECT count(*) FROM contracts c JOIN sub_accounts s ON s.contract_id = c.id
            WHERE c.label <> '' OR s.label <> ''";
        assert_eq!(world.count(labels).await, 0);
    });
}

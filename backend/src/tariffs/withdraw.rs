use crate::access::AdministratorScope;
use crate::contracts::{ChangeError, Numbered, find};
use crate::customers;
use crate::journal::{self, Entry};
use crate::observe::Operation;
use crate::services::Services;
use domain::numbers::ContractNumber;
use domain::tariffs::TariffName;
use serde_json::json;
use uuid::Uuid;

/// Why a document was not withdrawn.
#[derive(Debug, thiserror::Error)]
pub enum WithdrawError {
    /// The customer has no contract of that number.
    #[error("not found")]
    UnknownContract,
    /// The contract has no document of that name.
    #[error("not found")]
    UnknownTariff,
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

/// Takes a document back. What was downloaded stays where it is; publishing the file again brings it back.
#[tracing::instrument(name = "tariffs.withdraw", skip_all, err(level = "debug"), fields(customer = %scope.customer()))]
pub async fn withdraw(
    services: &Services,
    scope: &AdministratorScope,
    contract: &ContractNumber,
    name: &TariffName,
) -> Result<(), WithdrawError> {
    let operation = Operation::begin("tariffs.withdraw");

    let (customer, now) = (scope.customer(), services.clock.now());
    let mut tx = services.db.of(scope).write().await?;
    customers::lock(&mut tx, customer).await?;
    let numbered = Numbered { contract: contract.clone(), sub_account: None };
    let contract = find(&mut tx, customer, &numbered).await?.contract;

    let withdrawn: Option<Uuid> = tx
        .query("DELETE FROM tariffs WHERE customer_id = $1 AND contract_id = $2 AND name = $3 RETURNING id")
        .bind(customer.0)
        .bind(contract.0)
        .bind(name.as_str())
        .optional_scalar()
        .await?;
    let id = withdrawn.ok_or(WithdrawError::UnknownTariff)?;
    let details = json!({ "name": name, "contract": contract });
    let entry = Entry { action: "tariff.withdrawn", subject: Some(id), details };
    journal::append(&mut tx, scope, now, entry).await?;
    tx.commit().await?;

    operation.ended(Ok(()))
}

impl From<ChangeError> for WithdrawError {
    fn from(error: ChangeError) -> Self {
        match error {
            ChangeError::UnknownContract | ChangeError::UnknownSubAccount => Self::UnknownContract,
            ChangeError::Database(error) => Self::Database(error),
        }
    }
}

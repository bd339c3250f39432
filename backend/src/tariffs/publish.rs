use crate::access::AdministratorScope;
use crate::contracts::{ChangeError, Numbered, find};
use crate::customers;
use crate::db::Tx;
use crate::journal::{self, Entry};
use crate::observe::Operation;
use crate::services::Services;
use domain::ids::{CustomerId, TariffId};
use domain::numbers::ContractNumber;
use domain::tariffs::{TariffFile, Validity};
use serde_json::json;

/// How large a piece is, in bytes.
const PIECE: usize = 256 * 1024;

/// A document to be published.
#[derive(Clone, Debug)]
pub struct NewTariff {
    pub contract: ContractNumber,
    pub file: TariffFile,
    pub validity: Validity,
}

/// Why a document was not published.
#[derive(Debug, thiserror::Error)]
pub enum PublishError {
    /// The customer has no contract of that number.
    #[error("not found")]
    UnknownContract,
    /// The contract has a document of that name: it would be replaced unseen.
    #[error("the contract has a document of that name")]
    NameTaken,
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

/// Publishes a document for a contract.
#[tracing::instrument(name = "tariffs.publish", skip_all, err(level = "debug"), fields(customer = %scope.customer()))]
pub async fn publish(
    services: &Services,
    scope: &AdministratorScope,
    new: &NewTariff,
) -> Result<TariffId, PublishError> {
    let operation = Operation::begin("tariffs.publish");

    let (customer, now) = (scope.customer(), services.clock.now());
    let mut tx = services.db.of(scope).write().await?;
    customers::lock(&mut tx, customer).await?;
    let numbered = Numbered { contract: new.contract.clone(), sub_account: None };
    let contract = find(&mut tx, customer, &numbered).await?.contract;

    let id = TariffId(services.random.id(now));
    let name = new.file.name();
    let written = tx
        .query(
            "INSERT INTO tariffs (customer_id, id, contract_id, name, size, valid_from, valid_to, published_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (customer_id, contract_id, name) DO NOTHING",
        )
        .bind(customer.0)
        .bind(id.0)
        .bind(contract.0)
        .bind(name.as_str())
        .bind(i64::try_from(new.file.content().len()).unwrap_or(i64::MAX))
        .bind(new.validity.from().to_string())
        .bind(new.validity.to().to_string())
        .bind(now.0)
        .execute()
        .await?;
    if written == 0 {
        return Err(PublishError::NameTaken);
    }

    write_pieces(&mut tx, customer, id, new.file.content()).await?;
    let details = json!({ "name": name, "contract": contract });
    let entry = Entry { action: "tariff.published", subject: Some(id.0), details };
    journal::append(&mut tx, scope, now, entry).await?;
    tx.commit().await?;

    operation.ended(Ok(id))
}

async fn write_pieces(tx: &mut Tx, customer: CustomerId, id: TariffId, content: &[u8]) -> sqlx::Result<()> {
    for (number, piece) in (0_i64..).zip(content.chunks(PIECE)) {
        tx.query(
            "INSERT INTO tariff_pieces (customer_id, tariff_id, number, content) VALUES ($1, $2, $3, $4)",
        )
        .bind(customer.0)
        .bind(id.0)
        .bind(number)
        .bind(piece)
        .execute()
        .await?;
    }

    Ok(())
}

impl From<ChangeError> for PublishError {
    fn from(error: ChangeError) -> Self {
        match error {
            ChangeError::UnknownContract | ChangeError::UnknownSubAccount => Self::UnknownContract,
            ChangeError::Database(error) => Self::Database(error),
        }
    }
}

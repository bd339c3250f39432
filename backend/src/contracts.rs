//! Contracts of a customer: the carrier creates and closes them, and says what can be done at them; the customer has words
//! of its own for them.

mod applications;
mod close;
mod create;
mod label;
mod list;

pub use applications::set_applications;
pub use close::{close, reopen};
pub use create::{CreateError, create_contract, create_sub_account};
pub use label::{LabelError, set_label};
pub use list::list;

use crate::db::Tx;
use domain::ids::{ContractId, CustomerId, SubAccountId};
use domain::numbers::{ContractNumber, SubAccountNumber};
use uuid::Uuid;

/// A contract, or a part of one, by its number: how the carrier names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Numbered {
    pub contract: ContractNumber,
    pub sub_account: Option<SubAccountNumber>,
}

/// A contract, or a part of one, by its key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Keyed {
    pub contract: ContractId,
    pub sub_account: Option<SubAccountId>,
}

/// Why something of the carrier's was not changed.
#[derive(Debug, thiserror::Error)]
pub enum ChangeError {
    /// The customer has no contract of that number.
    #[error("not found")]
    UnknownContract,
    /// The contract has no sub-account of that number.
    #[error("not found")]
    UnknownSubAccount,
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

/// What the customer has under a number, closed or not.
pub(crate) async fn find(
    tx: &mut Tx,
    customer: CustomerId,
    numbered: &Numbered,
) -> Result<Keyed, ChangeError> {
    let contract: Option<Uuid> = tx
        .query("SELECT id FROM contracts WHERE customer_id = $1 AND number = $2")
        .bind(customer.0)
        .bind(numbered.contract.as_str())
        .optional_scalar()
        .await?;
    let contract = ContractId(contract.ok_or(ChangeError::UnknownContract)?);
    let Some(number) = &numbered.sub_account else { return Ok(Keyed { contract, sub_account: None }) };
    let sub_account: Option<Uuid> = tx
        .query("SELECT id FROM sub_accounts WHERE customer_id = $1 AND contract_id = $2 AND number = $3")
        .bind(customer.0)
        .bind(contract.0)
        .bind(number.as_str())
        .optional_scalar()
        .await?;
    let sub_account = SubAccountId(sub_account.ok_or(ChangeError::UnknownSubAccount)?);

    Ok(Keyed { contract, sub_account: Some(sub_account) })
}

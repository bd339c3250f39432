//! Customers: the tenants.

mod create;
mod find;
mod list;
mod look;
mod names;
mod state;

pub(crate) use create::insert;
pub use create::{CreateError, CreatedCustomer, NewCustomer, create};
pub use find::{CustomerDetails, find};
pub use list::{CustomerPage, CustomerRow, CustomersFrom, list};
pub use look::{Look, LookError, begin_look, end_look, look};
pub(crate) use names::fold_names;
pub use state::{ChangeStateError, close, reopen};

use crate::db::{TextCode, Tx};
use crate::services::Services;
use domain::ids::CustomerId;
use uuid::Uuid;

/// Whether a customer's people may come in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CustomerState {
    Active,
    Closed,
}

impl TextCode for CustomerState {
    fn code(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Closed => "closed",
        }
    }

    fn from_code(code: &str) -> Option<Self> {
        [Self::Active, Self::Closed].into_iter().find(|state| state.code() == code)
    }
}

/// What a customer's people are mailed to sign in with the first time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum MailedCredential {
    Password,
    Link,
}

impl TextCode for MailedCredential {
    fn code(self) -> &'static str {
        match self {
            Self::Password => "password",
            Self::Link => "link",
        }
    }

    fn from_code(code: &str) -> Option<Self> {
        [Self::Password, Self::Link].into_iter().find(|credential| credential.code() == code)
    }
}

/// The customer that is called exactly so.
pub async fn find_by_name(services: &Services, name: &str) -> sqlx::Result<Option<CustomerId>> {
    let mut tx = services.db.read().await?;
    find_by_name_in(&mut tx, name).await
}

/// The customer with this identifier.
pub async fn find_by_id(services: &Services, id: CustomerId) -> sqlx::Result<Option<CustomerId>> {
    let mut tx = services.db.read().await?;
    let id: Option<Uuid> =
        tx.query("SELECT id FROM customers WHERE id = $1").bind(id.0).optional_scalar().await?;
    Ok(id.map(CustomerId))
}

async fn find_by_name_in(tx: &mut Tx, name: &str) -> sqlx::Result<Option<CustomerId>> {
    let id: Option<Uuid> =
        tx.query("SELECT id FROM customers WHERE name = $1").bind(name).optional_scalar().await?;
    Ok(id.map(CustomerId))
}

/// Makes whoever else writes this customer's data wait until this transaction ends. Operations take
/// it first, so that none waits for another that waits for it. SQLite has one writer at a time anyway.
pub(crate) async fn lock(tx: &mut Tx, customer: CustomerId) -> sqlx::Result<()> {
    if matches!(tx, Tx::Postgres(_)) {
        tx.query("SELECT 1 FROM customers WHERE id = $1 FOR NO KEY UPDATE")
            .bind(customer.0)
            .execute()
            .await?;
    }
    Ok(())
}

/// What a change adds to a customer's totals; negative for what it takes away.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Growth {
    pub assignments: i64,
    pub people: i64,
    /// Numbers taken for new assignments.
    pub numbers: i64,
}

/// Keeps the customer's totals; gives the last number that was taken (see `customers.last_number` in
/// the schema): the `n` numbers taken end with it.
pub(crate) async fn grow(tx: &mut Tx, customer: CustomerId, by: Growth) -> sqlx::Result<i64> {
    tx.query(
        "UPDATE customers SET assignment_count = assignment_count + $2, user_count = user_count + $3,
             last_number = last_number + $4
         WHERE id = $1 RETURNING last_number",
    )
    .bind(customer.0)
    .bind(by.assignments)
    .bind(by.people)
    .bind(by.numbers)
    .scalar()
    .await
}

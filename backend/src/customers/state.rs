use super::{CustomerState, lock};
use crate::access::OperatorScope;
use crate::db::Code;
use crate::journal::{self, Entry};
use crate::observe::Operation;
use crate::services::Services;
use domain::ids::CustomerId;
use serde_json::json;

/// Why a customer was not closed, or not opened again.
#[derive(Debug, thiserror::Error)]
pub enum ChangeStateError {
    /// There is no such customer.
    #[error("not found")]
    NotFound,
    /// It is so already.
    #[error("nothing to change")]
    Already,
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

/// Closes a customer. Nothing of it is deleted: nobody reaches it or may do anything with it until it is opened again, and
/// its mails are withdrawn as their turn comes.
pub async fn close(
    services: &Services,
    operator: &OperatorScope,
    customer: CustomerId,
) -> Result<(), ChangeStateError> {
    set(services, operator, customer, CustomerState::Closed).await
}

/// Opens it again: everybody may do what they could before.
pub async fn reopen(
    services: &Services,
    operator: &OperatorScope,
    customer: CustomerId,
) -> Result<(), ChangeStateError> {
    set(services, operator, customer, CustomerState::Active).await
}

#[tracing::instrument(name = "customers.set_state", skip_all, err(level = "debug"), fields(customer = %customer))]
async fn set(
    services: &Services,
    operator: &OperatorScope,
    customer: CustomerId,
    state: CustomerState,
) -> Result<(), ChangeStateError> {
    let operation = Operation::begin("customers.set_state");

    let now = services.clock.now();
    let mut tx = services.db.write().await?;
    lock(&mut tx, customer).await?;
    let present: Option<Code<CustomerState>> =
        tx.query("SELECT state FROM customers WHERE id = $1").bind(customer.0).optional_scalar().await?;
    match present {
        None => return Err(ChangeStateError::NotFound),
        Some(Code(present)) if present == state => return Err(ChangeStateError::Already),
        Some(_) => {}
    }

    let is_closed = state == CustomerState::Closed;
    tx.query("UPDATE customers SET state = $2, closed_at = $3 WHERE id = $1")
        .bind(customer.0)
        .bind(Code(state))
        .bind(is_closed.then_some(now.0))
        .execute()
        .await?;
    let action = if is_closed { "customer.closed" } else { "customer.reopened" };
    let entry = Entry { action, subject: Some(customer.0), details: json!({}) };
    journal::append(&mut tx, &operator.of_customer(customer), now, entry).await?;
    tx.commit().await?;

    operation.ended(Ok(()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access;
    use crate::testing::contract_test;
    use uuid::Uuid;

    contract_test!(nobody_reaches_a_closed_customer_and_everybody_what_is_opened_again, |world| async {
        let (services, operator, potters) = (&world.services, world.operator().await, &world.potters);
        let token = world.session_of(potters.administrator).await;
        let reached = || async {
            let principal = access::principal(services, &token).await.unwrap().unwrap();
            principal.administer(potters.id).is_ok()
        };
        assert!(reached().await);

        close(services, &operator, potters.id).await.unwrap();
        assert!(!reached().await);
        assert_eq!(world.count("SELECT count(*) FROM administrators").await, 2);

        reopen(services, &operator, potters.id).await.unwrap();
        assert!(reached().await);
        let journal = "SELECT count(*) FROM journal WHERE action IN ('customer.closed', 'customer.reopened')";
        assert_eq!(world.count(journal).await, 2);
    });

    contract_test!(what_is_closed_is_not_closed_again_nor_what_is_open_opened, |world| async {
        let (services, operator, potters) = (&world.services, world.operator().await, world.potters.id);
        let refused = reopen(services, &operator, potters).await;
        assert!(matches!(refused, Err(ChangeStateError::Already)), "{refused:?}");
        close(services, &operator, potters).await.unwrap();
        let refused = close(services, &operator, potters).await;
        assert!(matches!(refused, Err(ChangeStateError::Already)), "{refused:?}");
        let unknown = close(services, &operator, CustomerId(Uuid::from_u128(1))).await;
        assert!(matches!(unknown, Err(ChangeStateError::NotFound)), "{unknown:?}");
        assert_eq!(world.count("SELECT count(*) FROM journal WHERE action = 'customer.closed'").await, 1);
    });
}

use super::lock;
use crate::access::{CustomerScope, OperatorScope};
use crate::clock::local;
use crate::journal::{self, Entry};
use crate::observe::Operation;
use crate::services::Services;
use domain::ids::{ContractId, CustomerId};
use domain::names::LookReason;
use domain::reach::Reach;
use domain::time::{LocalTime, Timestamp};
use serde_json::json;
use uuid::Uuid;

/// For so many seconds somebody of the carrier's staff looks at a customer's people for one reason.
const LASTS: i64 = 60 * 60;

/// A look at a customer's people.
#[derive(Clone, Debug)]
pub struct Look {
    /// Sees all of them and changes nothing.
    pub scope: CustomerScope,
    /// What the customer is called.
    pub customer: String,
    pub reason: String,
    /// Until when it lasts.
    pub until: LocalTime,
}

/// Why no look began.
#[derive(Debug, thiserror::Error)]
pub enum LookError {
    /// There is no such customer, or nobody in person who looks: the command line needs no look.
    #[error("not found")]
    NotFound,
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

/// Lets whoever operates look at a customer's people for an hour. The customer's journal says so, and why.
#[tracing::instrument(name = "customers.begin_look", skip_all, err(level = "debug"), fields(customer = %customer))]
pub async fn begin_look(
    services: &Services,
    operator: &OperatorScope,
    customer: CustomerId,
    reason: &LookReason,
) -> Result<(), LookError> {
    let operation = Operation::begin("customers.begin_look");

    let user = operator.user().ok_or(LookError::NotFound)?;
    let now = services.clock.now();
    let mut tx = services.db.write().await?;
    lock(&mut tx, customer).await?;
    let known: i64 =
        tx.query("SELECT count(*) FROM customers WHERE id = $1").bind(customer.0).scalar().await?;
    if known == 0 {
        return Err(LookError::NotFound);
    }

    tx.query(
        "INSERT INTO operator_looks (customer_id, user_id, reason, until) VALUES ($1, $2, $3, $4)
         ON CONFLICT (customer_id, user_id) DO UPDATE SET reason = $3, until = $4",
    )
    .bind(customer.0)
    .bind(user.0)
    .bind(reason.as_str())
    .bind(now.plus_seconds(LASTS).0)
    .execute()
    .await?;
    let details = json!({ "reason": reason });
    let entry = Entry { action: "customer.looked_at", subject: Some(customer.0), details };
    journal::append(&mut tx, &operator.of_customer(customer), now, entry).await?;
    tx.commit().await?;

    operation.ended(Ok(()))
}

/// The look of whoever operates at a customer's people, while it lasts.
#[tracing::instrument(name = "customers.look", skip_all, err(level = "debug"), fields(customer = %customer))]
pub async fn look(
    services: &Services,
    operator: &OperatorScope,
    customer: CustomerId,
) -> sqlx::Result<Option<Look>> {
    let operation = Operation::begin("customers.look");

    let mut tx = services.db.lookup().await?;
    let found: Option<(String, String, i64)> = tx
        .query(
            "SELECT c.name, l.reason, l.until FROM operator_looks l JOIN customers c ON c.id = l.customer_id
             WHERE l.customer_id = $1 AND l.user_id = $2 AND l.until > $3",
        )
        .bind(customer.0)
        .bind(operator.user().map(|user| user.0))
        .bind(services.clock.now().0)
        .fetch_optional()
        .await?;
    let Some((name, reason, until)) = found else { return operation.ended(Ok(None)) };
    let contracts: Vec<Uuid> =
        tx.query("SELECT id FROM contracts WHERE customer_id = $1").bind(customer.0).scalars().await?;
    let reach = Reach::looking(contracts.into_iter().map(ContractId));

    operation.ended(Ok(Some(Look {
        scope: operator.reaching(customer, reach),
        customer: name,
        reason,
        until: local(Timestamp(until), &services.time_zone),
    })))
}

/// Ends a look before its time.
#[tracing::instrument(name = "customers.end_look", skip_all, err(level = "debug"), fields(customer = %customer))]
pub async fn end_look(
    services: &Services,
    operator: &OperatorScope,
    customer: CustomerId,
) -> sqlx::Result<()> {
    let operation = Operation::begin("customers.end_look");

    let mut tx = services.db.write().await?;
    tx.query("DELETE FROM operator_looks WHERE customer_id = $1 AND user_id = $2")
        .bind(customer.0)
        .bind(operator.user().map(|user| user.0))
        .execute()
        .await?;

    operation.ended(tx.commit().await)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journal;
    use crate::testing::contract_test;
    use crate::users::{self, NewPerson, NewUsers};
    use domain::address::EmailAddress;
    use domain::journal::{Action, JournalActor, JournalFilter, JournalRequest, JournalSubject};
    use domain::names::NameError;
    use domain::users::{Grants, PageRequest};

    contract_test!(whoever_gives_a_reason_sees_the_people_for_an_hour_and_changes_nothing, |world| async {
        let (services, potters) = (&world.services, &world.potters);
        let operator = world.operator().await;
        let place = potters.place("10000700", "53", "Antony", "Expéditeur");
        let address = EmailAddress::parse("anna@potters.example").unwrap();
        let people = vec![NewPerson { address, last_name: None, first_name: None }];
        let new = NewUsers { people, places: vec![place], grants: Grants::default() };
        users::create(services, &potters.scope, &new).await.unwrap();
        assert!(look(services, &operator, potters.id).await.unwrap().is_none());

        let reason = LookReason::parse("Appel n° 4711 de leur administratrice").unwrap();
        begin_look(services, &operator, potters.id, &reason).await.unwrap();
        let begun = look(services, &operator, potters.id).await.unwrap().unwrap();
        let seen = users::list(services, &begun.scope, &PageRequest::default()).await.unwrap();
        assert_eq!((seen.rows.len(), seen.rows[0].may_change), (1, false));
        let removed = users::remove_person(services, &begun.scope, seen.rows[0].id).await;
        assert!(removed.is_err(), "{removed:?}");
        assert!(look(services, &operator, world.other.id).await.unwrap().is_none());

        services.clock.advance(LASTS);
        assert!(look(services, &operator, potters.id).await.unwrap().is_none());
    });

    contract_test!(the_customer_s_journal_shows_who_looked_and_why, |world| async {
        let (services, potters) = (&world.services, &world.potters);
        let operator = world.operator().await;
        let reason = LookReason::parse("Contrôle annuel").unwrap();
        begin_look(services, &operator, potters.id, &reason).await.unwrap();
        end_look(services, &operator, potters.id).await.unwrap();
        assert!(look(services, &operator, potters.id).await.unwrap().is_none());

        let filter = JournalFilter { action: Some(Action::CustomerLookedAt), ..JournalFilter::default() };
        let request = JournalRequest { filter, cursor: None };
        let page = journal::list(services, &potters.scope, &request).await.unwrap();
        assert_eq!(page.rows[0].by, JournalActor::Operator);
        assert_eq!(page.rows[0].subject, JournalSubject::Named("Contrôle annuel".to_owned()));
        assert_eq!(world.count("SELECT count(*) FROM journal WHERE action = 'customer.looked_at'").await, 1);
    });

    #[test]
    fn a_reason_is_neither_blank_nor_an_address() {
        assert_eq!(LookReason::parse(" \u{a0} "), Err(NameError::Empty));
        assert_eq!(LookReason::parse("demande de jean@potters.fr"), Err(NameError::Link));
        assert!(LookReason::parse("Appel n° 4711").is_ok());
    }
}

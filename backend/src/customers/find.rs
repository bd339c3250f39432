use super::CustomerState;
use super::list::closed;
use crate::access::OperatorScope;
use crate::clock::local;
use crate::db::Code;
use crate::observe::Operation;
use crate::services::Services;
use domain::ids::CustomerId;
use domain::time::{LocalTime, Timestamp};

/// A customer, as the carrier sees it: nothing of its people but how many they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CustomerDetails {
    pub id: CustomerId,
    pub name: String,
    /// When it was closed, where it is.
    pub closed: Option<LocalTime>,
    pub since: LocalTime,
    pub people: u64,
    pub assignments: u64,
    pub administrators: u64,
}

/// The customer of a key, if there is one.
#[tracing::instrument(name = "customers.find", skip_all, err(level = "debug"), fields(customer = %customer))]
pub async fn find(
    services: &Services,
    _operator: &OperatorScope,
    customer: CustomerId,
) -> sqlx::Result<Option<CustomerDetails>> {
    #[derive(sqlx::FromRow)]
    struct Row {
        name: String,
        state: Code<CustomerState>,
        closed_at: Option<i64>,
        created_at: i64,
        user_count: i64,
        assignment_count: i64,
        administrators: i64,
    }

    let operation = Operation::begin("customers.find");

    let mut tx = services.db.lookup().await?;
    let row: Option<Row> = tx
        .query(
            "SELECT name, state, closed_at, created_at, user_count, assignment_count,
                    (SELECT count(*) FROM administrators a WHERE a.customer_id = customers.id) AS administrators
             FROM customers WHERE id = $1",
        )
        .bind(customer.0)
        .fetch_optional()
        .await?;

    operation.ended(Ok(row.map(|row| CustomerDetails {
        id: customer,
        closed: closed(services, row.state.0, row.closed_at, row.created_at),
        name: row.name,
        since: local(Timestamp(row.created_at), &services.time_zone),
        people: row.user_count.unsigned_abs(),
        assignments: row.assignment_count.unsigned_abs(),
        administrators: row.administrators.unsigned_abs(),
    })))
}

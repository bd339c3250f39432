//! People as such: one for each address, whatever the number of customers. A customer never learns
//! from here whether an address was known.

use crate::db::Tx;
use crate::services::Services;
use domain::address::EmailAddress;
use domain::credentials::Identifier;
use domain::ids::{AssignmentId, CustomerId, UserId};
use uuid::Uuid;

/// Whom an address belongs to.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Person {
    pub(crate) id: UserId,
    /// Whether the person chose a password already, for whichever customer.
    pub(crate) has_password: bool,
}

/// The person of `address`, who may be new. Somebody else creating the same person at the same time
/// waits here and then finds them.
pub(crate) async fn find_or_create(
    tx: &mut Tx,
    services: &Services,
    address: &EmailAddress,
) -> sqlx::Result<Person> {
    let now = services.clock.now();
    let identifier = Identifier::from_random(services.random.bytes());
    tx.query(
        "INSERT INTO users (id, email, email_key, identifier, created_at) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (email_key) DO NOTHING",
    )
    .bind(services.random.id(now))
    .bind(address.as_str())
    .bind(address.key())
    .bind(identifier.as_str())
    .bind(now.0)
    .execute()
    .await?;
    let (id, passwords): (Uuid, i64) = tx
        .query(
            "SELECT id, CAST(CASE WHEN password_hash IS NULL THEN 0 ELSE 1 END AS BIGINT)
             FROM users WHERE email_key = $1",
        )
        .bind(address.key())
        .fetch_one()
        .await?;

    Ok(Person { id: UserId(id), has_password: passwords > 0 })
}

/// Whose an assignment of the customer's is. Customers name their people by these: the person's own key tells
/// when somebody first had them, and is the same with every customer.
pub(crate) async fn of_assignment(
    tx: &mut Tx,
    customer: CustomerId,
    assignment: AssignmentId,
) -> sqlx::Result<Option<UserId>> {
    let user: Option<Uuid> = tx
        .query("SELECT user_id FROM assignments WHERE customer_id = $1 AND id = $2")
        .bind(customer.0)
        .bind(assignment.0)
        .optional_scalar()
        .await?;
    Ok(user.map(UserId))
}

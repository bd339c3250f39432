//! What tests of advanced users share.

use crate::testing::{Customer, World};
use crate::users::person::find_or_create;
use domain::address::EmailAddress;

/// Makes `Last First <address>` an advanced user of the customer's.
pub(crate) async fn advanced_at(
    world: &World,
    customer: &Customer,
    [last_name, first_name, address]: [&str; 3],
    status: &str,
) {
    let mut tx = world.services.db.write().await.unwrap();
    let address = EmailAddress::parse(address).unwrap();
    let person = find_or_create(&mut tx, &world.services, &address).await.unwrap();
    tx.query(
        "INSERT INTO advanced_users (customer_id, user_id, last_name, first_name, status, created_at)
         VALUES ($1, $2, $3, $4, $5, 0)",
    )
    .bind(customer.id.0)
    .bind(person.id.0)
    .bind(last_name)
    .bind(first_name)
    .bind(status)
    .execute()
    .await
    .unwrap();
    tx.commit().await.unwrap();
}

//! What tests of advanced users share.

use super::stored::key_of;
use crate::access::{Principal, principal};
use crate::testing::{Customer, World};
use crate::users::person::find_or_create;
use domain::address::EmailAddress;
use domain::ids::UserId;

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

/// The key of somebody's among a customer's advanced users.
pub(super) fn key(world: &World, customer: &Customer, user: UserId) -> String {
    key_of(&world.services.key, customer.id, user)
}

/// Who has this address, signed in.
pub(super) async fn signed_in(world: &World, address: &str) -> Principal {
    let token = world.session_of(world.user_of(address).await).await;
    principal(&world.services, &token).await.unwrap().unwrap()
}

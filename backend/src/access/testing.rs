//! What the tests of this folder share.

use super::{Principal, hash_password, principal};
use crate::testing::{Customer, World};
use crate::users::{self, NewPerson, NewUsers};
use domain::address::EmailAddress;
use domain::credentials::Password;
use domain::ids::UserId;
use domain::rights::{Application, Level};
use domain::users::Grants;

/// Somebody who has accepted an access to a place of a customer, and is signed in.
pub(crate) async fn member(world: &World, customer: &Customer, address: &str, place: [&str; 4]) -> Principal {
    let [contract, sub_account, site, profile] = place;
    let place = customer.place(contract, sub_account, site, profile);
    let person =
        NewPerson { address: EmailAddress::parse(address).unwrap(), last_name: None, first_name: None };
    users::create(
        &world.services,
        &customer.scope,
        &NewUsers { people: vec![person], places: vec![place], grants: Grants::default() },
    )
    .await
    .unwrap();
    world.execute("UPDATE memberships SET status = 'active' WHERE status = 'invited'").await;

    let token = world.session_of(world.user_of(address).await).await;
    principal(&world.services, &token).await.unwrap().unwrap()
}

/// Gives everybody a personal level of an application, until a moment.
pub(crate) async fn personal(world: &World, application: Application, level: Level, ends_at: Option<i64>) {
    let mut tx = world.services.db.write().await.unwrap();
    tx.query(
        "INSERT INTO personal_rights (customer_id, assignment_id, application, level, ends_at)
         SELECT customer_id, id, $1, $2, $3 FROM assignments",
    )
    .bind(application.code())
    .bind(level.code())
    .bind(ends_at)
    .execute()
    .await
    .unwrap();
    tx.commit().await.unwrap();
}

/// Gives somebody a password of their own.
pub(crate) async fn give_password(world: &World, user: UserId, text: &str) {
    let hash = hash_password(&world.services, user, &Password::parse(text).unwrap()).await.unwrap();
    let mut tx = world.services.db.write().await.unwrap();
    tx.query("UPDATE users SET password_hash = $2 WHERE id = $1")
        .bind(user.0)
        .bind(hash)
        .execute()
        .await
        .unwrap();
    tx.commit().await.unwrap();
}

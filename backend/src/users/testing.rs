//! What the tests of this folder share.

use super::{NewPerson, NewUsers, create, list};
use crate::db::Tx;
use crate::testing::{Customer, World};
use domain::address::EmailAddress;
use domain::names::PersonName;
use domain::users::{AssignmentRow, AssignmentTarget, Count, Filter, Grants, Page, PageRequest};

/// Assigns `Last First <address>` people of `customer` to a place, and gives the rows that stand there.
pub(crate) async fn people_at(
    world: &World,
    customer: &Customer,
    place: AssignmentTarget,
    people: &[[&str; 3]],
) {
    let name = |text: &str| PersonName::parse(text).ok();
    let people = people.iter().map(|[last_name, first_name, address]| NewPerson {
        address: EmailAddress::parse(address).unwrap(),
        last_name: name(last_name),
        first_name: name(first_name),
    });
    let new = NewUsers { people: people.collect(), places: vec![place], grants: Grants::default() };
    create(&world.services, &customer.scope, &new).await.unwrap();
}

/// The rows that a filter leaves, by address.
pub(crate) async fn rows(world: &World, customer: &Customer, filter: Filter) -> Vec<AssignmentRow> {
    page(world, customer, PageRequest { filter, size: 200, ..PageRequest::default() }).await.rows
}

/// The page that a request gives.
pub(super) async fn page(world: &World, customer: &Customer, request: PageRequest) -> Page {
    list(&world.services, &customer.scope, &request).await.unwrap()
}

/// How far words that many people have are counted.
pub(super) async fn most_of_words(world: &World) -> Count {
    match world.services.db.lookup().await.unwrap() {
        Tx::Sqlite(_) => Count::MoreThan(10_000),
        Tx::Postgres(_) => Count::MoreThan(1_000),
    }
}

/// The addresses of rows.
pub(crate) fn emails(rows: &[AssignmentRow]) -> Vec<&str> {
    rows.iter().map(|row| row.email.as_str()).collect()
}

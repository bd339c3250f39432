//! What the tests of this folder share.

use super::{NewPerson, NewUsers, create, list};
use crate::access::AdministratorScope;
use crate::db::Tx;
use crate::testing::{Customer, World};
use domain::address::EmailAddress;
use domain::ids::CustomerId;
use domain::names::PersonName;
use domain::users::{AssignmentRow, AssignmentTarget, Count, Filter, Grants, Page, PageRequest};
use sqlx::AssertSqlSafe;

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

/// All of a new customer with so many generated assignments.
pub(super) async fn generated(world: &World, assignments: u32) -> AdministratorScope {
    let generated = crate::demo::generate(&world.services, 1, assignments).await.unwrap();
    let key = generated.administrators[0].trim_start_matches("admin@").trim_end_matches(".example");
    AdministratorScope::for_command_line(CustomerId(key.parse().unwrap()))
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

/// Has PostgreSQL do a statement and say how.
pub(super) fn explained(statement: &str) -> AssertSqlSafe<String> {
    AssertSqlSafe(format!("EXPLAIN (ANALYZE, BUFFERS) {statement}"))
}

/// How many blocks were read, as PostgreSQL says of a statement.
pub(super) fn blocks(plan: &[String]) -> i64 {
    let all = plan.iter().find(|line| line.contains("Buffers:")).expect("it was asked for");
    let counts = all.split_whitespace().filter_map(|word| word.split_once('='));
    counts
        .filter(|(kind, _)| ["hit", "read"].contains(kind))
        .map(|(_, count)| count.parse::<i64>().unwrap())
        .sum()
}

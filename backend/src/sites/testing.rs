//! What the tests of this folder share.

use super::settle;
use crate::testing::{Customer, World};
use crate::users::{NewPerson, NewUsers, create, list};
use domain::address::EmailAddress;
use domain::ids::SiteId;
use domain::names::SiteName;
use domain::users::{AssignmentTarget, Filter, PageRequest};

pub(super) fn name(text: &str) -> SiteName {
    SiteName::parse(text).unwrap()
}

/// The site that a customer of the world has under a name.
pub(super) fn id_of(customer: &Customer, name: &str) -> SiteId {
    customer.reference.sites.iter().find(|site| site.name.as_str() == name).unwrap().id
}

/// Assigns so many people, `PREFIX0@…` and so on, to a place.
pub(super) async fn people(
    world: &World,
    customer: &Customer,
    place: AssignmentTarget,
    prefix: &str,
    count: usize,
) {
    let address = |number| format!("{prefix}{number}@potters.example");
    let person = |number| NewPerson {
        address: EmailAddress::parse(&address(number)).unwrap(),
        last_name: None,
        first_name: None,
    };
    let people: Vec<NewPerson> = (0..count).map(person).collect();
    for people in people.chunks(NewUsers::MOST) {
        let new = NewUsers {
            people: people.to_vec(),
            places: vec![place],
            grants: domain::users::Grants::default(),
        };
        create(&world.services, &customer.scope, &new).await.unwrap();
    }
}

/// Somebody new, to be assigned to a place.
pub(super) fn somebody(place: AssignmentTarget) -> NewUsers {
    let address = EmailAddress::parse("somebody@potters.example").unwrap();
    NewUsers {
        people: vec![NewPerson { address, last_name: None, first_name: None }],
        places: vec![place],
        grants: domain::users::Grants::default(),
    }
}

/// The names of the sites at which the rows stand that a search for a site finds, with their addresses.
pub(super) async fn found(world: &World, customer: &Customer, site: &str) -> Vec<(String, String)> {
    let filter = Filter { site: Some(site.to_owned()), ..Filter::default() };
    let request = PageRequest { filter, size: 200, ..PageRequest::default() };
    let page = list(&world.services, &customer.scope, &request).await.unwrap();
    page.rows.into_iter().map(|row| (row.site.unwrap_or_default(), row.email)).collect()
}

/// Lets everything be rewritten that waits to be.
pub(super) async fn settled(world: &World) {
    while settle(&world.services).await.unwrap() {}
}

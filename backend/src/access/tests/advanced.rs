//! Advanced users: who looks at all of a customer, or at some of its contracts, and changes nothing.

use super::*;
use crate::access::CustomerScope;
use crate::advanced_users::testing::advanced_at;
use crate::users::{self, NewPerson, NewUsers};
use domain::access::AccessState;
use domain::address::EmailAddress;
use domain::reach::Place;
use domain::rights::{Application, Level, Right};
use domain::users::{
    AssignmentTarget, Count, Filter, Grants, MayChange, Page, PageRequest, PersonalRight, StatusChange,
};

const ANDREE: &str = "andree@group.example";

/// Only the first of its two contracts.
const ONE_CONTRACT: &str = "INSERT INTO advanced_user_contracts (customer_id, user_id, contract_id)
    SELECT v.customer_id, v.user_id, c.id FROM advanced_users v
    JOIN contracts c ON c.customer_id = v.customer_id AND c.number = '10000700'";

fn antony(world: &World) -> AssignmentTarget {
    world.potters.place("10000700", "53", "Antony", "Expéditeur")
}

fn rhone(world: &World) -> AssignmentTarget {
    world.potters.place("10095403", "", "Lyon – Part-Dieu", "Expéditeur")
}

async fn assign(world: &World, address: &str, place: AssignmentTarget, personal: Vec<PersonalRight>) {
    let address = EmailAddress::parse(address).unwrap();
    let people = vec![NewPerson { address, last_name: None, first_name: None }];
    let new = NewUsers { people, places: vec![place], grants: Grants { personal, end: None } };
    users::create(&world.services, &world.potters.scope, &new).await.unwrap();
}

/// Andrée, who sees all of the first customer.
async fn andree(world: &World) {
    advanced_at(world, &world.potters, ["Avancée", "Andrée", ANDREE], "active").await;
}

async fn signed_in(world: &World) -> Principal {
    let token = world.session_of(world.user_of(ANDREE).await).await;
    who(world, &token).await.unwrap()
}

async fn scope(world: &World) -> Result<CustomerScope, Forbidden> {
    signed_in(world).await.scope(world.potters.id)
}

async fn page(world: &World, filter: Filter) -> Page {
    let request = PageRequest { filter, ..PageRequest::default() };
    users::list(&world.services, &scope(world).await.unwrap(), &request).await.unwrap()
}

async fn seen(world: &World) -> Vec<String> {
    page(world, Filter::default()).await.rows.into_iter().map(|row| row.email).collect()
}

contract_test!(an_advanced_user_sees_all_of_the_customer_and_manages_nothing, |world| async {
    andree(world).await;
    assign(world, "anna@potters.example", antony(world), Vec::new()).await;
    assign(world, "luc@potters.example", rhone(world), Vec::new()).await;

    let principal = signed_in(world).await;
    assert!(principal.administer(world.potters.id).is_err() && principal.scope(world.other.id).is_err());
    assert_eq!((principal.name.as_str(), principal.customer), ("Andrée", None), "none is chosen yet");
    let scope = principal.scope(world.potters.id).unwrap();
    for place in [antony(world).place(), rhone(world).place()] {
        assert!(scope.views(&place) && !scope.manages(&place));
    }

    assert_eq!(seen(world).await, ["anna@potters.example", "luc@potters.example"]);
    let all = page(world, Filter::default()).await;
    assert_eq!((all.assignments, all.people), (Count::Exactly(2), Some(Count::Exactly(2))));
    assert!(all.rows.iter().all(|row| !row.may_change));
});

contract_test!(whatever_an_advanced_user_tries_to_change_stays, |world| async {
    andree(world).await;
    assign(world, "anna@potters.example", antony(world), Vec::new()).await;
    let (services, scope) = (&world.services, scope(world).await.unwrap());
    let anna = world.assignment_of(&world.potters, world.user_of("anna@potters.example").await).await;

    let details = users::find(services, &scope, anna).await.unwrap().unwrap();
    assert_eq!(details.may_change, MayChange::Nothing);
    assert!(users::remove(services, &scope, &[anna]).await.is_err());
    assert!(users::remove_person(services, &scope, anna).await.is_err());
    assert!(users::set_status(services, &scope, anna, StatusChange::Suspend).await.is_err());
    assert!(crate::mail::resend(services, &scope, anna).await.is_err());
    assert_eq!(seen(world).await, ["anna@potters.example"]);
});

contract_test!(an_advanced_user_of_one_contract_sees_nothing_of_another, |world| async {
    andree(world).await;
    world.execute(ONE_CONTRACT).await;
    assign(world, "anna@potters.example", antony(world), Vec::new()).await;
    assign(world, "luc@potters.example", rhone(world), Vec::new()).await;
    let luc = world.assignment_of(&world.potters, world.user_of("luc@potters.example").await).await;

    assert_eq!(seen(world).await, ["anna@potters.example"]);
    let found = page(world, Filter { user: Some("luc".into()), ..Filter::default() }).await;
    assert_eq!((found.rows.len(), found.assignments), (0, Count::Exactly(0)));
    let scope = scope(world).await.unwrap();
    assert_eq!(users::find(&world.services, &scope, luc).await.unwrap(), None);
    let reference = crate::reference::load_viewed(&world.services, &scope, None).await.unwrap();
    assert_eq!(reference.contracts.len(), 1);
});

contract_test!(a_right_of_one_s_own_is_added_to_what_an_advanced_user_sees, |world| async {
    andree(world).await;
    let right = Right { application: Application::Administration, level: Level::Manage };
    assign(world, ANDREE, antony(world), vec![PersonalRight { right, end: None }]).await;
    world.execute("UPDATE memberships SET status = 'active'").await;

    let principal = signed_in(world).await;
    assert_eq!(principal.customer, Some(world.potters.id), "where one administers one begins");
    let scope = principal.scope(world.potters.id).unwrap();
    assert!(scope.manages(&antony(world).place()) && scope.views(&rhone(world).place()));
    let elsewhere = Place { site: None, ..antony(world).place() };
    assert!(!scope.manages(&elsewhere) && !scope.manages(&rhone(world).place()));
});

contract_test!(an_administrator_who_is_an_advanced_user_too_administers_as_before, |world| async {
    let administrator = ["Admin", "Andrée", "admin@potters.example"];
    advanced_at(world, &world.potters, administrator, "active").await;
    advanced_at(world, &world.other, administrator, "active").await;
    let (_, principal) = super::administrator(world).await;

    assert!(principal.administer(world.potters.id).is_ok() && principal.administer(world.other.id).is_err());
    assert_eq!(principal.customer, Some(world.potters.id));
    let advanced: Vec<_> =
        principal.administers.iter().map(|of| (of.is_advanced, of.is_sight_alone())).collect();
    assert_eq!(advanced, [(true, true), (true, false)], "FAÏENCES comes first");
});

contract_test!(what_an_advanced_user_may_do_is_to_look_and_is_said_so, |world| async {
    andree(world).await;
    let accesses = permissions(&world.services, &signed_in(world).await).await.unwrap();
    let said: Vec<_> = accesses.iter().map(|of| (of.customer.as_str(), of.state, of.places.len())).collect();
    assert_eq!(said, [("POTTERS FRANCE", AccessState::Advanced, 0)]);
});

contract_test!(the_sight_is_gone_with_what_gave_it, |world| async {
    andree(world).await;
    assign(world, ANDREE, antony(world), Vec::new()).await;
    assert!(scope(world).await.is_ok());
    for (change, back) in [
        ("UPDATE advanced_users SET status = 'suspended'", "UPDATE advanced_users SET status = 'active'"),
        ("UPDATE advanced_users SET status = 'invited'", "UPDATE advanced_users SET status = 'active'"),
        ("UPDATE memberships SET status = 'suspended'", "UPDATE memberships SET status = 'active'"),
        ("UPDATE customers SET state = 'closed'", "UPDATE customers SET state = 'active'"),
    ] {
        world.execute(change).await;
        assert!(scope(world).await.is_err(), "{change}");
        world.execute(back).await;
        assert!(scope(world).await.is_ok(), "{back}");
    }

    world.execute("DELETE FROM advanced_users").await;
    assert!(scope(world).await.is_err());
});

//! What people may do, as it is shown to them.

use super::*;
use crate::access::testing::{member, personal};
use crate::testing::{World, contract_test};
use crate::users;

/// 2027-01-01, 00:00 in Paris.
const NEW_YEAR: i64 = 1_798_758_000_000;

async fn shown(world: &World, principal: &Principal) -> Vec<CustomerAccess> {
    permissions(&world.services, principal).await.unwrap()
}

fn right(application: Application, level: Level) -> Right {
    Right { application, level }
}

const SENDER: [&str; 4] = ["10000700", "53", "Antony", "Expéditeur"];

contract_test!(a_person_is_shown_the_place_its_rights_and_whom_to_ask, |world| async {
    let anna = member(world, &world.potters, "anna@potters.example", SENDER).await;
    world.execute("UPDATE administrators SET first_name = 'Claire', last_name = 'Lefèvre'").await;

    let accesses = shown(world, &anna).await;

    let [access] = &accesses[..] else { panic!("{accesses:?}") };
    assert_eq!((access.customer.as_str(), access.state), ("POTTERS FRANCE", AccessState::Open));
    let [place] = &access.places[..] else { panic!("{access:?}") };
    assert_eq!(
        (place.contract.number.as_str(), place.contract.name.as_str()),
        ("10000700", "Potters Île-de-France")
    );
    assert_eq!(place.sub_account.as_ref().unwrap().name, "SERVICE CLIENT POTTERS");
    assert_eq!(place.site.as_deref(), Some("Antony"));
    let expected = [right(Application::Shipping, Level::Manage), right(Application::Tracking, Level::View)];
    assert_eq!(Vec::from(place.rights), expected);
    assert_eq!((place.until, &place.changes[..]), (None, &[][..]));
    let asked = [Contact { name: "Claire Lefèvre".to_owned(), email: "admin@potters.example".to_owned() }];
    assert_eq!(access.contacts, asked);
});

contract_test!(what_the_customer_calls_a_contract_is_what_its_people_read, |world| async {
    let anna = member(world, &world.potters, "anna@potters.example", SENDER).await;
    world.execute("UPDATE contracts SET label = 'Siège'").await;

    assert_eq!(shown(world, &anna).await[0].places[0].contract.name, "Siège");
});

contract_test!(an_end_is_shown_as_the_last_day_and_then_there_is_nothing, |world| async {
    let anna = member(world, &world.potters, "anna@potters.example", SENDER).await;
    world.execute("UPDATE assignments SET ends_at = 1798758000000").await;

    let until = shown(world, &anna).await[0].places[0].until.unwrap();
    assert_eq!((until.day, until.month, until.year), (31, 12, 2026));

    world.services.clock.advance((NEW_YEAR - world.now().0) / 1000);
    assert_eq!(shown(world, &anna).await[0].places, []);
});

contract_test!(a_personal_level_stands_in_the_place_of_the_profile_s_until_it_ends, |world| async {
    let anna = member(world, &world.potters, "anna@potters.example", SENDER).await;
    personal(world, Application::Shipping, Level::None, None).await;
    personal(world, Application::Returns, Level::Manage, Some(NEW_YEAR)).await;

    let place = shown(world, &anna).await[0].places[0].clone();
    assert_eq!(place.rights.level(Application::Shipping), Level::None);
    assert_eq!(place.rights.level(Application::Returns), Level::Manage);
    let [(application, last_day)] = place.changes[..] else { panic!("{place:?}") };
    assert_eq!((application, last_day.day, last_day.month), (Application::Returns, 31, 12));

    world.services.clock.advance((NEW_YEAR - world.now().0) / 1000);
    let rights = shown(world, &anna).await[0].places[0].rights;
    assert_eq!(
        (rights.level(Application::Shipping), rights.level(Application::Returns)),
        (Level::None, Level::None)
    );
});

contract_test!(what_a_contract_has_not_is_nobody_s, |world| async {
    let anna = member(world, &world.potters, "anna@potters.example", SENDER).await;
    personal(world, Application::Billing, Level::Manage, None).await;
    world.execute("DELETE FROM contract_applications WHERE application IN ('facturation', 'suivi')").await;

    let rights = shown(world, &anna).await[0].places[0].rights;
    assert_eq!(Vec::from(rights), [right(Application::Shipping, Level::Manage)]);
});

contract_test!(a_place_where_nothing_may_be_done_is_still_a_place, |world| async {
    let anna = member(world, &world.potters, "anna@potters.example", SENDER).await;
    world.execute("DELETE FROM contract_applications").await;

    let places = shown(world, &anna).await[0].places.clone();
    assert_eq!((places.len(), places[0].rights), (1, Rights::default()));
});

contract_test!(nothing_is_left_at_a_contract_or_a_sub_account_that_is_closed, |world| async {
    let anna = member(world, &world.potters, "anna@potters.example", SENDER).await;
    for (close, open) in [
        ("UPDATE contracts SET closed_at = 1", "UPDATE contracts SET closed_at = NULL"),
        ("UPDATE sub_accounts SET closed_at = 1", "UPDATE sub_accounts SET closed_at = NULL"),
    ] {
        world.execute(close).await;
        assert_eq!(shown(world, &anna).await[0].places, [], "{close}");
        world.execute(open).await;
        assert_eq!(shown(world, &anna).await[0].places.len(), 1, "{open}");
    }
});

contract_test!(who_stays_at_a_site_that_was_put_away_may_do_there_what_they_might, |world| async {
    let anna = member(world, &world.potters, "anna@potters.example", SENDER).await;
    world.execute("UPDATE sites SET archived_at = 1").await;
    assert_eq!(shown(world, &anna).await[0].places.len(), 1);
});

contract_test!(why_an_access_is_not_open_is_said, |world| async {
    let anna = member(world, &world.potters, "anna@potters.example", SENDER).await;
    for (change, state) in [
        ("UPDATE memberships SET status = 'suspended'", AccessState::Suspended),
        ("UPDATE memberships SET status = 'expired'", AccessState::Expired),
        ("UPDATE memberships SET status = 'invited'", AccessState::Invited),
    ] {
        world.execute(change).await;
        let access = &shown(world, &anna).await[0];
        assert_eq!((access.state, access.places.len(), access.contacts.len()), (state, 0, 1));
    }
});

contract_test!(each_customer_is_shown_its_own, |world| async {
    member(world, &world.potters, "anna@exemple.fr", SENDER).await;
    let anna = member(world, &world.other, "anna@exemple.fr", ["10000700", "", "Antony", "Expéditeur"]).await;

    let accesses = shown(world, &anna).await;

    let names: Vec<_> = accesses.iter().map(|access| access.customer.as_str()).collect();
    assert_eq!(names, ["FAÏENCES DU NORD", "POTTERS FRANCE"]);
    let contracts = accesses.iter().map(|access| access.places[0].contract.name.as_str());
    assert_eq!(contracts.collect::<Vec<_>>(), ["Faïences du Nord", "Potters Île-de-France"]);
    assert_eq!(accesses[0].contacts[0].email, "admin@faiences.example");
});

contract_test!(an_administrator_is_one_until_suspended_and_nobody_asks_a_suspended_one, |world| async {
    let anna = member(world, &world.potters, "anna@potters.example", SENDER).await;
    world
        .execute(
            "INSERT INTO administrators (customer_id, user_id, since)
             SELECT customer_id, user_id, 0 FROM memberships",
        )
        .await;
    let access = &shown(world, &anna).await[0];
    assert_eq!((access.state, access.contacts.len()), (AccessState::Administrator, 2));

    world.execute("UPDATE memberships SET status = 'suspended'").await;
    let access = &shown(world, &anna).await[0];
    assert_eq!((access.state, access.contacts.len()), (AccessState::Suspended, 1));
});

contract_test!(nothing_is_left_of_a_customer_that_is_closed_or_that_removed_the_person, |world| async {
    let anna = member(world, &world.potters, "anna@potters.example", SENDER).await;
    world.execute("UPDATE customers SET state = 'closed'").await;
    assert_eq!(shown(world, &anna).await, []);

    world.execute("UPDATE customers SET state = 'active'").await;
    let assignment = world.assignment_of(&world.potters, anna.user).await;
    users::remove(&world.services, &world.potters.scope, &[assignment]).await.unwrap();
    assert_eq!(shown(world, &anna).await, []);
});

contract_test!(an_operator_may_do_nothing_of_a_customer_s, |world| async {
    let anna = member(world, &world.potters, "anna@potters.example", SENDER).await;
    world.execute("INSERT INTO operators (user_id, since) SELECT user_id, 0 FROM memberships").await;
    let assignment = world.assignment_of(&world.potters, anna.user).await;
    users::remove(&world.services, &world.potters.scope, &[assignment]).await.unwrap();
    assert_eq!(shown(world, &anna).await, []);
});

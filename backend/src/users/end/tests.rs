use super::*;
use crate::testing::{World, contract_test};
use crate::users::testing::{emails, people_at, rows};
use crate::users::{Edit, edit, find};
use domain::end_date::EndDate;
use domain::rights::{Level, Right};
use domain::users::{Filter, Grants, PersonalRight};

const DAY: i64 = 24 * 3600;

/// Ada and Grace at Antony, of whom Ada has these grants; Ada's assignment.
async fn ada_with(world: &World, grants: Grants) -> AssignmentId {
    let place = world.potters.place("10000700", "53", "Antony", "Expéditeur");
    let people = [["", "", "ada@potters.example"], ["", "", "grace@potters.example"]];
    people_at(world, &world.potters, place, &people).await;
    let id = rows(world, &world.potters, Filter::default()).await[0].id;
    let change = Edit { last_name: None, first_name: None, place, grants, seen: None };
    edit(&world.services, &world.potters.scope, id, &change).await.unwrap();
    id
}

/// The last day of June, which is the day at which the world stands.
fn today() -> Option<EndDate> {
    EndDate::new(2026, 6, 30).ok()
}

fn returns(end: Option<EndDate>) -> Vec<PersonalRight> {
    vec![PersonalRight { right: Right { application: Application::Returns, level: Level::Manage }, end }]
}

contract_test!(an_assignment_is_gone_at_midnight_and_its_person_with_the_last_one, |world| async {
    ada_with(world, Grants { personal: Vec::new(), end: today() }).await;
    // 23:59 in Paris.
    world.services.clock.advance(10 * 3600 - 60);
    assert_eq!(end(&world.services).await.unwrap(), 0);
    world.services.clock.advance(60);
    assert_eq!(end(&world.services).await.unwrap(), 1);

    assert_eq!(emails(&rows(world, &world.potters, Filter::default()).await), ["grace@potters.example"]);
    assert_eq!(world.count("SELECT count(*) FROM memberships").await, 1);
    assert_eq!(
        world.count("SELECT assignment_count * 10 + user_count FROM customers WHERE user_count > 0").await,
        11
    );
    let ended =
        world.count("SELECT count(*) FROM journal WHERE action = 'assignments.ended' AND actor_id IS NULL");
    assert_eq!(ended.await, 1);
    assert_eq!(end(&world.services).await.unwrap(), 0, "it ends once");
});

contract_test!(a_right_ends_and_the_assignment_stays, |world| async {
    let id =
        ada_with(world, Grants { personal: returns(today()), end: EndDate::new(2026, 12, 31).ok() }).await;
    world.services.clock.advance(DAY);
    assert_eq!(end(&world.services).await.unwrap(), 1);

    let found = find(&world.services, &world.potters.scope, id).await.unwrap().unwrap();
    assert_eq!(found.personal, []);
    assert_eq!(
        rows(world, &world.potters, Filter::default()).await[0].next_end,
        EndDate::new(2026, 12, 31).ok()
    );
    assert_eq!(world.count("SELECT count(*) FROM journal WHERE action = 'rights.ended'").await, 1);
});

contract_test!(a_clock_that_jumps_over_ends_ends_them_all_at_once, |world| async {
    ada_with(
        world,
        Grants { personal: returns(EndDate::new(2026, 7, 15).ok()), end: EndDate::new(2026, 9, 1).ok() },
    )
    .await;
    world.services.clock.advance(400 * DAY);
    assert_eq!(end(&world.services).await.unwrap(), 1);
    assert_eq!(emails(&rows(world, &world.potters, Filter::default()).await), ["grace@potters.example"]);
    assert_eq!(world.count("SELECT count(*) FROM personal_rights").await, 0);
});

contract_test!(what_ends_soon_is_listed_and_counted, |world| async {
    ada_with(world, Grants { personal: Vec::new(), end: EndDate::new(2026, 7, 29).ok() }).await;
    let soon = Filter { ends_soon: true, ..Filter::default() };
    assert_eq!(emails(&rows(world, &world.potters, soon.clone()).await), ["ada@potters.example"]);
    assert_eq!(rows(world, &world.other, soon.clone()).await, []);
    let page =
        crate::users::testing::page(world, &world.potters, domain::users::PageRequest::default()).await;
    assert_eq!(page.ending_soon, domain::users::Count::Exactly(1));
    world.services.clock.advance(-10 * DAY);
    assert_eq!(rows(world, &world.potters, soon).await, []);
});

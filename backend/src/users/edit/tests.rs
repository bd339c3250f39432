use super::*;
use crate::testing::{World, contract_test};
use crate::users::testing::{people_at, rows};
use crate::users::{find, restore};
use domain::users::{AssignmentRow, Filter};

/// Élodie at Antony; the row of it.
async fn elodie(world: &World) -> AssignmentRow {
    let place = world.potters.place("10000700", "53", "Antony", "Expéditeur");
    people_at(world, &world.potters, place, &[["Lefèvre", "Élodie", "elodie@potters.example"]]).await;
    rows(world, &world.potters, Filter::default()).await.remove(0)
}

fn named(last_name: &str, first_name: &str, place: AssignmentTarget) -> Edit {
    Edit {
        last_name: PersonName::parse(last_name).ok(),
        first_name: PersonName::parse(first_name).ok(),
        place,
    }
}

contract_test!(names_and_place_change_and_the_list_follows, |world| async {
    let row = elodie(world).await;
    let place = world.potters.place("10095403", "", "Saint-Étienne", "Consultation");
    let change = named("Martin", "Élodie", place);
    edit(&world.services, &world.potters.scope, row.id, &change).await.unwrap();
    let found = find(&world.services, &world.potters.scope, row.id).await.unwrap().unwrap();
    assert_eq!(
        (found.last_name.as_str(), found.first_name.as_str(), found.place),
        ("Martin", "Élodie", place)
    );
    for (user, contract, site, hits) in [
        ("martin", "10095403", "etienne", 1),
        ("lefevre", "10095403", "etienne", 0),
        ("martin", "10000700", "etienne", 0),
        ("martin", "10095403", "antony", 0),
    ] {
        let some = |text: &str| Some(text.to_owned());
        let filter =
            Filter { user: some(user), contract: some(contract), site: some(site), ..Filter::default() };
        assert_eq!(rows(world, &world.potters, filter).await.len(), hits, "{user} {contract} {site}");
    }
    assert_eq!(world.count("SELECT count(*) FROM journal WHERE action = 'user.edited'").await, 1);
});

contract_test!(an_edit_that_changes_nothing_writes_nothing, |world| async {
    let row = elodie(world).await;
    let place = world.potters.place("10000700", "53", "Antony", "Expéditeur");
    let same = named("Lefèvre", "Élodie", place);
    edit(&world.services, &world.potters.scope, row.id, &same).await.unwrap();
    assert_eq!(world.count("SELECT count(*) FROM journal WHERE action = 'user.edited'").await, 0);
});

contract_test!(one_person_is_assigned_to_a_place_once, |world| async {
    let row = elodie(world).await;
    let lyon = world.potters.place("10095403", "", "Lyon – Part-Dieu", "Consultation");
    people_at(world, &world.potters, lyon, &[["", "", "elodie@potters.example"]]).await;
    let refused = edit(&world.services, &world.potters.scope, row.id, &named("Lefèvre", "", lyon)).await;
    assert!(matches!(refused, Err(EditError::Occupied)));
    let found = find(&world.services, &world.potters.scope, row.id).await.unwrap().unwrap();
    assert_eq!((found.first_name.as_str(), found.others.len()), ("Élodie", 1));
});

contract_test!(another_customer_s_assignment_is_not_found_and_its_places_are_unknown, |world| async {
    let row = elodie(world).await;
    let theirs = world.other.place("10000700", "53", "Antony", "Expéditeur");
    let foreign = edit(&world.services, &world.other.scope, row.id, &named("X", "Y", theirs)).await;
    assert!(matches!(foreign, Err(EditError::NotFound)));
    assert_eq!(find(&world.services, &world.other.scope, row.id).await.unwrap(), None);
    let forged = edit(&world.services, &world.potters.scope, row.id, &named("X", "Y", theirs)).await;
    assert!(matches!(forged, Err(EditError::AssignmentTarget(errors)) if errors.len() == 3));
    let unknown = restore(&world.services, &world.other.scope, domain::ids::RemovalId(row.id.0)).await;
    assert!(matches!(unknown, Err(crate::users::RestoreError::NotFound)));
});

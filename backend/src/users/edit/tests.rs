use super::*;
use crate::testing::{World, contract_test};
use crate::users::testing::{people_at, rows};
use crate::users::{find, restore};
use domain::end_date::EndDate;
use domain::rights::{Application, Level, Right};
use domain::users::{AssignmentRow, Filter, PersonalRight};

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
        grants: Grants::default(),
        seen: None,
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

fn date(text: &str) -> EndDate {
    EndDate::parse(text).unwrap()
}

fn personal(application: Application, level: Level, end: Option<&str>) -> PersonalRight {
    PersonalRight { right: Right { application, level }, end: end.map(date) }
}

/// Élodie's names and place, with these rights and this end.
fn granted(world: &World, personal: Vec<PersonalRight>, end: Option<&str>) -> Edit {
    let place = world.potters.place("10000700", "53", "Antony", "Expéditeur");
    Edit { grants: Grants { personal, end: end.map(date) }, ..named("Lefèvre", "Élodie", place) }
}

contract_test!(a_personal_right_says_who_gave_it_and_when_until_it_is_given_anew, |world| async {
    let row = elodie(world).await;
    let returns = personal(Application::Returns, Level::Manage, Some("2026-07-15"));
    let tracking = personal(Application::Tracking, Level::None, None);
    let change = granted(world, vec![tracking, returns], None);
    edit(&world.services, &world.potters.scope, row.id, &change).await.unwrap();

    let found = find(&world.services, &world.potters.scope, row.id).await.unwrap().unwrap();
    assert_eq!(found.personal.iter().map(|given| given.personal).collect::<Vec<_>>(), [returns, tracking]);
    assert_eq!(found.personal[0].given.by.as_deref(), Some("admin@potters.example"));
    assert_eq!((found.given.by.as_deref(), found.end), (Some("admin@potters.example"), None));
    let first = found.personal[0].given.at;
    assert_eq!(rows(world, &world.potters, Filter::default()).await[0].next_end, returns.end);

    world.services.clock.advance(3600);
    let later = granted(world, vec![returns, personal(Application::Tracking, Level::Manage, None)], None);
    edit(&world.services, &world.potters.scope, row.id, &later).await.unwrap();
    let found = find(&world.services, &world.potters.scope, row.id).await.unwrap().unwrap();
    assert_eq!(found.personal[0].given.at, first, "what stays was given when it was given");
    assert_ne!(found.personal[1].given.at, first);
});

contract_test!(rights_and_ends_that_stay_write_nothing, |world| async {
    let row = elodie(world).await;
    let change = granted(
        world,
        vec![personal(Application::Returns, Level::View, Some("2026-12-31"))],
        Some("2027-01-31"),
    );
    edit(&world.services, &world.potters.scope, row.id, &change).await.unwrap();
    edit(&world.services, &world.potters.scope, row.id, &change).await.unwrap();
    assert_eq!(world.count("SELECT count(*) FROM journal WHERE action = 'user.edited'").await, 1);
    let shown = &rows(world, &world.potters, Filter::default()).await[0];
    assert_eq!(shown.next_end, Some(date("2026-12-31")), "the first of both ends");

    edit(&world.services, &world.potters.scope, row.id, &granted(world, Vec::new(), None)).await.unwrap();
    let found = find(&world.services, &world.potters.scope, row.id).await.unwrap().unwrap();
    assert_eq!((found.personal, found.end), (Vec::new(), None));
    assert_eq!(rows(world, &world.potters, Filter::default()).await[0].next_end, None);
});

contract_test!(nothing_is_given_that_has_ended_or_that_the_contract_has_not, |world| async {
    let row = elodie(world).await;
    world.execute("DELETE FROM contract_applications WHERE application = 'facturation'").await;
    let billing = personal(Application::Billing, Level::View, None);
    let ended = personal(Application::Returns, Level::View, Some("2026-06-29"));
    let refused = edit(
        &world.services,
        &world.potters.scope,
        row.id,
        &granted(world, vec![billing, ended], Some("2026-06-29")),
    )
    .await;
    let Err(EditError::Grants(errors)) = refused else { panic!("{refused:?}") };
    assert_eq!(
        errors,
        [
            GrantError::NotOfContract(Application::Billing),
            GrantError::RightEnded(Application::Returns),
            GrantError::Ended
        ]
    );

    let today = granted(world, Vec::new(), Some("2026-06-30"));
    edit(&world.services, &world.potters.scope, row.id, &today).await.unwrap();
    let found = find(&world.services, &world.potters.scope, row.id).await.unwrap().unwrap();
    assert_eq!(found.end, Some(date("2026-06-30")), "what ends today holds until midnight");
});

contract_test!(what_was_given_before_stays_though_it_could_not_be_given_now, |world| async {
    let row = elodie(world).await;
    let billing = personal(Application::Billing, Level::View, None);
    let given = granted(world, vec![billing], None);
    edit(&world.services, &world.potters.scope, row.id, &given).await.unwrap();
    world.execute("DELETE FROM contract_applications WHERE application = 'facturation'").await;
    let renamed = Edit { last_name: PersonName::parse("Martin").ok(), ..given };
    edit(&world.services, &world.potters.scope, row.id, &renamed).await.unwrap();
});

contract_test!(rights_and_ends_come_back_with_what_was_removed, |world| async {
    let row = elodie(world).await;
    let returns = personal(Application::Returns, Level::Manage, Some("2026-12-31"));
    let change = granted(world, vec![returns], Some("2027-01-31"));
    edit(&world.services, &world.potters.scope, row.id, &change).await.unwrap();
    let before = find(&world.services, &world.potters.scope, row.id).await.unwrap().unwrap();
    let removal = crate::users::remove(&world.services, &world.potters.scope, &[row.id]).await.unwrap();
    restore(&world.services, &world.potters.scope, removal.id).await.unwrap();
    let after = find(&world.services, &world.potters.scope, row.id).await.unwrap().unwrap();
    assert_eq!((after.personal, after.end), (before.personal, before.end));
    assert_eq!(rows(world, &world.potters, Filter::default()).await[0].next_end, returns.end);
});

contract_test!(of_two_who_saw_the_same_the_second_is_told_what_the_first_made_of_it, |world| async {
    let row = elodie(world).await;
    let found = async || find(&world.services, &world.potters.scope, row.id).await.unwrap().unwrap();
    let seen = found().await.editable();
    let lyon = world.potters.place("10095403", "", "Lyon – Part-Dieu", "Consultation");
    let first = Edit { seen: Some(seen.clone()), ..named("Lefèvre", "Élodie", lyon) };
    edit(&world.services, &world.potters.scope, row.id, &first).await.unwrap();

    let second = Edit { seen: Some(seen.clone()), ..named("Lefebvre", "Élodie", seen.place) };
    let refused = edit(&world.services, &world.potters.scope, row.id, &second).await;
    let Err(EditError::Changed(present)) = refused else { panic!("{refused:?}") };
    assert_eq!(*present, domain::users::Editable { place: lyon, ..seen });
    assert_eq!(found().await.editable(), *present, "nothing was written");

    let knowing = Edit { seen: Some(*present), ..second };
    edit(&world.services, &world.potters.scope, row.id, &knowing).await.unwrap();
    assert_eq!(found().await.last_name, "Lefebvre");
});

contract_test!(a_personal_right_or_an_end_that_somebody_gave_meanwhile_is_a_change_too, |world| async {
    let row = elodie(world).await;
    let found = async || find(&world.services, &world.potters.scope, row.id).await.unwrap().unwrap();
    let seen = found().await.editable();
    let right = Right { application: Application::Billing, level: Level::View };
    let given = granted(world, vec![PersonalRight { right, end: None }], Some("2099-12-31"));
    edit(&world.services, &world.potters.scope, row.id, &given).await.unwrap();
    let late = Edit { seen: Some(seen), ..named("Lefèvre", "Élodie", found().await.place) };
    let refused = edit(&world.services, &world.potters.scope, row.id, &late).await;
    assert!(matches!(refused, Err(EditError::Changed(_))));
    let again = Edit { seen: Some(found().await.editable()), ..late };
    edit(&world.services, &world.potters.scope, row.id, &again).await.unwrap();
});

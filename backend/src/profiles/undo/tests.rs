use super::*;
use crate::profiles::testing::{name, populate, profile, rights};
use crate::profiles::{Delete, Edit, delete, edit, preview, preview_deletion};
use crate::reference::load;
use crate::testing::{World, contract_test};
use crate::users::testing::rows;
use crate::{maintenance, users};
use domain::ids::ProfileId;
use domain::profiles::ProfileOutcome;
use domain::users::Filter;

/// Changes the profile Expéditeur.
async fn change(world: &World, text: &str, levels: &str, revision: i64) -> ProfileChangeId {
    let id = profile(&world.potters, "Expéditeur");
    let to = Edit { name: name(text), rights: rights(levels), revision };
    let shown = preview(&world.services, &world.potters.scope, id, &to).await.unwrap();
    match edit(&world.services, &world.potters.scope, id, &to, Some(shown.mark)).await.unwrap() {
        ProfileOutcome::Done(change) => change,
        ProfileOutcome::Proposed(proposal) => panic!("{proposal:?}"),
    }
}

async fn replace(world: &World, id: ProfileId, successor: ProfileId) -> ProfileChangeId {
    let how = Delete { successor: Some(successor), revision: 1 };
    let shown = preview_deletion(&world.services, &world.potters.scope, id, how).await.unwrap();
    match delete(&world.services, &world.potters.scope, id, how, Some(shown.mark)).await.unwrap() {
        ProfileOutcome::Done(change) => change,
        ProfileOutcome::Proposed(proposal) => panic!("{proposal:?}"),
    }
}

/// Each assignment's address and profile, in the order of the list.
async fn given(world: &World) -> Vec<(String, String)> {
    let rows = rows(world, &world.potters, Filter::default()).await;
    rows.into_iter().map(|row| (row.email, row.profile)).collect()
}

contract_test!(name_and_levels_are_what_they_were, |world| async {
    populate(world).await;
    let done = change(world, "Retours", "retours=gestion", 1).await;
    undo(&world.services, &world.potters.scope, done).await.unwrap();
    assert_eq!(load(&world.services, &world.potters.scope).await.unwrap(), world.potters.reference);
    let filter = Filter { profile: Some("Expéditeur".to_owned()), ..Filter::default() };
    assert_eq!(rows(world, &world.potters, filter).await.len(), 3);
    assert_eq!(world.count("SELECT count(*) FROM journal WHERE action = 'profile.change_undone'").await, 1);
    let again = undo(&world.services, &world.potters.scope, done).await;
    assert!(matches!(again, Err(UndoError::NotFound)), "once");
});

contract_test!(what_was_changed_since_stays, |world| async {
    populate(world).await;
    let first = change(world, "Retours", "retours=gestion", 1).await;
    change(world, "Retours", "retours=consultation", 2).await;
    let refused = undo(&world.services, &world.potters.scope, first).await;
    assert!(matches!(refused, Err(UndoError::ChangedSince)));
    let reference = load(&world.services, &world.potters.scope).await.unwrap();
    let id = profile(&world.potters, "Expéditeur");
    assert_eq!(reference.profile(id).unwrap().rights, rights("retours=consultation"));
});

contract_test!(a_name_that_another_took_meanwhile_is_said, |world| async {
    let done = change(world, "Retours", "retours=gestion", 1).await;
    let new = crate::profiles::NewProfile { name: name("expediteur"), rights: rights("") };
    crate::profiles::create(&world.services, &world.potters.scope, &new).await.unwrap();
    let refused = undo(&world.services, &world.potters.scope, done).await;
    assert!(matches!(refused, Err(UndoError::Taken(other)) if other == "expediteur"));
});

contract_test!(a_deleted_profile_comes_back_to_those_who_had_it, |world| async {
    populate(world).await;
    let before = given(world).await;
    let (id, successor) = (profile(&world.potters, "Expéditeur"), profile(&world.potters, "Consultation"));
    let done = replace(world, id, successor).await;
    undo(&world.services, &world.potters.scope, done).await.unwrap();
    assert_eq!(given(world).await, before, "Zoé, who had the successor before, keeps it");
    assert_eq!(load(&world.services, &world.potters.scope).await.unwrap(), world.potters.reference);
});

contract_test!(who_was_given_another_profile_since_keeps_that, |world| async {
    populate(world).await;
    let (id, successor) = (profile(&world.potters, "Expéditeur"), profile(&world.potters, "Consultation"));
    let retours = crate::profiles::NewProfile { name: name("Retours"), rights: rights("retours=gestion") };
    let retours = crate::profiles::create(&world.services, &world.potters.scope, &retours).await.unwrap();
    let done = replace(world, id, successor).await;
    let bob = Filter { user: Some("bob".to_owned()), ..Filter::default() };
    let row = rows(world, &world.potters, bob).await.remove(0);
    let place = world.potters.place("10000700", "53", "Antony", "Consultation");
    let place = domain::users::AssignmentTarget { profile: retours, ..place };
    let moved = users::Edit {
        last_name: None,
        first_name: None,
        place,
        grants: domain::users::Grants::default(),
        seen: None,
    };
    users::edit(&world.services, &world.potters.scope, row.id, &moved).await.unwrap();

    undo(&world.services, &world.potters.scope, done).await.unwrap();

    let profiles: Vec<_> = given(world).await.into_iter().map(|(_, profile)| profile).collect();
    assert_eq!(profiles, ["Expéditeur", "Expéditeur", "Retours", "Consultation"]);
});

contract_test!(after_a_day_it_is_too_late_and_nothing_is_kept, |world| async {
    populate(world).await;
    let (id, successor) = (profile(&world.potters, "Expéditeur"), profile(&world.potters, "Consultation"));
    let done = replace(world, id, successor).await;
    assert_eq!(world.count("SELECT count(*) FROM profile_moves").await, 3);
    world.services.clock.advance(24 * 3600 + 1);
    let refused = undo(&world.services, &world.potters.scope, done).await;
    assert!(matches!(refused, Err(UndoError::NotFound)));
    maintenance::run(&world.services).await.unwrap();
    assert_eq!(world.count("SELECT count(*) FROM profile_moves").await, 0);
});

contract_test!(another_customer_s_change_is_not_found, |world| async {
    let done = change(world, "Retours", "retours=gestion", 1).await;
    let refused = undo(&world.services, &world.other.scope, done).await;
    assert!(matches!(refused, Err(UndoError::NotFound)));
});

use super::*;
use crate::profiles::testing::{name, profile};
use crate::profiles::{Delete, Edit, delete, edit, find, preview_deletion};
use crate::testing::{World, contract_test};
use crate::users::list;
use crate::users::testing::people_at;
use domain::profiles::ProfileOutcome;
use domain::users::{Filter, PageRequest, SortKey};

/// Thirteen people, which is more than three turns.
async fn thirteen(world: &World) {
    let potters = &world.potters;
    let addresses: Vec<String> = (0..13).map(|number| format!("p{number:02}@exemple.fr")).collect();
    let people: Vec<[&str; 3]> = addresses.iter().map(|address| ["", "", address.as_str()]).collect();
    people_at(world, potters, potters.place("10000700", "", "Antony", "Expéditeur"), &people).await;
    let other = potters.place("10000700", "", "Antony", "Consultation");
    people_at(world, potters, other, &[["", "", "other@exemple.fr"]]).await;
}

/// Calls the profile otherwise; its levels stay.
async fn rename(world: &World, to: &str) {
    let (services, scope) = (&world.services, &world.potters.scope);
    let id = profile(&world.potters, "Expéditeur");
    let found = find(services, scope, id).await.unwrap().unwrap();
    let change = Edit { name: name(to), rights: found.profile.rights, revision: found.revision };
    let done = edit(services, scope, id, &change, None).await.unwrap();
    assert!(matches!(done, ProfileOutcome::Done(_)), "nobody gains or loses anything");
}

/// How many a filter for the profile finds, and what they and whoever stands beside them are sorted by.
async fn found(world: &World, called: &str) -> (usize, Vec<String>) {
    let request =
        |filter| PageRequest { filter, sort: SortKey::Profile, size: 200, ..PageRequest::default() };
    let filter = Filter { profile: Some(called.to_owned()), ..Filter::default() };
    let of_profile = list(&world.services, &world.potters.scope, &request(filter)).await.unwrap();
    let all = list(&world.services, &world.potters.scope, &request(Filter::default())).await.unwrap();

    let mut order: Vec<String> = all.rows.into_iter().map(|row| row.profile).collect();
    order.dedup();
    (of_profile.rows.len(), order)
}

async fn turns(world: &World) -> usize {
    let mut turns = 0;
    while settle(&world.services).await.unwrap() {
        turns += 1;
    }
    turns
}

contract_test!(
    a_profile_that_many_have_is_found_by_its_new_name_at_once_and_sorted_by_it_soon,
    |world| async {
        thirteen(world).await;

        rename(world, "Bureau").await;
        assert_eq!(found(world, "Bureau").await.0, 13, "four of them are sorted by it");
        assert_eq!(found(world, "Expéditeur").await.0, 0);

        assert_eq!(turns(world).await, 3, "of four, four and one");
        assert_eq!(found(world, "Bureau").await, (13, vec!["Bureau".to_owned(), "Consultation".to_owned()]));
        assert_eq!(turns(world).await, 0);
    }
);

contract_test!(a_profile_renamed_again_and_back_meanwhile_sorts_by_what_it_is_called, |world| async {
    thirteen(world).await;

    for called in ["Bureau", "Zone", "Expéditeur", "Zone", "Bureau", "Expéditeur"] {
        rename(world, called).await;
        assert_eq!(found(world, called).await.0, 13, "{called}");
        settle(&world.services).await.unwrap();
    }
    turns(world).await;

    let order = vec!["Consultation".to_owned(), "Expéditeur".to_owned()];
    assert_eq!(found(world, "Expéditeur").await, (13, order));
});

contract_test!(a_profile_is_deleted_while_it_is_being_renamed, |world| async {
    thirteen(world).await;
    let (services, scope) = (&world.services, &world.potters.scope);
    rename(world, "Bureau").await;

    let id = profile(&world.potters, "Expéditeur");
    let successor = Some(profile(&world.potters, "Consultation"));
    let revision = find(services, scope, id).await.unwrap().unwrap().revision;
    let how = Delete { successor, revision };
    let asked = preview_deletion(services, scope, id, how).await.unwrap();
    let outcome = delete(services, scope, id, how, Some(asked.mark)).await.unwrap();
    assert!(matches!(outcome, ProfileOutcome::Done(_)));

    assert_eq!(found(world, "Consultation").await, (14, vec!["Consultation".to_owned()]));
    assert_eq!(turns(world).await, 0);
});

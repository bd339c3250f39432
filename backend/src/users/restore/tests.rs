use super::*;
use crate::testing::{World, contract_test};
use crate::users::remove;
use crate::users::testing::{page, people_at, rows};
use domain::users::{Filter, PageRequest};

async fn put_back(world: &World, removals: &[RemovalId]) -> PutBackByRemoval {
    let (scope, now) = (&world.potters.scope, world.services.clock.now());
    let mut tx = world.services.db.of(scope).write().await.unwrap();
    let put_back = put_back_all(&mut tx, scope, removals, now).await.unwrap();
    tx.commit().await.unwrap();
    put_back
}

contract_test!(what_was_taken_of_one_person_twice_goes_back_at_once, |world| async {
    let ana = ["Ana", "A", "ana@exemple.fr"];
    let antony = world.potters.place("10000700", "53", "Antony", "Expéditeur");
    let lyon = world.potters.place("10095403", "", "Lyon – Part-Dieu", "Consultation");
    people_at(world, &world.potters, antony, &[ana]).await;
    people_at(world, &world.potters, lyon, &[ana]).await;
    let before = page(world, &world.potters, PageRequest::default()).await;

    let mut removals = Vec::new();
    for row in &before.rows {
        removals.push(remove(&world.services, &world.potters.scope, &[row.id]).await.unwrap().id);
    }
    assert_eq!(world.count("SELECT count(*) FROM memberships WHERE email = 'ana@exemple.fr'").await, 0);

    let back = put_back(world, &removals).await;
    assert_eq!(back.values().map(|put| put.restoration.restored).collect::<Vec<_>>(), [1, 1]);
    assert_eq!(page(world, &world.potters, PageRequest::default()).await, before);
    assert!(put_back(world, &removals).await.is_empty(), "undone once");
});

contract_test!(of_two_that_were_at_one_place_the_first_goes_back, |world| async {
    let antony = world.potters.place("10000700", "53", "Antony", "Expéditeur");
    let mut removals = Vec::new();
    for _ in 0..2 {
        people_at(world, &world.potters, antony, &[["Bob", "B", "bob@exemple.fr"]]).await;
        let row = rows(world, &world.potters, Filter::default()).await.remove(0);
        removals.push(remove(&world.services, &world.potters.scope, &[row.id]).await.unwrap().id);
        world.services.clock.advance(1);
    }

    let back = put_back(world, &removals).await;
    assert_eq!(back[&removals[0]].restoration, Restoration { restored: 1, ..Restoration::default() });
    assert_eq!(back[&removals[1]].restoration, Restoration { replaced: 1, ..Restoration::default() });
    assert_eq!(world.count("SELECT count(*) FROM mail_jobs WHERE state = 'queued'").await, 1, "one mail");

    let row = rows(world, &world.potters, Filter::default()).await.remove(0);
    remove(&world.services, &world.potters.scope, &[row.id]).await.unwrap();
    let later = put_back(world, &removals).await;
    assert_eq!(later.keys().copied().collect::<Vec<_>>(), [removals[1]], "what gave way can still go back");
    assert_eq!(later[&removals[1]].restoration.restored, 1);
});

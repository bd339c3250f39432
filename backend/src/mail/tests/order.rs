use super::*;
use crate::testing::contract_test;

/// Who is served by claims of `size` mails, in their order: the first letters of their addresses.
async fn served(world: &World, priority: Priority, size: i64) -> String {
    let mut served = String::new();
    loop {
        let batch = claim(&world.services, priority, size).await.unwrap();
        if batch.claimed == 0 {
            return served;
        }
        served.extend(batch.mails.iter().map(|mail| mail.content.recipient.as_str().chars().next().unwrap()));
    }
}

contract_test!(a_reset_goes_before_a_single_mail_and_both_before_an_import, |world| async {
    let imported = member(world, &world.potters, "i@exemple.fr").await;
    enqueue(world, &world.potters, imported, "i@exemple.fr", Priority::Import).await;
    invite(world, &world.potters, "s@exemple.fr").await;
    access::request_reset(&world.services, "s@exemple.fr", [127, 0, 0, 1].into()).await.unwrap();
    assert_eq!(served(world, Priority::Single, 1).await, "ss");
    assert_eq!(served(world, Priority::Import, 1).await, "i");
    assert_eq!(
        world.text("SELECT kind FROM mail_jobs ORDER BY lane LIMIT 1").await.as_deref(),
        Some("reset")
    );
});

contract_test!(customers_take_turns_however_many_mails_the_first_has, |world| async {
    let many = member(world, &world.potters, "p@exemple.fr").await;
    for _ in 0..6 {
        enqueue(world, &world.potters, many, "p@exemple.fr", Priority::Import).await;
    }
    let few = member(world, &world.other, "f@exemple.fr").await;
    for _ in 0..2 {
        enqueue(world, &world.other, few, "f@exemple.fr", Priority::Import).await;
    }
    assert_eq!(served(world, Priority::Import, 1).await, "pfpfpppp");
});

contract_test!(a_customer_who_comes_later_joins_at_the_front, |world| async {
    let many = member(world, &world.potters, "p@exemple.fr").await;
    for _ in 0..6 {
        enqueue(world, &world.potters, many, "p@exemple.fr", Priority::Import).await;
    }
    claim(&world.services, Priority::Import, 3).await.unwrap();
    let few = member(world, &world.other, "f@exemple.fr").await;
    enqueue(world, &world.other, few, "f@exemple.fr", Priority::Import).await;
    let served = served(world, Priority::Import, 1).await;
    assert_eq!(served.len(), 4);
    assert!(served.find('f').unwrap() < 2, "{served}");
});

contract_test!(two_workers_never_claim_the_same_mail, |world| async {
    for number in 0..20 {
        invite(world, &world.potters, &format!("a{number}@exemple.fr")).await;
    }
    let claims = (0..4).map(|_| claim(&world.services, Priority::Import, 10));
    let batches = futures::future::join_all(claims).await;
    let rest = claim(&world.services, Priority::Import, 20).await.unwrap().mails;
    let claimed = batches.into_iter().flat_map(|batch| batch.unwrap().mails).chain(rest);
    let mut jobs: Vec<_> = claimed.map(|mail| mail.job()).collect();
    jobs.sort_unstable();
    let claimed = jobs.len();
    jobs.dedup();
    assert_eq!((claimed, jobs.len()), (20, 20));
});

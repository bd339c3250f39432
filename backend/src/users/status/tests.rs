use super::*;
use crate::testing::{World, contract_test};
use crate::users::expire;
use crate::users::testing::{people_at, rows};
use domain::users::{AssignmentRow, Filter};

async fn ana(world: &World) -> AssignmentRow {
    let antony = world.potters.place("10000700", "53", "Antony", "Expéditeur");
    people_at(world, &world.potters, antony, &[["Ana", "A", "ana@exemple.fr"]]).await;
    rows(world, &world.potters, Filter::default()).await.remove(0)
}

async fn status(world: &World) -> UserStatus {
    rows(world, &world.potters, Filter::default()).await[0].status
}

contract_test!(who_is_suspended_reaches_nothing_here_and_gets_no_mail, |world| async {
    let ana = ana(world).await;
    let mut tx = world.services.db.write().await.unwrap();
    tx.query(
        "INSERT INTO sessions (token_hash, user_id, customer_id, created_at, last_seen_at)
         SELECT $1, user_id, customer_id, 0, 0 FROM memberships",
    )
    .bind(vec![1_u8])
    .execute()
    .await
    .unwrap();
    tx.commit().await.unwrap();
    set_status(&world.services, &world.potters.scope, ana.id, StatusChange::Suspend).await.unwrap();
    assert_eq!(status(world).await, UserStatus::Suspended);
    assert_eq!(world.count("SELECT count(*) FROM sessions WHERE customer_id IS NULL").await, 1);
    assert_eq!(world.count("SELECT count(*) FROM mail_jobs WHERE state = 'withdrawn'").await, 1);
    assert_eq!(world.count("SELECT count(*) FROM memberships WHERE mail_state = 'withdrawn'").await, 1);
});

contract_test!(who_is_reactivated_is_active_or_invited_as_before, |world| async {
    let ana = ana(world).await;
    for (signed_in, expected) in [(false, UserStatus::Invited), (true, UserStatus::Active)] {
        if signed_in {
            world.execute("UPDATE memberships SET last_sign_in_at = 1").await;
        }
        for change in
            [StatusChange::Suspend, StatusChange::Suspend, StatusChange::Reactivate, StatusChange::Reactivate]
        {
            set_status(&world.services, &world.potters.scope, ana.id, change).await.unwrap();
        }
        assert_eq!(status(world).await, expected);
    }
    assert_eq!(world.count("SELECT count(*) FROM journal WHERE action LIKE 'user.%ed'").await, 5);
});

contract_test!(nobody_suspends_themselves_or_another_customer_s_people, |world| async {
    let ana = ana(world).await;
    let antony = world.potters.place("10000700", "", "Antony", "Expéditeur");
    people_at(world, &world.potters, antony, &[["", "", "admin@potters.example"]]).await;
    let own = world.assignment_of(&world.potters, world.potters.administrator).await;
    let own = set_status(&world.services, &world.potters.scope, own, StatusChange::Suspend).await;
    assert!(matches!(own, Err(StatusError::Own)));
    let foreign = set_status(&world.services, &world.other.scope, ana.id, StatusChange::Suspend).await;
    assert!(matches!(foreign, Err(StatusError::NotFound)));
    assert_eq!(world.count("SELECT count(*) FROM memberships WHERE status <> 'invited'").await, 0);
});

contract_test!(an_invitation_expires_when_its_secret_does_and_not_before, |world| async {
    ana(world).await;
    assert_eq!(expire(&world.services).await.unwrap(), 0, "not accepted by a mail server yet");
    let mut tx = world.services.db.write().await.unwrap();
    let until = world.now().plus_seconds(72 * 3600);
    tx.query("UPDATE memberships SET invited_until = $1").bind(until.0).execute().await.unwrap();
    tx.commit().await.unwrap();
    world.services.clock.advance(72 * 3600 - 1);
    assert_eq!(expire(&world.services).await.unwrap(), 0);
    world.services.clock.advance(1);
    assert_eq!(expire(&world.services).await.unwrap(), 1);
    assert_eq!(status(world).await, UserStatus::Expired);
    assert_eq!(expire(&world.services).await.unwrap(), 0);
});

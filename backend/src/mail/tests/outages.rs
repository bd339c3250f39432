//! A database that fails while mails are on their way.

use super::*;
use crate::testing::{Engine, contract_test, run};

const LONGER_THAN_A_LEASE: i64 = 5 * 60;

/// A worker's next turn, as it comes by itself.
async fn turn(worker: &Worker) -> sqlx::Result<usize> {
    let (_stop, stopped) = watch::channel(false);
    worker.send_batch(BULK, &stopped).await
}

#[test]
fn mails_wait_while_the_disk_is_full_and_leave_once_there_is_room() {
    run(Engine::Sqlite, async |world| {
        let server = SmtpServer::start(Behaviour::default()).await;
        let worker = worker(world, &server);
        for n in 0..200 {
            invite(world, &world.potters, &format!("{n}@exemple.fr")).await;
        }

        world.fill_disk().await;
        for _ in 0..3 {
            assert!(crate::db::is_full(&turn(&worker).await.expect_err("there is no room")));
        }
        assert_eq!(server.accepted(), []);

        world.make_room().await;
        worker.send_everything().await;
        assert_eq!(server.accepted().len(), 200);
    });
}

contract_test!(a_mail_whose_outcome_could_not_be_written_down_is_not_sent_again, |world| async {
    let server = SmtpServer::start(Behaviour::default()).await;
    let worker = worker(world, &server);
    invite(world, &world.potters, "a@exemple.fr").await;
    refuse_outcomes(world).await;
    assert_eq!(turn(&worker).await.unwrap(), 1, "it is claimed and sent");
    for _ in 0..3 {
        world.services.clock.advance(LONGER_THAN_A_LEASE);
        turn(&worker).await.expect_err("its outcome cannot be written down");
    }
    assert_eq!(state(world).await, "sending");

    accept_outcomes(world).await;
    worker.send_everything().await;
    assert_eq!(state(world).await, "sent");
    assert_eq!(server.accepted().len(), 1);
});

contract_test!(outcomes_that_can_never_be_written_down_do_not_stop_the_mail_for_ever, |world| async {
    let server = SmtpServer::start(Behaviour::default()).await;
    let worker = worker(world, &server);
    invite(world, &world.potters, "a@exemple.fr").await;
    refuse_outcomes(world).await;
    assert_eq!(turn(&worker).await.unwrap(), 1);
    world.services.clock.advance(LONGER_THAN_A_LEASE + 60 * 60);
    assert_eq!(turn(&worker).await.unwrap(), 1, "it is claimed and sent again");
    assert_eq!(server.accepted().len(), 2);
});

async fn refuse_outcomes(world: &World) {
    world.execute("ALTER TABLE memberships RENAME COLUMN mail_state TO mail_state_elsewhere").await;
}

async fn accept_outcomes(world: &World) {
    world.execute("ALTER TABLE memberships RENAME COLUMN mail_state_elsewhere TO mail_state").await;
}

use super::*;
use crate::testing::contract_test;
use crate::testing::smtp::{Fault, Stage};

const DAY: i64 = 24 * 60 * 60;

/// Sends one mail to a server that misbehaves once at `stage`, and gives back the server.
async fn send_once(world: &World, stage: Stage, fault: Fault) -> (SmtpServer, Worker) {
    let server = SmtpServer::start(Behaviour::default().fault(stage, fault, 1)).await;
    invite(world, &world.potters, "a@exemple.fr").await;
    let worker = worker(world, &server);
    worker.send_everything().await;
    (server, worker)
}

contract_test!(
    what_is_refused_for_good_is_shown_in_the_server_s_words_and_never_tried_again,
    |world| async {
        for stage in [Stage::Rcpt, Stage::Data, Stage::Dot] {
            let (server, worker) = send_once(world, stage, Fault::Say("550 5.1.1 no such mailbox")).await;
            assert_eq!(state(world).await, "failed", "{stage:?}");
            let shown = world.text("SELECT mail_reason FROM memberships WHERE mail_state = 'failed'").await;
            assert_eq!(shown.as_deref(), Some("550 5.1.1 no such mailbox"));
            assert_eq!(world.count("SELECT count(*) FROM assignments WHERE mail_failed = 1").await, 1);
            world.services.clock.advance(30 * DAY);
            worker.send_everything().await;
            assert_eq!(server.accepted(), [], "{stage:?}");
            forget_everybody(world).await;
        }
    }
);

contract_test!(what_a_mail_server_says_of_us_fails_nobody_s_mail, |world| async {
    for (stage, words) in [
        (Stage::Greeting, "554 no SMTP service here"),
        (Stage::Hello, "504 5.5.2 need fully-qualified hostname"),
        (Stage::Mail, "550 5.7.1 sender not allowed"),
        (Stage::Rcpt, "504 5.5.2 Helo command rejected"),
        (Stage::Rcpt, "550 5.1.8 Sender address rejected: Domain not found"),
        (Stage::Dot, "550 5.7.23 SPF validation failed"),
    ] {
        let (server, worker) = send_once(world, stage, Fault::Say(words)).await;
        assert_eq!(state(world).await, "queued", "{stage:?}: {words}");
        assert_eq!(world.text("SELECT reason FROM mail_jobs").await.as_deref(), Some(words));
        assert_eq!(world.text("SELECT mail_reason FROM memberships").await.as_deref(), Some(words));
        assert_eq!(world.count("SELECT count(*) FROM assignments WHERE mail_failed = 1").await, 0);
        world.services.clock.advance(7);
        worker.send_everything().await;
        assert_eq!(server.accepted().len(), 1, "{stage:?}: {words}");
        assert_eq!(world.text("SELECT mail_reason FROM memberships").await, None, "it has arrived");
        forget_everybody(world).await;
    }
});

contract_test!(a_recipient_that_a_mail_server_cannot_take_at_mail_is_refused_alone, |world| async {
    let unable = Fault::Say("550 5.6.7 no SMTPUTF8 here");
    let server = SmtpServer::start(Behaviour::default().fault(Stage::Mail, unable, 1)).await;
    invite(world, &world.potters, "émile@exemple.fr").await;
    worker(world, &server).send_everything().await;
    assert_eq!(state(world).await, "failed");
});

contract_test!(whoever_is_killed_in_the_middle_has_not_tried, |world| async {
    let server = SmtpServer::start(Behaviour::default()).await;
    invite(world, &world.potters, "a@exemple.fr").await;
    for _ in 0..30 {
        assert_eq!(claim(&world.services, Priority::Import, 10).await.unwrap().mails.len(), 1);
        assert_eq!(world.count("SELECT attempts FROM mail_jobs").await, 1);
        world.services.clock.advance(5 * 60);
    }
    worker(world, &server).send_everything().await;
    assert_eq!(server.accepted().len(), 1);
});

#[tokio::test]
async fn a_check_finds_a_server_that_refuses_us_at_any_point_before_a_recipient() {
    for (stage, words) in [
        (Stage::Greeting, "554 no service"),
        (Stage::Hello, "504 5.5.2 no such name"),
        (Stage::Mail, "550 5.7.1 sender not allowed"),
    ] {
        let server = SmtpServer::start(Behaviour::default().fault(stage, Fault::Say(words), 1)).await;
        let transport = Transport::smtp(&server.url(), FROM).unwrap();
        assert_eq!(transport.check().await, Err(words.to_owned()), "{stage:?}");
        assert!(transport.check().await.is_ok(), "{stage:?}");
    }
}

#[tokio::test]
async fn a_mail_server_hears_the_name_that_people_know_us_by() {
    let named = |stage, said: &str| {
        let is_known = stage != Stage::Hello || said == "EHLO portail.example";
        (!is_known).then_some(Fault::Say("504 5.5.2 no such name"))
    };
    let server = SmtpServer::start(Behaviour::default().judged(named)).await;
    let transport = Transport::smtp(&server.url(), FROM).unwrap();
    assert!(transport.check().await.is_err());
    assert!(transport.introduced("https://portail.example").check().await.is_ok());
}

contract_test!(what_is_deferred_is_tried_again_after_a_while, |world| async {
    for stage in [Stage::Greeting, Stage::Mail, Stage::Rcpt, Stage::Data, Stage::Dot] {
        let (server, worker) = send_once(world, stage, Fault::Say("450 4.2.1 later")).await;
        assert_eq!(state(world).await, "queued", "{stage:?}");
        worker.send_everything().await;
        assert_eq!(server.accepted(), [], "{stage:?}: not at once");
        world.services.clock.advance(7);
        worker.send_everything().await;
        assert_eq!(server.accepted().len(), 1, "{stage:?}");
        assert_eq!(state(world).await, "sent", "{stage:?}");
        forget_everybody(world).await;
    }
});

contract_test!(a_connection_lost_before_the_content_is_only_a_delay, |world| async {
    for stage in [Stage::Greeting, Stage::Mail, Stage::Rcpt, Stage::Data] {
        let (server, worker) = send_once(world, stage, Fault::Drop).await;
        world.services.clock.advance(7);
        worker.send_everything().await;
        assert_eq!(server.accepted().len(), 1, "{stage:?}");
        forget_everybody(world).await;
    }
});

contract_test!(a_mail_is_given_up_after_twenty_five_tries, |world| async {
    let later = Fault::Say("450 4.2.1 later");
    let server = SmtpServer::start(
        Behaviour::default().judged(move |stage, _| (stage == Stage::Rcpt).then_some(later)),
    )
    .await;
    invite(world, &world.potters, "a@exemple.fr").await;
    let worker = worker(world, &server);
    for _ in 0..24 {
        worker.send_everything().await;
        assert_eq!(state(world).await, "queued");
        world.services.clock.advance(5 * 60 * 60);
    }
    worker.send_everything().await;
    assert_eq!(state(world).await, "failed");
    assert_eq!(world.text("SELECT reason FROM mail_jobs").await.as_deref(), Some("450 4.2.1 later"));
});

contract_test!(a_mail_server_that_is_not_there_delays_every_mail_and_loses_none, |world| async {
    let server = SmtpServer::start(Behaviour::default()).await;
    let absent = worker(world, &server);
    let address = server.address.to_string();
    drop(server);
    tokio::task::yield_now().await;
    invite(world, &world.potters, "a@exemple.fr").await;
    absent.send_everything().await;
    assert_eq!(state(world).await, "queued");
    let back = SmtpServer::start_at(&address, Behaviour::default()).await;
    world.services.clock.advance(7);
    absent.send_everything().await;
    assert_eq!(back.accepted().len(), 1);
});

contract_test!(credentials_that_the_mail_server_refuses_fail_no_mail, |world| async {
    let server = SmtpServer::start(Behaviour::default().authenticated("guichet", "juste")).await;
    invite(world, &world.potters, "a@exemple.fr").await;
    let url = format!("smtp://guichet:faux@{}", server.address);
    let transport = Transport::smtp(&url, FROM).unwrap();
    Worker::new(world.services.clone(), transport).send_everything().await;
    assert_eq!(state(world).await, "queued");
    assert_eq!(
        world.text("SELECT reason FROM mail_jobs").await.as_deref(),
        Some("535 5.7.8 credentials invalid")
    );
});

contract_test!(a_connection_that_the_server_closed_meanwhile_is_replaced_without_a_try, |world| async {
    let behaviour = Behaviour::default();
    let server = SmtpServer::start(behaviour).await;
    let address = server.address.to_string();
    let worker = worker(world, &server);
    invite(world, &world.potters, "a@exemple.fr").await;
    worker.send_everything().await;
    drop(server);
    tokio::task::yield_now().await;
    let restarted = SmtpServer::start_at(&address, Behaviour::default()).await;
    invite(world, &world.potters, "b@exemple.fr").await;
    worker.send_everything().await;
    assert_eq!(restarted.accepted().len(), 1);
});

contract_test!(what_is_no_longer_to_be_sent_is_withdrawn, |world| async {
    let server = SmtpServer::start(Behaviour::default()).await;
    let worker = worker(world, &server);
    for (change, reason) in [
        (
            "UPDATE users SET email_key = 'b@exemple.fr' WHERE email_key = 'a@exemple.fr'",
            "the address has changed",
        ),
        ("UPDATE customers SET state = 'closed'", "the customer is closed"),
        ("DELETE FROM memberships", "the person is gone"),
    ] {
        invite(world, &world.potters, "a@exemple.fr").await;
        if change.starts_with("DELETE") {
            world.execute("DELETE FROM assignments").await;
        }
        world.execute(change).await;
        worker.send_everything().await;
        assert_eq!(state(world).await, "withdrawn");
        assert_eq!(world.text("SELECT reason FROM mail_jobs").await.as_deref(), Some(reason));
        forget_everybody(world).await;
        world.execute("UPDATE customers SET state = 'active'").await;
    }
    assert_eq!(server.accepted(), []);
});

async fn forget_everybody(world: &World) {
    world.execute("DELETE FROM mail_jobs").await;
    world.execute("DELETE FROM secrets").await;
    world.execute("DELETE FROM assignments").await;
    world.execute("DELETE FROM memberships").await;
}

contract_test!(a_mail_that_was_on_its_way_as_its_person_was_suspended_is_not_sent_again, |world| async {
    let later = Fault::Say("450 4.2.1 later");
    let server = SmtpServer::start(Behaviour::default().fault(Stage::Rcpt, later, 1)).await;
    invite(world, &world.potters, "a@exemple.fr").await;
    let worker = worker(world, &server);
    worker.send_everything().await;
    // As a suspension leaves it that comes between the two.
    world.execute("UPDATE memberships SET status = 'suspended'").await;
    world.services.clock.advance(60);
    worker.send_everything().await;
    assert_eq!(server.accepted(), []);
    assert_eq!(state(world).await, "withdrawn");
});

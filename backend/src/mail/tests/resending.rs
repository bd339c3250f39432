use super::*;
use crate::mail::{ResendError, resend};
use crate::testing::contract_test;
use crate::testing::smtp::{Fault, Stage};
use domain::ids::AssignmentId;

/// By what the customer names somebody.
async fn access(world: &World, user: UserId) -> AssignmentId {
    world.assignment_of(&world.potters, user).await
}

contract_test!(resending_mails_another_password_and_ends_the_first, |world| async {
    let server = SmtpServer::start(Behaviour::default()).await;
    let user = invite(world, &world.potters, "a@exemple.fr").await;
    let worker = worker(world, &server);
    worker.send_everything().await;
    world.services.clock.advance(60);
    resend(&world.services, &world.potters.scope, access(world, user).await).await.unwrap();
    assert_eq!(world.text("SELECT mail_state FROM memberships").await.as_deref(), Some("queued"));
    worker.send_everything().await;
    let [first, second] = &server.accepted()[..] else { panic!("two mails") };
    assert_ne!(first.header("Message-ID"), second.header("Message-ID"));
    assert!(matches!(sign_in_with(world, first).await, Err(SignInError::Wrong)));
    assert!(sign_in_with(world, second).await.is_ok());
});

contract_test!(a_person_is_mailed_once_a_minute_however_often_it_is_asked_for, |world| async {
    let server = SmtpServer::start(Behaviour::default()).await;
    let user = invite(world, &world.potters, "a@exemple.fr").await;
    let worker = worker(world, &server);
    worker.send_everything().await;
    let access = access(world, user).await;
    let ask = async || resend(&world.services, &world.potters.scope, access).await;
    for _ in 0..3 {
        assert!(matches!(ask().await, Err(ResendError::TooSoon)));
    }
    world.services.clock.advance(60);
    assert!(ask().await.is_ok());
    assert!(matches!(ask().await, Err(ResendError::TooSoon)), "it waits already");
    worker.send_everything().await;
    assert_eq!(server.accepted().len(), 2);
});

contract_test!(a_mail_that_failed_can_be_sent_again, |world| async {
    let refused = Fault::Say("550 5.1.1 no such mailbox");
    let server = SmtpServer::start(Behaviour::default().fault(Stage::Rcpt, refused, 1)).await;
    let user = invite(world, &world.potters, "a@exemple.fr").await;
    let worker = worker(world, &server);
    worker.send_everything().await;
    world.services.clock.advance(60);
    resend(&world.services, &world.potters.scope, access(world, user).await).await.unwrap();
    assert_eq!(world.count("SELECT count(*) FROM assignments WHERE mail_failed = 1").await, 0);
    worker.send_everything().await;
    assert!(sign_in_with(world, &server.accepted()[0]).await.is_ok());
    assert_eq!(world.text("SELECT mail_reason FROM memberships").await, None);
});

contract_test!(resending_opens_an_expired_invitation_again, |world| async {
    let server = SmtpServer::start(Behaviour::default()).await;
    let user = invite(world, &world.potters, "a@exemple.fr").await;
    let worker = worker(world, &server);
    worker.send_everything().await;
    world.services.clock.advance(73 * 60 * 60);
    crate::maintenance::run(&world.services).await.unwrap();
    assert_eq!(world.text("SELECT status FROM memberships").await.as_deref(), Some("expired"));
    assert_eq!(world.text("SELECT status FROM assignments").await.as_deref(), Some("expired"));
    resend(&world.services, &world.potters.scope, access(world, user).await).await.unwrap();
    assert_eq!(world.text("SELECT status FROM assignments").await.as_deref(), Some("invited"));
    worker.send_everything().await;
    assert!(sign_in_with(world, &server.accepted()[1]).await.is_ok());
});

contract_test!(a_mail_that_still_waits_is_hurried_and_keeps_its_password, |world| async {
    let later = Fault::Say("450 4.2.1 later");
    let server = SmtpServer::start(Behaviour::default().fault(Stage::Rcpt, later, 1)).await;
    let user = invite(world, &world.potters, "a@exemple.fr").await;
    let worker = worker(world, &server);
    worker.send_everything().await;
    world.services.clock.advance(60);
    resend(&world.services, &world.potters.scope, access(world, user).await).await.unwrap();
    worker.send_everything().await;
    assert_eq!(server.accepted().len(), 1);
    assert_eq!(world.count("SELECT generation FROM mail_jobs").await, 1);
});

contract_test!(nobody_resends_for_another_customer_or_to_the_suspended, |world| async {
    let user = invite(world, &world.potters, "a@exemple.fr").await;
    let other = resend(&world.services, &world.other.scope, access(world, user).await).await;
    assert!(matches!(other, Err(ResendError::NotFound)));
    world.execute("UPDATE memberships SET status = 'suspended'").await;
    let suspended = resend(&world.services, &world.potters.scope, access(world, user).await).await;
    assert!(matches!(suspended, Err(ResendError::Suspended)));
});

contract_test!(resending_ends_what_somebody_began_with_the_first_mail, |world| async {
    let server = SmtpServer::start(Behaviour::default()).await;
    let user = invite(world, &world.potters, "a@exemple.fr").await;
    let worker = worker(world, &server);
    worker.send_everything().await;
    let begun = sign_in_with(world, &server.accepted()[0]).await.unwrap();
    world.services.clock.advance(60);
    resend(&world.services, &world.potters.scope, access(world, user).await).await.unwrap();
    assert!(crate::access::principal(&world.services, &begun.token).await.unwrap().is_none());
});

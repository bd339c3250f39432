use super::*;
use crate::testing::contract_test;
use crate::testing::smtp::{Fault, Stage};
use domain::access::Due;
use domain::credentials::Password;
use std::time::Duration;

/// Waits until the first mail is sent; a test whose mail never is fails, and says in which state it stayed.
async fn until_sent(world: &World) {
    const PATIENCE: Duration = Duration::from_secs(20);

    let sent = async {
        while state(world).await != "sent" {
            tokio::task::yield_now().await;
        }
    };

    let waited = tokio::time::timeout(PATIENCE, sent).await;

    assert!(waited.is_ok(), "waited {PATIENCE:?} for the mail to be sent; it is {}", state(world).await);
}

contract_test!(every_mailed_password_signs_in_until_one_s_own_is_chosen, |world| async {
    let server = SmtpServer::start(Behaviour::default()).await;
    for name in ["a", "b", "c"] {
        invite(world, &world.potters, &format!("{name}@exemple.fr")).await;
    }
    worker(world, &server).send_everything().await;
    assert_eq!(server.accepted().len(), 3);
    for (number, mail) in server.accepted().iter().enumerate() {
        // Reading the mail twice, or signing in and going away, uses nothing up.
        assert_eq!(sign_in_with(world, mail).await.unwrap().due, Some(Due::Password));
        let signed_in = sign_in_with(world, mail).await.unwrap();
        let principal = access::principal(&world.services, &signed_in.token).await.unwrap().unwrap();
        let own = Password::parse(&format!("correct cheval pile {number}")).unwrap();
        access::choose_password(&world.services, &principal, &own).await.unwrap();
        assert!(matches!(sign_in_with(world, mail).await, Err(SignInError::Wrong)));
    }
});

contract_test!(an_accepted_mail_is_shown_as_sent_and_its_password_lasts_72_hours_from_then, |world| async {
    let server = SmtpServer::start(Behaviour::default()).await;
    invite(world, &world.potters, "a@exemple.fr").await;
    assert_eq!(world.text("SELECT mail_state FROM memberships").await.as_deref(), Some("queued"));
    world.services.clock.advance(3600);
    worker(world, &server).send_everything().await;
    assert_eq!(state(world).await, "sent");
    assert_eq!(world.text("SELECT mail_state FROM memberships").await.as_deref(), Some("sent"));
    let until = world.now().plus_seconds(72 * 3600).0;
    assert_eq!(world.count("SELECT invited_until FROM memberships").await, until);
    world.services.clock.advance(72 * 3600 - 1);
    assert!(sign_in_with(world, &server.accepted()[0]).await.is_ok());
    world.services.clock.advance(2);
    assert!(matches!(sign_in_with(world, &server.accepted()[0]).await, Err(SignInError::Wrong)));
});

contract_test!(a_retry_after_a_lost_answer_mails_the_same_secret_under_the_same_name, |world| async {
    let behaviour = Behaviour::default().fault(Stage::Dot, Fault::Drop, 1);
    let server = SmtpServer::start(behaviour).await;
    invite(world, &world.potters, "a@exemple.fr").await;
    let worker = worker(world, &server);
    worker.send_everything().await;
    assert_eq!(state(world).await, "queued");
    assert!(sign_in_with(world, &server.accepted()[0]).await.is_ok(), "it may have arrived");
    world.services.clock.advance(9 * 60);
    worker.send_everything().await;
    assert_eq!(server.accepted().len(), 1, "not before ten minutes");
    world.services.clock.advance(60);
    worker.send_everything().await;
    let [first, second] = &server.accepted()[..] else { panic!("two mails") };
    assert_eq!(state(world).await, "sent");
    for header in ["Message-ID", "Date"] {
        assert_eq!(first.header(header), second.header(header));
    }
    assert_eq!(first.text(), second.text());
    assert!(sign_in_with(world, second).await.is_ok());
});

contract_test!(
    a_crash_between_sending_and_writing_it_down_repeats_the_mail_and_never_loses_it,
    |world| async {
        let server = SmtpServer::start(Behaviour::default()).await;
        invite(world, &world.potters, "a@exemple.fr").await;
        let transport = Transport::smtp(&server.url(), FROM).unwrap();
        let crashed = claim(&world.services, Priority::Import, 10).await.unwrap();
        let sent = transport.deliver(&crashed.mails[0].content, &world.services.public_url).await;
        let worker = worker(world, &server);
        worker.send_everything().await;
        assert_eq!(server.accepted().len(), 1, "nobody else takes it while the lease lasts");
        world.services.clock.advance(4 * 60);
        worker.send_everything().await;
        let [first, second] = &server.accepted()[..] else { panic!("two mails") };
        assert_eq!(first.text(), second.text());
        assert!(sign_in_with(world, second).await.is_ok());

        // Whoever was only slow, and not dead, no longer has a say.
        let accepted_at = world.count("SELECT accepted_at FROM mail_jobs").await;
        world.services.clock.advance(60);
        let Batch { lease, mails, .. } = crashed;
        let late: Vec<_> = mails.into_iter().map(|mail| (mail, sent.clone())).collect();
        crate::mail::settle::settle(&world.services, lease, &late).await.unwrap();
        assert_eq!(world.count("SELECT accepted_at FROM mail_jobs").await, accepted_at);
    }
);

contract_test!(a_person_invited_by_two_customers_can_sign_in_with_either_mail, |world| async {
    let server = SmtpServer::start(Behaviour::default()).await;
    invite(world, &world.potters, "a@exemple.fr").await;
    invite(world, &world.other, "a@exemple.fr").await;
    worker(world, &server).send_everything().await;
    let [first, second] = &server.accepted()[..] else { panic!("two mails") };
    assert_ne!(first.value("Mot de passe"), second.value("Mot de passe"));
    assert!(sign_in_with(world, first).await.is_ok());
    assert!(sign_in_with(world, second).await.is_ok());
});

contract_test!(a_person_who_has_a_password_is_mailed_none, |world| async {
    let server = SmtpServer::start(Behaviour::default()).await;
    invite(world, &world.potters, "a@exemple.fr").await;
    world.execute("UPDATE users SET password_hash = 'x' WHERE email_key = 'a@exemple.fr'").await;
    worker(world, &server).send_everything().await;
    let mail = &server.accepted()[0];
    assert_eq!(mail.value("Mot de passe"), None);
    assert!(mail.text().contains("Vous avez désormais aussi accès"));
    assert_eq!(world.count("SELECT count(*) FROM secrets").await, 0);
    let until = world.now().plus_seconds(72 * 3600).0;
    assert_eq!(world.count("SELECT invited_until FROM memberships").await, until, "as for somebody new");
});

contract_test!(a_customer_may_choose_a_link_instead_of_a_password, |world| async {
    let server = SmtpServer::start(Behaviour::default()).await;
    world.execute("UPDATE customers SET credential = 'link'").await;
    invite(world, &world.potters, "a@exemple.fr").await;
    worker(world, &server).send_everything().await;
    let mail = &server.accepted()[0];
    assert_eq!(mail.value("Mot de passe"), None);
    let link = mail.value("Lien").unwrap();
    let token = link.strip_prefix("http://localhost:3000/lien/").unwrap();
    let found = access::look_at_link(&world.services, token).await.unwrap().unwrap();
    assert_eq!(found.kind, domain::access::LinkKind::Activation);
    assert!(!found.chooses_identifier, "advanced users alone do");
});

contract_test!(without_a_mail_server_mails_are_files_that_their_owner_alone_can_read, |world| async {
    let folder = world.folder().join("mail");
    invite(world, &world.potters, "a@exemple.fr").await;
    let transport = Transport::files(&folder, FROM).unwrap();
    Worker::new(world.services.clone(), transport).send_everything().await;
    let files: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|file| file.unwrap().path()).collect();
    let [file] = &files[..] else { panic!("one file: {files:?}") };
    assert_eq!(file.extension().unwrap(), "eml");
    let mail = Accepted { recipient: String::new(), message: std::fs::read_to_string(file).unwrap() };
    assert!(sign_in_with(world, &mail).await.is_ok());
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(std::fs::metadata(file).unwrap().permissions().mode() & 0o777, 0o600);
    }
});

contract_test!(mail_goes_over_starttls_with_a_login, |world| async {
    let behaviour = Behaviour::default().authenticated("guichet", "p@ss");
    let server = SmtpServer::start_with_tls(behaviour).await;
    invite(world, &world.potters, "a@exemple.fr").await;
    let url = format!("smtp://guichet:p%40ss@localhost:{}?tls=required", server.address.port());
    let transport = Transport::smtp(&url, FROM).unwrap().trusting(server.certificate.as_ref().unwrap());
    Worker::new(world.services.clone(), transport).send_everything().await;
    assert_eq!(server.accepted().len(), 1);
});

contract_test!(a_worker_told_to_stop_sends_what_was_queued_before_and_ends, |world| async {
    let server = SmtpServer::start(Behaviour::default()).await;
    let (stop, stopped) = watch::channel(false);
    let running = tokio::spawn(worker(world, &server).run(stopped));
    invite(world, &world.potters, "a@exemple.fr").await;
    until_sent(world).await;
    stop.send(true).unwrap();
    running.await.unwrap();
});

#[test]
fn an_embedded_server_that_starts_after_a_crash_takes_over_at_once() {
    crate::testing::run(crate::testing::Engine::Sqlite, async |world| {
        let server = SmtpServer::start(Behaviour::default()).await;
        invite(world, &world.potters, "a@exemple.fr").await;
        claim(&world.services, Priority::Import, 10).await.unwrap();
        let (stop, stopped) = watch::channel(false);
        let running = tokio::spawn(worker(world, &server).run(stopped));
        until_sent(world).await;
        stop.send(true).unwrap();
        running.await.unwrap();
    });
}

contract_test!(a_worker_told_to_stop_gives_back_what_it_had_not_begun, |world| async {
    let server = SmtpServer::start(Behaviour::default()).await;
    invite(world, &world.potters, "a@exemple.fr").await;
    let (_stop, stopped) = watch::channel(true);
    worker(world, &server).send_batch(BULK, &stopped).await.unwrap();
    assert_eq!(state(world).await, "queued");
    assert_eq!(world.count("SELECT attempts FROM mail_jobs").await, 0);
    assert_eq!(server.accepted(), []);
});

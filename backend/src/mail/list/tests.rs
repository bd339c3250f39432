use super::*;
use crate::mail::tests::{invite, worker};
use crate::mail::{preview_failed, resend_failed};
use crate::testing::smtp::{Behaviour, SmtpServer};
use crate::testing::{World, contract_test};
use domain::mails::Resent;

async fn read(world: &World, filter: MailFilter, cursor: Option<String>) -> MailPage {
    list(&world.services, &world.potters.scope, &MailRequest { filter, cursor }).await.unwrap()
}

fn in_state(status: MailStatus) -> MailFilter {
    MailFilter { status: Some(status), person: None }
}

fn to(person: &str) -> MailFilter {
    MailFilter { status: None, person: Some(person.to_owned()) }
}

fn recipients(page: &MailPage) -> Vec<&str> {
    page.rows.iter().filter_map(|row| Some(row.recipient.as_ref()?.email.as_str())).collect()
}

const REFUSED: &str =
    "UPDATE mail_jobs SET state = 'failed', reason = '550 5.1.1 no such user' WHERE state = 'queued'";

contract_test!(a_mail_says_to_whom_it_goes_and_what_became_of_it_in_the_server_s_words, |world| async {
    invite(world, &world.potters, "lise@potters.example").await;
    world.execute(REFUSED).await;
    world.services.clock.advance(1);
    invite(world, &world.potters, "paul@potters.example").await;

    let page = read(world, MailFilter::default(), None).await;
    assert_eq!(recipients(&page), ["paul@potters.example", "lise@potters.example"]);
    let [paul, lise] = &page.rows[..] else { panic!("{page:?}") };
    assert_eq!((&paul.state, paul.can_be_resent), (&MailState::Queued, false));
    let words = "550 5.1.1 no such user".to_owned();
    assert_eq!(lise.state, MailState::Failed { cause: FailureCause::UnknownAddress, words });
    assert!(lise.can_be_resent && lise.recipient.as_ref().unwrap().assignment.is_some());
    assert_eq!(page.counts, [1, 1, 0, 0].map(Count::Exactly));

    assert_eq!(recipients(&read(world, in_state(MailStatus::Failed), None).await), ["lise@potters.example"]);
    assert_eq!(recipients(&read(world, to("Paul@potters.example"), None).await), ["paul@potters.example"]);
    assert!(read(world, in_state(MailStatus::Sent), None).await.rows.is_empty());
});

contract_test!(somebody_whom_another_customer_has_already_looks_like_anybody, |world| async {
    invite(world, &world.other, "known@potters.example").await;
    world.execute("UPDATE mail_jobs SET state = 'sent', accepted_at = dated").await;
    world.execute("UPDATE users SET password_hash = 'x' WHERE email_key = 'known@potters.example'").await;
    invite(world, &world.potters, "known@potters.example").await;
    world.services.clock.advance(1);
    invite(world, &world.potters, "fresh@potters.example").await;

    let page = read(world, MailFilter::default(), None).await;
    let [fresh, known] = &page.rows[..] else { panic!("{page:?}") };
    assert_eq!((fresh.subject, &fresh.state), (known.subject, &known.state));
    assert_eq!(read(world, to("admin@faiences.example"), None).await.meant, Some(Vec::new()));
    assert_eq!(read(world, to("nobody@potters.example"), None).await.meant, Some(Vec::new()));
});

contract_test!(what_failed_leaves_once_more_but_for_people_who_are_suspended, |world| async {
    for address in ["lise@potters.example", "paul@potters.example", "anne@potters.example"] {
        world.services.clock.advance(1);
        invite(world, &world.potters, address).await;
    }
    invite(world, &world.other, "luc@faiences.example").await;
    world.execute(REFUSED).await;
    world.execute("UPDATE memberships SET status = 'suspended' WHERE email LIKE 'paul%'").await;
    world.execute("UPDATE memberships SET status = 'expired' WHERE email LIKE 'anne%'").await;

    let (services, scope) = (&world.services, &world.potters.scope);
    let told = preview_failed(services, scope, None).await.unwrap();
    assert_eq!(told, Resent { queued: 2, left: 1, more: false });
    assert_eq!(preview_failed(services, scope, Some("lise@potters.example")).await.unwrap().queued, 1);
    assert_eq!(preview_failed(services, scope, Some("luc@faiences.example")).await.unwrap().queued, 0);

    assert_eq!(resend_failed(services, scope, None).await.unwrap(), told);
    assert_eq!(recipients(&read(world, in_state(MailStatus::Failed), None).await), ["paul@potters.example"]);
    assert_eq!(world.count("SELECT count(*) FROM memberships WHERE status = 'invited'").await, 3);
    assert_eq!(world.count("SELECT count(*) FROM journal WHERE action = 'mails.queued_again'").await, 1);
    assert_eq!(world.count("SELECT count(*) FROM mail_jobs WHERE state = 'failed'").await, 2);
    // Nothing is left to do, and nothing is done.
    assert_eq!(resend_failed(services, scope, None).await.unwrap().queued, 0);
    assert_eq!(world.count("SELECT count(*) FROM journal WHERE action = 'mails.queued_again'").await, 1);

    let server = SmtpServer::start(Behaviour::default()).await;
    worker(world, &server).send_everything().await;
    let mut to: Vec<_> = server.accepted().iter().map(|mail| mail.recipient.clone()).collect();
    to.sort();
    assert_eq!(to, ["anne@potters.example", "lise@potters.example"]);
});

contract_test!(pages_of_mails_follow_each_other_both_ways_without_a_gap, |world| async {
    for number in 0..60 {
        invite(world, &world.potters, &format!("p{number}@potters.example")).await;
    }
    let first = read(world, MailFilter::default(), None).await;
    let second = read(world, MailFilter::default(), first.next.clone()).await;
    assert_eq!((first.rows.len(), second.rows.len(), second.next.as_ref()), (50, 10, None));
    assert_eq!(read(world, MailFilter::default(), second.previous).await.rows, first.rows);
    let request = MailRequest { filter: MailFilter::default(), cursor: Some("avant-1.x".into()) };
    let refused = list(&world.services, &world.potters.scope, &request).await;
    assert!(matches!(refused, Err(ListError::Cursor)));
});

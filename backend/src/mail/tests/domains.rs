use super::*;
use crate::mail::{
    DomainsAsked, Trial, TrialError, domains, pause_domain, paused_domains, resume_domain, send_trial,
};
use crate::services::Services;
use crate::testing::contract_test;
use crate::testing::smtp::{Fault, Stage};
use domain::address::{EmailAddress, MailDomain};
use domain::locale::Locale;
use std::sync::Arc;

fn domain(text: &str) -> MailDomain {
    MailDomain::parse(text).unwrap()
}

contract_test!(mails_are_counted_by_domain_with_the_latest_words_of_its_servers, |world| async {
    let refusing = Behaviour::default().judged(|stage, said| {
        let words = "550 5.1.1 <jean@refuse.example>: no such user";
        (stage == Stage::Rcpt && said.contains("refuse.example")).then_some(Fault::Say(words))
    });
    let server = SmtpServer::start(refusing).await;
    for address in ["anna@accepte.example", "luc@accepte.example", "jean@refuse.example"] {
        invite(world, &world.potters, address).await;
    }
    invite(world, &world.other, "zoe@accepte.example").await;
    worker(world, &server).send_everything().await;

    let (services, operator) = (&world.services, world.operator().await);
    let page = domains(services, &operator, &DomainsAsked::default()).await.unwrap();
    let counts: Vec<_> = page
        .rows
        .iter()
        .map(|row| (row.domain.as_str(), row.accepted, row.refused, row.waiting, row.words.as_deref()))
        .collect();
    let words = "550 5.1.1 …@refuse.example>: no such user";
    assert_eq!(counts, [("accepte.example", 3, 0, 0, None), ("refuse.example", 0, 1, 0, Some(words))]);

    let troubled = DomainsAsked { only_troubled: true, ..DomainsAsked::default() };
    assert_eq!(domains(services, &operator, &troubled).await.unwrap().rows, page.rows[1..]);
    let sought = DomainsAsked { sought: " REFUSE".to_owned(), ..DomainsAsked::default() };
    assert_eq!(domains(services, &operator, &sought).await.unwrap().rows, page.rows[1..]);
    let behind = DomainsAsked { after: Some("accepte.example".to_owned()), ..DomainsAsked::default() };
    assert_eq!(domains(services, &operator, &behind).await.unwrap().rows, page.rows[1..]);
});

contract_test!(nothing_is_sent_to_a_paused_domain_and_all_of_it_once_it_is_resumed, |world| async {
    let server = SmtpServer::start(Behaviour::default()).await;
    let (services, operator) = (&world.services, world.operator().await);
    assert!(pause_domain(services, &operator, &domain("Pause.Example")).await.unwrap());
    assert!(!pause_domain(services, &operator, &domain("pause.example")).await.unwrap());
    for address in ["anna@pause.example", "luc@sous.pause.example", "zoe@autre.example"] {
        invite(world, &world.potters, address).await;
    }
    worker(world, &server).send_everything().await;
    let sent: Vec<_> = server.accepted().into_iter().map(|mail| mail.recipient).collect();
    assert_eq!(sent.len(), 2, "{sent:?}");
    assert!(!sent.iter().any(|address| address.contains("anna")), "{sent:?}");

    let paused = paused_domains(services, &operator).await.unwrap();
    assert_eq!((paused.len(), paused[0].domain.as_str(), paused[0].waiting), (1, "pause.example", 1));
    assert!(resume_domain(services, &operator, &domain("pause.example")).await.unwrap());
    assert!(!resume_domain(services, &operator, &domain("pause.example")).await.unwrap());
    worker(world, &server).send_everything().await;
    assert_eq!(server.accepted().len(), 3);
});

contract_test!(a_trial_tells_what_the_mail_server_said, |world| async {
    let refusing = Behaviour::default().judged(|stage, said| {
        (stage == Stage::Rcpt && said.contains("refuse")).then_some(Fault::Say("550 5.7.1 not welcome"))
    });
    let server = SmtpServer::start(refusing).await;
    let transport = Arc::new(Transport::smtp(&server.url(), FROM).unwrap());
    let services = Services { transport: Some(transport), ..world.services.clone() };
    let operator = world.operator().await;
    let (fine, refused) = ("essai@exemple.fr", "essai@refuse.example");
    pause_domain(&services, &operator, &domain("exemple.fr")).await.unwrap();

    let said = send_trial(&services, &operator, &EmailAddress::parse(fine).unwrap(), Locale::Fr).await;
    assert!(matches!(&said, Ok(Trial::Accepted(words)) if words.starts_with("250")), "{said:?}");
    let said = send_trial(&services, &operator, &EmailAddress::parse(refused).unwrap(), Locale::Fr).await;
    assert!(matches!(&said, Ok(Trial::NotAccepted(words)) if words.contains("not welcome")), "{said:?}");

    let mails = server.accepted();
    assert_eq!((mails.len(), mails[0].header("Subject").as_str()), (1, "Essai de Guichet"));
    assert_eq!(world.count("SELECT count(*) FROM mail_jobs").await, 0);
});

contract_test!(where_no_mail_is_sent_a_trial_says_so, |world| async {
    let to = EmailAddress::parse("essai@exemple.fr").unwrap();
    let refused = send_trial(&world.services, &world.operator().await, &to, Locale::En).await;
    assert!(matches!(refused, Err(TrialError::NoTransport)), "{refused:?}");
});

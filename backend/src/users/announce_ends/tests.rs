use super::*;
use crate::mail::tests::worker;
use crate::testing::smtp::{Behaviour, SmtpServer};
use crate::testing::{World, contract_test};
use crate::users::testing::{people_at, rows};
use crate::users::{Edit, edit};
use domain::end_date::EndDate;
use domain::users::{Filter, Grants};

/// Ada at Antony until the end of June, which is the day at which the world stands, in the afternoon; nobody else.
async fn ada_until_tonight(world: &World) {
    let place = world.potters.place("10000700", "53", "Antony", "Expéditeur");
    people_at(world, &world.potters, place, &[["", "", "ada@potters.example"]]).await;
    let id = rows(world, &world.potters, Filter::default()).await[0].id;
    let grants = Grants { personal: Vec::new(), end: EndDate::new(2026, 6, 30).ok() };
    let change = Edit { last_name: None, first_name: None, place, grants, seen: None };
    edit(&world.services, &world.potters.scope, id, &change).await.unwrap();
}

contract_test!(the_evening_before_an_end_its_person_and_the_administrator_are_told_once, |world| async {
    ada_until_tonight(world).await;
    // 17:59 in Paris.
    world.services.clock.advance(4 * 3600 - 60);
    assert_eq!(announce_ends(&world.services).await.unwrap(), 0);
    world.services.clock.advance(60);
    assert_eq!(announce_ends(&world.services).await.unwrap(), 1);
    assert_eq!(announce_ends(&world.services).await.unwrap(), 0);

    assert_eq!(world.count("SELECT count(*) FROM mail_jobs WHERE kind = 'ending'").await, 1);
    assert_eq!(world.count("SELECT count(*) FROM mail_jobs WHERE kind = 'endings'").await, 1);
    let shown = "SELECT count(*) FROM memberships m JOIN mail_jobs j ON j.id = m.mail_job_id WHERE j.kind = 'welcome'";
    assert_eq!(world.count(shown).await, 1, "the row still shows the mail about the access");
});

contract_test!(an_end_that_is_moved_is_announced_again, |world| async {
    ada_until_tonight(world).await;
    world.services.clock.advance(5 * 3600);
    announce_ends(&world.services).await.unwrap();
    let place = world.potters.place("10000700", "53", "Antony", "Expéditeur");
    let id = rows(world, &world.potters, Filter::default()).await[0].id;
    let grants = Grants { personal: Vec::new(), end: EndDate::new(2026, 7, 1).ok() };
    let change = Edit { last_name: None, first_name: None, place, grants, seen: None };
    edit(&world.services, &world.potters.scope, id, &change).await.unwrap();
    assert_eq!(announce_ends(&world.services).await.unwrap(), 0);
    world.services.clock.advance(24 * 3600);
    assert_eq!(announce_ends(&world.services).await.unwrap(), 1);
});

contract_test!(the_mails_say_the_last_day_and_lead_to_what_ends, |world| async {
    ada_until_tonight(world).await;
    world.services.clock.advance(5 * 3600);
    announce_ends(&world.services).await.unwrap();
    let server = SmtpServer::start(Behaviour::default()).await;
    worker(world, &server).send_everything().await;
    let accepted = server.accepted();
    let values = |recipient: &str, label: &str| -> Vec<String> {
        let mails = accepted.iter().filter(|mail| mail.recipient == recipient);
        mails.filter_map(|mail| mail.value(label)).collect()
    };
    assert_eq!(values("ada@potters.example", "Dernier jour"), ["30/06/2026"]);
    assert_eq!(values("admin@potters.example", "Accès concernés"), ["1"]);
    let link = &values("admin@potters.example", "Lien")[0];
    assert!(link.ends_with(&domain::paths::ending_soon()), "{link}");
});

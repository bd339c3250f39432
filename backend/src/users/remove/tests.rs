use super::*;
use crate::access::{SignInError, principal};
use crate::mail::tests::{sign_in_with, worker};
use crate::testing::smtp::{Behaviour, SmtpServer};
use crate::testing::{World, contract_test};
use crate::users::testing::{emails, page, people_at, rows};
use crate::users::{RestoreError, find, restore};
use domain::users::{AssignmentRow, Count, Filter, MailState, PageRequest, Restoration};

/// Ana at Antony and at Lyon, Bob at Antony; the rows, by address.
async fn populate(world: &World) -> Vec<AssignmentRow> {
    let antony = world.potters.place("10000700", "53", "Antony", "Expéditeur");
    let lyon = world.potters.place("10095403", "", "Lyon – Part-Dieu", "Consultation");
    let ana = ["Ana", "A", "ana@exemple.fr"];
    people_at(world, &world.potters, antony, &[ana, ["Bob", "B", "bob@exemple.fr"]]).await;
    people_at(world, &world.potters, lyon, &[ana]).await;
    rows(world, &world.potters, Filter::default()).await
}

contract_test!(one_of_two_assignments_goes_and_the_person_stays, |world| async {
    let all = populate(world).await;
    let removal = remove(&world.services, &world.potters.scope, &[all[0].id]).await.unwrap();
    assert_eq!(removal.people, ["ana@exemple.fr"]);
    let left = page(world, &world.potters, PageRequest::default()).await;
    assert_eq!(emails(&left.rows), ["ana@exemple.fr", "bob@exemple.fr"]);
    assert_eq!((left.assignments, left.people), (Count::Exactly(2), Some(Count::Exactly(2))));
    assert_eq!(world.count("SELECT count(*) FROM mail_jobs WHERE state = 'queued'").await, 2);
});

contract_test!(with_the_last_assignment_goes_the_person_and_the_mail_that_has_not_left, |world| async {
    let all = populate(world).await;
    remove(&world.services, &world.potters.scope, &[all[0].id, all[1].id, all[1].id]).await.unwrap();
    let left = page(world, &world.potters, PageRequest::default()).await;
    assert_eq!(emails(&left.rows), ["bob@exemple.fr"]);
    assert_eq!((left.assignments, left.people), (Count::Exactly(1), Some(Count::Exactly(1))));
    assert_eq!(world.count("SELECT count(*) FROM mail_jobs WHERE state = 'withdrawn'").await, 1);
    let filter = Filter { user: Some("ana".to_owned()), ..Filter::default() };
    assert!(rows(world, &world.potters, filter).await.is_empty());
});

contract_test!(undoing_puts_everything_back, |world| async {
    let all = populate(world).await;
    world
        .execute("UPDATE memberships SET status = 'active', last_sign_in_at = 5 WHERE email LIKE 'bob%'")
        .await;
    world.execute("UPDATE assignments SET status = 'active' WHERE sort_user LIKE 'bob%'").await;
    world
        .execute(
            "INSERT INTO personal_rights (customer_id, assignment_id, application, level)
             SELECT customer_id, id, 'facturation', 'consultation' FROM assignments WHERE sort_user LIKE 'bob%'",
        )
        .await;
    let before = page(world, &world.potters, PageRequest::default()).await;
    let ids: Vec<_> = all.iter().map(|row| row.id).collect();
    let removal = remove(&world.services, &world.potters.scope, &ids).await.unwrap();
    assert_eq!(world.count("SELECT count(*) FROM assignments").await, 0);
    assert_eq!(restore(&world.services, &world.potters.scope, removal.id).await.unwrap().restored, 3);
    assert_eq!(page(world, &world.potters, PageRequest::default()).await, before);
    assert_eq!(before.rows[0].mail, Some(MailState::Queued { reason: None }));
    assert_eq!(world.count("SELECT count(*) FROM mail_jobs WHERE state = 'queued'").await, 2);
    assert_eq!(world.count("SELECT count(*) FROM personal_rights").await, 1);
    let again = restore(&world.services, &world.potters.scope, removal.id).await;
    assert!(matches!(again, Err(RestoreError::NotFound)), "undone once");
});

contract_test!(undoing_leaves_what_was_assigned_again_meanwhile, |world| async {
    let all = populate(world).await;
    let removal = remove(&world.services, &world.potters.scope, &[all[2].id]).await.unwrap();
    let antony = world.potters.place("10000700", "53", "Antony", "Consultation");
    people_at(world, &world.potters, antony, &[["Robert", "B", "bob@exemple.fr"]]).await;
    let restored = restore(&world.services, &world.potters.scope, removal.id).await.unwrap();
    assert_eq!(restored, Restoration { replaced: 1, ..Restoration::default() });
    let left = page(world, &world.potters, PageRequest::default()).await;
    assert_eq!((left.rows[2].last_name.as_str(), left.rows[2].profile.as_str()), ("Robert", "Consultation"));
    assert_eq!((left.assignments, left.people), (Count::Exactly(3), Some(Count::Exactly(2))));
});

contract_test!(after_thirty_days_a_removal_is_forgotten, |world| async {
    let all = populate(world).await;
    let removal = remove(&world.services, &world.potters.scope, &[all[0].id]).await.unwrap();
    world.services.clock.advance(KEPT_SECONDS + 1);
    let late = restore(&world.services, &world.potters.scope, removal.id).await;
    assert!(matches!(late, Err(RestoreError::NotFound)));
    crate::maintenance::run(&world.services).await.unwrap();
    assert_eq!(world.count("SELECT count(*) FROM removals").await, 0);
});

contract_test!(an_administrator_s_own_rows_stay, |world| async {
    let antony = world.potters.place("10000700", "53", "Antony", "Expéditeur");
    people_at(world, &world.potters, antony, &[["", "", "admin@potters.example"]]).await;
    let all = populate(world).await;
    let own = all.iter().find(|row| row.is_self).unwrap();
    let refused = remove(&world.services, &world.potters.scope, &[all[1].id, own.id]).await;
    assert!(matches!(refused, Err(RemoveError::Own)));
    assert_eq!(world.count("SELECT count(*) FROM assignments").await, 4, "all or none");
    assert!(find(&world.services, &world.potters.scope, own.id).await.unwrap().unwrap().is_self);
});

contract_test!(another_customer_can_neither_remove_nor_restore, |world| async {
    let all = populate(world).await;
    let foreign = remove(&world.services, &world.other.scope, &[all[0].id]).await;
    assert!(matches!(foreign, Err(RemoveError::NotFound)));
    assert!(matches!(remove(&world.services, &world.potters.scope, &[]).await, Err(RemoveError::NotFound)));
    let removal = remove(&world.services, &world.potters.scope, &[all[0].id]).await.unwrap();
    let foreign = restore(&world.services, &world.other.scope, removal.id).await;
    assert!(matches!(foreign, Err(RestoreError::NotFound)));
    assert_eq!(restore(&world.services, &world.potters.scope, removal.id).await.unwrap().restored, 1);
});

contract_test!(what_was_mailed_ends_with_the_removal_and_works_again_once_it_is_undone, |world| async {
    let server = SmtpServer::start(Behaviour::default()).await;
    let all = populate(world).await;
    worker(world, &server).send_everything().await;
    let mail = server.accepted().into_iter().find(|mail| mail.recipient.contains("bob")).unwrap();
    let begun = sign_in_with(world, &mail).await.unwrap();
    world.services.clock.advance(60);
    let removal = remove(&world.services, &world.potters.scope, &[all[2].id]).await.unwrap();
    assert!(principal(&world.services, &begun.token).await.unwrap().is_none());
    assert!(matches!(sign_in_with(world, &mail).await, Err(SignInError::Wrong)));
    restore(&world.services, &world.potters.scope, removal.id).await.unwrap();
    assert!(sign_in_with(world, &mail).await.is_ok());
});

contract_test!(what_was_mailed_works_again_though_time_goes_by_during_a_removal, |world| async {
    let server = SmtpServer::start(Behaviour::default()).await;
    let services = Services { clock: crate::clock::Clock::System, ..world.services.clone() };
    let all = populate(world).await;
    worker(world, &server).send_everything().await;
    let mail = server.accepted().into_iter().find(|mail| mail.recipient.contains("bob")).unwrap();
    // Each takes its own moments: one that is asked for twice is another, nearly always.
    for _ in 0..10 {
        let bob = rows(world, &world.potters, Filter::default()).await.remove(2);
        assert_eq!(bob.email, all[2].email);
        let removal = remove(&services, &world.potters.scope, &[bob.id]).await.unwrap();
        restore(&services, &world.potters.scope, removal.id).await.unwrap();
        assert!(sign_in_with(world, &mail).await.is_ok());
    }
});

contract_test!(undoing_shows_what_became_meanwhile_of_a_mail_that_was_on_its_way, |world| async {
    let all = populate(world).await;
    let ids: Vec<_> = all.iter().map(|row| row.id).collect();
    // As if a worker had them: Ana's is accepted after the removal, Bob's deferred, and then nobody's.
    world.execute("UPDATE mail_jobs SET state = 'sending'").await;
    let removal = remove(&world.services, &world.potters.scope, &ids).await.unwrap();
    world
        .execute("UPDATE mail_jobs SET state = 'sent', accepted_at = 9 WHERE email_key = 'ana@exemple.fr'")
        .await;
    world.execute("UPDATE mail_jobs SET state = 'withdrawn' WHERE email_key = 'bob@exemple.fr'").await;
    restore(&world.services, &world.potters.scope, removal.id).await.unwrap();
    let back = rows(world, &world.potters, Filter::default()).await;
    assert!(matches!(back[0].mail, Some(MailState::Sent { .. })), "{:?}", back[0].mail);
    assert_eq!(back[2].mail, Some(MailState::Queued { reason: None }));
    assert_eq!(world.count("SELECT count(*) FROM mail_jobs WHERE state = 'queued'").await, 1);
});

contract_test!(undoing_mails_nobody_who_was_created_again_meanwhile, |world| async {
    let all = populate(world).await;
    let removal = remove(&world.services, &world.potters.scope, &[all[2].id]).await.unwrap();
    let antony = world.potters.place("10000700", "53", "Antony", "Expéditeur");
    people_at(world, &world.potters, antony, &[["Bob", "B", "bob@exemple.fr"]]).await;
    restore(&world.services, &world.potters.scope, removal.id).await.unwrap();
    let mails = "SELECT count(*) FROM mail_jobs WHERE email_key = 'bob@exemple.fr' AND state = 'queued'";
    assert_eq!(world.count(mails).await, 1);
});

contract_test!(before_it_is_removed_an_assignment_says_whether_it_is_the_last, |world| async {
    let all = populate(world).await;
    let last = async |scope: &CustomerScope, row: &AssignmentRow| {
        is_last(&world.services, scope, row.id).await.unwrap()
    };
    assert_eq!(last(&world.potters.scope, &all[0]).await, Some(false));
    assert_eq!(last(&world.potters.scope, &all[2]).await, Some(true));
    assert_eq!(last(&world.other.scope, &all[2]).await, None);
});

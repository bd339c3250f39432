use super::*;
use crate::mail::tests::{sign_in_with, worker};
use crate::testing::smtp::{Behaviour, SmtpServer};
use crate::testing::{Customer, World, contract_test};
use crate::users::testing::{emails, people_at, rows};
use crate::users::{find, remove, restore};
use domain::users::{AssignmentRow, Filter, MailState};

const TYPED: &str = "amelie.berthier@potters.exmaple";
const MEANT: &str = "amelie.berthier@potters.example";

/// Amélie at Antony and at Lyon, with a mistyped address; her rows.
async fn amelie(world: &World, customer: &Customer) -> Vec<AssignmentRow> {
    let person = ["Berthier", "Amélie", TYPED];
    let antony = customer.place("10000700", "53", "Antony", "Expéditeur");
    people_at(world, customer, antony, &[person]).await;
    if customer.id == world.potters.id {
        let lyon = customer.place("10095403", "", "Lyon – Part-Dieu", "Consultation");
        people_at(world, customer, lyon, &[person]).await;
    }
    rows(world, customer, Filter::default()).await
}

async fn change(
    world: &World,
    assignment: AssignmentId,
    from: &str,
    to: &str,
) -> Result<AddressChange, ChangeAddressError> {
    let to = EmailAddress::parse(to).unwrap();
    change_address(&world.services, &world.potters.scope, assignment, from, &to).await
}

contract_test!(what_the_person_had_is_that_of_the_new_address, |world| async {
    let before = amelie(world, &world.potters).await;
    assert_eq!(change(world, before[0].id, TYPED, MEANT).await.unwrap(), AddressChange { mailed: true });
    let after = rows(world, &world.potters, Filter::default()).await;
    let changed = before.iter().map(|row| AssignmentRow { email: MEANT.to_owned(), ..row.clone() });
    assert_eq!(after, changed.collect::<Vec<_>>());
    assert_eq!(after[0].mail, Some(MailState::Queued { reason: None }));

    let sought = |user: &str| Filter { user: Some(user.to_owned()), ..Filter::default() };
    assert_eq!(rows(world, &world.potters, sought("exmaple")).await, []);
    assert_eq!(rows(world, &world.potters, sought("potters.example")).await.len(), 2);
    assert_eq!(world.count("SELECT count(*) FROM memberships").await, 1);
    assert_eq!(world.count("SELECT user_count FROM customers WHERE name LIKE 'POTTERS%'").await, 1);
    let found = find(&world.services, &world.potters.scope, before[1].id).await.unwrap().unwrap();
    assert_eq!((found.email.as_str(), found.may_change_address), (MEANT, true));
});

contract_test!(the_password_that_was_mailed_is_good_for_nothing_and_another_leaves, |world| async {
    let server = SmtpServer::start(Behaviour::default()).await;
    let all = amelie(world, &world.potters).await;
    worker(world, &server).send_everything().await;
    let first = server.accepted().remove(0);
    change(world, all[0].id, TYPED, MEANT).await.unwrap();
    assert!(sign_in_with(world, &first).await.is_err());
    worker(world, &server).send_everything().await;
    let second = server.accepted().remove(1);
    assert!(second.recipient.contains(MEANT), "{}", second.recipient);
    sign_in_with(world, &second).await.unwrap();
});

contract_test!(an_address_that_another_customer_has_looks_the_same_as_any, |world| async {
    let all = amelie(world, &world.potters).await;
    let theirs = world.other.place("10000700", "53", "Antony", "Expéditeur");
    people_at(world, &world.other, theirs, &[["Berthier", "A.", MEANT]]).await;
    let before = rows(world, &world.other, Filter::default()).await;

    let known = change(world, all[0].id, TYPED, MEANT).await.unwrap();
    let of_known = find(&world.services, &world.potters.scope, all[0].id).await.unwrap().unwrap();
    let unknown = change(world, all[0].id, MEANT, "nobody.yet@potters.example").await.unwrap();
    let of_unknown = find(&world.services, &world.potters.scope, all[0].id).await.unwrap().unwrap();

    assert_eq!(known, unknown);
    let alike = |mut details: domain::users::UserDetails| {
        // The login is the person's own, and the address what was typed.
        (details.email, details.identifier) = (String::new(), String::new());
        details.others.iter_mut().for_each(|other| other.email = String::new());
        details
    };
    assert_eq!(alike(of_known), alike(of_unknown));
    assert_eq!(rows(world, &world.other, Filter::default()).await, before);
});

contract_test!(what_another_customer_has_of_the_old_address_is_untouched, |world| async {
    let server = SmtpServer::start(Behaviour::default()).await;
    amelie(world, &world.other).await;
    worker(world, &server).send_everything().await;
    let theirs = rows(world, &world.other, Filter::default()).await;
    let all = amelie(world, &world.potters).await;
    worker(world, &server).send_everything().await;
    change(world, all[0].id, TYPED, MEANT).await.unwrap();
    assert_eq!(rows(world, &world.other, Filter::default()).await, theirs);

    let mails = server.accepted();
    assert!(sign_in_with(world, &mails[1]).await.is_err(), "what this customer mailed");
    sign_in_with(world, &mails[0]).await.expect("what the other customer mailed");
});

contract_test!(an_address_that_the_customer_has_already_is_refused_saying_whose, |world| async {
    let all = amelie(world, &world.potters).await;
    let antony = world.potters.place("10000700", "53", "Antony", "Expéditeur");
    people_at(world, &world.potters, antony, &[["Marchetti", "Élodie", "em@potters.example"]]).await;
    let refused = change(world, all[0].id, TYPED, "EM@potters.example").await.unwrap_err();
    let ChangeAddressError::Taken { by } = refused else { panic!("{refused:?}") };
    assert_eq!(by.as_deref(), Some("Élodie Marchetti"));
    let same = change(world, all[0].id, TYPED, &TYPED.to_uppercase()).await;
    assert!(matches!(same, Err(ChangeAddressError::Same)));
    assert_eq!(world.count("SELECT count(*) FROM journal WHERE action = 'user.address_changed'").await, 0);
});

contract_test!(
    the_address_of_somebody_who_was_removed_is_free_and_putting_them_back_joins_the_two,
    |world| async {
        let all = amelie(world, &world.potters).await;
        let etienne = world.potters.place("10000700", "5", "Saint-Étienne", "Expéditeur");
        people_at(world, &world.potters, etienne, &[["Berthier", "A.", MEANT]]).await;
        let meant = world.assignment_of(&world.potters, world.user_of(MEANT).await).await;
        let removal = remove(&world.services, &world.potters.scope, &[meant]).await.unwrap();
        change(world, all[0].id, TYPED, MEANT).await.unwrap();
        restore(&world.services, &world.potters.scope, removal.id).await.unwrap();
        let after = rows(world, &world.potters, Filter::default()).await;
        assert_eq!(emails(&after), [MEANT; 3]);
        assert_eq!(world.count("SELECT count(*) FROM memberships").await, 1);
    }
);

contract_test!(what_was_removed_before_comes_back_to_the_new_address, |world| async {
    let all = amelie(world, &world.potters).await;
    let removal = remove(&world.services, &world.potters.scope, &[all[1].id]).await.unwrap();
    change(world, all[0].id, TYPED, "first@potters.example").await.unwrap();
    change(world, all[0].id, "first@potters.example", TYPED).await.unwrap();
    change(world, all[0].id, TYPED, MEANT).await.unwrap();
    restore(&world.services, &world.potters.scope, removal.id).await.unwrap();
    assert_eq!(emails(&rows(world, &world.potters, Filter::default()).await), [MEANT; 2]);
});

contract_test!(of_two_changes_at_once_the_second_is_told_of_the_first, |world| async {
    let all = amelie(world, &world.potters).await;
    let (one, other) = tokio::join!(
        change(world, all[0].id, TYPED, "one@potters.example"),
        change(world, all[1].id, TYPED, "other@potters.example"),
    );
    let (won, lost) = match (one, other) {
        (Ok(_), Err(lost)) => ("one@potters.example", lost),
        (Err(lost), Ok(_)) => ("other@potters.example", lost),
        both => panic!("{both:?}"),
    };
    let ChangeAddressError::Changed { email } = lost else { panic!("{lost:?}") };
    assert_eq!(email, won);
    assert_eq!(emails(&rows(world, &world.potters, Filter::default()).await), [won; 2]);
});

contract_test!(after_the_person_signed_in_the_address_is_theirs, |world| async {
    let all = amelie(world, &world.potters).await;
    world.execute("UPDATE memberships SET status = 'active', last_sign_in_at = 5").await;
    let refused = change(world, all[0].id, TYPED, MEANT).await;
    assert!(matches!(refused, Err(ChangeAddressError::SignedIn)));
    let found = find(&world.services, &world.potters.scope, all[0].id).await.unwrap().unwrap();
    assert!(!found.may_change_address);
});

contract_test!(who_administers_keeps_the_login_that_does, |world| async {
    let all = amelie(world, &world.potters).await;
    world
        .execute(
            "INSERT INTO administrators (customer_id, user_id, since)
             SELECT customer_id, user_id, 0 FROM memberships",
        )
        .await;
    let refused = change(world, all[0].id, TYPED, MEANT).await;
    assert!(matches!(refused, Err(ChangeAddressError::Administers)));
});

contract_test!(who_is_suspended_is_mailed_nothing_and_stays_so, |world| async {
    let all = amelie(world, &world.potters).await;
    let suspend = domain::users::StatusChange::Suspend;
    crate::users::set_status(&world.services, &world.potters.scope, all[0].id, suspend).await.unwrap();
    assert_eq!(change(world, all[0].id, TYPED, MEANT).await.unwrap(), AddressChange { mailed: false });
    let after = rows(world, &world.potters, Filter::default()).await;
    assert!(after.iter().all(|row| row.status == UserStatus::Suspended && row.mail.is_none()));
    assert_eq!(world.count("SELECT count(*) FROM mail_jobs WHERE state = 'queued'").await, 0);
});

contract_test!(another_customer_s_assignment_is_not_found, |world| async {
    let theirs = amelie(world, &world.other).await;
    let refused = change(world, theirs[0].id, TYPED, MEANT).await;
    assert!(matches!(refused, Err(ChangeAddressError::NotFound)));
    assert_eq!(emails(&rows(world, &world.other, Filter::default()).await), [TYPED]);
});

//! Coming in is an act about one customer: what it accepts, what it shows, and what it ends.

use super::*;
use crate::access::second_factor::testing::enrol;
use crate::mail;
use crate::testing::Customer;
use crate::users;
use domain::address::EmailAddress;
use domain::ids::{CustomerId, UserId};
use domain::users::StatusChange;

/// How a person stands with a customer, and when it saw them last.
async fn standing(world: &World, customer: &Customer, user: UserId) -> (String, Option<i64>) {
    let mut tx = world.services.db.read().await.unwrap();
    tx.query("SELECT status, last_sign_in_at FROM memberships WHERE customer_id = $1 AND user_id = $2")
        .bind(customer.id.0)
        .bind(user.0)
        .fetch_one()
        .await
        .unwrap()
}

/// Somebody who has come in with POTTERS, whose password is [`OWN`], and whom FAÏENCES has invited since by a mail that
/// has arrived.
async fn known(world: &World) -> UserId {
    let mailed = mailed_password(world, "a@exemple.fr").await;
    let token = come(world, "a@exemple.fr", &mailed).await.unwrap().token;
    let person = who(world, &token).await.unwrap();
    choose_password(&world.services, &person, &password(OWN)).await.unwrap();
    invite(world, &world.other, "a@exemple.fr").await;
    let server = SmtpServer::start(Behaviour::default()).await;
    worker(world, &server).send_everything().await;
    world.services.clock.advance(60);
    person.user
}

/// The passwords that POTTERS and FAÏENCES have mailed to one person.
async fn two_passwords(world: &World) -> [String; 2] {
    let server = SmtpServer::start(Behaviour::default()).await;
    invite(world, &world.potters, "a@exemple.fr").await;
    worker(world, &server).send_everything().await;
    invite(world, &world.other, "a@exemple.fr").await;
    worker(world, &server).send_everything().await;
    [0, 1].map(|mail| server.accepted()[mail].value("Mot de passe").unwrap())
}

fn accepts(accesses: &[domain::access::CustomerAccess]) -> Vec<CustomerId> {
    accesses.iter().filter_map(|access| access.accepts).collect()
}

contract_test!(signing_in_for_one_customer_is_nothing_to_another_that_has_invited, |world| async {
    let user = known(world).await;
    let (_, before) = standing(world, &world.potters, user).await;
    let token = come(world, "a@exemple.fr", OWN).await.unwrap().token;
    assert_eq!(standing(world, &world.other, user).await, ("invited".to_owned(), None));
    let (_, after) = standing(world, &world.potters, user).await;
    assert!(after > before, "who is with one customer comes in with it");

    let person = who(world, &token).await.unwrap();
    let offered = permissions(&world.services, &person).await.unwrap();
    assert_eq!(accepts(&offered), [world.other.id]);
    let entries = "SELECT count(*) FROM journal j JOIN customers c ON c.id = j.customer_id
         WHERE c.name = 'FAÏENCES DU NORD' AND j.actor_id = j.subject_id";
    assert_eq!(world.count(entries).await, 0);
    world.services.clock.advance(60);
    accept_invitation(&world.services, &person, world.other.id).await.unwrap();
    let now = world.now().0;
    assert_eq!(standing(world, &world.other, user).await, ("active".to_owned(), Some(now)));
    assert_eq!(standing(world, &world.potters, user).await.1, after, "nor the other way round");
    assert_eq!(accepts(&permissions(&world.services, &person).await.unwrap()), []);
    assert_eq!(world.count(entries).await, 2, "that they accepted, and that they came");
    let again = accept_invitation(&world.services, &person, world.other.id).await;
    assert!(matches!(again, Err(AcceptInvitationError::NotFound)), "once");
});

contract_test!(what_a_mail_brought_accepts_the_invitation_of_its_own_customer, |world| async {
    let [_, faiences] = two_passwords(world).await;
    let user = world.user_of("a@exemple.fr").await;
    let token = come(world, "a@exemple.fr", &faiences).await.unwrap().token;
    let person = who(world, &token).await.unwrap();
    choose_password(&world.services, &person, &password(OWN)).await.unwrap();
    assert_eq!(standing(world, &world.other, user).await.0, "active");
    assert_eq!(standing(world, &world.potters, user).await, ("invited".to_owned(), None));
});

contract_test!(who_is_known_elsewhere_is_active_no_sooner_than_somebody_new_could_be, |world| async {
    let server = SmtpServer::start(Behaviour::default()).await;
    let user = member(world, &world.other, "a@exemple.fr").await;
    give_password(world, user, OWN).await;
    invite(world, &world.potters, "a@exemple.fr").await;
    let token = come(world, "a@exemple.fr", OWN).await.unwrap().token;
    let person = who(world, &token).await.unwrap();
    let early = accept_invitation(&world.services, &person, world.potters.id).await;
    assert!(matches!(early, Err(AcceptInvitationError::NotFound)), "the mail has not left");
    worker(world, &server).send_everything().await;
    accept_invitation(&world.services, &person, world.potters.id).await.unwrap();
    assert_eq!(standing(world, &world.potters, user).await.0, "active");
});

contract_test!(an_invitation_is_accepted_by_nobody_else_and_not_while_something_is_due, |world| async {
    known(world).await;
    let stranger = world.session_of(world.potters.administrator).await;
    let stranger = who(world, &stranger).await.unwrap();
    let person = come(world, "a@exemple.fr", OWN).await.unwrap().token;
    let person = Principal { due: Some(Due::Factor), ..who(world, &person).await.unwrap() };
    for nobody in [stranger, person] {
        let refused = accept_invitation(&world.services, &nobody, world.other.id).await;
        assert!(matches!(refused, Err(AcceptInvitationError::NotFound)));
    }
});

contract_test!(of_several_customers_the_one_that_is_chosen_sees_the_person, |world| async {
    let user = known(world).await;
    let token = come(world, "a@exemple.fr", OWN).await.unwrap().token;
    let person = who(world, &token).await.unwrap();
    accept_invitation(&world.services, &person, world.other.id).await.unwrap();
    world
        .execute(
            "INSERT INTO administrators (customer_id, user_id, since)
             SELECT customer_id, user_id, 0 FROM memberships",
        )
        .await;
    let seen = [standing(world, &world.potters, user).await.1, standing(world, &world.other, user).await.1];
    world.services.clock.advance(60);
    let token = come(world, "a@exemple.fr", OWN).await.unwrap().token;
    let person = who(world, &token).await.unwrap();
    assert_eq!(standing(world, &world.potters, user).await.1, seen[0]);
    select_customer(&world.services, &person, world.potters.id).await.unwrap();
    assert_eq!(standing(world, &world.potters, user).await.1, Some(world.now().0));
    assert_eq!(standing(world, &world.other, user).await.1, seen[1]);
});

/// What somebody did that the journal of a customer has, in order.
async fn journal_of(world: &World, customer: &Customer, user: UserId) -> Vec<String> {
    let mut tx = world.services.db.read().await.unwrap();
    tx.query("SELECT action FROM journal WHERE customer_id = $1 AND actor_id = $2 ORDER BY sequence")
        .bind(customer.id.0)
        .bind(user.0)
        .scalars()
        .await
        .unwrap()
}

contract_test!(who_comes_in_stands_in_the_journal_of_the_customer_once_in_a_session, |world| async {
    let user = known(world).await;
    let before = journal_of(world, &world.potters, user).await.len();
    let token = come(world, "a@exemple.fr", OWN).await.unwrap().token;
    let person = who(world, &token).await.unwrap();
    accept_invitation(&world.services, &person, world.other.id).await.unwrap();
    world
        .execute(
            "INSERT INTO administrators (customer_id, user_id, since)
             SELECT customer_id, user_id, 0 FROM memberships",
        )
        .await;
    let person = who(world, &token).await.unwrap();
    for customer in [world.potters.id, world.other.id, world.potters.id] {
        select_customer(&world.services, &person, customer).await.unwrap();
    }

    assert_eq!(journal_of(world, &world.potters, user).await[before..], ["user.signed_in"]);
    assert_eq!(journal_of(world, &world.other, user).await, ["user.activated", "user.signed_in"]);
    let from = "SELECT max(network) FROM journal WHERE action = 'user.signed_in'";
    assert_eq!(world.text(from).await, Some(HERE.to_string()));
});

contract_test!(a_changed_password_stands_in_the_journals_of_those_who_know_the_person, |world| async {
    let user = known(world).await;
    let token = come(world, "a@exemple.fr", OWN).await.unwrap().token;
    let person = who(world, &token).await.unwrap();
    let before = journal_of(world, &world.potters, user).await.len();
    change_password(&world.services, &person, OWN, &password("un autre cheval, une autre pile"))
        .await
        .unwrap();

    let potters = journal_of(world, &world.potters, user).await;
    assert_eq!(potters[before..], ["user.password_changed", "user.signed_in"]);
    assert_eq!(
        journal_of(world, &world.other, user).await,
        Vec::<String>::new(),
        "who has only invited them"
    );
});

contract_test!(
    a_second_factor_that_the_carrier_takes_away_is_told_to_those_who_know_the_person,
    |world| async {
        let user = known(world).await;
        let token = come(world, "a@exemple.fr", OWN).await.unwrap().token;
        enrol(world, &who(world, &token).await.unwrap(), OWN).await;
        reset_factor(&world.services, &EmailAddress::parse("a@exemple.fr").unwrap()).await.unwrap();

        for (customer, told) in
            [(&world.potters, vec!["user.factor_added", "user.factor_reset"]), (&world.other, vec![])]
        {
            let mut tx = world.services.db.read().await.unwrap();
            let entries: Vec<String> = tx
            .query(
                "SELECT action FROM journal WHERE customer_id = $1 AND subject_id = $2 AND action LIKE 'user.factor%'
                 ORDER BY sequence",
            )
            .bind(customer.id.0)
            .bind(user.0)
            .scalars()
            .await
            .unwrap();
            assert_eq!(entries, told, "who has only invited them learns of no factor");
        }
        let by_nobody =
            "SELECT count(*) FROM journal WHERE action = 'user.factor_reset' AND actor_id IS NULL";
        assert_eq!(world.count(by_nobody).await, 1, "the carrier is none of the customer's people");
    }
);

contract_test!(a_customer_sees_and_ends_the_sessions_in_which_it_was_entered_and_no_other, |world| async {
    let user = known(world).await;
    let token = come(world, "a@exemple.fr", OWN).await.unwrap().token;
    let person = who(world, &token).await.unwrap();
    accept_invitation(&world.services, &person, world.other.id).await.unwrap();
    world.execute("DELETE FROM sessions").await;

    let token = come(world, "a@exemple.fr", OWN).await.unwrap().token;
    let person = who(world, &token).await.unwrap();
    let key = session_key(&person.session);
    for customer in [&world.potters, &world.other] {
        let place = world.assignment_of(customer, user).await;
        let seen = users::sessions(&world.services, &customer.scope, place).await.unwrap();
        assert!(seen.is_empty(), "neither was entered");
        let ended = users::end_session(&world.services, &customer.scope, place, &key).await;
        assert!(matches!(ended, Err(users::EndSessionError::NotFound)));
    }
    assert!(who(world, &token).await.is_some());
});

contract_test!(what_one_customer_does_ends_nothing_that_another_s_mail_began, |world| async {
    let [potters, faiences] = two_passwords(world).await;
    let user = world.user_of("a@exemple.fr").await;
    let place = world.assignment_of(&world.other, user).await;
    let begun = come(world, "a@exemple.fr", &potters).await.unwrap().token;
    let own = come(world, "a@exemple.fr", &faiences).await.unwrap().token;

    world.services.clock.advance(60);
    mail::resend(&world.services, &world.other.scope, place).await.unwrap();
    assert!(who(world, &begun).await.is_some(), "Renvoyer");
    assert!(who(world, &own).await.is_none(), "its own ends");

    let change = StatusChange::Suspend;
    users::set_status(&world.services, &world.other.scope, place, change).await.unwrap();
    assert!(who(world, &begun).await.is_some(), "Suspendre");
    users::remove_person(&world.services, &world.other.scope, place).await.unwrap();
    assert!(who(world, &begun).await.is_some(), "Supprimer");
    let person = who(world, &begun).await.unwrap();
    assert!(choose_password(&world.services, &person, &password(OWN)).await.is_ok());
});

contract_test!(who_is_suspended_before_accepting_does_not_come_in_by_that_customer_s_mail, |world| async {
    let [potters, faiences] = two_passwords(world).await;
    let user = world.user_of("a@exemple.fr").await;
    let place = world.assignment_of(&world.other, user).await;
    let begun = come(world, "a@exemple.fr", &faiences).await.unwrap().token;
    let suspend = StatusChange::Suspend;
    users::set_status(&world.services, &world.other.scope, place, suspend).await.unwrap();
    assert!(who(world, &begun).await.is_none(), "what the mail began is over");
    let refused = come(world, "a@exemple.fr", &faiences).await;
    assert!(matches!(refused, Err(SignInError::Wrong)));
    assert!(come(world, "a@exemple.fr", &potters).await.is_ok(), "by another's as before");
});

contract_test!(what_a_form_held_belongs_to_a_session_and_a_customer_and_ends_with_it, |world| async {
    let services = &world.services;
    let (token, person) = administrator(world).await;
    let key = store_flash_form(services, Some(&person), "secret").await.unwrap();
    let open = store_flash_form(services, None, "login").await.unwrap();
    assert_eq!(kept_form(services, Some(&person), &key).await.unwrap().as_deref(), Some("secret"));
    let elsewhere = Principal { customer: Some(world.other.id), ..person.clone() };
    let again = come(world, "admin@potters.example", OWN).await.unwrap().token;
    let again = who(world, &again).await.unwrap();
    for other in [None, Some(&elsewhere), Some(&again), Some(&world.other.principal)] {
        assert_eq!(kept_form(services, other, &key).await.unwrap(), None);
    }
    assert_eq!(kept_form(services, Some(&person), &open).await.unwrap(), None);
    sign_out(services, &person).await.unwrap();
    assert!(who(world, &token).await.is_none());
    assert_eq!(world.count("SELECT count(*) FROM kept_forms").await, 1, "what nobody had signed in for");
});

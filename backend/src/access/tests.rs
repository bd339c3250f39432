//! Coming in, staying, going, and choosing a password, on both engines.

mod advanced;
mod connections;
mod delegation;
mod entering;
mod links;
mod sessions;

use super::testing::give_password;
use super::*;
use crate::mail::tests::{invite, member, worker};
use crate::services::{SecretKey, Services};
use crate::testing::smtp::{Behaviour, Fault, SmtpServer, Stage};
use crate::testing::{World, contract_test};
use domain::access::Due;
use domain::credentials::Password;
use std::net::IpAddr;
use std::sync::Arc;

const OWN: &str = "correct cheval pile agrafe";
const HERE: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(192, 0, 2, 1));
const ELSEWHERE: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(198, 51, 100, 7));
const BROWSER: Browser<'static> = Browser { network: Some(HERE), user_agent: "Firefox" };

fn password(text: &str) -> Password {
    Password::parse(text).unwrap()
}

async fn come(world: &World, login: &str, password: &str) -> Result<SignedIn, SignInError> {
    come_from(world, HERE, login, password).await
}

async fn come_from(
    world: &World,
    network: IpAddr,
    login: &str,
    password: &str,
) -> Result<SignedIn, SignInError> {
    sign_in(&world.services, &SignIn { login, password, network, user_agent: "Firefox" }).await
}

async fn who(world: &World, token: &SessionToken) -> Option<Principal> {
    principal(&world.services, token).await.unwrap()
}

/// The administrator of the first customer, signed in.
async fn administrator(world: &World) -> (SessionToken, Principal) {
    give_password(world, world.potters.administrator, OWN).await;
    let token = come(world, "admin@potters.example", OWN).await.unwrap().token;
    let principal = who(world, &token).await.unwrap();
    (token, principal)
}

/// A new user's mailed password.
async fn mailed_password(world: &World, address: &str) -> String {
    let server = SmtpServer::start(Behaviour::default()).await;
    invite(world, &world.potters, address).await;
    worker(world, &server).send_everything().await;
    server.accepted()[0].value("Mot de passe").unwrap()
}

contract_test!(one_signs_in_with_the_address_or_the_identifier_however_typed, |world| async {
    let user = member(world, &world.potters, "Jean.Dupont@exemple.fr").await;
    give_password(world, user, OWN).await;
    let identifier = world.text("SELECT identifier FROM users WHERE email_key LIKE 'jean%'").await.unwrap();
    for login in
        ["Jean.Dupont@exemple.fr", " JEAN.DUPONT@EXEMPLE.FR", &identifier, &identifier.to_lowercase()]
    {
        let signed_in = come(world, login, OWN).await.unwrap();
        assert_eq!(signed_in.due, None);
        assert_eq!(who(world, &signed_in.token).await.unwrap().user, user);
    }
});

contract_test!(a_wrong_password_and_an_unknown_login_are_answered_alike, |world| async {
    give_password(world, world.potters.administrator, OWN).await;
    let wrong = come(world, "admin@potters.example", "correct cheval pile agraf").await;
    let unknown = come(world, "nobody@potters.example", OWN).await;
    let neither = come(world, "", "").await;
    for answer in [wrong, unknown, neither] {
        assert!(matches!(answer, Err(SignInError::Wrong)));
    }
});

contract_test!(when_every_place_for_hashing_is_taken_one_is_told_at_once, |world| async {
    let _taken = world.services.hashing.take_all().await;
    assert!(matches!(come(world, "admin@potters.example", OWN).await, Err(SignInError::Busy(_))));
});

contract_test!(attempts_at_one_login_at_once_are_heard_one_by_one, |world| async {
    give_password(world, world.potters.administrator, OWN).await;
    let attempts = (0..12).map(|_| come(world, "admin@potters.example", "pas le bon du tout"));
    let answers = futures::future::join_all(attempts).await;
    let heard = answers.iter().filter(|answer| matches!(answer, Err(SignInError::Wrong))).count();
    assert!(heard <= 5, "{heard} were heard, of which four are free");
});

contract_test!(a_password_that_may_not_be_chosen_any_more_still_opens, |world| async {
    let common = Password::typed("azertyuiopazertyuiop").unwrap();
    let hash = hash_password(&world.services, world.potters.administrator, &common);
    let hash = hash.await.unwrap();
    let mut tx = world.services.db.write().await.unwrap();
    let set = tx.query("UPDATE users SET password_hash = $2 WHERE id = $1");
    set.bind(world.potters.administrator.0).bind(hash).execute().await.unwrap();
    tx.commit().await.unwrap();
    assert!(come(world, "admin@potters.example", "azertyuiopazertyuiop").await.is_ok());
});

contract_test!(wrong_attempts_are_slowed_down_ever_more_and_nobody_is_locked_out, |world| async {
    give_password(world, world.potters.administrator, OWN).await;
    for login in ["admin@potters.example", "nobody@potters.example"] {
        for _ in 0..5 {
            assert!(matches!(come(world, login, "faux").await, Err(SignInError::Wrong)));
        }
        let right = come_from(world, ELSEWHERE, login, OWN).await;
        assert!(matches!(right, Err(SignInError::Wait { seconds: 5 })), "{login}: known or not");
    }
    world.services.clock.advance(5);
    assert!(matches!(come(world, "admin@potters.example", "faux").await, Err(SignInError::Wrong)));
    let next = come(world, "admin@potters.example", OWN).await;
    assert!(matches!(next, Err(SignInError::Wait { seconds: 10 })));
    world.services.clock.advance(10);
    assert!(come(world, "admin@potters.example", OWN).await.is_ok());
    assert!(matches!(come(world, "admin@potters.example", "faux").await, Err(SignInError::Wrong)));
    assert!(come(world, "admin@potters.example", OWN).await.is_ok(), "coming in began the count again");
});

contract_test!(a_network_that_tries_many_people_is_slowed_down_too, |world| async {
    give_password(world, world.potters.administrator, OWN).await;
    for number in 0..61 {
        let tried = come(world, &format!("a{number}@exemple.fr"), "faux").await;
        assert!(matches!(tried, Err(SignInError::Wrong)));
    }
    assert!(matches!(come(world, "admin@potters.example", OWN).await, Err(SignInError::Wait { .. })));
    assert!(come_from(world, ELSEWHERE, "admin@potters.example", OWN).await.is_ok());
});

contract_test!(a_mailed_password_lets_one_choose_one_s_own_and_nothing_else, |world| async {
    let mailed = mailed_password(world, "a@exemple.fr").await;
    world
        .execute(
            "INSERT INTO administrators (customer_id, user_id, since)
        SELECT customer_id, user_id, 0 FROM memberships",
        )
        .await;
    let typed = mailed.to_lowercase().replace('-', " ");
    let signed_in = come(world, "a@exemple.fr", &typed).await.unwrap();
    let person = who(world, &signed_in.token).await.unwrap();
    assert_eq!((person.due, signed_in.due), (Some(Due::Password), Some(Due::Password)));
    assert!(person.administer(world.potters.id).is_err());
    assert_eq!(world.text("SELECT status FROM memberships").await.as_deref(), Some("invited"));

    let same = Password::parse(&mailed).unwrap();
    let refused = choose_password(&world.services, &person, &same).await;
    assert!(matches!(refused, Err(ChoosePasswordError::Mailed)));

    let token = choose_password(&world.services, &person, &password(OWN)).await.unwrap();
    assert!(who(world, &signed_in.token).await.is_none(), "the session is a new one");
    assert!(who(world, &token).await.unwrap().administer(world.potters.id).is_ok());
    assert_eq!(world.text("SELECT status FROM memberships").await.as_deref(), Some("active"));
    assert_eq!(world.text("SELECT status FROM assignments").await.as_deref(), Some("active"));
    assert!(matches!(come(world, "a@exemple.fr", &mailed).await, Err(SignInError::Wrong)));
    assert!(come(world, "a@exemple.fr", OWN).await.is_ok());
});

contract_test!(one_s_own_address_or_identifier_is_no_password, |world| async {
    let mailed = mailed_password(world, "amelie.long@exemple.fr").await;
    let identifier = world.text("SELECT identifier FROM users WHERE email_key LIKE 'amelie%'").await.unwrap();
    let signed_in = come(world, "amelie.long@exemple.fr", &mailed).await.unwrap();
    let person = who(world, &signed_in.token).await.unwrap();
    for own in ["Amelie.Long@exemple.fr", &format!("moi {identifier} et moi")] {
        let refused = choose_password(&world.services, &person, &password(own)).await;
        assert!(matches!(refused, Err(ChoosePasswordError::Guessable)), "{own}");
    }
});

contract_test!(a_password_of_the_operator_s_list_is_chosen_nowhere, |world| async {
    let listed = Arc::new(["Trompette du soir"].into_iter().collect());
    let services = Services { common_passwords: listed, ..world.services.clone() };
    let (_, person) = administrator(world).await;
    let link = links::mailed_link(world, "admin@potters.example").await;
    let dressed = password("tr0mpette-du-soir");
    let changed = change_password(&services, &person, OWN, &dressed).await;
    assert!(matches!(changed, Err(ChoosePasswordError::Guessable)));
    let redeemed = redeem_link(&services, &link, None, &dressed, BROWSER).await;
    assert!(matches!(redeemed, Err(RedeemLinkError::Guessable)));

    let mailed = mailed_password(world, "a@exemple.fr").await;
    let token = come(world, "a@exemple.fr", &mailed).await.unwrap().token;
    let newcomer = who(world, &token).await.unwrap();
    let chosen = choose_password(&services, &newcomer, &dressed).await;
    assert!(matches!(chosen, Err(ChoosePasswordError::Guessable)));
    let chosen = choose_password(&services, &newcomer, &password("trompette du matin")).await;
    assert!(chosen.is_ok());
});

contract_test!(a_password_is_chosen_only_by_whoever_has_to, |world| async {
    let (_, person) = administrator(world).await;
    let unasked = choose_password(&world.services, &person, &password("un autre mot de passe")).await;
    assert!(matches!(unasked, Err(ChoosePasswordError::SignedOut)));
});

contract_test!(one_s_password_is_changed_with_the_present_one_and_other_sessions_end, |world| async {
    let (token, person) = administrator(world).await;
    let other = come(world, "admin@potters.example", OWN).await.unwrap().token;
    let new = password("un autre mot de passe");
    let wrong = change_password(&world.services, &person, "pas le bon du tout", &new).await;
    assert!(matches!(wrong, Err(ChoosePasswordError::Unconfirmed(ConfirmPasswordError::Wrong))));
    let changed = change_password(&world.services, &person, OWN, &new).await.unwrap();
    assert!(who(world, &changed).await.is_some());
    assert!(who(world, &token).await.is_none());
    assert!(who(world, &other).await.is_none());
});

contract_test!(what_was_mailed_accepts_the_invitation_before_the_acceptance_is_written_down, |world| async {
    let behaviour = Behaviour::default().fault(Stage::Dot, Fault::Drop, 1);
    let server = SmtpServer::start(behaviour).await;
    invite(world, &world.potters, "a@exemple.fr").await;
    worker(world, &server).send_everything().await;
    let mailed = server.accepted()[0].value("Mot de passe").unwrap();
    let signed_in = come(world, "a@exemple.fr", &mailed).await.unwrap();
    let person = who(world, &signed_in.token).await.unwrap();
    choose_password(&world.services, &person, &password(OWN)).await.unwrap();
    assert_eq!(world.text("SELECT status FROM memberships").await.as_deref(), Some("active"));
});

contract_test!(each_spelling_of_an_address_counts_as_the_same_whether_anybody_has_it, |world| async {
    give_password(world, world.potters.administrator, OWN).await;
    for name in ["admin", "nobody"] {
        for domain in [
            "potters.example",
            "POTTERS.example",
            "potters.ＥＸＡＭＰＬＥ",
            "potters。example",
            "ｐotters.example",
        ] {
            let tried = come(world, &format!("{name}@{domain}"), "faux").await;
            assert!(matches!(tried, Err(SignInError::Wrong)), "{name}@{domain}");
        }
        let sixth = come(world, &format!("{name}@potterS.example"), "faux").await;
        assert!(matches!(sixth, Err(SignInError::Wait { .. })), "{name}");
    }
});

contract_test!(what_an_office_mistypes_in_a_week_does_not_add_up, |world| async {
    for number in 0..200 {
        let tried = come(world, &format!("a{number}@exemple.fr"), "faux").await;
        assert!(matches!(tried, Err(SignInError::Wrong)), "{number}");
        world.services.clock.advance(5 * 60);
    }
});

contract_test!(guessing_the_present_password_of_an_open_session_is_slowed_down, |world| async {
    let (_, person) = administrator(world).await;
    let new = password("un autre mot de passe");
    for _ in 0..5 {
        let wrong = change_password(&world.services, &person, "pas le bon du tout", &new).await;
        assert!(matches!(wrong, Err(ChoosePasswordError::Unconfirmed(ConfirmPasswordError::Wrong))));
    }
    let right = change_password(&world.services, &person, OWN, &new).await;
    assert!(matches!(
        right,
        Err(ChoosePasswordError::Unconfirmed(ConfirmPasswordError::Wait { seconds: 5 }))
    ));
    world.services.clock.advance(5);
    assert!(change_password(&world.services, &person, OWN, &new).await.is_ok());
});

contract_test!(what_a_refused_form_held_is_shown_to_who_has_its_key_for_ten_minutes, |world| async {
    let services = &world.services;
    let key = store_flash_form(services, None, "{\"emails\":\"a@\"}").await.unwrap();
    let other = FormKey::random(&services.random);
    assert_eq!(kept_form(services, None, &other).await.unwrap(), None);
    assert_eq!(kept_form(services, None, &key).await.unwrap().as_deref(), Some("{\"emails\":\"a@\"}"));
    assert_eq!(kept_form(services, None, &key).await.unwrap().as_deref(), Some("{\"emails\":\"a@\"}"));
    services.clock.advance(10 * 60);
    assert_eq!(kept_form(services, None, &key).await.unwrap(), None);
    let huge = store_flash_form(services, None, &"x".repeat(64 * 1024 + 1)).await;
    assert!(matches!(huge, Err(FlashFormError::TooLong)));
});

contract_test!(what_a_stranger_typed_stays_with_the_stranger, |world| async {
    let key = &world.services.key;
    let now = world.now();
    let sealed = seal_form(key, now, "{\"login\":\"a@\"}").unwrap();
    assert_eq!(open_form(key, now, &sealed).as_deref(), Some("{\"login\":\"a@\"}"));
    assert_eq!(open_form(&SecretKey([9; 32]), now, &sealed), None, "nobody else writes one");
    assert_eq!(open_form(key, now.plus_seconds(10 * 60), &sealed), None);
    assert!(matches!(seal_form(key, now, &"x".repeat(2049)), Err(FlashFormError::TooLong)));
    assert_eq!(world.count("SELECT count(*) FROM kept_forms").await, 0);
});

contract_test!(a_password_is_not_made_of_what_everybody_knows_of_its_person, |world| async {
    let (_, person) = administrator(world).await;
    let choose = async |text: &str| {
        let chosen = change_password(&world.services, &person, OWN, &password(text)).await;
        matches!(chosen, Err(ChoosePasswordError::Guessable))
    };
    assert!(choose("Potters-France-2031").await, "the customer's name and a year");
    assert!(choose("admin@potters.example!").await);
    assert!(!choose("gaufre tunnel ardoise").await);
});

//! Second factors, on both engines.

use super::testing::{Phone, enrol};
use super::*;
use crate::access::testing::give_password;
use crate::access::{
    Browser, ConfirmPasswordError, Interrupted, Principal, ResumeError, SessionToken, SignIn, SignInError,
    SignedIn, change_password, principal, redeem_link, request_reset, resume, sign_in,
};
use crate::journal;
use crate::mail::tests::worker;
use crate::testing::smtp::{Accepted, Behaviour, SmtpServer};
use crate::testing::{NETWORK, World, contract_test};
use domain::access::{Due, SecondFactor};
use domain::address::EmailAddress;
use domain::credentials::{FactorCode, Password, RecoveryCode};
use domain::journal::{Action, JournalRequest};

const OWN: &str = "correct cheval pile agrafe";
const ADDRESS: &str = "admin@potters.example";

async fn come(world: &World, password: &str) -> Result<SignedIn, SignInError> {
    let attempt = SignIn { login: ADDRESS, password, network: NETWORK, user_agent: "Firefox" };
    sign_in(&world.services, &attempt).await
}

async fn who(world: &World, token: &SessionToken) -> Option<Principal> {
    let found = principal(&world.services, token).await.unwrap();
    found.map(|person| Principal { network: Some(NETWORK), ..person })
}

/// The administrator of POTTERS, signed in with a password.
async fn administrator(world: &World) -> Principal {
    give_password(world, world.potters.administrator, OWN).await;
    who(world, &come(world, OWN).await.unwrap().token).await.unwrap()
}

/// The same, with a second factor.
async fn with_factor(world: &World) -> (Principal, Phone, Vec<RecoveryCode>) {
    let (person, phone, added) = enrol(world, &administrator(world).await, OWN).await;
    let codes = recovery_codes(&world.services, &person, added.codes).await.unwrap().unwrap();
    (person, phone, codes)
}

/// The administrator once the password is given, and not the second factor.
async fn at_the_second_door(world: &World) -> Principal {
    let signed_in = come(world, OWN).await.unwrap();
    assert_eq!(signed_in.due, Some(Due::Factor));
    who(world, &signed_in.token).await.unwrap()
}

async fn give(world: &World, person: &Principal, code: u32) -> Result<SessionToken, GiveFactorError> {
    give_factor(&world.services, person, &FactorCode::OneTime(code)).await
}

async fn recover(
    world: &World,
    person: &Principal,
    code: &RecoveryCode,
) -> Result<SessionToken, GiveFactorError> {
    give_factor(&world.services, person, &FactorCode::Recovery(code.clone())).await
}

/// What leaves by now.
async fn mailed(world: &World) -> Vec<Accepted> {
    let server = SmtpServer::start(Behaviour::default()).await;
    worker(world, &server).send_everything().await;
    server.accepted()
}

/// What the mails of now say that changed.
async fn told(world: &World) -> Vec<String> {
    mailed(world).await.iter().filter_map(|mail| mail.value("Ce qui a changé")).collect()
}

contract_test!(a_second_factor_is_added_once_its_application_has_shown_a_code, |world| async {
    let person = administrator(world).await;
    let SecondFactor::None(offer) = second_factor(&world.services, &person).await.unwrap() else {
        panic!("there is none yet")
    };
    assert_eq!(offer.key.split(' ').count(), 8);
    assert!(offer.url.contains(&offer.key.replace(' ', "")));

    let (person, _, added) = enrol(world, &person, OWN).await;
    let SecondFactor::Added { codes_left, .. } = second_factor(&world.services, &person).await.unwrap()
    else {
        panic!("it was added")
    };
    assert_eq!(codes_left, 10);
    assert_eq!(recovery_codes(&world.services, &person, added.codes).await.unwrap().unwrap().len(), 10);
    assert!(person.administer(world.potters.id).is_ok());
    assert_eq!(told(world).await, ["Second facteur ajouté"]);
});

contract_test!(neither_a_wrong_code_nor_a_wrong_password_adds_one, |world| async {
    let person = administrator(world).await;
    let phone = Phone::given(world, &person);
    for code in [phone.code(world, 2), phone.code(world, -2)] {
        let refused = add_factor(&world.services, &person, OWN, code).await;
        assert!(matches!(refused, Err(AddFactorError::Wrong)));
    }
    let refused = add_factor(&world.services, &person, "pas le bon du tout", phone.code(world, 0)).await;
    assert!(matches!(refused, Err(AddFactorError::Unconfirmed(ConfirmPasswordError::Wrong))));
    assert_eq!(world.count("SELECT count(*) FROM second_factors").await, 0);
    assert_eq!(world.count("SELECT count(*) FROM mail_jobs").await, 0);
    assert!(add_factor(&world.services, &person, OWN, phone.code(world, 0)).await.is_ok());
});

contract_test!(of_two_browsers_that_add_one_at_once_the_first_does, |world| async {
    let first = administrator(world).await;
    let second = who(world, &come(world, OWN).await.unwrap().token).await.unwrap();
    let (one, other) = (Phone::given(world, &first), Phone::given(world, &second));
    assert_ne!(one.code(world, 0), other.code(world, 0), "each browser has a key of its own");

    let outcomes = futures::join!(
        add_factor(&world.services, &first, OWN, one.code(world, 0)),
        add_factor(&world.services, &second, OWN, other.code(world, 0))
    );
    let added = [outcomes.0.is_ok(), outcomes.1.is_ok()];
    assert_eq!(added.iter().filter(|added| **added).count(), 1, "{added:?}");
    assert_eq!(world.count("SELECT count(*) FROM second_factors").await, 1);
    assert_eq!(world.count("SELECT count(*) FROM recovery_codes").await, 10);
    assert_eq!(world.count("SELECT count(*) FROM sessions").await, 1, "all others have ended");
});

contract_test!(a_page_that_was_left_open_adds_no_second_one, |world| async {
    let (person, ..) = with_factor(world).await;
    let phone = Phone::given(world, &person);
    let refused = add_factor(&world.services, &person, OWN, phone.code(world, 0)).await;
    assert!(matches!(refused, Err(AddFactorError::Added)));
});

contract_test!(the_password_alone_reaches_nothing_and_the_code_everything, |world| async {
    let (_, phone, _) = with_factor(world).await;
    world.services.clock.advance(30);
    let person = at_the_second_door(world).await;
    assert!(person.administers.is_empty() && person.customer.is_none());
    assert!(person.administer(world.potters.id).is_err());
    let other = Password::parse("un autre mot de passe").unwrap();
    assert!(change_password(&world.services, &person, OWN, &other).await.is_err());
    let anew = Phone::given(world, &person);
    let added = add_factor(&world.services, &person, OWN, anew.code(world, 0)).await;
    assert!(matches!(added, Err(AddFactorError::SignedOut)));

    let token = give(world, &person, phone.code(world, 0)).await.unwrap();
    let inside = who(world, &token).await.unwrap();
    assert_eq!(inside.due, None);
    assert!(inside.administer(world.potters.id).is_ok());
    let again = give(world, &person, phone.code(world, 1)).await;
    assert!(matches!(again, Err(GiveFactorError::SignedOut)), "the session is a new one");
});

contract_test!(a_code_is_accepted_once_and_of_the_window_before_but_not_of_two_before, |world| async {
    let (_, phone, _) = with_factor(world).await;
    let person = at_the_second_door(world).await;
    let confirmed = give(world, &person, phone.code(world, 0)).await;
    assert!(matches!(confirmed, Err(GiveFactorError::Wrong)), "it has confirmed the application already");

    world.services.clock.advance(90);
    assert!(matches!(give(world, &person, phone.code(world, -2)).await, Err(GiveFactorError::Wrong)));
    let before = phone.code(world, -1);
    assert!(give(world, &person, before).await.is_ok());
    let next = at_the_second_door(world).await;
    assert!(matches!(give(world, &next, before).await, Err(GiveFactorError::Wrong)), "used already");
    assert!(give(world, &next, phone.code(world, 0)).await.is_ok());
});

contract_test!(
    five_wrong_codes_make_one_wait_and_the_password_does_not_begin_the_count_again,
    |world| async {
        let (_, phone, _) = with_factor(world).await;
        world.services.clock.advance(30);
        let person = at_the_second_door(world).await;
        for _ in 0..4 {
            assert!(matches!(give(world, &person, phone.code(world, 5)).await, Err(GiveFactorError::Wrong)));
        }
        let person = at_the_second_door(world).await;
        assert!(matches!(give(world, &person, phone.code(world, 5)).await, Err(GiveFactorError::Wrong)));
        let right = give(world, &person, phone.code(world, 0)).await;
        assert!(matches!(right, Err(GiveFactorError::Wait { seconds: 5 })));
        assert!(matches!(come(world, OWN).await, Err(SignInError::Wait { seconds: 5 })), "the same count");

        world.services.clock.advance(5);
        assert!(give(world, &person, phone.code(world, 0)).await.is_ok());
        assert!(matches!(come(world, "faux").await, Err(SignInError::Wrong)));
        assert!(come(world, OWN).await.is_ok(), "coming in began the count again");
    }
);

contract_test!(a_recovery_code_lets_one_in_once_and_is_told, |world| async {
    let (_, _, codes) = with_factor(world).await;
    mailed(world).await;
    let typed = FactorCode::parse(&codes[3].reveal().to_lowercase().replace('-', " ")).unwrap();
    let person = at_the_second_door(world).await;
    let token = give_factor(&world.services, &person, &typed).await.unwrap();
    assert!(who(world, &token).await.unwrap().administer(world.potters.id).is_ok());

    let mails = mailed(world).await;
    assert_eq!(mails[0].value("Ce qui a changé").as_deref(), Some("Code de secours utilisé"));
    assert_eq!(mails[0].value("Codes de secours restants").as_deref(), Some("9"));
    assert_eq!(mails[0].value("Depuis le réseau"), Some(NETWORK.to_string()));
    let person = at_the_second_door(world).await;
    assert!(matches!(recover(world, &person, &codes[3]).await, Err(GiveFactorError::Wrong)));
    assert!(recover(world, &person, &codes[4]).await.is_ok());
});

contract_test!(of_two_who_give_the_same_recovery_code_at_once_one_comes_in, |world| async {
    let (_, _, codes) = with_factor(world).await;
    let (one, other) = (at_the_second_door(world).await, at_the_second_door(world).await);
    let (one, other) = futures::join!(recover(world, &one, &codes[0]), recover(world, &other, &codes[0]));
    assert_eq!([one.is_ok(), other.is_ok()].iter().filter(|came| **came).count(), 1);
});

contract_test!(new_recovery_codes_replace_the_former_ones, |world| async {
    let (person, phone, former) = with_factor(world).await;
    mailed(world).await;
    world.services.clock.advance(30);
    let code = FactorCode::OneTime(phone.code(world, 0));
    let batch = renew_codes(&world.services, &person, OWN, &code).await.unwrap();
    let codes = recovery_codes(&world.services, &person, batch).await.unwrap().unwrap();
    assert!(codes.iter().all(|code| !former.contains(code)));
    assert_eq!(told(world).await, ["Nouveaux codes de secours"]);

    let person = at_the_second_door(world).await;
    assert!(matches!(recover(world, &person, &former[0]).await, Err(GiveFactorError::Wrong)));
    assert!(recover(world, &person, &codes[0]).await.is_ok());
});

contract_test!(recovery_codes_are_shown_to_their_person_and_only_the_last_ones, |world| async {
    let (person, phone, added) = enrol(world, &administrator(world).await, OWN).await;
    let stranger = Principal { user: world.other.administrator, ..person.clone() };
    assert_eq!(recovery_codes(&world.services, &stranger, added.codes).await.unwrap(), None);
    let outside = at_the_second_door(world).await;
    assert_eq!(recovery_codes(&world.services, &outside, added.codes).await.unwrap(), None);
    world.services.clock.advance(30);
    let code = FactorCode::OneTime(phone.code(world, 0));
    renew_codes(&world.services, &person, OWN, &code).await.unwrap();
    assert_eq!(recovery_codes(&world.services, &person, added.codes).await.unwrap(), None);
});

contract_test!(it_is_removed_with_password_and_code_and_sessions_elsewhere_end, |world| async {
    let (person, phone, codes) = with_factor(world).await;
    mailed(world).await;
    let elsewhere = at_the_second_door(world).await;
    let elsewhere = recover(world, &elsewhere, &codes[0]).await.unwrap();
    mailed(world).await;
    world.services.clock.advance(30);
    let code = FactorCode::OneTime(phone.code(world, 0));
    let wrong = remove_factor(&world.services, &person, "pas le bon du tout", &code).await;
    assert!(matches!(wrong, Err(ChangeFactorError::Unconfirmed(ConfirmPasswordError::Wrong))));
    let used = FactorCode::Recovery(codes[0].clone());
    let wrong = remove_factor(&world.services, &person, OWN, &used).await;
    assert!(matches!(wrong, Err(ChangeFactorError::Wrong)));

    let token = remove_factor(&world.services, &person, OWN, &code).await.unwrap();
    assert!(who(world, &token).await.is_some());
    assert!(who(world, &elsewhere).await.is_none());
    assert_eq!(world.count("SELECT count(*) FROM recovery_codes").await, 0);
    assert_eq!(told(world).await, ["Second facteur retiré"]);
    assert_eq!(come(world, OWN).await.unwrap().due, None);
    let nothing = remove_factor(&world.services, &who(world, &token).await.unwrap(), OWN, &code).await;
    assert!(matches!(nothing, Err(ChangeFactorError::None)));
});

contract_test!(a_password_that_is_forgotten_takes_no_second_factor_away, |world| async {
    let (_, phone, _) = with_factor(world).await;
    mailed(world).await;
    request_reset(&world.services, ADDRESS, NETWORK).await.unwrap();
    let link = mailed(world).await[0].value("Lien").unwrap();
    let link = link.rsplit_once('/').unwrap().1;
    let other = Password::parse("un autre mot de passe").unwrap();
    let browser = Browser { network: Some(NETWORK), user_agent: "Firefox" };
    let token = redeem_link(&world.services, link, None, &other, browser).await.unwrap();
    let person = who(world, &token).await.unwrap();
    assert_eq!(person.due, Some(Due::Factor));
    assert_eq!(told(world).await, ["Mot de passe modifié"]);

    world.services.clock.advance(30);
    assert!(give(world, &person, phone.code(world, 0)).await.is_ok());
});

contract_test!(changing_the_password_asks_for_no_code_again, |world| async {
    let (person, ..) = with_factor(world).await;
    mailed(world).await;
    let other = Password::parse("un autre mot de passe").unwrap();
    let token = change_password(&world.services, &person, OWN, &other).await.unwrap();
    assert_eq!(who(world, &token).await.unwrap().due, None);
    assert_eq!(told(world).await, ["Mot de passe modifié"]);
});

contract_test!(a_page_goes_on_once_password_and_code_are_given_in_it, |world| async {
    let (person, phone, _) = with_factor(world).await;
    world.services.clock.advance(30);
    let page = Interrupted { user: person.user, customer: Some(world.potters.id) };
    let attempt = SignIn { login: ADDRESS, password: OWN, network: NETWORK, user_agent: "" };
    let resume = async |code: Option<u32>| {
        resume(&world.services, &attempt, code.map(FactorCode::OneTime).as_ref(), page).await
    };
    assert!(matches!(resume(None).await, Err(ResumeError::NoCode)));
    assert!(matches!(resume(Some(phone.code(world, 5))).await, Err(ResumeError::WrongCode)));
    assert_eq!(world.count("SELECT count(*) FROM sessions").await, 1, "none is left half open");
    let token = resume(Some(phone.code(world, 0))).await.unwrap();
    assert_eq!(who(world, &token).await.unwrap().customer, Some(world.potters.id));
});

contract_test!(a_customer_requires_one_and_who_has_none_may_do_nothing_else, |world| async {
    let person = administrator(world).await;
    let scope = person.administer(world.potters.id).unwrap();
    let wrong = require_factor(&world.services, &scope, true, "pas le bon du tout").await;
    assert!(matches!(wrong, Err(RequireFactorError::Unconfirmed(ConfirmPasswordError::Wrong))));
    for _ in 0..2 {
        require_factor(&world.services, &scope, true, OWN).await.unwrap();
    }
    let journal = journal::list(&world.services, &scope, &JournalRequest::default()).await.unwrap();
    let required = journal.rows.iter().filter(|row| row.action == Some(Action::FactorRequired));
    assert_eq!(required.count(), 1, "the second time changes nothing");

    let led = who(world, &come(world, OWN).await.unwrap().token).await.unwrap();
    assert_eq!((led.due, led.customer), (Some(Due::Enrolment), None));
    assert!(led.administers.is_empty() && led.administer(world.potters.id).is_err());
    let (inside, ..) = enrol(world, &led, OWN).await;
    assert!(inside.requires_factor && inside.administer(world.potters.id).is_ok());

    let others = world.session_of(world.other.administrator).await;
    assert_eq!(who(world, &others).await.unwrap().due, None, "another customer's are asked for nothing");
    let scope = inside.administer(world.potters.id).unwrap();
    require_factor(&world.services, &scope, false, OWN).await.unwrap();
    assert_eq!(world.count("SELECT count(*) FROM customers WHERE requires_factor = 1").await, 0);
});

contract_test!(whoever_no_longer_administers_requires_nothing, |world| async {
    let person = administrator(world).await;
    let scope = person.administer(world.potters.id).unwrap();
    world.execute("DELETE FROM administrators").await;
    let refused = require_factor(&world.services, &scope, true, OWN).await;
    assert!(matches!(refused, Err(RequireFactorError::NotAdministrator)));
});

contract_test!(advanced_users_of_a_customer_that_requires_one_need_one_too, |world| async {
    let person = administrator(world).await;
    world.execute("DELETE FROM administrators").await;
    world
        .execute(
            "INSERT INTO advanced_users (customer_id, user_id, status, created_at)
             SELECT c.id, u.id, 'invited', 0 FROM customers c, users u
             WHERE c.name = 'FAÏENCES DU NORD' AND u.email_key = 'admin@potters.example'",
        )
        .await;
    world.execute("UPDATE customers SET requires_factor = 1").await;
    let due = async || who(world, &world.session_of(person.user).await).await.unwrap().due;
    assert_eq!(due().await, None, "who was only invited has nothing to protect");
    world.execute("UPDATE advanced_users SET status = 'active'").await;
    assert_eq!(due().await, Some(Due::Enrolment));
    world.execute("UPDATE customers SET state = 'closed'").await;
    assert_eq!(due().await, None);
});

contract_test!(operators_always_need_one, |world| async {
    let person = administrator(world).await;
    world.execute("DELETE FROM administrators").await;
    world.execute("INSERT INTO operators (user_id, since) SELECT id, 0 FROM users").await;
    let led = who(world, &come(world, OWN).await.unwrap().token).await.unwrap();
    assert_eq!((led.user, led.due), (person.user, Some(Due::Enrolment)));
    let (inside, ..) = enrol(world, &led, OWN).await;
    assert!(inside.operator);
    assert_eq!(inside.due, None);
});

contract_test!(a_lost_factor_is_taken_away_from_the_command_line_told_and_in_the_journal, |world| async {
    let (person, ..) = with_factor(world).await;
    mailed(world).await;
    let address = EmailAddress::parse("ADMIN@potters.example").unwrap();
    reset_factor(&world.services, &address).await.unwrap();
    assert_eq!(told(world).await, ["Second facteur retiré par l’exploitant"]);
    assert_eq!(world.count("SELECT count(*) FROM sessions").await, 0);
    assert_eq!(come(world, OWN).await.unwrap().due, None);

    let scope = person.administer(world.potters.id).unwrap();
    let journal = journal::list(&world.services, &scope, &JournalRequest::default()).await.unwrap();
    let latest: Vec<_> = journal.rows.iter().take(2).filter_map(|row| row.action).collect();
    assert_eq!(latest, [Action::UserSignedIn, Action::UserFactorReset]);
    assert!(matches!(reset_factor(&world.services, &address).await, Err(ResetFactorError::None)));
    let nobody = EmailAddress::parse("nobody@potters.example").unwrap();
    assert!(matches!(reset_factor(&world.services, &nobody).await, Err(ResetFactorError::NotFound)));
    assert_eq!(world.count("SELECT count(*) FROM journal WHERE action = 'user.factor_reset'").await, 1);
});

//! Passkeys, on both engines.

use super::testing::Authenticator;
use super::*;
use crate::access::second_factor::testing::{Phone, enrol};
use crate::access::testing::give_password;
use crate::access::{
    Browser, ChangeFactorError, ConfirmPasswordError, GiveFactorError, Interrupted, Principal, ResumeError,
    SessionToken, SignIn, SignedIn, give_factor, principal, reset_factor, resume, sessions, sign_in,
};
use crate::mail::tests::worker;
use crate::maintenance;
use crate::services::Services;
use crate::testing::smtp::{Accepted, Behaviour, SmtpServer};
use crate::testing::{NETWORK, World, contract_test};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::access::Due;
use domain::address::EmailAddress;
use domain::credentials::FactorCode;
use domain::ids::{CeremonyId, PasskeyId, UserId};
use domain::names::PasskeyName;
use domain::passkeys::{PasskeyProblem, PasskeyRequest};
use uuid::Uuid;

/// What an authenticator that lies says.
type Lie = fn(&mut Authenticator);

const OWN: &str = "correct cheval pile agrafe";
const BROWSER: Browser<'static> = Browser { network: Some(NETWORK), user_agent: "Firefox" };

async fn come(world: &World, login: &str) -> SignedIn {
    let attempt = SignIn { login, password: OWN, network: NETWORK, user_agent: "Firefox" };
    sign_in(&world.services, &attempt).await.unwrap()
}

async fn who(world: &World, token: &SessionToken) -> Option<Principal> {
    let found = principal(&world.services, token).await.unwrap();
    found.map(|person| Principal { network: Some(NETWORK), ..person })
}

/// Somebody with a password, signed in with it.
async fn person(world: &World, user: UserId, login: &str) -> Principal {
    give_password(world, user, OWN).await;
    who(world, &come(world, login).await.token).await.unwrap()
}

async fn administrator(world: &World) -> Principal {
    person(world, world.potters.administrator, "admin@potters.example").await
}

async fn begin(world: &World, who: &Principal, name: &str) -> Result<PasskeyRequest, BeginPasskeyError> {
    let name = PasskeyName::parse(name).unwrap();
    begin_passkey(&world.services, who, PasskeyToAdd { name: &name, password: OWN }).await
}

async fn add(
    world: &World,
    who: &Principal,
    request: &PasskeyRequest,
    credential: &str,
) -> Result<SessionToken, AddPasskeyError> {
    let answer = PasskeyAnswer { ceremony: request.ceremony, credential };
    add_passkey(&world.services, who, &answer).await
}

/// Adds a passkey; gives who is signed in then.
async fn with_passkey(world: &World, person: &Principal, key: &mut Authenticator) -> Principal {
    let request = begin(world, person, "Ordinateur").await.unwrap();
    let token = add(world, person, &request, &key.make(&request)).await.unwrap();
    who(world, &token).await.unwrap()
}

/// The administrator once the password is given, and not the second factor.
async fn at_the_second_door(world: &World) -> Principal {
    let signed_in = come(world, "admin@potters.example").await;
    assert_eq!(signed_in.due, Some(Due::Factor));
    who(world, &signed_in.token).await.unwrap()
}

async fn give(
    world: &World,
    person: &Principal,
    request: &PasskeyRequest,
    credential: &str,
) -> Result<SessionToken, GiveFactorError> {
    let answer = PasskeyAnswer { ceremony: request.ceremony, credential };
    give_factor(&world.services, person, answer).await
}

async fn come_with(
    world: &World,
    request: &PasskeyRequest,
    credential: &str,
) -> Result<SessionToken, EnterError> {
    enter(&world.services, &PasskeyAnswer { ceremony: request.ceremony, credential }, BROWSER).await
}

async fn ask(world: &World, person: &Principal) -> PasskeyRequest {
    ask_passkey(&world.services, person).await.unwrap()
}

fn ask_anybody(world: &World) -> PasskeyRequest {
    ask_any_passkey(&world.services).unwrap()
}

fn given(outcome: Result<SessionToken, GiveFactorError>) -> PasskeyProblem {
    match outcome {
        Err(GiveFactorError::Passkey(problem)) => problem,
        other => panic!("{other:?}"),
    }
}

fn entered(outcome: Result<SessionToken, EnterError>) -> PasskeyProblem {
    match outcome {
        Err(EnterError::Problem(problem)) => problem,
        other => panic!("{other:?}"),
    }
}

/// What leaves by now.
async fn mailed(world: &World) -> Vec<Accepted> {
    let server = SmtpServer::start(Behaviour::default()).await;
    worker(world, &server).send_everything().await;
    server.accepted()
}

contract_test!(a_passkey_is_added_with_the_password_and_told, |world| async {
    let person = administrator(world).await;
    let elsewhere = who(world, &come(world, "admin@potters.example").await.token).await.unwrap();
    let mut key = Authenticator::new(1);
    let inside = with_passkey(world, &person, &mut key).await;

    let own = passkeys(&world.services, &inside).await.unwrap();
    assert_eq!((own.len(), own[0].name.as_str(), own[0].last_used), (1, "Ordinateur", None));
    assert!(inside.due.is_none() && inside.administer(world.potters.id).is_ok());
    assert_eq!(world.count("SELECT count(*) FROM sessions").await, 1, "all others have ended");
    assert!(ask_passkey(&world.services, &elsewhere).await.is_err(), "that of the other browser, too");
    let mails = mailed(world).await;
    assert_eq!(mails[0].value("Ce qui a changé").unwrap(), "Clé d’accès ajoutée");
    assert_eq!(mails[0].value("Clé d’accès").unwrap(), "Ordinateur");
});

contract_test!(what_an_authenticator_is_told_names_the_person_by_nothing_of_ours, |world| async {
    let person = administrator(world).await;
    let request = begin(world, &person, "Ordinateur").await.unwrap();
    let options: serde_json::Value = serde_json::from_str(&request.options).unwrap();
    assert_eq!(options["rp"]["id"], "localhost");
    assert_eq!(options["authenticatorSelection"]["userVerification"], "required");
    assert_eq!(options["authenticatorSelection"]["residentKey"], "preferred");
    assert_eq!(options["attestation"], "none", "what make it is concerns nobody");
    let called = options["user"]["id"].as_str().unwrap();
    assert_ne!(called, URL_SAFE_NO_PAD.encode(person.user.0));
    let again = begin(world, &person, "Téléphone").await.unwrap();
    assert!(again.options.contains(called), "each authenticator keeps one passkey of a person");
    let user = world.other.administrator;
    let theirs = self::person(world, user, "admin@faiences.example").await;
    assert!(!begin(world, &theirs, "Ordinateur").await.unwrap().options.contains(called));
});

contract_test!(a_wrong_password_makes_no_passkey, |world| async {
    let person = administrator(world).await;
    let name = PasskeyName::parse("Ordinateur").unwrap();
    let wanted = PasskeyToAdd { name: &name, password: "pas le bon du tout" };
    let refused = begin_passkey(&world.services, &person, wanted).await;
    assert!(matches!(refused, Err(BeginPasskeyError::Unconfirmed(ConfirmPasswordError::Wrong))));
    assert_eq!(world.count("SELECT count(*) FROM passkey_ceremonies").await, 0);
});

contract_test!(a_key_is_added_once_and_twenty_at_most, |world| async {
    let mut person = administrator(world).await;
    let mut key = Authenticator::new(1);
    person = with_passkey(world, &person, &mut key).await;
    let request = begin(world, &person, "La même").await.unwrap();
    let options: serde_json::Value = serde_json::from_str(&request.options).unwrap();
    assert_eq!(options["excludeCredentials"].as_array().unwrap().len(), 1, "its authenticator knows");
    let refused = add(world, &person, &request, &key.make(&request)).await;
    assert!(matches!(refused, Err(AddPasskeyError::Problem(PasskeyProblem::Added))), "{refused:?}");

    let user = world.other.administrator;
    let theirs = self::person(world, user, "admin@faiences.example").await;
    let request = begin(world, &theirs, "Celle d’une autre").await.unwrap();
    let refused = add(world, &theirs, &request, &key.make(&request)).await;
    assert!(matches!(refused, Err(AddPasskeyError::Problem(PasskeyProblem::Added))), "{refused:?}");

    for number in 2..=20 {
        person = with_passkey(world, &person, &mut Authenticator::new(number)).await;
    }
    assert!(matches!(begin(world, &person, "De trop").await, Err(BeginPasskeyError::TooMany)));
});

contract_test!(what_was_made_elsewhere_or_for_nobody_verified_is_not_added, |world| async {
    let person = administrator(world).await;
    let lies: [(Lie, PasskeyProblem); 3] = [
        (|key| key.origin = "http://localhost.example:3000".to_owned(), PasskeyProblem::Elsewhere),
        (|key| key.site = "example.org".to_owned(), PasskeyProblem::Elsewhere),
        (|key| key.verifies = false, PasskeyProblem::Unverified),
    ];
    for (lie, expected) in lies {
        let mut key = Authenticator::new(1);
        lie(&mut key);
        let request = begin(world, &person, "Ordinateur").await.unwrap();
        match add(world, &person, &request, &key.make(&request)).await {
            Err(AddPasskeyError::Problem(problem)) => assert_eq!(problem, expected),
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(world.count("SELECT count(*) FROM passkeys").await, 0);
});

contract_test!(a_passkey_is_not_made_for_another_session_nor_twice_nor_too_late, |world| async {
    let first = administrator(world).await;
    let second = who(world, &come(world, "admin@potters.example").await.token).await.unwrap();
    let request = begin(world, &first, "Ordinateur").await.unwrap();
    let mut key = Authenticator::new(1);
    let gone = |outcome: Result<SessionToken, AddPasskeyError>| {
        matches!(outcome, Err(AddPasskeyError::Problem(PasskeyProblem::Gone)))
    };
    assert!(gone(add(world, &second, &request, &key.make(&request)).await), "another session's");

    let replaced = begin(world, &first, "Ordinateur").await.unwrap();
    assert!(gone(add(world, &first, &request, &key.make(&request)).await), "another was asked for since");
    world.services.clock.advance(301);
    assert!(gone(add(world, &first, &replaced, &key.make(&replaced)).await), "after five minutes");
    maintenance::run(&world.services).await.unwrap();
    assert_eq!(world.count("SELECT count(*) FROM passkey_ceremonies").await, 0);

    let request = begin(world, &first, "Ordinateur").await.unwrap();
    let made = key.make(&request);
    let token = add(world, &first, &request, &made).await.unwrap();
    let inside = who(world, &token).await.unwrap();
    assert!(gone(add(world, &inside, &request, &made).await), "answered already");
});

contract_test!(
    after_the_password_a_passkey_lets_in_and_only_those_of_the_person_are_asked_for,
    |world| async {
        let mut key = Authenticator::new(1);
        with_passkey(world, &administrator(world).await, &mut key).await;
        let half = at_the_second_door(world).await;
        assert!(half.administer(world.potters.id).is_err());

        let request = ask(world, &half).await;
        let options: serde_json::Value = serde_json::from_str(&request.options).unwrap();
        assert_eq!(options["allowCredentials"].as_array().unwrap().len(), 1);
        world.services.clock.advance(60);
        let token = give(world, &half, &request, &key.sign(&request)).await.unwrap();
        let inside = who(world, &token).await.unwrap();
        assert!(inside.due.is_none() && inside.administer(world.potters.id).is_ok());
        assert!(who(world, &come(world, "admin@potters.example").await.token).await.unwrap().due.is_some());

        let own = passkeys(&world.services, &inside).await.unwrap();
        assert!(own[0].last_used.unwrap() > own[0].since);
    }
);

contract_test!(each_lie_of_an_authenticator_is_refused_by_its_name, |world| async {
    let mut key = Authenticator::new(1);
    with_passkey(world, &administrator(world).await, &mut key).await;
    let half = at_the_second_door(world).await;
    let genuine = (key.origin.clone(), key.site.clone());

    let lies: [(Lie, PasskeyProblem); 5] = [
        (|key| key.origin = "https://localhost:3000".to_owned(), PasskeyProblem::Elsewhere),
        (|key| key.origin = "http://localhost:3001".to_owned(), PasskeyProblem::Elsewhere),
        (|key| key.site = "example.org".to_owned(), PasskeyProblem::Elsewhere),
        (|key| key.verifies = false, PasskeyProblem::Unverified),
        (|key| key.id = [9; 16], PasskeyProblem::Unknown),
    ];
    for (lie, expected) in lies {
        let request = ask(world, &half).await;
        lie(&mut key);
        assert_eq!(given(give(world, &half, &request, &key.sign(&request)).await), expected);
        (key.origin, key.site) = genuine.clone();
        (key.verifies, key.id) = (true, [1; 16]);
    }

    let request = ask(world, &half).await;
    let made = key.sign_as(&request, "webauthn.create");
    assert_eq!(given(give(world, &half, &request, &made).await), PasskeyProblem::Wrong, "another ceremony");
    let request = ask(world, &half).await;
    assert_eq!(given(give(world, &half, &request, "{}").await), PasskeyProblem::Wrong);
    let (asked, other) = (ask(world, &half).await, ask_anybody(world));
    let of_other = key.sign(&other);
    assert_eq!(
        given(give(world, &half, &asked, &of_other).await),
        PasskeyProblem::Wrong,
        "another challenge"
    );
    assert_eq!(given(give(world, &half, &other, &of_other).await), PasskeyProblem::Gone, "another kind");

    let mut stranger = Authenticator::new(1);
    stranger.handle.clone_from(&key.handle);
    stranger.counter = 100;
    let request = ask(world, &half).await;
    let forged = stranger.sign(&request);
    assert_eq!(given(give(world, &half, &request, &forged).await), PasskeyProblem::Wrong, "another key");
    let request = ask(world, &half).await;
    assert!(give(world, &half, &request, &key.sign(&request)).await.is_ok());
});

contract_test!(an_answer_is_accepted_once_and_within_five_minutes, |world| async {
    let mut key = Authenticator::new(1);
    with_passkey(world, &administrator(world).await, &mut key).await;
    let half = at_the_second_door(world).await;
    let request = ask(world, &half).await;
    world.services.clock.advance(301);
    assert_eq!(given(give(world, &half, &request, &key.sign(&request)).await), PasskeyProblem::Gone);

    let request = ask_anybody(world);
    let signed = key.sign(&request);
    assert!(come_with(world, &request, &signed).await.is_ok());
    assert_eq!(entered(come_with(world, &request, &signed).await), PasskeyProblem::Gone);
    let request = ask_anybody(world);
    key.verifies = false;
    let refused = key.sign(&request);
    assert_eq!(entered(come_with(world, &request, &refused).await), PasskeyProblem::Unverified);
    key.verifies = true;
    let signed = key.sign(&request);
    world.services.clock.advance(301);
    assert_eq!(entered(come_with(world, &request, &signed).await), PasskeyProblem::Gone, "too late");
});

contract_test!(whoever_asks_at_the_door_or_is_refused_there_leaves_nothing_behind, |world| async {
    let mut key = Authenticator::new(1);
    with_passkey(world, &administrator(world).await, &mut key).await;
    for _ in 0..3 {
        let stranger = Authenticator::new(3).sign(&ask_anybody(world));
        let request = ask_anybody(world);
        assert!(come_with(world, &request, &stranger).await.is_err());
    }
    assert_eq!(world.count("SELECT count(*) FROM passkey_ceremonies").await, 0);

    let (asked, invented) = (ask_anybody(world), CeremonyId(world.services.random.id(world.now())));
    let forged = PasskeyRequest { ceremony: invented, ..asked.clone() };
    let signed = key.sign(&asked);
    assert_eq!(entered(come_with(world, &forged, &signed).await), PasskeyProblem::Wrong);
    assert!(come_with(world, &asked, &signed).await.is_ok());
    maintenance::run(&world.services).await.unwrap();
    assert_eq!(entered(come_with(world, &asked, &signed).await), PasskeyProblem::Gone, "once");
});

contract_test!(a_counter_that_went_back_is_refused_and_one_that_never_counts_is_not, |world| async {
    let mut key = Authenticator::new(1);
    with_passkey(world, &administrator(world).await, &mut key).await;
    key.counter = 7;
    let request = ask_anybody(world);
    come_with(world, &request, &key.sign(&request)).await.unwrap();
    for counter in [8, 3] {
        key.counter = counter;
        let request = ask_anybody(world);
        let copied = key.sign_as(&request, "webauthn.get");
        assert_eq!(entered(come_with(world, &request, &copied).await), PasskeyProblem::Copied, "{counter}");
    }

    let mut synchronised = Authenticator::new(2);
    let inside = who(world, &world.session_of(world.potters.administrator).await).await.unwrap();
    with_passkey(world, &inside, &mut synchronised).await;
    for _ in 0..2 {
        let request = ask_anybody(world);
        let signed = synchronised.sign_as(&request, "webauthn.get");
        assert!(come_with(world, &request, &signed).await.is_ok());
    }
});

contract_test!(of_two_answers_with_one_counter_at_once_the_second_is_refused, |world| async {
    let mut key = Authenticator::new(1);
    with_passkey(world, &administrator(world).await, &mut key).await;
    let (one, other) = (ask_anybody(world), ask_anybody(world));
    key.counter = 1;
    let (first, second) = (key.sign_as(&one, "webauthn.get"), key.sign_as(&other, "webauthn.get"));
    let outcomes = futures::join!(come_with(world, &one, &first), come_with(world, &other, &second));
    let came = [outcomes.0.is_ok(), outcomes.1.is_ok()];
    assert_eq!(came.iter().filter(|came| **came).count(), 1, "{came:?}");
});

contract_test!(a_passkey_of_somebody_else_opens_nothing_of_ones_own, |world| async {
    let mut key = Authenticator::new(1);
    with_passkey(world, &administrator(world).await, &mut key).await;
    let other = person(world, world.other.administrator, "admin@faiences.example").await;
    let mut theirs = Authenticator::new(2);
    with_passkey(world, &other, &mut theirs).await;

    let half = at_the_second_door(world).await;
    let request = ask(world, &half).await;
    assert_eq!(given(give(world, &half, &request, &theirs.sign(&request)).await), PasskeyProblem::Unknown);
    let request = ask_anybody(world);
    theirs.handle.clone_from(&key.handle);
    let signed = theirs.sign(&request);
    assert_eq!(entered(come_with(world, &request, &signed).await), PasskeyProblem::Unknown, "in our name");
});

contract_test!(whoever_has_a_passkey_signs_in_with_it_alone_and_nobody_is_named_before, |world| async {
    let mut key = Authenticator::new(1);
    let inside = with_passkey(world, &administrator(world).await, &mut key).await;
    let request = ask_anybody(world);
    let options: serde_json::Value = serde_json::from_str(&request.options).unwrap();
    assert_eq!(options["allowCredentials"], serde_json::json!([]));
    assert_eq!(options["userVerification"], "required");

    let token = come_with(world, &request, &key.sign(&request)).await.unwrap();
    let came = who(world, &token).await.unwrap();
    assert_eq!((came.user, came.due), (inside.user, None));
    assert!(came.administer(world.potters.id).is_ok());

    let stranger = Authenticator::new(3).sign(&ask_anybody(world));
    let request = ask_anybody(world);
    assert_eq!(entered(come_with(world, &request, &stranger).await), PasskeyProblem::Unknown);
    let request = ask_anybody(world);
    let mut nameless = Authenticator::new(1);
    nameless.handle.clear();
    let unnamed = nameless.sign(&request);
    assert_eq!(entered(come_with(world, &request, &unnamed).await), PasskeyProblem::Unknown);
});

contract_test!(whoever_tries_a_password_keeps_nobody_from_a_passkey, |world| async {
    let mut key = Authenticator::new(1);
    with_passkey(world, &administrator(world).await, &mut key).await;
    for _ in 0..6 {
        let attempt = SignIn {
            login: "admin@potters.example",
            password: "pas le bon du tout",
            network: NETWORK,
            user_agent: "",
        };
        assert!(sign_in(&world.services, &attempt).await.is_err());
    }
    let request = ask_anybody(world);
    assert!(come_with(world, &request, &key.sign(&request)).await.is_ok());
});

contract_test!(a_passkey_is_a_second_factor_where_one_is_required, |world| async {
    let person = administrator(world).await;
    world.execute("UPDATE customers SET requires_factor = 1").await;
    let led = who(world, &come(world, "admin@potters.example").await.token).await.unwrap();
    assert_eq!((led.user, led.due), (person.user, Some(Due::Enrolment)));
    let inside = with_passkey(world, &led, &mut Authenticator::new(1)).await;
    assert!(inside.due.is_none() && inside.administer(world.potters.id).is_ok());
});

contract_test!(a_passkey_is_removed_with_the_password_and_a_factor_and_told, |world| async {
    let mut key = Authenticator::new(1);
    let inside = with_passkey(world, &administrator(world).await, &mut key).await;
    mailed(world).await;
    let own = passkeys(&world.services, &inside).await.unwrap()[0].id;
    let remove = async |passkey: PasskeyId, password: &str, credential: &str, asked: &PasskeyRequest| {
        let answer = PasskeyAnswer { ceremony: asked.ceremony, credential };
        remove_passkey(&world.services, &inside, passkey, password, answer).await
    };

    let request = ask(world, &inside).await;
    let signed = key.sign(&request);
    let wrong = remove(own, "pas le bon du tout", &signed, &request).await;
    assert!(matches!(wrong, Err(ChangeFactorError::Unconfirmed(ConfirmPasswordError::Wrong))));
    let absent = remove(PasskeyId(Uuid::nil()), OWN, &signed, &request).await;
    assert!(matches!(absent, Err(ChangeFactorError::None)));
    let forged = Authenticator::new(1).sign(&request);
    let wrong = remove(own, OWN, &forged, &request).await;
    assert!(matches!(
        wrong,
        Err(ChangeFactorError::Passkey(PasskeyProblem::Unknown | PasskeyProblem::Wrong))
    ));
    assert_eq!(world.count("SELECT count(*) FROM passkeys").await, 1);

    let request = ask(world, &inside).await;
    let token = remove(own, OWN, &key.sign(&request), &request).await.unwrap();
    assert!(who(world, &token).await.is_some());
    assert_eq!(world.count("SELECT count(*) FROM passkeys").await, 0);
    assert_eq!(come(world, "admin@potters.example").await.due, None);
    let mails = mailed(world).await;
    assert_eq!(mails[0].value("Ce qui a changé").unwrap(), "Clé d’accès retirée");
    let request = ask_anybody(world);
    assert_eq!(entered(come_with(world, &request, &key.sign(&request)).await), PasskeyProblem::Unknown);
});

contract_test!(nobody_removes_the_passkey_of_somebody_else, |world| async {
    let mut key = Authenticator::new(1);
    let inside = with_passkey(world, &administrator(world).await, &mut key).await;
    let own = passkeys(&world.services, &inside).await.unwrap()[0].id;
    let other = person(world, world.other.administrator, "admin@faiences.example").await;
    let mut theirs = Authenticator::new(2);
    let other = with_passkey(world, &other, &mut theirs).await;
    let request = ask(world, &other).await;
    let signed = theirs.sign(&request);
    let answer = PasskeyAnswer { ceremony: request.ceremony, credential: &signed };
    let refused = remove_passkey(&world.services, &other, own, OWN, answer).await;
    assert!(matches!(refused, Err(ChangeFactorError::None)));
    assert_eq!(world.count("SELECT count(*) FROM passkeys").await, 2);
});

contract_test!(a_lost_passkey_is_removed_with_a_code_and_the_code_lets_in_beside_it, |world| async {
    let (person, phone, _) = enrol(world, &administrator(world).await, OWN).await;
    let inside = with_passkey(world, &person, &mut Authenticator::new(1)).await;
    let code = |phone: &Phone| FactorCode::OneTime(phone.code(world, 0));
    world.services.clock.advance(30);
    let half = at_the_second_door(world).await;
    assert!(give_factor(&world.services, &half, &code(&phone)).await.is_ok());

    let own = passkeys(&world.services, &inside).await.unwrap()[0].id;
    world.services.clock.advance(30);
    let wrong = FactorCode::OneTime(phone.code(world, 5));
    let refused = remove_passkey(&world.services, &inside, own, OWN, &wrong).await;
    assert!(matches!(refused, Err(ChangeFactorError::Wrong)));
    let token = remove_passkey(&world.services, &inside, own, OWN, &code(&phone)).await.unwrap();
    assert!(who(world, &token).await.is_some());
    assert_eq!(come(world, "admin@potters.example").await.due, Some(Due::Factor), "the application stays");
});

contract_test!(a_reset_takes_passkeys_away_too, |world| async {
    with_passkey(world, &administrator(world).await, &mut Authenticator::new(1)).await;
    let address = EmailAddress::parse("admin@potters.example").unwrap();
    reset_factor(&world.services, &address).await.unwrap();
    assert_eq!(world.count("SELECT count(*) FROM passkeys").await, 0);
    assert_eq!(come(world, "admin@potters.example").await.due, None);
});

contract_test!(a_session_that_waits_for_the_second_factor_is_not_shown_as_open, |world| async {
    let inside = with_passkey(world, &administrator(world).await, &mut Authenticator::new(1)).await;
    at_the_second_door(world).await;
    let open = sessions(&world.services, &inside).await.unwrap();
    assert_eq!(open.len(), 1);
    assert!(open[0].current);
});

contract_test!(a_page_whose_session_has_ended_says_that_a_passkey_is_given_elsewhere, |world| async {
    let inside = with_passkey(world, &administrator(world).await, &mut Authenticator::new(1)).await;
    let page = Interrupted { user: inside.user, customer: Some(world.potters.id) };
    let attempt =
        SignIn { login: "admin@potters.example", password: OWN, network: NETWORK, user_agent: "Firefox" };
    let resumed = resume(&world.services, &attempt, None, page).await;
    assert!(matches!(resumed, Err(ResumeError::Passkey)));
    assert_eq!(world.count("SELECT count(*) FROM sessions").await, 1, "none is left half open");
});

contract_test!(a_site_whose_address_is_a_number_takes_no_passkeys, |world| async {
    let person = administrator(world).await;
    let services = Services { public_url: "http://192.0.2.1".into(), ..world.services.clone() };
    let name = PasskeyName::parse("Ordinateur").unwrap();
    assert!(takes_passkeys(&world.services) && !takes_passkeys(&services));
    assert_eq!(ask_any_passkey(&services), None);
    let refused = begin_passkey(&services, &person, PasskeyToAdd { name: &name, password: OWN }).await;
    assert!(matches!(refused, Err(BeginPasskeyError::Nameless)));
});

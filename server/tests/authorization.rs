//! What the portal's applications are answered when they ask what somebody may do.

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use backend::access::{self, ApplicationToken, SessionToken};
use backend::applications;
use backend::testing::{World, contract_test};
use backend::users::{self, NewPerson, NewUsers};
use domain::address::EmailAddress;
use domain::names::ApplicationName;
use guichet::http::{AppState, router};
use http_body_util::BodyExt;
use std::net::{Ipv4Addr, SocketAddr};
use tokio::sync::{Mutex, MutexGuard};
use tower::ServiceExt;

/// As in `access.rs`: routers are made one at a time.
static ONE_AT_A_TIME: Mutex<()> = Mutex::const_new(());

const MAY_SHIP: &str = "/autorisation?application=affranchissement&niveau=gestion";

/// Anna ships at Antony, sub-account 53 of contract 10000700 of POTTERS, and has a session.
struct Scene<'w> {
    _alone: MutexGuard<'static, ()>,
    world: &'w World,
    app: Router,
    anna: SessionToken,
}

/// How a request says who it is about.
#[derive(Clone, Copy)]
enum By<'t> {
    Nobody,
    Cookie(&'t SessionToken),
    Token(&'t ApplicationToken, &'t SessionToken),
    /// Headers as they are written.
    Headers(&'t [(&'static str, &'t str)]),
}

use By::{Cookie, Headers, Nobody, Token};

impl<'w> Scene<'w> {
    async fn new(world: &'w World) -> Self {
        let place = world.potters.place("10000700", "53", "Antony", "Expéditeur");
        let address = EmailAddress::parse("anna@potters.example").unwrap();
        let people = vec![NewPerson { address, last_name: None, first_name: None }];
        users::create(
            &world.services,
            &world.potters.scope,
            &NewUsers { people, places: vec![place], grants: domain::users::Grants::default() },
        )
        .await
        .unwrap();
        world.execute("UPDATE memberships SET status = 'active'").await;

        let state = AppState {
            services: world.services.clone(),
            shares: backend::db::Shares::default(),
            trusted_proxies: [].into(),
            https: false,
        };
        Self {
            _alone: ONE_AT_A_TIME.lock().await,
            world,
            app: router(state),
            anna: world.session_of(world.user_of("anna@potters.example").await).await,
        }
    }

    async fn ask(&self, uri: &str, by: By<'_>) -> (StatusCode, HeaderMap, String) {
        self.send(Method::GET, uri, by).await
    }

    async fn send(&self, method: Method, uri: &str, by: By<'_>) -> (StatusCode, HeaderMap, String) {
        let mut request = Request::builder().method(method).uri(uri);
        match by {
            Nobody => {}
            Cookie(session) => {
                request = request.header(header::COOKIE, format!("guichet={}", session.reveal()));
            }
            Token(application, session) => {
                request = request
                    .header(header::AUTHORIZATION, format!("Bearer {}", application.reveal()))
                    .header("x-guichet-session", session.reveal());
            }
            Headers(headers) => {
                for (name, value) in headers {
                    request = request.header(*name, *value);
                }
            }
        }

        let mut request = request.body(Body::empty()).unwrap();
        request.extensions_mut().insert(ConnectInfo(SocketAddr::from((Ipv4Addr::LOCALHOST, 4000))));
        let response = self.app.clone().oneshot(request).await.unwrap();
        let (status, headers) = (response.status(), response.headers().clone());
        let body = response.into_body().collect().await.unwrap().to_bytes();

        (status, headers, String::from_utf8_lossy(&body).into_owned())
    }

    async fn status(&self, uri: &str, by: By<'_>) -> StatusCode {
        self.ask(uri, by).await.0
    }

    async fn application(&self, name: &str) -> ApplicationToken {
        applications::create(&self.world.services, &ApplicationName::parse(name).unwrap()).await.unwrap()
    }
}

fn text<'h>(headers: &'h HeaderMap, name: &str) -> &'h str {
    headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

contract_test!(whoever_may_is_answered_with_who_they_are_and_what_they_may, |world| async {
    let scene = Scene::new(world).await;

    let (status, headers, body) = scene.ask(MAY_SHIP, Cookie(&scene.anna)).await;

    assert_eq!((status, body.as_str()), (StatusCode::NO_CONTENT, ""));
    let identifier = world.text("SELECT identifier FROM users WHERE email_key LIKE 'anna%'").await.unwrap();
    assert_eq!(text(&headers, "x-guichet-user"), identifier);
    assert_eq!(text(&headers, "x-guichet-customer"), world.potters.id.to_string());
    assert_eq!(text(&headers, "x-guichet-level"), "gestion");
    assert_eq!(text(&headers, "x-guichet-rights"), "affranchissement=gestion,suivi=consultation");
    assert_eq!(text(&headers, "cache-control"), "no-store");
    assert!(!headers.contains_key(header::SET_COOKIE));
});

contract_test!(no_answer_tells_the_key_that_a_person_has_with_every_customer, |world| async {
    let scene = Scene::new(world).await;
    let (_, headers, _) = scene.ask(MAY_SHIP, Cookie(&scene.anna)).await;
    let person = world.user_of("anna@potters.example").await.to_string();
    assert!(headers.values().all(|value| !value.to_str().unwrap().contains(&person)), "{headers:?}");
});

contract_test!(a_place_is_asked_about_by_its_number_and_its_name, |world| async {
    let scene = Scene::new(world).await;
    for (place, expected) in [
        ("contrat=10000700", StatusCode::NO_CONTENT),
        ("contrat=10000700&sous-compte=53&site=Antony", StatusCode::NO_CONTENT),
        ("contrat=10000700&site=Saint-%C3%89tienne", StatusCode::FORBIDDEN),
        ("contrat=10095403", StatusCode::FORBIDDEN),
        ("contrat=10000700&sous-compte=5", StatusCode::FORBIDDEN),
        ("contrat=", StatusCode::FORBIDDEN),
    ] {
        assert_eq!(
            scene.status(&format!("{MAY_SHIP}&{place}"), Cookie(&scene.anna)).await,
            expected,
            "{place}"
        );
    }
    let potters = format!("{MAY_SHIP}&client={}", world.potters.id);
    assert_eq!(scene.status(&potters, Cookie(&scene.anna)).await, StatusCode::NO_CONTENT);
});

contract_test!(another_customer_s_place_and_one_that_is_not_there_are_answered_alike, |world| async {
    let scene = Scene::new(world).await;
    world.execute("UPDATE contracts SET number = '20000000' WHERE name = 'Faïences du Nord'").await;
    world
        .execute("UPDATE sites SET name = 'Lille' WHERE customer_id <> (SELECT customer_id FROM memberships)")
        .await;

    let nowhere = scene.ask(&format!("{MAY_SHIP}&contrat=99999999"), Cookie(&scene.anna)).await;
    assert_eq!((nowhere.0, nowhere.2.as_str()), (StatusCode::FORBIDDEN, "forbidden\n"));

    let other = format!("client={}", world.other.id);
    for place in ["contrat=20000000", "site=Lille", "site=Nulle%20part", &other, "client=moi", "site=%00"] {
        let (status, mut headers, body) =
            scene.ask(&format!("{MAY_SHIP}&{place}"), Cookie(&scene.anna)).await;
        headers.remove("x-request-id");
        let mut expected = nowhere.1.clone();
        expected.remove("x-request-id");
        assert_eq!((status, headers, body), (nowhere.0, expected, nowhere.2.clone()), "{place}");
    }
});

contract_test!(a_question_that_is_not_understood_is_a_mistake_whoever_asks, |world| async {
    let scene = Scene::new(world).await;
    for query in [
        "",
        "?application=affranchissement",
        "?niveau=gestion",
        "?application=bureau&niveau=gestion",
        "?application=suivi&niveau=aucun",
        "?application=suivi&niveau=consultation&contract=10000700",
    ] {
        for by in [Nobody, Cookie(&scene.anna)] {
            let (status, headers, body) = scene.ask(&format!("/autorisation{query}"), by).await;
            assert_eq!(status, StatusCode::BAD_REQUEST, "{query}: {body}");
            assert!(!body.is_empty() && text(&headers, "cache-control") == "no-store", "{query}");
        }
    }
});

contract_test!(nobody_may_anything_without_a_session, |world| async {
    let scene = Scene::new(world).await;
    let guessed = SessionToken::random(&world.services.random);
    for by in [Nobody, Cookie(&guessed), Headers(&[("cookie", "guichet=x")])] {
        let (status, _, body) = scene.ask(MAY_SHIP, by).await;
        assert_eq!((status, body.as_str()), (StatusCode::UNAUTHORIZED, "signed out\n"));
    }
    // A place that nobody can have is not said to be one to whoever is not there.
    assert_eq!(scene.status(&format!("{MAY_SHIP}&contrat="), Nobody).await, StatusCode::UNAUTHORIZED);
});

contract_test!(a_session_that_has_ended_is_none, |world| async {
    let scene = Scene::new(world).await;
    let principal = access::principal(&world.services, &scene.anna).await.unwrap().unwrap();
    access::sign_out(&world.services, &principal).await.unwrap();
    assert_eq!(scene.status(MAY_SHIP, Cookie(&scene.anna)).await, StatusCode::UNAUTHORIZED);
});

contract_test!(whoever_must_choose_a_password_first_may_nothing_yet, |world| async {
    let scene = Scene::new(world).await;
    world.execute("UPDATE sessions SET due = 'password'").await;
    assert_eq!(scene.status(MAY_SHIP, Cookie(&scene.anna)).await, StatusCode::UNAUTHORIZED);
    assert_eq!(
        scene.status(&format!("{MAY_SHIP}&contrat="), Cookie(&scene.anna)).await,
        StatusCode::UNAUTHORIZED
    );
});

contract_test!(a_session_that_applications_ask_about_is_in_use_and_ends_when_they_do_not, |world| async {
    let scene = Scene::new(world).await;
    let application = scene.application("suivi").await;
    for by in [Cookie(&scene.anna), Token(&application, &scene.anna), Cookie(&scene.anna)] {
        world.services.clock.advance(29 * 60);
        assert_eq!(scene.status(MAY_SHIP, by).await, StatusCode::NO_CONTENT);
    }
    world.services.clock.advance(30 * 60);
    for by in [Cookie(&scene.anna), Token(&application, &scene.anna)] {
        assert_eq!(scene.status(MAY_SHIP, by).await, StatusCode::UNAUTHORIZED);
    }
});

contract_test!(an_application_asks_with_its_own_token_and_the_person_s_session, |world| async {
    let scene = Scene::new(world).await;
    let application = scene.application("suivi").await;

    let (status, headers, _) = scene.ask(MAY_SHIP, Token(&application, &scene.anna)).await;
    assert_eq!((status, text(&headers, "x-guichet-level")), (StatusCode::NO_CONTENT, "gestion"));
    let tracking = "/autorisation?application=suivi&niveau=gestion";
    assert_eq!(scene.status(tracking, Token(&application, &scene.anna)).await, StatusCode::FORBIDDEN);

    let name = ApplicationName::parse("suivi").unwrap();
    applications::revoke(&world.services, &name).await.unwrap();
    let (status, headers, _) = scene.ask(MAY_SHIP, Token(&application, &scene.anna)).await;
    assert_eq!((status, text(&headers, "www-authenticate")), (StatusCode::UNAUTHORIZED, "Bearer"));
});

contract_test!(neither_a_token_nor_a_session_is_enough_by_itself, |world| async {
    let scene = Scene::new(world).await;
    let application = scene.application("suivi").await;
    let (token, session) = (format!("Bearer {}", application.reveal()), scene.anna.reveal());
    let cookie = format!("guichet={session}");
    let other = ApplicationToken::random(&world.services.random);

    assert_eq!(scene.status(MAY_SHIP, Token(&other, &scene.anna)).await, StatusCode::UNAUTHORIZED);
    for headers in [
        &[("authorization", token.as_str())][..],
        &[("x-guichet-session", &session)],
        &[("authorization", &token), ("x-guichet-session", "x")],
        // The session stands where the token should, and the other way round.
        &[("authorization", &format!("Bearer {session}")), ("x-guichet-session", &session)],
        &[("authorization", &token.replace("Bearer", "Basic")), ("x-guichet-session", &session)],
        // A cookie does not help whoever shows a wrong token.
        &[("authorization", "Bearer x"), ("cookie", &cookie)],
        &[("authorization", &token), ("cookie", &cookie)],
    ] {
        assert_eq!(scene.status(MAY_SHIP, Headers(headers)).await, StatusCode::UNAUTHORIZED, "{headers:?}");
    }
});

contract_test!(asking_is_reading_from_wherever_it_comes, |world| async {
    let scene = Scene::new(world).await;
    let cookie = format!("guichet={}", scene.anna.reveal());
    let elsewhere = [
        ("cookie", cookie.as_str()),
        ("host", "portail.example"),
        ("origin", "https://suivi.portail.example"),
        ("sec-fetch-site", "cross-site"),
    ];
    assert_eq!(scene.status(MAY_SHIP, Headers(&elsewhere)).await, StatusCode::NO_CONTENT);
    assert_eq!(scene.send(Method::HEAD, MAY_SHIP, Cookie(&scene.anna)).await.0, StatusCode::NO_CONTENT);
    let written = scene.send(Method::POST, MAY_SHIP, Cookie(&scene.anna)).await.0;
    assert_eq!(written, StatusCode::METHOD_NOT_ALLOWED);
});

contract_test!(a_database_that_does_not_answer_says_nothing_about_anybody, |world| async {
    let scene = Scene::new(world).await;
    world.services.db.close().await;
    assert_eq!(scene.status(MAY_SHIP, Cookie(&scene.anna)).await, StatusCode::SERVICE_UNAVAILABLE);
});

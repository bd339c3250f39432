//! What an operator sees of requests: an id on the answer and in the log, how long they took; and nobody's data.

use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Request, Response, StatusCode, header};
use backend::testing::{World, contract_test};
use guichet::http::{AppState, router};
use http_body_util::BodyExt;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, LazyLock, Mutex, PoisonError};
use tower::ServiceExt;
use tracing::span::{Attributes, Id, Record};
use tracing::subscriber::DefaultGuard;
use tracing::{Event, Metadata, Subscriber};
use tracing_subscriber::fmt::MakeWriter;

/// As in `access.rs`: under several runtimes at once, pages can wait for each other for ever.
static ONE_AT_A_TIME: tokio::sync::Mutex<()> = tokio::sync::Mutex::const_new(());

/// Threads that listen to nothing are asked too whether a line is of interest; without a subscriber of their own they
/// would answer "never" for all, in the place of the only one that listens.
static NOBODY_IS_DEAF: LazyLock<()> =
    LazyLock::new(|| tracing::subscriber::set_global_default(Heedless).unwrap());

/// Takes everything and keeps nothing. A registry would not do: a span that ends on a thread of the database's has its
/// parent closed by that thread's subscriber, and a registry that does not have it panics.
struct Heedless;

impl Subscriber for Heedless {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, _: &Event<'_>) {}

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

/// What this thread logs while it lives, at every level.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Log {
    fn listen() -> (Self, DefaultGuard) {
        LazyLock::force(&NOBODY_IS_DEAF);
        let log = Self::default();
        let subscriber = tracing_subscriber::fmt()
            .with_env_filter(guichet::log::filter("trace").unwrap())
            .with_ansi(false)
            .with_writer(log.clone())
            .finish();
        (log, tracing::subscriber::set_default(subscriber))
    }

    fn lines(&self) -> Vec<String> {
        let bytes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        String::from_utf8_lossy(&bytes).lines().map(str::to_owned).collect()
    }
}

impl std::io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Log {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

/// Asks for a page, as `cookie` if there is one, through a proxy that calls the request `proxied`.
async fn get(world: &World, uri: &str, cookie: Option<&str>, proxied: &str) -> Response<Body> {
    let mut request = Request::builder().uri(uri).header("x-request-id", "chosen-by-the-client");

    if !proxied.is_empty() {
        request = Request::builder().uri(uri).header("x-request-id", proxied);
    }

    if let Some(cookie) = cookie {
        request = request.header(header::COOKIE, cookie);
    }

    answer(world, request.body(Body::empty()).unwrap(), !proxied.is_empty()).await
}

/// Sends a form, as `cookie` if there is one.
async fn post(world: &World, uri: &str, cookie: Option<&str>, form: &str) -> Response<Body> {
    let mut request = Request::builder()
        .method("POST")
        .uri(uri)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    if let Some(cookie) = cookie {
        request = request.header(header::COOKIE, cookie);
    }

    answer(world, request.body(Body::from(form.to_owned())).unwrap(), false).await
}

async fn answer(world: &World, mut request: Request<Body>, is_proxied: bool) -> Response<Body> {
    LazyLock::force(&NOBODY_IS_DEAF);
    let trusted = if is_proxied { vec!["127.0.0.0/8".parse().unwrap()] } else { vec![] };
    let state = AppState {
        services: world.services.clone(),
        shares: backend::db::Shares::default(),
        trusted_proxies: trusted.into(),
        https: false,
    };
    request.extensions_mut().insert(ConnectInfo(SocketAddr::from((Ipv4Addr::LOCALHOST, 4000))));

    let _alone = ONE_AT_A_TIME.lock().await;
    router(state).oneshot(request).await.unwrap()
}

fn id(response: &Response<Body>) -> String {
    response.headers()["x-request-id"].to_str().unwrap().to_owned()
}

contract_test!(every_answer_carries_an_id_of_its_own, |world| async {
    let first = id(&get(world, "/connexion", None, "").await);
    let second = id(&get(world, "/connexion", None, "").await);
    assert_ne!(first, second);
    assert_ne!(first, "chosen-by-the-client");
    assert!(get(world, "/healthz", None, "").await.headers().contains_key("x-request-id"));
});

contract_test!(a_trusted_proxys_id_is_taken_over_unless_it_could_not_stand_in_a_log, |world| async {
    assert_eq!(id(&get(world, "/connexion", None, "7f3a:12").await), "7f3a:12");
    assert_ne!(id(&get(world, "/connexion", None, "a b").await), "a b");
    assert_ne!(id(&get(world, "/connexion", None, &"x".repeat(129)).await).len(), 129);
});

contract_test!(what_failed_is_found_in_the_log_by_the_answers_id, |world| async {
    let cookie = format!("guichet={}", world.session_of(world.potters.administrator).await.reveal());
    world.services.db.close().await;

    let (log, _listening) = Log::listen();
    let failed = get(world, "/administration/utilisateurs", Some(&cookie), "").await;

    assert_eq!(failed.status(), StatusCode::SERVICE_UNAVAILABLE);
    let id = id(&failed);
    assert!(log.lines().iter().any(|line| line.contains("ERROR") && line.contains(&id)), "{:?}", log.lines());
});

contract_test!(the_log_says_who_asked_for_which_page_and_nothing_of_what_they_sought, |world| async {
    let cookie = format!("guichet={}", world.session_of(world.potters.administrator).await.reveal());
    let (log, _listening) = Log::listen();
    get(world, "/administration/utilisateurs?utilisateur=canari%40exemple.fr", Some(&cookie), "").await;
    get(world, "/lien/canari-jeton", None, "").await;

    let answered: Vec<_> = log.lines().into_iter().filter(|line| line.contains("answered")).collect();
    assert_eq!(answered.len(), 2, "{answered:?}");
    assert!(answered[0].contains(r#"route="/administration/utilisateurs""#), "{answered:?}");
    assert!(answered[0].contains(&format!("user={}", world.potters.administrator)), "{answered:?}");
    assert!(answered[0].contains(&format!("customer={}", world.potters.id)), "{answered:?}");
    for line in log.lines() {
        assert!(!line.contains("canari"), "{line}");
    }
});

contract_test!(nothing_that_opens_a_door_stands_in_the_log_at_any_level, |world| async {
    let token = world.session_of(world.potters.administrator).await.reveal();
    let cookie = format!("guichet={token}");
    let (log, _listening) = Log::listen();
    for (uri, form) in [
        ("/api/sign_in", "login=canari%40exemple.fr&password=canari-mot-de-passe"),
        ("/api/request_reset", "email=canari%40exemple.fr"),
        ("/api/redeem_link", "token=canari-jeton&password=canari-mot-de-passe&confirmation=canari"),
        ("/api/confirm_address", "token=canari-jeton"),
        ("/api/refuse_address", "token=canari-jeton"),
        ("/api/sign_in_with_passkey", "ceremony=canari&answer=canari"),
        ("/api/change_password", "current=canari&password=canari-mot-de-passe&confirmation=canari"),
        ("/api/add_factor", "password=canari-mot-de-passe&code=canari"),
        ("/api/accept_hand_over", "token=canari-jeton&password=canari"),
        ("/api/create_users", "addresses=canari%40exemple.fr&intent=create"),
    ] {
        post(world, uri, Some(&cookie), form).await;
    }

    let lines = log.lines();
    assert!(lines.iter().filter(|line| line.contains("answered")).count() >= 10, "the canary sings at all");
    for line in lines {
        assert!(!line.contains("canari") && !line.contains(&token), "{line}");
    }
});

contract_test!(what_happens_at_the_door_stands_in_the_log_by_key_alone, |world| async {
    let email = world.text("SELECT email FROM users WHERE email LIKE 'admin@potters%'").await.unwrap();
    let (log, _listening) = Log::listen();
    post(world, "/api/sign_in", None, &format!("login={}&password=canari-faux", email.replace('@', "%40")))
        .await;
    post(world, "/api/sign_in", None, "login=canari%40nulle-part.fr&password=canari-faux").await;
    post(world, "/api/request_reset", None, "email=canari%40nulle-part.fr").await;

    let of = |event: &str| -> Vec<String> {
        let named = format!("event=\"{event}\"");
        log.lines().into_iter().filter(|line| line.contains(&named)).collect()
    };
    let refused = of("sign_in.refused");
    assert_eq!(refused.len(), 2, "{refused:?}");
    assert!(refused[0].contains(&format!("to={}", world.potters.administrator)), "{refused:?}");
    assert!(!refused[1].contains("to="), "{refused:?}");
    assert!(
        refused.iter().all(|line| line.contains("guichet::events") && line.contains("id=")),
        "{refused:?}"
    );
    assert_eq!(of("reset.asked").len(), 1);
    assert!(log.lines().iter().all(|line| !line.contains("canari") && !line.contains(&email)));
});

contract_test!(requests_are_measured_by_route_and_not_by_what_clients_write, |world| async {
    get(world, "/lien/un-jeton-quelconque", None, "").await;
    get(world, "/nulle/part", None, "").await;

    let metrics = get(world, "/metrics", None, "").await.into_body().collect().await.unwrap().to_bytes();
    let metrics = String::from_utf8_lossy(&metrics).into_owned();
    assert!(
        metrics.contains(r#"guichet_http_request_seconds_bucket{method="GET",route="/lien/{token}""#),
        "{metrics}"
    );
    assert!(metrics.contains(r#"route="none""#), "{metrics}");
    assert!(!metrics.contains("quelconque") && !metrics.contains("nulle"), "{metrics}");
});

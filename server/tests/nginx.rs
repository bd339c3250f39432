//! The example of docs/INTEGRATION.md, `docs/nginx.conf`, run by a real nginx in front of Guichet and an application.

use axum::Router;
use axum::http::HeaderMap;
use backend::access::{self, SessionToken};
use backend::testing::{World, contract_test};
use backend::users::{self, NewPerson, NewUsers};
use domain::address::EmailAddress;
use guichet::http::{AppState, router};
use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;
use std::process::{Child, Command};
use std::time::{Duration, Instant};
use tempfile::TempDir;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Mutex, MutexGuard};

/// As in `access.rs`: routers are made one at a time.
static ONE_AT_A_TIME: Mutex<()> = Mutex::const_new(());

const EXAMPLE: &str = include_str!("../../docs/nginx.conf");

/// A portal: Guichet, the application *suivi*, which answers with what it was told, and nginx in front of both.
struct Portal {
    _alone: MutexGuard<'static, ()>,
    nginx: Nginx,
    address: SocketAddr,
}

struct Nginx {
    process: Child,
    /// What it writes, which goes with it.
    _folder: TempDir,
}

impl Drop for Nginx {
    fn drop(&mut self) {
        // It fails where nginx has ended by itself, which a test has noticed.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

impl Portal {
    async fn open(world: &World) -> Self {
        let alone = ONE_AT_A_TIME.lock().await;
        let state = AppState {
            services: world.services.clone(),
            shares: backend::db::Shares::default(),
            trusted_proxies: [].into(),
            https: false,
        };
        let guichet = serve(router(state)).await;
        let suivi = serve(Router::new().fallback(told)).await;

        // Free a moment ago.
        let address = listener().await.local_addr().unwrap();
        let nginx = Nginx::start(&configuration(address, guichet, suivi));
        let mut portal = Self { _alone: alone, nginx, address };
        portal.wait().await;

        portal
    }

    async fn wait(&mut self) {
        let deadline = Instant::now() + Duration::from_secs(30);
        while TcpStream::connect(self.address).await.is_err() {
            let ended = self.nginx.process.try_wait().unwrap();
            assert!(ended.is_none(), "nginx ended with {ended:?} as it started");
            assert!(Instant::now() < deadline, "nginx does not listen");
            tokio::task::yield_now().await;
        }
    }

    /// What a browser is answered: the status and headers in lower case, and the body.
    async fn get(&self, path: &str, session: Option<&SessionToken>, more: &str) -> (String, String) {
        let cookie =
            session.map(|token| format!("Cookie: guichet={}\r\n", token.reveal())).unwrap_or_default();
        let request = format!(
            "GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n{cookie}{more}\r\n",
            self.address
        );

        let mut connection = TcpStream::connect(self.address).await.unwrap();
        connection.write_all(request.as_bytes()).await.unwrap();
        let mut answer = String::new();
        connection.read_to_string(&mut answer).await.unwrap();

        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        (head.to_lowercase(), body.to_owned())
    }
}

impl Nginx {
    fn start(configuration: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("nginx.conf");
        std::fs::write(&file, configuration).unwrap();

        let process = Command::new(program())
            .arg("-p")
            .arg(folder.path())
            .arg("-c")
            .arg(&file)
            .args(["-e", "stderr", "-g", "daemon off; master_process off;"])
            .spawn()
            .expect("nginx is here: apt-get install --yes nginx-light");

        Self { process, _folder: folder }
    }
}

/// Debian puts it where only root's path leads.
fn program() -> &'static str {
    let debian = "/usr/sbin/nginx";
    if Path::new(debian).is_file() { debian } else { "nginx" }
}

/// The example with the addresses of this test.
fn configuration(portal: SocketAddr, guichet: SocketAddr, suivi: SocketAddr) -> String {
    let addresses = [("127.0.0.1:8080", portal), ("127.0.0.1:3000", guichet), ("127.0.0.1:4000", suivi)];
    addresses.iter().fold(EXAMPLE.to_owned(), |text, (example, here)| {
        assert_eq!(text.matches(example).count(), 1, "{example}");
        text.replace(example, &here.to_string())
    })
}

async fn listener() -> TcpListener {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap()
}

async fn serve(app: Router) -> SocketAddr {
    let listener = listener().await;
    let address = listener.local_addr().unwrap();
    let service = app.into_make_service_with_connect_info::<SocketAddr>();
    tokio::spawn(async move { axum::serve(listener, service).await });
    address
}

/// What the application was told of who is there.
async fn told(headers: HeaderMap) -> String {
    let text = |name: &str| headers.get(name).map_or("nothing", |value| value.to_str().unwrap()).to_owned();
    format!("{} | {} | {}", text("x-guichet-user"), text("x-guichet-customer"), text("x-guichet-rights"))
}

/// Somebody of POTTERS with a profile, and a session.
async fn somebody(world: &World, address: &str, profile: &str) -> SessionToken {
    let place = world.potters.place("10000700", "53", "Antony", profile);
    let email = EmailAddress::parse(address).unwrap();
    let people = vec![NewPerson { address: email, last_name: None, first_name: None }];
    users::create(
        &world.services,
        &world.potters.scope,
        &NewUsers { people, places: vec![place], grants: domain::users::Grants::default() },
    )
    .await
    .unwrap();
    world.execute("UPDATE memberships SET status = 'active'").await;
    world.session_of(world.user_of(address).await).await
}

contract_test!(an_application_behind_nginx_is_reached_by_those_alone_who_may, |world| async {
    let anna = somebody(world, "anna@potters.example", "Consultation").await;
    let jean = somebody(world, "jean@potters.example", "Expéditeur").await;
    world
        .execute(
            "DELETE FROM profile_rights WHERE application = 'suivi' AND profile_id IN
        (SELECT id FROM profiles WHERE name = 'Expéditeur')",
        )
        .await;
    let portal = Portal::open(world).await;

    // Who may, and what the application is told of them, whatever a browser says.
    let identifier = world.text("SELECT identifier FROM users WHERE email_key LIKE 'anna%'").await.unwrap();
    let forged = "X-Guichet-User: ADMIN-ADMIN\r\nX-Guichet-Rights: facturation=gestion\r\n";
    let (head, body) = portal.get("/suivi/colis?numero=1", Some(&anna), forged).await;
    assert!(head.starts_with("http/1.1 200"), "{head}");
    assert!(body.contains(&format!("{identifier} | {} | suivi=consultation", world.potters.id)), "{body}");
    assert!(!body.contains("ADMIN") && !body.contains("facturation"), "{body}");

    // Who may not.
    let (head, body) = portal.get("/suivi/colis", Some(&jean), forged).await;
    assert!(head.starts_with("http/1.1 403") && !body.contains(" | "), "{head} {body}");

    // Who is not signed in is led to the sign-in, and from there back.
    let (head, _) = portal.get("/suivi/colis", None, forged).await;
    assert!(head.starts_with("http/1.1 302"), "{head}");
    assert!(head.contains("/connexion?retour=/suivi/colis\r\n"), "{head}");

    // Signed out, the same session is nobody's.
    let principal = access::principal(&world.services, &anna).await.unwrap().unwrap();
    access::sign_out(&world.services, &principal).await.unwrap();
    let (head, _) = portal.get("/suivi/colis", Some(&anna), "").await;
    assert!(head.starts_with("http/1.1 302"), "{head}");
});

contract_test!(nothing_that_is_between_nginx_and_guichet_is_reached_from_outside, |world| async {
    let anna = somebody(world, "anna@potters.example", "Consultation").await;
    let portal = Portal::open(world).await;
    for path in ["/may-follow-parcels", "/metrics"] {
        let (head, _) = portal.get(path, Some(&anna), "").await;
        assert!(head.starts_with("http/1.1 404"), "{path}: {head}");
    }
    let (head, _) = portal.get("/healthz", None, "").await;
    assert!(head.starts_with("http/1.1 200"), "{head}");
});

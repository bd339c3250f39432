//! What a client can take of Guichet by sending half of something, much of it, or often.

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::ConnectInfo;
use axum::http::{Request, StatusCode};
use axum::routing::{get, post};
use backend::db::Shares;
use backend::testing::{World, contract_test};
use guichet::connections::{Bounds, serve};
use guichet::http::{AppState, router};
use std::net::SocketAddr;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tower::ServiceExt;

/// A server, with little time for everything.
struct Served {
    address: SocketAddr,
    stop: watch::Sender<bool>,
    task: JoinHandle<()>,
}

const SOON: Duration = Duration::from_millis(100);

/// More than is on its way between two machines.
const FILE: usize = 32 * 1024 * 1024;

/// Longer than anything takes that is bounded.
const LONG: Duration = Duration::from_secs(20);

async fn served(bounds: Bounds) -> Served {
    let router = Router::new()
        .route("/", get(|| async { "served" }))
        .route("/body", post(|body: Bytes| async move { body.len().to_string() }))
        .route("/file", get(|| async { vec![b'x'; FILE] }));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = watch::channel(false);
    Served { address, stop, task: tokio::spawn(serve(listener, router, bounds, [].into(), stopped)) }
}

/// Sends `text`, and gives what comes until the server closes.
async fn sent(address: SocketAddr, text: &str) -> String {
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(text.as_bytes()).await.unwrap();
    read(&mut stream).await
}

async fn read(stream: &mut TcpStream) -> String {
    let mut answer = Vec::new();
    let ended = tokio::time::timeout(LONG, stream.read_to_end(&mut answer)).await;
    ended.expect("the server closes").ok();
    String::from_utf8_lossy(&answer).into_owned()
}

const ASKED: &str = "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";

#[tokio::test]
async fn a_head_that_stops_arriving_and_a_connection_that_asks_nothing_are_closed() {
    let server = served(Bounds { head: SOON, ..Bounds::default() }).await;
    assert!(sent(server.address, ASKED).await.ends_with("served"));
    for half in ["", "GET / HTTP/1.1\r\nHost: a", "GET / HTTP/1.1\r\nHost: a\r\n\r\n"] {
        sent(server.address, half).await;
    }
}

#[tokio::test]
async fn a_head_without_an_end_is_refused() {
    let server = served(Bounds { head_octets: 8 * 1024, ..Bounds::default() }).await;
    let endless = format!("GET / HTTP/1.1\r\nHost: a\r\nX: {}", "x".repeat(32 * 1024));
    assert!(!sent(server.address, &endless).await.contains("served"));
}

#[tokio::test]
async fn who_finds_no_place_is_refused_at_once_and_a_place_is_given_back() {
    let server = served(Bounds { all: 1, ..Bounds::default() }).await;
    let mut first = TcpStream::connect(server.address).await.unwrap();
    first.write_all(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n").await.unwrap();
    let mut answer = [0; 4];
    first.read_exact(&mut answer).await.unwrap();

    let mut second = TcpStream::connect(server.address).await.unwrap();
    second.write_all(ASKED.as_bytes()).await.ok();
    assert_eq!(read(&mut second).await, "");

    drop(first);
    while !sent(server.address, ASKED).await.ends_with("served") {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn what_is_sent_and_read_by_a_slow_line_is_not_cut_short() {
    let server = served(Bounds { head: SOON, ..Bounds::default() }).await;
    let connect = async |head: &str| {
        let mut stream = TcpStream::connect(server.address).await.unwrap();
        stream.write_all(head.as_bytes()).await.unwrap();
        stream
    };
    let mut reading = connect("GET /file HTTP/1.1\r\nHost: a\r\n\r\n").await;
    let mut sending = connect("POST /body HTTP/1.1\r\nHost: a\r\nContent-Length: 8\r\n\r\nhalf").await;
    for _ in 0..3 {
        assert_eq!(sent(server.address, "").await, "", "as long as a head may take");
    }

    sending.write_all(b"half").await.unwrap();
    assert!(read(&mut sending).await.ends_with("\r\n\r\n8"));
    assert!(read(&mut reading).await.len() > FILE);
}

#[tokio::test]
async fn half_a_request_does_not_hold_the_stop() {
    let server = served(Bounds { stop: SOON, ..Bounds::default() }).await;
    let mut half = TcpStream::connect(server.address).await.unwrap();
    half.write_all(b"POST /body HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nhalf").await.unwrap();
    assert!(sent(server.address, ASKED).await.ends_with("served"));

    server.stop.send(true).unwrap();
    tokio::time::timeout(LONG, server.task).await.expect("it stops").unwrap();
}

fn all(world: &World) -> Router {
    router(AppState {
        services: world.services.clone(),
        shares: Shares::default(),
        trusted_proxies: [].into(),
        https: false,
    })
}

fn posted(path: &str, octets: usize) -> Request<Body> {
    let mut request = Request::post(path)
        .header("content-type", "application/x-www-form-urlencoded")
        .header("content-length", octets)
        .body(Body::from(vec![b'x'; octets]))
        .unwrap();
    request.extensions_mut().insert(ConnectInfo(SocketAddr::from(([192, 0, 2, 1], 1))));
    request
}

contract_test!(a_stranger_sends_no_more_than_a_form_of_the_door_needs, |world| async {
    let router = all(world);
    for path in ["/api/sign_in", "/api/fill_draft", "/api/create_users", "/connexion"] {
        let answer = router.clone().oneshot(posted(path, 17 * 1024)).await.unwrap();
        assert_eq!(answer.status(), StatusCode::UNAUTHORIZED, "{path}");
    }
    let mut form = posted("/api/create_users", 17 * 1024);
    form.headers_mut().insert("accept", "text/html".parse().unwrap());
    let answer = router.clone().oneshot(form).await.unwrap();
    assert_eq!(answer.headers()["location"], "/connexion", "without code, the page is left for the door");
    let answer = router.oneshot(posted("/api/sign_in", 1024)).await.unwrap();
    assert_ne!(answer.status(), StatusCode::UNAUTHORIZED);
});

contract_test!(whose_session_ends_while_rows_are_sent_is_told_so, |world| async {
    let router = all(world);
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (_stop, stopped) = watch::channel(false);
    let server = tokio::spawn(serve(listener, router, Bounds::default(), [].into(), stopped));
    let octets = 4 * 1024 * 1024;
    let head = format!(
        "POST /api/fill_draft HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: {octets}\r\n\r\n"
    );
    // All of it is taken, though the answer is known before: else the connection breaks under whoever sends.
    let answer = sent(address, &(head + &"x".repeat(octets))).await;
    assert!(answer.starts_with("HTTP/1.1 401"), "{answer}");
    server.abort();
});

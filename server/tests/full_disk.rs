//! A disk that is full, and then is not: what people, their browsers and whoever watches are told.

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Method, Request, StatusCode, header};
use backend::testing::{Engine, World, run};
use guichet::http::{AppState, router};
use http_body_util::BodyExt;
use std::net::{Ipv4Addr, SocketAddr};
use tower::ServiceExt;

const LIST: &str = "/administration/utilisateurs";

/// An administrator's browser, and whoever watches.
struct Client<'w> {
    world: &'w World,
    app: Router,
    cookie: String,
}

/// How many people there was room for, and what was answered for the next ones.
struct Refused {
    people: i64,
    answer: (StatusCode, String),
}

impl<'w> Client<'w> {
    async fn signed_in(world: &'w World) -> Self {
        let state = AppState {
            services: world.services.clone(),
            shares: backend::db::Shares::default(),
            trusted_proxies: [].into(),
            https: false,
        };
        let token = world.session_of(world.potters.administrator).await;
        Self { world, app: router(state), cookie: format!("guichet={}", token.reveal()) }
    }

    async fn send(&self, method: Method, uri: &str, accept: &str, form: String) -> (StatusCode, String) {
        let mut request = Request::builder()
            .method(method)
            .uri(uri)
            .header(header::ACCEPT, accept)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(header::COOKIE, &self.cookie)
            .body(Body::from(form))
            .unwrap();

        request.extensions_mut().insert(ConnectInfo(SocketAddr::from((Ipv4Addr::LOCALHOST, 4000))));
        let response = self.app.clone().oneshot(request).await.unwrap();
        let status = response.status();
        let body = response.into_body().collect().await.unwrap().to_bytes();

        (status, String::from_utf8_lossy(&body).into_owned())
    }

    /// Creates so many people, whose addresses begin with `name`.
    async fn create(&self, name: &str, people: u32, accept: &str) -> (StatusCode, String) {
        let place = self.world.potters.place("10000700", "53", "Antony", "Expéditeur");
        let (sub_account, site) = (place.sub_account.unwrap(), place.site.unwrap());
        let addresses: Vec<String> = (0..people).map(|n| format!("{name}{n}%40potters.example")).collect();
        let form = format!(
            "place[contract]={}&place[sub_account]={sub_account}&place[site]={site}&place[profile]={}&intent=create&addresses={}",
            place.contract,
            place.profile,
            addresses.join("%0A")
        );

        self.send(Method::POST, "/api/create_users", accept, form).await
    }

    /// Creates so many people, and again so many, until there is no room for them.
    async fn create_until_refused(&self, name: &str, people: u32) -> Refused {
        for turn in 0.. {
            let answer = self.create(&format!("{name}{turn}-"), people, "application/json").await;
            if answer.0 != StatusCode::OK {
                return Refused { people: i64::from(turn * people), answer };
            }
        }
        unreachable!("the disk is full before there are so many people")
    }

    /// What whoever watches is told once the last answer stands no longer.
    async fn ready(&self) -> (StatusCode, String) {
        self.world.services.clock.advance(1);
        self.send(Method::GET, "/readyz", "*/*", String::new()).await
    }
}

#[test]
fn a_full_disk_is_told_and_passes_without_a_restart() {
    run(Engine::Sqlite, async |world| {
        let client = Client::signed_in(world).await;
        assert_eq!(client.create("before", 1, "application/json").await.0, StatusCode::OK);
        assert_eq!(client.ready().await, (StatusCode::OK, "ready\n".to_owned()));

        world.fill_disk().await;
        let refused = (StatusCode::INSUFFICIENT_STORAGE, "\"no_room\"".to_owned());
        let many = client.create_until_refused("many", 50).await;
        assert_eq!(many.answer, refused);
        // What needs little finds room for longer, and so does the probe.
        let one = client.create_until_refused("one", 1).await;
        assert_eq!(one.answer, refused);
        for _ in 0..3 {
            let (status, said) = client.ready().await;
            assert_eq!((status, &*said), (StatusCode::SERVICE_UNAVAILABLE, "the database has no room\n"));
        }
        let (status, page) = client.send(Method::GET, LIST, "text/html", String::new()).await;
        assert_eq!(status, StatusCode::OK, "reading goes on");
        assert!(page.contains("before0@potters.example"));
        let (status, said) = client.create("without-javascript", 50, "text/html").await;
        assert_eq!(status, StatusCode::INSUFFICIENT_STORAGE);
        assert!(said.starts_with("Le serveur n’a plus de place"), "{said}");

        world.make_room().await;
        assert_eq!(client.create("after", 50, "application/json").await.0, StatusCode::OK);
        assert_eq!(client.ready().await, (StatusCode::OK, "ready\n".to_owned()));
        let people = world.count("SELECT count(*) FROM memberships").await;
        assert_eq!(people, 1 + many.people + one.people + 50, "all that was acknowledged, and nothing else");
    });
}

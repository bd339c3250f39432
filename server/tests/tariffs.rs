//! *Mes tarifs* over HTTP: whoever may read a document gets it whole, to be kept; for others it is not there.

use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{HeaderMap, Request, StatusCode, header};
use backend::access::SessionToken;
use backend::tariffs::{NewTariff, publish};
use backend::testing::{World, contract_test};
use domain::end_date::EndDate;
use domain::ids::TariffId;
use domain::numbers::ContractNumber;
use domain::tariffs::{TariffFile, TariffName, Validity};
use guichet::http::{AppState, router};
use http_body_util::BodyExt;
use std::net::{Ipv4Addr, SocketAddr};
use tower::ServiceExt;

async fn published(world: &World, content: &[u8]) -> TariffId {
    let day = |text: &str| EndDate::parse(text).unwrap();
    let name = TariffName::parse("Tarifs été.pdf").unwrap();
    let new = NewTariff {
        contract: ContractNumber::parse("10000700").unwrap(),
        file: TariffFile::new(name, content.to_vec()).unwrap(),
        validity: Validity::new(day("2026-01-01"), day("2026-12-31")).unwrap(),
    };
    publish(&world.services, &world.potters.scope, &new).await.unwrap()
}

async fn get(world: &World, path: &str, session: Option<&SessionToken>) -> (StatusCode, HeaderMap, Vec<u8>) {
    let state = AppState {
        services: world.services.clone(),
        shares: backend::db::Shares::default(),
        trusted_proxies: [].into(),
        https: false,
    };
    let mut request = Request::builder().uri(path).header(header::ACCEPT_ENCODING, "gzip, br");
    if let Some(token) = session {
        request = request.header(header::COOKIE, format!("guichet={}", token.reveal()));
    }
    let mut request = request.body(Body::empty()).unwrap();
    request.extensions_mut().insert(ConnectInfo(SocketAddr::from((Ipv4Addr::LOCALHOST, 4000))));
    let response = router(state).oneshot(request).await.unwrap();
    let (status, headers) = (response.status(), response.headers().clone());
    let body = response.into_body().collect().await.unwrap().to_bytes();
    (status, headers, body.to_vec())
}

contract_test!(a_document_is_an_attachment_of_its_type_and_comes_whole, |world| async {
    let content = [b"%PDF-1.7".to_vec(), vec![7; 600_000]].concat();
    let path = format!("/administration/tarifs/{}", published(world, &content).await);
    let session = world.session_of(world.potters.administrator).await;
    let (status, headers, body) = get(world, &path, Some(&session)).await;
    assert_eq!(status, StatusCode::OK);
    assert!(body == content);

    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    assert_eq!(text("content-type"), "application/pdf");
    assert_eq!(text("content-length"), content.len().to_string());
    assert_eq!(text("x-content-type-options"), "nosniff");
    assert_eq!(
        text("content-disposition"),
        "attachment; filename=\"Tarifs _t_.pdf\"; filename*=UTF-8''Tarifs%20%C3%A9t%C3%A9.pdf"
    );
});

contract_test!(for_whoever_may_not_read_it_a_document_is_like_one_that_nobody_has, |world| async {
    let path = format!("/administration/tarifs/{}", published(world, b"%PDF-1.7 secret").await);
    let stranger = world.session_of(world.other.administrator).await;
    let (status, _, theirs) = get(world, &path, Some(&stranger)).await;
    assert_eq!(status, StatusCode::NOT_FOUND);
    for nothing in ["0190163d-8694-739b-aea5-966c26f8ad91", "x"] {
        let (status, _, body) =
            get(world, &format!("/administration/tarifs/{nothing}"), Some(&stranger)).await;
        assert_eq!((status, &body), (StatusCode::NOT_FOUND, &theirs));
    }

    let (status, headers, body) = get(world, &path, None).await;
    assert!(status.is_redirection() && headers[header::LOCATION] == "/connexion" && body.is_empty());
});

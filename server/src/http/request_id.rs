//! The id by which a request is found in the log: on its span, and on its answer.

use super::AppState;
use axum::extract::{ConnectInfo, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::Response;
use std::net::SocketAddr;

const HEADER: HeaderName = HeaderName::from_static("x-request-id");

/// The id of a request, as an extension of it.
#[derive(Clone, Debug)]
pub struct RequestId(HeaderValue);

impl RequestId {
    /// The id as it stands in the log.
    pub fn as_str(&self) -> &str {
        // `is_plain`, or a UUID: ASCII either way.
        self.0.to_str().unwrap_or_default()
    }
}

/// Gives the request an id, and its answer the same in `X-Request-Id`.
pub async fn request_id(State(state): State<AppState>, mut request: Request, next: Next) -> Response {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(peer)| peer.ip());
    let is_proxy = peer.is_some_and(|peer| {
        state.trusted_proxies.iter().any(|network| network.contains(&peer.to_canonical()))
    });
    // Whoever could choose an id could make others' requests look like one of theirs.
    let given = given(request.headers()).filter(|_| is_proxy);
    let id = RequestId(given.unwrap_or_else(|| new(&state)));
    request.extensions_mut().insert(id.clone());

    let mut response = next.run(request).await;
    response.headers_mut().insert(HEADER, id.0);
    response
}

/// What a proxy calls the request, when that can stand in a log as it is.
fn given(headers: &HeaderMap) -> Option<HeaderValue> {
    let is_plain = |id: &&HeaderValue| {
        let plain = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.' | b':');
        (1..=128).contains(&id.len()) && id.as_bytes().iter().all(plain)
    };
    headers.get(HEADER).filter(is_plain).cloned()
}

fn new(state: &AppState) -> HeaderValue {
    let id = state.services.random.id(state.services.clock.now()).to_string();
    HeaderValue::try_from(id).unwrap_or(HeaderValue::from_static("unknown"))
}

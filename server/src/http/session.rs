//! Who is asking: the session's cookie becomes a principal on the request.

use super::Portal;
use app::api::{CookieNames, cookie};
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use backend::access::{self, Principal, SessionToken};

/// Puts `Option<Principal>` on the request.
pub async fn identify(State(portal): State<Portal>, mut request: Request, next: Next) -> Response {
    let names = CookieNames::new(portal.https);
    let token = cookie(request.headers(), names.session).and_then(|text| SessionToken::parse(&text));
    let principal: Option<Principal> = match token {
        None => None,
        Some(token) => match access::principal(&portal.services, &token).await {
            Ok(principal) => principal,
            Err(error) => {
                tracing::error!(%error, "a session cannot be looked up");
                return StatusCode::SERVICE_UNAVAILABLE.into_response();
            }
        },
    };
    request.extensions_mut().insert(principal);
    next.run(request).await
}

//! Who is asking: the session's cookie becomes a principal on the request, and what a page says of them.

use super::share::{self, Asked};
use super::{AppState, ClientNetwork};
use app::api::{CookieNames, cookie};
use app::session::SessionState;
use axum::extract::{Request, State};
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use backend::access::{self, Principal, SessionToken};
use domain::paths;

/// Puts `Option<Principal>` on the request.
pub async fn identify(State(state): State<AppState>, mut request: Request, next: Next) -> Response {
    let names = CookieNames::new(state.https);
    let token = cookie(request.headers(), names.session).and_then(|text| SessionToken::parse(&text));
    let mut principal: Option<Principal> = match token {
        None => None,
        Some(token) => match access::principal(&state.services, &token).await {
            Ok(principal) => principal,
            Err(error) => {
                tracing::error!(%error, "a session cannot be looked up");
                return StatusCode::SERVICE_UNAVAILABLE.into_response();
            }
        },
    };

    if let Some(principal) = &mut principal {
        principal.network = request.extensions().get::<ClientNetwork>().map(|network| network.0);
        let span = tracing::Span::current();
        span.record("user", tracing::field::display(principal.user));
        span.record("customer", principal.customer.map(tracing::field::display));
    }

    let share = share::of(&state, principal.as_ref());
    request.extensions_mut().insert(share);
    request.extensions_mut().insert(principal);
    next.run(request).await
}

/// Puts `SessionState` on the request for a page; tells the browser how far the session is from its end.
pub async fn attach_session(Asked(state): Asked, mut request: Request, next: Next) -> Response {
    let principal = request.extensions().get::<Option<Principal>>().and_then(Option::as_ref);
    let active = principal.map(|who| CookieNames::new(state.https).active(who.lasts));
    if !request.uri().path().starts_with(paths::API) {
        let session_state = SessionState::find(&state.services, principal).await;
        request.extensions_mut().insert(session_state);
    }

    let mut response = next.run(request).await;
    if let Some(active) = active.and_then(|active| HeaderValue::from_str(&active).ok()) {
        response.headers_mut().append(SET_COOKIE, active);
    }
    response
}

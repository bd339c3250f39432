//! Refused server functions answer with the status that says the same as their error, and in words to whoever reads
//! the answer as a page.

use app::api::ApiError;
use app::i18n::{locale_of, texts};
use axum::Json;
use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use domain::paths;
use leptos::server_fn::error::SERVER_FN_ERROR_HEADER;

/// More than any error's JSON.
const LARGEST_ERROR: usize = 64 * 1024;

/// Gives a server function's error its own status: leptos answers each with 500, or leads elsewhere.
pub async fn error_status(request: Request, next: Next) -> Response {
    let asked = request.headers().clone();
    let response = next.run(request).await;
    let refused = response.headers().contains_key(SERVER_FN_ERROR_HEADER);

    if !refused || !response.status().is_server_error() {
        return response;
    }

    let (mut parts, body) = response.into_parts();
    parts.headers.remove(header::CONTENT_LENGTH);
    let Ok(content) = to_bytes(body, LARGEST_ERROR).await else {
        return Response::from_parts(parts, Body::empty());
    };

    let Ok(error) = serde_json::from_slice::<ApiError>(&content) else {
        return Response::from_parts(parts, Body::from(content));
    };

    parts.status = StatusCode::from_u16(error.status()).unwrap_or(parts.status);
    if !is_page(&asked) {
        return Response::from_parts(parts, Body::from(content));
    }

    if matches!(error, ApiError::SignedOut) {
        return signed_out(&asked);
    }

    // A form without JavaScript whose page cannot be led back to.
    parts.headers.remove(header::LOCATION);
    parts.headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    Response::from_parts(parts, Body::from(texts(locale_of(&asked)).components().failure(&error)))
}

/// The answer to whoever asks for what takes somebody who is signed in: code asks them to sign in on its page, a form without
/// any leads to where they do.
pub fn signed_out(asked: &HeaderMap) -> Response {
    if is_page(asked) {
        return Redirect::to(paths::SIGN_IN).into_response();
    }
    (StatusCode::UNAUTHORIZED, Json(ApiError::SignedOut)).into_response()
}

/// Whether the answer is shown as a page.
fn is_page(asked: &HeaderMap) -> bool {
    asked
        .get(header::ACCEPT)
        .and_then(|accept| accept.to_str().ok())
        .is_some_and(|accept| accept.contains("text/html"))
}

//! A NUL is no text: nobody types one, and PostgreSQL takes none. What a request says with one in it is refused before anything
//! is done, so that both engines answer alike. In a file that is imported it is an error of its row.

use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use domain::paths;

/// Refuses a request whose form or JSON holds a NUL. It comes behind whoever bounds its body. The addresses of pages are read as
/// what people may have mistyped: nothing is found there by a NUL.
pub async fn refuse(request: Request, next: Next) -> Response {
    let is_form = request.uri().path().starts_with(paths::API);
    if is_form && request.uri().query().is_some_and(|query| in_form(query.as_bytes())) {
        return StatusCode::BAD_REQUEST.into_response();
    }

    let Some(holds_nul) = written_as(request.headers()) else { return next.run(request).await };
    let (parts, body) = request.into_parts();
    // The body has a limit already.
    let content = match to_bytes(body, usize::MAX).await {
        Ok(content) => content,
        Err(error) => {
            tracing::debug!(%error, "a body did not arrive");
            return StatusCode::BAD_REQUEST.into_response();
        }
    };
    if holds_nul(&content) {
        return StatusCode::BAD_REQUEST.into_response();
    }

    next.run(Request::from_parts(parts, Body::from(content))).await
}

/// How to look for one in a body of this type; `None` for files, which may be anything.
fn written_as(headers: &HeaderMap) -> Option<fn(&[u8]) -> bool> {
    let kind = headers.get(header::CONTENT_TYPE)?.to_str().ok()?;
    if kind.starts_with("application/x-www-form-urlencoded") {
        Some(in_form)
    } else if kind.starts_with("application/json") {
        Some(in_json)
    } else {
        None
    }
}

fn in_form(content: &[u8]) -> bool {
    memchr::memmem::find(content, b"%00").is_some() || memchr::memchr(0, content).is_some()
}

/// In JSON it can only be escaped, by a backslash that is not escaped itself.
fn in_json(content: &[u8]) -> bool {
    memchr::memmem::find_iter(content, b"\\u0000").any(|at| {
        let before = content[..at].iter().rev().take_while(|octet| **octet == b'\\').count();
        before % 2 == 0
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_nul_is_found_however_it_is_written() {
        assert!(in_form(b"nom=Mor%00el") && in_form(b"nom=Mor\0el"));
        assert!(!in_form(b"nom=100%25&page=2") && !in_form("nom=Hélène".as_bytes()));
        assert!(in_json(br#"{"nom":"Mor\u0000el"}"#) && in_json(br#"["\\\u0000"]"#));
        // A backslash, and then the letters u0000.
        assert!(!in_json(br#"["\\u0000"]"#) && !in_json(br#"["\u00e9"]"#));
    }
}

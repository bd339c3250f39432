//! The site's files: stylesheet, scripts, wasm. Built by `cargo xtask build`, embedded in the executable.
//!
//! Their names carry a hash of their content, so browsers may keep them for ever; beside each lies a
//! brotli copy, made at build. Browsers of the last ten years take it; for the rare client that takes only
//! gzip, the answer is compressed as every other is.

use axum::extract::Path;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use rust_embed::RustEmbed;
use std::collections::HashMap;

/// What a worker may load: this site's scripts and its wasm.
const WORKER_POLICY: &str =
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; frame-ancestors 'none'";

#[derive(RustEmbed)]
#[folder = "$GUICHET_SITE"]
struct Files;

/// The addresses of the site's files by their plain names: `main.css` → `/assets/main.1f3a….css`.
/// Empty when the executable was built without the site, by a plain `cargo build`.
pub fn manifest() -> HashMap<String, String> {
    let Some(file) = Files::get("manifest.json") else { return HashMap::new() };
    let names: HashMap<String, String> = serde_json::from_slice(&file.data).unwrap_or_default();
    names.into_iter().map(|(plain, hashed)| (plain, format!("/assets/{hashed}"))).collect()
}

/// Answers a request for a file of the site, in the smallest encoding that the client takes.
pub async fn serve(Path(name): Path<String>, headers: HeaderMap) -> Response {
    let accepted =
        headers.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let brotli = if accepts(accepted, "br") { Files::get(&format!("{name}.br")) } else { None };
    let encoding = brotli.as_ref().map(|_| "br");
    let Some(file) = brotli.or_else(|| Files::get(&name)) else {
        return StatusCode::NOT_FOUND.into_response();
    };

    let mut response = file.data.into_response();
    let answer = response.headers_mut();
    let content_type = content_type(&name);
    answer.insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
    answer.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable"));
    answer.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    if content_type == SCRIPT {
        // A worker runs under the policy of its own script, not of the page that started it.
        answer.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(WORKER_POLICY));
    }

    if let Some(encoding) = encoding {
        answer.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }

    response
}

/// Whether an `Accept-Encoding` header names `encoding` and does not refuse it.
fn accepts(header: &str, encoding: &str) -> bool {
    header.split(',').any(|offer| {
        let mut parts = offer.split(';').map(str::trim);
        parts.next() == Some(encoding) && parts.next().is_none_or(|weight| !matches!(weight, "q=0" | "q=0.0"))
    })
}

const SCRIPT: &str = "text/javascript; charset=utf-8";

fn content_type(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or_default() {
        "css" => "text/css; charset=utf-8",
        "js" => SCRIPT,
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" => "image/jpeg",
        "ico" => "image/x-icon",
        "json" | "webmanifest" => "application/json",
        "woff2" => "font/woff2",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_encoding_that_is_refused_is_not_used() {
        assert!(accepts("gzip, deflate, br", "br"));
        assert!(accepts("gzip;q=1.0, br;q=0.5", "br"));
        assert!(!accepts("gzip, br;q=0", "br"));
        assert!(!accepts("brotli", "br"));
    }
}

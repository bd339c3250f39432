//! What is seen of requests from outside: a span for each, and how long they took.
//!
//! Neither tells an address, a query or a person: a link's token stands in its path, and what is sought in the
//! query. A request is known by the pattern of its route.

use super::request_id::RequestId;
use axum::extract::{MatchedPath, Request};
use axum::http::Method;
use axum::middleware::Next;
use axum::response::Response;
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use std::sync::OnceLock;
use std::time::{Duration, Instant};
use tracing::Span;
use tracing::field::Empty;

/// The upper bounds of what is counted of durations, in seconds.
const BUCKETS: [f64; 12] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0];

/// Where metrics are kept for `/metrics`; one for the process.
pub fn recorder() -> &'static PrometheusHandle {
    static RECORDER: OnceLock<PrometheusHandle> = OnceLock::new();

    RECORDER.get_or_init(|| {
        let builder =
            PrometheusBuilder::new().set_buckets_for_metric(Matcher::Suffix("_seconds".to_owned()), &BUCKETS);
        // It fails only when there are no buckets.
        let recorder = builder.unwrap_or_default().build_recorder();
        let handle = recorder.handle();

        if metrics::set_global_recorder(recorder).is_err() {
            tracing::warn!("metrics are already kept elsewhere; /metrics stays empty");
        }
        handle
    })
}

/// The span of a request; who asks is added once it is known.
pub fn span(request: &Request) -> Span {
    let id = request.extensions().get::<RequestId>().map(RequestId::as_str);
    tracing::info_span!(
        "request",
        id,
        method = method(request.method()),
        route = route(request),
        user = Empty,
        customer = Empty,
    )
}

/// Notes that a request was answered. What failed is noted by itself, as an error.
pub fn answered(response: &Response, latency: Duration, _: &Span) {
    tracing::debug!(status = response.status().as_u16(), ?latency, "answered");
}

/// Counts a request and how long it took to its answer's first byte.
pub async fn measure(request: Request, next: Next) -> Response {
    let (method, route) = (method(request.method()), route(&request).to_owned());
    let begin = Instant::now();

    let response = next.run(request).await;

    let status = response.status().as_str().to_owned();
    metrics::histogram!("guichet_http_request_seconds", "method" => method, "route" => route, "status" => status)
        .record(begin.elapsed());
    response
}

/// The pattern of the route: there are few of them, whatever is asked for.
fn route(request: &Request) -> &str {
    request.extensions().get::<MatchedPath>().map_or("none", MatchedPath::as_str)
}

/// The method, of those that there are: a client may write any word.
fn method(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        _ => "other",
    }
}

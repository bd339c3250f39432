//! What a request may take: octets and time for its body, time for its answer.
//!
//! A stranger sends no more than a form of the door needs. So what is held in memory of half-sent requests is bounded by
//! who sends them, and ends by itself.

use super::error_responses::signed_out;
use axum::BoxError;
use axum::body::{Body, Bytes, HttpBody};
use axum::extract::{MatchedPath, Request};
use axum::http::{StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use backend::access::Principal;
use domain::access::Due;
use domain::paths;
use http_body::{Frame, SizeHint};
use http_body_util::{BodyExt, Limited};
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::time::{Sleep, sleep, timeout};

/// The largest body of whoever is not signed in, or not all the way: what is typed at the door, or what an
/// authenticator answers there.
pub(super) const STRANGERS: usize = 16 * 1024;

/// The largest form of somebody who is signed in: 500 people to be added fit several times.
const FORM: usize = 512 * 1024;

/// The largest body of what takes more: a batch of 5,000 rows of a draft, a file of sites.
pub(super) const LARGEST: usize = 8 * 1024 * 1024;

/// What takes more than a form.
const LARGE: [&str; 4] =
    ["/api/fill_draft", paths::IMPORT_SITES, paths::ADVANCED_USERS_FILE, paths::CUSTOMER_TARIFFS_PATTERN];

/// How long a form may take to arrive, and what is larger: 20 MiB by a line of 300 kbit/s.
const FORM_ARRIVES: Duration = Duration::from_secs(30);
const LARGE_ARRIVES: Duration = Duration::from_mins(10);

/// How long an answer may take to begin.
const ANSWERED: Duration = Duration::from_mins(1);

/// The same of an import, which is done or undone whole, and of a workbook, which is made whole.
const MADE_WHOLE: Duration = Duration::from_mins(15);
const WHOLE: [&str; 4] = ["/api/commit_draft", "/api/undo_import", "/api/preview_undo", paths::EXPORT_XLSX];

/// Bounds a request by who asks and for what. It comes behind whoever finds out who that is.
pub async fn bound(request: Request, next: Next) -> Response {
    let route = request.extensions().get::<MatchedPath>().map_or("", MatchedPath::as_str);
    let is_large = LARGE.contains(&route);
    let answered = if WHOLE.contains(&route) { MADE_WHOLE } else { ANSWERED };
    let is_inside = is_inside(&request);
    let (most, arrives) = match (is_inside, is_large) {
        (false, _) => (STRANGERS, FORM_ARRIVES),
        (true, false) => (FORM, FORM_ARRIVES),
        // Its route has a limit of its own.
        (true, true) => (usize::MAX, LARGE_ARRIVES),
    };

    if announced(&request).is_some_and(|octets| octets > most as u64) {
        // Perhaps their session has ended in the middle of an import.
        let refusal = if is_inside {
            StatusCode::PAYLOAD_TOO_LARGE.into_response()
        } else {
            signed_out(request.headers())
        };
        pass_over(request.into_body()).await;
        return refusal;
    }
    let request = request.map(|body| Body::new(Timed::new(Limited::new(body, most), arrives)));
    // The body's own time comes first: what is sent slowly is worked on later.
    timeout(arrives + answered, next.run(request)).await.unwrap_or_else(|_| {
        tracing::warn!("a request took too long and was given up");
        StatusCode::SERVICE_UNAVAILABLE.into_response()
    })
}

/// Takes what is sent, and keeps nothing of it: whoever is still sending as the connection is closed hears no answer.
async fn pass_over(body: Body) {
    let mut body = Timed::new(Limited::new(body, LARGEST), FORM_ARRIVES);
    while let Some(Ok(_)) = body.frame().await {}
}

/// Whether somebody asks who has shown all that signing in takes.
fn is_inside(request: &Request) -> bool {
    let principal = request.extensions().get::<Option<Principal>>().and_then(Option::as_ref);
    principal.is_some_and(|who| !matches!(who.due, Some(Due::Password | Due::Factor)))
}

/// The length that a request says its body has.
fn announced(request: &Request) -> Option<u64> {
    request.headers().get(header::CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

/// A body that must have arrived by a moment, however slowly it comes.
struct Timed {
    body: Pin<Box<Limited<Body>>>,
    end: Pin<Box<Sleep>>,
}

/// The body did not arrive in time.
#[derive(Debug, thiserror::Error)]
#[error("the body did not arrive in time")]
struct TooSlow;

impl Timed {
    fn new(body: Limited<Body>, arrives: Duration) -> Self {
        Self { body: Box::pin(body), end: Box::pin(sleep(arrives)) }
    }
}

impl HttpBody for Timed {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        match self.body.as_mut().poll_frame(context) {
            Poll::Pending if self.end.as_mut().poll(context).is_ready() => {
                Poll::Ready(Some(Err(TooSlow.into())))
            }
            frame => frame,
        }
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures::stream;

    #[tokio::test]
    async fn a_body_that_stops_arriving_is_given_up() {
        let half = stream::iter([Ok::<_, BoxError>(Bytes::from_static(b"password="))]);
        let stalled = Body::from_stream(futures::StreamExt::chain(half, stream::pending()));
        let body = Timed::new(Limited::new(stalled, STRANGERS), Duration::from_millis(10));
        let error = body.collect().await.unwrap_err();
        assert!(error.is::<TooSlow>(), "{error}");
    }

    #[tokio::test]
    async fn a_body_of_more_than_it_said_is_cut_short() {
        let long = Body::from(vec![b'x'; STRANGERS + 1]);
        let body = Timed::new(Limited::new(long, STRANGERS), Duration::from_secs(30));
        assert!(body.collect().await.unwrap_err().is::<http_body_util::LengthLimitError>());
    }
}

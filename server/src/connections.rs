//! How connections are accepted and served: with a time for what a client says first, an end to how many there are, and
//! an end to the graceful stop. So nobody keeps a place, or the stop, by sending half of something.

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use ipnet::IpNet;
use std::collections::HashMap;
use std::net::{IpAddr, SocketAddr};
use std::pin::pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};
use tower::ServiceExt;

/// What connections may take.
#[derive(Clone, Debug)]
pub struct Bounds {
    /// How long the head of a request may take, and how long nothing may be asked on an open connection. Longer than
    /// proxies keep theirs (60 s by default), so that it is they who close first.
    pub head: Duration,
    /// So many octets of a head are read.
    pub head_octets: usize,
    /// So many there are at most.
    pub all: usize,
    /// So many of one address that is neither a proxy's nor of this machine.
    pub each: usize,
    /// How long requests under way may take once Guichet is to stop.
    pub stop: Duration,
}

impl Default for Bounds {
    fn default() -> Self {
        Self {
            head: Duration::from_secs(75),
            head_octets: 64 * 1024,
            all: 2048,
            each: 256,
            stop: Duration::from_secs(20),
        }
    }
}

/// Serves until `stopped` says so; then lets requests under way finish, as long as they may take.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    bounds: Bounds,
    proxies: Arc<[IpNet]>,
    mut stopped: watch::Receiver<bool>,
) {
    let places = Places::new(&bounds, proxies);
    let mut served = JoinSet::new();

    loop {
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, peer)) => {
                    // Who finds no place is refused at once: waiting would take one, too.
                    if let Some(place) = places.take(peer.ip()) {
                        let connection = serve_one(stream, peer, router.clone(), bounds.clone(), stopped.clone());
                        served.spawn(async move {
                            connection.await;
                            drop(place);
                        });
                    }
                }
                Err(error) => {
                    tracing::error!(%error, "no connection can be accepted");
                    // No file descriptor is left, most likely: some are about to be closed.
                    sleep(Duration::from_millis(100)).await;
                }
            },
            Some(_) = served.join_next() => {}
            _ = stopped.changed() => break,
        }
    }

    drop(listener);
    let finished = timeout(bounds.stop, async { while served.join_next().await.is_some() {} }).await;
    if finished.is_err() {
        tracing::warn!(connections = served.len(), "what was under way too long is given up");
        served.shutdown().await;
    }
}

/// Serves one connection, until it is closed.
async fn serve_one(
    stream: TcpStream,
    peer: SocketAddr,
    router: Router,
    bounds: Bounds,
    mut stopped: watch::Receiver<bool>,
) {
    // Nagle's algorithm holds back the last packet of a streamed page by 40 ms.
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(%error, "TCP_NODELAY cannot be set");
    }

    let service = service_fn(move |request: Request<Incoming>| {
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(ConnectInfo(peer));
        router.clone().oneshot(request)
    });
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(bounds.head).max_buf_size(bounds.head_octets);
    let mut connection = pin!(http.serve_connection(TokioIo::new(stream), service));

    let ended = tokio::select! {
        ended = connection.as_mut() => ended,
        () = async { drop(stopped.wait_for(|stopped| *stopped).await) } => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
    if let Err(error) = ended {
        tracing::debug!(%error, "a connection ended badly");
    }
}

/// The connections that there may be.
struct Places {
    all: usize,
    each: usize,
    proxies: Arc<[IpNet]>,
    taken: Arc<Mutex<HashMap<IpAddr, usize>>>,
}

/// One of them, given back when it is dropped.
struct Place {
    of: IpAddr,
    taken: Arc<Mutex<HashMap<IpAddr, usize>>>,
}

impl Places {
    fn new(bounds: &Bounds, proxies: Arc<[IpNet]>) -> Self {
        Self { all: bounds.all, each: bounds.each, proxies, taken: Arc::default() }
    }

    fn take(&self, peer: IpAddr) -> Option<Place> {
        let of = peer.to_canonical();
        let is_proxy = of.is_loopback() || self.proxies.iter().any(|network| network.contains(&of));
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        let (all, own) = (taken.values().sum::<usize>(), taken.get(&of).copied().unwrap_or_default());
        if all >= self.all || !is_proxy && own >= self.each {
            metrics::counter!("guichet_connections_refused_total").increment(1);
            return None;
        }
        taken.insert(of, own + 1);
        Some(Place { of, taken: self.taken.clone() })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(own) = taken.get_mut(&self.of) {
            *own -= 1;
            if *own == 0 {
                taken.remove(&self.of);
            }
        }
    }
}

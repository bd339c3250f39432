//! Which network a request comes from, for the counting of wrong attempts.

use super::{AppState, ClientNetwork};
use axum::extract::{ConnectInfo, Request, State};
use axum::http::HeaderMap;
use axum::middleware::Next;
use axum::response::Response;
use ipnet::IpNet;
use std::net::{IpAddr, SocketAddr};

/// Notes the client's address on the request.
pub async fn client_ip(
    State(state): State<AppState>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    mut request: Request,
    next: Next,
) -> Response {
    let client = client_of(peer.ip(), request.headers(), &state.trusted_proxies);
    request.extensions_mut().insert(ClientNetwork(client));
    next.run(request).await
}

/// The right-most address that is not a trusted proxy's. What stands further left in
/// `X-Forwarded-For` was written by the client, who may write anything.
fn client_of(peer: IpAddr, headers: &HeaderMap, trusted: &[IpNet]) -> IpAddr {
    // Whoever listens on IPv6 sees IPv4 in IPv6 (`::ffff:192.0.2.1`, RFC 4291, section 2.5.5.2): it is the same address.
    let peer = peer.to_canonical();
    let is_trusted = |address: &IpAddr| trusted.iter().any(|network| network.contains(address));
    if !is_trusted(&peer) {
        return peer;
    }

    let forwarded = headers.get_all("x-forwarded-for").iter().filter_map(|value| value.to_str().ok());
    let hops: Vec<&str> = forwarded.flat_map(|value| value.split(',')).map(str::trim).collect();
    let mut nearest = peer;

    for hop in hops.into_iter().rev() {
        let Ok(address) = hop.parse::<IpAddr>() else { break };
        let address = address.to_canonical();
        nearest = address;
        if !is_trusted(&address) {
            break;
        }
    }

    nearest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(peer: &str, forwarded: &str) -> String {
        let mut headers = HeaderMap::new();
        headers.insert("x-forwarded-for", forwarded.parse().unwrap());
        let trusted = ["10.0.0.0/8".parse().unwrap()];
        client_of(peer.parse().unwrap(), &headers, &trusted).to_string()
    }

    #[test]
    fn only_a_trusted_proxy_is_believed() {
        assert_eq!(seen("203.0.113.9", "198.51.100.1"), "203.0.113.9");
        assert_eq!(seen("10.0.0.1", "198.51.100.1"), "198.51.100.1");
    }

    #[test]
    fn ipv4_within_ipv6_is_ipv4() {
        assert_eq!(seen("::ffff:203.0.113.9", ""), "203.0.113.9");
        assert_eq!(seen("::ffff:10.0.0.1", "::ffff:198.51.100.1"), "198.51.100.1");
        assert_eq!(seen("10.0.0.1", "198.51.100.1, ::ffff:10.0.0.2"), "198.51.100.1");
    }

    #[test]
    fn what_the_client_wrote_further_left_does_not_count() {
        assert_eq!(seen("10.0.0.1", "1.2.3.4, 198.51.100.1, 10.0.0.2"), "198.51.100.1");
        assert_eq!(seen("10.0.0.1", "1.2.3.4, nonsense"), "10.0.0.1");
    }
}

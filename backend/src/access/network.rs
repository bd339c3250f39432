use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// A network address without its last part, as the carrier's staff sees it: what a provider gives to many, `192.0.2.0/24`,
/// or to one customer, `2001:db8:1::/48`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Network(IpAddr);

impl Network {
    /// The network of an address.
    pub fn of(address: IpAddr) -> Self {
        Self(match address.to_canonical() {
            IpAddr::V4(address) => Ipv4Addr::from_bits(address.to_bits() >> 8 << 8).into(),
            IpAddr::V6(address) => Ipv6Addr::from_bits(address.to_bits() >> 80 << 80).into(),
        })
    }

    /// The network that a text names, by itself or by an address within it.
    pub fn parse(text: &str) -> Option<Self> {
        let (address, length) = match text.trim().split_once('/') {
            Some((address, length)) => (address, Some(length)),
            None => (text.trim(), None),
        };
        let network = Self::of(address.parse().ok()?);
        (length.is_none() || length == Some(network.length())).then_some(network)
    }

    const fn length(self) -> &'static str {
        match self.0 {
            IpAddr::V4(_) => "24",
            IpAddr::V6(_) => "48",
        }
    }
}

impl fmt::Display for Network {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.0, self.length())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_network_says_nothing_of_who_is_in_it() {
        for (address, network) in [
            ("192.0.2.7", "192.0.2.0/24"),
            ("::ffff:192.0.2.7", "192.0.2.0/24"),
            ("2001:db8:1:2:3:4:5:6", "2001:db8:1::/48"),
        ] {
            assert_eq!(Network::of(address.parse().unwrap()).to_string(), network);
        }
    }

    #[test]
    fn a_network_is_named_by_itself_or_by_an_address_within() {
        for named in ["192.0.2.0/24", " 192.0.2.9 ", "192.0.2.9/24"] {
            assert_eq!(Network::parse(named).unwrap().to_string(), "192.0.2.0/24", "{named}");
        }
        assert_eq!(Network::parse("2001:db8:1::/48").unwrap().to_string(), "2001:db8:1::/48");
        for named in ["", "192.0.2.0/16", "192.0.2.0/", "2001:db8::/24", "jean@exemple.fr", "192.0.2"] {
            assert_eq!(Network::parse(named), None, "{named}");
        }
    }
}

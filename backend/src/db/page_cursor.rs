use std::fmt::Display;
use std::str::FromStr;

/// Where a page begins or ends whose rows stand in the order of a moment and a key, as it stands in its address:
/// `1782820800000.17`, with `avant` for the page above it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct PageCursor<Key> {
    pub(crate) at: (i64, Key),
    pub(crate) is_before: bool,
}

impl<Key: Display + FromStr> PageCursor<Key> {
    pub(crate) fn encode(&self) -> String {
        format!("{}{}.{}", if self.is_before { "avant-" } else { "" }, self.at.0, self.at.1)
    }

    /// `None`: it is none that a page gave.
    pub(crate) fn decode(text: &str) -> Option<Self> {
        let position = text.strip_prefix("avant-");
        let (at, key) = position.unwrap_or(text).split_once('.')?;
        Some(Self { at: (at.parse().ok()?, key.parse().ok()?), is_before: position.is_some() })
    }
}

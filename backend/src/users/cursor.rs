use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};

/// Where a page begins, as it stands in the page's address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Cursor {
    /// What the row beside the page is sorted by.
    #[serde(rename = "v")]
    pub(super) value: String,
    /// Its number, counted from the customer's first.
    #[serde(rename = "n")]
    pub(super) number: u32,
    /// Whether the page is the one before that row, rather than after it.
    #[serde(rename = "b")]
    pub(super) before: bool,
    /// How many rows stand before the page that begins or ended there.
    #[serde(rename = "o")]
    pub(super) offset: u64,
}

impl Cursor {
    pub(super) fn encode(&self) -> Option<String> {
        Some(URL_SAFE_NO_PAD.encode(serde_json::to_vec(self).ok()?))
    }

    /// The cursor that `text` writes, if it is one.
    pub(super) fn decode(text: &str) -> Option<Self> {
        let cursor: Self = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(text).ok()?).ok()?;
        (!cursor.value.contains('\0')).then_some(cursor)
    }
}

//! What `domain::unicode` answers in a browser, for `xtask/tests/unicode.rs`.

use domain::unicode::{ascii_domain, composed, without_marks};
use wasm_bindgen::prelude::wasm_bindgen;

/// Its three answers for a text.
#[wasm_bindgen]
pub fn answers(text: &str) -> Vec<String> {
    vec![
        composed(text).into_owned(),
        without_marks(text).into_owned(),
        ascii_domain(text).unwrap_or_default(),
    ]
}

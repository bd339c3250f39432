//! What `transcript.rs` asks, of the session as a wasm module.

#[path = "support/talk.rs"]
mod talk;

use wasm_bindgen::prelude::wasm_bindgen;

/// Every answer about a file.
#[wasm_bindgen]
pub fn transcript(bytes: &[u8]) -> String {
    talk::talk(bytes)
}

//! How messages are posted: an array of the message as JSON and of what comes along with it.

use js_sys::Array;
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::{JsCast, JsValue};

/// A message and what comes along with it, as it is posted.
pub fn pack(message: &impl Serialize, along: &JsValue) -> JsValue {
    // Maps with text keys, numbers and strings: nothing that JSON could refuse.
    let json = serde_json::to_string(message).unwrap_or_default();
    Array::of2(&JsValue::from_str(&json), along).into()
}

/// A message that was posted, and what came along with it; `None` for what is no such message.
pub fn unpack<M: DeserializeOwned>(data: &JsValue) -> Option<(M, JsValue)> {
    let parts: &Array = data.dyn_ref()?;
    let message = serde_json::from_str(&parts.get(0).as_string()?).ok()?;
    Some((message, parts.get(1)))
}

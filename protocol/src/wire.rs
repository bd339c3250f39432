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

/// What the worker that reads workbooks is posted: a file and the sheet to read, by its place among those with
/// something in them; none for the one that is probably meant. No JSON, which that worker need not know how to read.
pub fn pack_sheet(file: &JsValue, sheet: Option<u32>) -> JsValue {
    Array::of2(file, &sheet.map_or(JsValue::UNDEFINED, JsValue::from)).into()
}

pub fn unpack_sheet(data: &JsValue) -> Option<(JsValue, Option<u32>)> {
    let parts: &Array = data.dyn_ref()?;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a number that was one of Rust's"
    )]
    Some((parts.get(0), parts.get(1).as_f64().map(|sheet| sheet as u32)))
}

//! The module as `workbook.js` sees it. An error is the JSON of a [`ReadError`].

use crate::Workbook;
use domain::imports::ReadError;
use js_sys::Function;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// An open workbook.
#[wasm_bindgen]
pub struct OpenWorkbook(Workbook);

#[wasm_bindgen]
impl OpenWorkbook {
    /// Opens a workbook.
    #[wasm_bindgen(constructor)]
    pub fn new(bytes: Vec<u8>) -> Result<Self, JsValue> {
        Workbook::open(bytes).map(Self).map_err(json)
    }

    /// The names of the sheets that hold something.
    pub fn sheets(&self) -> Vec<String> {
        self.0.sheets()
    }

    /// The place among them of the one that is probably meant.
    pub fn likely(&mut self) -> Result<usize, JsValue> {
        self.0.likely().map_err(json)
    }

    /// How many rows of the one that was read last are hidden; they are in its text.
    pub fn hidden_rows(&self) -> u32 {
        self.0.hidden_rows()
    }

    /// The text of one of them. `progress` is called now and then with how much has been read, out of 1.
    pub fn text(&mut self, sheet: usize, progress: &Function) -> Result<Vec<u8>, JsValue> {
        let report = |part: f64| drop(progress.call1(&JsValue::NULL, &JsValue::from_f64(part)));
        self.0.text(sheet, report).map(String::into_bytes).map_err(json)
    }
}

fn json(error: ReadError) -> JsValue {
    // A name and numbers: nothing that JSON could refuse.
    serde_json::to_string(&error).unwrap_or_default().into()
}

//! Reads one sheet of a workbook, in a worker of its own that the import's worker starts and ends, so that the memory
//! that a large workbook takes goes back as soon as its text is there.

use crate::Workbook;
use domain::imports::ReadError;
use js_sys::{Array, ArrayBuffer, Uint8Array};
use protocol::wire::{pack, unpack_sheet};
use protocol::{FromWorkbook, Sheets};
use wasm_bindgen::prelude::{Closure, wasm_bindgen};
use wasm_bindgen::{JsCast, JsValue, UnwrapThrowExt};
use web_sys::{Blob, DedicatedWorkerGlobalScope, FileReaderSync, MessageEvent};

/// Takes over from the loader, which kept the messages that came meanwhile.
#[wasm_bindgen]
pub fn start(waiting: &Array) {
    for data in waiting.iter() {
        answer(&data);
    }
    let on_message = Closure::<dyn FnMut(_)>::new(|event: MessageEvent| answer(&event.data()));
    scope().set_onmessage(Some(on_message.into_js_value().unchecked_ref()));
}

fn scope() -> DedicatedWorkerGlobalScope {
    js_sys::global().unchecked_into()
}

fn answer(data: &JsValue) {
    let (file, sheet) = unpack_sheet(data).expect_throw("a message of the import's worker");
    let (message, text) = match read(&file.unchecked_into(), sheet) {
        Ok((sheets, text)) => (FromWorkbook::Sheet(sheets), Uint8Array::from(text.as_bytes())),
        Err(error) => (FromWorkbook::Failed { error }, Uint8Array::default()),
    };
    let buffer = Array::of1(&text.buffer());
    // A buffer of ours can be given away.
    let _ = scope().post_message_with_transfer(&pack(&message, &text), &buffer);
}

/// The text of a sheet, or of the one that is probably meant.
fn read(file: &Blob, chosen: Option<u32>) -> Result<(Sheets, String), ReadError> {
    let mut workbook = Workbook::open(bytes_of(file).map_err(|_| ReadError::Unreadable)?)?;
    let names = workbook.sheets();
    let place = match chosen.map(|sheet| sheet as usize).filter(|sheet| *sheet < names.len()) {
        Some(chosen) => chosen,
        None => workbook.likely()?,
    };

    let of = file.size();
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "parts of the size of a file"
    )]
    let progress = |part: f64| {
        let message = FromWorkbook::Reading { read: (part * of) as u64, of: of as u64 };
        // Strings can always be posted.
        let _ = scope().post_message(&pack(&message, &JsValue::UNDEFINED));
    };
    let text = workbook.text(place, progress)?;

    let sheet = u32::try_from(place).unwrap_or(u32::MAX);
    Ok((Sheets { sheets: names, sheet, hidden_rows: workbook.hidden_rows() }, text))
}

/// Nobody else is waiting for this worker: it can read a file without giving way.
fn bytes_of(file: &Blob) -> Result<Vec<u8>, JsValue> {
    let buffer: ArrayBuffer = FileReaderSync::new()?.read_as_array_buffer(file)?;
    Ok(Uint8Array::new(&buffer).to_vec())
}

//! The file that is open, as the browser hands it out: slice by slice.

use super::workbook_source::WorkbookSource;
use js_sys::{ArrayBuffer, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Blob;

/// Bytes at a time.
const SLICE: f64 = (4 * 1024 * 1024) as f64;

/// What is being read, and how far it is.
pub struct FileSource {
    blob: Blob,
    /// Where the next slice begins. Sizes of blobs are numbers of JavaScript, as they are here.
    read: f64,
    /// Whether its bytes are kept already, or are not to be.
    pub is_kept: bool,
    /// The workbook of which it is a sheet's text.
    pub workbook: Option<WorkbookSource>,
    /// The sheet that was read before, until it is certain that this one can be.
    before: Option<(Blob, u32)>,
}

impl FileSource {
    pub fn new(blob: Blob, is_kept: bool) -> Self {
        Self { blob, read: 0.0, is_kept, workbook: None, before: None }
    }

    pub const fn blob(&self) -> &Blob {
        &self.blob
    }

    /// The next slice, and where it begins.
    pub async fn slice(&self) -> Result<(Uint8Array, f64), JsValue> {
        Ok((slice(&self.blob, self.read).await?, self.read))
    }

    /// Goes on behind a slice.
    pub fn advance(&mut self, slice: &Uint8Array) {
        self.read += f64::from(slice.length());
    }

    /// Reads the text of another sheet of the workbook from now on.
    pub fn read_sheet(&mut self, text: Blob, sheet: u32) {
        let Some(workbook) = &mut self.workbook else { return };
        let (before, now_before) = (std::mem::replace(&mut self.blob, text), workbook.sheet.replace(sheet));
        if let (None, Some(sheet)) = (&self.before, now_before) {
            self.before = Some((before, sheet));
        }
        self.read = 0.0;
    }

    /// Begins anew, with the sheet that was read before if this is another.
    pub fn rewind(&mut self) {
        self.read = 0.0;
        if let (Some((blob, sheet)), Some(workbook)) = (self.before.take(), &mut self.workbook) {
            self.blob = blob;
            workbook.sheet = Some(sheet);
        }
    }

    /// What is read now will not be gone back from.
    pub fn settle(&mut self) {
        self.before = None;
    }
}

/// The slice of a file that begins there; shorter at its end.
pub async fn slice(blob: &Blob, from: f64) -> Result<Uint8Array, JsValue> {
    let part = blob.slice_with_f64_and_f64(from, from + SLICE)?;
    let buffer: ArrayBuffer = JsFuture::from(part.array_buffer()).await?.unchecked_into();
    Ok(Uint8Array::new(&buffer))
}

/// Whether a file is a zip archive, or a compound file as old and encrypted workbooks are.
pub async fn is_workbook(blob: &Blob) -> bool {
    let Ok(head) = blob.slice_with_f64_and_f64(0.0, 4.0) else { return false };
    let Ok(buffer) = JsFuture::from(head.array_buffer()).await else { return false };
    let head = Uint8Array::new(&buffer).to_vec();
    head == *b"PK\x03\x04" || head == *b"\xd0\xcf\x11\xe0"
}

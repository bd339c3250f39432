//! The file that is open, as the browser hands it out: slice by slice.

use super::workbook_source::WorkbookSource;
use crate::session::PREVIEW;
use js_sys::{Promise, Uint8Array};
use std::collections::VecDeque;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::Blob;

/// Bytes at a time; at first so many as make the first rows of a long file.
const SLICE: f64 = (4 * 1024 * 1024) as f64;
const FIRST_SLICE: f64 = PREVIEW as f64;

/// Slices that are on their way at once: a browser reads some together sooner than one after the other.
const AHEAD: usize = 3;

/// What is being read, and how far it is.
pub struct FileSource {
    blob: Blob,
    /// Where the next slice begins. Sizes of blobs are numbers of JavaScript, as they are here.
    read: f64,
    /// The next slices, as far as they have been asked for, and where the one behind them begins.
    coming: VecDeque<JsFuture>,
    asked: f64,
    /// Whether its bytes are kept already, or are not to be.
    pub is_kept: bool,
    /// The workbook of which it is a sheet's text.
    pub workbook: Option<WorkbookSource>,
    /// The sheet that was read before, until it is certain that this one can be.
    before: Option<(Blob, u32)>,
}

impl FileSource {
    /// Begins to read a file.
    pub fn new(blob: Blob, is_kept: bool) -> Self {
        let mut source = Self {
            blob,
            read: 0.0,
            coming: VecDeque::new(),
            asked: 0.0,
            is_kept,
            workbook: None,
            before: None,
        };
        // If that fails, `slice` tries once more and says why.
        let _ = source.ask();
        source
    }

    pub const fn blob(&self) -> &Blob {
        &self.blob
    }

    /// The next slice, and where it begins; the same until somebody goes on behind it.
    pub async fn slice(&mut self) -> Result<(Uint8Array, f64), JsValue> {
        self.ask()?;
        let Some(next) = self.coming.pop_front() else {
            return Ok((Uint8Array::new_with_length(0), self.read));
        };
        let buffer = match next.await {
            Ok(buffer) => buffer,
            Err(error) => {
                // Those behind it are not to be taken for it.
                self.coming.clear();
                self.asked = self.read;
                return Err(error);
            }
        };
        self.coming.push_front(JsFuture::from(Promise::resolve(&buffer)));

        Ok((Uint8Array::new(&buffer), self.read))
    }

    /// Goes on behind a slice.
    pub fn advance(&mut self, slice: &Uint8Array) {
        self.coming.pop_front();
        self.read += f64::from(slice.length());
    }

    /// Asks for the next slices.
    fn ask(&mut self) -> Result<(), JsValue> {
        while self.coming.len() < AHEAD && self.asked < self.blob.size() {
            let length = if self.asked > 0.0 { SLICE } else { FIRST_SLICE };
            let slice = self.blob.slice_with_f64_and_f64(self.asked, self.asked + length)?;
            self.coming.push_back(JsFuture::from(slice.array_buffer()));
            self.asked += length;
        }
        Ok(())
    }

    fn begin_again(&mut self) {
        self.coming.clear();
        (self.read, self.asked) = (0.0, 0.0);
    }

    /// Reads the text of another sheet of the workbook from now on.
    pub fn read_sheet(&mut self, text: Blob, sheet: u32) {
        let Some(workbook) = &mut self.workbook else { return };
        let (before, now_before) = (std::mem::replace(&mut self.blob, text), workbook.sheet.replace(sheet));
        if let (None, Some(sheet)) = (&self.before, now_before) {
            self.before = Some((before, sheet));
        }
        self.begin_again();
    }

    /// Begins anew, with the sheet that was read before if this is another.
    pub fn rewind(&mut self) {
        self.begin_again();
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

/// Whether what a file begins with is a zip archive's, or a compound file's as old and encrypted workbooks are.
pub fn is_workbook(slice: &Uint8Array) -> bool {
    let head = slice.subarray(0, 4).to_vec();
    head == *b"PK\x03\x04" || head == *b"\xd0\xcf\x11\xe0"
}

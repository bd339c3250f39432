//! A workbook: a worker of its own turns a sheet into text, so that the memory which a large workbook takes goes
//! back as soon as its text is there.

use super::inbox::{Event, Inbox};
use domain::imports::ReadError;
use js_sys::Uint8Array;
use protocol::wire::{pack_sheet, unpack};
use protocol::{FromWorkbook, NewFile, Sheets};
use std::rc::Rc;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, UnwrapThrowExt, throw_str};
use web_sys::{Blob, MessageEvent, Worker, WorkerOptions, WorkerType};

/// The workbook that is open.
pub struct WorkbookSource {
    pub blob: Blob,
    /// How it was opened.
    pub file: NewFile,
    /// Where the worker is that reads it.
    pub url: String,
    /// The sheet whose text is the file; `None` before the first.
    pub sheet: Option<u32>,
}

/// What came of reading a sheet.
pub enum SheetRead {
    Text(Sheets, Uint8Array),
    Failed(ReadError),
    /// Something else is wanted by now.
    Superseded,
}

impl WorkbookSource {
    /// Reads a sheet, or the one that is probably meant. `progress` hears how many bytes have been read, and of how
    /// many.
    pub async fn read(
        &self,
        sheet: Option<u32>,
        inbox: &Rc<Inbox>,
        progress: impl Fn(u64, u64),
    ) -> SheetRead {
        let worker = Reader::start(&self.url, inbox);
        worker.post(&self.blob, sheet);

        loop {
            match inbox.next_of_workbook().await {
                Some(Event::FromWorkbook(FromWorkbook::Reading { read, of }, _)) => progress(read, of),
                Some(Event::FromWorkbook(FromWorkbook::Sheet(sheets), text)) => {
                    return SheetRead::Text(sheets, text.unchecked_into());
                }
                Some(Event::FromWorkbook(FromWorkbook::Failed { error }, _)) => {
                    return SheetRead::Failed(error);
                }
                Some(_) => throw_str("the worker that reads workbooks cannot go on"),
                None => return SheetRead::Superseded,
            }
        }
    }
}

/// The worker that reads a workbook. It ends, and its memory goes back, when this is dropped.
struct Reader {
    worker: Worker,
    inbox: Rc<Inbox>,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
    _on_error: Closure<dyn FnMut()>,
}

impl Reader {
    fn start(url: &str, inbox: &Rc<Inbox>) -> Self {
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let worker = Worker::new_with_options(url, &options).expect_throw("a worker");

        let on_message = {
            let inbox = Rc::clone(inbox);
            Closure::new(move |event: MessageEvent| {
                inbox.push(match unpack(&event.data()) {
                    Some((message, along)) => Event::FromWorkbook(message, along),
                    None => Event::WorkbookBroke,
                });
            })
        };
        let on_error = {
            let inbox = Rc::clone(inbox);
            Closure::new(move || inbox.push(Event::WorkbookBroke))
        };

        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));

        Self { worker, inbox: Rc::clone(inbox), _on_message: on_message, _on_error: on_error }
    }

    fn post(&self, file: &Blob, sheet: Option<u32>) {
        // Files and numbers can always be posted.
        let _ = self.worker.post_message(&pack_sheet(file.as_ref(), sheet));
    }
}

impl Drop for Reader {
    fn drop(&mut self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
        self.inbox.forget_workbook();
    }
}

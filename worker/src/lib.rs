//! The import's worker: a file in, verdicts out, away from the page's thread.
//!
//! `worker.js` beside this crate loads it and carries messages; [`Session`] does the work, and knows
//! nothing of browsers.

mod bulk_actions;
mod changes;
mod clusters;
mod domains;
mod file_validator;
mod issue_set;
mod report;
mod search_term;
mod session;
mod table;
mod verdict_counts;
mod view;

pub use session::Session;

use js_sys::Uint8Array;
use wasm_bindgen::prelude::wasm_bindgen;

/// The session as the loader sees it: JSON in, JSON out.
#[wasm_bindgen]
#[derive(Default)]
pub struct ImportSession {
    session: Session,
}

#[wasm_bindgen]
impl ImportSession {
    /// A session without a file.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// Answers a request; `undefined` when `work` will.
    pub fn receive(&mut self, request: &str) -> Option<String> {
        self.session.receive(request)
    }

    /// Takes the changes of an earlier session, each as its note, to be made again.
    pub fn restore(&mut self, changes: Vec<String>) {
        self.session.restore(changes);
    }

    /// Whether a file is open, or on its way.
    pub fn has_file(&self) -> bool {
        self.session.has_file()
    }

    /// Whether more of the file is to be fed.
    pub fn wants_bytes(&self) -> bool {
        self.session.wants_bytes()
    }

    /// Takes in the next slice of the file.
    pub fn feed(&mut self, slice: &Uint8Array) -> String {
        self.session.feed(slice.length() as usize, |buffer| slice.copy_to(buffer))
    }

    /// Gives the file up, because the browser could not read it.
    pub fn abandon(&mut self) -> String {
        self.session.abandon()
    }

    /// Hears that a sheet cannot be read, and why.
    pub fn fail(&mut self, error: &str) -> String {
        self.session.fail(error)
    }

    /// Does some of the work that is left and says how far it came; `undefined` when there is none.
    pub fn work(&mut self) -> Option<String> {
        self.session.work()
    }

    /// The change that the last answer was about, to be kept.
    pub fn take_journal(&mut self) -> Option<String> {
        self.session.take_journal()
    }

    /// The file that the last answer announced.
    pub fn take_file(&mut self) -> Option<Vec<u8>> {
        self.session.take_file()
    }
}

//! The worker in its browser.

mod autosave;
mod file_source;
mod inbox;
mod main_loop;
mod scope;
mod server;
mod workbook_source;

use inbox::Inbox;
use js_sys::Array;
use main_loop::MainLoop;
use scope::Scope;
use std::rc::Rc;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::spawn_local;

/// Takes over from `loader.js`, which kept the messages that came meanwhile.
#[wasm_bindgen]
pub fn start(waiting: &Array) {
    let inbox = Rc::new(Inbox::default());
    let scope = Scope::take(&inbox, waiting);
    spawn_local(MainLoop::new(scope, inbox).run());
}

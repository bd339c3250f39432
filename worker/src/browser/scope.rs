//! The global scope of the worker: messages to and from the page, and the turns of its event loop.

use super::inbox::{Event, Inbox};
use js_sys::{Array, Function, Promise, Uint8Array};
use protocol::wire::{pack, unpack};
use protocol::{FromWorker, Response};
use std::rc::Rc;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue, UnwrapThrowExt};
use wasm_bindgen_futures::JsFuture;
use web_sys::{DedicatedWorkerGlobalScope, MessageChannel, MessageEvent};

/// The scope, and a channel to itself.
pub struct Scope {
    global: DedicatedWorkerGlobalScope,
    channel: MessageChannel,
}

impl Scope {
    /// Has the page's messages put into the inbox, those first that have come already.
    pub fn take(inbox: &Rc<Inbox>, waiting: &Array) -> Self {
        let global: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
        let channel = MessageChannel::new().expect_throw("a channel");
        let scope = Self { global, channel };

        let receive = {
            let (inbox, global) = (Rc::clone(inbox), scope.global.clone());
            move |data: JsValue| {
                if let Some((message, along)) = unpack(&data) {
                    inbox.push(Event::FromPage(Box::new(message), along));
                } else {
                    let why = "a message that this worker does not know".to_owned();
                    post(&global, &FromWorker::Response(Response::Refused { why }));
                }
            }
        };

        for data in waiting.iter() {
            receive(data);
        }

        let on_message = Closure::<dyn FnMut(_)>::new(move |event: MessageEvent| receive(event.data()));
        scope.global.set_onmessage(Some(on_message.into_js_value().unchecked_ref()));
        scope
    }

    /// Posts a message to the page.
    pub fn post(&self, message: &FromWorker) {
        post(&self.global, message);
    }

    /// Posts a message to the page, and bytes with it.
    pub fn post_with(&self, message: &FromWorker, bytes: &[u8]) {
        let bytes = Uint8Array::from(bytes);
        let buffer = Array::of1(&bytes.buffer());
        // A buffer of ours can be given away.
        let _ = self.global.post_message_with_transfer(&pack(message, &bytes), &buffer);
    }

    /// A turn of the event loop, in which messages arrive; without the 4 ms that timers wait.
    pub async fn turn(&self) {
        let next = Promise::new(&mut |resolve: Function, _| {
            self.channel.port1().set_onmessage(Some(&resolve));
            // Nothing can always be posted.
            let _ = self.channel.port2().post_message(&JsValue::NULL);
        });
        let _ = JsFuture::from(next).await;
    }
}

/// Waits so many milliseconds.
pub async fn sleep(milliseconds: i32) {
    let global: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let over = Promise::new(&mut |resolve: Function, _| {
        // Only a callback that would have to be compiled is refused.
        let _ = global.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, milliseconds);
    });
    let _ = JsFuture::from(over).await;
}

fn post(global: &DedicatedWorkerGlobalScope, message: &FromWorker) {
    // Strings can always be posted.
    let _ = global.post_message(&pack(message, &JsValue::UNDEFINED));
}

//! What has happened and is not answered yet.

use crate::sending::{Answer, Ticket};
use protocol::{FromWorkbook, Request, ToWorker};
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::future::poll_fn;
use std::task::{Poll, Waker};
use wasm_bindgen::JsValue;

pub enum Event {
    /// The page sent a message, and what comes along with it.
    FromPage(Box<ToWorker>, JsValue),
    /// The worker that reads a workbook did.
    FromWorkbook(FromWorkbook, JsValue),
    /// That worker cannot go on.
    WorkbookBroke,
    /// The server answered, or could not be reached.
    Answered(Ticket, Answer),
    SecondPassed(Ticket),
}

impl Event {
    /// Whether what is being read is of no use after it.
    pub fn supersedes(&self) -> bool {
        let Self::FromPage(message, _) = self else { return false };
        matches!(
            **message,
            ToWorker::Chosen | ToWorker::Open { .. } | ToWorker::Request(Request::Reread { .. })
        )
    }

    const fn is_of_workbook(&self) -> bool {
        matches!(self, Self::FromWorkbook(..) | Self::WorkbookBroke)
    }
}

/// Events in the order in which they came.
#[derive(Default)]
pub struct Inbox {
    events: RefCell<VecDeque<Event>>,
    waiting: Cell<Option<Waker>>,
}

impl Inbox {
    pub fn push(&self, event: Event) {
        self.events.borrow_mut().push_back(event);
        if let Some(waker) = self.waiting.take() {
            waker.wake();
        }
    }

    /// The next event, if one is there.
    pub fn pop(&self) -> Option<Event> {
        self.events.borrow_mut().pop_front()
    }

    /// Whether what is being read is of no use any more.
    pub fn has_superseding(&self) -> bool {
        self.events.borrow().iter().any(Event::supersedes)
    }

    /// Waits until an event is there.
    pub async fn filled(&self) {
        self.wait_for(|events| (!events.is_empty()).then_some(())).await;
    }

    /// The next event of a workbook's worker; `None` when something else is wanted by now, which stays here.
    pub async fn next_of_workbook(&self) -> Option<Event> {
        self.wait_for(|events| {
            if events.iter().any(Event::supersedes) {
                return Some(None);
            }
            let at = events.iter().position(Event::is_of_workbook)?;
            Some(events.remove(at))
        })
        .await
    }

    /// Drops what a worker said that has been ended.
    pub fn forget_workbook(&self) {
        self.events.borrow_mut().retain(|event| !event.is_of_workbook());
    }

    async fn wait_for<T>(&self, mut find: impl FnMut(&mut VecDeque<Event>) -> Option<T>) -> T {
        poll_fn(|context| {
            if let Some(found) = find(&mut self.events.borrow_mut()) {
                return Poll::Ready(found);
            }
            self.waiting.set(Some(context.waker().clone()));
            Poll::Pending
        })
        .await
    }
}

//! Answers the page, and works in between.

use super::autosave::Autosave;
use super::file_source::{FileSource, is_workbook};
use super::inbox::{Event, Inbox};
use super::scope::{Scope, sleep};
use super::server;
use super::workbook_source::{SheetRead, WorkbookSource};
use crate::journal::Note;
use crate::rehearsal::rehearse;
use crate::sending::{Asked, Effect, Sender};
use crate::session::Session;
use domain::ids::CustomerId;
use domain::imports::Overrides;
use js_sys::Array;
use protocol::wire::pack;
use protocol::{AutosaveRequest, DraftUrls, FromWorker, NewFile, Request, Response, ToWorker};
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::spawn_local;
use web_sys::Blob;

/// The worker: what it works on, and what it works with.
pub struct MainLoop {
    scope: Scope,
    inbox: Rc<Inbox>,
    session: Session,
    autosave: Autosave,
    /// The file that was chosen, until it is opened.
    chosen: Option<FileSource>,
    source: Option<FileSource>,
    sender: Sender,
    draft_urls: DraftUrls,
    /// Whose people the rows are.
    customer: Option<CustomerId>,
    /// Whether the code has been run that reads a file.
    is_rehearsed: bool,
}

impl MainLoop {
    pub fn new(scope: Scope, inbox: Rc<Inbox>) -> Self {
        Self {
            scope,
            inbox,
            session: Session::default(),
            autosave: Autosave::default(),
            chosen: None,
            source: None,
            sender: Sender::default(),
            draft_urls: DraftUrls::default(),
            customer: None,
            is_rehearsed: false,
        }
    }

    /// Runs until the page ends the worker.
    pub async fn run(mut self) {
        loop {
            while let Some(event) = self.inbox.pop() {
                self.answer(event).await;
            }
            if self.session.wants_bytes() {
                self.read_on().await;
            } else if let Some(response) = self.session.work() {
                self.say(response);
                if !self.session.has_file() {
                    self.autosave.forget_current().await;
                }
                self.carry_out();
                self.scope.turn().await;
            } else if self.is_rehearsed {
                self.inbox.filled().await;
            } else {
                self.is_rehearsed = true;
                for response in rehearse() {
                    pack(&FromWorker::Response(response), &JsValue::UNDEFINED);
                }
            }
        }
    }

    async fn answer(&mut self, event: Event) {
        match event {
            Event::FromPage(message, along) => self.receive(*message, along).await,
            Event::Answered(ticket, answer) => self.sender.answered(ticket, &answer, &mut self.session),
            Event::SecondPassed(ticket) => self.sender.second_passed(ticket, &mut self.session),
            // Whoever waited for it has gone.
            Event::FromWorkbook(..) | Event::WorkbookBroke => {}
        }
        self.carry_out();
    }

    async fn receive(&mut self, message: ToWorker, along: JsValue) {
        match message {
            ToWorker::Chosen => {
                self.close();
                // Somebody waits for this one.
                self.is_rehearsed = true;
                self.chosen = Some(FileSource::new(along.unchecked_into(), false));
            }
            ToWorker::Open { file, is_kept, owner, customer, workbook_url, draft_urls } => {
                (self.draft_urls, self.customer) = (draft_urls, customer);
                self.open(*file, is_kept, &owner, workbook_url).await;
            }
            ToWorker::Request(Request::Reread { overrides, carry }) => self.reread(overrides, carry).await,
            ToWorker::Request(request) => {
                if let Some(response) = self.session.receive(request) {
                    self.say(response);
                }
            }
            ToWorker::Autosave(request) => self.keep(request).await,
            ToWorker::Sending(request) => self.sender.receive(request, &mut self.session),
        }
    }

    /// Does what the comparison needs outside of it.
    fn carry_out(&mut self) {
        for effect in self.sender.take_effects() {
            match effect {
                Effect::Say(message) => self.scope.post(&message),
                Effect::KeepDraft(draft, rows) => self.autosave.note(Note::Draft(draft, rows)),
                Effect::Call(ticket, call) => {
                    let asked = Asked { call: &call, customer: self.customer };
                    server::call(&self.draft_urls, &asked, ticket, Rc::clone(&self.inbox));
                }
                Effect::WaitASecond(ticket) => {
                    let inbox = Rc::clone(&self.inbox);
                    spawn_local(async move {
                        sleep(1000).await;
                        inbox.push(Event::SecondPassed(ticket));
                    });
                }
            }
        }
    }

    /// Posts what the session says, and keeps what it is about. What cannot be read otherwise is read again as it was;
    /// what is there and changes is compared with what the server has.
    fn say(&mut self, response: Response) {
        match (&response, &mut self.source) {
            (Response::ReopenRejected { .. }, Some(source)) => source.rewind(),
            (Response::Checking { done: true, .. }, Some(source)) => source.settle(),
            _ => {}
        }

        match &response {
            Response::ReopenRejected { .. } | Response::Failed { .. } => self.sender.reset(None),
            Response::Checking { done: true, summary } | Response::Changed { summary, .. } => {
                self.sender.begin(&mut self.session, summary);
            }
            _ => {}
        }

        if let Some(note) = self.session.take_note() {
            self.autosave.note(note);
        }

        let message = FromWorker::Response(response);
        match self.session.take_file() {
            Some(made) => self.scope.post_with(&message, &made),
            None => self.scope.post(&message),
        }
    }

    /// Ends what is open, which is not to be gone back to.
    fn close(&mut self) -> Response {
        self.source = None;
        self.sender.reset(None);
        self.session.abandon()
    }

    /// Opens the file that was chosen, which is kept in the place of what was, or the one that was kept.
    async fn open(&mut self, file: NewFile, is_kept: bool, owner: &str, workbook_url: String) {
        let unreadable = self.close();
        let opened = match (self.chosen.take(), is_kept) {
            (_, true) => self.autosave.resume(owner).await.map(|(blob, journal)| {
                self.sender.reset(journal.draft);
                (FileSource::new(blob, true), journal.commands)
            }),
            (Some(source), false) => {
                let (name, size, overrides) = (file.name.clone(), file.size, file.overrides.clone());
                self.autosave.begin(owner, Note::Opened { name, size, overrides }).await;
                Some((source, Vec::new()))
            }
            (None, false) => None,
        };
        let Some((mut source, commands)) = opened else {
            self.say(unreadable);
            return;
        };

        // One that cannot be read is said to be so when it comes in.
        let is_workbook = source.slice().await.is_ok_and(|(head, _)| is_workbook(&head));
        if is_workbook {
            self.store_whole(&mut source).await;
            let (blob, overrides) = (source.blob().clone(), file.overrides.clone());
            source.workbook = Some(WorkbookSource { blob, file, url: workbook_url, sheet: None });
            self.source = Some(source);
            if !self.open_sheet(overrides).await {
                return;
            }
        } else {
            self.source = Some(source);
            let response = self.session.open(file, None);
            self.say(response);
        }

        self.session.restore(commands);
    }

    /// Keeps a workbook as it is, so that it can be resumed with all its sheets.
    async fn store_whole(&mut self, source: &mut FileSource) {
        let size = source.blob().size();
        while !source.is_kept {
            // When it cannot be read any more, that will be said in a moment.
            let Ok((slice, at)) = source.slice().await else { break };
            self.autosave.store(&slice, at, size);
            source.advance(&slice);
            source.is_kept = at + f64::from(slice.length()) >= size;
        }

        source.is_kept = true;
    }

    /// Reads the open file otherwise. Another sheet of a workbook is another file.
    async fn reread(&mut self, mut overrides: Overrides, carry: bool) {
        self.sender.reset(None);
        if let Some(workbook) = self.source.as_ref().and_then(|source| source.workbook.as_ref()) {
            if workbook.sheet.is_none() || overrides.sheet.is_some_and(|sheet| workbook.sheet != Some(sheet))
            {
                self.open_sheet(overrides).await;
                return;
            }
            overrides.delimiter = Some(SHEET_DELIMITER);
        }

        if let Some(response) = self.session.receive(Request::Reread { overrides, carry }) {
            self.say(response);
        }
    }

    /// Has a sheet of the workbook turned into text, and opens that. Says whether it is open; it is not when it cannot
    /// be read, or something else is wanted by now.
    async fn open_sheet(&mut self, overrides: Overrides) -> bool {
        let Some(workbook) = self.source.as_ref().and_then(|source| source.workbook.as_ref()) else {
            return false;
        };

        let progress = |read, of| self.scope.post(&FromWorker::Response(Response::Reading { read, of }));
        let wanted = overrides.sheet.or(workbook.sheet);
        let (sheets, text) = match workbook.read(wanted, &self.inbox, progress).await {
            SheetRead::Text(sheets, text) => (sheets, text),
            SheetRead::Failed(error) => {
                let response = self.session.fail(error);
                if !self.session.has_file() {
                    self.source = None;
                    self.autosave.forget_current().await;
                }
                self.say(response);
                return false;
            }
            SheetRead::Superseded => return false,
        };

        let overrides = Overrides { delimiter: Some(SHEET_DELIMITER), ..overrides };
        let file = NewFile { size: u64::from(text.length()), overrides, ..workbook.file.clone() };
        let Ok(text) = Blob::new_with_u8_array_sequence(&Array::of1(&text)) else { return false };

        if let Some(source) = &mut self.source {
            source.read_sheet(text, sheets.sheet);
        }

        let response = self.session.open(file, Some(sheets));
        self.say(response);
        true
    }

    async fn keep(&mut self, request: AutosaveRequest) {
        let file = match request {
            AutosaveRequest::Recall { owner } => self.autosave.recall(&owner).await,
            AutosaveRequest::Forget { owner } => {
                self.autosave.forget(&owner).await;
                None
            }
        };
        self.scope.post(&FromWorker::Autosaved { file });
    }

    /// Feeds the session the next slice of the file.
    async fn read_on(&mut self) {
        let Some(source) = &mut self.source else { return };
        let Ok((slice, at)) = source.slice().await else {
            self.autosave.forget_current().await;
            let response = self.session.abandon();
            self.say(response);
            return;
        };

        // If another file has been chosen meanwhile, the slice is not of it; if not, it is read again.
        if self.inbox.has_superseding() {
            return;
        }

        if !source.is_kept {
            self.autosave.store(&slice, at, source.blob().size());
        }

        source.advance(&slice);
        let response = self.session.feed(slice.length() as usize, |buffer| slice.copy_to(buffer));
        self.say(response);
    }
}

/// Between the cells of a sheet's text, which is ours: nothing is to be guessed.
const SHEET_DELIMITER: char = ';';

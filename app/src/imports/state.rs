//! The state of the page: what the worker has said, what is being done with it.

mod autosave;
mod choices;
mod columns;
mod commit;
mod reading;
mod repair;
mod rows;
mod sending;

pub use choices::Choice;
pub use commit::Commit;
pub use reading::PendingReread;
pub use repair::RepairMessage;
pub use rows::{FIXED_COLUMNS, Marks, Rows};

use super::api::{ImportBasis, load_import_basis};
use super::browser::{Attachment, Upload, WorkerLink};
use super::texts::Texts;
use crate::api::ApiError;
use crate::i18n::use_texts;
use domain::ids::{CustomerId, DraftId, ImportId};
use domain::imports::{Encoding, Field, Opened, Overrides, ReadError};
use domain::reference::ReferenceData;
use leptos::prelude::*;
use leptos::task::spawn_local;
use protocol::{
    AutosavedFile, ClusterKey, Command, FromWorker, NewFile, Replacement, Request, Response, RowFilter,
    Sending, Sheets, Summary, ToWorker,
};

/// Which step the page shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// A file is to be chosen.
    Choose,
    /// Its rows are to be checked.
    Check,
}

/// Why there is nothing to check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The button was pressed without a file.
    NothingChosen,
    /// The file cannot be read.
    Unreadable(ReadError),
    /// The worker cannot go on.
    Broken,
    /// The server did not answer as it should.
    Server(ApiError),
}

/// The state of the page. Every part of the page holds a copy.
#[derive(Clone, Copy)]
pub struct ImportState {
    /// Which step is shown.
    pub stage: RwSignal<Stage>,
    /// Why the last file could not be read.
    pub refusal: RwSignal<Option<Refusal>>,
    /// The file: its name and its size in bytes.
    pub file: RwSignal<(String, u64)>,
    /// Bytes that have been read.
    pub read: RwSignal<u64>,
    /// How the file reads.
    pub opened: RwSignal<Option<Opened>>,
    /// The workbook that it is a sheet of.
    pub workbook: RwSignal<Option<Sheets>>,
    /// Counts over its rows.
    pub summary: RwSignal<Summary>,
    /// Whether all rows have been checked.
    pub checked: RwSignal<bool>,
    /// The rows that are shown.
    pub rows: Rows,
    /// What was done last, for the line below the grid.
    pub notice: RwSignal<Option<Notice>>,
    /// In how many rows a text would be replaced.
    pub replaceable: RwSignal<Option<(Replacement, u32)>>,
    /// How the answer to the last change is worded.
    repair_message: StoredValue<RepairMessage>,
    /// The comparison with what the server has.
    pub sending: RwSignal<Sending>,
    pub commit: RwSignal<Commit>,
    /// How many rows the server writes in a second, about.
    pub pace: StoredValue<u32>,
    /// The draft on the server.
    pub draft: RwSignal<Option<DraftId>>,
    /// A file that was being worked on when the page was left.
    pub autosaved: RwSignal<Option<AutosavedFile>>,
    /// The import that was made, while what was kept of it is dropped.
    imported: StoredValue<Option<ImportId>>,
    /// Under whose name the file is kept.
    owner: StoredValue<String>,
    /// For whom: in another tab, another customer may be chosen by now.
    customer: Option<CustomerId>,
    /// What rows are judged against.
    pub reference: StoredValue<ReferenceData>,
    /// Whether the columns are read as they were the last time.
    pub reuse_previous_mapping: RwSignal<bool>,
    /// Whether the last time was taken back, which is remembered as well.
    forgot_previous_mapping: StoredValue<bool>,
    /// The headings of which the last time was asked for; absent for a file that is gone on with.
    columns_of: StoredValue<Option<Vec<String>>>,
    /// Another reading that waits for an answer.
    pub pending_reread: RwSignal<Option<PendingReread>>,
    /// Why the file could not be read as was asked for, and stays as it was.
    pub reread_error: RwSignal<Option<ReadError>>,
    /// What was chosen by hand about how to read the file.
    overrides: StoredValue<Overrides>,
    /// What was chosen before, until it is certain that the file can be read so.
    overrides_before: StoredValue<Option<Overrides>>,
    /// Raised when all rows become other ones, so that late answers are recognised.
    reading: StoredValue<u32>,
    link: StoredValue<Option<WorkerLink>>,
    texts: &'static Texts,
}

/// What was done last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notice {
    /// So many rows were changed, in this way.
    Changed(u32, RepairMessage),
    /// There is no further row in error.
    NoMoreErrors,
    /// The rows in error were saved in UTF-8, because this encoding, the file's, lacks a character.
    SavedAsUtf8(Encoding),
}

impl ImportState {
    /// Nothing is chosen yet.
    pub fn new() -> Self {
        Self {
            stage: RwSignal::new(Stage::Choose),
            refusal: RwSignal::new(None),
            file: RwSignal::new((String::new(), 0)),
            read: RwSignal::new(0),
            opened: RwSignal::new(None),
            workbook: RwSignal::new(None),
            summary: RwSignal::new(Summary::default()),
            checked: RwSignal::new(false),
            rows: Rows::new(),
            notice: RwSignal::new(None),
            replaceable: RwSignal::new(None),
            repair_message: StoredValue::new(RepairMessage::Changed),
            sending: RwSignal::new(Sending::Idle),
            commit: RwSignal::new(Commit::Idle),
            pace: StoredValue::new(0),
            draft: RwSignal::new(None),
            autosaved: RwSignal::new(None),
            imported: StoredValue::new(None),
            owner: StoredValue::new(autosave::owner()),
            customer: autosave::customer(),
            reference: StoredValue::new(ReferenceData::default()),
            reuse_previous_mapping: RwSignal::new(false),
            forgot_previous_mapping: StoredValue::new(false),
            columns_of: StoredValue::new(None),
            pending_reread: RwSignal::new(None),
            reread_error: RwSignal::new(None),
            overrides: StoredValue::new(Overrides::default()),
            overrides_before: StoredValue::new(None),
            reading: StoredValue::new(0),
            link: StoredValue::new(None),
            texts: use_texts().imports(),
        }
    }

    /// Starts the worker, so that it is there when a file is chosen.
    pub fn prepare(self) {
        let on_message = move |message, attachment: Attachment| match message {
            FromWorker::Response(response) => self.on_response(response, &attachment),
            FromWorker::Autosaved { file } => self.on_autosaved(file),
            FromWorker::Sending(report) => self.on_sending(report),
        };
        let on_broken = move || match self.imported.get_value() {
            Some(import) => self.commit.set(Commit::Done(import)),
            None => self.refuse(Refusal::Broken),
        };

        self.link.set_value(WorkerLink::start(on_message, on_broken));
        self.recall();
    }

    /// Reads and checks a file.
    pub fn open(self, file: &Upload) {
        self.start_over();
        self.columns_of.set_value(Some(Vec::new()));
        self.forgot_previous_mapping.set_value(false);
        self.overrides.set_value(Overrides::default());
        self.with_link(|link| link.choose(file));
        self.check_file(file.name(), file.size(), false);
    }

    /// Has the file that was chosen, or the one that was kept, checked against the reference as it now is.
    fn check_file(self, name: String, size: u64, is_kept: bool) {
        self.file.set((name.clone(), size));
        self.refusal.set(None);
        self.overrides_before.set_value(None);
        let reading = self.reading.get_value();
        spawn_local(async move {
            let basis = load_import_basis(self.customer).await;
            if self.reading.try_get_value() != Some(reading) {
                return;
            }
            match basis {
                Err(error) => self.refuse(Refusal::Server(error)),
                Ok(ImportBasis { reference, today, pace }) => {
                    self.pace.set_value(pace);
                    self.reference.set_value(reference.clone());
                    let overrides = self.overrides.get_value();
                    let new = NewFile { name, size, reference, today, overrides };
                    self.autosaved.set(None);
                    let owner = self.owner.get_value();
                    if self.with_link(|link| link.open(new, is_kept, &owner, self.customer)).is_none() {
                        self.refuse(Refusal::Broken);
                    }
                }
            }
        });
    }

    /// Goes back to the choice of a file. The worker ends, and its memory goes back.
    pub fn close(self) {
        self.start_over();
        self.file.set((String::new(), 0));
        self.opened.set(None);
        self.stage.set(Stage::Choose);
        self.prepare();
    }

    pub fn show(self, filter: RowFilter) {
        self.rows.show(filter);
        self.request_rows();
    }

    pub fn edit(self, row: u32, field: Field, value: String) {
        self.command(Command::Edit { row, field, value });
    }

    /// Corrects all rows with one mistake.
    pub fn correct(self, cluster: ClusterKey) {
        if cluster.kind.leaves_out() {
            self.repair_message.set_value(RepairMessage::Discarded);
        }
        if cluster.kind.splits() {
            self.repair_message.set_value(RepairMessage::Split);
        }
        self.command(Command::Correct { cluster });
    }

    /// Makes all these corrections, as one change.
    pub fn correct_all(self, clusters: Vec<ClusterKey>) {
        self.command(Command::CorrectAll { clusters });
    }

    /// Takes the last change back.
    pub fn undo(self) {
        self.command(Command::Undo);
    }

    /// Makes the change that was taken back again.
    pub fn redo(self) {
        self.command(Command::Redo);
    }

    /// Goes to the next row in error.
    pub fn next_error(self) {
        let (after, _) = self.rows.active.get_untracked();
        let beyond_start = self.rows.touched.get_value();
        let filter = self.rows.filter.get_untracked();
        self.send(Request::NextError { filter, after: beyond_start.then_some(after) });
    }

    /// Has the rows in error written, with a column that says why: saved, or after the import kept for its report.
    pub fn write_errors(self) {
        self.send(Request::ErrorsFile { locale: self.texts.wording.locale });
    }

    /// Asks where rows in error and with a warning stand among those that are shown.
    pub fn measure(self, strips: u16) {
        self.send(Request::Ruler { filter: self.rows.filter.get_untracked(), strips });
    }

    fn send(self, request: Request) {
        self.post(&ToWorker::Request(request));
    }

    fn command(self, command: Command) {
        self.send(Request::Command(command));
    }

    fn post(self, message: &ToWorker) {
        self.with_link(|link| link.send(message));
    }

    /// Does something with the worker, if there is one.
    fn with_link<T>(self, use_link: impl FnOnce(&WorkerLink) -> T) -> Option<T> {
        self.link.with_value(|link| link.as_ref().map(use_link))
    }

    /// Asks for the rows that are in view, unless they are there or on their way.
    pub fn request_rows(self) {
        if let Some(request) = self.rows.request() {
            self.send(request);
        }
    }

    fn start_over(self) {
        self.reading.update_value(|reading| *reading += 1);
        self.read.set(0);
        self.checked.set(false);
        self.summary.set(Summary::default());
        self.rows.clear();
        self.notice.set(None);
        self.sending.set(Sending::Idle);
        self.commit.set(Commit::Idle);
        self.draft.set(None);
        self.imported.set_value(None);
        self.reuse_previous_mapping.set(false);
        self.pending_reread.set(None);
        self.reread_error.set(None);
    }

    fn refuse(self, refusal: Refusal) {
        self.start_over();
        self.opened.set(None);
        self.stage.set(Stage::Choose);
        if refusal == Refusal::Broken {
            self.prepare();
        }
        self.refusal.set(Some(refusal));
    }

    fn on_response(self, response: Response, attachment: &Attachment) {
        match response {
            Response::Refused { .. } => {}
            Response::Reading { read, .. } => self.read.set(read),
            Response::Opened { opened, workbook } => {
                self.workbook.set(workbook);
                self.opened.set(Some(opened));
                self.stage.set(Stage::Check);
                self.rows.forget_request();
                self.request_rows();
                self.recall_columns();
            }
            Response::Checking { done, summary } => {
                self.rows.grow(summary.rows, done);
                self.summary.set(summary);
                self.checked.set(done);
                self.request_rows();
                if done {
                    self.on_readable();
                }
            }
            Response::Rows { filter, start, total, rows } => {
                self.rows.take(filter, start, total, rows);
                self.request_rows();
            }
            Response::Changed { rows, summary } => {
                self.summary.set(summary);
                self.notice.set(Some(Notice::Changed(rows, self.take_repair_message())));
                self.rows.outdate();
                self.request_rows();
            }
            Response::Search { text } => {
                self.rows.found(&text);
                self.request_rows();
            }
            Response::CountReplaced { replacement, rows } => self.replaceable.set(Some((replacement, rows))),
            Response::Ruler { filter, errors, warnings } => {
                if filter == self.rows.filter.get_untracked() {
                    self.rows.marks.set(Marks { errors, warnings });
                }
            }
            Response::NextError { found: Some((position, field)) } => self.rows.go_to(position, Some(field)),
            Response::NextError { found: None } => self.notice.set(Some(Notice::NoMoreErrors)),
            Response::Recounted { summary } => {
                self.summary.set(summary);
                self.rows.outdate();
                self.request_rows();
            }
            Response::ErrorsFile { name, rows, instead_of } => {
                if let Some(import) = self.imported.get_value() {
                    attachment.store_errors(import, rows, &name);
                } else {
                    attachment.save(&name);
                    self.notice.set(instead_of.map(Notice::SavedAsUtf8));
                }
            }
            Response::ReopenRejected { error } => self.on_reopen_rejected(error),
            Response::Failed { error } => self.refuse(Refusal::Unreadable(error)),
        }
    }
}

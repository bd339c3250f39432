//! One file from its choice to its last verdict.

use crate::changes::HistoryStep;
use crate::file_validator::FileValidator;
use crate::search_term::SearchTerm;
use crate::table::{Table, spans_of};
use domain::imports::{Overrides, ReadError, Sheet, Wording, is_reasons, limits};
use domain::reference::ReferenceData;
use protocol::{Request, Response, Sheets};
use std::collections::VecDeque;

/// A worker's whole state. It is asked by JSON, fed bytes, and told when to go on working.
#[derive(Default)]
pub struct Session {
    file: File,
    /// The name of the file and what its rows are judged against.
    name: String,
    reference: ReferenceData,
    /// The workbook that it is a sheet of.
    workbook: Option<Sheets>,
    made: Option<Vec<u8>>,
    note: Option<String>,
    /// How the open file was told to be read, and its size in bytes.
    overrides: Overrides,
    size: u64,
    /// How it was read before, until it is certain that it can be read otherwise.
    before: Option<Before>,
    /// What was changed, in the words of the requests.
    changes: Vec<String>,
    /// Changes of an earlier session or reading, to be made again once all rows are there.
    kept: Vec<Request>,
    /// The lines of the rows that these changes are about, where that was in another reading.
    lines: Option<Vec<u32>>,
    /// Changes that are asked for before all rows are there, in the words of the request. They wait, and those
    /// after them: on a part of the rows, or in another order, each would be another change.
    held: VecDeque<String>,
}

/// How far a file has come.
#[derive(Default)]
enum File {
    #[default]
    None,
    /// Its bytes are coming in.
    Coming { bytes: Vec<u8>, size: u64, overrides: Overrides },
    /// Its rows are there, checked or being checked.
    Open(Box<Table>),
}

/// A reading that can be gone back to: the file comes in again.
struct Before {
    overrides: Overrides,
    size: u64,
    workbook: Option<Sheets>,
    changes: Vec<String>,
}

/// How many rows are checked before the worker looks whether something else is wanted: some tens of
/// milliseconds of work.
const STEP: u32 = 16_384;

/// How many rows are checked first, so that there is something to show while the browser still compiles.
const FIRST_STEP: u32 = 512;

impl Session {
    /// Answers a request in the words of [`protocol`]; `None` when [`Session::work`] will, for
    /// a change waits until all rows are there.
    pub fn receive(&mut self, request: &str) -> Option<String> {
        let parsed = match serde_json::from_str(request) {
            Ok(parsed) => parsed,
            Err(error) => return Some(json(&Response::Refused { why: error.to_string() })),
        };
        if is_change(&parsed) && (self.is_coming_in() || !self.held.is_empty()) {
            let (_, words) = self.resolve_selection(parsed, request);
            self.held.push_back(words);
            return None;
        }
        if matches!(parsed, Request::Open { .. } | Request::Reread { carry: false, .. }) {
            // They were about what was read before.
            self.held.clear();
        }
        Some(json(&self.answer_and_note(parsed, request)))
    }

    /// Takes changes that [`Session::take_journal`] gave when this file was read the same way before: they are
    /// made again once all rows are there. One that means nothing any more is left out.
    pub fn restore(&mut self, changes: Vec<String>) {
        self.kept = changes.iter().filter_map(|change| serde_json::from_str(change).ok()).collect();
        self.changes = changes;
        self.lines = None;
    }

    /// Whether a file is open, or on its way.
    pub const fn has_file(&self) -> bool {
        !matches!(self.file, File::None)
    }

    fn is_coming_in(&self) -> bool {
        match &self.file {
            File::None => false,
            File::Coming { .. } => true,
            File::Open(table) => table.is_checking(),
        }
    }

    /// Notes what changed something, in words that mean the same whatever is shown.
    fn answer_and_note(&mut self, request: Request, words: &str) -> Response {
        let (request, words) = self.resolve_selection(request, words);
        let response = self.answer(request);
        if matches!(response, Response::Changed { rows: 1.., .. }) {
            self.changes.push(words.clone());
            self.note = Some(words);
        }
        response
    }

    /// A request, and its words, by rows where it was by what is shown.
    fn resolve_selection(&mut self, request: Request, words: &str) -> (Request, String) {
        match (request, &mut self.file) {
            (Request::OnShown { filter, first, last, action }, File::Open(table)) => {
                let request =
                    Request::OnRows { spans: table.shown_spans(filter, first, last, &action), action };
                let words = serde_json::to_string(&request).unwrap_or_default();
                (request, words)
            }
            (request, _) => (request, words.to_owned()),
        }
    }

    /// The change that the last answer was about, to be kept: received again after the same file has
    /// been read the same way, it is made again. Or `{"read":…}`, once the file was read otherwise: how, and
    /// all changes that there are then.
    pub fn take_journal(&mut self) -> Option<String> {
        self.note.take()
    }

    fn answer(&mut self, request: Request) -> Response {
        match request {
            Request::Open { name, size, reference, overrides, workbook } => {
                // One sheet instead of another: the loader gives up what is open before another file.
                if workbook.is_some() {
                    self.snapshot();
                } else {
                    self.before = None;
                }
                self.name = name;
                self.reference = reference;
                self.workbook = workbook;
                self.restore(Vec::new());
                self.expect(size, overrides)
            }
            Request::Reread { overrides, carry } => self.reread(overrides, carry),
            request => match &mut self.file {
                File::Open(table) => answer_about(table, request, &self.name, &mut self.made),
                File::None | File::Coming { .. } => closed(),
            },
        }
    }

    fn reread(&mut self, overrides: Overrides, carry: bool) -> Response {
        self.snapshot();
        let changes = if carry { std::mem::take(&mut self.changes) } else { Vec::new() };
        let lines = self.lines.take();
        self.restore(changes);
        match std::mem::take(&mut self.file) {
            File::Open(table) => {
                // Until its changes have been made again, they are about the rows of the reading before it.
                self.lines = lines.or_else(|| Some(table.lines()));
                self.open(table.sheet.into_bytes(), overrides)
            }
            File::Coming { bytes, size, .. } => {
                self.lines = lines;
                self.file = File::Coming { bytes, size, overrides };
                Response::Reading { read: 0, of: size }
            }
            File::None => closed(),
        }
    }

    /// Notes how the file is read, to go back to it when it cannot be read otherwise.
    fn snapshot(&mut self) {
        if let (None, File::Open(table)) = (&self.before, &mut self.file) {
            if !self.kept.is_empty() {
                // Changes of an earlier session are about rows that have not all come in: what cannot be read
                // of them will be said by the next reading as well.
                while table.is_checking() && table.check(STEP).is_ok() {}
            }
            let (overrides, workbook) = (self.overrides.clone(), self.workbook.clone());
            let changes = self.changes.clone();
            self.before = Some(Before { overrides, size: self.size, workbook, changes });
        }
    }

    /// Has the file read again as it was before, when it cannot be read so.
    fn rollback(&mut self, error: ReadError) -> Response {
        self.file = File::None;
        let Some(before) = self.before.take() else { return Response::Failed { error } };
        self.workbook = before.workbook;
        self.restore(before.changes);
        self.expect(before.size, before.overrides);
        Response::ReopenRejected { error }
    }

    /// Hears that a sheet cannot be read, and why.
    pub fn fail(&mut self, error: &str) -> String {
        self.snapshot();
        json(&self.rollback(serde_json::from_str(error).unwrap_or(ReadError::Damaged)))
    }

    fn expect(&mut self, size: u64, overrides: Overrides) -> Response {
        if size > limits::BYTES {
            return self.rollback(ReadError::TooLarge { max: limits::BYTES });
        }
        self.size = size;
        // At most `limits::BYTES`, so that it fits.
        let bytes = Vec::with_capacity(usize::try_from(size).unwrap_or(0));
        self.file = File::Coming { bytes, size, overrides };
        Response::Reading { read: 0, of: size }
    }

    /// Whether more of a file is to be fed.
    pub fn wants_bytes(&self) -> bool {
        matches!(&self.file, File::Coming { bytes, size, .. } if (bytes.len() as u64) < *size)
    }

    /// Takes in the next `length` bytes, which `copy` writes.
    pub fn feed(&mut self, length: usize, copy: impl FnOnce(&mut [u8])) -> String {
        let File::Coming { bytes, size, .. } = &mut self.file else { return json(&closed()) };
        let before = bytes.len();
        if length == 0 || (before + length) as u64 > *size {
            return self.abandon();
        }
        bytes.resize(before + length, 0);
        copy(&mut bytes[before..]);
        json(&Response::Reading { read: bytes.len() as u64, of: *size })
    }

    /// Gives the file up, because it could not be read to its end.
    pub fn abandon(&mut self) -> String {
        self.file = File::None;
        self.before = None;
        self.held.clear();
        self.restore(Vec::new());
        json(&Response::Failed { error: ReadError::Unreadable })
    }

    /// Does some of the work that is left and says how far it came; `None` when there is none.
    pub fn work(&mut self) -> Option<String> {
        if self.wants_bytes() {
            return None;
        }
        let response = match std::mem::take(&mut self.file) {
            File::None => return None,
            File::Coming { bytes, overrides, .. } => self.open(bytes, overrides),
            File::Open(table) if !table.is_checking() => {
                self.file = File::Open(table);
                let held = self.held.pop_front()?;
                return serde_json::from_str(&held)
                    .ok()
                    .map(|change| json(&self.answer_and_note(change, &held)));
            }
            File::Open(mut table) => match table.check(if table.len() == 0 { FIRST_STEP } else { STEP }) {
                Ok(()) => {
                    let done = !table.is_checking();
                    self.file = File::Open(table);
                    self.checked(done)
                }
                Err(error) => self.rollback(error),
            },
        };
        Some(json(&response))
    }

    /// How far checking has come; at its end with the changes of an earlier session or reading made again.
    fn checked(&mut self, done: bool) -> Response {
        if done {
            self.replay();
            if self.before.take().is_some() {
                self.note_reading();
            }
        }
        match &mut self.file {
            File::Open(table) => Response::Checking { done, summary: table.summary() },
            File::None | File::Coming { .. } => closed(),
        }
    }

    /// Makes changes again. What a change meant may be gone, such as a correction towards a site that is no more:
    /// then it is forgotten, and nothing is taken back for it either.
    fn replay(&mut self) {
        let lines = self.lines.take();
        let (mut done, mut undone) = (Vec::new(), Vec::new());
        self.changes.clear();
        for change in std::mem::take(&mut self.kept) {
            let (from, to) = match change {
                Request::Undo => (&mut done, &mut undone),
                Request::Redo => (&mut undone, &mut done),
                change => {
                    let change = self.on_lines(change, lines.as_deref());
                    let has_effect = self.make(change);
                    done.push(has_effect);
                    if has_effect {
                        undone.clear();
                    }
                    continue;
                }
            };
            let Some(had_effect) = from.pop() else { continue };
            to.push(had_effect);
            if had_effect {
                self.make(change);
            }
        }
    }

    /// Makes a change. Says whether it changed anything.
    fn make(&mut self, change: Request) -> bool {
        let words = serde_json::to_string(&change).unwrap_or_default();
        let has_effect = matches!(self.answer(change), Response::Changed { rows: 1.., .. });
        if has_effect {
            self.changes.push(words);
        }
        has_effect
    }

    /// A change that named rows of another reading, by the rows that stand on those lines now: which rows are
    /// empty, and count for none, depends on what its columns hold.
    fn on_lines(&self, change: Request, lines: Option<&[u32]>) -> Request {
        let (Some(lines), File::Open(table)) = (lines, &self.file) else { return change };
        let now = |row: u32| table.row_on(*lines.get(row as usize)?);
        match change {
            // A row that is none any more is beyond the last.
            Request::Edit { row, field, value } => {
                Request::Edit { row: now(row).unwrap_or(u32::MAX), field, value }
            }
            Request::OnRows { spans, action } => {
                let end = u32::try_from(lines.len()).unwrap_or(u32::MAX);
                let rows = spans.iter().flat_map(|&(first, last)| first..last.saturating_add(1).min(end));
                Request::OnRows { spans: spans_of(&rows.filter_map(now).collect::<Vec<_>>()), action }
            }
            change => change,
        }
    }

    /// Notes that the file is read otherwise than before.
    fn note_reading(&mut self) {
        let overrides = serde_json::to_string(&self.overrides).unwrap_or_default();
        let changes = self.changes.join(",");
        self.note = Some(format!(r#"{{"read":{{"overrides":{overrides},"changes":[{changes}]}}}}"#));
    }

    fn open(&mut self, bytes: Vec<u8>, overrides: Overrides) -> Response {
        match Sheet::open(bytes, &overrides) {
            Ok(sheet) => {
                let table = Table::new(sheet, FileValidator::new(&self.reference));
                let opened = table.opened(&self.reference);
                self.overrides = overrides;
                self.file = File::Open(Box::new(table));
                Response::Opened { opened, workbook: self.workbook.clone() }
            }
            Err(error) => self.rollback(error),
        }
    }

    /// The file that the last answer announced.
    pub fn take_file(&mut self) -> Option<Vec<u8>> {
        self.made.take()
    }
}

/// Whether a request changes rows.
const fn is_change(request: &Request) -> bool {
    matches!(
        request,
        Request::Edit { .. }
            | Request::Correct { .. }
            | Request::OnShown { .. }
            | Request::OnRows { .. }
            | Request::Replace { .. }
            | Request::Undo
            | Request::Redo
    )
}

fn answer_about(table: &mut Table, request: Request, name: &str, made: &mut Option<Vec<u8>>) -> Response {
    let rows = match request {
        Request::Edit { row, field, value } => table.edit(row, field, &value),
        Request::Correct { cluster } => table.correct(&cluster),
        Request::OnRows { spans, action } => table.on_rows(&spans, action),
        Request::Replace { replacement, only_count: true } => {
            let rows = table.count_replaced(&replacement);
            return Response::Replace { replacement, rows };
        }
        Request::Replace { replacement, only_count: false } => table.replace(&replacement),
        Request::Search { text } => {
            table.view.set_search(SearchTerm::new(&text));
            return Response::Search { text };
        }
        Request::Undo => table.step_history(HistoryStep::Undo),
        Request::Redo => table.step_history(HistoryStep::Redo),
        Request::Rows { filter, start, count } => {
            let (rows, total) = table.window(filter, start, count);
            return Response::Rows { filter, start, total, rows };
        }
        Request::NextError { filter, after } => {
            return Response::NextError { found: table.next_error(filter, after) };
        }
        Request::Batch { max } => {
            let (rows, left) = table.batch(max);
            return Response::Batch { rows, left };
        }
        Request::Verdicts { verdicts } => {
            table.take_verdicts(verdicts);
            return Response::Verdicts { summary: table.summary() };
        }
        Request::Resend => {
            table.forget_sent();
            return Response::Resend { summary: table.summary() };
        }
        Request::ErrorsFile { locale } => {
            let (file, rows) = table.errors_file(locale);
            *made = Some(file.bytes);
            let name = errors_name(name, Wording::of(locale).reasons_heading);
            return Response::ErrorsFile { name, rows, instead_of: file.instead_of };
        }
        Request::Open { .. } | Request::Reread { .. } | Request::OnShown { .. } => return closed(),
    };
    Response::Changed { rows, summary: table.summary() }
}

/// `equipe.csv` becomes `equipe-constat.csv`, and stays that when its own rows in error are saved.
fn errors_name(name: &str, heading: &str) -> String {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let before = stem.rsplit_once('-').filter(|(_, last)| is_reasons(last));
    format!("{}-{heading}.csv", before.map_or(stem, |(stem, _)| stem))
}

fn closed() -> Response {
    Response::Refused { why: "no file is open".to_owned() }
}

fn json(response: &Response) -> String {
    // Maps with text keys, numbers and strings: nothing that JSON could refuse.
    serde_json::to_string(response).unwrap_or_default()
}

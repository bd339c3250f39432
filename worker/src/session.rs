//! One file from its choice to its last verdict.

use crate::changes::HistoryStep;
use crate::file_validator::FileValidator;
use crate::journal::Note;
use crate::search_term::SearchTerm;
use crate::split::RowName;
use crate::table::{Table, spans_of};
use domain::end_date::EndDate;
use domain::imports::{
    DraftRow, FileBytes, Overrides, ReadError, RowVerdict, Sheet, Wording, is_reasons, limits,
};
use domain::reference::ReferenceData;
use protocol::{Command, NewFile, Request, Response, Sheets, Summary};
use std::collections::VecDeque;

/// A worker's whole state. It is asked, fed bytes, and told when to go on working.
#[derive(Default)]
pub struct Session {
    file: File,
    /// The name of the file and what its rows are judged against.
    name: String,
    reference: ReferenceData,
    /// The day on which they are judged; absent until a file comes.
    today: Option<EndDate>,
    /// The workbook that it is a sheet of.
    workbook: Option<Sheets>,
    made: Option<Vec<u8>>,
    note: Option<Note>,
    /// How the open file was told to be read, and its size in bytes.
    overrides: Overrides,
    size: u64,
    /// How it was read before, until it is certain that it can be read otherwise.
    before: Option<Before>,
    commands: Vec<Command>,
    /// Changes of an earlier session or reading, to be made again once all rows are there.
    kept: Vec<Command>,
    /// The names of the rows that these changes are about, where that was in another reading.
    names: Option<Vec<RowName>>,
    /// Changes that are asked for before all rows are there. They wait, and those after them: on a part of the rows,
    /// or in another order, each would be another change.
    held: VecDeque<Command>,
}

/// How far a file has come.
#[derive(Default)]
enum File {
    #[default]
    None,
    /// Its bytes are coming in; of a long one the first rows are shown meanwhile.
    Coming { bytes: FileBytes, size: u64, overrides: Overrides, preview: Option<Box<Table>> },
    /// Its rows are there, checked or being checked.
    Open(Box<Table>),
}

/// A reading that can be gone back to: the file comes in again.
struct Before {
    overrides: Overrides,
    size: u64,
    workbook: Option<Sheets>,
    commands: Vec<Command>,
}

/// How many rows are checked before the worker looks whether something else is wanted: some tens of
/// milliseconds of work.
const STEP: u32 = 16_384;

/// How many rows are checked first, so that there is something to show while the browser still compiles.
const FIRST_STEP: u32 = 512;

/// From so many octets on a file is long: a shorter one has come in sooner than its first rows are drawn, and to draw them
/// twice would keep everybody waiting for the verdict.
const LONG: u64 = 16 * 1024 * 1024;

/// How many octets of a long file are opened by themselves, to show its first rows while the others come in.
pub const PREVIEW: u32 = 256 * 1024;

impl Session {
    /// Awaits the bytes of a file, or of a sheet's text. Ends what was open before; a sheet that cannot be read leads
    /// back to the one of the same workbook that was open.
    pub fn open(&mut self, file: NewFile, workbook: Option<Sheets>) -> Response {
        // What waits was about what was read before.
        self.held.clear();
        if workbook.is_some() {
            self.snapshot();
        } else {
            self.before = None;
        }

        self.name = file.name;
        self.reference = file.reference;
        self.today = Some(file.today);
        self.workbook = workbook;
        self.restore(Vec::new());

        self.expect(file.size, file.overrides)
    }

    /// Answers a request; `None` when [`Session::work`] will, for a change waits until all rows are there.
    pub fn receive(&mut self, request: Request) -> Option<Response> {
        match request {
            Request::Command(command) => self.command(command),
            Request::OnShown { filter, first, last, action } => {
                // What is shown is another thing once the change has waited, or is made again.
                let spans = self.table().map(|table| table.shown_spans(filter, first, last, &action));
                let spans = spans.unwrap_or_default();
                self.command(Command::OnRows { spans, action })
            }
            Request::Reread { overrides, carry } => {
                if !carry {
                    self.held.clear();
                }
                Some(self.reread(overrides, carry))
            }
            request => Some(match &mut self.file {
                File::Open(table) | File::Coming { preview: Some(table), .. } => {
                    answer_about(table, request, &self.name, &mut self.made)
                }
                File::None | File::Coming { .. } => closed(),
            }),
        }
    }

    /// Takes changes that [`Session::take_note`] gave when this file was read the same way before: they are
    /// made again once all rows are there. One that means nothing any more is left out.
    pub fn restore(&mut self, commands: Vec<Command>) {
        self.kept.clone_from(&commands);
        self.commands = commands;
        self.names = None;
    }

    /// Whether a file is open, or on its way.
    pub const fn has_file(&self) -> bool {
        !matches!(self.file, File::None)
    }

    /// The name of the file.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Whether all rows are there, and what an import must have: in a column, or filled in.
    pub fn is_importable(&self) -> bool {
        match &self.file {
            File::Open(table) => {
                let missing = table.sheet.missing(&self.reference);
                !table.is_checking() && missing.into_iter().all(|field| table.is_filled(field))
            }
            File::None | File::Coming { .. } => false,
        }
    }

    /// Counts over the rows of the open file.
    pub fn summary(&mut self) -> Option<Summary> {
        self.table().map(Table::summary)
    }

    /// Rows that the server has not been sent as they now are, those in error among them: at most so many, and how
    /// many more there are.
    pub fn batch(&mut self, max: u32) -> (Vec<DraftRow>, u32) {
        self.table().map(|table| table.batch(max)).unwrap_or_default()
    }

    /// Takes over what the server would do with rows of a batch.
    pub fn take_verdicts(&mut self, verdicts: Vec<RowVerdict>) {
        if let Some(table) = self.table() {
            table.take_verdicts(verdicts);
        }
    }

    /// The draft that had been sent rows is gone: all of them are to be sent anew.
    pub fn forget_sent(&mut self) {
        if let Some(table) = self.table() {
            table.forget_sent();
        }
    }

    fn table(&mut self) -> Option<&mut Table> {
        match &mut self.file {
            File::Open(table) => Some(table),
            File::None | File::Coming { .. } => None,
        }
    }

    fn is_coming_in(&self) -> bool {
        match &self.file {
            File::None => false,
            File::Coming { .. } => true,
            File::Open(table) => table.is_checking(),
        }
    }

    fn command(&mut self, command: Command) -> Option<Response> {
        if self.is_coming_in() || !self.held.is_empty() {
            self.held.push_back(command);
            return None;
        }
        Some(self.make_and_note(command))
    }

    fn make_and_note(&mut self, command: Command) -> Response {
        let command = match self.table() {
            Some(table) => table.spelled_out(command),
            None => command,
        };
        let response = self.make(command.clone());
        if has_effect(&response) {
            self.note = Some(Note::Command(command));
        }
        response
    }

    /// Makes a change, and remembers it if it changed anything.
    fn make(&mut self, command: Command) -> Response {
        let File::Open(table) = &mut self.file else { return closed() };
        let response = run(table, command.clone());
        if has_effect(&response) {
            self.commands.push(command);
        }
        response
    }

    /// What the last answer is about, to be kept: received again after the same file has been read the same way, it
    /// is the same again.
    pub fn take_note(&mut self) -> Option<Note> {
        self.note.take()
    }

    fn reread(&mut self, overrides: Overrides, carry: bool) -> Response {
        self.snapshot();
        let commands = if carry { std::mem::take(&mut self.commands) } else { Vec::new() };
        let names = self.names.take();
        self.restore(commands);

        match std::mem::take(&mut self.file) {
            File::Open(table) => {
                // Until its changes have been made again, they are about the rows of the reading before it.
                self.names = names.or_else(|| Some(table.names()));
                self.open_sheet(table.sheet.into_file(), overrides)
            }
            File::Coming { bytes, size, .. } => {
                self.names = names;
                let read = bytes.len() as u64;
                self.file = File::Coming { bytes, size, overrides, preview: None };
                self.preview().unwrap_or(Response::Reading { read, of: size })
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
            let commands = self.commands.clone();
            self.before = Some(Before { overrides, size: self.size, workbook, commands });
        }
    }

    /// Has the file read again as it was before, when it cannot be read so.
    fn rollback(&mut self, error: ReadError) -> Response {
        self.file = File::None;
        let Some(before) = self.before.take() else { return Response::Failed { error } };
        self.workbook = before.workbook;
        self.restore(before.commands);
        self.expect(before.size, before.overrides);
        Response::ReopenRejected { error }
    }

    /// Hears that a sheet cannot be read, and why.
    pub fn fail(&mut self, error: ReadError) -> Response {
        self.snapshot();
        self.rollback(error)
    }

    fn expect(&mut self, size: u64, overrides: Overrides) -> Response {
        if size > limits::BYTES {
            return self.rollback(ReadError::TooLarge { max: limits::BYTES });
        }

        self.size = size;
        // At most `limits::BYTES`, so that it fits.
        let bytes = FileBytes::of(usize::try_from(size).unwrap_or(0));
        self.file = File::Coming { bytes, size, overrides, preview: None };

        Response::Reading { read: 0, of: size }
    }

    /// Whether more of a file is to be fed.
    pub fn wants_bytes(&self) -> bool {
        matches!(&self.file, File::Coming { bytes, size, .. } if (bytes.len() as u64) < *size)
    }

    /// Takes in the next `length` bytes, which `copy` writes.
    pub fn feed(&mut self, length: usize, copy: impl FnOnce(&mut [u8])) -> Response {
        let File::Coming { bytes, size, .. } = &mut self.file else { return closed() };
        let before = bytes.len();
        if length == 0 || (before + length) as u64 > *size {
            return self.abandon();
        }

        bytes.extend(length, copy);
        let reading = Response::Reading { read: bytes.len() as u64, of: *size };
        // One that is read anew is shown as it was read before.
        let is_first = before == 0 && self.before.is_none();
        if is_first { self.preview().unwrap_or(reading) } else { self.check_preview().unwrap_or(reading) }
    }

    /// Opens as much of a long file as has come in, so that its first rows are shown while the others come: as they seem
    /// to be read, which the whole file may put right. `None` when there is nothing to show.
    fn preview(&mut self) -> Option<Response> {
        let File::Coming { bytes, size, overrides, preview } = &mut self.file else { return None };
        if *size < LONG {
            return None;
        }

        let head = &bytes.whole()[..bytes.whole().len().min(PREVIEW as usize)];
        // A line that is cut off is no row; and one octet does not tell the lines of UTF-16.
        let end = head.iter().rposition(|octet| *octet == b'\n').filter(|_| !head.contains(&0))?;
        let sheet = Sheet::open(head[..=end].to_vec(), overrides).ok()?;
        let table = table_of(sheet, &self.reference, self.today);
        let opened = table.opened(&self.reference);
        *preview = Some(Box::new(table));
        Some(Response::Opened { opened, workbook: self.workbook.clone() })
    }

    /// Checks the first rows of a file that is still coming in, once. `None` when there are none, or they are checked.
    fn check_preview(&mut self) -> Option<Response> {
        let File::Coming { preview, .. } = &mut self.file else { return None };
        let table = preview.as_mut().filter(|table| table.len() == 0)?;
        if table.check(FIRST_STEP).is_err() {
            *preview = None;
            return None;
        }
        Some(Response::Checking { done: false, summary: table.summary() })
    }

    /// Gives the file up, because it could not be read to its end.
    pub fn abandon(&mut self) -> Response {
        self.file = File::None;
        self.before = None;
        self.held.clear();
        self.restore(Vec::new());
        Response::Failed { error: ReadError::Unreadable }
    }

    /// Does some of the work that is left and says how far it came; `None` when there is none.
    pub fn work(&mut self) -> Option<Response> {
        if self.wants_bytes() {
            return None;
        }

        match std::mem::take(&mut self.file) {
            File::None => None,
            File::Coming { bytes, overrides, .. } => Some(self.open_sheet(bytes, overrides)),
            File::Open(table) if table.is_checking() => Some(self.check(table)),
            File::Open(table) => {
                self.file = File::Open(table);
                let held = self.held.pop_front()?;
                Some(self.make_and_note(held))
            }
        }
    }

    /// Checks some more rows.
    fn check(&mut self, mut table: Box<Table>) -> Response {
        match table.check(if table.len() == 0 { FIRST_STEP } else { STEP }) {
            Ok(()) => {
                let done = !table.is_checking();
                self.file = File::Open(table);
                self.checked(done)
            }
            Err(error) => self.rollback(error),
        }
    }

    /// How far checking has come; at its end with the changes of an earlier session or reading made again.
    fn checked(&mut self, done: bool) -> Response {
        if done {
            self.replay();
            if self.before.take().is_some() {
                // Only now is it certain that the file can be read so.
                let (overrides, commands) = (self.overrides.clone(), self.commands.clone());
                self.note = Some(Note::Reread { overrides, commands });
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
        let names = self.names.take();
        let (mut done, mut undone) = (Vec::new(), Vec::new());
        self.commands.clear();

        for command in std::mem::take(&mut self.kept) {
            let (from, to) = match command {
                Command::Undo => (&mut done, &mut undone),
                Command::Redo => (&mut undone, &mut done),
                command => {
                    let command = self.on_names(command, names.as_deref());
                    let has_effect = has_effect(&self.make(command));
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
                self.make(command);
            }
        }
    }

    /// A change that named rows of another reading, by the rows of those names now: which rows are
    /// empty, and count for none, depends on what its columns hold.
    fn on_names(&self, command: Command, names: Option<&[RowName]>) -> Command {
        let (Some(names), File::Open(table)) = (names, &self.file) else { return command };
        let now = |row: u32| table.row_named(*names.get(row as usize)?);

        match command {
            // A row that is none any more is beyond the last.
            Command::Edit { row, field, value } => {
                Command::Edit { row: now(row).unwrap_or(u32::MAX), field, value }
            }
            Command::OnRows { spans, action } => {
                let end = u32::try_from(names.len()).unwrap_or(u32::MAX);
                let rows = spans.iter().flat_map(|&(first, last)| first..last.saturating_add(1).min(end));
                Command::OnRows { spans: spans_of(&rows.filter_map(now).collect::<Vec<_>>()), action }
            }
            Command::Split { field, rows } => {
                let rows = rows.into_iter().filter_map(|(row, values)| Some((now(row)?, values)));
                Command::Split { field, rows: rows.collect() }
            }
            command => command,
        }
    }

    fn open_sheet(&mut self, bytes: FileBytes, overrides: Overrides) -> Response {
        match Sheet::open_file(bytes, &overrides) {
            Ok(sheet) => {
                let table = table_of(sheet, &self.reference, self.today);
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

fn table_of(sheet: Sheet, reference: &ReferenceData, today: Option<EndDate>) -> Table {
    let validator = FileValidator::new(reference, today.unwrap_or(EndDate::FIRST), sheet.headings());
    Table::new(sheet, validator)
}

fn has_effect(response: &Response) -> bool {
    matches!(response, Response::Changed { rows: 1.., .. })
}

fn run(table: &mut Table, command: Command) -> Response {
    let rows = match command {
        Command::Edit { row, field, value } => table.edit(row, field, &value),
        Command::Correct { cluster } => table.correct(&cluster),
        Command::CorrectAll { clusters } => table.correct_all(clusters),
        Command::Split { field, rows } => table.split(field, &rows),
        Command::OnRows { spans, action } => table.on_rows(&spans, action),
        Command::Replace { replacement } => table.replace(&replacement),
        Command::Undo => table.step_history(HistoryStep::Undo),
        Command::Redo => table.step_history(HistoryStep::Redo),
    };
    Response::Changed { rows, summary: table.summary() }
}

fn answer_about(table: &mut Table, request: Request, name: &str, made: &mut Option<Vec<u8>>) -> Response {
    match request {
        Request::CountReplaced { replacement } => {
            let rows = table.count_replaced(&replacement);
            Response::CountReplaced { replacement, rows }
        }
        Request::Search { text } => {
            table.view.set_search(SearchTerm::new(&text));
            Response::Search { text }
        }
        Request::Rows { filter, start, count } => {
            let (rows, total) = table.window(filter, start, count);
            Response::Rows { filter, start, total, rows }
        }
        Request::Ruler { filter, strips } => {
            let (errors, warnings) = table.ruler(filter, strips);
            Response::Ruler { filter, errors, warnings }
        }
        Request::NextError { filter, after } => {
            Response::NextError { found: table.next_error(filter, after) }
        }
        Request::ErrorsFile { locale } => {
            let (file, rows) = table.errors_file(locale);
            *made = Some(file.bytes);
            let name = errors_name(name, Wording::of(locale).reasons_heading);
            Response::ErrorsFile { name, rows, instead_of: file.instead_of }
        }
        // They are answered before.
        Request::Command(_) | Request::OnShown { .. } | Request::Reread { .. } => closed(),
    }
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

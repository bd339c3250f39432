use super::Sheet;
use crate::imports::formula_escape::unescape_formula;
use crate::imports::scan::{Cell, Record, Scanner, line_ends};
use crate::imports::{Cells, Field, ReadError, RowText, is_formula_error, limits};
use crate::users::{NameParts, split_name};
use std::borrow::Cow;

/// Where a row stands in its file. Reading can go on from there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    offset: u32,
    line: u32,
}

impl Position {
    /// The beginning of the text.
    pub(super) const TOP: Self = Self { offset: 0, line: 1 };

    /// The line of the file, from 1.
    pub const fn line(self) -> u32 {
        self.line
    }

    pub(super) const fn offset(self) -> usize {
        self.offset as usize
    }

    pub(super) const fn record(self) -> Record {
        Record { start: self.offset as usize, line: self.line }
    }

    /// One line further, which is `length` bytes long.
    pub(super) fn below(self, length: usize) -> Self {
        Record { start: self.offset() + length, line: self.line + 1 }.into()
    }
}

impl From<Record> for Position {
    fn from(record: Record) -> Self {
        // A file of `limits::BYTES` in any encoding decodes to less than 2³² bytes.
        Self { offset: u32::try_from(record.start).unwrap_or(u32::MAX), line: record.line }
    }
}

/// A row's cells by field, borrowed from the file where they can be.
#[derive(Clone, Debug)]
pub struct RowCells<'s> {
    /// Where the row stands.
    pub position: Position,
    cells: [Cow<'s, str>; Field::COUNT],
}

impl RowCells<'_> {
    /// The cells, in the order of [`Field::ALL`].
    pub fn cells(&self) -> Cells<'_> {
        self.cells.each_ref().map(AsRef::as_ref)
    }

    /// The row as text of its own.
    pub fn to_text(&self) -> RowText {
        RowText::from_cells(self.cells())
    }

    /// Tells first from last name where one column holds both, as *Créer* does. A first name of its own stays.
    fn split_name(&mut self) {
        let [first, last, email] = [Field::FirstName, Field::LastName, Field::Email].map(Field::index);
        // Of `#NOM ?` two names would be left.
        if is_formula_error(self.cells[last].trim()) {
            return;
        }
        let NameParts { first: given, last: family } =
            split_name(&self.cells[last], self.cells[email].trim());

        if self.cells[first].trim().is_empty() {
            self.cells[first] = given.into();
            self.cells[last] = family.into();
        } else if !family.is_empty() {
            self.cells[last] = family.into();
        }
    }

    /// Whether nothing stands in it.
    pub fn is_blank(&self) -> bool {
        self.cells.iter().all(|cell| cell.trim().is_empty())
    }
}

/// The rows of a sheet, the empty ones among them.
#[derive(Clone, Debug)]
pub struct Rows<'s> {
    text: &'s str,
    scanner: Scanner<'s>,
    places: [Option<usize>; Field::COUNT],
    guarded: bool,
    has_whole_names: bool,
    /// Rows read so far, the empty ones aside: a spreadsheet program saves many below the last.
    read: u32,
    cells: Vec<Cell>,
    over: bool,
}

impl Sheet {
    /// All rows below the header.
    pub fn rows(&self) -> Rows<'_> {
        self.rows_from(self.layout.body, 0)
    }

    /// The rows from a position on, when so many have been read before.
    pub fn rows_from(&self, position: Position, read: u32) -> Rows<'_> {
        let text = self.content.text();
        Rows {
            text,
            scanner: self.scanner(position),
            places: self.places,
            guarded: self.dialect.guarded,
            has_whole_names: self.has_whole_names,
            read,
            cells: Vec::new(),
            over: false,
        }
    }

    /// Every row, headings among them, as the file has it, with the line on which it begins: for lists that are none of
    /// people.
    pub fn raw_rows(&self) -> impl Iterator<Item = Result<(u32, Vec<Cow<'_, str>>), ReadError>> {
        let text = self.content.text();
        let mut scanner = self.scanner(self.layout.start);
        let mut is_over = false;

        std::iter::from_fn(move || {
            let mut cells = Vec::new();
            let row = match scanner.record(&mut cells).transpose()? {
                _ if is_over => return None,
                Ok(record) => match too_long(text, record, &cells) {
                    Some(error) => Err(error),
                    None => Ok((record.line, cells.into_iter().map(|cell| cell.text(text)).collect())),
                },
                Err(error) => Err(error),
            };
            is_over = row.is_err();
            Some(row)
        })
    }

    /// The headings as a row of the file; empty cells in a file without.
    pub fn headings(&self) -> RowText {
        let row = self.layout.header_at.and_then(|at| self.row_at(at));
        row.map(|row| row.to_text()).unwrap_or_default()
    }

    /// The row at a position that [`Rows`] gave.
    pub fn row_at(&self, position: Position) -> Option<RowCells<'_>> {
        self.rows_from(position, 0).next()?.ok()
    }

    fn scanner(&self, position: Position) -> Scanner<'_> {
        let scanner = Scanner::new(self.content.text(), self.layout.delimiter).quoted_by(self.layout.quoting);
        scanner.of_columns(self.layout.most).resume(position.record())
    }

    /// Every cell of the row at a position, mapped or not, as the file has it.
    pub(super) fn raw_cells(&self, position: Position) -> Vec<Cow<'_, str>> {
        let text = self.content.text();
        let mut scanner = self.scanner(position);
        let mut cells = Vec::new();
        match scanner.record(&mut cells) {
            Ok(Some(_)) => cells.into_iter().map(|cell| cell.text(text)).collect(),
            _ => Vec::new(),
        }
    }
}

impl Rows<'_> {
    /// Where the next row begins.
    pub fn position(&self) -> Position {
        self.scanner.position().into()
    }
}

impl<'s> Iterator for Rows<'s> {
    type Item = Result<RowCells<'s>, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.over {
            return None;
        }

        let record = match self.scanner.record(&mut self.cells) {
            Ok(Some(record)) => record,
            Ok(None) => {
                self.over = true;
                return None;
            }
            Err(error) => {
                self.over = true;
                return Some(Err(error));
            }
        };

        let found =
            |place: Option<usize>| place.and_then(|at| self.cells.get(at)).copied().unwrap_or(Cell::NONE);
        let cells = self.places.map(found);

        // A remark that nobody reads may be as long as it likes.
        if let Some(error) = too_long(self.text, record, &cells) {
            self.over = true;
            return Some(Err(error));
        }

        let cell = |cell: Cell| {
            let cell = cell.text(self.text);
            if self.guarded { unguarded(cell) } else { cell }
        };

        let mut row = RowCells { position: record.into(), cells: cells.map(cell) };
        if self.has_whole_names {
            row.split_name();
        }

        if !row.is_blank() {
            if self.read == limits::ROWS {
                self.over = true;
                return Some(Err(ReadError::TooManyRows { line: record.line, max: limits::ROWS }));
            }
            self.read += 1;
        }

        Some(Ok(row))
    }
}

/// What is said of a row with a cell that is longer than any that is read.
fn too_long(text: &str, record: Record, cells: &[Cell]) -> Option<ReadError> {
    let long = cells.iter().find(|cell| cell.length() > limits::CELL as usize)?;
    let above = &text.as_bytes()[record.start..long.start()];
    Some(ReadError::CellTooLong { line: record.line + line_ends(above), max: limits::CELL })
}

pub(super) fn unguarded(cell: Cow<'_, str>) -> Cow<'_, str> {
    match cell {
        Cow::Borrowed(cell) => unescape_formula(cell).into(),
        Cow::Owned(cell) => unescape_formula(&cell).to_owned().into(),
    }
}

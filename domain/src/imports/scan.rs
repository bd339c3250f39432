//! Splitting text into cells (RFC 4180, and what spreadsheet programs make of it), without a string
//! per cell.

use super::{ReadError, limits};
use memchr::{memchr, memchr3};
use std::borrow::Cow;

/// A cell: where it stands in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cell {
    start: usize,
    end: usize,
    /// Whether it begins with a quote, which is to be taken away.
    quoted: bool,
}

/// Where a record begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Record {
    /// Its first byte.
    pub(super) start: usize,
    /// Its line in the file, from 1.
    pub(super) line: u32,
}

/// Reads a text record by record.
///
/// A cell that begins with a quote goes on to the closing one, whatever stands between, `""` being a
/// quote; what follows the closing quote up to the delimiter belongs to the cell, and a quote inside
/// a cell that does not begin with one is a character like any other. A record ends with LF, CR LF
/// or CR. These are the rules of the `csv` crate, and a test holds the two together.
#[derive(Clone, Debug)]
pub(super) struct Scanner<'t> {
    text: &'t str,
    delimiter: u8,
    at: usize,
    line: u32,
    /// The most cells in a record.
    columns: usize,
}

impl<'t> Scanner<'t> {
    pub(super) const QUOTE: u8 = b'"';

    pub(super) const fn new(text: &'t str, delimiter: u8) -> Self {
        Self { text, delimiter, at: 0, line: 1, columns: limits::COLUMNS_WITH_OURS as usize }
    }

    /// A scanner that refuses records of more cells.
    pub(super) const fn of_columns(self, columns: u32) -> Self {
        Self { columns: columns as usize, ..self }
    }

    /// A scanner that goes on where a record begins.
    pub(super) const fn resume(self, record: Record) -> Self {
        Self { at: record.start, line: record.line, ..self }
    }

    /// Where the next record begins.
    pub(super) const fn position(&self) -> Record {
        Record { start: self.at, line: self.line }
    }

    /// Reads the next record's cells; `None` at the end of the text. Blank ones beyond the most that it
    /// may have are none: spreadsheet programs write them for every column that was ever touched.
    pub(super) fn record(&mut self, cells: &mut Vec<Cell>) -> Result<Option<Record>, ReadError> {
        cells.clear();
        let record = self.position();
        if self.at >= self.text.len() {
            return Ok(None);
        }

        loop {
            let cell = self.cell()?;
            if cells.len() < self.columns {
                cells.push(cell);
            } else if !cell.is_blank(self.text) {
                return Err(ReadError::TooManyColumns { line: record.line, max: limits::COLUMNS });
            }
            let bytes = self.text.as_bytes();
            match bytes.get(self.at) {
                Some(&b) if b == self.delimiter => self.at += 1,
                Some(b'\r') if bytes.get(self.at + 1) == Some(&b'\n') => {
                    return Ok(Some(self.end(record, 2)));
                }
                Some(_) => return Ok(Some(self.end(record, 1))),
                None => return Ok(Some(record)),
            }
        }
    }

    const fn end(&mut self, record: Record, line_end: usize) -> Record {
        self.at += line_end;
        self.line += 1;
        record
    }

    /// Reads a cell and stops at what ends it.
    fn cell(&mut self) -> Result<Cell, ReadError> {
        let bytes = self.text.as_bytes();
        let (start, line) = (self.at, self.line);
        let quoted = bytes.get(start) == Some(&Self::QUOTE);

        if quoted {
            self.at = self.closing_quote(start)?;
        }

        let rest = &bytes[self.at..];
        self.at += memchr3(self.delimiter, b'\n', b'\r', rest).unwrap_or(rest.len());
        if self.at - start > limits::CELL as usize {
            return Err(ReadError::CellTooLong { line, max: limits::CELL });
        }

        Ok(Cell { start, end: self.at, quoted })
    }

    /// The byte after the quote that closes the one at `start`.
    ///
    /// A quoted cell that is too long and spans lines is one that was never closed, and took in the
    /// rows below up to the next quote: that is what is said of it.
    fn closing_quote(&mut self, start: usize) -> Result<usize, ReadError> {
        let unclosed = ReadError::UnclosedQuote { line: self.line };
        let bytes = self.text.as_bytes();
        let mut at = start + 1;

        loop {
            at += memchr(Self::QUOTE, &bytes[at..]).ok_or(unclosed)? + 1;
            match bytes.get(at) {
                Some(&Self::QUOTE) => at += 1,
                _ => break,
            }
        }

        let ends = line_ends(&bytes[start..at]);
        if ends > 0 && at - start > limits::CELL as usize {
            return Err(unclosed);
        }

        self.line += ends;
        Ok(at)
    }
}

/// How many lines end within `bytes`.
pub(super) fn line_ends(bytes: &[u8]) -> u32 {
    let mut ends = 0;
    let mut previous = 0;
    for &b in bytes {
        ends += u32::from(b == b'\r' || b == b'\n' && previous != b'\r');
        previous = b;
    }
    ends
}

impl Cell {
    /// Nothing: what a record that is shorter than others has there.
    pub(super) const NONE: Self = Self { start: 0, end: 0, quoted: false };

    /// Whether it begins with a quote.
    pub(super) const fn is_quoted(self) -> bool {
        self.quoted
    }

    /// Whether there is nothing between its delimiters.
    pub(super) const fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether nothing stands in it but blanks.
    pub(super) fn is_blank(self, text: &str) -> bool {
        self.text(text).trim().is_empty()
    }

    /// What the cell holds, its quotes taken away.
    pub(super) fn text(self, text: &str) -> Cow<'_, str> {
        let raw = &text[self.start..self.end];
        if !self.quoted {
            return raw.into();
        }

        let inner = &raw[1..];
        match inner.find('"') {
            Some(end) if end + 1 == inner.len() => inner[..end].into(),
            _ => unquoted(inner).into(),
        }
    }
}

fn unquoted(inner: &str) -> String {
    let mut text = String::with_capacity(inner.len());
    let mut rest = inner;
    while let Some(at) = rest.find('"') {
        text.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        match rest.strip_prefix('"') {
            Some(after) => {
                text.push('"');
                rest = after;
            }
            None => break,
        }
    }

    text.push_str(rest);
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str, delimiter: u8) -> Result<Vec<(u32, Vec<String>)>, ReadError> {
        let mut scanner = Scanner::new(text, delimiter);
        let mut cells = Vec::new();
        let mut rows = Vec::new();
        while let Some(record) = scanner.record(&mut cells)? {
            rows.push((record.line, cells.iter().map(|cell| cell.text(text).into_owned()).collect()));
        }
        Ok(rows)
    }

    fn cells(text: &str) -> Vec<Vec<String>> {
        read(text, b';').unwrap().into_iter().map(|(_, cells)| cells).collect()
    }

    #[test]
    fn all_line_ends_end_a_row_and_the_last_needs_none() {
        assert_eq!(cells("a;b\r\nc;d\ne;f\rg;h"), [["a", "b"], ["c", "d"], ["e", "f"], ["g", "h"]]);
        assert_eq!(cells("a;\n"), [["a", ""]]);
        assert!(cells("").is_empty());
    }

    #[test]
    fn lines_are_those_of_the_file_even_after_a_quoted_line_end() {
        let rows = read("a\r\n\"b\r\nc\nd\re\"\r\nf", b';').unwrap();
        let lines: Vec<u32> = rows.iter().map(|(line, _)| *line).collect();
        assert_eq!(lines, [1, 2, 6]);
        assert_eq!(rows[1].1, ["b\r\nc\nd\re"]);
    }

    #[test]
    fn quotes_hold_delimiters_and_stray_ones_survive() {
        assert_eq!(cells("\"a;b\";\"say \"\"x\"\"\""), [["a;b", "say \"x\""]]);
        assert_eq!(cells("12\" rack;\"a\" b;c\"d\"\"e"), [["12\" rack", "a b", "c\"d\"\"e"]]);
    }

    #[test]
    fn an_unclosed_quote_says_where_it_was_opened() {
        assert_eq!(read("a\nb\n\"c\nd\n", b';'), Err(ReadError::UnclosedQuote { line: 3 }));
        let swallowing = format!("a\nx;\"b\n{}\"c\"\n", "row;of;cells\n".repeat(1000));
        assert_eq!(read(&swallowing, b';'), Err(ReadError::UnclosedQuote { line: 2 }));
    }

    #[test]
    fn a_cell_of_a_megabyte_and_a_row_of_a_hundred_columns_are_refused_with_their_line() {
        let huge = format!("a\n\n{};b", "x".repeat(1_000_000));
        assert_eq!(read(&huge, b';'), Err(ReadError::CellTooLong { line: 3, max: 4096 }));
        let wide = format!("a\n{}", "x;".repeat(99));
        assert_eq!(read(&wide, b';'), Err(ReadError::TooManyColumns { line: 2, max: 64 }));
    }

    #[test]
    fn blank_cells_beyond_the_last_column_are_none() {
        let cells = |row: &str| {
            let mut cells = Vec::new();
            Scanner::new(row, b';').of_columns(3).record(&mut cells).map(|_| cells.len())
        };

        assert_eq!(cells(&format!("a;b;c{}", ";".repeat(99))), Ok(3));
        assert_eq!(cells("a;b;c; ;\"\""), Ok(3));
        assert_eq!(cells("a;b"), Ok(2));
        assert_eq!(cells("a;b;c;;d"), Err(ReadError::TooManyColumns { line: 1, max: 64 }));
    }

    proptest! {
        #[test]
        fn rows_are_those_of_the_csv_crate(text in r#"[ab;, "\r\né]{0,60}"#, comma in any::<bool>()) {
            let delimiter = if comma { b',' } else { b';' };
            // The other reader takes an unclosed quote to the end of the file; we refuse it.
            if let Ok(ours) = read(&text, delimiter) {
                let mut reader = csv::ReaderBuilder::new()
                    .delimiter(delimiter).has_headers(false).flexible(true).from_reader(text.as_bytes());
                let theirs: Vec<Vec<String>> = reader.records()
                    .map(|row| row.unwrap().iter().map(str::to_owned).collect())
                    .filter(|row| *row != [""])
                    .collect();
                // An empty line is a row here, so that lines can be counted; there it is nothing.
                let ours: Vec<Vec<String>> =
                    ours.into_iter().map(|(_, row)| row).filter(|row| *row != [""]).collect();
                prop_assert_eq!(ours, theirs);
            }
        }

        #[test]
        fn what_is_written_reads_back(
            rows in proptest::collection::vec(proptest::collection::vec("[a-c;\"\r\n é]{0,8}", 1..5), 0..6),
        ) {
            let quote = |cell: &String| format!("\"{}\"", cell.replace('"', "\"\""));
            let written: String = rows.iter()
                .map(|row| row.iter().map(quote).collect::<Vec<_>>().join(";") + "\r\n")
                .collect();
            prop_assert_eq!(cells(&written), rows);
        }
    }
}

#[cfg(test)]
mod corpora;

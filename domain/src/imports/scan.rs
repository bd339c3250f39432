//! Splitting text into cells (RFC 4180, and what spreadsheet programs make of it), without a string
//! per cell.

use super::{ReadError, limits};
use memchr::{memchr, memchr2, memchr3};
use std::borrow::Cow;

/// A cell: where it stands in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cell {
    start: usize,
    end: usize,
    /// When it begins with a quote: which is to be taken away, and what stands for one inside.
    quoting: Option<Quoting>,
}

/// How cells are quoted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Quoting {
    /// Around a cell.
    pub(super) quote: u8,
    /// Whether `\` before a quote makes it a character like any other, as programs write that come from Unix and
    /// databases; a quote that is doubled is one all the same.
    pub(super) has_escapes: bool,
}

impl Quoting {
    /// That of RFC 4180.
    pub(super) const RFC: Self = Self { quote: b'"', has_escapes: false };
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
    quoting: Quoting,
    /// The most cells in a record.
    columns: usize,
}

impl<'t> Scanner<'t> {
    pub(super) const fn new(text: &'t str, delimiter: u8) -> Self {
        let columns = limits::COLUMNS_WITH_OURS as usize;
        Self { text, delimiter, at: 0, line: 1, quoting: Quoting::RFC, columns }
    }

    /// A scanner of cells that are quoted otherwise.
    pub(super) const fn quoted_by(self, quoting: Quoting) -> Self {
        Self { quoting, ..self }
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
        let start = self.at;
        let quoting = (bytes.get(start) == Some(&self.quoting.quote)).then_some(self.quoting);

        if quoting.is_some() {
            self.at = self.closing_quote(start)?;
        }

        let rest = &bytes[self.at..];
        self.at += memchr3(self.delimiter, b'\n', b'\r', rest).unwrap_or(rest.len());
        Ok(Cell { start, end: self.at, quoting })
    }

    /// The byte after the quote that closes the one at `start`.
    fn closing_quote(&mut self, start: usize) -> Result<usize, ReadError> {
        let unclosed = ReadError::UnclosedQuote { line: self.line };
        let bytes = self.text.as_bytes();
        let Quoting { quote, has_escapes } = self.quoting;
        let mut at = start + 1;

        loop {
            let rest = &bytes[at..];
            let found = if has_escapes { memchr2(quote, b'\\', rest) } else { memchr(quote, rest) };
            at += found.ok_or(unclosed)? + 1;
            if bytes[at - 1] != quote {
                // Whatever is escaped.
                at = bytes.len().min(at + 1);
            } else if bytes.get(at) == Some(&quote) {
                at += 1;
            } else {
                break;
            }
        }

        let ends = line_ends(&bytes[start..at]);
        if ends > 0 && at - start > limits::CELL as usize && self.took_in_rows(start, at) {
            return Err(unclosed);
        }

        self.line += ends;
        Ok(at)
    }

    /// Whether what a long cell of many lines holds is rows of the file, down to the quote that opens another cell: its
    /// own was never closed. A long remark is no such cell.
    fn took_in_rows(&self, start: usize, end: usize) -> bool {
        let bytes = self.text.as_bytes();
        let is_closed = bytes.get(end).is_none_or(|b| *b == self.delimiter || matches!(b, b'\r' | b'\n'));
        if !is_closed {
            return true;
        }

        // The first line is the rest of a row, and so is the last.
        let lines = bytes[start..end].split(|b| matches!(b, b'\r' | b'\n')).filter(|line| !line.is_empty());
        let delimiters = |line: &[u8]| memchr::memchr_iter(self.delimiter, line).count();
        let counts: Vec<usize> = lines.skip(1).map(delimiters).collect();
        let Some((_, whole)) = counts.split_last() else { return false };
        let like_the_first = whole.iter().filter(|count| whole.first() == Some(count)).count();

        whole.first().is_some_and(|count| *count > 0) && like_the_first * 4 >= whole.len() * 3
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
    pub(super) const NONE: Self = Self { start: 0, end: 0, quoting: None };

    /// Whether it begins with a quote.
    pub(super) const fn is_quoted(self) -> bool {
        self.quoting.is_some()
    }

    /// Its first byte.
    pub(super) const fn start(self) -> usize {
        self.start
    }

    /// How many bytes it has, its quotes among them.
    pub(super) const fn length(self) -> usize {
        self.end - self.start
    }

    /// Whether it begins with a quote and does not end with the one that closes it.
    pub(super) fn is_malformed(self, text: &str) -> bool {
        let inner = self.quoting.and_then(|quoting| Some((quoting, text[self.start..self.end].get(1..)?)));
        inner.is_some_and(|(quoting, inner)| {
            let inner = inner.trim_end_matches(' ');
            closing(inner.as_bytes(), quoting).is_none_or(|at| at + 1 != inner.len())
        })
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
        let Some(quoting) = self.quoting else { return raw.into() };

        let inner = &raw[1..];
        let quote = char::from(quoting.quote);
        if quoting.has_escapes && inner.contains('\\') {
            return unescaped(inner, quoting).into();
        }
        match inner.find(quote) {
            Some(end) if end + 1 == inner.len() => inner[..end].into(),
            _ => unquoted(inner, quote).into(),
        }
    }
}

/// Where the quote stands that closes a cell, of which `inner` is what follows the one that opens it.
fn closing(inner: &[u8], quoting: Quoting) -> Option<usize> {
    let mut at = 0;
    while at < inner.len() {
        match inner[at] {
            b'\\' if quoting.has_escapes => at += 2,
            b if b != quoting.quote => at += 1,
            _ if inner.get(at + 1) == Some(&quoting.quote) => at += 2,
            _ => return Some(at),
        }
    }
    None
}

fn unquoted(inner: &str, quote: char) -> String {
    let mut text = String::with_capacity(inner.len());
    let mut rest = inner;
    while let Some(at) = rest.find(quote) {
        text.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        match rest.strip_prefix(quote) {
            Some(after) => {
                text.push(quote);
                rest = after;
            }
            None => break,
        }
    }

    text.push_str(rest);
    text
}

/// The same where `\"` is a quote and `\\` a backslash; before anything else it is one too, as in `C:\temp`.
fn unescaped(inner: &str, quoting: Quoting) -> String {
    let end = closing(inner.as_bytes(), quoting).unwrap_or(inner.len());
    let quote = char::from(quoting.quote);
    let mut text = String::with_capacity(inner.len());
    let mut rest = inner[..end].chars().peekable();

    while let Some(c) = rest.next() {
        let next = if c == '\\' { rest.next_if(|next| *next == quote || *next == '\\') } else { None };
        if c == quote {
            rest.next_if_eq(&quote);
        }
        text.push(next.unwrap_or(c));
    }

    text.push_str(inner.get(end + 1..).unwrap_or_default());
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
    fn a_long_remark_is_none_of_the_rows_that_an_unclosed_quote_takes_in() {
        let prose = "Une remarque, longue ; et puis\nune autre.\n\nEncore ; une ; autre\n".repeat(200);
        let rows = read(&format!("a;\"{prose}\";b\nc;d;e\n"), b';').unwrap();
        assert_eq!(rows.len(), 2);
        assert_eq!(rows[0].1[1], prose);

        // Closed by a sign of inches at the end of a cell.
        let swallowing = format!("x;\"b;c\n{}x;19\";d\n", "un;deux;trois\n".repeat(1000));
        assert_eq!(read(&swallowing, b';'), Err(ReadError::UnclosedQuote { line: 1 }));
    }

    #[test]
    fn a_row_of_too_many_columns_is_refused_with_its_line_and_a_long_cell_is_not() {
        let huge = format!("a\n\n{};b", "x".repeat(1_000_000));
        assert_eq!(read(&huge, b';').unwrap()[2].1[1], "b");
        let wide = format!("a\n{}", "x;".repeat(1099));
        assert_eq!(read(&wide, b';'), Err(ReadError::TooManyColumns { line: 2, max: 1024 }));
    }

    #[test]
    fn cells_may_be_quoted_and_escaped_otherwise() {
        let read = |text: &str, quoting| {
            let mut scanner = Scanner::new(text, b',').quoted_by(quoting);
            let mut cells = Vec::new();
            scanner.record(&mut cells).unwrap();
            cells.iter().map(|cell| cell.text(text).into_owned()).collect::<Vec<_>>()
        };
        let single = Quoting { quote: b'\'', has_escapes: false };
        assert_eq!(read("'a,b','d''Orsay',\"c", single), ["a,b", "d'Orsay", "\"c"]);

        let escaped = Quoting { quote: b'"', has_escapes: true };
        let text = r#""dit \"Zoé\"","C:\temp\\","a""b",x\"y"#;
        assert_eq!(read(text, escaped), ["dit \"Zoé\"", "C:\\temp\\", "a\"b", "x\\\"y"]);
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
        assert_eq!(cells("a;b;c;;d"), Err(ReadError::TooManyColumns { line: 1, max: 1024 }));
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
        fn what_is_escaped_reads_back(cells in proptest::collection::vec("[a-c;\"'\\\\ é]{0,8}", 1..5), single in any::<bool>()) {
            let quote = if single { '\'' } else { '"' };
            let escape = |cell: &String| {
                format!("{quote}{}{quote}", cell.replace('\\', "\\\\").replace(quote, &format!("\\{quote}")))
            };
            let text = cells.iter().map(escape).collect::<Vec<_>>().join(";");
            let quoting = Quoting { quote: u8::try_from(quote).unwrap(), has_escapes: true };
            let mut read = Vec::new();
            Scanner::new(&text, b';').quoted_by(quoting).record(&mut read).unwrap();
            prop_assert!(read.iter().all(|cell| !cell.is_malformed(&text)));
            let read: Vec<_> = read.iter().map(|cell| cell.text(&text).into_owned()).collect();
            prop_assert_eq!(read, cells);
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

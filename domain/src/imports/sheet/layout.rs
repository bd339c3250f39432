use super::rows::Position;
use crate::imports::detect::{delimiter_choices, known, quoting, stated_delimiter, usable};
use crate::imports::formula_escape::unescape_formula;
use crate::imports::header::{is_hidden, is_mark, is_reasons, is_vague, recognise, recognise_headers};
use crate::imports::scan::{Quoting, Scanner};
use crate::imports::{Column, DelimiterChoice, Field, Overrides, ReadError, limits};

/// Where in a text the rows are, and what names their columns.
pub(super) struct Layout {
    pub(super) delimiter: u8,
    /// Those to choose from, the likeliest first.
    pub(super) delimiters: Vec<DelimiterChoice>,
    pub(super) quoting: Quoting,
    /// Lines above the header, or above the first row.
    pub(super) preamble: u32,
    /// The headings, when there is a row of them.
    pub(super) header: Option<Vec<String>>,
    /// Where that row is.
    pub(super) header_at: Option<Position>,
    /// Below a `sep=` line.
    pub(super) start: Position,
    /// Where the first row is.
    pub(super) body: Position,
    /// The `sep=` line, without its end.
    pub(super) stated: Option<String>,
    /// What ends its lines.
    pub(super) line_end: &'static str,
    /// Whether it puts quotes around every cell, as some programs do.
    pub(super) quotes_all: bool,
    /// The most cells that a row may have: in a file of rows in error those that we added, too.
    pub(super) most: u32,
    /// Some rows, for the number of columns and their samples.
    sample: Vec<Vec<String>>,
}

/// A row of the beginning of a file.
struct HeadRow {
    at: Position,
    next: Position,
    cells: Vec<String>,
    /// Whether every cell of it that holds something is in quotes.
    quoted: bool,
}

/// How much of a cell is shown as a sample, in bytes.
const SAMPLE: usize = 256;

/// How far down a header is looked for, and how many rows are looked at for samples.
const HEAD: usize = 40;

impl Layout {
    pub(super) fn find(text: &str, overrides: &Overrides) -> Result<Self, ReadError> {
        let stated = stated_delimiter(text);
        let start = stated.map_or(Position::TOP, |(_, length)| Position::TOP.below(length));
        let delimiters = delimiter_choices(&text[start.offset()..]);
        let delimiter = overrides
            .delimiter
            .and_then(usable)
            .or(stated.map(|(delimiter, _)| delimiter))
            .or_else(|| usable(delimiters.first()?.delimiter))
            .unwrap_or(b';');
        let quoting = quoting(&text[start.offset()..], delimiter);
        let scanner = Scanner::new(text, delimiter).quoted_by(quoting);
        let mut rows = head(text, scanner.clone().resume(start.record()))?;

        if rows.is_empty() {
            return Err(ReadError::Empty);
        }

        let at = header_row(&rows, overrides.header);
        let quotes_all = rows[at.unwrap_or(0)..].iter().all(|row| row.quoted);
        let body = at.map_or(rows[0].at, |at| rows[at].next);
        let header_at = at.map(|at| rows[at].at);
        let preamble = header_at.unwrap_or(start).line() - 1;
        let below = rows.split_off(at.map_or(0, |at| at + 1));
        let mut header = at.and_then(|_| rows.pop()).map(|row| row.cells);
        let mut most = limits::COLUMNS;

        if let Some(headings) = &mut header {
            headings.truncate(filled(headings));
            if headings.iter().any(|heading| is_mark(heading)) {
                for heading in headings.iter_mut() {
                    *heading = unescape_formula(heading).to_owned();
                }
            }
            if headings.iter().any(|heading| is_reasons(heading)) {
                most = limits::COLUMNS_WITH_OURS;
            }
            if headings.len() > most as usize {
                return Err(ReadError::TooManyColumns { line: preamble + 1, max: limits::COLUMNS });
            }
        }

        if below.is_empty() && !has_row(text, scanner.resume(body.record()))? {
            return Err(ReadError::HeaderOnly);
        }

        let sample = below.into_iter().map(|row| row.cells).collect();
        let stated =
            (start.line() > 1).then(|| text[..start.offset()].trim_end_matches(['\r', '\n']).to_owned());

        Ok(Self {
            delimiter,
            delimiters,
            quoting,
            preamble,
            header,
            header_at,
            start,
            body,
            stated,
            line_end: line_end(text),
            quotes_all,
            most,
            sample,
        })
    }

    pub(super) fn is_guarded(&self) -> bool {
        self.header.iter().flatten().any(|heading| is_mark(heading))
    }

    /// How many columns have a heading, blank ones among them.
    pub(super) fn headings(&self) -> usize {
        self.header.as_ref().map_or(0, Vec::len)
    }

    /// The heading of a column, or "".
    pub(super) fn heading(&self, at: usize) -> &str {
        self.header.iter().flatten().nth(at).map_or("", |heading| heading.trim())
    }

    /// The columns: those with a heading, and those with something in the first rows.
    pub(super) fn columns(&self, overrides: &Overrides) -> Vec<Column> {
        let headings = self.header.as_deref().unwrap_or_default();
        let width = self.sample.iter().map(|row| filled(row)).max().unwrap_or(0).max(headings.len());
        let fields = match &overrides.mapping {
            Some(chosen) => chosen.clone(),
            None if self.header.is_some() => self.fields_by_heading(headings, width),
            None => self.fields_by_content(width),
        };
        let sample = |index: usize| {
            let cells = self.sample.iter().filter_map(|row| row.get(index));
            let first = cells.map(|cell| cell.trim()).find(|cell| !cell.is_empty()).unwrap_or_default();
            first[..first.floor_char_boundary(SAMPLE)].to_owned()
        };
        let last_known = fields.iter().rposition(Option::is_some).map_or(0, |at| at + 1);

        (0..width.min(last_known.max(limits::COLUMNS_READ)))
            .map(|index| Column {
                index: u32::try_from(index).unwrap_or(u32::MAX),
                header: headings.get(index).map(|heading| heading.trim().to_owned()).unwrap_or_default(),
                sample: sample(index),
                field: fields.get(index).copied().flatten(),
            })
            .collect()
    }

    /// The fields that the headings name. Where none names the addresses, or only by a word that may stand
    /// for something else, the one other column that holds addresses has them; of several a person says
    /// which.
    fn fields_by_heading(&self, headings: &[String], width: usize) -> Vec<Option<Field>> {
        let mut fields = recognise_headers(headings.iter().map(String::as_str));
        fields.resize(width, None);
        let named = fields.iter().position(|field| *field == Some(Field::Email));

        if named.is_some_and(|at| !is_vague(&headings[at]) || self.holds_addresses(at)) {
            return fields;
        }

        let is_seen = |at: &usize| headings.get(*at).is_none_or(|heading| !is_hidden(heading));
        let unnamed = (0..width).filter(|at| fields[*at].is_none()).filter(is_seen);
        let mut others = unnamed.filter(|at| self.holds_addresses(*at));
        if let (Some(only), None) = (others.next(), others.next()) {
            if let Some(vague) = named {
                fields[vague] = None;
            }
            fields[only] = Some(Field::Email);
        }

        fields
    }

    /// Whether what stands in a column is addresses, a slip in some of them aside.
    fn holds_addresses(&self, index: usize) -> bool {
        let cells = self.sample.iter().filter_map(|row| row.get(index)).map(|cell| cell.trim());
        let (mut filled, mut addresses) = (0, 0);
        for cell in cells.filter(|cell| !cell.is_empty()) {
            filled += 1;
            // A remark may hold an address, among words.
            let alone = !cell.contains(char::is_whitespace) || cell.ends_with('>');
            addresses += usize::from(alone && cell.contains('@'));
        }

        addresses > 0 && addresses * 5 >= filled * 4
    }

    /// Without a header: the template's order when there are as many columns and the addresses are
    /// in their place; else only the addresses are known, and a person maps the rest.
    fn fields_by_content(&self, width: usize) -> Vec<Option<Field>> {
        let email = (0..width).find(|&index| self.holds_addresses(index));
        let template: Vec<Field> = Field::of_template().collect();
        let in_template = template.iter().position(|field| *field == Field::Email);

        if email.is_some() && email == in_template && width == template.len() {
            return template.into_iter().map(Some).collect();
        }

        (0..width).map(|index| (Some(index) == email).then_some(Field::Email)).collect()
    }
}

/// The first rows that are not empty. An error further down than the first of them is left to those
/// who read so far.
fn head(text: &str, mut scanner: Scanner) -> Result<Vec<HeadRow>, ReadError> {
    let mut cells = Vec::new();
    let mut rows = Vec::new();

    while rows.len() < HEAD {
        let record = match scanner.record(&mut cells) {
            Ok(Some(record)) => record,
            Err(error) if rows.is_empty() => return Err(error),
            Ok(None) | Err(_) => break,
        };
        let row: Vec<String> = cells.iter().map(|cell| cell.text(text).into_owned()).collect();
        if row.iter().any(|cell| !cell.trim().is_empty()) {
            let quoted = cells.iter().all(|cell| cell.is_quoted() || cell.is_empty());
            rows.push(HeadRow { at: record.into(), next: scanner.position().into(), cells: row, quoted });
        }
    }

    Ok(rows)
}

/// How many cells a row has up to the last that holds something.
pub(super) fn filled<C: AsRef<str>>(row: &[C]) -> usize {
    row.iter().rposition(|cell| !cell.as_ref().trim().is_empty()).map_or(0, |at| at + 1)
}

/// What ends the first line, which is what ends the others; CR LF when there is but one.
fn line_end(text: &str) -> &'static str {
    match text.find(['\r', '\n']) {
        Some(at) if text[at..].starts_with("\r\n") => "\r\n",
        Some(at) if text[at..].starts_with('\n') => "\n",
        Some(_) => "\r",
        None => "\r\n",
    }
}

/// Which row names the columns: the one that names most of those that are known, one with the reasons of an
/// earlier import before all others; when none does, the first, unless an address stands in it.
fn header_row(rows: &[HeadRow], chosen: Option<bool>) -> Option<usize> {
    if chosen == Some(false) {
        return None;
    }

    let names = |row: &HeadRow| match known(&row.cells) {
        1 if !row.cells.iter().any(|cell| recognise(cell) == Some(Field::Email)) => 0,
        names if names > 0 && row.cells.iter().any(|cell| is_reasons(cell)) => names + Field::ALL.len(),
        names => names,
    };
    let most = rows.iter().map(names).max().filter(|most| *most > 0);

    if let Some(most) = most {
        return rows.iter().position(|row| names(row) == most);
    }

    let address = rows.first().is_some_and(|row| row.cells.iter().any(|cell| cell.contains('@')));
    (chosen == Some(true) || !address).then_some(0)
}

/// Whether anything stands below a header that the first rows did not show.
fn has_row(text: &str, mut scanner: Scanner) -> Result<bool, ReadError> {
    let mut cells = Vec::new();
    while scanner.record(&mut cells)?.is_some() {
        if cells.iter().any(|cell| !cell.text(text).trim().is_empty()) {
            return Ok(true);
        }
    }

    Ok(false)
}

use super::layout::{Layout, filled};
use super::rows::unguarded;
use super::{Position, Sheet};
use crate::imports::encoding::{approximate, byte_order_mark, encode};
use crate::imports::formula_escape::{ESCAPED_MARK, escape_formula};
use crate::imports::header::{is_mark, is_reasons, is_vague, recognise};
use crate::imports::{Cells, Encoding, Field};
use std::borrow::Cow;

/// Writes rows of a sheet into a file of the same columns, written as that file is, with a last column
/// that says what is wrong with each. That column is ignored when the file is imported.
///
/// A field for which the sheet has no column gets one as soon as something was written into it. Cells that
/// a spreadsheet program would take for a formula are guarded, and the heading of the reasons says so: what
/// is inert in a workbook would not be in this file.
pub struct ErrorsFile<'s> {
    sheet: &'s Sheet,
    /// Names the column of reasons.
    heading: String,
    /// The columns to keep: all but the reasons of an earlier such file.
    kept: Vec<usize>,
    /// The rows, without what was written into fields that have no column.
    body: Lines<'s>,
    ends: Vec<RowEnds>,
    /// What was written into those: by row, then in the order of the fields.
    added: Vec<(usize, Field, String)>,
}

/// Where in the text of the rows the kept cells of a row end, and where the row does.
struct RowEnds {
    kept: usize,
    row: usize,
}

/// A written file of rows in error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// The encoding of the sheet when the file could not be written in it, because an edit needs a
    /// character which that encoding lacks: the file is in UTF-8 then.
    pub instead_of: Option<Encoding>,
}

impl<'s> ErrorsFile<'s> {
    /// A file without rows yet, for those at `positions`; `heading` names the column of reasons.
    pub fn new(sheet: &'s Sheet, heading: &str, positions: impl IntoIterator<Item = Position>) -> Self {
        // A row may have more cells than any that the columns were told from.
        let widest = positions.into_iter().map(|position| filled(&sheet.raw_cells(position))).max();
        let width = widest.unwrap_or(0).max(sheet.layout.headings()).max(sheet.columns.len());
        let is_kept = |at: &usize| !is_reasons(sheet.layout.heading(*at));

        Self {
            sheet,
            heading: heading.to_owned(),
            kept: (0..width).filter(is_kept).collect(),
            body: Lines::new(&sheet.layout),
            ends: Vec::new(),
            added: Vec::new(),
        }
    }

    /// Adds the row at a position; `cells` are its cells by field as they now are.
    pub fn row(&mut self, position: Position, cells: Cells, reason: &str) {
        let mut raw = self.sheet.raw_cells(position);
        let width = self.kept.last().map_or(0, |last| last + 1).max(self.sheet.layout.headings());
        let width = width.max(self.sheet.columns.len());
        raw.resize(width.max(raw.len()), "".into());
        if self.sheet.dialect.guarded {
            // Each is guarded again, those that somebody added to a file of ours for the first time.
            raw = raw.into_iter().map(unguarded).collect();
        }

        for (field, cell) in Field::ALL.into_iter().zip(cells) {
            match self.sheet.places[field.index()] {
                Some(at) => raw[at] = cell.into(),
                None if !cell.is_empty() => self.added.push((self.ends.len(), field, cell.to_owned())),
                None => {}
            }
        }

        for at in &self.kept {
            self.body.cell(&raw[*at]);
            self.body.delimiter();
        }

        let kept = self.body.text.len();
        // Reasons are our words: rather in other characters than the file in another encoding.
        self.body.cell(&approximate(reason, self.sheet.dialect.encoding));
        self.body.line_end();
        self.ends.push(RowEnds { kept, row: self.body.text.len() });
    }

    /// The file: in the sheet's encoding, or in UTF-8 with its mark when an edit needs a character
    /// which that encoding lacks.
    pub fn finish(self) -> Written {
        let dialect = self.sheet.dialect;
        let text = self.text();
        let (encoding, body) = match encode(&text, dialect.encoding) {
            Some(body) => (dialect.encoding, body),
            None => (Encoding::Utf8, text.into_bytes()),
        };
        let instead_of = (encoding != dialect.encoding).then_some(dialect.encoding);
        let marked = dialect.bom || instead_of.is_some();
        let mut bytes = if marked { byte_order_mark(encoding).to_vec() } else { Vec::new() };
        bytes.extend(body);

        Written { bytes, instead_of }
    }

    /// The whole text, now that it is known which fields have a column and whether a cell is guarded.
    fn text(mut self) -> String {
        let is_added = |field: &Field| self.added.iter().any(|(_, of, _)| of == field);
        let fields: Vec<Field> = Field::ALL.into_iter().filter(is_added).collect();
        let mut text = Lines::new(&self.sheet.layout);

        if let Some(stated) = &self.sheet.layout.stated {
            text.text.push_str(stated);
            text.line_end();
        }

        for at in &self.kept {
            text.cell(&self.heading(*at));
            text.delimiter();
        }

        for field in &fields {
            text.cell(field.heading());
            text.delimiter();
        }

        let body = if fields.is_empty() { std::mem::take(&mut self.body.text) } else { self.with(&fields) };
        let is_marked = || self.kept.iter().any(|at| is_mark(&self.heading(*at)));
        if (text.guarded || self.body.guarded) && !is_marked() {
            text.cell(&format!("{} ({ESCAPED_MARK})", self.heading));
        } else {
            text.cell(&self.heading);
        }

        text.line_end();
        text.text + &body
    }

    /// The rows with a column for each of these fields.
    fn with(&mut self, fields: &[Field]) -> String {
        let body = std::mem::take(&mut self.body.text);
        let mut added = std::mem::take(&mut self.added).into_iter().peekable();
        let mut start = 0;

        for (row, ends) in self.ends.iter().enumerate() {
            self.body.text.push_str(&body[start..ends.kept]);
            for field in fields {
                let cell = added.next_if(|(of, written, _)| (of, written) == (&row, field));
                self.body.cell(&cell.map(|(.., cell)| cell).unwrap_or_default());
                self.body.delimiter();
            }
            self.body.text.push_str(&body[ends.kept..ends.row]);
            start = ends.row;
        }

        std::mem::take(&mut self.body.text)
    }

    /// The heading of a column: without one in the file, the template's, so that the column is
    /// recognised beside that of the reasons; so too where the addresses told which column holds them, since
    /// few of those in error may be addresses. What somebody mapped is remembered by the headings as they are.
    fn heading(&self, at: usize) -> Cow<'s, str> {
        let Some(column) = self.sheet.columns.get(at) else { return self.sheet.layout.heading(at).into() };
        let by_content = |field| {
            let is_plain = recognise(&column.header) == Some(Field::Email) && !is_vague(&column.header);
            field == Field::Email && !is_plain && !self.sheet.mapped_by_hand
        };

        // The names stand in two columns then.
        let is_split = |field| field == Field::LastName && self.sheet.has_whole_names;

        match column.field {
            Some(field) if !self.sheet.dialect.header || by_content(field) || is_split(field) => {
                field.heading().into()
            }
            _ => Cow::from(&column.header),
        }
    }
}

/// Lines written as those of a file are.
struct Lines<'s> {
    layout: &'s Layout,
    text: String,
    /// Whether a cell of it is guarded.
    guarded: bool,
}

impl<'s> Lines<'s> {
    const fn new(layout: &'s Layout) -> Self {
        Self { layout, text: String::new(), guarded: false }
    }

    fn cell(&mut self, cell: &str) {
        let guarded = escape_formula(cell);
        self.guarded |= guarded != cell;
        let delimiter = char::from(self.layout.delimiter);
        let must = guarded.contains([delimiter, '"', '\r', '\n'])
            || guarded.starts_with(' ')
            // Taken for a quote where all cells have it.
            || guarded.starts_with('\'') && guarded.ends_with('\'')
            || guarded.ends_with(' ');

        if must || self.layout.quotes_all {
            self.text.push('"');
            self.text.push_str(&guarded.replace('"', "\"\""));
            self.text.push('"');
        } else {
            self.text.push_str(&guarded);
        }
    }

    fn delimiter(&mut self) {
        self.text.push(char::from(self.layout.delimiter));
    }

    fn line_end(&mut self) {
        self.text.push_str(self.layout.line_end);
    }
}

#[cfg(test)]
mod tests;

use super::layout::filled;
use super::{Position, Sheet};
use crate::imports::Encoding;
use crate::imports::encoding::{approximate, byte_order_mark, encode};
use crate::imports::guard::excel_guard;
use crate::imports::header::{is_reasons, recognise};
use std::borrow::Cow;

/// Writes rows of a sheet into a file of the same columns, written as that file is, with a last column
/// that says what is wrong with each. That column is ignored when the file is imported.
pub struct ErrorsFile<'s> {
    sheet: &'s Sheet,
    /// The columns to keep: all but the reasons of an earlier such file.
    kept: Vec<usize>,
    text: String,
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
        let width = widest.unwrap_or(0).max(sheet.columns.len());
        let is_kept = |at: &usize| sheet.columns.get(*at).is_none_or(|column| !is_reasons(&column.header));
        let mut file = Self { sheet, kept: (0..width).filter(is_kept).collect(), text: String::new() };
        if let Some(stated) = &sheet.layout.stated {
            file.text.push_str(stated);
            file.text.push_str(sheet.layout.line_end);
        }
        let headings = file.kept.iter().map(|at| file.heading(*at)).collect();
        file.line(headings, heading);
        file
    }

    /// The heading of a column: without one in the file, the template's, so that the column is
    /// recognised beside that of the reasons; so too where its addresses told what it holds, since few
    /// of those in error may be addresses. What somebody mapped is remembered by the headings as they are.
    fn heading(&self, at: usize) -> Cow<'s, str> {
        let Some(column) = self.sheet.columns.get(at) else { return "".into() };
        let by_content = || !self.sheet.mapped_by_hand && recognise(&column.header) != column.field;
        match column.field {
            Some(field) if !self.sheet.dialect.header || by_content() => field.heading().into(),
            _ => Cow::from(&column.header),
        }
    }

    /// Adds the row at a position; `cells` are its cells by field as they now are.
    pub fn row(&mut self, position: Position, cells: [&str; 7], reason: &str) {
        let mut raw = self.sheet.raw_cells(position);
        let width = self.kept.last().map_or(0, |last| last + 1).max(self.sheet.columns.len());
        raw.resize(width.max(raw.len()), "".into());
        for (place, cell) in self.sheet.places.iter().zip(cells) {
            if let Some(at) = place {
                raw[*at] = if self.sheet.dialect.guarded { excel_guard(cell) } else { cell.into() };
            }
        }
        let kept = self.kept.iter().map(|at| raw[*at].clone()).collect::<Vec<_>>();
        self.line(kept, reason);
    }

    /// The file: in the sheet's encoding, or in UTF-8 with its mark when an edit needs a character
    /// which that encoding lacks.
    pub fn finish(self) -> Written {
        let dialect = &self.sheet.dialect;
        let (encoding, body) = match encode(&self.text, dialect.encoding) {
            Some(body) => (dialect.encoding, body),
            None => (Encoding::Utf8, self.text.into_bytes()),
        };
        let instead_of = (encoding != dialect.encoding).then_some(dialect.encoding);
        let marked = dialect.bom || instead_of.is_some();
        let mut bytes = if marked { byte_order_mark(encoding).to_vec() } else { Vec::new() };
        bytes.extend(body);
        Written { bytes, instead_of }
    }

    fn line(&mut self, cells: Vec<Cow<'_, str>>, last: &str) {
        for cell in cells {
            self.cell(&cell);
            self.text.push(char::from(self.sheet.layout.delimiter));
        }
        // Reasons are our words: rather in other characters than the file in another encoding.
        self.cell(&approximate(last, self.sheet.dialect.encoding));
        self.text.push_str(self.sheet.layout.line_end);
    }

    fn cell(&mut self, cell: &str) {
        let delimiter = char::from(self.sheet.layout.delimiter);
        let must =
            cell.contains([delimiter, '"', '\r', '\n']) || cell.starts_with(' ') || cell.ends_with(' ');
        if must || self.sheet.layout.quotes_all {
            self.text.push('"');
            self.text.push_str(&cell.replace('"', "\"\""));
            self.text.push('"');
        } else {
            self.text.push_str(cell);
        }
    }
}

#[cfg(test)]
mod tests;

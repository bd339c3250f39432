use super::{Position, Sheet};
use crate::imports::Encoding;
use crate::imports::encoding::{byte_order_mark, encode};
use crate::imports::guard::excel_guard;
use crate::imports::header::is_reasons;
use std::borrow::Cow;

/// Writes rows of a sheet into a file of the same columns, delimiter and encoding, with a last
/// column that says what is wrong with each. That column is ignored when the file is imported.
pub struct ErrorsFile<'s> {
    sheet: &'s Sheet,
    /// The columns to keep: all but the reasons of an earlier such file.
    kept: Vec<usize>,
    text: String,
}

impl<'s> ErrorsFile<'s> {
    /// A file without rows yet; `heading` names the column of reasons.
    pub fn new(sheet: &'s Sheet, heading: &str) -> Self {
        let kept = sheet.columns.iter().enumerate().filter(|(_, column)| !is_reasons(&column.header));
        let kept = kept.map(|(at, _)| at).collect();
        let mut file = Self { sheet, kept, text: String::new() };
        if sheet.dialect.header {
            let headings = file.kept.iter().map(|at| Cow::from(&sheet.columns[*at].header)).collect();
            file.line(headings, heading);
        }
        file
    }

    /// Adds the row at a position; `cells` are its cells by field as they now are.
    pub fn row(&mut self, position: Position, cells: [&str; 7], reason: &str) {
        let mut raw = self.sheet.raw_cells(position);
        raw.resize(self.sheet.columns.len(), "".into());
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
    pub fn finish(self) -> Vec<u8> {
        let dialect = &self.sheet.dialect;
        let (encoding, body) = match encode(&self.text, dialect.encoding) {
            Some(body) => (dialect.encoding, body),
            None => (Encoding::Utf8, self.text.into_bytes()),
        };
        let marked = dialect.bom || encoding != dialect.encoding;
        let mut bytes = if marked { byte_order_mark(encoding).to_vec() } else { Vec::new() };
        bytes.extend(body);
        bytes
    }

    fn line(&mut self, cells: Vec<Cow<'_, str>>, last: &str) {
        for cell in cells {
            self.cell(&cell);
            self.text.push(char::from(self.sheet.layout.delimiter));
        }
        self.cell(last);
        self.text.push_str("\r\n");
    }

    fn cell(&mut self, cell: &str) {
        let delimiter = char::from(self.sheet.layout.delimiter);
        if cell.contains([delimiter, '"', '\r', '\n']) || cell.starts_with(' ') || cell.ends_with(' ') {
            self.text.push('"');
            self.text.push_str(&cell.replace('"', "\"\""));
            self.text.push('"');
        } else {
            self.text.push_str(cell);
        }
    }
}

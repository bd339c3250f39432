//! A sheet of an `.xlsx` workbook (ECMA-376, `SpreadsheetML`) as the text that the import reads: UTF-8 with a
//! byte order mark, `;` and CR LF, line by line what the sheet has row by row.
//!
//! Not with a spreadsheet library: what is inflated is counted here, byte by byte, so that a file of a
//! few kilobytes that inflates to gigabytes is refused instead of filling the memory of a tab or of the
//! server; numbers are written as people see them; and the module stays small. The tests hold it
//! against `calamine`.

mod beside;
mod cells;
mod format;
mod merged;
mod outline;
mod part;
mod strings;
mod styles;
mod text;
#[cfg(target_arch = "wasm32")]
mod wasm;

use domain::imports::{Field, FileKind, ReadError, recognise_headers};
use outline::Outline;
use part::Archive;
use strings::Strings;
use styles::Styles;

pub struct Workbook {
    archive: Archive,
    outline: Outline,
    /// The places in the outline of the sheets with something in them.
    filled: Vec<usize>,
    /// What the cells of all sheets refer to, when it has been read and not been used up.
    referred: Option<(Strings, Styles)>,
    /// How many rows of the sheet that was read last are hidden.
    hidden_rows: u32,
}

/// Whether a file is a workbook of any kind by its first bytes: it is for [`Workbook::open`] then, and
/// to be refused with the reason that it gives, or to be read.
pub fn is_workbook(bytes: &[u8]) -> bool {
    bytes.starts_with(ZIP) || bytes.starts_with(COMPOUND)
}

/// How many rows of a sheet are looked at for a heading.
const TOP: u32 = 20;

const ZIP: &[u8] = b"PK\x03\x04";

/// The container of the old binary formats, and of new ones that are encrypted (MS-CFB).
const COMPOUND: &[u8] = b"\xd0\xcf\x11\xe0";

impl Workbook {
    /// Opens a workbook and finds its sheets.
    pub fn open(bytes: Vec<u8>) -> Result<Self, ReadError> {
        Self::open_within(bytes, part::INFLATED)
    }

    /// The same where no more than `most` octets are inflated to open it, and then for each answer: a few of a workbook can
    /// come to gigabytes, and others wait while they do.
    pub fn open_within(bytes: Vec<u8>, most: u64) -> Result<Self, ReadError> {
        if bytes.starts_with(COMPOUND) {
            let kind = ReadError::NoList { kind: FileKind::Xls };
            return Err(if is_encrypted(&bytes) { ReadError::Protected } else { kind });
        }

        let mut archive = Archive::open(bytes, most)?;
        if let Some(kind) = archive.kind() {
            return Err(ReadError::NoList { kind });
        }

        let outline = Outline::read(&mut archive)?;
        let mut filled = Vec::new();

        for (place, sheet) in outline.sheets.iter().enumerate() {
            if cells::is_filled(&mut archive, &sheet.part)? {
                filled.push(place);
            }
        }

        if filled.is_empty() {
            Err(ReadError::Empty)
        } else {
            Ok(Self { archive, outline, filled, referred: None, hidden_rows: 0 })
        }
    }

    /// The names of the sheets that people see and that hold something, in their order; never none.
    pub fn sheets(&self) -> Vec<String> {
        self.filled.iter().map(|place| self.outline.sheets[*place].name.clone()).collect()
    }

    /// The place among [`Workbook::sheets`] of the one that is probably meant: the first near whose top one row
    /// names the addresses and another field, for a list often stands behind a sheet that says how to fill it
    /// in; or the very first.
    pub fn likely(&mut self) -> Result<usize, ReadError> {
        if self.filled.len() == 1 {
            return Ok(0);
        }

        self.archive.begin();
        let (strings, styles) = self.refer()?;
        let reading =
            cells::Reading { strings: &strings, styles: &styles, date_1904: self.outline.date_1904 };
        let mut likely = 0;

        for (place, sheet) in self.filled.iter().enumerate() {
            let part = &self.outline.sheets[*sheet].part;
            // What cannot be read is said when it is chosen.
            let top = cells::read(&mut self.archive, part, &reading, TOP, |_| {}).unwrap_or_default();
            if top.text.lines().any(is_header) {
                likely = place;
                break;
            }
        }

        self.referred = Some((strings, styles));
        Ok(likely)
    }

    /// The text of the sheet at a place of [`Workbook::sheets`]. `progress` hears now and then how much
    /// of it has been read, out of 1.
    pub fn text(&mut self, sheet: usize, progress: impl FnMut(f64)) -> Result<String, ReadError> {
        self.archive.begin();
        let place = self.filled.get(sheet).copied().unwrap_or(self.filled[0]);
        let (strings, styles) = self.refer()?;
        let reading =
            cells::Reading { strings: &strings, styles: &styles, date_1904: self.outline.date_1904 };
        let part = &self.outline.sheets[place].part;
        let read = cells::read(&mut self.archive, part, &reading, cells::ROWS, progress)?;
        self.hidden_rows = read.hidden_rows;

        Ok(read.text)
    }

    /// How many rows of the sheet that [`Workbook::text`] gave last hold something and are hidden, by hand or by
    /// a filter. They are in its text: that somebody filtered a list does not say that the others are not meant,
    /// but whoever shows it should say so.
    pub const fn hidden_rows(&self) -> u32 {
        self.hidden_rows
    }

    /// What cells refer to: what was kept of it, or it is read now.
    fn refer(&mut self) -> Result<(Strings, Styles), ReadError> {
        if let Some(kept) = self.referred.take() {
            return Ok(kept);
        }

        let styles = match &self.outline.styles {
            Some(part) => Styles::read(&mut self.archive, part)?,
            None => Styles::default(),
        };
        let strings = match &self.outline.strings {
            Some(part) => Strings::read(&mut self.archive, part)?,
            None => Strings::default(),
        };

        Ok((strings, styles))
    }
}

/// Whether a row names the addresses and at least one other field.
fn is_header(row: &str) -> bool {
    let fields = recognise_headers(row.split(';'));
    fields.contains(&Some(Field::Email)) && fields.iter().flatten().count() > 1
}

/// Whether a compound file holds an encrypted package (MS-OFFCRYPTO, 2.3.4): the name of the stream
/// stands in its directory.
fn is_encrypted(bytes: &[u8]) -> bool {
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes.windows(name.len()).any(|window| window == name)
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;

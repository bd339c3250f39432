//! A file as rows: what was detected, what was chosen, and the cells by field.

mod layout;
mod rows;
mod write;

pub use rows::{Position, RowCells, Rows};
pub use write::{ErrorsFile, Written};

use super::detect::{refuse_binary, utf8_or_encoding};
use super::encoding::{decode, marked};
use super::file_bytes::has_nul;
use super::header::is_whole_name;
use super::sample::{EncodingChoice, Words, encoding_choices};
use super::{
    DelimiterChoice, Dialect, Encoding, Field, FileBytes, FileKind, List, Need, Overrides, ReadError, limits,
};
use crate::reference::ReferenceData;
use layout::Layout;
use serde::{Deserialize, Serialize};

/// How a file reads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opened {
    /// How it is read.
    pub dialect: Dialect,
    /// The encodings to choose from, the one in use among them; empty when all read the same.
    pub encodings: Vec<EncodingChoice>,
    /// The delimiters to choose from.
    pub delimiters: Vec<DelimiterChoice>,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Fields that a file must have and no column is mapped to.
    pub missing: Vec<Field>,
    /// Fields that no column is mapped to and that can hold one thing alone, which is what all rows mean: the only
    /// contract, the only site.
    #[serde(default)]
    pub assumed: Vec<(Field, String)>,
}

/// A column of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// Its place, from 0.
    pub index: u32,
    /// Its heading, or "".
    pub header: String,
    /// Its first cell that is not empty, or "".
    pub sample: String,
    /// What it holds; `None` when it is ignored.
    pub field: Option<Field>,
}

/// A file that has been opened for reading.
pub struct Sheet {
    content: Content,
    dialect: Dialect,
    layout: Layout,
    columns: Vec<Column>,
    /// Where each field's column is, in the order of [`Field::ALL`].
    places: [Option<usize>; Field::COUNT],
    /// Whether the column of last names holds whole names.
    has_whole_names: bool,
    /// Whether somebody said what the columns hold.
    mapped_by_hand: bool,
}

/// The bytes of a file and the text that they write: the same when they are UTF-8, so that a file
/// is not held twice.
enum Content {
    Utf8(String),
    Other { bytes: Vec<u8>, text: String },
}

impl Sheet {
    /// Opens a file, detecting what is not overridden.
    pub fn open(bytes: Vec<u8>, overrides: &Overrides) -> Result<Self, ReadError> {
        Self::open_file(bytes.into(), overrides)
    }

    /// The same of a file that came in piece by piece.
    pub fn open_file(bytes: FileBytes, overrides: &Overrides) -> Result<Self, ReadError> {
        if bytes.len() as u64 > limits::BYTES {
            return Err(ReadError::TooLarge { max: limits::BYTES });
        }

        let bytes = bytes.complete();
        refuse_binary(bytes.whole())?;
        let (content, encoding) = Content::new(bytes, overrides.encoding);
        let text = content.text();

        if let Some(kind) = FileKind::of_text(text) {
            return Err(ReadError::NoList { kind });
        }

        let layout = Layout::find(text, overrides)?;
        let columns = layout.columns(overrides);
        let place = |field| columns.iter().position(|column| column.field == Some(field));

        let places = Field::ALL.map(place);
        let last_name = places[Field::LastName.index()];

        Ok(Self {
            has_whole_names: last_name.is_some_and(|at| is_whole_name(layout.heading(at))),
            dialect: Dialect {
                encoding,
                delimiter: char::from(layout.delimiter),
                quote: char::from(layout.quoting.quote),
                bom: marked(content.bytes()) == Some(encoding),
                header: layout.header.is_some(),
                preamble: layout.preamble,
                guarded: layout.is_guarded(),
            },
            places,
            mapped_by_hand: overrides.mapping.is_some(),
            content,
            layout,
            columns,
        })
    }

    /// The file's bytes, to open it differently.
    pub fn into_bytes(self) -> Vec<u8> {
        self.into_file().into_bytes()
    }

    /// The file, to open it differently.
    pub fn into_file(self) -> FileBytes {
        match self.content {
            Content::Utf8(text) => text.into(),
            Content::Other { bytes, .. } => bytes.into(),
        }
    }

    /// How it is read.
    pub const fn dialect(&self) -> &Dialect {
        &self.dialect
    }

    /// Its columns.
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// Fields that a customer's file must have and this one has not: without them every row is in error.
    pub fn missing(&self, reference: &ReferenceData) -> Vec<Field> {
        self.absent(reference).filter(|field| only_choice(reference, *field).is_none()).collect()
    }

    /// Fields that this file needs not have, since they can hold one thing alone, and what that is.
    pub fn assumed(&self, reference: &ReferenceData) -> Vec<(Field, String)> {
        self.absent(reference).filter_map(|field| Some((field, only_choice(reference, field)?))).collect()
    }

    /// Fields that each row needs and no column feeds.
    fn absent(&self, reference: &ReferenceData) -> impl Iterator<Item = Field> {
        let is_needed = |field: &Field| match field.spec().need {
            Need::Always => true,
            Need::WithSites => !reference.sites.is_empty(),
            Need::WithoutDefaultProfile => reference.default_profile.is_none(),
            Need::Never => false,
        };
        let is_missing = |field: &Field| self.places[field.index()].is_none();

        Field::ALL.into_iter().filter(is_needed).filter(is_missing)
    }

    /// Everything about how it is read, and how else it could be, for a customer.
    pub fn opened(&self, reference: &ReferenceData) -> Opened {
        let mut delimiters = self.layout.delimiters.clone();
        delimiters.retain(|choice| choice.columns > 1 || choice.delimiter == self.dialect.delimiter);
        let words = Words {
            delimiter: self.layout.delimiter,
            quoting: self.layout.quoting,
            encoding: self.dialect.encoding,
            line: self.layout.body.line(),
            places: &self.places,
        };

        Opened {
            dialect: self.dialect,
            encodings: encoding_choices(self.content.bytes(), &words),
            delimiters,
            columns: self.columns.clone(),
            missing: self.missing(reference),
            assumed: self.assumed(reference),
        }
    }
}

/// The only contract or site that there is.
fn only_choice(reference: &ReferenceData, field: Field) -> Option<String> {
    match (field.spec().list?, &reference.contracts[..], &reference.sites[..]) {
        (List::Contracts, [only], _) => Some(only.number.to_string()),
        (List::Sites, _, [only]) => Some(only.name.to_string()),
        _ => None,
    }
}

impl Content {
    /// Reads a file as it was told to be read, or as it seems to be.
    fn new(bytes: FileBytes, chosen: Option<Encoding>) -> (Self, Encoding) {
        let (bytes, encoding) = match utf8_or_encoding(bytes, chosen) {
            Ok(text) if !has_nul(&text) => return (Self::Utf8(text), Encoding::Utf8),
            Ok(text) => (text.into_bytes(), Encoding::Utf8),
            Err(other) => other,
        };

        let mut text = decode(&bytes, encoding).into_owned();
        // No text has a NUL, and PostgreSQL takes none: like a byte that means nothing, it is an error of the cell it stands in.
        if has_nul(&text) {
            text = text.replace('\0', "\u{fffd}");
        }
        (Self::Other { bytes, text }, encoding)
    }

    fn bytes(&self) -> &[u8] {
        match self {
            Self::Utf8(text) => text.as_bytes(),
            Self::Other { bytes, .. } => bytes,
        }
    }

    /// The text without its marks: the byte order mark, and the one by which DOS ends a file.
    fn text(&self) -> &str {
        let text = match self {
            Self::Utf8(text) => text.strip_prefix('\u{feff}').unwrap_or(text),
            Self::Other { text, .. } => text,
        };
        text.strip_suffix('\u{1a}').unwrap_or(text)
    }
}

#[cfg(test)]
mod tests;

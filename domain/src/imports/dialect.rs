//! How a file is to be read: encoding, delimiter, where its rows begin.

use super::Field;
use serde::{Deserialize, Serialize};

/// How the bytes of a file stand for characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Encoding {
    /// UTF-8.
    #[serde(rename = "utf-8")]
    Utf8,
    /// UTF-16, little endian; only with a byte order mark.
    #[serde(rename = "utf-16le")]
    Utf16Le,
    /// UTF-16, big endian; only with a byte order mark.
    #[serde(rename = "utf-16be")]
    Utf16Be,
    /// Windows in western Europe: what French Excel saves as CSV.
    #[serde(rename = "windows-1252")]
    Windows1252,
    /// Mac OS Roman: what old Excel for Mac saves.
    #[serde(rename = "macintosh")]
    Macintosh,
    /// DOS in western Europe: what Excel saves as "CSV (MS-DOS)".
    #[serde(rename = "cp850")]
    Cp850,
}

/// How a file is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dialect {
    /// Its encoding.
    pub encoding: Encoding,
    /// Between cells: `;`, `,`, tab or `|`.
    pub delimiter: char,
    /// Around cells that hold delimiters or line ends.
    pub quote: char,
    /// Whether it begins with a byte order mark.
    pub bom: bool,
    /// Whether its first row names the columns.
    pub header: bool,
    /// Lines above that row: titles, a `sep=` line.
    pub preamble: u32,
    /// Whether Guichet wrote it for a spreadsheet program: a guarding apostrophe is taken away.
    pub guarded: bool,
}

/// What a person chose instead of what was detected.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Overrides {
    /// The encoding.
    pub encoding: Option<Encoding>,
    /// The delimiter.
    pub delimiter: Option<char>,
    /// Whether the first row names the columns.
    pub header: Option<bool>,
    /// The sheet of a workbook, by its place among those with something in them.
    pub sheet: Option<u32>,
    /// The field of every column, in order; `None` for those to ignore.
    pub mapping: Option<Vec<Option<Field>>>,
}

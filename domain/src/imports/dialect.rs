//! How a file is to be read: encoding, delimiter, where its rows begin.

use super::Field;
use serde::{Deserialize, Serialize};

/// How the bytes of a file stand for characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Encoding {
    /// UTF-8.
    #[serde(rename = "utf-8")]
    Utf8,
    /// UTF-16, little endian: "Unicode text" of Windows.
    #[serde(rename = "utf-16le")]
    Utf16Le,
    /// UTF-16, big endian.
    #[serde(rename = "utf-16be")]
    Utf16Be,
    /// UTF-32, little endian.
    #[serde(rename = "utf-32le")]
    Utf32Le,
    /// UTF-32, big endian.
    #[serde(rename = "utf-32be")]
    Utf32Be,
    /// Windows in western Europe: what French Excel saves as CSV.
    #[serde(rename = "windows-1252")]
    Windows1252,
    /// Latin-9, which has `€`, `Œ` and `œ` where Windows has `¤`, `¼` and `½`: what old Unix programs write.
    #[serde(rename = "iso-8859-15")]
    Iso8859_15,
    /// Mac OS Roman: what old Excel for Mac saves.
    #[serde(rename = "macintosh")]
    Macintosh,
    /// DOS in western Europe: what Excel saves as "CSV (MS-DOS)".
    #[serde(rename = "cp850")]
    Cp850,
}

impl Encoding {
    /// Every encoding, in the order in which they are offered.
    pub const ALL: [Self; 9] = [
        Self::Utf8,
        Self::Windows1252,
        Self::Macintosh,
        Self::Cp850,
        Self::Iso8859_15,
        Self::Utf16Le,
        Self::Utf16Be,
        Self::Utf32Le,
        Self::Utf32Be,
    ];

    /// Its name in JSON and on the command line, as the IANA registers it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "utf-8",
            Self::Utf16Le => "utf-16le",
            Self::Utf16Be => "utf-16be",
            Self::Utf32Le => "utf-32le",
            Self::Utf32Be => "utf-32be",
            Self::Windows1252 => "windows-1252",
            Self::Iso8859_15 => "iso-8859-15",
            Self::Macintosh => "macintosh",
            Self::Cp850 => "cp850",
        }
    }

    /// Whether each character takes two bytes or four.
    pub(super) const fn is_wide(self) -> bool {
        matches!(self, Self::Utf16Le | Self::Utf16Be | Self::Utf32Le | Self::Utf32Be)
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_encoding_has_its_name_in_json() {
        for encoding in Encoding::ALL {
            assert_eq!(serde_json::to_value(encoding).unwrap(), encoding.name());
        }
    }
}

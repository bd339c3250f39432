//! *Mes tarifs*: documents that the carrier publishes for a contract.

use crate::end_date::EndDate;
use crate::ids::TariffId;
use crate::names::is_invisible;
use serde::{Deserialize, Serialize};
use std::fmt;

/// As large as a document may be, in bytes.
pub const LARGEST: usize = 20 * 1024 * 1024;

/// What a document is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TariffKind {
    /// To be read.
    Pdf,
    /// A workbook.
    Xlsx,
    /// A table.
    Csv,
}

impl TariffKind {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Pdf, Self::Xlsx, Self::Csv];

    /// What the database calls it, and how names of such files end.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Xlsx => "xlsx",
            Self::Csv => "csv",
        }
    }

    /// The kind of a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// Its media type.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Csv => "text/csv",
        }
    }

    /// Whether this is what a content begins as: `%PDF-` (ISO 32000-1, 7.5.2); a zip with the parts of a workbook in it
    /// (ECMA-376-2); text without control characters.
    fn is_of(self, content: &[u8]) -> bool {
        let holds = |part: &[u8]| content.windows(part.len()).any(|window| window == part);
        match self {
            Self::Pdf => content.starts_with(b"%PDF-"),
            Self::Xlsx => {
                content.starts_with(b"PK\x03\x04")
                    && holds(b"[Content_Types].xml")
                    && holds(b"xl/workbook.xml")
            }
            Self::Csv => !content.iter().any(|byte| byte.is_ascii_control() && !b"\t\r\n".contains(byte)),
        }
    }
}

/// Why a file is no document to be published.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TariffError {
    /// There is nothing in it.
    #[error("an empty file")]
    Empty,
    /// It is larger than [`LARGEST`].
    #[error("a file of more than {} MiB", LARGEST >> 20)]
    TooLarge,
    /// Its name ends as none of [`TariffKind::ALL`] does.
    #[error("a file that is called neither .pdf nor .xlsx nor .csv")]
    UnknownKind,
    /// Its content is not what its name says.
    #[error("a file that is no {} inside", .0.code())]
    AnotherKind(TariffKind),
    /// Its name leads elsewhere, or shows something else than it is.
    #[error(
        "a name with a path or an invisible character in it, or of more than {} characters",
        TariffName::MAX
    )]
    Name,
}

/// What a document is called: the name of a file, which leads nowhere, and its kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct TariffName {
    name: String,
    kind: TariffKind,
}

impl TariffName {
    /// The longest name, in characters.
    pub const MAX: usize = 120;

    /// The name that a text writes.
    pub fn parse(text: &str) -> Result<Self, TariffError> {
        let name = crate::unicode::composed(text.trim()).into_owned();
        let leads = name.starts_with('.') || name.contains(['/', '\\', ':', '"']);
        if leads || name.chars().count() > Self::MAX || name.chars().any(is_invisible) {
            return Err(TariffError::Name);
        }

        let (stem, end) = name.rsplit_once('.').ok_or(TariffError::UnknownKind)?;
        let kind = TariffKind::from_code(&end.to_ascii_lowercase()).ok_or(TariffError::UnknownKind)?;
        if stem.trim().is_empty() { Err(TariffError::Name) } else { Ok(Self { name, kind }) }
    }

    /// The name as it is.
    pub fn as_str(&self) -> &str {
        &self.name
    }

    /// What its end says.
    pub const fn kind(&self) -> TariffKind {
        self.kind
    }
}

impl fmt::Display for TariffName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)
    }
}

impl TryFrom<String> for TariffName {
    type Error = TariffError;

    fn try_from(text: String) -> Result<Self, TariffError> {
        Self::parse(&text)
    }
}

impl From<TariffName> for String {
    fn from(name: TariffName) -> Self {
        name.name
    }
}

/// A file that is a document to be published.
#[derive(Clone, PartialEq, Eq)]
pub struct TariffFile {
    name: TariffName,
    content: Vec<u8>,
}

impl TariffFile {
    /// The document that a file is, when its content is what its name says.
    pub fn new(name: TariffName, content: Vec<u8>) -> Result<Self, TariffError> {
        match content.len() {
            0 => Err(TariffError::Empty),
            size if size > LARGEST => Err(TariffError::TooLarge),
            _ if name.kind.is_of(&content) => Ok(Self { name, content }),
            _ => Err(TariffError::AnotherKind(name.kind)),
        }
    }

    /// What it is called.
    pub const fn name(&self) -> &TariffName {
        &self.name
    }

    /// What is in it.
    pub fn content(&self) -> &[u8] {
        &self.content
    }
}

impl fmt::Debug for TariffFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "TariffFile({}, {} bytes)", self.name, self.content.len())
    }
}

/// From which day to which a document holds, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Validity {
    from: EndDate,
    to: EndDate,
}

impl Validity {
    /// `None`: it would end before it begins.
    pub fn new(from: EndDate, to: EndDate) -> Option<Self> {
        (from <= to).then_some(Self { from, to })
    }

    /// The first day.
    pub const fn from(self) -> EndDate {
        self.from
    }

    /// The last day.
    pub const fn to(self) -> EndDate {
        self.to
    }

    /// How it stands to a day.
    pub fn on(self, day: EndDate) -> ValidityState {
        if day < self.from {
            ValidityState::Coming
        } else if day > self.to {
            ValidityState::Past
        } else {
            ValidityState::Current
        }
    }
}

/// Whether a document holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ValidityState {
    /// It does.
    Current,
    /// It will.
    Coming,
    /// It did.
    Past,
}

/// A document, as it is listed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tariff {
    /// Names it in its address.
    pub id: TariffId,
    /// What it is called.
    pub name: TariffName,
    /// In bytes.
    pub size: u64,
    /// When it holds.
    pub validity: Validity,
    /// Whether it does today.
    pub state: ValidityState,
}

/// The documents of one contract.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContractTariffs {
    /// Whose contract it is.
    pub customer: String,
    /// The contract's number.
    pub number: String,
    /// What it is called.
    pub name: String,
    /// Those that hold first, then those that will, then those that did; the latest first.
    pub tariffs: Vec<Tariff>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(text: &str) -> TariffName {
        TariffName::parse(text).unwrap()
    }

    #[test]
    fn a_name_leads_nowhere_and_says_what_it_is() {
        assert_eq!(name(" Tarifs été 2026.PDF ").as_str(), "Tarifs été 2026.PDF");
        assert_eq!(name("a.b.xlsx").kind(), TariffKind::Xlsx);

        for leading in [
            "../tarifs.pdf",
            "..\\tarifs.pdf",
            "/etc/tarifs.pdf",
            ".pdf",
            ". .pdf",
            "C:tarifs.pdf",
            "a\u{202e}fdp.pdf",
            "a\"b.pdf",
            " .pdf",
        ] {
            assert_eq!(TariffName::parse(leading), Err(TariffError::Name), "{leading:?}");
        }
        assert_eq!(TariffName::parse(&format!("{}.pdf", "x".repeat(120))), Err(TariffError::Name));
        for other in ["tarifs.exe", "tarifs", "tarifs.pdf.exe", ""] {
            assert_eq!(TariffName::parse(other), Err(TariffError::UnknownKind), "{other:?}");
        }
    }

    #[test]
    fn a_file_is_inside_what_its_name_says() {
        let workbook = b"PK\x03\x04...[Content_Types].xml...xl/workbook.xml";
        for (file, content) in [
            ("a.pdf", &b"%PDF-1.7\n"[..]),
            ("a.xlsx", workbook),
            ("a.csv", "poids;prix\r\n1;3,20\u{a0}€\r\n".as_bytes()),
        ] {
            assert!(TariffFile::new(name(file), content.to_vec()).is_ok(), "{file}");
        }

        let executable = b"MZ\x90\0\x03\0\0\0";
        for (file, content) in [
            ("a.pdf", &executable[..]),
            ("a.xlsx", executable),
            ("a.csv", executable),
            ("a.xlsx", b"PK\x03\x04"),
            ("a.pdf", b"PDF"),
        ] {
            let refused = TariffFile::new(name(file), content.to_vec());
            assert_eq!(refused, Err(TariffError::AnotherKind(name(file).kind())), "{file}");
        }
    }

    #[test]
    fn a_file_has_something_in_it_and_at_most_20_mebibytes() {
        assert_eq!(TariffFile::new(name("a.pdf"), Vec::new()), Err(TariffError::Empty));
        let mut content = b"%PDF-1.7".to_vec();
        content.resize(LARGEST, b' ');
        assert!(TariffFile::new(name("a.pdf"), content.clone()).is_ok());
        content.push(b' ');
        assert_eq!(TariffFile::new(name("a.pdf"), content), Err(TariffError::TooLarge));
    }

    #[test]
    fn a_document_holds_on_both_of_its_days() {
        let day = |text: &str| EndDate::parse(text).unwrap();
        let validity = Validity::new(day("2026-07-01"), day("2026-12-31")).unwrap();
        let states =
            ["2026-06-30", "2026-07-01", "2026-12-31", "2027-01-01"].map(|text| validity.on(day(text)));
        let (coming, current, past) = (ValidityState::Coming, ValidityState::Current, ValidityState::Past);
        assert_eq!(states, [coming, current, current, past]);
        assert_eq!(Validity::new(day("2026-12-31"), day("2026-07-01")), None);
    }
}

//! The file of `reference import`: `type;numero;nom;compte;droits`.

use domain::fold::fold;
use domain::names::{AccountName, NameError, ProfileName, SiteName};
use domain::numbers::{ContractNumber, NumberError, SubAccountNumber};
use domain::rights::{RightError, Rights, parse_rights};

/// What is wrong with a line.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {problem}")]
pub struct LineError {
    /// The line of the file, from 1.
    pub line: u64,
    /// What is wrong with it.
    pub problem: Problem,
}

/// What can be wrong with a line.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// The first column is none of contrat, sous-compte, site, profil.
    #[error("\"{0}\" is none of contrat, sous-compte, site, profil")]
    Kind(String),
    /// A number that is none.
    #[error("numero: {0}")]
    Number(NumberError),
    /// A name that is none.
    #[error("nom: {0}")]
    Name(NameError),
    /// A sub-account of a contract that the customer does not have.
    #[error("compte: unknown contract {0}")]
    UnknownContract(String),
    /// A right that is not written `application=niveau`.
    #[error("droits: \"{0}\" is not an application and a level")]
    Right(#[from] RightError),
    /// Quotes that are not closed, or another number of columns than the first line's.
    #[error("not a line of five columns")]
    Shape,
    #[error("not in UTF-8")]
    Encoding,
}

/// What a line says the customer has.
pub(super) enum Item {
    Contract { number: ContractNumber, name: AccountName },
    SubAccount { number: SubAccountNumber, name: AccountName, contract: String },
    Site { name: SiteName },
    Profile { name: ProfileName, rights: Rights },
}

/// The items of a file with their lines, or everything that is wrong with it.
pub(super) fn read(csv: &[u8]) -> Result<Vec<(u64, Item)>, Vec<LineError>> {
    let text = csv.strip_prefix(b"\xef\xbb\xbf").unwrap_or(csv);
    let mut reader =
        csv::ReaderBuilder::new().delimiter(b';').has_headers(false).flexible(true).from_reader(text);
    let (mut items, mut errors) = (Vec::new(), Vec::new());
    let mut record = csv::StringRecord::new();

    loop {
        match reader.read_record(&mut record) {
            Ok(true) => {}
            Ok(false) => break,
            Err(error) => {
                errors.push(unreadable(&error));
                break;
            }
        }
        let line = record.position().map_or(0, csv::Position::line);
        if line == 1 && fold(&record[0]) == "type" || record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        match item(&record) {
            Ok(item) => items.push((line, item)),
            Err(problem) => errors.push(LineError { line, problem }),
        }
    }

    if errors.is_empty() { Ok(items) } else { Err(errors) }
}

fn unreadable(error: &csv::Error) -> LineError {
    let problem =
        if matches!(error.kind(), csv::ErrorKind::Utf8 { .. }) { Problem::Encoding } else { Problem::Shape };
    LineError { line: error.position().map_or(0, csv::Position::line), problem }
}

fn item(record: &csv::StringRecord) -> Result<Item, Problem> {
    if record.len() > 5 {
        return Err(Problem::Shape);
    }

    let cell = |index| record.get(index).unwrap_or_default().trim();
    let (number, name) = (cell(1), cell(2));

    match fold(cell(0)).as_str() {
        "contrat" | "compte" | "contract" => Ok(Item::Contract {
            number: ContractNumber::parse(number).map_err(Problem::Number)?,
            name: AccountName::parse(name).map_err(Problem::Name)?,
        }),
        "sous-compte" | "sous_compte" | "sub-account" => Ok(Item::SubAccount {
            number: SubAccountNumber::parse(number).map_err(Problem::Number)?,
            name: AccountName::parse(name).map_err(Problem::Name)?,
            contract: cell(3).to_owned(),
        }),
        "site" => Ok(Item::Site { name: SiteName::parse(name).map_err(Problem::Name)? }),
        "profil" | "profile" => Ok(Item::Profile {
            name: ProfileName::parse(name).map_err(Problem::Name)?,
            rights: parse_rights(cell(4))?.into(),
        }),
        _ => Err(Problem::Kind(cell(0).to_owned())),
    }
}

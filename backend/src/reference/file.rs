//! The file of `reference import`: `type;numero;nom;compte;droits`, read as files of people are.

use domain::fold::fold;
use domain::imports::{Overrides, ReadError, Sheet, heading_key, is_formula_error};
use domain::names::{AccountName, NameError, ProfileName, SiteName};
use domain::numbers::{ContractNumber, NumberError, SubAccountNumber};
use domain::rights::{RightError, Rights, parse_rights};

/// What is wrong with a line.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {problem}")]
pub struct LineError {
    /// The line of the file, from 1.
    pub line: u32,
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
    /// What is left of a formula that failed, or that was saved without its result.
    #[error("\"{0}\" is a formula without a result")]
    Formula(String),
    /// More than the five columns, in a file that does not name them.
    #[error("more than five columns")]
    Shape,
}

/// What a line says the customer has.
pub(super) enum Item {
    Contract { number: ContractNumber, name: AccountName },
    SubAccount { number: SubAccountNumber, name: AccountName, contract: String },
    Site { name: SiteName },
    Profile { name: ProfileName, rights: Rights },
}

/// Why nothing can be made of a file.
pub(super) enum FileError {
    /// It is no list.
    Unreadable(ReadError),
    /// Everything that is wrong with its lines.
    Lines(Vec<LineError>),
}

/// The columns in the order of a file that does not name them, with what they are headed by.
#[rustfmt::skip]
const COLUMNS: [&[&str]; 5] = [
    &["type", "kind"],
    &["numero", "number", "no", "n", "num"],
    &["nom", "name", "libelle", "label"],
    &["compte", "contrat", "ncompte", "numerocompte", "account", "contract"],
    &["droits", "rights"],
];

/// How far down a row of headings is looked for.
const HEAD: usize = 40;

/// The items of a file with their lines.
pub(super) fn read(file: &[u8], reading: &Overrides) -> Result<Vec<(u32, Item)>, FileError> {
    // Its headings are others than those of people.
    let reading = Overrides { header: Some(false), ..reading.clone() };
    let sheet = Sheet::open(file.to_vec(), &reading).map_err(FileError::Unreadable)?;
    let rows: Vec<(u32, Vec<_>)> =
        sheet.raw_rows().collect::<Result<_, _>>().map_err(FileError::Unreadable)?;

    let header = rows.iter().take(HEAD).position(|(_, cells)| is_header(cells));
    let places = header.map(|at| COLUMNS.map(|names| place(&rows[at].1, names)));
    let (mut items, mut errors) = (Vec::new(), Vec::new());

    for (line, cells) in rows.iter().skip(header.map_or(0, |at| at + 1)) {
        if cells.iter().all(|cell| cell.trim().is_empty()) || is_header(cells) {
            continue;
        }
        match by_column(cells, places).and_then(item) {
            Ok(item) => items.push((*line, item)),
            Err(problem) => errors.push(LineError { line: *line, problem }),
        }
    }

    if errors.is_empty() { Ok(items) } else { Err(FileError::Lines(errors)) }
}

/// Whether a row names the columns.
fn is_header<C: AsRef<str>>(cells: &[C]) -> bool {
    place(cells, COLUMNS[0]).is_some() && place(cells, COLUMNS[2]).is_some()
}

/// Which cell of a row of headings has one of these names.
fn place<C: AsRef<str>>(cells: &[C], names: &[&str]) -> Option<usize> {
    cells.iter().position(|cell| names.contains(&heading_key(cell.as_ref()).as_str()))
}

/// The cells of a row in the order of [`COLUMNS`], from where the headings have them.
fn by_column<C: AsRef<str>>(cells: &[C], places: Option<[Option<usize>; 5]>) -> Result<[&str; 5], Problem> {
    let cell = |at: usize| cells.get(at).map_or("", |cell| cell.as_ref().trim());
    if places.is_none() && (COLUMNS.len()..cells.len()).any(|at| !cell(at).is_empty()) {
        return Err(Problem::Shape);
    }

    let found = match places {
        Some(places) => places.map(|place| place.map_or("", cell)),
        None => std::array::from_fn(cell),
    };
    match found.iter().find(|cell| is_formula_error(cell)) {
        Some(failed) => Err(Problem::Formula((*failed).to_owned())),
        None => Ok(found),
    }
}

fn item([kind, number, name, contract, rights]: [&str; 5]) -> Result<Item, Problem> {
    match fold(kind).as_str() {
        "contrat" | "compte" | "contract" => Ok(Item::Contract {
            number: ContractNumber::parse(number).map_err(Problem::Number)?,
            name: AccountName::parse(name).map_err(Problem::Name)?,
        }),
        "sous-compte" | "sous_compte" | "sous compte" | "sub-account" => Ok(Item::SubAccount {
            number: SubAccountNumber::parse(number).map_err(Problem::Number)?,
            name: AccountName::parse(name).map_err(Problem::Name)?,
            contract: contract.to_owned(),
        }),
        "site" => Ok(Item::Site { name: SiteName::parse(name).map_err(Problem::Name)? }),
        "profil" | "profile" => Ok(Item::Profile {
            name: ProfileName::parse(name).map_err(Problem::Name)?,
            rights: parse_rights(rights)?.into(),
        }),
        _ => Err(Problem::Kind(kind.to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn items(file: &[u8]) -> Vec<(u32, String)> {
        let read = read(file, &Overrides::default());
        let items = read.unwrap_or_else(|error| match error {
            FileError::Unreadable(error) => panic!("{error}"),
            FileError::Lines(errors) => panic!("{errors:?}"),
        });
        let text = |item| match item {
            Item::Contract { number, name } => format!("contract {number} {name}"),
            Item::SubAccount { number, name, contract } => format!("part {number} {name} of {contract}"),
            Item::Site { name } => format!("site {name}"),
            Item::Profile { name, rights } => format!("profile {name} {}", rights.iter().count()),
        };
        items.into_iter().map(|(line, item)| (line, text(item))).collect()
    }

    fn problems(file: &[u8]) -> Vec<LineError> {
        match read(file, &Overrides::default()) {
            Err(FileError::Lines(errors)) => errors,
            _ => panic!("it reads, or not at all"),
        }
    }

    const FOUR: &str =
        "contrat;77;Un;;\nsous-compte;1;A;77;\nsite;;Nîmes;;\nprofil;;Retours;;retours=gestion\n";

    #[test]
    fn a_file_reads_the_same_in_each_dialect() {
        let expected = items(FOUR.as_bytes());
        let lines: Vec<u32> = expected.iter().map(|(line, _)| *line).collect();
        assert_eq!((lines, expected[2].1.as_str()), (vec![1, 2, 3, 4], "site Nîmes"));

        let windows: Vec<u8> = FOUR.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
        let utf_16: Vec<u8> = FOUR.encode_utf16().flat_map(u16::to_le_bytes).collect();
        for file in [
            format!("\u{feff}{FOUR}").into_bytes(),
            FOUR.replace('\n', "\r\n").into_bytes(),
            FOUR.replace('\n', "\r").into_bytes(),
            FOUR.replace(';', "\t").into_bytes(),
            FOUR.replace(';', ",").into_bytes(),
            FOUR.replace("Nîmes", "\"Nîmes\"").into_bytes(),
            windows,
            [&b"\xff\xfe"[..], &utf_16].concat(),
        ] {
            assert_eq!(items(&file), expected, "{}", String::from_utf8_lossy(&file));
        }
    }

    #[test]
    fn columns_are_found_by_their_headings_below_what_stands_above_them() {
        for file in [
            "type;numero;nom;compte;droits\r\nsous-compte;1;A;77;\r\n",
            "Référentiel Potters\r\n\r\nNom;Type;Remarque;Compte;N°;Droits\r\nA;Sous-compte;x;77;1;\r\n",
            "type,number,name,account,rights\nsub-account,1,A,77,\ntype,number,name,account,rights\n",
        ] {
            let found = items(file.as_bytes());
            assert_eq!(found.len(), 1, "{file}");
            assert_eq!(found[0].1, "part 1 A of 77", "{file}");
        }
    }

    #[test]
    fn one_line_alone_is_no_heading() {
        assert_eq!(items(b"profil;;P;;suivi=gestion,retours=gestion\n"), [(1, "profile P 2".to_owned())]);
    }

    #[test]
    fn a_wrong_line_is_named_whatever_ends_the_lines_above_it() {
        for end in ["\n", "\r\n", "\r"] {
            let file =
                ["type;numero;nom;compte;droits", "", "site;;\"Nîmes\";;", "entrepôt;;X;;", ""].join(end);
            let expected = [LineError { line: 4, problem: Problem::Kind("entrepôt".to_owned()) }];
            assert_eq!(problems(file.as_bytes()), expected, "{end:?}");
        }
    }

    #[test]
    fn what_a_formula_left_is_no_value_in_any_column() {
        for at in 0..COLUMNS.len() {
            for error in ["#FORMULE!", "#N/A"] {
                let mut cells = ["profil", "1", "P", "77", "suivi=gestion"];
                cells[at] = error;
                let problem = Problem::Formula(error.to_owned());
                assert_eq!(problems(cells.join(";").as_bytes()), [LineError { line: 1, problem }], "{at}");
            }
        }
    }

    #[test]
    fn letters_that_were_lost_and_columns_too_many_are_said() {
        let [lost, wide] =
            [&b"site;;Nimes;;\nsite;;B\xc3;;\nsite;;\xc3\xa9;;\n"[..], b"site;;X;;;y\n"].map(problems);
        assert_eq!(lost, [LineError { line: 2, problem: Problem::Name(NameError::Invisible) }]);
        assert_eq!(wide, [LineError { line: 1, problem: Problem::Shape }]);
    }
}

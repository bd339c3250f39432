//! A file of advanced users: read as files of people are, and judged by rows of its own.

use crate::address::{AddressError, EmailAddress};
use crate::fold::fold;
use crate::imports::{Field, Overrides, ReadError, RowText, Sheet, heading_key, is_formula_error, is_no_row};
use crate::names::{NameError, PersonName};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeSet, HashMap};

/// So many rows may a file of advanced users have.
pub const MOST_ROWS: usize = 300;

/// Somebody of a file who is to be an advanced user, as it writes them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AdvancedRow {
    /// The line of the file.
    pub line: u32,
    /// Their address.
    pub email: String,
    /// "" when unknown.
    pub last_name: String,
    /// "" when unknown.
    pub first_name: String,
    /// The numbers of the contracts that they are to see; none: all of them.
    pub contracts: Vec<String>,
}

/// Why somebody of a file cannot be added.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AdvancedRowError {
    /// What is left of a formula that failed, or that was saved without its result, stands in a cell.
    Formula(String),
    /// It is no address.
    Email(AddressError),
    /// It is no last name.
    LastName(NameError),
    /// It is no first name.
    FirstName(NameError),
    /// The customer has no contract of this number.
    UnknownContract(String),
    /// The address stands in an earlier line, too.
    Twice {
        /// That line.
        line: u32,
    },
}

/// What a file says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AdvancedFile {
    /// Who can be added, if they are none already.
    pub rows: Vec<AdvancedRow>,
    /// Who cannot.
    pub wrong: Vec<(AdvancedRow, AdvancedRowError)>,
    /// Rows whose type is another: they belong to the import of users.
    pub aside: u32,
    /// The lines that are no rows: totals, remarks, the headings again.
    #[serde(default)]
    pub no_rows: Vec<u32>,
}

/// Why a file is none of advanced users.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum AdvancedFileError {
    /// It is no file of rows.
    #[error(transparent)]
    Unreadable(ReadError),
    /// No column holds addresses.
    #[error("no column holds addresses")]
    NoAddresses,
    /// It has more rows than are read.
    #[error("more than {MOST_ROWS} rows")]
    TooMany,
}

impl AdvancedFile {
    /// What a file says to a customer with contracts of these numbers.
    pub fn read(sheet: Sheet, contracts: &BTreeSet<String>) -> Result<Self, AdvancedFileError> {
        let sheet = of_advanced_users(sheet).map_err(AdvancedFileError::Unreadable)?;
        let has = |field| sheet.columns().iter().any(|column| column.field == Some(field));
        if !has(Field::Email) {
            return Err(AdvancedFileError::NoAddresses);
        }

        let (has_type, mut file, mut lines) = (has(TYPE), Self::default(), HashMap::new());
        let headings = sheet.headings();
        for row in sheet.rows() {
            let row = row.map_err(AdvancedFileError::Unreadable)?;
            if row.is_blank() {
                continue;
            }
            let (line, cells) = (row.position.line(), row.to_text());
            if !contracts.contains(cells.get(Field::Contract).trim()) && is_no_row(&headings, cells.cells()) {
                file.no_rows.push(line);
                continue;
            }
            if has_type && !is_advanced(cells.get(TYPE)) {
                file.aside += 1;
                continue;
            }
            if file.rows.len() + file.wrong.len() == MOST_ROWS {
                return Err(AdvancedFileError::TooMany);
            }

            let row = AdvancedRow::of(line, &cells);
            match row.check(contracts, &mut lines) {
                Ok(()) => file.rows.push(row),
                Err(error) => file.wrong.push((row, error)),
            }
        }

        Ok(file)
    }
}

impl AdvancedRow {
    fn of(line: u32, cells: &RowText) -> Self {
        let text = |field| cells.get(field).trim().to_owned();
        let contracts = cells.get(Field::Contract);
        let named =
            contracts.split([',', ';', '|', ' ', '\n']).map(str::trim).filter(|number| !number.is_empty());
        Self {
            line,
            email: text(Field::Email),
            last_name: text(Field::LastName),
            first_name: text(Field::FirstName),
            contracts: if names_all(contracts) { Vec::new() } else { named.map(str::to_owned).collect() },
        }
    }

    /// Whether it can be added; `lines` has where the addresses stand that were met.
    fn check(
        &self,
        contracts: &BTreeSet<String>,
        lines: &mut HashMap<String, u32>,
    ) -> Result<(), AdvancedRowError> {
        let cells = [&self.email, &self.last_name, &self.first_name];
        if let Some(failed) = cells.into_iter().chain(&self.contracts).find(|cell| is_formula_error(cell)) {
            return Err(AdvancedRowError::Formula(failed.clone()));
        }

        let address = EmailAddress::parse(&self.email).map_err(AdvancedRowError::Email)?;
        name(&self.last_name).map_err(AdvancedRowError::LastName)?;
        name(&self.first_name).map_err(AdvancedRowError::FirstName)?;
        if let Some(unknown) = self.contracts.iter().find(|number| !contracts.contains(*number)) {
            return Err(AdvancedRowError::UnknownContract(unknown.clone()));
        }

        let first = *lines.entry(address.key().to_owned()).or_insert(self.line);
        if first == self.line { Ok(()) } else { Err(AdvancedRowError::Twice { line: first }) }
    }
}

/// A name that may be left out.
pub fn name(text: &str) -> Result<Option<PersonName>, NameError> {
    match PersonName::parse(text) {
        Ok(name) => Ok(Some(name)),
        Err(NameError::Empty) => Ok(None),
        Err(error) => Err(error),
    }
}

/// The field in which a file of advanced users has what somebody is to be: such files have no profiles.
const TYPE: Field = Field::Profile;

/// The file with the columns that files of advanced users have.
fn of_advanced_users(sheet: Sheet) -> Result<Sheet, ReadError> {
    let field = |header: &str, known: Option<Field>| match heading_key(header).as_str() {
        "type" | "typedutilisateur" | "usertype" => Some(TYPE),
        "contrats" | "comptes" | "contracts" | "accounts" => Some(Field::Contract),
        _ => known.filter(|field| {
            matches!(field, Field::Email | Field::LastName | Field::FirstName | Field::Contract)
        }),
    };

    let mut mapping: Vec<Option<Field>> = Vec::new();
    for column in sheet.columns() {
        let field = field(&column.header, column.field).filter(|field| !mapping.contains(&Some(*field)));
        mapping.push(field);
    }

    let dialect = *sheet.dialect();
    let overrides = Overrides {
        encoding: Some(dialect.encoding),
        delimiter: Some(dialect.delimiter),
        mapping: Some(mapping),
        ..Overrides::default()
    };
    Sheet::open(sheet.into_bytes(), &overrides)
}

/// Whether a cell says that somebody is to be an advanced user.
fn is_advanced(cell: &str) -> bool {
    matches!(
        fold(cell.trim()).as_str(),
        "avance" | "avancee" | "utilisateur avance" | "utilisatrice avancee" | "advanced" | "advanced user"
    )
}

/// Whether a cell names all contracts: nothing stands in it, or what exports write.
fn names_all(cell: &str) -> bool {
    let cell = fold(cell.trim());
    cell.is_empty() || ["tous", "tous les contrats", "all", "all contracts"].contains(&cell.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<AdvancedFile, AdvancedFileError> {
        let sheet = Sheet::open(text.as_bytes().to_vec(), &Overrides::default()).unwrap();
        AdvancedFile::read(sheet, &["10000700", "10095403"].map(str::to_owned).into())
    }

    #[test]
    fn a_file_reads_by_its_headings_and_contracts_are_several_in_a_cell() {
        let file = read(
            "Nom;Prénom;Email;Identifiant;État;Contrats\n\
             Perrin;Lucas;lucas@exemple.fr;;Invité;10000700, 10095403\n\
             ;;louise@exemple.fr;;;Tous\n",
        );
        let file = file.unwrap();
        assert_eq!(file.rows[0].contracts, ["10000700", "10095403"]);
        assert_eq!((file.rows[0].last_name.as_str(), file.rows[0].line), ("Perrin", 2));
        assert_eq!(
            file.rows[1],
            AdvancedRow { line: 3, email: "louise@exemple.fr".into(), ..AdvancedRow::default() }
        );
    }

    #[test]
    fn rows_of_another_type_are_left_aside_where_the_file_says_types() {
        let file = read(
            "type;email\navancé;a@exemple.fr\nutilisateur;b@exemple.fr\n;c@exemple.fr\nADVANCED;d@exemple.fr\n",
        );
        let file = file.unwrap();
        let added: Vec<&str> = file.rows.iter().map(|row| row.email.as_str()).collect();
        assert_eq!((added, file.aside), (vec!["a@exemple.fr", "d@exemple.fr"], 2));
    }

    #[test]
    fn what_is_wrong_is_said_by_line() {
        let file = read(
            "email;nom;contrats\nsans arobase;x;\na@exemple.fr;;99\nb@exemple.fr;www.exemple.fr;\n\
             c@exemple.fr;;\nC@Exemple.fr;;\n",
        );
        let wrong: Vec<_> = file.unwrap().wrong.into_iter().map(|(row, error)| (row.line, error)).collect();
        assert!(matches!(wrong[0], (2, AdvancedRowError::Email(_))));
        assert_eq!(wrong[1], (3, AdvancedRowError::UnknownContract("99".to_owned())));
        assert!(matches!(wrong[2], (4, AdvancedRowError::LastName(_))));
        assert_eq!(wrong[3], (6, AdvancedRowError::Twice { line: 5 }));
    }

    #[test]
    fn totals_and_remarks_are_left_aside_and_failed_formulas_are_no_names() {
        let file = read(
            "email;nom;prenom;contrats\na@exemple.fr;#N/A;Zoé;\nb@exemple.fr;Petit;Léa;#REF!\nc@exemple.fr;Grand;;\n\
             email;nom;prenom;contrats\n;;;\nTotal : 3;;;\n;Mis à jour le 3 mars;;\n;Petit;Zoé;\n",
        )
        .unwrap();
        assert_eq!(file.no_rows, [5, 7, 8]);
        let wrong: Vec<_> = file.wrong.into_iter().map(|(row, error)| (row.line, error)).collect();
        assert_eq!(wrong[0], (2, AdvancedRowError::Formula("#N/A".to_owned())));
        assert_eq!(wrong[1], (3, AdvancedRowError::Formula("#REF!".to_owned())));
        assert_eq!(wrong[2], (9, AdvancedRowError::Email(AddressError::Empty)));
        assert_eq!(file.rows.len(), 1);
    }

    #[test]
    fn without_addresses_or_with_too_many_rows_it_is_refused() {
        assert_eq!(read("nom;prenom\nPetit;Zoé\n"), Err(AdvancedFileError::NoAddresses));
        let rows: Vec<String> = (0..=MOST_ROWS).map(|at| format!("a{at}@exemple.fr;")).collect();
        assert_eq!(read(&format!("email;nom\n{}\n", rows.join("\n"))), Err(AdvancedFileError::TooMany));
    }
}

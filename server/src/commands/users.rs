//! `guichet users …`: a file of people looked at, imported; the list exported.

mod check;
mod export;
mod import;
mod import_advanced;
mod preview;

use super::reading::Reading;
use super::texts::Texts;
use super::{ExitStatus, Failure};
use backend::services::Services;
use clap::{Args, Subcommand};
use domain::imports::{CommitOptions, FIELDS, Field, recognise};
use std::path::PathBuf;

/// What can be done with people.
#[derive(Subcommand, Clone, Debug)]
pub enum Users {
    /// Says what importing a file would do, and imports nothing.
    Check {
        #[command(flatten)]
        input: Input,
        /// Prints one JSON object, with a verdict for each row.
        #[arg(long)]
        json: bool,
    },
    /// Imports a file: all of it, or nothing.
    Import {
        #[command(flatten)]
        input: Input,
        /// Leaves the rows in error out, and imports the others.
        #[arg(long)]
        only_valid: bool,
        /// Leaves the people who are there the names that they have.
        #[arg(long)]
        keep_names: bool,
        /// Lets in again the suspended people of the file.
        #[arg(long)]
        reactivate: bool,
        /// What the people of the file are to be: `utilisateur`, or `avance` for advanced users.
        #[arg(long = "type", value_enum, default_value_t)]
        of: People,
    },
    /// Writes the list to the standard output.
    Export(export::Export),
}

/// What people of a file are to be.
#[derive(clap::ValueEnum, Clone, Copy, Debug, Default)]
pub enum People {
    /// Users of a contract.
    #[default]
    Utilisateur,
    /// Advanced users.
    Avance,
}

/// Which file, for which customer.
#[derive(Args, Clone, Debug)]
pub struct Input {
    /// The file.
    file: PathBuf,
    /// The customer's name or identifier.
    #[arg(long)]
    customer: String,
    /// The sheet to read of a workbook; when absent the first with a heading of addresses, or with anything.
    #[arg(long)]
    sheet: Option<String>,
    #[command(flatten)]
    reading: Reading,
    /// Which column holds a field, by its heading: `--column email="Courriel du salarié"`. The fields are those of the
    /// template and of exports: compte, `sous_compte`, site, profil, nom, prenom, email, droits and fin.
    #[arg(long = "column", value_name = "FIELD=HEADING", value_parser = column)]
    columns: Vec<(Field, String)>,
}

fn column(text: &str) -> Result<(Field, String), String> {
    let (name, heading) = text.split_once('=').ok_or("FIELD=HEADING")?;
    let named = FIELDS.iter().find(|spec| [spec.code, spec.heading].contains(&name)).map(|spec| spec.field);
    let field = named.or_else(|| recognise(name));
    let field = field.ok_or_else(|| FIELDS.each_ref().map(|spec| spec.heading).join(", "))?;

    Ok((field, heading.to_owned()))
}

pub(super) async fn run(services: &Services, command: Users, texts: &Texts) -> Result<ExitStatus, Failure> {
    match command {
        Users::Check { input, json } => check::run(services, &input, json, texts).await,
        Users::Import { input, only_valid, of: People::Avance, .. } => {
            import_advanced::run(services, &input, only_valid, texts).await
        }
        Users::Import { input, only_valid, keep_names, reactivate, of: People::Utilisateur } => {
            let options = CommitOptions { only_valid, keep_names, reactivate };
            import::run(services, &input, options, texts).await
        }
        Users::Export(export) => export::run(services, &export).await,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_is_named_by_what_its_field_is_called_anywhere() {
        assert_eq!(column("email=Courriel=2"), Ok((Field::Email, "Courriel=2".to_owned())));
        assert_eq!(column("sub_account=X").map(|(field, _)| field), Ok(Field::SubAccount));
        assert_eq!(column("N° compte=X").map(|(field, _)| field), Ok(Field::Contract));
        assert!(column("email").is_err() && column("matricule=X").unwrap_err().contains("sous_compte"));
    }
}

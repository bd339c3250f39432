use super::customer::scope_of;
use super::reading::Reading;
use super::texts::Texts;
use super::{ExitStatus, Failure};
use crate::list_file;
use backend::reference::{self, ReferenceImportError};
use backend::services::Services;
use clap::Subcommand;
use std::path::PathBuf;

/// What can be done with a customer's reference data.
#[derive(Subcommand, Clone, Debug)]
pub enum Reference {
    /// Adds the contracts, sub-accounts, sites and profiles of a file, a CSV or an .xlsx: `type;numero;nom;compte;droits`.
    Import {
        /// The file.
        file: PathBuf,
        /// The customer's name or identifier.
        #[arg(long)]
        customer: String,
        #[command(flatten)]
        reading: Reading,
    },
}

pub(super) async fn run(
    services: &Services,
    command: Reference,
    texts: &Texts,
) -> Result<ExitStatus, Failure> {
    let Reference::Import { file, customer, reading } = command;
    let scope = scope_of(services, &customer).await?;
    let unreadable = |error| Failure::Unreadable { path: file.clone(), error };
    let bytes = std::fs::read(&file).map_err(|error| Failure::File { path: file.clone(), error })?;
    let (text, reading) = list_file::text(bytes, &reading.overrides()).map_err(unreadable)?;
    let report = match reference::import_as(services, &scope, &text, &reading).await {
        Ok(report) => report,
        Err(ReferenceImportError::Unreadable(error)) => return Err(unreadable(error)),
        Err(ReferenceImportError::Invalid(errors)) => return Err(Failure::Lines(errors)),
        Err(ReferenceImportError::Database(error)) => return Err(Failure::other(error)),
    };
    println!("{}", (texts.reference_imported)(&report));
    Ok(ExitStatus::Success)
}

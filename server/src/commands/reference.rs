use super::customer::scope_of;
use super::texts::Texts;
use super::{ExitStatus, Failure};
use backend::reference;
use backend::services::Services;
use clap::Subcommand;
use std::path::PathBuf;

/// What can be done with a customer's reference data.
#[derive(Subcommand, Clone, Debug)]
pub enum Reference {
    /// Adds the contracts, sub-accounts, sites and profiles of a CSV file: `type;numero;nom;compte;droits`.
    Import {
        /// The file.
        file: PathBuf,
        /// The customer's name or identifier.
        #[arg(long)]
        customer: String,
    },
}

pub(super) async fn run(
    services: &Services,
    command: Reference,
    texts: &Texts,
) -> Result<ExitStatus, Failure> {
    let Reference::Import { file, customer } = command;
    let scope = scope_of(services, &customer).await?;
    let csv = std::fs::read(&file).map_err(|error| Failure::File { path: file, error })?;
    let report = reference::import(services, &scope, &csv).await?;
    println!("{}", (texts.reference_imported)(&report));
    Ok(ExitStatus::Success)
}

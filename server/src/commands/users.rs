//! `guichet users …`: a file of people looked at, imported; the list exported.

mod check;
mod export;
mod import;
mod preview;

use super::texts::Texts;
use super::{ExitStatus, Failure};
use backend::services::Services;
use clap::{Args, Subcommand};
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
    },
    /// Writes the list to the standard output.
    Export(export::Export),
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
}

pub(super) async fn run(services: &Services, command: Users, texts: &Texts) -> Result<ExitStatus, Failure> {
    match command {
        Users::Check { input, json } => check::run(services, &input, json, texts).await,
        Users::Import { input, only_valid } => import::run(services, &input, only_valid, texts).await,
        Users::Export(export) => export::run(services, &export).await,
    }
}

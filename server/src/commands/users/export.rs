use crate::commands::customer::scope_of;
use crate::commands::texts::locale_of_environment;
use crate::commands::{ExitStatus, Failure};
use app::users::advanced;
use backend::advanced_users;
use backend::services::Services;
use backend::users::{self, Purpose};
use clap::{Args, ValueEnum};
use domain::users::Filter;
use futures::StreamExt;
use std::io::Write;
use std::pin::pin;

/// What to export, and as what.
#[derive(Args, Clone, Debug)]
pub struct Export {
    /// The customer's name or identifier.
    #[arg(long)]
    customer: String,
    /// The kind of file.
    #[arg(long, value_enum, default_value = "csv")]
    format: Format,
    /// The advanced users, instead of the list.
    #[arg(long)]
    advanced: bool,
}

#[derive(ValueEnum, Clone, Copy, Debug)]
enum Format {
    /// For French Excel, and to be imported again.
    Csv,
    /// A workbook.
    Xlsx,
}

pub(super) async fn run(services: &Services, export: &Export) -> Result<ExitStatus, Failure> {
    let scope = scope_of(services, &export.customer).await?;
    let mut out = std::io::stdout().lock();
    match export.format {
        format if export.advanced => {
            let words = advanced::words(locale_of_environment());
            let file = match format {
                Format::Csv => advanced_users::export(services, &scope, words).await,
                Format::Xlsx => advanced_users::export_xlsx(services, &scope, words).await,
            };
            out.write_all(&file.map_err(Failure::other)?).map_err(Failure::other)?;
        }
        Format::Csv => {
            let mut chunks = pin!(users::export(services, &scope, Filter::default(), Purpose::Excel));
            while let Some(chunk) = chunks.next().await {
                out.write_all(&chunk.map_err(Failure::other)?).map_err(Failure::other)?;
            }
        }
        Format::Xlsx => {
            let status = advanced::words(locale_of_environment()).status;
            let workbook = users::export_xlsx(services, &scope, Filter::default(), status).await;
            out.write_all(&workbook.map_err(Failure::other)?).map_err(Failure::other)?;
        }
    }

    out.flush().map_err(Failure::other)?;
    Ok(ExitStatus::Success)
}

use super::customer::scope_of;
use super::texts::Texts;
use super::{ExitStatus, Failure};
use backend::services::Services;
use backend::tariffs::{self, NewTariff, Published};
use clap::{Args, Subcommand};
use domain::end_date::EndDate;
use domain::numbers::ContractNumber;
use domain::tariffs::{LARGEST, TariffFile, TariffName, Validity};
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

/// What can be done with the documents of *Mes tarifs*.
#[derive(Subcommand, Clone, Debug)]
pub enum Tariff {
    /// Publishes a document for a contract: a .pdf, .xlsx or .csv of at most 20 MiB.
    Publish {
        /// The file. It is called so in the portal.
        file: PathBuf,
        #[command(flatten)]
        of: OfContract,
        /// The first day on which it holds: 2027-01-01 or 01/01/2027.
        #[arg(long)]
        from: String,
        /// The last day.
        #[arg(long)]
        to: String,
    },
    /// Takes a document back. Publishing the file again brings it back.
    Withdraw {
        /// What the document is called.
        name: String,
        #[command(flatten)]
        of: OfContract,
    },
    /// Lists the documents of a customer.
    List {
        /// The customer's name or identifier.
        #[arg(long)]
        customer: String,
    },
}

/// Which contract.
#[derive(Args, Clone, Debug)]
pub struct OfContract {
    /// The customer's name or identifier.
    #[arg(long)]
    customer: String,
    /// The contract's number.
    #[arg(long)]
    contract: String,
}

pub(super) async fn run(services: &Services, command: Tariff, texts: &Texts) -> Result<ExitStatus, Failure> {
    let about = &texts.tariffs;
    match command {
        Tariff::Publish { file, of, from, to } => {
            let new =
                NewTariff { contract: of.number()?, validity: validity(&from, &to)?, file: document(&file)? };
            let scope = scope_of(services, &of.customer).await?;
            tariffs::publish(services, &scope, &new).await?;
            println!("{}", (about.published)(new.file.name().as_str(), new.contract.as_str()));
        }
        Tariff::Withdraw { name, of } => {
            let (name, number) = (TariffName::parse(&name)?, of.number()?);
            let scope = scope_of(services, &of.customer).await?;
            tariffs::withdraw(services, &scope, &number, &name).await?;
            println!("{}", (about.withdrawn)(name.as_str(), number.as_str()));
        }
        Tariff::List { customer } => {
            let scope = scope_of(services, &customer).await?;
            let published = tariffs::published(services, &scope).await.map_err(Failure::other)?;
            if published.is_empty() {
                println!("{}", about.none);
            }
            for Published { contract, name, size, validity } in published {
                println!("{contract}  {}  {}  {size:>8}  {name}", validity.from(), validity.to());
            }
        }
    }

    Ok(ExitStatus::Success)
}

impl OfContract {
    fn number(&self) -> Result<ContractNumber, Failure> {
        ContractNumber::parse(&self.contract)
            .map_err(|error| Failure::Argument { name: "--contract", reason: error.to_string() })
    }
}

fn validity(from: &str, to: &str) -> Result<Validity, Failure> {
    let day = |name: &'static str, text: &str| {
        EndDate::parse(text).map_err(|error| Failure::Argument { name, reason: error.to_string() })
    };
    let (from, to) = (day("--from", from)?, day("--to", to)?);
    Validity::new(from, to)
        .ok_or_else(|| Failure::Argument { name: "--to", reason: format!("{to} < {from}") })
}

/// The document that a file is.
fn document(path: &Path) -> Result<TariffFile, Failure> {
    // A path has a last part where it names a file.
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let name = TariffName::parse(&name)?;

    let mut content = Vec::new();
    let read = File::open(path).and_then(|file| {
        // One byte more than may be published tells enough.
        file.take(LARGEST as u64 + 1).read_to_end(&mut content)
    });
    read.map_err(|error| Failure::File { path: path.to_owned(), error })?;

    Ok(TariffFile::new(name, content)?)
}

use super::customer::scope_of;
use super::texts::Texts;
use super::{ExitStatus, Failure};
use backend::contracts::{self, Numbered};
use backend::services::Services;
use clap::{Args, Subcommand};
use domain::names::AccountName;
use domain::numbers::{ContractNumber, NumberError, SubAccountNumber};
use domain::rights::{Application, Applications};

/// What can be done with contracts.
#[derive(Subcommand, Clone, Debug)]
pub enum Contract {
    /// Creates a contract.
    Create {
        #[command(flatten)]
        of: OfContract,
        /// What it is called.
        #[arg(long)]
        name: String,
    },
    /// Closes a contract: nobody gets an access to it any more; who has one stays, and may do nothing there.
    Close(OfContract),
    /// Opens a closed contract again.
    Reopen(OfContract),
    /// Sets what people can get rights for at a contract.
    Applications {
        #[command(flatten)]
        of: OfContract,
        /// These alone, as in a file: affranchissement,suivi.
        #[arg(long, value_delimiter = ',', required_unless_present = "all", conflicts_with = "all")]
        only: Vec<String>,
        /// Everything that there is.
        #[arg(long)]
        all: bool,
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
    number: String,
}

/// What can be done with sub-accounts.
#[derive(Subcommand, Clone, Debug)]
pub enum SubAccount {
    /// Creates a sub-account of a contract.
    Create {
        #[command(flatten)]
        of: OfSubAccount,
        /// What it is called.
        #[arg(long)]
        name: String,
    },
    /// Closes a sub-account: nobody gets an access to it any more; who has one stays, and may do nothing there.
    Close(OfSubAccount),
    /// Opens a closed sub-account again.
    Reopen(OfSubAccount),
}

/// Which sub-account.
#[derive(Args, Clone, Debug)]
pub struct OfSubAccount {
    /// The customer's name or identifier.
    #[arg(long)]
    customer: String,
    /// The contract's number.
    #[arg(long)]
    contract: String,
    /// The sub-account's number.
    #[arg(long)]
    number: String,
}

pub(super) async fn run(
    services: &Services,
    command: Contract,
    texts: &Texts,
) -> Result<ExitStatus, Failure> {
    let about = &texts.contracts;
    match command {
        Contract::Create { of, name } => {
            let (number, name) = (of.number()?, account_name(&name)?);
            let scope = scope_of(services, &of.customer).await?;
            contracts::create_contract(services, &scope, &number, &name).await?;
            println!("{}", (about.contract_created)(number.as_str(), name.as_str()));
        }
        Contract::Close(of) => {
            let changed = set_closed(services, &of.customer, of.numbered()?, true).await?;
            println!("{}", (about.contract_closed)(&of.number, changed));
        }
        Contract::Reopen(of) => {
            let changed = set_closed(services, &of.customer, of.numbered()?, false).await?;
            println!("{}", (about.contract_reopened)(&of.number, changed));
        }
        Contract::Applications { of, only, all } => {
            let applications = if all { Applications::ALL } else { applications(&only)? };
            let (number, scope) = (of.number()?, scope_of(services, &of.customer).await?);
            contracts::set_applications(services, &scope, &number, applications).await?;
            let codes: Vec<&str> = applications.iter().map(Application::code).collect();
            println!("{}", (about.applications_set)(number.as_str(), &codes.join(", ")));
        }
    }

    Ok(ExitStatus::Success)
}

pub(super) async fn run_sub_account(
    services: &Services,
    command: SubAccount,
    texts: &Texts,
) -> Result<ExitStatus, Failure> {
    let about = &texts.contracts;
    match command {
        SubAccount::Create { of, name } => {
            let (contract, number, name) = (of.contract()?, of.number()?, account_name(&name)?);
            let scope = scope_of(services, &of.customer).await?;
            contracts::create_sub_account(services, &scope, &contract, &number, &name).await?;
            println!("{}", (about.sub_account_created)(number.as_str(), contract.as_str(), name.as_str()));
        }
        SubAccount::Close(of) => {
            let changed = set_closed(services, &of.customer, of.numbered()?, true).await?;
            println!("{}", (about.sub_account_closed)(&of.number, &of.contract, changed));
        }
        SubAccount::Reopen(of) => {
            let changed = set_closed(services, &of.customer, of.numbered()?, false).await?;
            println!("{}", (about.sub_account_reopened)(&of.number, &of.contract, changed));
        }
    }

    Ok(ExitStatus::Success)
}

async fn set_closed(
    services: &Services,
    customer: &str,
    of: Numbered,
    closed: bool,
) -> Result<bool, Failure> {
    let scope = scope_of(services, customer).await?;
    let changed = if closed {
        contracts::close(services, &scope, &of).await?
    } else {
        contracts::reopen(services, &scope, &of).await?
    };

    Ok(changed)
}

impl OfContract {
    fn number(&self) -> Result<ContractNumber, Failure> {
        ContractNumber::parse(&self.number).map_err(|error| not_a_number("--number", error))
    }

    fn numbered(&self) -> Result<Numbered, Failure> {
        Ok(Numbered { contract: self.number()?, sub_account: None })
    }
}

impl OfSubAccount {
    fn contract(&self) -> Result<ContractNumber, Failure> {
        ContractNumber::parse(&self.contract).map_err(|error| not_a_number("--contract", error))
    }

    fn number(&self) -> Result<SubAccountNumber, Failure> {
        SubAccountNumber::parse(&self.number).map_err(|error| not_a_number("--number", error))
    }

    fn numbered(&self) -> Result<Numbered, Failure> {
        Ok(Numbered { contract: self.contract()?, sub_account: Some(self.number()?) })
    }
}

fn not_a_number(name: &'static str, error: NumberError) -> Failure {
    Failure::Argument { name, reason: error.to_string() }
}

fn account_name(name: &str) -> Result<AccountName, Failure> {
    AccountName::parse(name).map_err(|error| Failure::Argument { name: "--name", reason: error.to_string() })
}

/// The applications of these codes. None at all would be a slip of the pen.
fn applications(codes: &[String]) -> Result<Applications, Failure> {
    let parse = |code: &String| {
        let code = code.trim();
        Application::from_code(code).ok_or_else(|| Failure::Argument {
            name: "--only",
            reason: format!("\"{code}\": {}", Application::ALL.map(Application::code).join(", ")),
        })
    };
    codes.iter().map(parse).collect()
}

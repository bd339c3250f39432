//! The command line: what is done with a shell on the server, beside one that serves or without.
//!
//! Exit codes: 0 it is done and all is well; 1 it is done, and something of what was looked at is not
//! well; 2 it could not be done.

mod application;
mod backup;
mod connections;
mod contact;
mod contract;
mod customer;
mod doctor;
mod failure;
mod generate;
mod key;
mod mail;
mod reading;
mod reference;
mod tariff;
mod texts;
mod user;
mod users;

use crate::settings::Settings;
use backend::imports;
use backend::services::Services;
use clap::Subcommand;
use failure::Failure;
use std::process::ExitCode;
use std::time::Duration;
use texts::Texts;

/// How often it is looked for imports that were given up.
const SETTLE_EVERY: Duration = Duration::from_secs(1);

/// What the command line does, serving aside.
#[derive(Subcommand, Clone, Debug)]
pub enum Command {
    /// Customers: the companies whose people are administered.
    #[command(subcommand)]
    Customer(customer::Customer),
    /// Contracts of a customer.
    #[command(subcommand)]
    Contract(contract::Contract),
    /// Parts of contracts.
    #[command(subcommand)]
    SubAccount(contract::SubAccount),
    /// Contracts, sub-accounts, sites and profiles of a customer.
    #[command(subcommand)]
    Reference(reference::Reference),
    /// Somebody, whatever customers have them.
    #[command(subcommand)]
    User(user::User),
    /// People of a customer.
    #[command(subcommand)]
    Users(users::Users),
    /// Documents of *Mes tarifs*.
    #[command(subcommand)]
    Tariff(tariff::Tariff),
    /// Mails by receiving domain.
    #[command(subcommand)]
    Mail(mail::Mail),
    /// Whom people are told to call, under *Contactez-nous*.
    #[command(subcommand)]
    Contact(contact::Contact),
    /// Refused sign-ins, and who must wait after them.
    #[command(subcommand)]
    Connections(connections::Connections),
    /// The portal's applications that may ask what somebody may do, and their tokens.
    #[command(subcommand)]
    Application(application::Application),
    /// Writes a copy of the database, as it is at one moment, into a file; beside a server that serves or without.
    Backup(backup::Backup),
    /// Puts a copy that `backup` wrote where the database is to be.
    Restore(backup::Restore),
    /// The key from which passwords and second factors are derived.
    #[command(subcommand)]
    Key(key::Key),
    /// Makes synthetic customers and people, for measurements.
    Generate(generate::Generate),
    /// Brings the database up to date, and does nothing else.
    Migrate,
    /// Checks settings, database, mail server, clock and journals.
    Doctor(doctor::Doctor),
}

/// How a command that could be done ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ExitStatus {
    /// All is well.
    Success,
    /// Something that was looked at is not well.
    FoundProblems,
}

/// Runs a command and says how it went.
pub async fn run(settings: &Settings, command: Command) -> ExitCode {
    let texts = Texts::of_environment();
    match run_in(settings, command, texts).await {
        Ok(ExitStatus::Success) => ExitCode::SUCCESS,
        Ok(ExitStatus::FoundProblems) => ExitCode::from(1),
        Err(failure) => {
            eprintln!("guichet: {}", failure.text(texts));
            ExitCode::from(2)
        }
    }
}

async fn run_in(settings: &Settings, command: Command, texts: &Texts) -> Result<ExitStatus, Failure> {
    // These do without a database, or with one that is not as it should be.
    match &command {
        Command::Doctor(options) => return Ok(doctor::run(settings, options, texts).await),
        Command::Backup(command) => return backup::back_up(settings, command, texts).await,
        Command::Restore(command) => return backup::restore(settings, command, texts).await,
        Command::Key(command) => return key::run(settings, *command, texts).await,
        _ => {}
    }

    let services = settings.services().await?;
    imports::resume(&services).await;
    let going_on = tokio::spawn(go_on(services.clone()));
    let done = match command {
        Command::Customer(command) => customer::run(&services, command, texts).await,
        Command::Contract(command) => contract::run(&services, command, texts).await,
        Command::SubAccount(command) => contract::run_sub_account(&services, command, texts).await,
        Command::Reference(command) => reference::run(&services, command, texts).await,
        Command::User(command) => user::run(&services, command, texts).await,
        Command::Users(command) => users::run(&services, command, texts).await,
        Command::Tariff(command) => tariff::run(&services, command, texts).await,
        Command::Mail(command) => mail::run(&services, settings, command, texts).await,
        Command::Contact(command) => contact::run(&services, command, texts).await,
        Command::Connections(command) => connections::run(&services, command, texts).await,
        Command::Application(command) => application::run(&services, command, texts).await,
        Command::Generate(command) => generate::run(&services, command, texts).await,
        Command::Migrate
        | Command::Doctor(_)
        | Command::Backup(_)
        | Command::Restore(_)
        | Command::Key(_) => {
            println!("{}", texts.migrated);
            Ok(ExitStatus::Success)
        }
    };

    going_on.abort();
    services.db.close().await;
    done
}

/// Goes on with imports that were given up, as a server does: there may be none, and whoever writes for their customers
/// waits until then.
async fn go_on(services: Services) {
    loop {
        tokio::time::sleep(SETTLE_EVERY).await;
        // What goes wrong is met by whoever waits for it in vain.
        let _ = imports::settle(&services).await;
    }
}

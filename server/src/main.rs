//! Guichet: the user administration of a parcel carrier's customer portal, in one executable.

mod commands;
mod http;
mod serve;
mod settings;
mod site;
mod start;

use clap::{Parser, Subcommand};
use settings::Settings;
use std::process::ExitCode;

#[derive(Parser)]
#[command(name = "guichet", version, about, arg_required_else_help = true)]
struct Cli {
    #[command(flatten)]
    settings: Settings,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serves the portal's user administration; runs migrations first.
    Serve(serve::Serve),
    #[command(flatten)]
    Other(commands::Command),
}

#[tokio::main]
async fn main() -> ExitCode {
    let cli = Cli::parse();
    let default_log = if matches!(cli.command, Command::Serve(_)) { "info" } else { "warn" };
    tracing_subscriber::fmt()
        .with_env_filter(
            tracing_subscriber::EnvFilter::try_from_default_env().unwrap_or_else(|_| default_log.into()),
        )
        .with_writer(std::io::stderr)
        .init();
    match cli.command {
        Command::Serve(serve) => match serve::run(&cli.settings, &serve).await {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => {
                eprintln!("guichet: {error}");
                ExitCode::FAILURE
            }
        },
        Command::Other(command) => commands::run(&cli.settings, command).await,
    }
}

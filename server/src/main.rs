//! Guichet: the user administration of a parcel carrier's customer portal, in one executable.

use clap::{Parser, Subcommand};
use guichet::settings::Settings;
use guichet::{commands, log, serve};
use std::process::ExitCode;

/// A page of the list takes thousands of small pieces of memory and gives them all back: with the allocator of
/// glibc a sixth fewer pages are made.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

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
    let directives = std::env::var("RUST_LOG").unwrap_or_else(|_| default_log.to_owned());
    let filter = match log::filter(&directives) {
        Ok(filter) => filter,
        Err(error) => {
            eprintln!("guichet: RUST_LOG: {error}");
            return ExitCode::FAILURE;
        }
    };

    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();

    match cli.command {
        Command::Serve(options) => match serve::run(&cli.settings, &options).await {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => {
                eprintln!("guichet: {error}");
                ExitCode::FAILURE
            }
        },
        Command::Other(command) => commands::run(&cli.settings, command).await,
    }
}

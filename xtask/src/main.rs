//! The project's own commands: `cargo xtask build | run | watch | test | fuzz | sizes | bench`.

mod bench;
mod build;
mod command;
mod fuzz;
mod parity;
mod postgres;
mod prerequisites;
mod project;
mod room;
mod run;
mod site;
mod step;
mod test;
mod watch;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// Builds, runs, tests and measures Guichet.
#[derive(Parser)]
#[command(name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Build the release: target/dist/guichet, one executable with the site embedded.
    Build,
    /// Build and serve with the demonstration customer, on <http://127.0.0.1:3000>.
    Run(run::Options),
    /// Build for development, serve, and begin again at each change of a source file.
    Watch(run::Options),
    /// Everything CI runs: format, lints, tests on SQLite and PostgreSQL, the browser's tests.
    Test(test::Options),
    /// Hand mangled files, headings and addresses to the code that reads them, for a while.
    Fuzz(fuzz::Options),
    /// Build the site alone and tell what a browser loads, compressed.
    Sizes,
    /// Measure on synthetic data: a table, and target/bench/report.json.
    Bench(bench::Options),
}

fn main() -> ExitCode {
    let done = match Arguments::parse().task {
        Task::Build => build::release().map(drop),
        Task::Run(options) => run::run(&options),
        Task::Watch(options) => watch::watch(&options),
        Task::Test(options) => test::test(&options),
        Task::Fuzz(options) => fuzz::fuzz(&options),
        Task::Sizes => bench::sizes(),
        Task::Bench(options) => bench::bench(&options),
    };

    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nxtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

//! `cargo xtask run`: Guichet to be tried out, served with the demonstration customer.

use crate::build::{Kind, build};
use crate::project;
use anyhow::{Context, Result};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Where to serve.
#[derive(clap::Args)]
pub struct Options {
    /// Address to listen on.
    #[arg(long, env = "GUICHET_ADDR", default_value = "127.0.0.1:3000")]
    pub addr: String,
    /// Folder of the database and the mails.
    #[arg(long, env = "GUICHET_DATA_DIR", default_value = "data")]
    data_dir: PathBuf,
}

/// Builds it and serves it until it is stopped.
pub fn run(options: &Options) -> Result<()> {
    let executable = build(Kind::Trial)?;
    println!(
        "\n── Guichet on http://{}, mails in {}/mail; Ctrl-C stops it",
        options.addr,
        options.data_dir.display()
    );

    // From here on this process is Guichet: signals reach it, and nothing waits beside it.
    Err(serve(&executable, options).exec()).context("cannot start Guichet")
}

/// The call that serves the demonstration customer.
pub fn serve(executable: &Path, options: &Options) -> Command {
    let mut command = Command::new(executable);
    command
        .args(["serve", "--demo"])
        .current_dir(project::root())
        .env("GUICHET_ADDR", &options.addr)
        .env("GUICHET_DATA_DIR", &options.data_dir);
    command
}

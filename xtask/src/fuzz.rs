//! `cargo xtask fuzz`: the targets of `fuzz/` for a while, one after the other.

use crate::command::{on_path, succeed};
use crate::project;
use crate::step::step;
use anyhow::{Context, Result, bail};
use std::fs;
use std::process::Command;

/// What to run, and for how long.
#[derive(clap::Args)]
pub struct Options {
    /// How long each target runs.
    #[arg(long, default_value = "5")]
    minutes: u32,
    /// Only these targets: files of `fuzz/fuzz_targets`, without their extension.
    targets: Vec<String>,
}

/// Runs the targets, and stops at the first that finds something: what it found is in `fuzz/artifacts`.
pub fn fuzz(options: &Options) -> Result<()> {
    if on_path("cargo-fuzz").is_none() {
        bail!("cargo-fuzz is missing: rustup toolchain install nightly && cargo install cargo-fuzz");
    }

    let targets = if options.targets.is_empty() { all()? } else { options.targets.clone() };
    for target in &targets {
        step(&format!("fuzz: {target}"), || run(target, options.minutes))?;
    }

    Ok(())
}

fn run(target: &str, minutes: u32) -> Result<()> {
    let folder = project::root().join("fuzz");
    let (corpus, seeds) = (folder.join("corpus").join(target), folder.join("seeds").join(target));
    fs::create_dir_all(&corpus)?;

    // Of rustup's cargo, and not of the one that runs xtask: the nightly compiler is asked for by name. The
    // domain has no unsafe code, so that a sanitizer would only make fewer cases.
    let mut command = Command::new("cargo");
    command.env_remove("RUSTUP_TOOLCHAIN").current_dir(&folder);
    command.args(["+nightly", "fuzz", "run", "--sanitizer", "none", target]).arg(corpus).arg(seeds);

    succeed(command.args(["--", "-max_len=4096", &format!("-max_total_time={}", minutes * 60)]))
}

fn all() -> Result<Vec<String>> {
    let folder = project::root().join("fuzz/fuzz_targets");
    let mut targets = Vec::new();
    for file in fs::read_dir(&folder)? {
        let name = file?.path();
        let name = name.file_stem().context("a target has a name")?;
        targets.push(name.to_string_lossy().into_owned());
    }

    targets.sort();
    Ok(targets)
}

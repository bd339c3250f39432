//! `cargo xtask test`: everything CI runs.

use crate::command::{cargo, succeed};
use crate::postgres::{Durability, Postgres};
use crate::step::step;
use crate::{build, parity, prerequisites, project, room};
use anyhow::Result;
use std::process::Command;
use std::time::Instant;

/// What of it to run.
#[derive(clap::Args)]
pub struct Options {
    /// Leave out the tests in the browser and the build for them.
    #[arg(long)]
    fast: bool,
    /// Only tests in the browser whose file or title holds one of these words; nothing else is run.
    #[arg(long, value_name = "WORD", num_args = 1..)]
    browser: Option<Vec<String>>,
}

/// The server's side. `app` is named for its tests; its features must be those that `guichet` asks for,
/// and the browser's are checked by a call of their own: together they would not be what is shipped.
const SERVER: [&str; 14] = [
    "-p",
    "protocol",
    "-p",
    "domain",
    "-p",
    "workbook",
    "-p",
    "backend",
    "-p",
    "app",
    "-p",
    "guichet",
    "--features",
    "app/ssr",
];
const BROWSER: [&str; 8] =
    ["-p", "frontend", "-p", "worker", "-p", "workbook", "--target", "wasm32-unknown-unknown"];
const XTASK: [&str; 2] = ["-p", "xtask"];

/// Runs the tests, and stops at the first step that fails.
pub fn test(options: &Options) -> Result<()> {
    let start = Instant::now();
    if let Some(words) = &options.browser {
        return in_the_browser(words);
    }

    step("what this machine needs", || {
        prerequisites::wasm_target()?;
        prerequisites::formatter_and_lints()?;
        prerequisites::postgres()?;
        prerequisites::nginx()?;
        prerequisites::node()?;
        if options.fast {
            return Ok(());
        }
        room::make(room::OF_A_RUN)?;
        prerequisites::chromium()?;
        prerequisites::node_packages()
    })?;
    step("format", || succeed(&mut cargo(["fmt", "--all", "--check"])))?;
    step("dependencies: licences, sources, versions", dependencies)?;
    step("lints: server", || clippy(&SERVER))?;
    step("lints: browser", || clippy(&BROWSER))?;
    step("lints: xtask", || clippy(&XTASK))?;
    step("tests: xtask", || succeed(&mut cargo(["test", "-p", "xtask"])))?;
    step("tests: server, on SQLite and PostgreSQL", || {
        let postgres = Postgres::start(Durability::None)?;
        succeed(cargo(["test"]).args(SERVER).env("GUICHET_TEST_POSTGRES", postgres.administrator_url()))
    })?;
    step("tests: the import's worker", || succeed(&mut cargo(["test", "-p", "worker"])))?;
    if !options.fast {
        step("tests: the import's worker says the same as a wasm module", parity::parity)?;
        in_the_browser(&[])?;
    }

    println!("\nEverything passed, in {:.0} min.", start.elapsed().as_secs_f32() / 60.0);
    Ok(())
}

/// What `deny.toml` demands. Advisories are left to `cargo deny check`, which fetches them from elsewhere.
fn dependencies() -> Result<()> {
    if !prerequisites::has_cargo_deny() {
        println!("   left out: cargo-deny is not here; cargo install --locked cargo-deny");
        return Ok(());
    }

    succeed(&mut cargo(["deny", "check", "bans", "licenses", "sources"]))
}

fn clippy(what: &[&str]) -> Result<()> {
    succeed(cargo(["clippy"]).args(what).args(["--all-targets", "--", "-D", "warnings"]))
}

/// The tests in Chromium of what `cargo xtask run` serves: the release's code and site, compiled in half of its time.
fn in_the_browser(words: &[String]) -> Result<()> {
    let chromium = prerequisites::chromium()?;
    prerequisites::node_packages()?;
    room::make(room::OF_THE_BROWSER)?;
    let executable = build::build(build::Kind::Trial)?;
    let npm = || {
        let mut command = Command::new("npm");
        command
            .current_dir(project::end2end())
            .env("GUICHET", &executable)
            .env("GUICHET_CHROMIUM", &chromium);
        command
    };

    step("types of the browser's tests", || succeed(npm().args(["run", "--silent", "types"])))?;
    // On a busy machine one of some hundred tests is now and then too quick for its page. A run of all does it once more, with a
    // trace, and names it as unsteady in its last lines: it wants mending, and is no fault of a change that has nothing to do with it.
    let again: &[&str] = if words.is_empty() { &["--retries=1"] } else { &[] };
    step("tests in the browser", || {
        succeed(npm().args(["run", "--silent", "test", "--"]).args(words).args(again))
    })
}

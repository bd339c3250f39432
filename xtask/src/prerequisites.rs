//! What a machine must have: installed when that is safe, else named with the command that installs it.

use crate::command::{cargo, on_path, output, succeed};
use crate::project;
use anyhow::{Result, bail};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Rust's library for wasm, in the toolchain that is in use.
pub fn wasm_target() -> Result<()> {
    let folder = output(Command::new("rustc").args([
        "--print",
        "target-libdir",
        "--target",
        "wasm32-unknown-unknown",
    ]))?;

    if Path::new(folder.trim()).is_dir() {
        return Ok(());
    }

    rustup(&["target", "add", "wasm32-unknown-unknown"])
}

pub fn formatter_and_lints() -> Result<()> {
    for (tool, component) in [("fmt", "rustfmt"), ("clippy", "clippy")] {
        if output(&mut cargo([tool, "--version"])).is_err() {
            rustup(&["component", "add", component])?;
        }
    }
    Ok(())
}

/// Whether cargo-deny is here. Compiling it takes longer than all tests, so nobody is made to have it.
pub fn has_cargo_deny() -> bool {
    output(&mut cargo(["deny", "--version"])).is_ok()
}

fn rustup(arguments: &[&str]) -> Result<()> {
    if on_path("rustup").is_none() {
        bail!("this Rust has no rustup; with it: rustup {}", arguments.join(" "));
    }
    succeed(Command::new("rustup").args(arguments))
}

/// The folder of PostgreSQL's programs, of which Debian puts most outside of `PATH`.
pub fn postgres() -> Result<PathBuf> {
    found_or_installed("PostgreSQL 15 or later", "postgresql", || {
        if let Some(initdb) = on_path("initdb").and_then(|file| file.canonicalize().ok()) {
            return initdb.parent().map(Path::to_owned);
        }
        let versions = std::fs::read_dir("/usr/lib/postgresql").ok()?;
        let mut folders: Vec<PathBuf> =
            versions.flatten().map(|version| version.path().join("bin")).collect();
        folders.sort();
        folders.into_iter().rfind(|folder| folder.join("initdb").is_file())
    })
}

/// The nginx that the example in `docs` is tested with; Debian puts it where only root's path leads.
pub fn nginx() -> Result<PathBuf> {
    found_or_installed("nginx 1.20 or later", "nginx-light", || {
        let debian = PathBuf::from("/usr/sbin/nginx");
        on_path("nginx").or_else(|| debian.is_file().then_some(debian))
    })
}

/// A Chromium to test in.
pub fn chromium() -> Result<PathBuf> {
    found_or_installed("Chromium", "chromium", || {
        if let Some(named) = std::env::var_os("GUICHET_CHROMIUM") {
            return Some(PathBuf::from(named));
        }
        ["chromium", "chromium-browser", "google-chrome"].into_iter().find_map(on_path)
    })
}

/// Node and npm, in which what browsers run can be asked.
pub fn node() -> Result<()> {
    found_or_installed("Node 20 or later", "nodejs", || on_path("node"))?;
    found_or_installed("npm", "npm", || on_path("npm"))?;
    if node_major()? < 20 {
        // Debian 12 has Node 18; npm's package `node` is a Node of its own, put before it on the path.
        let install = ["install", "--global", "--no-audit", "--no-fund", "node@22"];
        if !may_install() {
            bail!("Node is too old: 20 or later is needed; with npm: npm {}", install.join(" "));
        }
        succeed(Command::new("npm").args(install))?;
    }

    Ok(())
}

/// Node, and what the browser's tests need of it.
pub fn node_packages() -> Result<()> {
    node()?;
    let folder = project::end2end();
    let changed = |file: &str| folder.join(file).metadata().and_then(|file| file.modified()).ok();
    if changed("node_modules/.package-lock.json") < changed("package-lock.json") {
        succeed(Command::new("npm").args(["ci", "--no-audit", "--no-fund"]).current_dir(&folder))?;
    }
    Ok(())
}

fn node_major() -> Result<u32> {
    let major = output(Command::new("node").args(["--print", "process.versions.node.split('.')[0]"]))?;
    Ok(major.trim().parse()?)
}

/// Whether packages may be installed without asking: on a CI machine, by root.
fn may_install() -> bool {
    std::env::var_os("CI").is_some() && is_root()
}

/// What `find` finds; on a CI machine that lacks it, after an installation of Debian's `package`.
fn found_or_installed(what: &str, package: &str, find: impl Fn() -> Option<PathBuf>) -> Result<PathBuf> {
    if let Some(found) = find() {
        return Ok(found);
    }

    let install = format!("apt-get install --yes {package}");
    if !may_install() || on_path("apt-get").is_none() {
        bail!("{what} is missing; on Debian: sudo {install}");
    }

    println!("   {what} is missing: {install}");
    for arguments in
        [&["update", "--quiet"][..], &["install", "--quiet", "--yes", "--no-install-recommends", package]]
    {
        succeed(Command::new("apt-get").args(arguments).env("DEBIAN_FRONTEND", "noninteractive"))?;
    }

    match find() {
        Some(found) => Ok(found),
        None => bail!("{what} is not where it was looked for, even after: {install}"),
    }
}

/// Whether this process may do anything.
pub fn is_root() -> bool {
    use std::os::unix::fs::MetadataExt;
    std::fs::metadata("/proc/self").is_ok_and(|process| process.uid() == 0)
}

//! `cargo xtask build`: the site, then the executable that embeds it.

use crate::command::{cargo, succeed};
use crate::step::step;
use crate::{prerequisites, project, site};
use anyhow::{Context, Result};
use std::fs;
use std::path::{Path, PathBuf};

/// For whom a build is made.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Kind {
    /// To be used: small and fast.
    Release,
    /// To be changed: quickly built.
    Development,
}

impl Kind {
    /// Cargo's profile of the executable.
    fn profile(self) -> &'static str {
        match self {
            Self::Release => "release",
            Self::Development => "dev",
        }
    }

    /// Cargo's profile of what runs in the browser.
    pub fn wasm_profile(self) -> &'static str {
        match self {
            Self::Release => "wasm",
            Self::Development => "dev",
        }
    }
}

/// Builds the release and gives its path, `target/dist/guichet`.
pub fn release() -> Result<PathBuf> {
    let built = build(Kind::Release)?;
    let dist = project::executable();
    put_in_place(&built, &dist)?;
    println!("\n{}", dist.display());
    Ok(dist)
}

/// Builds the site and the executable, and gives the path at which cargo left it.
pub fn build(kind: Kind) -> Result<PathBuf> {
    prerequisites::wasm_target()?;
    let site = site::build(kind)?;
    step("executable", || {
        let mut command =
            cargo(["rustc", "--package", "guichet", "--bin", "guichet", "--profile", kind.profile()]);
        command.env("GUICHET_SITE", &site);
        if kind == Kind::Release {
            // The names of functions are a fifth of it. What panics still says its file and line.
            command.args(["--", "-C", "strip=symbols"]);
        }
        succeed(&mut command)
    })?;
    let folder = if kind == Kind::Release { "release" } else { "debug" };

    Ok(project::cargo_target().join(folder).join("guichet"))
}

/// Copies a file beside its place and renames it, so that one that is running is not written over.
fn put_in_place(from: &Path, to: &Path) -> Result<()> {
    let folder = to.parent().context("the executable has a folder")?;
    fs::create_dir_all(folder)?;
    let beside = to.with_extension("new");
    fs::copy(from, &beside).with_context(|| format!("cannot copy {}", from.display()))?;
    fs::rename(&beside, to)?;
    Ok(())
}

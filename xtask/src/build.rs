//! `cargo xtask build`: the site, then the executable that embeds it.

use crate::command::{cargo, succeed};
use crate::step::Steps;
use crate::{prerequisites, project, site};
use anyhow::{Context, Result};
use std::fs;
use std::path::{Path, PathBuf};

/// For whom a build is made.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Kind {
    /// To be used: small and fast.
    Release,
    /// To be tried out: the same site, in an executable that is sooner there.
    Trial,
    /// To be changed: quickly built.
    Development,
}

impl Kind {
    /// Cargo's profile of the executable.
    fn profile(self) -> &'static str {
        match self {
            Self::Release => "release",
            Self::Trial => "trial",
            Self::Development => "dev",
        }
    }

    /// Whether the site is made as small as it gets.
    pub fn is_optimised(self) -> bool {
        self != Self::Development
    }

    /// The folder in which cargo puts the executable.
    fn folder(self) -> PathBuf {
        project::cargo_target().join(project::folder_of(self.profile()))
    }

    /// Cargo's profile of what runs in the browser.
    pub fn wasm_profile(self) -> &'static str {
        match self {
            Self::Release | Self::Trial => "wasm",
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
    let steps = site::STEPS.into_iter().chain([("executable", 420)]).collect();
    let mut steps = Steps::begin(steps, !kind.folder().exists());

    let site = site::build(kind, &mut steps)?;
    steps.next(|| {
        let mut command =
            cargo(["rustc", "--package", "guichet", "--bin", "guichet", "--profile", kind.profile()]);
        command.env("GUICHET_SITE", &site);
        if kind == Kind::Release {
            // The names of functions are a fifth of it. What panics still says its file and line.
            command.args(["--", "-C", "strip=symbols"]);
        }
        succeed(&mut command)
    })?;

    Ok(kind.folder().join("guichet"))
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

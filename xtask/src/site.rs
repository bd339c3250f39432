//! The site: what browsers load, under names that carry a hash of the content.

mod css;
mod pack;
mod split;
mod wasm;

use crate::build::Kind;
use crate::project;
use crate::step::Steps;
use anyhow::{Context, Result, bail};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Files by the plain names that the server asks for: `list.js`, `main.css`, `favicon.svg`.
type Files = BTreeMap<String, Vec<u8>>;

/// What [`build`] does, and how many seconds each step takes the first time on two cores.
pub const STEPS: [(&str, u16); 2] =
    [("wasm of the pages and of the import", 200), ("scripts, stylesheet, compression", 20)];

/// Builds the site and gives its folder, in which `manifest.json` tells the hashed name of each file.
pub fn build(kind: Kind, steps: &mut Steps) -> Result<PathBuf> {
    let mut files = Files::new();
    let compiled = steps.next(|| wasm::compile(kind))?;

    steps.next(|| {
        wasm::pages(&compiled, kind, &mut files)?;
        wasm::module("worker", &compiled, kind, &mut files)?;
        wasm::module("workbook", &compiled, kind, &mut files)?;
        files.insert("worker-loader.js".to_owned(), read(&project::root().join("worker/loader.js"))?);
        files.insert("main.css".to_owned(), css::bundle(&project::root().join("style/main.css"), kind)?);
        add_folder(&project::root().join("public"), &mut files)?;
        let folder = project::output("site").join(if kind.is_optimised() { "release" } else { "debug" });
        pack::write(&files, &folder, kind)?;
        Ok(folder)
    })
}

/// Adds the files that lie in `folder`, as they are.
fn add_folder(folder: &Path, files: &mut Files) -> Result<()> {
    for entry in fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if !entry.file_type()?.is_file() {
            bail!("{} is not a file: the site is one flat folder", entry.path().display());
        }
        if files.insert(name, read(&entry.path())?).is_some() {
            bail!("{} has the name of a file that the build makes", entry.path().display());
        }
    }
    Ok(())
}

fn read(file: &Path) -> Result<Vec<u8>> {
    fs::read(file).with_context(|| format!("cannot read {}", file.display()))
}

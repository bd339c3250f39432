//! Splitting the pages' wasm module: the main one, and parts that the browser fetches when they are wanted.

use anyhow::{Context, Result, anyhow};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use wasm_split_cli_support::{Options, transform};

/// A module in several.
pub struct Split {
    /// Is loaded first, once wasm-bindgen has seen it.
    pub main: Vec<u8>,
    /// The script that loads the others.
    pub link: String,
    /// The others, by the name under which the script asks for them.
    pub others: BTreeMap<String, Other>,
}

/// A module beside the main one.
pub struct Other {
    pub wasm: Vec<u8>,
    /// The parts that it belongs to: several when they share it.
    pub parts: BTreeSet<String>,
}

/// The name of the link script, which the main module imports.
pub const LINK: &str = "./split.js";

/// Splits a module at the functions that `wasm_split` marks.
pub fn split(compiled: &Path, script: &str) -> Result<Split> {
    let wasm = fs::read(compiled).with_context(|| format!("cannot read {}", compiled.display()))?;
    let folder = tempfile::tempdir()?;
    let main = folder.path().join("main.wasm");
    let script = format!("./{script}.js");

    let mut options = Options::new(&wasm);
    options.output_dir = folder.path();
    options.main_out_path = &main;
    options.main_module = &script;
    options.link_name = LINK;
    let split = transform(options).map_err(|error| anyhow!("{}: {error:#}", compiled.display()))?;

    let mut others = BTreeMap::new();
    for file in split.split_modules {
        let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let parts = split.prefetch_map.iter().filter(|(_, files)| files.contains(&name));
        let parts = parts.map(|(part, _)| part.clone()).collect();
        others.insert(name, Other { wasm: fs::read(&file)?, parts });
    }

    Ok(Split { main: fs::read(&main)?, link: fs::read_to_string(folder.path().join(LINK))?, others })
}

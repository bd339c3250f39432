//! The wasm modules: compiled by cargo, bound to JavaScript by wasm-bindgen, made smaller by wasm-opt.
//!
//! wasm-bindgen is used as a library, so that `Cargo.lock` pins it to the version in the module.

use super::Files;
use super::pack::with_brotli;
use crate::build::Kind;
use crate::command::{cargo, on_path, succeed};
use crate::project;
use anyhow::{Context, Result, bail};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use wasm_bindgen_cli_support::Bindgen;

/// What rustc may emit for this target, and every browser of the last years reads.
const FEATURES: [&str; 7] = [
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// Builds the wasm modules of the crate `package`, and adds `<name>.js` and `<name>.wasm` of each.
pub fn modules(package: &str, names: &[&str], kind: Kind, files: &mut Files) -> Result<()> {
    let profile = kind.wasm_profile();
    succeed(&mut cargo([
        "build",
        "--package",
        package,
        "--target",
        "wasm32-unknown-unknown",
        "--profile",
        profile,
    ]))?;
    let folder = if kind == Kind::Release { profile } else { "debug" };
    let compiled = project::cargo_target().join("wasm32-unknown-unknown").join(folder);

    for name in names {
        let (script, wasm) = bind(&compiled.join(name).with_extension("wasm"), name, kind)?;
        let wasm = if kind == Kind::Release { optimise(wasm)? } else { wasm };
        files.insert(format!("{name}.js"), script.into_bytes());
        files.insert(format!("{name}.wasm"), wasm);
    }

    Ok(())
}

/// Writes the JavaScript for a module, and the module that goes with it.
fn bind(compiled: &Path, name: &str, kind: Kind) -> Result<(String, Vec<u8>)> {
    let mut bound = Bindgen::new()
        .input_path(compiled)
        .out_name(name)
        .web(true)?
        .typescript(false)
        .remove_name_section(kind == Kind::Release)
        .remove_producers_section(true)
        .generate_output()
        .with_context(|| format!("wasm-bindgen refused {}", compiled.display()))?;

    // A crate is listed even when it brings none.
    if bound.snippets().values().any(|scripts| !scripts.is_empty()) || !bound.local_modules().is_empty() {
        bail!("{name} brings JavaScript of its own, for which the site has no place");
    }

    let script = bound.js().to_owned();
    Ok((script, bound.wasm_mut().emit_wasm()))
}

/// Makes a module smaller when wasm-opt is there; leaves it as it is, and says so, when not. What counts is
/// what is sent: a smaller module can be a larger one once it is compressed.
fn optimise(wasm: Vec<u8>) -> Result<Vec<u8>> {
    let Some(tool) = wasm_opt() else {
        println!("   wasm-opt not found, the module stays larger: npm ci --prefix end2end brings it");
        return Ok(wasm);
    };

    let folder = tempfile::tempdir()?;
    let (large, small) = (folder.path().join("large.wasm"), folder.path().join("small.wasm"));
    fs::write(&large, &wasm)?;
    succeed(Command::new(tool).arg("-Oz").args(FEATURES).arg(&large).arg("-o").arg(&small))?;
    let optimised = fs::read(&small)?;
    let [before, after] = [&wasm, &optimised].map(|module| with_brotli(module).map(|small| small.len()));
    let (before, after) = (before?, after?);
    println!("   wasm-opt: {} kB → {} kB, compressed", before / 1000, after / 1000);

    Ok(if after < before { optimised } else { wasm })
}

/// wasm-opt: the one on `PATH`, or that of the npm package `binaryen` in end2end/, which needs Node.
fn wasm_opt() -> Option<PathBuf> {
    let npm = project::end2end().join("node_modules/.bin/wasm-opt");
    on_path("wasm-opt").or_else(|| (npm.is_file() && on_path("node").is_some()).then_some(npm))
}

//! The import's worker says the same as a wasm module as it does as native code, byte for byte.

use crate::command::{cargo, output, succeed};
use crate::project;
use anyhow::{Context, Result, bail};
use std::fs;
use std::path::Path;
use std::process::Command;
use wasm_bindgen_cli_support::Bindgen;

/// The example of `worker` that is both.
const EXAMPLE: &str = "transcript_wasm";

/// Asks both about the same files.
pub fn parity() -> Result<()> {
    let folder = tempfile::tempdir()?;
    compile(folder.path())?;
    let native = output(
        cargo(["run", "--quiet", "-p", "worker", "--example", "transcript", "--"]).arg(folder.path()),
    )?;
    let script = project::root().join("worker/examples/transcript.cjs");
    let wasm = output(Command::new("node").arg(script).arg(folder.path()))?;
    let differing = native.lines().zip(wasm.lines()).position(|(native, wasm)| native != wasm);

    if let Some(line) = differing {
        let of = |said: &str| said.lines().nth(line).unwrap_or_default().to_owned();
        bail!("answer {line} differs\nnative: {}\nwasm:   {}", of(&native), of(&wasm));
    }

    if native.lines().count() != wasm.lines().count() {
        bail!("one gives more answers than the other");
    }

    let files = fs::read_dir(folder.path().join("files")).context("the files")?.count();
    println!("   {} answers about {files} files are the same", native.lines().count());
    Ok(())
}

/// Writes the session as a wasm module for Node.
fn compile(folder: &Path) -> Result<()> {
    let example = ["build", "--package", "worker", "--example", EXAMPLE];
    succeed(cargo(example).args(["--target", "wasm32-unknown-unknown"]))?;
    let module = project::cargo_target().join("wasm32-unknown-unknown/debug/examples").join(EXAMPLE);
    Bindgen::new().input_path(module.with_extension("wasm")).nodejs(true)?.typescript(false).generate(folder)
}

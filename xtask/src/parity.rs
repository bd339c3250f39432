//! The import's worker says the same as a wasm module as it does as native code, byte for byte.

use crate::build::Kind;
use crate::command::{cargo, output};
use crate::{project, site};
use anyhow::{Context, Result, bail};
use std::fs;
use std::process::Command;

/// Asks both about the same files.
pub fn parity() -> Result<()> {
    let folder = tempfile::tempdir()?;
    site::worker(folder.path(), Kind::Development)?;
    let native = output(
        cargo(["run", "--quiet", "-p", "worker", "--example", "transcript", "--"]).arg(folder.path()),
    )?;
    let script = project::root().join("worker/examples/transcript.mjs");
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

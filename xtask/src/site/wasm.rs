//! The wasm modules: compiled by cargo, split where pages can wait, bound to JavaScript by wasm-bindgen.
//!
//! wasm-bindgen is used as a library, so that `Cargo.lock` pins it to the version in the module.

use super::Files;
use super::pack::hashed_name;
use super::split::{LINK, Other, Split, split};
use crate::build::Kind;
use crate::command::{cargo, succeed};
use crate::project;
use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};
use walrus::ModuleConfig;
use wasm_bindgen_cli_support::Bindgen;

/// Has cargo build all modules at once, so that one is linked while another is compiled; gives the folder in which
/// they lie.
pub fn compile(kind: Kind) -> Result<PathBuf> {
    let profile = kind.wasm_profile();
    let packages = ["--package", "frontend", "--package", "worker", "--package", "workbook"];
    let mut command = cargo(["build", "--target", "wasm32-unknown-unknown", "--profile", profile]);
    succeed(command.args(packages))?;

    Ok(project::cargo_target().join("wasm32-unknown-unknown").join(project::folder_of(profile)))
}

/// Adds the pages' code: `pages.js`, `pages.wasm`, and the modules of the parts.
pub fn pages(compiled: &Path, kind: Kind, files: &mut Files) -> Result<()> {
    let Split { main, link, others } = split(&compiled.join("pages.wasm"), "pages")?;

    let (script, wasm) = bind(
        Bindgen::new().input_bytes("pages", main).keep_lld_exports(true).demangle(false),
        "pages",
        kind,
    )?;
    let mut script = joined(&script, &link)?;
    for (name, Other { wasm, parts }) in others {
        let wasm = if kind.is_optimised() { without_names(&wasm)? } else { wasm };
        let plain = format!("part.{}.wasm", parts.into_iter().collect::<Vec<_>>().join("+"));
        script = replaced(&script, &format!("./{name}.wasm"), &format!("./{}", hashed_name(&plain, &wasm)))?;
        files.insert(plain, wasm);
    }

    files.insert("pages.js".to_owned(), script.into_bytes());
    files.insert("pages.wasm".to_owned(), wasm);
    Ok(())
}

/// The script of wasm-bindgen, and in it the one that loads the parts. Each imports the other, which names that
/// carry a hash of the content do not allow.
fn joined(script: &str, link: &str) -> Result<String> {
    let link = replaced(link, "import { initSync } from \"./pages.js\";\n", "")?;
    let loaders = link.lines().filter_map(|line| line.strip_prefix("export const ")?.split(' ').next());
    let loaders = loaders.collect::<Vec<_>>().join(", ");

    let imported = format!(" from \"{LINK}\"");
    let script = script.lines().map(|line| {
        let name = line.strip_prefix("import * as ").and_then(|line| line.strip_suffix(&imported));
        name.map_or_else(|| line.to_owned(), |name| format!("const {name} = {{ {loaders} }};"))
    });
    let script = script.collect::<Vec<_>>().join("\n");

    if script.contains(&imported) {
        bail!("wasm-bindgen imports the parts in a way that is not known here");
    }
    Ok(format!("{}\n{script}\n", link.replace("export const ", "const ")))
}

/// `text` with the one place of `from` replaced.
fn replaced(text: &str, from: &str, to: &str) -> Result<String> {
    match text.matches(from).count() {
        1 => Ok(text.replace(from, to)),
        count => bail!("{from:?} stands {count} times in a script, where it was expected once"),
    }
}

/// Adds `<name>.js` and `<name>.wasm` of a module that stays whole.
pub fn module(name: &str, compiled: &Path, kind: Kind, files: &mut Files) -> Result<()> {
    let compiled = compiled.join(name).with_extension("wasm");
    let (script, wasm) = bind(Bindgen::new().input_path(compiled), name, kind)?;
    files.insert(format!("{name}.js"), script.into_bytes());
    files.insert(format!("{name}.wasm"), wasm);
    Ok(())
}

/// Writes the JavaScript for a module, and the module that goes with it.
fn bind(bindgen: &mut Bindgen, name: &str, kind: Kind) -> Result<(String, Vec<u8>)> {
    let mut bound = bindgen
        .out_name(name)
        .web(true)?
        .typescript(false)
        .remove_name_section(kind.is_optimised())
        .remove_producers_section(true)
        .generate_output()
        .with_context(|| format!("wasm-bindgen refused {name}"))?;

    // A crate is listed even when it brings none.
    if bound.snippets().values().any(|scripts| !scripts.is_empty()) || !bound.local_modules().is_empty() {
        bail!("{name} brings JavaScript of its own, for which the site has no place");
    }

    let script = bound.js().to_owned();
    Ok((script, bound.wasm_mut().emit_wasm()))
}

/// A module without the names of its functions, which only the splitting needs.
fn without_names(wasm: &[u8]) -> Result<Vec<u8>> {
    let mut config = ModuleConfig::new();
    config.generate_name_section(false).generate_producers_section(false);
    Ok(config.parse(wasm)?.emit_wasm())
}

//! What a browser loads, compressed as it is served; and the executable.

use super::metric::{Goal, Metric};
use crate::project;
use anyhow::{Context, Result};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// What each page of the administration loads.
const PAGES: [&str; 3] = ["pages.wasm", "pages.js", "main.css"];

/// What the import loads beside it.
const WORKER: [&str; 3] = ["worker.wasm", "worker.js", "worker-loader.js"];

#[expect(clippy::cast_precision_loss, reason = "sizes are far below 2^52")]
pub fn executable(file: &Path) -> Result<Metric> {
    let size = fs::metadata(file)?.len() as f64 / f64::from(1 << 20);
    Ok(Metric::new("executable", size, "MiB").goal(Goal::AtMost(40.0)))
}

/// Measures the site that was built last.
pub fn site() -> Result<Vec<Metric>> {
    let folder = project::output("site").join("release");
    let manifest: BTreeMap<String, String> =
        serde_json::from_slice(&fs::read(folder.join("manifest.json"))?)?;
    let mut metrics = Vec::new();
    let mut loaded = |what: &str, files: Vec<&str>, most: f64| -> Result<()> {
        let mut parts = Vec::new();
        for name in files {
            let hashed = manifest.get(name).with_context(|| format!("the site has no {name}"))?;
            parts.push((name, kilobytes(&folder.join(format!("{hashed}.br")))?));
        }
        let whole = parts.iter().map(|(_, size)| size).sum();
        metrics.push(Metric::new(format!("loaded by {what}, brotli"), whole, "kB").goal(Goal::AtMost(most)));
        metrics.extend(parts.into_iter().map(|(name, size)| Metric::new(format!("  {name}"), size, "kB")));
        Ok(())
    };

    let parts = || manifest.keys().map(String::as_str).filter(|name| name.starts_with("part."));
    loaded("the list", PAGES.to_vec(), 250.0)?;
    loaded("all pages", PAGES.into_iter().chain(parts()).collect(), 650.0)?;
    loaded("the import's worker", WORKER.to_vec(), 120.0)?;
    Ok(metrics)
}

#[expect(clippy::cast_precision_loss, reason = "sizes are far below 2^52")]
fn kilobytes(file: &Path) -> Result<f64> {
    Ok(fs::metadata(file)?.len() as f64 / 1000.0)
}

//! What a browser loads, compressed as it is served; and the executable.

use super::metric::{Goal, Metric};
use crate::project;
use crate::site::PARTS;
use anyhow::{Context, Result};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

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
    let mut loaded = |what: &str, files: &[String], most: f64| -> Result<()> {
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

    for part in PARTS {
        let files = [format!("{part}.wasm"), format!("{part}.js"), "main.css".to_owned()];
        loaded(&format!("a page of the part {part}"), &files, 250.0)?;
    }

    loaded("the import's worker", &WORKER.map(str::to_owned), 120.0)?;
    Ok(metrics)
}

#[expect(clippy::cast_precision_loss, reason = "sizes are far below 2^52")]
fn kilobytes(file: &Path) -> Result<f64> {
    Ok(fs::metadata(file)?.len() as f64 / 1000.0)
}

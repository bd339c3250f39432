//! What a browser loads, compressed as it is served; and the executable.

use super::figure::{Figure, Goal};
use crate::project;
use anyhow::{Context, Result};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// What every page loads.
const PAGE: [&str; 3] = ["app.wasm", "app.js", "main.css"];
/// What the import loads beside it.
const WORKER: [&str; 3] = ["worker.wasm", "worker.js", "worker-loader.js"];

/// Measures the executable, and the site that it embeds.
#[expect(clippy::cast_precision_loss, reason = "sizes are far below 2^52")]
pub fn measure(executable: &Path) -> Result<Vec<Figure>> {
    let mut figures = site()?;
    let executable = fs::metadata(executable)?.len() as f64 / f64::from(1 << 20);
    figures.push(Figure::new("executable", executable, "MiB").goal(Goal::AtMost(40.0)));
    Ok(figures)
}

/// Measures the site that was built last.
#[expect(clippy::cast_precision_loss, reason = "sizes are far below 2^52")]
pub fn site() -> Result<Vec<Figure>> {
    let folder = project::output("site").join("release");
    let manifest: BTreeMap<String, String> =
        serde_json::from_slice(&fs::read(folder.join("manifest.json"))?)?;
    let size = |name: &str| -> Result<f64> {
        let hashed = manifest.get(name).with_context(|| format!("the site has no {name}"))?;
        Ok(fs::metadata(folder.join(format!("{hashed}.br")))?.len() as f64 / 1000.0)
    };
    let mut figures = Vec::new();
    for (whole, parts, most) in [("every page", PAGE, 250.0), ("the import's worker", WORKER, 120.0)] {
        let sizes = parts.map(size).into_iter().collect::<Result<Vec<_>>>()?;
        figures.push(
            Figure::new(format!("loaded by {whole}, brotli"), sizes.iter().sum(), "kB")
                .goal(Goal::AtMost(most)),
        );
        figures
            .extend(parts.iter().zip(sizes).map(|(name, size)| Figure::new(format!("  {name}"), size, "kB")));
    }
    Ok(figures)
}

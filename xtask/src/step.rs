//! Titles and times of what is done, so that a log can be read at a glance.

use anyhow::{Context, Result};
use std::time::Instant;

/// Does one step: prints its title, does it, prints how long it took; says its title again when it fails.
pub fn step<T>(title: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    println!("\n── {title}");
    let start = Instant::now();
    let done = work().with_context(|| format!("“{title}” failed"))?;
    println!("   done in {:.1} s", start.elapsed().as_secs_f32());
    Ok(done)
}

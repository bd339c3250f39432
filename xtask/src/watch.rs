//! `cargo xtask watch`: builds and serves again at each change.

use crate::build::{Kind, build};
use crate::{project, run};
use anyhow::Result;
use std::fs;
use std::path::Path;
use std::process::Child;
use std::thread::sleep;
use std::time::{Duration, SystemTime};

/// What a build is made from.
const SOURCES: [&str; 10] =
    ["app", "backend", "domain", "frontend", "public", "server", "style", "workbook", "worker", "Cargo.toml"];

/// Builds for development and serves, until it is stopped.
///
/// What does not compile leaves the last build that did in service.
pub fn watch(options: &run::Options) -> Result<()> {
    let mut serving: Option<Serving> = None;
    loop {
        let seen = newest(&SOURCES);
        match build(Kind::Development) {
            Ok(executable) => {
                // The old one must be gone before the new one can listen.
                drop(serving.take());
                serving = Some(Serving(run::serve(&executable, options).spawn()?));
                println!("\n── Guichet on http://{}; waiting for a change", options.addr);
            }
            Err(error) => eprintln!("\nxtask: {error:#}\n── waiting for a change"),
        }
        while newest(&SOURCES) == seen {
            sleep(Duration::from_millis(300));
        }
    }
}

/// A server that ends with its watcher.
struct Serving(Child);

impl Drop for Serving {
    fn drop(&mut self) {
        // It may have ended by itself; then there is nothing to stop.
        self.0.kill().ok();
        self.0.wait().ok();
    }
}

/// When the last change was made to one of the sources.
fn newest(sources: &[&str]) -> Option<SystemTime> {
    sources.iter().filter_map(|source| newest_in(&project::root().join(source))).max()
}

fn newest_in(path: &Path) -> Option<SystemTime> {
    // Editors write and rename; what is gone while we look is seen the next time.
    let own = fs::metadata(path).ok()?;
    let below = fs::read_dir(path).into_iter().flatten().flatten();
    below.filter_map(|entry| newest_in(&entry.path())).chain(own.modified()).max()
}

//! Where things are.

use std::path::{Path, PathBuf};

/// The folder of the workspace.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask is a folder of the workspace")
}

/// What xtask makes, always here, wherever cargo keeps its own work.
pub fn output(name: &str) -> PathBuf {
    root().join("target").join(name)
}

/// The folder in which cargo works.
pub fn cargo_target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), |folder| root().join(folder))
}

/// The executable that `cargo xtask build` makes.
pub fn executable() -> PathBuf {
    output("dist").join("guichet")
}

/// The folder of the browser's tests.
pub fn end2end() -> PathBuf {
    root().join("end2end")
}

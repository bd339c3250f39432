//! Where things are.

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// The folder of the workspace. Cargo says it to what it runs; where xtask was compiled may be another
/// clone, gone by now, when several share a target folder.
pub fn root() -> &'static Path {
    static ROOT: LazyLock<PathBuf> = LazyLock::new(|| {
        let xtask =
            std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into());
        Path::new(&xtask).parent().expect("xtask is a folder of the workspace").to_owned()
    });
    &ROOT
}

/// What xtask makes, always here, wherever cargo keeps its own work.
pub fn output(name: &str) -> PathBuf {
    root().join("target").join(name)
}

/// The folder in which cargo works.
pub fn cargo_target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), |folder| root().join(folder))
}

/// What cargo calls the folder of a profile.
pub fn folder_of(profile: &str) -> &str {
    if profile == "dev" { "debug" } else { profile }
}

/// The executable that `cargo xtask build` makes.
pub fn executable() -> PathBuf {
    output("dist").join("guichet")
}

/// The folder of the browser's tests.
pub fn end2end() -> PathBuf {
    root().join("end2end")
}

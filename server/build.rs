//! Says where the site is that the executable embeds: `$GUICHET_SITE`, as `cargo xtask build` sets it.
//! Without it, as in a plain `cargo check`, an empty folder.

use std::path::PathBuf;

fn main() {
    println!("cargo:rerun-if-env-changed=GUICHET_SITE");
    let site = std::env::var_os("GUICHET_SITE").map_or_else(empty_folder, PathBuf::from);
    println!("cargo:rerun-if-changed={}", site.display());
    println!("cargo:rustc-env=GUICHET_SITE={}", site.display());
}

fn empty_folder() -> PathBuf {
    let out = std::env::var_os("OUT_DIR").expect("cargo sets OUT_DIR for build scripts");
    let folder = PathBuf::from(out).join("no-site");
    std::fs::create_dir_all(&folder).expect("cargo's own output folder can be written");
    folder
}

//! The module is split once it is linked, so it keeps its relocations: they tell what refers to what.

fn main() {
    println!("cargo:rustc-link-arg-bins=--emit-relocs");
}

//! A migration that is new makes the macro that embeds all of them run again.

fn main() {
    println!("cargo:rerun-if-changed=migrations");
}

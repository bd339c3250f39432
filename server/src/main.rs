//! guichet.
fn main() {}

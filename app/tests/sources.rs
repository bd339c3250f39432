//! What the sources of the workspace keep to, and no compiler checks.

use std::fs;
use std::path::{Path, PathBuf};

/// The Rust files below a folder of the workspace.
fn sources(folder: &str) -> Vec<PathBuf> {
    fn collect(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                collect(&path, found);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                found.push(path);
            }
        }
    }

    let mut found = Vec::new();
    collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(folder), &mut found);
    found
}

/// A file without its tests, which come last.
fn without_tests(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap();
    text.split("#[cfg(test)]").next().and_then(|text| text.split("#[cfg(all(test").next()).unwrap().to_owned()
}

#[test]
fn addresses_of_pages_stand_in_one_place() {
    // The routes need each segment as a literal: `server/tests/links.rs` compares them with the table.
    let routes = ["app/src/routes.rs"];
    // Their links are being rewritten elsewhere.
    let pending = ["app/src/users/query.rs", "app/src/imports/report.rs"];
    let beginnings =
        ["administration", "connexion", "mot-de-passe", "nouveau-mot", "lien/", "mon-espace", "aide"];

    let files = ["app/src", "backend/src", "server/src", "frontend/src"].map(sources).concat();
    for path in files.iter().filter(|path| !routes.iter().chain(&pending).any(|kept| path.ends_with(kept))) {
        let text = without_tests(path);
        for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().starts_with("//")) {
            let written = beginnings.iter().any(|page| line.contains(&format!("\"/{page}")));
            assert!(!written, "{}:{}: use domain::paths: {line}", path.display(), number + 1);
        }
    }
}

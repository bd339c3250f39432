//! What the sources of the workspace keep to, and no compiler checks.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// The Rust files below a folder of the workspace. Cargo runs tests in the folder of their package; where they were
/// compiled may be another clone, gone by now, when several share a target folder.
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
    collect(&Path::new("..").join(folder), &mut found);
    found
}

/// A file without its tests, which come last.
fn without_tests(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap();
    text.split("#[cfg(test)]").next().and_then(|text| text.split("#[cfg(all(test").next()).unwrap().to_owned()
}

#[test]
fn addresses_of_pages_stand_in_one_place() {
    let beginnings = [
        "administration",
        "autorisation",
        "connexion",
        "consolidation",
        "mot-de-passe",
        "nouveau-mot",
        "lien/",
        "passation/",
        "adresse/",
        "association/",
        "mon-compte",
        "mon-espace",
        "aide",
        "contactez-nous",
        "guide",
        "exploitant",
    ];

    let files = ["app/src", "backend/src", "server/src", "frontend/src"].map(sources).concat();
    for path in &files {
        let text = without_tests(path);
        for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().starts_with("//")) {
            let written = beginnings.iter().any(|page| line.contains(&format!("\"/{page}")));
            assert!(!written, "{}:{}: use domain::paths: {line}", path.display(), number + 1);
        }
    }
}

/// Which other top rooms of the crate each of its top rooms uses, by the paths that begin with `crate::`.
fn rooms() -> BTreeMap<String, BTreeSet<String>> {
    let mut uses: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for path in sources("app/src") {
        let first = path.strip_prefix("../app/src").unwrap().components().next().unwrap();
        let room = Path::new(first.as_os_str()).file_stem().unwrap().to_string_lossy().into_owned();

        let text = without_tests(&path);
        let code: String = text.lines().map(|line| line.split("//").next().unwrap_or_default()).collect();
        for used in code.split("crate::").skip(1) {
            // Either one room's name, or several within braces.
            let names =
                used.strip_prefix('{').map_or(used, |list| list.split('}').next().unwrap_or_default());
            let names = if used.starts_with('{') { names.split(',').collect() } else { vec![names] };
            let names =
                names.into_iter().map(|name| name.trim().split(|c: char| !c.is_alphanumeric() && c != '_'));
            let names = names.filter_map(|mut name| name.next()).filter(|name| *name != room);
            uses.entry(room.clone()).or_default().extend(names.map(str::to_owned));
        }
    }

    uses
}

#[test]
fn no_room_uses_one_that_uses_it() {
    let mut left = rooms();
    left.remove("lib");

    // Whatever uses no room that is left is below all others; what remains in the end is a circle.
    loop {
        let before: BTreeSet<String> = left.keys().cloned().collect();
        left.retain(|_, uses| !uses.is_disjoint(&before));
        if left.len() == before.len() {
            break;
        }
    }

    assert!(left.is_empty(), "{left:#?}");
}

/// The names of classes that a text gives after each of these beginnings, up to a quotation mark.
fn classes_after<'a>(text: &'a str, beginnings: &'a [&str]) -> impl Iterator<Item = &'a str> {
    let values = beginnings
        .iter()
        .flat_map(|beginning| text.split(beginning).skip(1).filter_map(|rest| rest.split('"').next()));
    values.flat_map(str::split_whitespace)
}

/// The classes that the views write out, and where.
fn written_classes() -> BTreeMap<String, String> {
    let rows = PathBuf::from("templates/users/rows.html");
    let mut written = BTreeMap::new();
    for path in sources("app/src").into_iter().chain([rows]) {
        let text = without_tests(&path);
        let toggled = text.split(" class:").skip(1).filter_map(|rest| rest.split('=').next());
        let given = classes_after(&text, &["class=\"", "class=format!(\""]);
        // What stands in braces is put in as the page is made.
        for name in given.chain(toggled).filter(|name| !name.contains(['{', '}', '(', '%', '.'])) {
            written.entry(name.to_owned()).or_insert_with(|| path.display().to_string());
        }
    }

    written
}

/// The classes that the stylesheet has a rule for.
fn ruled_classes() -> BTreeSet<String> {
    fn collect(folder: &Path, found: &mut BTreeSet<String>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                collect(&path, found);
                continue;
            }
            let text = fs::read_to_string(&path).unwrap();
            let names = text.split('.').skip(1);
            let names = names.map(|rest| rest.split(|c: char| !c.is_alphanumeric() && c != '-' && c != '_'));
            found.extend(names.filter_map(|mut name| name.next()).map(str::to_owned));
        }
    }

    let mut found = BTreeSet::new();
    collect(Path::new("../style"), &mut found);
    found
}

#[test]
fn every_class_has_a_rule() {
    let (written, ruled) = (written_classes(), ruled_classes());
    assert!(written.len() > 100, "the reader of the views is blind: {written:?}");
    let without: Vec<_> = written.iter().filter(|(name, _)| !ruled.contains(*name)).collect();
    assert!(without.is_empty(), "no rule in style/ for {without:#?}");
}

//! The documents against the tree: the map's arrows are the manifests' dependencies, and what a document names is
//! there.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new("..").canonicalize().unwrap()
}

fn read(file: &str) -> String {
    fs::read_to_string(root().join(file)).unwrap()
}

/// The rooms that the map draws, each with the rooms that its arrows point to.
fn drawn() -> Vec<(String, BTreeSet<String>)> {
    let map = read("docs/ARCHITECTURE.md");
    let lines = map.split("```").nth(1).unwrap().lines();
    let rooms = lines.filter(|line| !line.trim().is_empty() && !line.starts_with("style/"));

    rooms
        .map(|line| {
            let (said, arrows) = line.split_once('→').unwrap_or((line, ""));
            let room = said.split_whitespace().next().unwrap().to_owned();
            let arrows = arrows.replace("ssr: →", ",");
            let uses = arrows.split([',', ';']).map(|room| room.trim().to_owned());
            (room, uses.filter(|room| !room.is_empty()).collect())
        })
        .collect()
}

/// The rooms that a room's manifest depends on, tests aside.
fn depended_on(room: &str, rooms: &[String]) -> BTreeSet<String> {
    let manifest = read(&format!("{room}/Cargo.toml"));
    let sections = manifest.split("\n[").filter(|section| {
        let name = section.lines().next().unwrap().trim_start_matches('[');
        name.ends_with("dependencies]") && !name.contains("dev-")
    });

    let named = sections.flat_map(str::lines).filter_map(|line| line.split(['.', ' ', '=']).next());
    named.filter(|name| rooms.iter().any(|room| room == name)).map(str::to_owned).collect()
}

#[test]
fn the_arrows_of_the_map_are_the_dependencies_of_the_manifests() {
    let drawn = drawn();
    let rooms: Vec<String> = drawn.iter().map(|(room, _)| room.clone()).collect();
    assert!(rooms.len() > 9, "{rooms:?}");

    for (room, uses) in &drawn {
        assert_eq!(*uses, depended_on(room, &rooms), "{room}");
    }
}

#[test]
fn each_file_that_a_document_names_is_there() {
    let documents = [
        "README.md",
        "CONTRIBUTING.md",
        "docs/ARCHITECTURE.md",
        "docs/FIGURES.md",
        "docs/IMPORT.md",
        "docs/INTEGRATION.md",
        "docs/OPERATING.md",
        "docs/SECURITY.md",
    ];
    let rooms = [
        "app/",
        "backend/",
        "domain/",
        "end2end/",
        "frontend/",
        "fuzz/",
        "protocol/",
        "server/",
        "style/",
        "workbook/",
        "worker/",
        "xtask/",
    ];

    let mut named = 0;
    for document in documents {
        let text = read(document);
        let code = text.split('`').skip(1).step_by(2);
        for path in code.filter(|code| rooms.iter().any(|room| code.starts_with(room))) {
            // `app/src/<feature>/api.rs` stands for many, which are in the folder before.
            let known = path.split(['<', '*', '{', ' ']).next().unwrap();
            assert!(root().join(known).exists(), "{document}: {path}");
            named += 1;
        }
    }

    assert!(named > 40, "only {named} paths were found");
}

//! What pages say, as it is written in the catalogues.

use std::fs;
use std::path::{Path, PathBuf};

/// Files of a folder and of those below it.
fn files_below(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { files_below(&path) } else { vec![path] }).collect()
}

/// What stands between quotes in a file of Rust that has no other quotes; the lines of comments aside.
fn literals(source: &str) -> Vec<String> {
    let code = source.lines().filter(|line| !line.trim_start().starts_with("//"));
    let code = code.collect::<Vec<_>>().join("\n").replace("\\\"", "”");
    code.split('"').skip(1).step_by(2).map(str::to_owned).collect()
}

/// The end of a line may come where a space stands: a sign would begin the next one.
fn may_lose_a_sign(text: &str) -> bool {
    let signs = [" ;", " ?", " !", " »", "« "];
    let has_colon = text.ends_with(" :") || [" : ", " :{", " :\\"].iter().any(|colon| text.contains(colon));
    has_colon || signs.iter().any(|sign| text.contains(sign))
}

#[test]
fn french_signs_stay_with_their_words_at_the_end_of_a_line() {
    assert!(may_lose_a_sign("Vide : tous") && may_lose_a_sign("« Site »") && may_lose_a_sign("Quoi ?"));
    assert!(!may_lose_a_sign(r"Vide\u{a0}: tous") && !may_lose_a_sign("app:right"));

    let catalogues = files_below(Path::new("../app/src"));
    let catalogues = catalogues.iter().filter(|file| file.to_str().unwrap().contains("/texts"));
    let texts = catalogues.flat_map(|file| {
        let texts = literals(&fs::read_to_string(file).unwrap());
        texts.into_iter().map(move |text| (file, text))
    });
    let texts: Vec<_> = texts.collect();
    assert!(texts.len() > 2_000, "{} texts were found", texts.len());

    let apart: Vec<_> = texts.iter().filter(|(_, text)| may_lose_a_sign(text)).collect();
    assert!(apart.is_empty(), "write \\u{{a0}} before the sign: {apart:#?}");
}

//! `cargo run -p worker --example transcript -- <folder>`: writes files into the folder, asks the session about each,
//! and prints every answer. `transcript.cjs` asks the wasm module of `transcript_wasm.rs` the same about those files;
//! `cargo xtask test` holds the two against each other.

#[path = "support/talk.rs"]
mod talk;

use serde_json::Value;
use std::path::Path;
use std::{env, fs};
use talk::talk;

/// How many files, beside those of `domain/fixtures`.
const FILES: u64 = 400;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = env::args().nth(1).ok_or("a folder is needed")?;
    let folder = Path::new(&folder);
    fs::create_dir_all(folder.join("files"))?;

    let mut files: Vec<Vec<u8>> = (0..FILES).map(|seed| Chance(seed * 7919 + 1).file()).collect();
    files.extend(fixtures()?);
    for (number, bytes) in files.iter().enumerate() {
        fs::write(folder.join("files").join(format!("{number:04}")), bytes)?;
        print!("{}", talk(bytes));
    }

    Ok(())
}

/// What other programs wrote, and other readers' cases.
fn fixtures() -> Result<Vec<Vec<u8>>, Box<dyn std::error::Error>> {
    let fixtures =
        Path::new(&std::env::var_os("CARGO_MANIFEST_DIR").ok_or("cargo runs it")?).join("../domain/fixtures");
    let cases = |name: &str| -> Result<Vec<Value>, Box<dyn std::error::Error>> {
        Ok(serde_json::from_slice(&fs::read(fixtures.join(name))?)?)
    };
    let mut files = Vec::new();

    for case in cases("python.json")? {
        let bytes = case["bytes"].as_str().unwrap_or_default();
        files.push(bytes.chars().filter_map(|c| u8::try_from(c).ok()).collect());
    }

    for (name, key) in [("papaparse.json", "input"), ("csv-spectrum.json", "csv")] {
        files.extend(cases(name)?.iter().map(|case| case[key].as_str().unwrap_or_default().into()));
    }

    Ok(files)
}

/// The same sequence everywhere (splitmix64).
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % bound as u64).unwrap_or(0)
    }

    fn of<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.below(words.len())]
    }

    /// A list of people, well or badly written.
    fn file(&mut self) -> Vec<u8> {
        const CELLS: [&str; 24] = [
            "10000700",
            "701",
            "53",
            "Antony",
            "antony",
            "St Étienne",
            "Expéditeur",
            "Lefèvre",
            "NOËL",
            "z@exemple.fr",
            "Z@Exemple.FR",
            "a@gmial.com",
            "a@пример.рф",
            "pas-une-adresse",
            "",
            " ",
            "\"a;b\"",
            "\"x\"\"y\"",
            "12\" rack",
            "=A1",
            "'t Hooft",
            "e\u{301}",
            "\u{200b}",
            "http://x.fr",
        ];

        let delimiter = self.of(&[";", ";", ",", "\t", "|"]);
        let end = self.of(&["\r\n", "\n", "\r"]);
        let headings = ["compte", "site", "nom", "prénom", "email", "sous-compte", "guichet", "constat", "x"];
        let width = 2 + self.below(7);
        let mut text = self.of(&["", "", "sep=;\r\n", "Titre\n", "\u{feff}"]).to_owned();
        let line = |cells: Vec<&str>| cells.join(delimiter) + end;
        let start = self.below(2);
        text += &line((0..width).map(|at| headings[(start + at) % headings.len()]).collect());
        for _ in 0..self.below(30) {
            text += &line((0..width).map(|_| self.of(&CELLS)).collect());
        }

        let mut bytes = text.into_bytes();
        if self.below(3) == 0 {
            // Some bytes of other encodings, or of none.
            for _ in 0..self.below(20) {
                let at = self.below(bytes.len());
                bytes[at] = u8::try_from(128 + self.below(128)).unwrap_or(0);
            }
        }

        bytes
    }
}

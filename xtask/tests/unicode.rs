//! The browser's Unicode and the server's give the same answers: what the import's preview or a form says
//! of an address or a name is what the server will say.

use domain::unicode::{ascii_domain, composed, without_marks};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use wasm_bindgen_cli_support::Bindgen;

/// Parts of names and domains: what people type, what other scripts write, and what should be refused.
const PARTS: [&str; 44] = [
    "a",
    "Z",
    "9",
    "-",
    ".",
    "é",
    "e\u{301}",
    "É",
    "œ",
    "Æ",
    "ß",
    "ẞ",
    "ø",
    "ł",
    "İ",
    "ı",
    "ç",
    "ñ",
    "ÿ",
    "ﬁ",
    "Ａ",
    "。",
    "．",
    "－",
    "＿",
    "_",
    "ª",
    "²",
    "½",
    "℀",
    "Ω",
    "ς",
    "пример",
    "рф",
    "例え",
    "テスト",
    "한",
    "ב",
    "ع",
    "١",
    "\u{200d}",
    "\u{200c}",
    "\u{ad}",
    "xn--bcher-kva",
];

/// In a domain each browser has its own way with these: not all look at the direction of writing, and the
/// capital ß is mapped by the Unicode of their year.
const DEPENDS: [char; 4] = ['ẞ', 'ב', 'ع', '١'];

fn texts() -> Vec<String> {
    let mut texts: Vec<String> = ('\0'..='\u{17f}').map(|c| format!("a{c}b.fr")).collect();
    for first in PARTS {
        for second in PARTS {
            for third in ["", "a", "é", "-", "."] {
                texts.push(format!("{first}{second}{third}"));
                texts.push(format!("{third}{first}{second}.fr"));
                texts.push(format!("exemple.{first}{third}{second}"));
            }
        }
    }

    texts.extend(["xn--", "xn--a", "xn--é", "é--é.fr", "éé--é.fr", "XN--BCHER-KVA.fr"].map(str::to_owned));
    texts.push(format!("{}.fr", "é".repeat(60)));
    texts
}

#[test]
fn the_browser_answers_as_the_server_does() {
    let folder = tempfile::tempdir().unwrap();
    bind(&compile(), folder.path());
    let texts = texts();
    fs::write(folder.path().join("texts.json"), serde_json::to_vec(&texts).unwrap()).unwrap();
    fs::write(folder.path().join("ask.cjs"), ASK).unwrap();
    let node = Command::new("node").arg("ask.cjs").current_dir(folder.path()).output().unwrap();

    assert!(node.status.success(), "{}", String::from_utf8_lossy(&node.stderr));

    let browser: Vec<[String; 3]> = serde_json::from_slice(&node.stdout).unwrap();

    assert_eq!(browser.len(), texts.len());

    let server = |text: &String| {
        let domain = ascii_domain(text).unwrap_or_default();
        [composed(text).into_owned(), without_marks(text).into_owned(), domain]
    };
    let differs = |text: &String, answers: &[String; 3]| {
        let same = if text.contains(DEPENDS) { 2 } else { 3 };
        server(text)[..same] != answers[..same]
    };

    let different: Vec<_> =
        texts.iter().zip(browser).filter(|(text, answers)| differs(text, answers)).collect();
    let said = different.iter().map(|(text, answers)| format!("{text:?}: {answers:?}, {:?}\n", server(text)));

    assert!(different.is_empty(), "browser, server:\n{}", said.collect::<String>());
}

/// Asks the module about each text.
const ASK: &str = "const { answers } = require('./unicode.js');
const texts = JSON.parse(require('fs').readFileSync('texts.json', 'utf8'));
process.stdout.write(JSON.stringify(texts.map(text => answers(text))));";

/// `worker/examples/unicode.rs` for the browser.
fn compile() -> PathBuf {
    let root = &Path::new("..").canonicalize().unwrap();
    let built = Command::new(env!("CARGO"))
        .args(["build", "--package", "worker", "--example", "unicode", "--target", "wasm32-unknown-unknown"])
        .current_dir(root)
        .status()
        .unwrap();

    assert!(built.success());

    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from);
    root.join(target).join("wasm32-unknown-unknown/debug/examples/unicode.wasm")
}

/// Writes the module and its JavaScript for Node, whose Unicode and `URL` are Chromium's.
fn bind(module: &Path, folder: &Path) {
    let mut bindgen = Bindgen::new();
    bindgen.input_path(module).out_name("unicode").nodejs(true).unwrap().typescript(false);
    bindgen.generate(folder).unwrap();
}

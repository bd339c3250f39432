//! Any row of headings: each field is named at most once, and how a heading is dressed changes nothing.
#![no_main]

use domain::imports::{recognise, recognise_headers};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let headings: Vec<&str> = text.split(';').collect();
    let fields = recognise_headers(headings.iter().copied());
    assert_eq!(fields.len(), headings.len());
    let mut seen: Vec<_> = fields.iter().flatten().collect();
    let named = seen.len();
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), named);
    for heading in headings.into_iter().filter(|heading| heading.len() < 30) {
        let dressed = format!(" {} _", heading.to_uppercase());
        if heading.is_ascii() {
            assert_eq!(recognise(&dressed), recognise(heading), "{heading:?}");
        }
    }
});

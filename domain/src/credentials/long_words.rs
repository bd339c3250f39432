//! Long words of French and English in all their forms, nearly half a million.
//!
//! They are those of the word lists of Letterpress (Loren Brichter's `Words`, CC0 1.0), as the npm packages
//! `an-array-of-french-words` and `an-array-of-english-words` (2.0.0, MIT) have them: folded, and those of letters alone.
//!
//! In `long_words.txt` a capital stands before each word and says how many letters of the word before it are dropped, `A`
//! none, `B` one; what follows stands behind those that are left. Lines are equally long, and each begins with a whole word.
//! So a word takes less than four octets and is found in the file as it is: nothing is unpacked or kept in memory, and the
//! file is text that can be searched and compared.

use std::ops::RangeInclusive;

/// How many letters they have.
pub(super) const LENGTHS: RangeInclusive<usize> = 8..=28;

const WORDS: &str = include_str!("long_words.txt");

/// The octets of a line, its end among them.
const LINE: usize = 128;

/// Whether a word is one of them, as folding leaves it.
pub(super) fn is_long_word(word: &str) -> bool {
    let (lines, _) = WORDS.as_bytes().as_chunks::<LINE>();
    let behind = lines.partition_point(|line| first(line) <= word.as_bytes());
    let Some(line) = behind.checked_sub(1) else { return false };
    words(&WORDS[line * LINE..behind * LINE]).any(|known| known == word)
}

fn first(line: &[u8]) -> &[u8] {
    line[1..].split(|octet| !octet.is_ascii_lowercase()).next().unwrap_or_default()
}

fn words(line: &str) -> impl Iterator<Item = String> {
    let dropped = line.bytes().filter(u8::is_ascii_uppercase).map(|capital| usize::from(capital - b'A'));
    let added = line.trim_end().split(|c: char| c.is_ascii_uppercase()).skip(1);
    dropped.zip(added).scan(String::new(), |word, (dropped, added)| {
        word.truncate(word.len().saturating_sub(dropped));
        word.push_str(added);
        Some(word.clone())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fold::fold;
    use std::collections::BTreeSet;
    use std::fmt::Write;

    /// The file of words that are sorted.
    fn written<'a>(words: impl Iterator<Item = &'a str>) -> String {
        let (mut file, mut line, mut last) = (String::new(), String::new(), "");
        for word in words {
            let shared = last.bytes().zip(word.bytes()).take_while(|(one, other)| one == other).count();
            let dropped = u8::try_from(last.len() - shared).unwrap();
            let next = format!("{}{}", char::from(b'A' + dropped), &word[shared..]);
            if line.len() + next.len() < LINE && !line.is_empty() {
                line.push_str(&next);
            } else {
                finish(&mut file, &line);
                line = format!("A{word}");
            }
            last = word;
        }
        finish(&mut file, &line);
        file
    }

    fn finish(file: &mut String, line: &str) {
        if !line.is_empty() {
            writeln!(file, "{line:<width$}", width = LINE - 1).unwrap();
        }
    }

    fn all() -> Vec<String> {
        WORDS.lines().flat_map(words).collect()
    }

    #[test]
    fn the_file_has_each_word_once_and_in_one_spelling() {
        let all = all();
        assert!(all.len() > 450_000, "{}", all.len());
        assert!(all.is_sorted_by(|one, next| one < next));
        for word in &all {
            assert!(LENGTHS.contains(&word.len()) && word.bytes().all(|b| b.is_ascii_lowercase()), "{word}");
        }
        assert!(written(all.iter().map(String::as_str)) == WORDS, "as the function above writes it");
    }

    #[test]
    fn words_are_found_and_nothing_else_is() {
        let all = all();
        for word in all.iter().step_by(997).chain(all.first()).chain(all.last()) {
            assert!(is_long_word(word), "{word}");
        }
        for word in ["straightforward", "anticonstitutionnellement", "incomprehensibles", "ordinateur"] {
            assert!(is_long_word(word), "{word}");
        }
        for other in ["", "a", "aaaaaaaa", "zzzzzzzz", "ordinateurr", "ORDINATEUR", "incompréhensible", "été"]
        {
            assert!(!is_long_word(other), "{other}");
        }
    }

    /// See CONTRIBUTING.md: each list is a JSON array, as the `index.json` of those packages.
    #[test]
    #[ignore = "writes the file anew, from the lists that GUICHET_WORDS names"]
    fn the_file_is_made_of_lists() {
        let lists = std::env::var("GUICHET_WORDS").expect("GUICHET_WORDS names files");
        let mut words = BTreeSet::new();
        for list in lists.split(',') {
            let list: Vec<String> = serde_json::from_slice(&std::fs::read(list).unwrap()).unwrap();
            let folded = list.iter().map(|word| fold(word));
            words.extend(folded.filter(|word| {
                LENGTHS.contains(&word.len()) && word.bytes().all(|b| b.is_ascii_lowercase())
            }));
        }
        let file = concat!(env!("CARGO_MANIFEST_DIR"), "/src/credentials/long_words.txt");
        std::fs::write(file, written(words.iter().map(String::as_str))).unwrap();
    }
}

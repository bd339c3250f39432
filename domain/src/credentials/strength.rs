//! How many guesses a password withstands, as whoever guesses takes it apart: words that are tried first, runs along the
//! keyboard, dates, and what was there before. Costs are tenths of a bit.
//!
//! Not the crate `zxcvbn`, which knows neither French nor AZERTY; its list of the commonest passwords (MIT) is in
//! `common.txt`, behind what is commonest in French. `phrases.txt` was written for Guichet: what long passwords are made of
//! (phrases, names, clubs, songs, brands; beginnings of learned words), in both languages.

use super::long_words::{LENGTHS, is_long_word};
use crate::fold::fold;
use std::collections::HashSet;
use std::sync::LazyLock;

/// What a password must withstand: four words that are tried first, or nine letters beside one.
const ENOUGH: u32 = 400;

/// One of the words that are tried first, of which there are some thousands.
const WORD: u32 = 115;
/// A long word, of some hundred thousand in French and English that whoever guesses has in a list.
const LONG_WORD: u32 = 180;
/// A run along the keyboard or the alphabet, wherever it begins and ends.
const RUN: u32 = 90;
/// A year, or a day.
const YEAR: u32 = 70;
const DAY: u32 = 120;
/// What stands before, once more.
const AGAIN: u32 = 15;
/// What everybody knows of the person.
const KNOWN: u32 = 10;
const LETTER: u32 = 47;
const DIGIT: u32 = 33;
const SIGN: u32 = 50;
/// A space or a sign between words.
const BETWEEN: u32 = 10;

/// Shorter runs and words are letters like others.
const SHORTEST_RUN: usize = 4;
const SHORTEST_WORD: usize = 3;

/// Rows and columns of keyboards, AZERTY and QWERTY, and what runs by itself.
const RUNS: [&str; 14] = [
    "01234567890123456789",
    "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz",
    "azertyuiopqsdfghjklmwxcvbnazertyuiop",
    "qwertyuiopasdfghjklzxcvbnmqwertyuiop",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
    "1aqw2zsx3edc4rfv5tgb6yhn7uj8ik9ol0pm",
    "qazwsxedcrfvtgbyhnujmikolp",
    "aqwzsxedcrfvtgbyhnujikolpm",
    "q1w2e3r4t5y6u7i8o9p0",
    "a1z2e3r4t5y6u7i8o9p0",
    "1q2w3e4r5t6y7u8i9o0p",
    "1a2z3e4r5t6y7u8i9o0p",
    "112233445566778899001122",
    "111222333444555666777888999",
];

static COMMON: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    let words = include_str!("common.txt").split_ascii_whitespace();
    words.chain(include_str!("phrases.txt").split_ascii_whitespace()).collect()
});

/// Whether `password` is among the first that are tried, by who knows that its person has to do with `known`: names of
/// people, of companies, of places.
pub(super) fn is_guessable(password: &str, known: &[&str]) -> bool {
    let folded: Vec<char> = fold(password).chars().collect();
    let spoken: Vec<char> = folded.iter().copied().filter(|c| unmasked(*c).is_alphanumeric()).collect();
    let between = u32::try_from(folded.len() - spoken.len()).unwrap_or(u32::MAX) * BETWEEN;
    let known: Vec<Vec<char>> = known
        .iter()
        .flat_map(|name| {
            let name = fold(name);
            let words = name.split(|c: char| !c.is_alphanumeric()).map(str::to_owned);
            words.chain([name.chars().filter(|c| c.is_alphanumeric()).collect()]).collect::<Vec<_>>()
        })
        .map(|name| name.chars().collect())
        .filter(|name: &Vec<char>| name.len() >= SHORTEST_WORD)
        .collect();

    cost(&folded, &known).min(cost(&spoken, &known).saturating_add(between)) < ENOUGH
}

/// The least that taking a text apart costs.
fn cost(text: &[char], known: &[Vec<char>]) -> u32 {
    let plain: Vec<char> = text.iter().map(|c| unmasked(*c)).collect();
    let mut least = vec![0; text.len() + 1];

    for end in 1..=text.len() {
        let single = match text[end - 1] {
            c if c.is_ascii_digit() => DIGIT,
            c if c.is_alphabetic() => LETTER,
            _ => SIGN,
        };
        least[end] = least[end - 1] + single;
        for begin in 0..end {
            if let Some(piece) = piece(text, &plain, (begin, end), known) {
                least[end] = least[end].min(least[begin] + piece);
            }
        }
    }

    least[text.len()]
}

/// What a piece of a text costs as a whole; `None` where it is no more than its characters.
fn piece(text: &[char], plain: &[char], (begin, end): (usize, usize), known: &[Vec<char>]) -> Option<u32> {
    let (raw, plain) = (&text[begin..end], &plain[begin..end]);
    let length = raw.len();
    if begin >= length && text[begin - length..begin] == *raw {
        return Some(AGAIN);
    }
    if known.iter().any(|name| name == raw || name == plain) {
        return Some(KNOWN);
    }

    let word: String = raw.iter().collect();
    let masked: String = plain.iter().collect();
    if length >= SHORTEST_WORD && (COMMON.contains(word.as_str()) || COMMON.contains(masked.as_str())) {
        return Some(WORD);
    }
    if length >= SHORTEST_RUN {
        let reversed: String = raw.iter().rev().collect();
        if RUNS.iter().any(|run| run.contains(&word) || run.contains(&reversed)) {
            return Some(RUN);
        }
    }
    if LENGTHS.contains(&length) && (is_long_word(&word) || is_long_word(&masked)) {
        return Some(LONG_WORD);
    }
    match length {
        4 if word.starts_with("19") || word.starts_with("20") => is_number(raw).then_some(YEAR),
        6 | 8 => is_number(raw).then_some(DAY),
        _ => None,
    }
}

fn is_number(text: &[char]) -> bool {
    text.iter().all(char::is_ascii_digit)
}

/// The letter that is meant by a sign that looks like it.
pub(super) const fn unmasked(c: char) -> char {
    match c {
        '0' => 'o',
        '1' | '!' => 'i',
        '3' | '€' => 'e',
        '4' | '@' => 'a',
        '5' | '$' => 's',
        '7' => 't',
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;

    #[test]
    fn what_is_tried_first_is_guessable_however_it_is_dressed() {
        for password in [
            "motdepasse12345",
            "MotDePasse2026!",
            "m0t d3 p@sse 123",
            "azertyuiop123456",
            "azertyuiopqsdfghjklm",
            "qwertyuiop12345",
            "1qaz2wsx3edc4rfv",
            "aqwzsxedcrfvtgb",
            "chronopost2026!",
            "Chronopost-Chronopost",
            "bonjourbonjour1",
            "Bonjour2024Marseille",
            "123456789987654321",
            "aaaaaaaaaaaaaaaaaa",
            "abcabcabcabcabcabc",
            "passwordpassword",
            "31/12/1999 31/12/1999",
            "iloveyouiloveyou",
        ] {
            assert!(is_guessable(password, &[]), "{password}");
        }
    }

    #[test]
    fn a_long_word_is_one_word_in_both_languages_and_in_all_its_forms() {
        for password in [
            "straightforward",
            "professionality",
            "anticonstitutionnellement",
            "incompréhensible",
            "Incompréhensibles-2026!",
            "personal computers",
            "D3v3l0pp3m3nt.Informatique",
        ] {
            assert!(is_guessable(password, &[]), "{password}");
        }
        assert!(!is_guessable("extraordinaire ordinateur orthographe", &[]), "three are not tried first");
    }

    #[test]
    fn phrases_names_clubs_and_songs_are_known() {
        for password in [
            "ilovemyboyfriend",
            "jesuschristsuperstar",
            "spongebobsquarepants",
            "allezlesbleus2018",
            "Paris Saint-Germain",
            "olympiquedemarseille",
            "manchesterunited1",
            "losangeleslakers",
            "winniethepooh123",
            "mychemicalromance",
            "jetaimepourlavie",
            "La vie est belle 2026",
        ] {
            assert!(is_guessable(password, &[]), "{password}");
        }
    }

    #[test]
    fn letters_that_are_drawn_are_never_guessable() {
        let mut drawn = TestRunner::deterministic();
        for _ in 0..1_000 {
            let password = "[a-z]{20}".new_tree(&mut drawn).unwrap().current();
            assert!(!is_guessable(&password, &[]), "{password}");
        }
    }

    #[test]
    fn a_few_words_without_a_link_are_not() {
        for password in [
            "correct cheval pile agrafe",
            "un autre mot de passe",
            "le vélo rouge de Tante Agathe",
            "7f!kQ2#zLm9@xW4v",
            "Gaufre-Tunnel-Ardoise-41",
            "K7QF2-M9DAB-3XW8T-PQ6Z",
        ] {
            assert!(!is_guessable(password, &[]), "{password}");
        }
    }

    #[test]
    fn what_is_known_of_the_person_does_not_help() {
        let known = ["Faïences du Nord", "Ségolène", "Vandenberghe"];
        for password in ["FaiencesDuNord2026", "segolene.vandenberghe", "Vandenberghe-59-Nord!"] {
            assert!(is_guessable(password, &known), "{password}");
        }
        assert!(!is_guessable("gaufre tunnel ardoise nord", &known));
    }

    #[test]
    fn words_are_in_one_spelling_so_that_they_are_found() {
        for word in COMMON.iter() {
            assert_eq!(fold(word), **word);
        }
    }

    proptest! {
        #[test]
        fn any_text_is_judged_and_what_stands_behind_makes_it_no_weaker(text in "\\PC{0,40}", more in "\\PC{0,8}") {
            let chars = |text: &str| text.chars().collect::<Vec<_>>();
            let whole = cost(&chars(&format!("{text}{more}")), &[]);
            prop_assert!(whole <= cost(&chars(&text), &[]) + SIGN * u32::try_from(more.chars().count()).unwrap());
            is_guessable(&text, &[&more]);
        }
    }
}

//! Which encoding of one byte for each character makes a file read most like French.
//!
//! What an encoding makes of a word is more or less surprising: in French `û` is rarer than `é`, an `È` between
//! small letters is none, nor is a dash between them. Surprises are in bits, the logarithm of how rare something
//! is, so that they are added up.

use super::super::Encoding;
use super::super::encoding::single;
use std::collections::HashSet;

/// The encodings, the commonest first, and how surprising it is that a file is in one. Lists come out of
/// Windows: another encoding must be shown by what Windows would not have written.
const ENCODINGS: [(Encoding, u32); 4] =
    [(Encoding::Windows1252, 0), (Encoding::Macintosh, 6), (Encoding::Cp850, 6), (Encoding::Iso8859_15, 6)];

/// What nobody writes: more than an uncommon encoding and a few rare letters together. No word says more,
/// since one that is damaged must not outweigh the others.
const NEVER: u32 = 20;

/// Small letters among capitals, as a keyboard locked in capitals leaves them, and programs that know the
/// capitals of ASCII alone: `LEFéVRE`. It surprises once in a file, for whoever writes one so writes them all.
const SMALL_AMONG_CAPITALS: u32 = 7;

/// How many words beyond ASCII are looked at, and how many of them that differ are read: what comes later
/// would not change what they say.
const LOOKED_AT: usize = 20_000;
const READ: usize = 2_000;

/// How much of a word is read, in bytes.
const LONGEST: usize = 24;

/// The encoding in which the distinct words of a file surprise least: the name of a site that stands in each
/// of its rows is one word.
pub(super) fn most_french(bytes: &[u8]) -> Encoding {
    let words = distinct_words(bytes);

    // The first of equals.
    let least = ENCODINGS.into_iter().min_by_key(|(encoding, prior)| prior + surprise(&words, *encoding));
    least.map_or(Encoding::Windows1252, |(encoding, _)| encoding)
}

/// Whether a file that is not UTF-8 throughout is so but for words that are broken: as many of its distinct words
/// at least read in UTF-8 as do not. Few words of another encoding do so by chance.
pub(super) fn reads_as_utf8(bytes: &[u8]) -> bool {
    let words = distinct_words(bytes);
    let whole = words.iter().filter(|word| is_of_utf8(word)).count();

    whole > 0 && whole * 2 >= words.len()
}

/// Whether most of what a word has beyond ASCII is characters of UTF-8, and not broken ones.
fn is_of_utf8(word: &[u8]) -> bool {
    // `l’élève` of a Macintosh has an Armenian letter among those of ASCII.
    let has_ascii = word.iter().any(u8::is_ascii);
    let is_likely = |c: char| c <= '\u{17f}' || ('\u{2010}'..='\u{2122}').contains(&c) || !has_ascii;
    let (mut whole, mut broken) = (0, 0);

    for chunk in word.utf8_chunks() {
        let beyond = chunk.valid().chars().filter(|c| !c.is_ascii());
        let (likely, unlikely): (Vec<char>, _) = beyond.partition(|c| is_likely(*c));
        whole += likely.len();
        broken += unlikely.len() + usize::from(!chunk.invalid().is_empty());
    }

    // A word that was cut off may end within a character.
    whole > 0 && whole + usize::from(word.len() == LONGEST) >= broken
}

/// The words of a file that differ, as many as are read.
fn distinct_words(bytes: &[u8]) -> Vec<&[u8]> {
    let mut known = HashSet::new();
    let distinct = words(bytes).take(LOOKED_AT).filter(|word| known.insert(*word));
    distinct.take(READ).collect()
}

/// The words that are not of ASCII alone: letters, and bytes beyond ASCII whatever they stand for.
fn words(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut from = 0;
    std::iter::from_fn(move || {
        let first = from + bytes[from..].iter().position(|b| !b.is_ascii())?;
        let before = bytes[from..first].iter().rev().take(LONGEST / 2);
        let start = first - before.take_while(|b| b.is_ascii_alphabetic()).count();

        let of_word = |b: &&u8| b.is_ascii_alphabetic() || !b.is_ascii();
        from = first + bytes[first..].iter().take_while(of_word).count();
        Some(&bytes[start..from.min(start + LONGEST)])
    })
}

fn surprise(words: &[&[u8]], encoding: Encoding) -> u32 {
    let mut sum = 0;
    let mut is_mixed = false;
    for word in words {
        // Two blanks before the word and one behind it.
        let mut read = [' '; LONGEST + 3];
        for (c, byte) in read[2..].iter_mut().zip(*word) {
            *c = single(*byte, encoding);
        }

        let mut of_word = 0;
        for &[earlier, before, c, after] in read.array_windows() {
            if !c.is_ascii() {
                of_word += surprise_of(earlier, before, c, after, encoding);
                is_mixed |= c.is_lowercase() && is_among_capitals(earlier, before, after);
            }
        }
        sum += of_word.min(NEVER);
    }

    sum + if is_mixed { SMALL_AMONG_CAPITALS } else { 0 }
}

/// How surprising a character beyond ASCII is between others.
fn surprise_of(earlier: char, before: char, c: char, after: char, encoding: Encoding) -> u32 {
    let begins = !before.is_alphabetic();
    let ends = !after.is_alphabetic();

    match c {
        // `l’atelier`, `O’Brien`, `les élèves’`.
        '’' if !begins => 3,
        // Taken for an apostrophe; there is one letter before most of those.
        '‘' if !begins && !ends && earlier != ' ' => NEVER,
        '“' | '„' | '«' if begins => 3,
        // `Nord”`, `n°`, `20 °C`, `k€`, `m²`.
        '”' | '»' | '°' | '€' if ends => 3,
        '°' if begins => 5,
        'º' | 'ª' | '²' | '³' | '™' | '®' | '©' if ends => 6,
        // `Lyon – Part-Dieu`, `paris–nord`; below, `Paris–Nord` and `Paris– Nord`.
        '–' | '—' if begins && ends => 2,
        '–' | '—' if before.is_lowercase() && after.is_lowercase() => 8,
        '‘' | '’' | '–' | '—' => 6,
        '…' if ends => 4,
        '…' if begins => 8,
        // That of DOS, which is the `ÿ` of Windows, had no key.
        '\u{a0}' if encoding == Encoding::Cp850 => 10,
        '\u{a0}' => 3,
        '\u{b4}' => 10,
        '•' | '·' | '§' | '£' | '†' | '‰' | '±' | '×' | '÷' | '¼' | '½' | '¾' if begins && ends => {
            8
        }
        // Nobody writes a sign that stands for any currency.
        '¤' if begins && ends => 12,
        c if c.is_lowercase() => surprise_of_small(before, c, after),
        c if c.is_uppercase() => surprise_of_capital(before, c, after),
        // Signs inside words, frames, and what an encoding leaves undefined.
        _ => NEVER,
    }
}

fn surprise_of_small(before: char, c: char, after: char) -> u32 {
    let begins = !before.is_alphabetic();
    let ends = !after.is_alphabetic();

    let rarity = match c {
        'é' => 1,
        'è' | 'ç' => 3,
        'ê' | 'ë' | 'ï' | 'à' | 'â' | 'ô' | 'î' => 4,
        'û' | 'œ' => 5,
        'ù' | 'ü' | 'ÿ' | 'š' | 'ž' => 6,
        'ð' | 'þ' | 'ı' | 'ƒ' | 'ª' | 'º' | 'π' => NEVER,
        // Of other languages.
        _ => 7,
    };

    let misplaced = match c {
        // Names have a capital there.
        'é' if begins && after.is_lowercase() => 5,
        'è' | 'ê' if begins || ends => 6,
        'ë' | 'ï' if !is_vowel(before) => 4,
        'â' if is_vowel(before) => 3,
        // `déjà`, `où`.
        'à' | 'ù' if !ends => 8,
        'ç' if !"aouAOU".contains(after) => 4,
        _ => 0,
    };

    rarity + misplaced
}

fn surprise_of_capital(before: char, c: char, after: char) -> u32 {
    let begins = !before.is_alphabetic();
    let ends = !after.is_alphabetic();

    let rarity = match c {
        'É' => 2,
        'È' | 'Ç' | 'À' => 4,
        'Ê' | 'Ë' | 'Î' | 'Ï' | 'Ô' | 'Â' => 5,
        'Û' | 'Œ' | 'Š' | 'Ž' => 6,
        'Ò' | 'Ø' | 'Ð' | 'Þ' => 12,
        'Ω' => NEVER,
        // Of other languages.
        _ => 7,
    };

    let misplaced = match c {
        _ if before.is_lowercase() => NEVER,
        _ if before.is_uppercase() && after.is_lowercase() => 6,
        'È' | 'Ê' if begins || ends => 4,
        'Ë' | 'Ï' if !is_vowel(before) => 4,
        'Â' if is_vowel(before) => 3,
        'À' | 'Ù' if !ends => 8,
        'Ç' if !"aouAOU".contains(after) => 4,
        _ => 0,
    };

    rarity + misplaced
}

fn is_vowel(c: char) -> bool {
    matches!(c.to_ascii_lowercase(), 'a' | 'e' | 'i' | 'o' | 'u' | 'y')
}

/// Whether a small letter stands among capitals. Those of `Zoé` and `Où` do not.
fn is_among_capitals(earlier: char, before: char, after: char) -> bool {
    after.is_uppercase() || !after.is_alphabetic() && before.is_uppercase() && earlier.is_uppercase()
}

#[cfg(test)]
mod tests;

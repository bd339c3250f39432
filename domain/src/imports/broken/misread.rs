//! Texts that were read in another encoding than the one they were written in.

use super::encoding::{decode, encode};
use crate::imports::Encoding;

const SINGLE: [Encoding; 3] = [Encoding::Windows1252, Encoding::Macintosh, Encoding::Cp850];

/// Small letters beyond ASCII, the commonest in names of the west of Europe first.
const LETTERS: &str = "éèëçïêôüöîâñäûàáíóúãåøæœßùòìõýÿ";

/// The text read as it was written; `None` when it was not misread as far as can be told.
pub(super) fn read_again(text: &str) -> Option<String> {
    if text.is_ascii() {
        return None;
    }
    utf8_again(text).or_else(|| single_again(text)).or_else(|| with_lost_octets(text))
}

/// UTF-8 that was read as something else, run by run: `LefÃ¨vre`, `Lef√®vre`, `Lef├¿vre`.
fn utf8_again(text: &str) -> Option<String> {
    SINGLE.into_iter().find_map(|read_as| {
        let mut whole = String::with_capacity(text.len());
        let mut rest = text;

        while !rest.is_empty() {
            let length = rest.find(|c: char| !c.is_ascii()).unwrap_or(rest.len());
            whole.push_str(&rest[..length]);
            rest = &rest[length..];
            let length = rest.find(|c: char| c.is_ascii()).unwrap_or(rest.len());
            let (run, after) = rest.split_at(length);

            if let Some(meant) = utf8_of(run, read_as) {
                whole.push_str(&meant);
                rest = after;
                continue;
            }

            let cut = cut_grave(&whole, run, after).and_then(|run| utf8_of(&run, read_as));
            rest = if cut.is_some() { after.strip_prefix(' ').unwrap_or(after) } else { after };
            whole.push_str(cut.as_deref().unwrap_or(run));
        }

        (whole != text).then_some(whole)
    })
}

/// A run that ends with `Ã`, with the no-break space that made an `à` of it and was made a plain one, or trimmed. In
/// capitals it is a letter of Portuguese.
fn cut_grave(before: &str, run: &str, after: &str) -> Option<String> {
    let at_end = after.is_empty() || after.starts_with(' ');
    let in_capitals = before.chars().last().is_some_and(char::is_uppercase);
    (run.ends_with('Ã') && at_end && !in_capitals).then(|| format!("{run}\u{a0}"))
}

fn utf8_of(run: &str, read_as: Encoding) -> Option<String> {
    let meant = String::from_utf8(encode(run, read_as)?).ok()?;
    // `’É` is Armenian in the octets of a Macintosh. What was misread twice is no letter yet.
    let long = read_as == Encoding::Windows1252 && run.chars().nth(3).is_some();
    let plausible = |c: char| match c {
        // A Mac writes an accent behind its letter.
        '\u{a0}'..='\u{17f}' | '\u{218}'..='\u{21b}' | '\u{300}'..='\u{36f}' | '\u{1e00}'..='\u{1eff}' => {
            true
        }
        '\u{370}'..='\u{4ff}' => long,
        c => !c.is_ascii() && encode(c.encode_utf8(&mut [0; 4]), Encoding::Windows1252).is_some(),
    };
    (!run.is_empty() && meant != run && meant.chars().all(plausible)).then_some(meant)
}

/// One encoding of single octets read as another: `HÚlÞne`, `HÈlËne`, `FranÁois`.
fn single_again(text: &str) -> Option<String> {
    let surprising = has_inner_capital(text)
        || text.contains("þoi")
        || text.chars().any(|c| is_no_part_of_a_name(c) || is_no_letter_between(c));
    if !surprising {
        return None;
    }

    let pairs = SINGLE.into_iter().flat_map(|read| SINGLE.map(|written| (read, written)));
    let texts = pairs.filter(|(read, written)| read != written).filter_map(|(read, written)| {
        let meant = decode(&encode(text, read)?, written).into_owned();
        let worth = worth(&meant)?;
        Some((worth, meant))
    });
    texts.min_by_key(|(worth, _)| *worth).map(|(_, meant)| meant)
}

/// How far from the commonest letters those of a text are, when all could be letters of a name.
fn worth(text: &str) -> Option<usize> {
    let is_cedilla_misplaced = text
        .split('ç')
        .skip(1)
        .any(|after| !after.starts_with(['a', 'o', 'u', 'e', 'i', 'â', 'ô', ' ']) && !after.is_empty());
    if has_inner_capital(text) || is_cedilla_misplaced || text.chars().any(char::is_control) {
        return None;
    }

    let mut sum = 0;
    let mut before = ' ';
    for c in text.chars() {
        if !c.is_ascii() && c != '’' && c != '–' {
            let small = c.to_lowercase().next()?;
            // A capital beyond ASCII stands at the beginning of a word, or among capitals.
            if c.is_uppercase() && before.is_alphabetic() && !before.is_uppercase() {
                return None;
            }
            sum += LETTERS.chars().position(|letter| letter == small)?;
        }
        before = c;
    }
    Some(sum)
}

/// Whether a capital beyond ASCII follows a small letter, and no prefix such as `Mac` or `De`.
fn has_inner_capital(text: &str) -> bool {
    let mut before = ' ';
    text.char_indices().any(|(at, c)| {
        let inner =
            !c.is_ascii() && c.is_uppercase() && before.is_lowercase() && !ends_with_prefix(&text[..at]);
        before = c;
        inner
    })
}

fn ends_with_prefix(text: &str) -> bool {
    let word = text.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    let prefixes =
        ["mac", "mc", "de", "del", "della", "di", "da", "do", "du", "le", "la", "van", "fitz", "ní", "o"];
    prefixes.iter().any(|prefix| word.eq_ignore_ascii_case(prefix))
}

/// The second octet of a letter whose first was lost: `¼hler` was `Ã¼hler`, `ühler`.
fn with_lost_octets(text: &str) -> Option<String> {
    let mut whole = String::with_capacity(text.len());
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        // Behind a name it is a mark of its own: `Dupont®`.
        let is_within = rest.clone().next().is_some_and(char::is_lowercase);
        whole.push(letter_of_second_octet(c).filter(|_| is_within).unwrap_or(c));
    }

    (whole != text).then_some(whole)
}

fn letter_of_second_octet(c: char) -> Option<char> {
    if !is_no_part_of_a_name(c) {
        return None;
    }
    let [octet] = encode(c.encode_utf8(&mut [0; 4]), Encoding::Windows1252)?[..] else { return None };
    let letter = String::from_utf8(vec![0xc3, octet]).ok()?.chars().next()?;
    (letter.is_lowercase() && LETTERS.contains(letter)).then_some(letter)
}

/// What no name holds, of a person or a thing, and misread letters become.
pub(super) fn is_no_part_of_a_name(c: char) -> bool {
    matches!(c, '\u{80}'..='\u{9f}' | '\u{2500}'..='\u{25ff}')
        || "¡¢£¤¥¦§¨©¬®¯±²³¶¸¹¼½¾¿×÷†‡ˆ˜˚¬‰‹›€™•√∂∑∏∫≈≠≤≥∆◊ƒ".contains(c)
}

/// What misread letters become, and stands in names only where no letter would.
const fn is_no_letter_between(c: char) -> bool {
    matches!(c, '‚' | '„' | '…')
}

/// Whether a `?` or a mark stands where a letter was: `Lef?vre`, `Zo?`.
pub(super) fn has_lost_letter(text: &str) -> bool {
    text.split(char::is_whitespace).any(|word| word.contains('?') && word.chars().any(char::is_alphabetic))
}

//! A word of the file by which people tell its encoding: somebody's name, read each way.

use super::encoding::{decode, marked};
use super::scan::{Cell, Quoting, Scanner};
use super::{Encoding, FIELDS, Field};
use serde::{Deserialize, Serialize};

/// An encoding, shown by its consequence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EncodingChoice {
    /// The encoding.
    pub encoding: Encoding,
    /// A word of the file read so.
    pub sample: String,
}

/// The encodings that are offered for a file without a byte order mark, beside the one that it is read in.
const UNMARKED: [Encoding; 4] = [Encoding::Utf8, Encoding::Windows1252, Encoding::Macintosh, Encoding::Cp850];

/// How much of the file is looked at column by column, in bytes.
const HEAD: usize = 256 * 1024;

/// How far a word goes from its first byte beyond ASCII, in bytes.
const WORD: usize = 24;

/// Where the words of a file are.
pub(super) struct Words<'l> {
    pub(super) delimiter: u8,
    pub(super) quoting: Quoting,
    /// How the file is read.
    pub(super) encoding: Encoding,
    /// The line of the first row below the header.
    pub(super) line: u32,
    /// Where each field's column is, in the order of [`Field::ALL`].
    pub(super) places: &'l [Option<usize>; Field::COUNT],
}

/// The encodings to choose from, each with a word of the file as it reads; none when the file has
/// a mark, or nothing beyond ASCII.
pub(super) fn encoding_choices(bytes: &[u8], words: &Words) -> Vec<EncodingChoice> {
    if marked(bytes).is_some() || bytes.is_ascii() || words.encoding.is_wide() {
        return Vec::new();
    }
    let word = distinctive_word(bytes, words);
    let read = |encoding| EncodingChoice { encoding, sample: decode(&word, encoding).into_owned() };
    let other = Some(words.encoding).filter(|encoding| !UNMARKED.contains(encoding));
    UNMARKED.into_iter().chain(other).map(read).collect()
}

/// The first word with more than ASCII in the most telling column of the first rows; else further
/// down; else above, in a title or a heading.
fn distinctive_word(bytes: &[u8], words: &Words) -> Vec<u8> {
    let head = &bytes[..bytes.len().min(HEAD)];
    // In Latin-1 each byte is a character, whatever it stands for: no cell can be cut in two.
    let text: String = head.iter().copied().map(char::from).collect();
    let mut scanner = Scanner::new(&text, words.delimiter).quoted_by(words.quoting);
    let mut cells = Vec::new();
    let mut found: Option<(usize, String)> = None;
    let mut body = 0;

    while let Ok(Some(record)) = scanner.record(&mut cells) {
        if record.line < words.line {
            body = scanner.position().start;
            continue;
        }
        let better = best(&cells, &text, words, found.as_ref().map_or(usize::MAX, |(rank, _)| *rank));
        found = better.or(found);
        if matches!(found, Some((0, _))) {
            break;
        }
    }

    if let Some((_, cell)) = found {
        let latin: Vec<u8> = cell.chars().filter_map(|c| u8::try_from(c).ok()).collect();
        return word_of(&latin, 0);
    }

    word_of(bytes, text[..body].chars().count())
}

/// The most telling cell of a row that has more than ASCII, if it is better than `rank`.
fn best(cells: &[Cell], text: &str, words: &Words, rank: usize) -> Option<(usize, String)> {
    let mut distinctive: Vec<_> =
        FIELDS.iter().filter_map(|spec| Some((spec.distinctive?, spec.field))).collect();
    distinctive.sort_unstable();

    let most = distinctive.len() + cells.len();
    let columns = distinctive.iter().map(|(_, field)| words.places[field.index()]);
    let ranked = columns.chain((0..cells.len()).map(Some));

    for (rank, place) in ranked.enumerate().take(rank.min(most)) {
        let cell = place.and_then(|at| cells.get(at)).map(|cell| cell.text(text));
        if let Some(cell) = cell.filter(|cell| !cell.is_ascii()) {
            return Some((rank, cell.into_owned()));
        }
    }

    None
}

/// A word beyond ASCII from `from` on, one with plain letters too if there is one near; else the first
/// of the whole text.
fn word_of(bytes: &[u8], from: usize) -> Vec<u8> {
    let below = &bytes[from.min(bytes.len())..];
    let text = if below.is_ascii() { bytes } else { below };
    let Some(first) = text.iter().position(|b| !b.is_ascii()) else { return Vec::new() };
    let of_word = |b: &u8| b.is_ascii_alphabetic() || !b.is_ascii() || matches!(b, b'-' | b'\'');
    let before = text[..first].iter().rev().take(WORD).take_while(|b| of_word(b)).count();
    let near = &text[first - before..text.len().min(first + 4 * WORD)];
    let words = near.split(|b| !of_word(b)).filter(|word| !word.is_ascii());
    let telling = words.clone().find(|word| word.iter().any(u8::is_ascii_alphabetic));
    let word = telling.or_else(|| words.clone().next()).unwrap_or_default();

    word[..word.len().min(2 * WORD)].to_vec()
}

#[cfg(test)]
mod tests {
    use crate::imports::{Overrides, Sheet};
    use crate::reference::ReferenceData;

    fn samples(bytes: &[u8]) -> Vec<String> {
        let sheet = Sheet::open(bytes.to_vec(), &Overrides::default()).unwrap();
        sheet.opened(&ReferenceData::default()).encodings.into_iter().map(|choice| choice.sample).collect()
    }

    #[test]
    fn an_encoding_is_offered_by_what_a_word_becomes() {
        assert_eq!(samples(b"nom\nLef\xe8vre"), ["Lef\u{fffd}vre", "Lefèvre", "LefËvre", "LefÞvre"]);
        assert!(samples(b"nom\nLefevre").is_empty());
        assert!(samples("\u{feff}nom\nLefèvre".as_bytes()).is_empty());
    }

    #[test]
    fn somebodys_name_tells_more_than_a_heading_a_title_or_a_remark() {
        let file = b"Liste arr\xeat\xe9e\nN\xb0 compte;Remarque;Pr\xe9nom;Nom;Email\n\
                     1;\xe0 voir;Zo\xe9;Petit;z@exemple.fr\n2;;;No\xebl;n@exemple.fr\n";
        assert_eq!(samples(file)[1], "Noël");
        let unnamed = b"N\xb0 compte;Remarque;Email\n1;\xab d\xe9j\xe0 vu \xbb;z@exemple.fr\n";
        assert_eq!(samples(unnamed)[1], "déjà");
    }

    #[test]
    fn a_word_far_down_is_found_and_a_heading_serves_when_there_is_no_other() {
        let far = [b"N\xb0 compte;Nom\n".as_slice(), &b"1;Petit\n".repeat(50_000), b"2;No\xebl\n"].concat();
        assert_eq!(samples(&far)[1], "Noël");
        assert_eq!(samples(b"N\xb0 compte;Nom\n1;Petit\n")[1], "N°");
    }

    #[test]
    fn a_name_in_utf_8_is_whole_in_each_reading() {
        assert_eq!(samples("N° compte;Nom\n1;Noël\n".as_bytes())[..2], ["Noël", "NoÃ«l"]);
    }
}

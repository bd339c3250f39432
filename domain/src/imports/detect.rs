//! Telling how a file is encoded and delimited from what comes of it.

mod french;

use super::encoding::{decode, marked};
use super::header::recognise_headers;
use super::scan::{Cell, Quoting, Scanner};
use super::{Encoding, FileBytes, ReadError};
use french::{most_french, reads_as_utf8};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// A delimiter, shown by its consequence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DelimiterChoice {
    /// The delimiter.
    pub delimiter: char,
    /// How many columns the file has with it.
    pub columns: u32,
}

/// The delimiters, the likeliest first.
const DELIMITERS: [u8; 4] = [b';', b',', b'\t', b'|'];

/// Refuses what is not text at all.
pub(super) fn refuse_binary(bytes: &[u8]) -> Result<(), ReadError> {
    const WORKBOOKS: [&[u8]; 2] = [b"PK\x03\x04", b"\xd0\xcf\x11\xe0"];
    const OTHERS: [&[u8]; 7] =
        [b"{\\rtf", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"%PDF", b"\x1f\x8b", b"Rar!"];

    if WORKBOOKS.iter().any(|magic| bytes.starts_with(magic)) {
        return Err(ReadError::Workbook);
    }

    let head = &bytes[..bytes.len().min(4096)];
    let control = |b: &u8| *b < 0x20 && !matches!(b, 0 | b'\t' | b'\n' | b'\r' | 0x1a);
    let controls = head.iter().filter(|b| control(b)).count();
    let zeros = memchr::memchr_iter(0, head).count();
    // In UTF-16 `’` has the byte of a control character, and most letters have a zero.
    let is_unlikely = controls * 50 > head.len() || zeros * 4 > head.len();
    let binary = is_unlikely && marked(bytes).is_none() && wide(bytes).is_none();

    if binary || OTHERS.iter().any(|magic| bytes.starts_with(magic)) {
        return Err(ReadError::NotText);
    }

    Ok(())
}

/// The text of a file that is UTF-8 as a whole; of another its bytes, and the encoding that was chosen or is found: by its
/// mark; by the zeros of characters that take two bytes or four; UTF-8 when it is so but for few words, which are broken
/// whatever the others are; else the one that reads most like French.
pub(super) fn utf8_or_encoding(
    bytes: FileBytes,
    chosen: Option<Encoding>,
) -> Result<String, (Vec<u8>, Encoding)> {
    let told = chosen.or_else(|| marked(bytes.whole())).or_else(|| wide(bytes.whole()));
    if let Some(other) = told.filter(|told| *told != Encoding::Utf8) {
        return Err((bytes.into_bytes(), other));
    }

    // Of a long file that is here at once this takes as long as all else that is asked of it: it is asked once.
    bytes.into_text().map_err(|bytes| {
        let seems = || if reads_as_utf8(&bytes) { Encoding::Utf8 } else { most_french(&bytes) };
        let encoding = told.unwrap_or_else(seems);
        (bytes, encoding)
    })
}

/// The encoding of a file without a mark whose characters take two bytes or four: half of its bytes at least are
/// zeros, and it reads as text.
fn wide(bytes: &[u8]) -> Option<Encoding> {
    // Not within a character.
    let head = &bytes[..bytes.len().min(4096)];
    let zeros = memchr::memchr_iter(0, head).count();
    if zeros * 8 < head.len() * 3 {
        return None;
    }

    [Encoding::Utf32Le, Encoding::Utf32Be, Encoding::Utf16Le, Encoding::Utf16Be].into_iter().find(
        |encoding| {
            let text = decode(head, *encoding);
            let is_latin = |c: &char| matches!(c, '\t' | '\n' | '\r' | ' '..='~' | '\u{a0}'..='\u{17f}');
            let latin = text.chars().filter(is_latin).count();
            !text.contains(['\0', char::REPLACEMENT_CHARACTER])
                && latin > 1
                && latin * 4 >= text.chars().count() * 3
        },
    )
}

/// The delimiters to choose from, with the number of columns that each makes, the likeliest first.
///
/// The likeliest is the one with which a row names most columns that are known; else the one that gives most rows the
/// same number of columns, with quotes around cells and nowhere else; and among equals the one that stands inside cells
/// least often.
pub(super) fn delimiter_choices(body: &str) -> Vec<DelimiterChoice> {
    let mut scored: Vec<_> = DELIMITERS
        .into_iter()
        .map(|delimiter| {
            let rows = head(body, delimiter);
            // Some programs end each row with one.
            let ends = rows.iter().all(|row| row.cells.last().is_some_and(|cell| cell.trim().is_empty()));
            let mut widths: HashMap<usize, usize> = HashMap::new();
            for row in &rows {
                *widths.entry(row.cells.len() - usize::from(ends)).or_default() += 1;
            }
            let named = rows.iter().take(20).map(|row| known(&row.cells)).max().unwrap_or(0);
            let split = widths.iter().filter(|(width, _)| **width > 1);
            let (width, same) = split.max_by_key(|(width, rows)| (**rows, **width)).unwrap_or((&1, &0));
            let share = |of: usize| of * 100 / rows.len().max(1);
            let tidy = rows.iter().filter(|row| row.is_tidy).count();
            let rank = if *width > 1 { rank(delimiter, &rows) } else { 0 };
            (
                (named, share(*same), share(tidy), rank, *width),
                DelimiterChoice { delimiter: char::from(delimiter), columns: columns(*width) },
            )
        })
        .collect();

    // A stable sort, so that equals stay in order of likeliness.
    scored.sort_by(|(a, _), (b, _)| b.cmp(a));
    scored.into_iter().map(|(_, choice)| choice).collect()
}

/// How seldom a delimiter stands inside cells when it does not delimit them: a tab never does, `;` and `|` make lists of
/// a cell, a comma is that of decimals, and before a blank that of a sentence or of a name. Of comma and `|` the one that
/// makes more columns does so, unless in one row alone.
fn rank(delimiter: u8, rows: &[HeadRow]) -> u8 {
    let is_loose = || rows.iter().all(|row| row.cells.iter().skip(1).all(|cell| cell.starts_with(' ')));
    match delimiter {
        b'\t' => 4,
        b';' => 3,
        b',' if is_loose() => 0,
        b'|' if rows.len() < 2 => 1,
        _ => 2,
    }
}

fn columns(width: usize) -> u32 {
    u32::try_from(width).unwrap_or(u32::MAX)
}

/// How many columns a row names.
pub(super) fn known(row: &[String]) -> usize {
    recognise_headers(row.iter().map(String::as_str)).into_iter().flatten().count()
}

/// One of the first rows of a text, as a delimiter splits it.
struct HeadRow {
    cells: Vec<String>,
    /// Whether quotes stand around cells of it and nowhere else.
    is_tidy: bool,
}

/// The first rows of a text that are neither empty nor a comment. Below one that cannot be read, as the lines have them:
/// that a row hits a limit says nothing against its delimiter.
fn head(body: &str, delimiter: u8) -> Vec<HeadRow> {
    const ROWS: usize = 100;

    let mut scanner = Scanner::new(body, delimiter).quoted_by(quoting(body, delimiter));
    let mut cells = Vec::new();
    let mut rows: Vec<HeadRow> = Vec::new();
    let mut unread = "";

    while rows.len() < ROWS {
        match scanner.record(&mut cells) {
            Ok(Some(_)) => rows.push(HeadRow::of(&cells, body)),
            Ok(None) => break,
            Err(_) => {
                unread = &body[cells.first().map_or(scanner.position().start, |cell| cell.start())..];
                break;
            }
        }
        rows.pop_if(|row| row.is_blank() || row.is_comment());
    }

    let lines = unread.lines().filter(|line| !line.trim().is_empty()).take(ROWS - rows.len());
    rows.extend(lines.map(|line| HeadRow {
        cells: line.split(char::from(delimiter)).map(str::to_owned).collect(),
        is_tidy: true,
    }));
    rows
}

impl HeadRow {
    fn of(cells: &[Cell], body: &str) -> Self {
        let is_tidy = |cell: &Cell| {
            if cell.is_quoted() { !cell.is_malformed(body) } else { !cell.text(body).contains('"') }
        };
        Self {
            is_tidy: cells.iter().all(is_tidy),
            cells: cells.iter().map(|cell| cell.text(body).into_owned()).collect(),
        }
    }

    fn is_blank(&self) -> bool {
        self.cells.iter().all(|cell| cell.trim().is_empty())
    }

    /// `# exported on Monday`, above the rows; not a column of numbers, `#`.
    fn is_comment(&self) -> bool {
        let first = self.cells.first().map_or("", |cell| cell.as_str());
        first.strip_prefix('#').is_some_and(|rest| {
            rest.starts_with(char::is_whitespace) && !rest.trim().is_empty()
                || rest.is_empty() && self.cells.len() == 1
        })
    }
}

/// How the cells of a text are quoted: as RFC 4180 has it, unless its first rows are so no well-formed cells and are
/// otherwise.
pub(super) fn quoting(body: &str, delimiter: u8) -> Quoting {
    const HEAD: usize = 256 * 1024;

    let head = &body[..body.floor_char_boundary(HEAD)];
    let with_escapes = |quote| Quoting { quote, has_escapes: true };
    let rfc = QuotedCells::of(head, delimiter, Quoting::RFC);

    if rfc.malformed > 0 && head.contains("\\\"") {
        let with_backslash = QuotedCells::of(head, delimiter, with_escapes(b'"'));
        if with_backslash.malformed == 0 && with_backslash.quoted > 0 {
            return with_escapes(b'"');
        }
    }

    // An apostrophe begins a name, and guards a cell from being a formula: it is a quote where it is one throughout.
    if rfc.quoted == 0 && head.contains('\'') {
        let singles = [Quoting { quote: b'\'', has_escapes: false }, with_escapes(b'\'')];
        let is_so = |quoting: &Quoting| {
            let single = QuotedCells::of(head, delimiter, *quoting);
            single.malformed == 0
                && single.quoted > 1
                && single.rows_quoted * 2 >= single.rows
                && single.is_even
        };
        return singles.into_iter().find(is_so).unwrap_or(Quoting::RFC);
    }

    Quoting::RFC
}

/// What the first rows are when they are quoted in a way.
struct QuotedCells {
    rows: usize,
    rows_quoted: usize,
    quoted: usize,
    /// Those that go on behind the closing quote, or are never closed.
    malformed: usize,
    /// Whether all rows have as many cells.
    is_even: bool,
}

impl QuotedCells {
    fn of(head: &str, delimiter: u8, quoting: Quoting) -> Self {
        const ROWS: usize = 1000;

        let mut scanner = Scanner::new(head, delimiter).quoted_by(quoting);
        let mut cells = Vec::new();
        let mut found = Self { rows: 0, rows_quoted: 0, quoted: 0, malformed: 0, is_even: true };
        let mut width = None;

        while found.rows < ROWS {
            match scanner.record(&mut cells) {
                Ok(None) => break,
                // The head may have been cut off within a cell.
                Err(_) => {
                    found.malformed += usize::from(found.rows == 0 || head.len() < 256 * 1024);
                    break;
                }
                Ok(Some(_)) if cells.iter().all(|cell| cell.is_blank(head)) => continue,
                Ok(Some(_)) => {}
            }
            let quoted = cells.iter().filter(|cell| cell.is_quoted());
            found.rows += 1;
            found.quoted += quoted.clone().count();
            found.malformed += quoted.clone().filter(|cell| cell.is_malformed(head)).count();
            found.rows_quoted += usize::from(quoted.count() > 0);
            found.is_even &= *width.get_or_insert(cells.len()) == cells.len();
        }

        found
    }
}

/// The delimiter that a first line `sep=;` states, as Excel reads and writes it, and what that line
/// takes up.
pub(super) fn stated_delimiter(text: &str) -> Option<(u8, usize)> {
    let end = text.find(['\r', '\n'])?;
    let line = text[..end].trim().trim_matches('"');
    let stated = line.get(..4).filter(|key| key.eq_ignore_ascii_case("sep=")).map(|_| &line[4..]);
    // A tab after the sign is taken away with the other blanks.
    let delimiter = match stated?.as_bytes() {
        [delimiter] => *delimiter,
        [] => b'\t',
        _ => return None,
    };

    let line_end = if text[end..].starts_with("\r\n") { 2 } else { 1 };
    usable(char::from(delimiter)).map(|delimiter| (delimiter, end + line_end))
}

/// Whether a character can stand between cells.
pub fn is_delimiter(c: char) -> bool {
    usable(c).is_some()
}

/// A delimiter as the scanner takes it, when it can be one.
pub(super) fn usable(delimiter: char) -> Option<u8> {
    u8::try_from(delimiter)
        .ok()
        .filter(|b| b.is_ascii() && !b.is_ascii_alphanumeric() && !b"\"\r\n".contains(b))
}

#[cfg(test)]
mod tests {
    use super::super::encoding::encode;
    use super::*;

    fn detect_encoding(bytes: &[u8]) -> Encoding {
        utf8_or_encoding(bytes.to_vec().into(), None)
            .map_or_else(|(_, encoding)| encoding, |_| Encoding::Utf8)
    }

    #[test]
    fn french_is_recognised_in_each_encoding() {
        for text in
            ["Lefèvre;Sébastien;Nîmes", "ÉLODIE LEFÈVRE;SAINT-ÉTIENNE", "François;L’Haÿ-les-Roses;Élodie"]
        {
            for encoding in [Encoding::Utf8, Encoding::Windows1252, Encoding::Macintosh, Encoding::Cp850] {
                let Some(bytes) = encode(text, encoding) else { continue };
                assert_eq!(detect_encoding(&bytes), encoding, "{text}");
            }
        }

        assert_eq!(detect_encoding("\u{feff}a".as_bytes()), Encoding::Utf8);
        assert_eq!(detect_encoding(b"\xff\xfea\0"), Encoding::Utf16Le);
        assert_eq!(detect_encoding(b"\xfe\xff\0a"), Encoding::Utf16Be);
    }

    #[test]
    fn an_apostrophe_and_a_space_that_does_not_break_are_those_of_windows() {
        for text in [
            "responsable de l’atelier",
            "aujourd’hui",
            "L’ATELIER",
            "O’Brien",
            "service\u{a0}client",
            "L'Haÿ-les-Roses",
            "n°\u{a0}12",
            "dit “Nantes”;",
        ] {
            let bytes = encode(text, Encoding::Windows1252).unwrap();
            assert_eq!(detect_encoding(&bytes), Encoding::Windows1252, "{text}");
        }

        for text in [
            "responsable de l’atelier",
            "dit “Nantes”;",
            "Benoît",
            "l’atelier de García",
            "service\u{a0}client, Élodie",
        ] {
            let bytes = encode(text, Encoding::Macintosh).unwrap();
            assert_eq!(detect_encoding(&bytes), Encoding::Macintosh, "{text}");
        }

        for text in ["Hernández, Zoé", "Hôtel", "Benoît"] {
            let bytes = encode(text, Encoding::Cp850).unwrap();
            assert_eq!(detect_encoding(&bytes), Encoding::Cp850, "{text}");
        }
    }

    #[test]
    fn few_broken_words_do_not_change_how_the_others_are_read() {
        let names = "Hélène;Zoé;Noël\nFrançois;Benoît;Lefèvre\n".as_bytes();
        for broken in [&b"Lef\xe8vre"[..], b"\xc3", b"\xe2\x80", b"caf\xe9;Andr\xe9"] {
            assert_eq!(detect_encoding(&[names, broken, b"\n"].concat()), Encoding::Utf8, "{broken:?}");
            assert_eq!(detect_encoding(&[broken, b"\n", names].concat()), Encoding::Utf8, "{broken:?}");
        }

        // One word says as much as in each row.
        let rows = [names, &b"caf\xe9\n".repeat(1000)].concat();
        assert_eq!(detect_encoding(&rows), Encoding::Utf8);
    }

    #[test]
    fn a_word_that_could_be_utf_8_makes_no_other_file_so() {
        for (text, encoding) in [
            // In Macintosh `’é` and `«É` are two bytes of UTF-8.
            ("l’élève;Zoé", Encoding::Macintosh),
            ("«Évry»;Hélène;d’été", Encoding::Macintosh),
            ("Zoé;HÃ©lÃ¨ne;Noël;Lefèvre;Benoît", Encoding::Windows1252),
        ] {
            assert_eq!(detect_encoding(&encode(text, encoding).unwrap()), encoding, "{text}");
        }
    }

    #[test]
    fn wide_characters_are_told_without_a_mark() {
        for text in ["compte;nom\r\n1;Petit\r\n", "compte\tnom\n1\tLefèvre – Zoé ’\n", "é;a\n"] {
            for encoding in [Encoding::Utf16Le, Encoding::Utf16Be, Encoding::Utf32Le, Encoding::Utf32Be] {
                let bytes = encode(text, encoding).unwrap();
                assert_eq!(detect_encoding(&bytes), encoding, "{text}");
                let long = bytes.repeat(1000);
                assert_eq!(detect_encoding(&long), encoding, "{text}");
            }
        }

        assert_eq!(detect_encoding(b"compte;email\n1;a@b.fr\n2;\0\0\0\n"), Encoding::Utf8);
    }

    #[test]
    fn latin_9_is_told_by_what_only_it_has() {
        for text in ["Hélène Lebœuf", "12 €;Zoé", "Œuvre de Noël", "FAŸ;Cœur de ville"] {
            let bytes = encode(text, Encoding::Iso8859_15).unwrap();
            assert_eq!(detect_encoding(&bytes), Encoding::Iso8859_15, "{text}");
        }

        for text in ["Hélène", "1 ½ h", "¼ de page", "D´ARTAGNAN"] {
            let bytes = encode(text, Encoding::Windows1252).unwrap();
            assert_eq!(detect_encoding(&bytes), Encoding::Windows1252, "{text}");
        }
    }

    #[test]
    fn the_delimiter_is_the_one_that_makes_columns() {
        let first = |text: &str| delimiter_choices(text)[0];
        assert_eq!(first("compte,email\n1,a;b@c.fr"), DelimiterChoice { delimiter: ',', columns: 2 });
        assert_eq!(first("compte\temail\n1\ta@c.fr").delimiter, '\t');
        assert_eq!(first("compte|email\n1|a@c.fr").delimiter, '|');
        assert_eq!(first("Dupont, Jean;a@b.fr;1\nPetit, Zoé;c@d.fr;2").delimiter, ';');
        assert_eq!(first("\"a;b\",c\n\"d;e;f\",g").delimiter, ',');
        assert_eq!(first("email\na@b.fr"), DelimiterChoice { delimiter: ';', columns: 1 });
    }

    #[test]
    fn what_stands_inside_cells_is_told_from_what_stands_between_them() {
        let first = |text: &str| delimiter_choices(text)[0].delimiter;
        assert_eq!(first("1,5;2,3;4,1\n2,5;3,3;5,1\n"), ';', "decimals");
        assert_eq!(first("a.jpg\t51,47,45\t8,8,6\nb.jpg\t37,25,24\t8,5,4\n"), '\t');
        assert_eq!(first("1,x|y|z,5\n2,t|u|v,6\n"), ',', "lists");
        assert_eq!(first("Dupont, Jean|a@b.fr|1\nPetit, Zoé|c@d.fr|2\n"), '|', "names");
        assert_eq!(first("un,deux,\"trois;3;3;3\"\n"), ',', "in quotes");
        assert_eq!(first("1, I;\n2, L;\n"), ',', "at the end of each row");
        assert_eq!(first("# user, domain, password\ntest;exemple.fr;x\n"), ';', "a comment");
    }

    #[test]
    fn a_row_that_hits_a_limit_says_nothing_against_its_delimiter() {
        let wide = format!("compte,email\n1,a@b.fr{}\n", ",x".repeat(2000));
        assert_eq!(delimiter_choices(&wide)[0].delimiter, ',');
        let unclosed = "compte,email,nom\n1,\"a@b.fr,A\n2,b@b.fr,B\n";
        assert_eq!(delimiter_choices(unclosed)[0], DelimiterChoice { delimiter: ',', columns: 3 });
        let at_once = "un|\"deux|trois\n1|2|3\n1|2|3\n";
        assert_eq!(delimiter_choices(at_once)[0], DelimiterChoice { delimiter: '|', columns: 3 });
    }

    #[test]
    fn quotes_and_escapes_are_told_from_the_first_rows() {
        let single = Quoting { quote: b'\'', has_escapes: false };
        let escaped = Quoting { quote: b'"', has_escapes: true };
        for (text, expected) in [
            ("'compte','nom','email'\n'1','Petit, Zoé','z@b.fr'\n", single),
            ("compte,nom,email\n1,'Petit, Zoé',z@b.fr\n2,'d''Orsay',y@b.fr\n", single),
            ("'nom','a'\n'dit \\'Zoé\\'','b'\n", Quoting { quote: b'\'', has_escapes: true }),
            ("nom,email\n\"dit \\\"Zoé\\\"\",a@b.fr\n", escaped),
            ("nom,email\n\"dit \\\"Zoé, Léa\\\"\",a@b.fr\n\"x\",y\n", escaped),
            // A path, an apostrophe of a name or of a cell's own, an inch.
            ("nom,email\n\"C:\\\",a@b.fr\n", Quoting::RFC),
            ("nom,email\n't Hooft,a@b.fr\n's Graven,b@b.fr\n", Quoting::RFC),
            ("nom,numero\n'Zoé,'01\n'Léa,'02\n", Quoting::RFC),
            ("nom,email\n\"a\",'b'\n\"a\",'b'\n", Quoting::RFC),
            ("nom,email\n\"19\" écran\",x\n", Quoting::RFC),
        ] {
            assert_eq!(quoting(text, b','), expected, "{text}");
        }
    }

    #[test]
    fn a_sep_line_states_the_delimiter() {
        assert_eq!(stated_delimiter("sep=;\r\nx"), Some((b';', 7)));
        assert_eq!(stated_delimiter("\"SEP=|\"\nx"), Some((b'|', 8)));
        assert_eq!(stated_delimiter("sep=\t\nx"), Some((b'\t', 6)));
        assert_eq!(stated_delimiter("separateur\n"), None);
    }
}

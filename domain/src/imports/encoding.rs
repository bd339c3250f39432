//! Bytes to text and back. The tables are here, and not the browser's, so that the command line, the
//! server and every browser read the same file the same way.

use super::Encoding;
use crate::unicode::without_marks;
use std::borrow::Cow;

/// The text that bytes write, without the byte order mark. What means nothing becomes U+FFFD.
pub(super) fn decode(bytes: &[u8], encoding: Encoding) -> Cow<'_, str> {
    match encoding {
        Encoding::Utf8 => String::from_utf8_lossy(bytes.strip_prefix(UTF8_BOM).unwrap_or(bytes)),
        Encoding::Utf16Le => decode_utf16(bytes, u16::from_le_bytes).into(),
        Encoding::Utf16Be => decode_utf16(bytes, u16::from_be_bytes).into(),
        Encoding::Utf32Le => decode_utf32(bytes, u32::from_le_bytes).into(),
        Encoding::Utf32Be => decode_utf32(bytes, u32::from_be_bytes).into(),
        Encoding::Windows1252 | Encoding::Iso8859_15 | Encoding::Macintosh | Encoding::Cp850 => {
            let mut text = String::with_capacity(bytes.len() + bytes.len() / 16);
            let mut rest = bytes;
            while let Some(at) = rest.iter().position(|b| !b.is_ascii()) {
                text.push_str(&String::from_utf8_lossy(&rest[..at]));
                text.push(single(rest[at], encoding));
                rest = &rest[at + 1..];
            }
            text.push_str(&String::from_utf8_lossy(rest));
            text.into()
        }
    }
}

/// The bytes of a text, or `None` when the encoding lacks one of its characters.
pub(super) fn encode(text: &str, encoding: Encoding) -> Option<Vec<u8>> {
    match encoding {
        Encoding::Utf8 => Some(text.as_bytes().to_vec()),
        Encoding::Utf16Le => Some(text.encode_utf16().flat_map(u16::to_le_bytes).collect()),
        Encoding::Utf16Be => Some(text.encode_utf16().flat_map(u16::to_be_bytes).collect()),
        Encoding::Utf32Le => Some(text.chars().flat_map(|c| u32::from(c).to_le_bytes()).collect()),
        Encoding::Utf32Be => Some(text.chars().flat_map(|c| u32::from(c).to_be_bytes()).collect()),
        Encoding::Windows1252 | Encoding::Iso8859_15 | Encoding::Macintosh | Encoding::Cp850 => text
            .chars()
            .map(|c| match u8::try_from(c) {
                Ok(ascii) if ascii.is_ascii() => Some(ascii),
                _ => (0x80..=0xff).find(|byte| single(*byte, encoding) == c),
            })
            .collect(),
    }
}

/// `text` in characters that the encoding has: for what it lacks the nearest that it has, or `?`.
pub(super) fn approximate(text: &str, encoding: Encoding) -> Cow<'_, str> {
    if encode(text, encoding).is_some() {
        return text.into();
    }

    let mut nearest = String::with_capacity(text.len());
    for c in text.chars() {
        let mut utf8 = [0; 4];
        let same = c.encode_utf8(&mut utf8);
        if encode(same, encoding).is_some() {
            nearest.push(c);
            continue;
        }
        match c {
            '’' | '‘' => nearest.push('\''),
            '“' | '”' | '„' => nearest.push('"'),
            '–' | '—' => nearest.push('-'),
            '…' => nearest.push_str("..."),
            'œ' => nearest.push_str("oe"),
            'Œ' => nearest.push_str("OE"),
            '\u{202f}' => nearest.push(' '),
            _ => {
                let base = without_marks(same).chars().next().filter(char::is_ascii);
                nearest.push(base.unwrap_or('?'));
            }
        }
    }

    nearest.into()
}

/// The byte order mark of an encoding, as a file of it begins; empty where there is none.
pub(super) const fn byte_order_mark(encoding: Encoding) -> &'static [u8] {
    match encoding {
        Encoding::Utf8 => UTF8_BOM,
        Encoding::Utf16Le => &[0xff, 0xfe],
        Encoding::Utf16Be => &[0xfe, 0xff],
        Encoding::Utf32Le => &[0xff, 0xfe, 0, 0],
        Encoding::Utf32Be => &[0, 0, 0xfe, 0xff],
        Encoding::Windows1252 | Encoding::Iso8859_15 | Encoding::Macintosh | Encoding::Cp850 => &[],
    }
}

/// The encoding whose byte order mark stands at the beginning.
pub(super) fn marked(bytes: &[u8]) -> Option<Encoding> {
    let marked = |encoding: &Encoding| bytes.starts_with(byte_order_mark(*encoding));
    // That of UTF-16 begins that of UTF-32.
    MARKED.into_iter().find(marked)
}

const MARKED: [Encoding; 5] =
    [Encoding::Utf8, Encoding::Utf32Le, Encoding::Utf32Be, Encoding::Utf16Le, Encoding::Utf16Be];

const UTF8_BOM: &[u8] = &[0xef, 0xbb, 0xbf];

fn decode_utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let (pairs, odd) = bytes.as_chunks::<2>();
    let units = pairs.iter().map(|pair| unit(*pair)).skip_while(|unit| *unit == 0xfeff);
    let characters = char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER));
    characters.chain((!odd.is_empty()).then_some(char::REPLACEMENT_CHARACTER)).collect()
}

fn decode_utf32(bytes: &[u8], unit: fn([u8; 4]) -> u32) -> String {
    let (units, odd) = bytes.as_chunks::<4>();
    let units = units.iter().map(|four| unit(*four)).skip_while(|unit| *unit == 0xfeff);
    let characters = units.map(|unit| char::from_u32(unit).unwrap_or(char::REPLACEMENT_CHARACTER));
    characters.chain((!odd.is_empty()).then_some(char::REPLACEMENT_CHARACTER)).collect()
}

/// The character of a byte in an encoding of one byte each.
pub(super) fn single(byte: u8, encoding: Encoding) -> char {
    let high = usize::from(byte & 0x7f);
    match encoding {
        _ if byte.is_ascii() => char::from(byte),
        Encoding::Macintosh => MACINTOSH[high],
        Encoding::Cp850 => CP850[high],
        Encoding::Iso8859_15 => latin_9(byte),
        // The rest of Windows-1252 is Latin-1, which is the beginning of Unicode.
        _ => WINDOWS_1252.get(high).copied().unwrap_or(char::from(byte)),
    }
}

/// Latin-1, but for eight characters.
const fn latin_9(byte: u8) -> char {
    match byte {
        0xa4 => '€',
        0xa6 => 'Š',
        0xa8 => 'š',
        0xb4 => 'Ž',
        0xb8 => 'ž',
        0xbc => 'Œ',
        0xbd => 'œ',
        0xbe => 'Ÿ',
        byte => byte as char,
    }
}

#[rustfmt::skip]
const WINDOWS_1252: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', '\u{2c6}', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}',
    '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '\u{2dc}', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

#[rustfmt::skip]
const MACINTOSH: [char; 128] = [
    'Ä', 'Å', 'Ç', 'É', 'Ñ', 'Ö', 'Ü', 'á', 'à', 'â', 'ä', 'ã', 'å', 'ç', 'é', 'è',
    'ê', 'ë', 'í', 'ì', 'î', 'ï', 'ñ', 'ó', 'ò', 'ô', 'ö', 'õ', 'ú', 'ù', 'û', 'ü',
    '†', '°', '¢', '£', '§', '•', '¶', 'ß', '®', '©', '™', '\u{b4}', '\u{a8}', '≠', 'Æ', 'Ø',
    '∞', '±', '≤', '≥', '¥', 'µ', '∂', '∑', '∏', 'π', '∫', 'ª', 'º', 'Ω', 'æ', 'ø',
    '¿', '¡', '¬', '√', 'ƒ', '≈', '∆', '«', '»', '…', '\u{a0}', 'À', 'Ã', 'Õ', 'Œ', 'œ',
    '–', '—', '“', '”', '‘', '’', '÷', '◊', 'ÿ', 'Ÿ', '⁄', '€', '‹', '›', 'ﬁ', 'ﬂ',
    '‡', '·', '‚', '„', '‰', 'Â', 'Ê', 'Á', 'Ë', 'È', 'Í', 'Î', 'Ï', 'Ì', 'Ó', 'Ô',
    '\u{f8ff}', 'Ò', 'Ú', 'Û', 'Ù', 'ı', '\u{2c6}', '\u{2dc}', '\u{af}', '˘', '˙', '˚', '\u{b8}', '˝', '˛', 'ˇ',
];

#[rustfmt::skip]
const CP850: [char; 128] = [
    'Ç', 'ü', 'é', 'â', 'ä', 'à', 'å', 'ç', 'ê', 'ë', 'è', 'ï', 'î', 'ì', 'Ä', 'Å',
    'É', 'æ', 'Æ', 'ô', 'ö', 'ò', 'û', 'ù', 'ÿ', 'Ö', 'Ü', 'ø', '£', 'Ø', '×', 'ƒ',
    'á', 'í', 'ó', 'ú', 'ñ', 'Ñ', 'ª', 'º', '¿', '®', '¬', '½', '¼', '¡', '«', '»',
    '░', '▒', '▓', '│', '┤', 'Á', 'Â', 'À', '©', '╣', '║', '╗', '╝', '¢', '¥', '┐',
    '└', '┴', '┬', '├', '─', '┼', 'ã', 'Ã', '╚', '╔', '╩', '╦', '╠', '═', '╬', '¤',
    'ð', 'Ð', 'Ê', 'Ë', 'È', 'ı', 'Í', 'Î', 'Ï', '┘', '┌', '█', '▄', '¦', 'Ì', '▀',
    'Ó', 'ß', 'Ô', 'Ò', 'õ', 'Õ', 'µ', 'þ', 'Þ', 'Ú', 'Û', 'Ù', 'ý', 'Ý', '\u{af}', '\u{b4}',
    '\u{ad}', '±', '‗', '¾', '¶', '§', '÷', '\u{b8}', '°', '\u{a8}', '·', '¹', '³', '²', '■', '\u{a0}',
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_of_the_single_byte_encodings_reads_back() {
        let bytes: Vec<u8> = (0..=255).collect();
        for encoding in [Encoding::Windows1252, Encoding::Iso8859_15, Encoding::Macintosh, Encoding::Cp850] {
            let text = decode(&bytes, encoding);
            assert_eq!(encode(&text, encoding).unwrap(), bytes, "{encoding:?}");
        }
    }

    #[test]
    fn the_tables_are_those_of_the_standards() {
        for (encoding, bytes) in [
            (Encoding::Windows1252, b"Lef\xe8vre \x9cuf \x80" as &[u8]),
            (Encoding::Macintosh, b"Lef\x8fvre \xcfuf \xdb"),
            (Encoding::Iso8859_15, b"Lef\xe8vre \xbduf \xa4"),
        ] {
            assert_eq!(decode(bytes, encoding), "Lefèvre œuf €");
        }

        assert_eq!(decode(b"Lef\x8avre \x90lodie", Encoding::Cp850), "Lefèvre Élodie");
        assert_eq!(encode("œ", Encoding::Cp850), None);
    }

    #[test]
    fn what_an_encoding_lacks_is_written_by_the_nearest_that_it_has() {
        assert_eq!(
            approximate("l’œuvre – été… \u{15a}wi\u{105}t \u{4e2d}", Encoding::Cp850),
            "l'oeuvre - été... Swiat ?"
        );
        assert_eq!(approximate("l’œuvre", Encoding::Windows1252), "l’œuvre");
    }

    #[test]
    fn utf_16_reads_in_either_order_and_marks_what_is_broken() {
        assert_eq!(decode(b"\xff\xfe\xe9\x00;\x00", Encoding::Utf16Le), "é;");
        assert_eq!(decode(b"\xfe\xff\x00\xe9\xd8\x00\x00", Encoding::Utf16Be), "é\u{fffd}\u{fffd}");
    }

    #[test]
    fn utf_32_reads_in_either_order_and_marks_what_is_broken() {
        assert_eq!(decode(b"\xff\xfe\0\0\xe9\0\0\0;\0\0\0", Encoding::Utf32Le), "é;");
        assert_eq!(decode(b"\0\0\xfe\xff\0\0\0\xe9\0\x11\0\0;", Encoding::Utf32Be), "é\u{fffd}\u{fffd}");
    }
}

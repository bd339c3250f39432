//! Characters as other languages write them: `&eacute;`, `\u00e9`, `%C3%A9`, `=C3=A9`, `\"`.

use crate::unicode::composed;

/// The text with what is escaped in it written out; `None` when nothing is.
pub(super) fn undone(text: &str) -> Option<String> {
    if !text.contains(['&', '\\', '%', '=']) {
        return None;
    }

    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let (written, length) = escaped(rest).unwrap_or_else(|| (first.to_string(), first.len_utf8()));
        plain.push_str(&written);
        rest = &rest[length..];
    }

    (plain != text).then_some(plain)
}

/// What the escape at the beginning of a text stands for, and how long it is.
fn escaped(text: &str) -> Option<(String, usize)> {
    match text.as_bytes()[0] {
        b'&' => {
            let name =
                text[1..].split(';').next().filter(|name| name.len() < 12 && name.len() + 1 < text.len())?;
            Some((entity(name)?, name.len() + 2))
        }
        b'\\' => backslash(text),
        mark @ (b'%' | b'=') => octets(text, mark),
        _ => None,
    }
}

/// What an entity of HTML stands for.
fn entity(name: &str) -> Option<String> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16),
            None => number.parse(),
        };
        return char::from_u32(code.ok()?).filter(|c| !c.is_control()).map(String::from);
    }

    let plain = match name {
        "amp" => "&",
        "quot" => "\"",
        "apos" => "'",
        "rsquo" => "’",
        "lsquo" => "‘",
        "nbsp" => " ",
        "ndash" => "–",
        "mdash" => "—",
        "lt" => "<",
        "gt" => ">",
        "szlig" => "ß",
        "aelig" => "æ",
        "AElig" => "Æ",
        "oelig" => "œ",
        "OElig" => "Œ",
        "oslash" => "ø",
        "Oslash" => "Ø",
        "eth" => "ð",
        "ETH" => "Ð",
        "thorn" => "þ",
        "THORN" => "Þ",
        _ => return accented(name),
    };
    Some(plain.to_owned())
}

/// `eacute`: a letter and its accent.
fn accented(name: &str) -> Option<String> {
    let (letter, accent) = name.split_at_checked(1)?;
    let mark = match accent {
        "grave" => '\u{300}',
        "acute" => '\u{301}',
        "circ" => '\u{302}',
        "tilde" => '\u{303}',
        "uml" => '\u{308}',
        "ring" => '\u{30a}',
        "caron" => '\u{30c}',
        "cedil" => '\u{327}',
        _ => return None,
    };
    let letter = letter.chars().next().filter(char::is_ascii_alphabetic)?;
    Some(composed(&format!("{letter}{mark}")).into_owned())
}

/// `\u00e9`, `\xe9`, `\"`.
fn backslash(text: &str) -> Option<(String, usize)> {
    let digits = match text.as_bytes().get(1)? {
        b'u' => 4,
        b'x' => 2,
        b'"' | b'\'' => return Some((text[1..2].to_owned(), 2)),
        _ => return None,
    };
    let code = u32::from_str_radix(text.get(2..2 + digits)?, 16).ok()?;
    let c = char::from_u32(code).filter(|c| !c.is_control())?;
    Some((c.to_string(), 2 + digits))
}

/// `%C3%A9`, `=C3=A9`: the octets of a character beyond ASCII in UTF-8.
fn octets(text: &str, mark: u8) -> Option<(String, usize)> {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let [first, high, low, after @ ..] = rest
        && *first == mark
        && let Some(byte) = hexadecimal(*high, *low).filter(|byte| !byte.is_ascii())
    {
        bytes.push(byte);
        rest = after;
    }

    let length = bytes.len() * 3;
    String::from_utf8(bytes).ok().filter(|text| !text.is_empty()).map(|text| (text, length))
}

fn hexadecimal(high: u8, low: u8) -> Option<u8> {
    let digit = |byte: u8| char::from(byte).to_digit(16);
    u8::try_from(digit(high)? * 16 + digit(low)?).ok()
}

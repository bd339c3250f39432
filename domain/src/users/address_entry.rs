use crate::address::{AddressError, EmailAddress};
use serde::{Deserialize, Serialize};

/// One address out of a text in which people typed or pasted several.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AddressEntry {
    /// What was typed for it, without the name and the brackets.
    pub text: String,
    /// The name that stood before `<…>`, or "".
    pub name: String,
    /// The address, or what is wrong with it.
    pub address: Result<EmailAddress, AddressError>,
}

/// Splits what people type or paste into addresses: separated by commas, semicolons, tabs or line
/// ends, each alone or as `Name <address>` (RFC 5322, section 3.4) as mail clients copy them.
///
/// Quotes and brackets keep what is inside together, so `"Dupont, Jean" <j@exemple.fr>` is one.
/// Addresses without any separator but spaces are split at the spaces when every piece has an `@`.
pub fn split_addresses(text: &str) -> Vec<AddressEntry> {
    let mut pieces = Vec::new();
    let mut piece = String::new();
    let (mut quoted, mut bracketed) = (false, false);

    for c in text.chars() {
        match c {
            '\n' | '\r' => (quoted, bracketed) = (false, false),
            '"' => quoted = !quoted,
            '<' if !quoted => bracketed = true,
            '>' if !quoted => bracketed = false,
            _ => {}
        }
        let separates = matches!(c, '\n' | '\r' | '\t') || matches!(c, ',' | ';') && !quoted && !bracketed;
        if separates { pieces.push(std::mem::take(&mut piece)) } else { piece.push(c) }
    }

    pieces.push(piece);
    pieces.iter().flat_map(|piece| split_at_spaces(piece.trim())).map(typed).collect()
}

fn split_at_spaces(piece: &str) -> Vec<&str> {
    let words: Vec<&str> = piece.split_whitespace().collect();
    let several = words.len() > 1 && !piece.contains('<') && words.iter().all(|word| word.contains('@'));
    match piece {
        "" => Vec::new(),
        _ if several => words,
        _ => vec![piece],
    }
}

fn typed(piece: &str) -> AddressEntry {
    let (name, text) = match piece.rsplit_once('<') {
        Some((name, rest)) => (name, rest.trim_end().trim_end_matches('>')),
        None => ("", piece),
    };
    AddressEntry {
        text: text.trim().to_owned(),
        name: name.trim().trim_matches(['"', '\'']).trim().to_owned(),
        address: EmailAddress::parse(text.trim().trim_start_matches("mailto:")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(input: &str) -> Vec<String> {
        split_addresses(input).into_iter().map(|typed| typed.text).collect()
    }

    #[test]
    fn commas_semicolons_tabs_and_lines_separate() {
        assert_eq!(
            texts("a@b.fr, c@d.fr;e@f.fr\r\ng@h.fr\ti@j.fr"),
            ["a@b.fr", "c@d.fr", "e@f.fr", "g@h.fr", "i@j.fr"]
        );
        assert_eq!(texts("a@b.fr c@d.fr"), ["a@b.fr", "c@d.fr"]);
        assert_eq!(texts(" \n,; "), Vec::<String>::new());
    }

    #[test]
    fn a_name_before_an_address_is_kept_apart() {
        let both = split_addresses("\"Dupont, Jean\" <j@exemple.fr>, Zoé <z@exemple.fr>");
        assert_eq!((both[0].name.as_str(), both[0].text.as_str()), ("Dupont, Jean", "j@exemple.fr"));
        assert_eq!((both[1].name.as_str(), both[1].text.as_str()), ("Zoé", "z@exemple.fr"));
    }

    #[test]
    fn what_is_not_an_address_stays_one_piece() {
        let wrong = split_addresses("jean dupont@exemple.fr");
        assert_eq!(wrong.len(), 1);
        assert_eq!(wrong[0].address, Err(AddressError::Space));
    }
}

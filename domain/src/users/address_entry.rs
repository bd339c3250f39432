use crate::address::{AddressError, EmailAddress};
use crate::imports::{Field, recognise};
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

/// Splits what people type or paste into addresses.
///
/// A line with one address is one person, and the rest of it the name: `Durand, Paul <paul@exemple.fr>` (RFC 5322,
/// section 3.4) as mail clients copy it, or the cells of a row of a sheet, in whatever order. A first line of headings is
/// left out, and says which cell is the last name. Other lines are lists, separated by commas, semicolons or tabs; quotes
/// and brackets keep together what is inside; without any separator but spaces, they are split at the spaces when every
/// piece has an `@`.
pub fn split_addresses(text: &str) -> Vec<AddressEntry> {
    let lines: Vec<&str> = text.split(['\n', '\r']).filter(|line| !line.trim().is_empty()).collect();
    let (headings, lines) = match &lines[..] {
        [first, people @ ..] if !people.is_empty() && is_heading(first) => (Some(fields_of(first)), people),
        all => (None, all),
    };

    lines.iter().flat_map(|line| split_line(line, headings.as_deref())).collect()
}

/// Whether a line names columns, of which one holds addresses.
fn is_heading(line: &str) -> bool {
    let fields = fields_of(line);
    !line.contains('@') && fields.contains(&Some(Field::Email))
}

fn fields_of(line: &str) -> Vec<Option<Field>> {
    cells(line).into_iter().map(recognise).collect()
}

/// The cells of a line that came from a sheet or a file.
fn cells(line: &str) -> Vec<&str> {
    let separator = ['\t', ';', ','].into_iter().find(|separator| line.contains(*separator));
    line.split(|c| Some(c) == separator).map(str::trim).collect()
}

fn split_line(line: &str, headings: Option<&[Option<Field>]>) -> Vec<AddressEntry> {
    let (addresses, brackets) = (line.matches('@').count(), line.matches('<').count());
    if addresses > 0 && brackets > 0 && addresses == brackets {
        // Each address closes one person, whose name may have a comma.
        let separators = |c: char| c.is_whitespace() || matches!(c, ',' | ';');
        return line
            .split_inclusive('>')
            .map(|one| one.trim_start_matches(separators))
            .filter(|one| one.contains('@'))
            .map(typed)
            .collect();
    }

    let cells = cells(line);
    let holds_one = cells.iter().filter(|cell| cell.contains('@')).count() == 1;
    match holds_one.then(|| split_row(&cells, headings)).flatten() {
        Some(person) => vec![person],
        None => split_list(line),
    }
}

/// The person of a row of a sheet with one address: the other cells that can be one are the name.
fn split_row(cells: &[&str], headings: Option<&[Option<Field>]>) -> Option<AddressEntry> {
    let address = cells.iter().position(|cell| cell.contains('@'))?;
    let field = |at: usize| headings.and_then(|headings| headings.get(at).copied().flatten());
    let of = |wanted: Field| cells.iter().enumerate().find(|(at, _)| field(*at) == Some(wanted));
    let name = match (of(Field::LastName), of(Field::FirstName)) {
        (Some((_, last)), Some((_, first))) => format!("{last}, {first}"),
        (Some((_, one)), None) | (None, Some((_, one))) => (*one).to_owned(),
        // Of an address that comes first, what follows may be another, mistyped.
        (None, None)
            if headings.is_none() && (address == 0 || !cells[..address].iter().all(|cell| is_name(cell))) =>
        {
            return None;
        }
        (None, None) => {
            let names = cells[..address].iter().filter(|cell| is_name(cell));
            names.copied().collect::<Vec<_>>().join(" ")
        }
    };

    Some(AddressEntry { name, ..typed(cells[address]) })
}

/// Whether a cell can be a name: letters, and what stands between them.
fn is_name(cell: &str) -> bool {
    let plain = |c: char| c.is_alphabetic() || c.is_whitespace() || matches!(c, '-' | '\'' | '’');
    cell.chars().any(char::is_alphabetic) && cell.chars().all(plain)
}

fn split_list(line: &str) -> Vec<AddressEntry> {
    let mut pieces = Vec::new();
    let mut piece = String::new();
    let (mut quoted, mut bracketed) = (false, false);

    for c in line.chars() {
        match c {
            '"' => quoted = !quoted,
            '<' if !quoted => bracketed = true,
            '>' if !quoted => bracketed = false,
            _ => {}
        }
        let separates = c == '\t' || matches!(c, ',' | ';') && !quoted && !bracketed;
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

    fn people(input: &str) -> Vec<(String, String)> {
        split_addresses(input).into_iter().map(|typed| (typed.name, typed.text)).collect()
    }

    fn person(name: &str, text: &str) -> (String, String) {
        (name.to_owned(), text.to_owned())
    }

    #[test]
    fn a_row_of_a_sheet_is_one_person_and_its_headings_are_nobody() {
        assert_eq!(
            people("Nom\tPrénom\tMail\nDURAND\tPaul\tpaul@exemple.fr\nde La Tour\tZoé\tzoe@exemple.fr"),
            [person("DURAND, Paul", "paul@exemple.fr"), person("de La Tour, Zoé", "zoe@exemple.fr")]
        );
        assert_eq!(
            people("Adresse e-mail;Prénom;Nom\npaul@exemple.fr;Paul;Durand"),
            [person("Durand, Paul", "paul@exemple.fr")]
        );
        assert_eq!(people("Mail\na@b.fr\nc@d.fr"), [person("", "a@b.fr"), person("", "c@d.fr")]);
        assert_eq!(people("Durand\tPaul\tpaul@@exemple"), [person("Durand Paul", "paul@@exemple")]);
        assert_eq!(people("Durand\tPaul\tpaul@exemple.fr"), [person("Durand Paul", "paul@exemple.fr")]);
        assert_eq!(people("Durand, Paul, paul@exemple.fr"), [person("Durand Paul", "paul@exemple.fr")]);
    }

    #[test]
    fn a_comma_in_a_name_before_brackets_is_the_name_s() {
        let paul = person("Durand, Paul", "paul@exemple.fr");
        assert_eq!(people("Durand, Paul <paul@exemple.fr>"), std::slice::from_ref(&paul));
        let zoe = person("Martin, Zoé", "zoe@exemple.fr");
        for text in [
            "Durand, Paul <paul@exemple.fr>; Martin, Zoé <zoe@exemple.fr>",
            "Durand, Paul <paul@exemple.fr>, Martin, Zoé <zoe@exemple.fr>;",
            "Durand, Paul <paul@exemple.fr>\r\nMartin, Zoé <zoe@exemple.fr>",
        ] {
            assert_eq!(people(text), [paul.clone(), zoe.clone()], "{text}");
        }
    }

    #[test]
    fn what_may_be_a_mistyped_address_is_no_name() {
        assert_eq!(texts("x@y.fr, sans arobase"), ["x@y.fr", "sans arobase"]);
        assert_eq!(texts("paul.durand, 01 23 45, a@b.fr"), ["paul.durand", "01 23 45", "a@b.fr"]);
        assert_eq!(texts("mail"), ["mail"], "not the heading of anything");
    }
}

//! The addresses of a list that is being made: what is wrong with each, and the list as a text.

use domain::address::{AddressError, EmailAddress};
use domain::imports::{AddressDoubt, address_doubt, meant_address, repaired_address};
use domain::users::{AddressEntry, split_addresses};
use std::collections::HashSet;

/// The most addresses that are created at once; an import takes more.
pub const MOST: usize = 500;

/// What can be said of one address without asking anybody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Check {
    /// Nothing is wrong with it.
    Fine,
    /// It stands further up already and counts once.
    Repeated,
    /// It is probably mistyped; what was probably meant.
    LikelyTypo(String),
    /// It is an address that few mail servers take, or none outside a house.
    Unusual(AddressDoubt),
    /// It is no address.
    Wrong(AddressError),
}

/// What can be said of each address of the list.
pub fn check(entries: &[AddressEntry]) -> Vec<Check> {
    let mut seen = HashSet::new();
    let check_one = |entry: &AddressEntry| match &entry.address {
        Err(error) => Check::Wrong(*error),
        Ok(address) if !seen.insert(address.key().to_owned()) => Check::Repeated,
        Ok(address) => match meant_address(address) {
            Some(meant) => Check::LikelyTypo(meant.as_str().to_owned()),
            None => address_doubt(address).map_or(Check::Fine, Check::Unusual),
        },
    };

    entries.iter().map(check_one).collect()
}

/// What an entry that is no address was probably meant to be, as an import offers it.
pub fn mended(entry: &AddressEntry) -> Option<String> {
    if entry.address.is_ok() { None } else { repaired_address(&entry.text) }
}

/// The list as a text from which [`split_addresses`] makes the same list again: one a line.
pub fn as_text(entries: &[AddressEntry]) -> String {
    let lines: Vec<String> = entries
        .iter()
        .map(|entry| match entry.name.replace(['"', '<', '>'], "") {
            name if name.is_empty() => entry.text.clone(),
            name => format!("\"{name}\" <{}>", entry.text),
        })
        .collect();
    lines.join("\n")
}

/// The entry with another text in the place of its address; the name stays.
pub fn with_address(entry: &AddressEntry, text: &str) -> AddressEntry {
    let replaced = split_addresses(text).into_iter().next();
    AddressEntry { name: entry.name.clone(), ..replaced.unwrap_or_else(|| entry.clone()) }
}

/// The addresses of a text that are some, each once, as many as are created at once.
pub fn wanted(entries: &[AddressEntry]) -> Vec<EmailAddress> {
    let mut seen = HashSet::new();
    let addresses = entries.iter().filter_map(|entry| entry.address.clone().ok());
    addresses.filter(|address| seen.insert(address.key().to_owned())).take(MOST).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_address_in_another_case_is_repeated_and_what_is_none_is_wrong() {
        let entries = split_addresses("a@potters.example, A@Potters.example, sans-arobase");
        assert_eq!(check(&entries), [Check::Fine, Check::Repeated, Check::Wrong(AddressError::NoAt)]);
    }

    #[test]
    fn a_likely_typing_error_comes_with_what_was_meant() {
        let entries = split_addresses("Jean@gmial.com");
        assert_eq!(check(&entries), [Check::LikelyTypo("Jean@gmail.com".into())]);

        let accented = split_addresses("zoé@potters.example");
        assert_eq!(check(&accented), [Check::LikelyTypo("zoe@potters.example".into())]);
    }

    #[test]
    fn an_address_that_will_hardly_get_mail_is_doubted_as_an_import_does() {
        for (typed, check_of_it) in [
            ("zoe@potters.local", Check::Unusual(AddressDoubt::PrivateDomain)),
            ("zoe@potters.invalid", Check::Unusual(AddressDoubt::PrivateDomain)),
            ("z\u{43e}e@potters.example", Check::Unusual(AddressDoubt::MixedScripts)),
            ("иван@potters.example", Check::Unusual(AddressDoubt::Accents)),
            ("zoe@gmail.fr", Check::LikelyTypo("zoe@gmail.com".into())),
            ("zoe@freee.fr", Check::LikelyTypo("zoe@free.fr".into())),
            ("zoe@ymail.com", Check::Fine),
        ] {
            assert_eq!(check(&split_addresses(typed)), [check_of_it], "{typed}");
        }
    }

    #[test]
    fn what_is_no_address_comes_with_the_one_that_an_import_would_offer() {
        for (typed, meant) in [
            ("o’neill@potters.example", Some("o'neill@potters.example")),
            ("zoe＠potters.example", Some("zoe@potters.example")),
            ("zoe@outlook.f", Some("zoe@outlook.fr")),
            ("zoe@potters.example", None),
            ("sans arobase", None),
        ] {
            assert_eq!(mended(&split_addresses(typed)[0]).as_deref(), meant, "{typed}");
        }
    }

    #[test]
    fn the_list_survives_being_a_text() {
        let entries = split_addresses("\"Dupont, Jean\" <j@exemple.fr>; Zoé <zoé@@>\nx@y.fr, sans arobase");
        assert_eq!(entries.len(), 4);
        assert_eq!(split_addresses(&as_text(&entries)), entries);
    }

    #[test]
    fn a_corrected_address_keeps_its_name() {
        let entries = split_addresses("Jean Dupont <jean@gmial.com>");
        let corrected = with_address(&entries[0], "jean@gmail.com");
        assert_eq!((corrected.name.as_str(), corrected.text.as_str()), ("Jean Dupont", "jean@gmail.com"));
        assert_eq!(with_address(&entries[0], " "), entries[0]);
    }
}

//! The addresses of a list that is being made: what is wrong with each, and the list as a text.

#[cfg(feature = "ssr")]
use crate::api::FieldError;
#[cfg(feature = "ssr")]
use crate::users::place::field_error;
#[cfg(feature = "ssr")]
use backend::users::NewPerson;
use domain::address::{AddressError, EmailAddress};
use domain::imports::likely_address;
use domain::names::PersonName;
use domain::users::{TypedAddress, split_addresses};
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
    /// It is no address.
    Wrong(AddressError),
}

/// What can be said of each address of the list.
pub fn check(entries: &[TypedAddress]) -> Vec<Check> {
    let mut seen = HashSet::new();
    let check_one = |entry: &TypedAddress| match &entry.address {
        Err(error) => Check::Wrong(*error),
        Ok(address) if !seen.insert(address.key().to_owned()) => Check::Repeated,
        Ok(address) => match likely_address(address) {
            Some(meant) => Check::LikelyTypo(meant.as_str().to_owned()),
            None => Check::Fine,
        },
    };
    entries.iter().map(check_one).collect()
}

/// The list as a text from which [`split_addresses`] makes the same list again: one a line.
pub fn as_text(entries: &[TypedAddress]) -> String {
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
pub fn with_address(entry: &TypedAddress, text: &str) -> TypedAddress {
    let replaced = split_addresses(text).into_iter().next();
    TypedAddress { name: entry.name.clone(), ..replaced.unwrap_or_else(|| entry.clone()) }
}

/// The people whom a text names, each once; or what is wrong with the text as a whole.
#[cfg(feature = "ssr")]
pub fn people(text: &str) -> Result<Vec<NewPerson>, FieldError> {
    let entries = split_addresses(text);
    let checks = check(&entries);
    if checks.iter().any(|check| matches!(check, Check::Wrong(_))) {
        return Err(field_error("addresses", "wrong_addresses"));
    }
    let wanted = entries.into_iter().zip(checks).filter(|(_, check)| *check != Check::Repeated);
    let people: Vec<NewPerson> = wanted
        .filter_map(|(entry, _)| {
            let (first_name, last_name) = name_parts(&entry.name);
            Some(NewPerson { address: entry.address.ok()?, last_name, first_name })
        })
        .collect();
    match people.len() {
        0 => Err(field_error("addresses", "missing_addresses")),
        more if more > MOST => Err(field_error("addresses", "too_many_addresses")),
        _ => Ok(people),
    }
}

/// The addresses of a text that are some, each once, as many as are created at once.
pub fn wanted(entries: &[TypedAddress]) -> Vec<EmailAddress> {
    let mut seen = HashSet::new();
    let addresses = entries.iter().filter_map(|entry| entry.address.clone().ok());
    addresses.filter(|address| seen.insert(address.key().to_owned())).take(MOST).collect()
}

/// First and last name out of the name that stood before an address: `Jean Dupont`, `DUPONT Jean`,
/// `Dupont, Jean`. A name that is none is left out: it was not typed for us.
pub fn name_parts(name: &str) -> (Option<PersonName>, Option<PersonName>) {
    let (first, last) = match name.split_once(',') {
        Some((last, first)) => (first.to_owned(), last.to_owned()),
        None => first_and_last(name),
    };
    (PersonName::parse(&first).ok(), PersonName::parse(&last).ok())
}

fn first_and_last(name: &str) -> (String, String) {
    let capitals = |word: &str| word.chars().count() > 1 && !word.chars().any(char::is_lowercase);
    let words: Vec<&str> = name.split_whitespace().collect();
    let (last, first): (Vec<&str>, Vec<&str>) = words.iter().partition(|word| capitals(word));
    match (&words[..], first.is_empty() || last.is_empty()) {
        (_, false) => (first.join(" "), last.join(" ")),
        ([first, last @ ..], true) => ((*first).to_owned(), last.join(" ")),
        ([], true) => Default::default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_address_in_another_case_is_repeated_and_what_is_none_is_wrong() {
        let entries = split_addresses("a@potters.example, A@Potters.example, sans arobase");
        assert_eq!(check(&entries), [Check::Fine, Check::Repeated, Check::Wrong(AddressError::NoAt)]);
    }

    #[test]
    fn a_likely_typing_error_comes_with_what_was_meant() {
        let entries = split_addresses("Jean@gmial.com");
        assert_eq!(check(&entries), [Check::LikelyTypo("Jean@gmail.com".into())]);
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

    #[test]
    #[cfg(feature = "ssr")]
    fn a_text_names_people_each_once_unless_something_is_wrong_with_it() {
        let both = people("Zoé Durand <zoe@potters.example>, ZOE@potters.example; a@potters.example").unwrap();
        let names: Vec<_> = both.iter().map(|person| person.first_name.as_ref().map(PersonName::as_str)).collect();
        assert_eq!(names, [Some("Zoé"), None]);
        let code = |text: &str| people(text).unwrap_err().code;
        assert_eq!(code(" , ;"), "missing_addresses");
        assert_eq!(code("a@potters.example, sans arobase"), "wrong_addresses");
        let many = |n: usize| (0..n).map(|i| format!("p{i}@potters.example\n")).collect::<String>();
        assert_eq!(people(&many(MOST)).unwrap().len(), MOST);
        assert_eq!(code(&many(MOST + 1)), "too_many_addresses");
        assert_eq!(MOST, backend::users::NewUsers::MOST);
    }

    #[test]
    fn first_and_last_names_are_told_apart_as_people_write_them() {
        let parts = |name| {
            let (first, last) = name_parts(name);
            (first.map(String::from).unwrap_or_default(), last.map(String::from).unwrap_or_default())
        };
        for (name, first, last) in [
            ("Jean Dupont", "Jean", "Dupont"),
            ("DUPONT Jean-Paul", "Jean-Paul", "DUPONT"),
            ("Dupont, Jean", "Jean", "Dupont"),
            ("Maud van den Berghe", "Maud", "van den Berghe"),
            ("Zoé", "Zoé", ""),
            ("JEAN DUPONT", "JEAN", "DUPONT"),
            ("", "", ""),
            ("Voir http://x.fr", "Voir", ""),
        ] {
            assert_eq!(parts(name), (first.to_owned(), last.to_owned()), "{name:?}");
        }
    }
}

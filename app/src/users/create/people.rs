//! The people whom a text of addresses names.

use super::entries::{Check, MOST, check};
use crate::api::FieldError;
use crate::users::place::field_error;
use backend::users::NewPerson;
use domain::names::PersonName;
use domain::users::split_addresses;

/// The people whom a text names, each once; or what is wrong with the text as a whole.
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
    fn a_text_names_people_each_once_unless_something_is_wrong_with_it() {
        let both =
            people("Zoé Durand <zoe@potters.example>, ZOE@potters.example; a@potters.example").unwrap();
        let names: Vec<_> =
            both.iter().map(|person| person.first_name.as_ref().map(PersonName::as_str)).collect();
        assert_eq!(names, [Some("Zoé"), None]);
        let code = |text: &str| people(text).unwrap_err().code;
        assert_eq!(code(" , ;"), "missing_addresses");
        assert_eq!(code("a@potters.example, sans arobase"), "wrong_addresses");
        let many = |n: usize| (0..n).map(|i| format!("p{i}@potters.example")).collect::<Vec<_>>().join("\n");
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

//! The people whom a text of addresses names.

use super::entries::{Check, MOST, check};
use crate::api::FieldError;
use crate::users::place::field_error;
use backend::users::NewPerson;
use domain::imports::sound_name;
use domain::users::{NameParts, split_addresses, split_display_name};

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
            let address = entry.address.ok()?;
            let NameParts { first, last } = split_display_name(&entry.name, &address);
            // A name that is none is left out: it was not typed for us.
            Some(NewPerson { address, last_name: sound_name(&last), first_name: sound_name(&first) })
        })
        .collect();

    match people.len() {
        0 => Err(field_error("addresses", "missing_addresses")),
        more if more > MOST => Err(field_error("addresses", "too_many_addresses")),
        _ => Ok(people),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::names::PersonName;

    #[test]
    fn a_text_names_people_each_once_unless_something_is_wrong_with_it() {
        let both =
            people("Zoé Durand <zoe@potters.example>, ZOE@potters.example; a@potters.example").unwrap();
        let names: Vec<_> =
            both.iter().map(|person| person.first_name.as_ref().map(PersonName::as_str)).collect();

        assert_eq!(names, [Some("Zoé"), None]);

        let mended = people("LefÃ¨vre, Zo? <z@potters.example>").unwrap();
        let last = mended[0].last_name.as_ref().map(PersonName::as_str);

        assert_eq!((last, mended[0].first_name.is_none()), (Some("Lefèvre"), true));

        let code = |text: &str| people(text).unwrap_err().code;

        assert_eq!(code(" , ;"), "missing_addresses");
        assert_eq!(code("a@potters.example, sans arobase"), "wrong_addresses");

        let many = |n: usize| (0..n).map(|i| format!("p{i}@potters.example")).collect::<Vec<_>>().join("\n");

        assert_eq!(people(&many(MOST)).unwrap().len(), MOST);
        assert_eq!(code(&many(MOST + 1)), "too_many_addresses");
        assert_eq!(MOST, backend::users::NewUsers::MOST);
    }

    #[test]
    fn a_person_has_the_names_that_stand_before_the_address() {
        let names = |text: &str| {
            let person = people(text).unwrap().remove(0);
            let text = |name: Option<PersonName>| name.map(String::from).unwrap_or_default();
            (text(person.first_name), text(person.last_name))
        };
        let told = ("Zoé".to_owned(), "Durand".to_owned());

        assert_eq!(names("Durand Zoé <zoe.durand@exemple.fr>"), told);
        assert_eq!(names("Voir http://x.fr <zoe@exemple.fr>"), ("Voir".to_owned(), String::new()));
    }
}

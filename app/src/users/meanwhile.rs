//! What somebody else changed while a form was being filled in, field by field, as errors of the form.

use crate::api::FieldError;
#[cfg(feature = "ssr")]
use {
    super::grants::END, super::place::field_error, crate::i18n::Texts, domain::end_date::EndDate,
    domain::reference::ReferenceData, domain::rights::Application, domain::users::Editable,
};

/// The field in which a form says what it was made with, and a refusal what is there now.
pub const SEEN: &str = "seen";

/// What the code of a changed field begins with; what it holds by now follows.
const CHANGED: &str = "changed:";

/// What a field holds by now, when that is what is wrong with it.
pub fn changed_to(code: &str) -> Option<&str> {
    code.strip_prefix(CHANGED)
}

/// What a form with these errors was made with from now on: whoever has been told of a change and sends the form again
/// means it.
pub fn seen_now(errors: &[FieldError]) -> Option<String> {
    errors.iter().find(|error| error.field == SEEN).map(|error| error.code.clone())
}

/// The fields in which what was seen differs from what is there, each with what it holds now; and all of what is there.
#[cfg(feature = "ssr")]
pub fn changes(seen: &Editable, now: &Editable, reference: &ReferenceData, t: Texts) -> Vec<FieldError> {
    let whole = serde_json::to_string(now).unwrap_or_default();
    let (was, is) = (fields(seen, reference, t), fields(now, reference, t));
    let changed = was.into_iter().zip(is).filter(|(was, is)| was != is);
    let changed = changed.map(|(_, (field, value))| field_error(&field, &format!("{CHANGED}{value}")));
    changed.chain([field_error(SEEN, &whole)]).collect()
}

/// What each field of the form holds, in words.
#[cfg(feature = "ssr")]
fn fields(of: &Editable, reference: &ReferenceData, t: Texts) -> Vec<(String, String)> {
    let words = &t.users().fields;
    let contract = reference.contract(of.place.contract);
    let part = of.place.sub_account.and_then(|part| contract?.sub_account(part));
    let site = of.place.site.and_then(|site| reference.site(site));
    let profile = reference.profile(of.place.profile);
    let place = [
        ("first_name", of.first_name.clone()),
        ("last_name", of.last_name.clone()),
        ("contract", contract.map(|of| format!("{} {}", of.number, of.name)).unwrap_or_default()),
        (
            "sub_account",
            part.map_or(words.every_sub_account.to_owned(), |of| format!("{} ({})", of.name, of.number)),
        ),
        ("site", site.map(|of| of.name.to_string()).unwrap_or_default()),
        ("profile", profile.map(|of| of.name.to_string()).unwrap_or_default()),
        (END, of.grants.end.map(EndDate::shown).unwrap_or_default()),
    ];
    let rights = Application::ALL.map(|application| {
        let given = of.grants.personal.iter().find(|given| given.right.application == application);
        let value = given.map_or(words.as_profile.to_owned(), |given| {
            let level = t.rights().level(given.right.level);
            match given.end {
                Some(end) => format!("{level}, {}", (t.users().list.until)(end)),
                None => level.to_owned(),
            }
        });
        (format!("right-{}-aucun", application.code()), value)
    });

    place.map(|(field, value)| (field.to_owned(), value)).into_iter().chain(rights).collect()
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;
    use crate::i18n::{Locale, texts};
    use domain::rights::{Level, Right};
    use domain::users::{AssignmentTarget, Grants, PersonalRight};

    #[test]
    fn only_what_differs_is_named_with_what_it_holds_by_now() {
        let id = |n: u8| format!("00000000-0000-0000-0000-{n:012}");
        let reference: ReferenceData = serde_json::from_value(serde_json::json!({
            "contracts": [{ "id": id(1), "number": "10000700", "name": "Potters", "sub_accounts": [] }],
            "sites": [{ "id": id(2), "name": "Antony" }, { "id": id(3), "name": "Nîmes" }],
            "profiles": [{ "id": id(4), "name": "Expéditeur", "rights": [] }],
            "default_profile": id(4),
        }))
        .unwrap();
        let at = |site: usize| AssignmentTarget {
            contract: reference.contracts[0].id,
            sub_account: None,
            site: Some(reference.sites[site].id),
            profile: reference.profiles[0].id,
        };
        let seen = Editable {
            last_name: "Berthier".into(),
            first_name: "Amélie".into(),
            place: at(0),
            grants: Grants::default(),
        };
        let right = Right { application: Application::Billing, level: Level::View };
        let grants = Grants { personal: vec![PersonalRight { right, end: None }], end: None };
        let now = Editable { last_name: String::new(), place: at(1), grants, ..seen.clone() };

        let errors = changes(&seen, &now, &reference, texts(Locale::Fr));
        let named: Vec<_> = errors
            .iter()
            .filter_map(|error| Some((error.field.as_str(), changed_to(&error.code)?)))
            .collect();
        assert_eq!(
            named,
            [("last_name", ""), ("site", "Nîmes"), ("right-facturation-aucun", "Consultation")]
        );
        assert_eq!(serde_json::from_str::<Editable>(&seen_now(&errors).unwrap()).unwrap(), now);
    }
}

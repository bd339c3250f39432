//! What an assignment is given beside its place, as the fields of a form say it.

use super::place::{PlaceInput, field_error};
use crate::api::FieldError;
use crate::components::RightsInput;
use domain::end_date::{EndDate, EndDateError};
use domain::reference::ReferenceData;
use domain::rights::{Application, Rights};
#[cfg(feature = "ssr")]
use domain::users::GrantError;
use domain::users::{Grants, PersonalRight, UserDetails};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What the fields hold.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct GrantsInput {
    /// The profile whose levels the form marked as such: a level that is not this profile's is a personal one. Without
    /// code, the form does not follow another choice of the profile.
    pub base_profile: String,
    pub rights: RightsInput,
    /// The last days of personal rights, by the codes of their applications.
    pub ends: BTreeMap<String, String>,
    /// The last day of the assignment.
    pub end: String,
}

/// The name and the `id` of the field of the assignment's last day.
pub const END: &str = "end";

/// The `id` of the field of a personal right's last day.
pub fn right_end_id(application: Application) -> String {
    format!("end-{}", application.code())
}

/// The application that a field with this `id` is about, if it is about one.
pub fn application_of(field: &str) -> Option<Application> {
    let code = field
        .strip_prefix("end-")
        .or_else(|| field.strip_prefix("right-")?.rsplit_once('-').map(|(of, _)| of));
    Application::from_code(code?)
}

impl GrantsInput {
    /// What it asks for, of somebody who has `had` and gets a profile with these `levels`; else what is wrong with it.
    ///
    /// `base` are the levels that the form marked as the profile's. What the form could not offer stays as it was, and so
    /// does a personal right that has come to be the same as the profile's.
    pub fn parse(&self, base: Rights, levels: Rights, had: &Grants) -> Result<Grants, Vec<FieldError>> {
        let mut errors = Vec::new();
        let chosen = self.rights.parse().unwrap_or_else(|_| {
            errors.push(field_error("rights", "other"));
            Vec::new()
        });
        let (mut personal, mut read_end) = (Vec::new(), |field: String, text: &str| {
            parse_end(text).unwrap_or_else(|code| {
                errors.push(field_error(&field, code));
                None
            })
        });

        for application in Application::ALL {
            let before = had.personal.iter().find(|had| had.right.application == application);
            let Some(right) = chosen.iter().find(|right| right.application == application) else {
                personal.extend(before);
                continue;
            };
            let is_personal =
                right.level != base.level(application) && right.level != levels.level(application);
            if is_personal || before.is_some_and(|before| before.right == *right) {
                let text = self.ends.get(application.code()).map_or("", String::as_str);
                let end = read_end(right_end_id(application), text);
                personal.push(PersonalRight { right: *right, end });
            }
        }

        let end = read_end(END.to_owned(), &self.end);
        if errors.is_empty() { Ok(Grants { personal, end }) } else { Err(errors) }
    }

    /// The same with what the customer has: where the form's profile is gone, levels are told from the chosen one's.
    pub fn parse_for(
        &self,
        reference: &ReferenceData,
        place: &PlaceInput,
        had: &Grants,
    ) -> Result<Grants, Vec<FieldError>> {
        let levels = place.profile(reference).map(|profile| profile.rights).unwrap_or_default();
        let base = self.base_profile.parse().ok().and_then(|id| reference.profile(id));
        self.parse(base.map_or(levels, |base| base.rights), levels, had)
    }
}

/// What somebody has been given already.
pub fn grants_of(details: &UserDetails) -> Grants {
    let personal = details.personal.iter().map(|given| given.personal).collect();
    Grants { personal, end: details.end }
}

/// The last day that a field holds, if it holds one; else what is wrong with it.
pub fn parse_end(text: &str) -> Result<Option<EndDate>, &'static str> {
    if text.trim().is_empty() {
        return Ok(None);
    }

    EndDate::parse(text).map(Some).map_err(|error| match error {
        EndDateError::NotADate => "not_a_date",
        EndDateError::SerialNumber { .. } => "serial_number",
        EndDateError::ShortYear => "short_year",
        EndDateError::YearOutOfRange => "year_out_of_range",
    })
}

/// The field that something wrong concerns, and its code in the texts.
#[cfg(feature = "ssr")]
pub fn grant_error(error: GrantError) -> FieldError {
    match error {
        GrantError::NotOfContract(application) => {
            field_error(&format!("right-{}-aucun", application.code()), "not_of_contract")
        }
        GrantError::BeyondOwn(application) => {
            field_error(&format!("right-{}-aucun", application.code()), "beyond_own")
        }
        GrantError::RightEnded(application) => field_error(&right_end_id(application), "ended"),
        GrantError::Ended => field_error(END, "ended"),
    }
}

impl From<(Rights, &Grants, String)> for GrantsInput {
    /// What a form begins with, for somebody who has a profile with these levels.
    fn from((profile, grants, base_profile): (Rights, &Grants, String)) -> Self {
        let ends = grants.personal.iter().filter_map(|personal| {
            Some((personal.right.application.code().to_owned(), personal.end?.shown()))
        });
        let rights = profile.replaced_by(grants.personal.iter().map(|personal| personal.right));

        Self {
            base_profile,
            rights: rights.into(),
            ends: ends.collect(),
            end: grants.end.map(EndDate::shown).unwrap_or_default(),
        }
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;
    use domain::rights::{Level, Right};
    use proptest::prelude::*;

    fn level() -> impl Strategy<Value = Level> {
        proptest::sample::select(&Level::ALL[..])
    }

    fn rights() -> impl Strategy<Value = Rights> {
        proptest::collection::vec(level(), Application::COUNT).prop_map(|levels| {
            Application::ALL
                .into_iter()
                .zip(levels)
                .map(|(application, level)| Right { application, level })
                .collect()
        })
    }

    /// Personal rights for some applications, some of which end.
    fn grants() -> impl Strategy<Value = Grants> {
        let one = proptest::option::of((level(), proptest::option::of(1..=28i8)));
        let day = |day| EndDate::new(2026, 12, day).ok();
        let all = proptest::collection::vec(one, Application::COUNT);
        (all, proptest::option::of(1..=28i8)).prop_map(move |(levels, end)| Grants {
            personal: Application::ALL
                .into_iter()
                .zip(levels)
                .filter_map(|(application, given)| {
                    let (level, end) = given?;
                    Some(PersonalRight { right: Right { application, level }, end: end.and_then(day) })
                })
                .collect(),
            end: end.and_then(day),
        })
    }

    proptest! {
        #[test]
        fn a_form_that_is_sent_as_it_came_changes_nothing(profile in rights(), had in grants()) {
            let input = GrantsInput::from((profile, &had, String::new()));
            prop_assert_eq!(input.parse(profile, profile, &had), Ok(had));
        }

        #[test]
        fn another_profile_takes_the_place_of_the_first_where_nothing_is_personal(
            before in rights(),
            after in rights(),
        ) {
            let input = GrantsInput::from((before, &Grants::default(), String::new()));
            prop_assert_eq!(input.parse(before, after, &Grants::default()), Ok(Grants::default()));
        }

        #[test]
        fn what_is_chosen_is_what_the_person_may_do(profile in rights(), chosen in rights(), had in grants()) {
            let input = GrantsInput { rights: chosen.into(), ..GrantsInput::default() };
            let personal = input.parse(profile, profile, &had).unwrap().personal;
            prop_assert_eq!(profile.replaced_by(personal.into_iter().map(|personal| personal.right)), chosen);
        }
    }

    #[test]
    fn a_wrong_date_is_named_by_its_field() {
        let right = Right { application: Application::Tracking, level: Level::Manage };
        let wrong = |text: &str| {
            let rights: Rights = [right].into_iter().collect();
            let ends = [("suivi".to_owned(), text.to_owned())].into();
            let input =
                GrantsInput { rights: rights.into(), ends, end: text.to_owned(), ..GrantsInput::default() };
            let errors = input.parse(Rights::default(), Rights::default(), &Grants::default()).unwrap_err();
            errors.into_iter().map(|error| (error.field, error.code)).collect::<Vec<_>>()
        };

        for (text, code) in [
            ("31/02/2026", "not_a_date"),
            ("2026-13-01", "not_a_date"),
            ("46387", "serial_number"),
            ("1/2/26", "short_year"),
        ] {
            let at = |field: &str| (field.to_owned(), code.to_owned());
            assert_eq!(wrong(text), [at("end-suivi"), at("end")], "{text}");
        }
    }

    #[test]
    fn a_field_of_a_right_says_which() {
        let field = grant_error(GrantError::NotOfContract(Application::Billing)).field;
        assert_eq!(application_of(&field), Some(Application::Billing));
        assert_eq!(application_of(&right_end_id(Application::Tracking)), Some(Application::Tracking));
        assert_eq!(application_of("end"), None);
    }
}

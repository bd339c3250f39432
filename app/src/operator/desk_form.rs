//! The form of a desk of *Contactez-nous*, as it is typed, judged and kept.

use super::flash::{Flash, report};
use crate::api::{self, ApiError, failed, services};
use crate::i18n::Texts;
use backend::contact;
use domain::contact::{Desk, DeskKind, Price, PriceError};
use domain::end_date::Weekday;
use domain::opening::{DayHours, HoursError, WeekHours};
use domain::paths;
use domain::telephone::{Telephone, TelephoneError};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Under which name a refused form is kept for its page.
pub const DESK: &str = "operator-desk";

/// A desk, as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TypedDesk {
    /// The code of its kind.
    pub desk: String,
    pub telephone: String,
    pub price: String,
    /// By the codes of the days.
    pub hours: BTreeMap<String, TypedDay>,
}

/// The hours of a day, as they were typed; "" twice for a day on which nobody answers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TypedDay {
    pub from: String,
    pub until: String,
}

/// What is wrong with a desk: each with its field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum DeskProblem {
    Telephone(TelephoneError),
    Price(PriceError),
    Hours(Weekday, HoursError),
    /// It answers on no day.
    NoHours,
}

impl DeskProblem {
    /// The field that it is about; of hours, that from which on it is open.
    pub fn field(self) -> String {
        match self {
            Self::Telephone(_) => "telephone".to_owned(),
            Self::Price(_) => "price".to_owned(),
            Self::Hours(day, _) => from_field(day),
            Self::NoHours => from_field(Weekday::Monday),
        }
    }

    pub fn words(self, texts: Texts) -> String {
        let t = &texts.operator().desks;
        match self {
            Self::Telephone(TelephoneError::Character) => t.telephone_character.to_owned(),
            Self::Telephone(TelephoneError::Length { digits }) => (t.telephone_length)(digits),
            Self::Price(PriceError::NotAnAmount) => t.not_an_amount.to_owned(),
            Self::Price(PriceError::TooHigh) => t.too_high.to_owned(),
            Self::Hours(day, error) => {
                format!("{}\u{a0}: {}", (texts.contact().weekday)(day), (t.hours_error)(error))
            }
            Self::NoHours => t.no_hours.to_owned(),
        }
    }
}

/// The fields of a day.
pub fn from_field(day: Weekday) -> String {
    format!("hours[{}][from]", day.code())
}

pub fn until_field(day: Weekday) -> String {
    format!("hours[{}][until]", day.code())
}

/// The `id` of a field: the page has two desks.
pub fn field_id(desk: DeskKind, field: &str) -> String {
    format!("{}-{}", desk.code(), field.replace("][", "-").replace('[', "-").replace(']', ""))
}

impl TypedDesk {
    /// What is kept of a desk, as the form begins with it.
    pub fn of(desk: &Desk) -> Self {
        let typed = |(day, hours): (Weekday, Option<DayHours>)| {
            let of = |hours: DayHours| TypedDay {
                from: hours.from().to_string(),
                until: hours.until().to_string(),
            };
            (day.code().to_owned(), hours.map(of).unwrap_or_default())
        };

        Self {
            desk: desk.kind.code().to_owned(),
            telephone: desk.telephone.as_str().to_owned(),
            price: desk.price.to_string().replace('.', ","),
            hours: desk.hours.days().map(typed).collect(),
        }
    }

    pub fn day(&self, day: Weekday) -> TypedDay {
        self.hours.get(day.code()).cloned().unwrap_or_default()
    }

    /// The desk that was typed; or all that is wrong with it.
    fn parse(&self, kind: DeskKind) -> Result<Desk, Vec<DeskProblem>> {
        let telephone = Telephone::parse(&self.telephone).map_err(DeskProblem::Telephone);
        let price = Price::parse(&self.price).map_err(DeskProblem::Price);
        let hours = self.parse_hours();

        match (telephone, price, hours) {
            (Ok(telephone), Ok(price), Ok(hours)) => Ok(Desk { kind, telephone, price, hours }),
            (telephone, price, hours) => {
                let first = [telephone.err(), price.err()].into_iter().flatten();
                Err(first.chain(hours.err().unwrap_or_default()).collect())
            }
        }
    }

    fn parse_hours(&self) -> Result<WeekHours, Vec<DeskProblem>> {
        let days = Weekday::ALL.map(|day| {
            let TypedDay { from, until } = self.day(day);
            DayHours::parse(&from, &until).map_err(|error| DeskProblem::Hours(day, error))
        });

        let problems: Vec<_> = days.iter().filter_map(|day| day.err()).collect();
        if !problems.is_empty() {
            return Err(problems);
        }
        WeekHours::new(days.map(|day| day.ok().flatten())).ok_or_else(|| vec![DeskProblem::NoHours])
    }
}

/// Changes whom one can call.
#[server(name = OperatorChangeDesk, prefix = "/api", endpoint = "operator_change_desk")]
pub async fn operator_change_desk(
    desk: String,
    #[server(default)] telephone: String,
    #[server(default)] price: String,
    #[server(default)] hours: BTreeMap<String, TypedDay>,
) -> Result<(), ApiError> {
    let operator = api::operator()?;
    let kind = DeskKind::from_code(&desk).ok_or(ApiError::BadRequest)?;
    let typed = TypedDesk { desk, telephone, price, hours };

    match typed.parse(kind) {
        Ok(desk) => {
            contact::change(&services()?, &operator, &desk).await.map_err(failed)?;
            report(paths::DESKS, &Flash::DeskChanged).await;
            Ok(())
        }
        Err(problems) => {
            api::store_flash_form(DESK, paths::DESKS, &typed, &problems).await;
            let field = problems.first().map_or_else(String::new, |problem| problem.field());
            Err(ApiError::field(&field, "invalid"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(telephone: &str, price: &str, days: &[(Weekday, &str, &str)]) -> TypedDesk {
        let day = |(day, from, until): &(Weekday, &str, &str)| {
            (day.code().to_owned(), TypedDay { from: (*from).to_owned(), until: (*until).to_owned() })
        };
        TypedDesk {
            desk: "support".to_owned(),
            telephone: telephone.to_owned(),
            price: price.to_owned(),
            hours: days.iter().map(day).collect(),
        }
    }

    #[test]
    fn all_that_is_wrong_with_a_desk_is_said_at_once() {
        let days = [(Weekday::Monday, "8h", ""), (Weekday::Friday, "18:00", "8:00")];
        let problems = typed("appelez-nous", "vingt", &days).parse(DeskKind::Support).unwrap_err();
        let expected = [
            DeskProblem::Telephone(TelephoneError::Character),
            DeskProblem::Price(PriceError::NotAnAmount),
            DeskProblem::Hours(Weekday::Monday, HoursError::Half),
            DeskProblem::Hours(Weekday::Friday, HoursError::Order),
        ];
        assert_eq!(problems, expected);

        let never = typed("0 241 742 088", "", &[(Weekday::Monday, "", " ")]).parse(DeskKind::Support);
        assert_eq!(never, Err(vec![DeskProblem::NoHours]));
    }

    #[test]
    fn a_desk_is_typed_as_it_is_kept() {
        let days = [(Weekday::Monday, "08:00", "18:00"), (Weekday::Saturday, "09:00", "12:30")];
        let desk = typed("0 825 878 888", "0,20", &days).parse(DeskKind::CustomerService).unwrap();
        assert_eq!(TypedDesk::of(&desk).parse(DeskKind::CustomerService), Ok(desk));
    }

    #[test]
    fn fields_of_two_desks_have_ids_of_their_own() {
        let id = field_id(DeskKind::CustomerService, &from_field(Weekday::Monday));
        assert_eq!(id, "customer-service-hours-monday-from");
    }
}

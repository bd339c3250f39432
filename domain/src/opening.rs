//! When an office answers the telephone: in its hours, on the days on which France works.

use crate::end_date::{EndDate, Weekday};

/// The hours of an office, Monday to Friday, public holidays excepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OpeningHours {
    /// The first hour of the day in which it is open: 8.
    pub from: i8,
    /// The first in which it is closed again: 18.
    pub until: i8,
}

/// Whether an office is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opening {
    /// Until the end of its hours today.
    Open,
    /// Not now.
    Closed {
        /// The public holiday that it is.
        holiday: Option<PublicHoliday>,
        /// The day on which it opens next: perhaps today, later.
        next: Option<EndDate>,
    },
}

impl OpeningHours {
    /// Whether the office is open on this day, in this hour of it: 0 to 23.
    pub fn at(self, today: EndDate, hour: i8) -> Opening {
        let works = is_worked_on(today);
        if works && (self.from..self.until).contains(&hour) {
            return Opening::Open;
        }

        let first = if hour < self.from { Some(today) } else { today.after() };
        let next = std::iter::successors(first, |day| day.after()).find(|day| is_worked_on(*day));
        Opening::Closed { holiday: PublicHoliday::of(today), next }
    }
}

fn is_worked_on(day: EndDate) -> bool {
    !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) && PublicHoliday::of(day).is_none()
}

/// A day on which France does not work: article L3133-1 of the Code du travail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PublicHoliday {
    /// Jour de l'an.
    NewYear,
    /// Lundi de Pâques.
    EasterMonday,
    /// Fête du Travail.
    LabourDay,
    /// Victoire de 1945.
    Victory,
    /// Ascension: the fortieth day of Easter.
    Ascension,
    /// Lundi de Pentecôte.
    WhitMonday,
    /// Fête nationale.
    Bastille,
    /// Assomption.
    Assumption,
    /// Toussaint.
    AllSaints,
    /// Armistice de 1918.
    Armistice,
    /// Noël.
    Christmas,
}

impl PublicHoliday {
    /// The holiday that falls on a day. Of two, which happens (8 May 1997, 1 May 2008), the one that moves.
    pub fn of(day: EndDate) -> Option<Self> {
        let since_easter = day.day_of_year() - easter(day.year()).day_of_year();
        let fixed = match (day.month(), day.day()) {
            (1, 1) => Some(Self::NewYear),
            (5, 1) => Some(Self::LabourDay),
            (5, 8) => Some(Self::Victory),
            (7, 14) => Some(Self::Bastille),
            (8, 15) => Some(Self::Assumption),
            (11, 1) => Some(Self::AllSaints),
            (11, 11) => Some(Self::Armistice),
            (12, 25) => Some(Self::Christmas),
            _ => None,
        };

        match since_easter {
            1 => Some(Self::EasterMonday),
            39 => Some(Self::Ascension),
            50 => Some(Self::WhitMonday),
            _ => fixed,
        }
    }
}

/// Easter Sunday of the Gregorian calendar, by J.-M. Oudin's rule (Explanatory Supplement to the Astronomical
/// Almanac, 1992, 12.5): the Sunday after the full moon that the tables of the Church have from 21 March on.
fn easter(year: i16) -> EndDate {
    let year_number = i32::from(year);
    let century = year_number / 100;
    let golden = year_number % 19;
    let lunar = (century - 17) / 25;
    let epact = (century - century / 4 - (century - lunar) / 3 + 19 * golden + 15) % 30;
    let moon = epact - (epact / 28) * (1 - (epact / 28) * (29 / (epact + 1)) * ((21 - golden) / 11));
    let weekday = (year_number + year_number / 4 + moon + 2 - century + century / 4) % 7;
    // Days from 28 March back or on.
    let sunday = moon - weekday;
    let (month, day) = if sunday < 4 { (3, 28 + sunday) } else { (4, sunday - 3) };

    let date = i8::try_from(day).ok().and_then(|day| EndDate::new(year, month, day).ok());
    // The rule gives a day of March or April for each year; no date is of a year that `EndDate` has not.
    date.unwrap_or(EndDate::FIRST)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const HOURS: OpeningHours = OpeningHours { from: 8, until: 18 };

    fn date(text: &str) -> EndDate {
        EndDate::parse(text).unwrap()
    }

    #[test]
    fn easter_and_what_follows_it_are_as_the_almanacs_have_them() {
        for (sunday, monday, ascension, whit_monday) in [
            ("2024-03-31", "2024-04-01", "2024-05-09", "2024-05-20"),
            ("2025-04-20", "2025-04-21", "2025-05-29", "2025-06-09"),
            ("2026-04-05", "2026-04-06", "2026-05-14", "2026-05-25"),
            ("2027-03-28", "2027-03-29", "2027-05-06", "2027-05-17"),
            ("2028-04-16", "2028-04-17", "2028-05-25", "2028-06-05"),
            ("2029-04-01", "2029-04-02", "2029-05-10", "2029-05-21"),
            ("2030-04-21", "2030-04-22", "2030-05-30", "2030-06-10"),
        ] {
            assert_eq!(easter(date(sunday).year()), date(sunday));
            assert_eq!(PublicHoliday::of(date(monday)), Some(PublicHoliday::EasterMonday), "{monday}");
            assert_eq!(PublicHoliday::of(date(ascension)), Some(PublicHoliday::Ascension), "{ascension}");
            assert_eq!(
                PublicHoliday::of(date(whit_monday)),
                Some(PublicHoliday::WhitMonday),
                "{whit_monday}"
            );
        }

        // The earliest, the latest, and the two years in which the moon is moved by a day.
        for sunday in ["2160-03-23", "1943-04-25", "1954-04-18", "1981-04-19", "2049-04-18", "2076-04-19"] {
            assert_eq!(easter(date(sunday).year()), date(sunday));
        }
    }

    #[test]
    fn a_year_has_eleven_holidays_on_their_days() {
        let year = std::iter::successors(Some(date("2026-01-01")), |day| day.after());
        let holidays: Vec<String> = year
            .take_while(|day| day.year() == 2026)
            .filter(|day| PublicHoliday::of(*day).is_some())
            .map(|day| day.to_string()[5..].to_owned())
            .collect();
        let expected = [
            "01-01", "04-06", "05-01", "05-08", "05-14", "05-25", "07-14", "08-15", "11-01", "11-11", "12-25",
        ];
        assert_eq!(holidays, expected);
    }

    #[test]
    fn an_office_is_open_in_its_hours_on_working_days_and_says_when_next() {
        let closed = |holiday, next| Opening::Closed { holiday, next: Some(date(next)) };
        for (day, hour, expected) in [
            // A Friday.
            ("2026-11-27", 7, closed(None, "2026-11-27")),
            ("2026-11-27", 8, Opening::Open),
            ("2026-11-27", 17, Opening::Open),
            ("2026-11-27", 18, closed(None, "2026-11-30")),
            // A Saturday, a Sunday, the night before Monday.
            ("2026-11-28", 10, closed(None, "2026-11-30")),
            ("2026-11-29", 23, closed(None, "2026-11-30")),
            ("2026-11-30", 0, closed(None, "2026-11-30")),
            // Ascension is a Thursday; All Saints a Sunday; Christmas a Friday, and New Year's Day one.
            ("2026-05-14", 10, closed(Some(PublicHoliday::Ascension), "2026-05-15")),
            ("2026-05-14", 3, closed(Some(PublicHoliday::Ascension), "2026-05-15")),
            ("2026-11-01", 10, closed(Some(PublicHoliday::AllSaints), "2026-11-02")),
            ("2026-12-24", 18, closed(None, "2026-12-28")),
            ("2026-12-31", 20, closed(None, "2027-01-04")),
        ] {
            assert_eq!(HOURS.at(date(day), hour), expected, "{day} at {hour}");
        }

        assert_eq!(HOURS.at(EndDate::LAST, 18), Opening::Closed { holiday: None, next: None });
    }

    proptest! {
        #[test]
        fn easter_is_a_sunday_from_22_march_to_25_april(year in 1900..=2199i16) {
            let sunday = easter(year);
            prop_assert_eq!(sunday.weekday(), Weekday::Sunday);
            let first = EndDate::new(year, 3, 22).unwrap();
            prop_assert!((first..=EndDate::new(year, 4, 25).unwrap()).contains(&sunday));
        }

        #[test]
        fn it_opens_on_the_day_that_it_says(year in 2020..=2060i16, month in 1..=12i8, day in 1..=28i8, hour in 0..24i8) {
            let today = EndDate::new(year, month, day).unwrap();
            if let Opening::Closed { next, .. } = HOURS.at(today, hour) {
                let next = next.unwrap();
                prop_assert_eq!(HOURS.at(next, HOURS.from), Opening::Open);
                prop_assert!(next > today || next == today && hour < HOURS.from);
            }
        }
    }
}

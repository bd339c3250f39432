//! When an office answers the telephone: in its hours, on the days on which France works.

use crate::end_date::{EndDate, Weekday};
use serde::{Deserialize, Serialize};
use std::fmt;

/// A time of the day, to the minute: 0:00 to 23:59.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TimeOfDay {
    /// Since midnight.
    minutes: u16,
}

impl TimeOfDay {
    /// The time so many minutes after midnight.
    pub fn from_minutes(minutes: i64) -> Option<Self> {
        u16::try_from(minutes).ok().filter(|minutes| *minutes < 24 * 60).map(|minutes| Self { minutes })
    }

    /// The time that a text writes: `08:00`, as browsers send it, `8:00`, `8 h`, `17h30`.
    pub fn parse(text: &str) -> Option<Self> {
        let text: String = text.split_whitespace().collect();
        let (hour, minute) = text.split_once([':', 'h', 'H'])?;
        let minute = if minute.is_empty() && !text.contains(':') { "00" } else { minute };
        let is_number = |part: &str, digits: std::ops::RangeInclusive<usize>| {
            digits.contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
        };
        if !is_number(hour, 1..=2) || !is_number(minute, 2..=2) {
            return None;
        }

        let (hour, minute): (i64, i64) = (hour.parse().ok()?, minute.parse().ok()?);
        if minute < 60 { Self::from_minutes(hour * 60 + minute) } else { None }
    }

    /// Minutes since midnight.
    pub const fn minutes(self) -> u16 {
        self.minutes
    }

    /// 0 to 23.
    pub const fn hour(self) -> u16 {
        self.minutes / 60
    }

    /// 0 to 59.
    pub const fn minute(self) -> u16 {
        self.minutes % 60
    }
}

/// As forms hold it: `08:00`.
impl fmt::Display for TimeOfDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.hour(), self.minute())
    }
}

/// The hours of an office on one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DayHours {
    from: TimeOfDay,
    until: TimeOfDay,
}

/// Why two texts are not the hours of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum HoursError {
    /// One of the two is no time of the day.
    #[error("not a time of the day, as in 08:00")]
    NotATime,
    /// One of the two is missing.
    #[error("from when or until when is missing")]
    Half,
    /// It would close before it opens.
    #[error("until when is not after from when")]
    Order,
}

impl DayHours {
    /// Open from one time until another, which is later.
    pub fn new(from: TimeOfDay, until: TimeOfDay) -> Result<Self, HoursError> {
        if from < until { Ok(Self { from, until }) } else { Err(HoursError::Order) }
    }

    /// The hours that two texts write; none where both are blank: a day on which nobody answers.
    pub fn parse(from: &str, until: &str) -> Result<Option<Self>, HoursError> {
        match (from.trim(), until.trim()) {
            ("", "") => Ok(None),
            ("", _) | (_, "") => Err(HoursError::Half),
            (from, until) => {
                let times = TimeOfDay::parse(from).zip(TimeOfDay::parse(until));
                let (from, until) = times.ok_or(HoursError::NotATime)?;
                Self::new(from, until).map(Some)
            }
        }
    }

    /// The first minute in which it is open.
    pub const fn from(self) -> TimeOfDay {
        self.from
    }

    /// The first minute in which it is closed again.
    pub const fn until(self) -> TimeOfDay {
        self.until
    }
}

/// As the command line has it: `08:00-18:00`.
impl fmt::Display for DayHours {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.from, self.until)
    }
}

/// The hours of an office by day of the week, public holidays excepted. It opens on one of them at least.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WeekHours {
    /// Monday first; `None`: closed.
    days: [Option<DayHours>; 7],
}

/// Consecutive days of a week with the same hours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run {
    /// The first day.
    pub first: Weekday,
    /// The last one, which may be the first.
    pub last: Weekday,
    /// Their hours.
    pub hours: DayHours,
}

/// Whether an office is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opening {
    /// Until this time today.
    Open(TimeOfDay),
    /// Not now.
    Closed {
        /// The public holiday that it is.
        holiday: Option<PublicHoliday>,
        /// The day on which it opens next, perhaps today, and from when on.
        next: Option<(EndDate, TimeOfDay)>,
    },
}

impl WeekHours {
    /// The hours of each day, Monday first; nothing where it never opens.
    pub fn new(days: [Option<DayHours>; 7]) -> Option<Self> {
        days.iter().any(Option::is_some).then_some(Self { days })
    }

    /// The days with their hours, Monday first.
    pub fn days(self) -> impl Iterator<Item = (Weekday, Option<DayHours>)> {
        Weekday::ALL.into_iter().zip(self.days)
    }

    /// The hours of one day.
    pub fn of(self, weekday: Weekday) -> Option<DayHours> {
        self.days().find(|(day, _)| *day == weekday).and_then(|(_, hours)| hours)
    }

    /// The same, as people say it: from Monday to Thursday, and on Friday.
    pub fn runs(self) -> Vec<Run> {
        let mut runs: Vec<Run> = Vec::new();
        let mut was_open = false;
        for (day, hours) in self.days() {
            if let Some(hours) = hours {
                match runs.last_mut().filter(|run| was_open && run.hours == hours) {
                    Some(run) => run.last = day,
                    None => runs.push(Run { first: day, last: day, hours }),
                }
            }
            was_open = hours.is_some();
        }

        runs
    }

    /// Whether the office is open on this day, at this time.
    pub fn at(self, today: EndDate, now: TimeOfDay) -> Opening {
        let hours = self.on(today);
        if let Some(hours) = hours.filter(|hours| (hours.from..hours.until).contains(&now)) {
            return Opening::Open(hours.until);
        }

        let later_today = hours.filter(|hours| now < hours.from).map(|hours| (today, hours.from));
        let opens = |day| self.on(day).map(|hours| (day, hours.from));
        let next =
            later_today.or_else(|| std::iter::successors(today.after(), |day| day.after()).find_map(opens));
        Opening::Closed { holiday: PublicHoliday::of(today), next }
    }

    /// The hours of a day of the calendar.
    fn on(self, day: EndDate) -> Option<DayHours> {
        self.of(day.weekday()).filter(|_| PublicHoliday::of(day).is_none())
    }
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

    fn time(text: &str) -> TimeOfDay {
        TimeOfDay::parse(text).unwrap()
    }

    /// As the guide has it: Monday to Friday, 8 to 18; and Saturday morning.
    fn week(saturday: bool) -> WeekHours {
        let whole = DayHours::parse("08:00", "18:00").unwrap();
        let half = DayHours::parse("9h", "12h30").unwrap().filter(|_| saturday);
        WeekHours::new([whole, whole, whole, whole, whole, half, None]).unwrap()
    }

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
    fn a_time_is_read_as_browsers_and_people_write_it() {
        for (typed, shown) in [
            ("08:00", "08:00"),
            (" 8:05 ", "08:05"),
            ("8 h", "08:00"),
            ("17h30", "17:30"),
            ("23:59", "23:59"),
        ] {
            assert_eq!(time(typed).to_string(), shown);
        }
        for typed in ["", "8", "24:00", "12:60", "8:", "8:5", "+8:00", "h", "8:00:00", "midi", "٨:00"] {
            assert_eq!(TimeOfDay::parse(typed), None, "{typed}");
        }
    }

    #[test]
    fn the_hours_of_a_day_are_two_times_the_later_last_or_none() {
        assert_eq!(DayHours::parse(" ", ""), Ok(None));
        assert_eq!(DayHours::parse("8h", "18h").unwrap().unwrap().to_string(), "08:00-18:00");
        assert_eq!(DayHours::parse("8h", ""), Err(HoursError::Half));
        assert_eq!(DayHours::parse("", "18h"), Err(HoursError::Half));
        assert_eq!(DayHours::parse("8h", "soir"), Err(HoursError::NotATime));
        assert_eq!(DayHours::parse("18h", "18h"), Err(HoursError::Order));
        assert_eq!(WeekHours::new([None; 7]), None);
    }

    #[test]
    fn days_with_the_same_hours_are_said_together() {
        let said = |week: WeekHours| -> Vec<(Weekday, Weekday)> {
            week.runs().into_iter().map(|run| (run.first, run.last)).collect()
        };
        assert_eq!(said(week(false)), [(Weekday::Monday, Weekday::Friday)]);
        let both = [(Weekday::Monday, Weekday::Friday), (Weekday::Saturday, Weekday::Saturday)];
        assert_eq!(said(week(true)), both);

        let hours = DayHours::parse("8h", "18h").unwrap();
        let but_wednesday = WeekHours::new([hours, hours, None, hours, hours, None, None]).unwrap();
        let around = [(Weekday::Monday, Weekday::Tuesday), (Weekday::Thursday, Weekday::Friday)];
        assert_eq!(said(but_wednesday), around);
    }

    #[test]
    fn an_office_is_open_in_its_hours_on_working_days_and_says_when_next() {
        let closed = |holiday, next| Opening::Closed { holiday, next: Some((date(next), time("08:00"))) };
        let open = Opening::Open(time("18:00"));
        for (day, now, expected) in [
            // A Friday.
            ("2026-11-27", "07:59", closed(None, "2026-11-27")),
            ("2026-11-27", "08:00", open),
            ("2026-11-27", "17:59", open),
            ("2026-11-27", "18:00", closed(None, "2026-11-30")),
            // A Saturday, a Sunday, the night before Monday.
            ("2026-11-28", "10:00", closed(None, "2026-11-30")),
            ("2026-11-29", "23:00", closed(None, "2026-11-30")),
            ("2026-11-30", "00:00", closed(None, "2026-11-30")),
            // Ascension is a Thursday; All Saints a Sunday; Christmas a Friday, and New Year's Day one.
            ("2026-05-14", "10:00", closed(Some(PublicHoliday::Ascension), "2026-05-15")),
            ("2026-05-14", "03:00", closed(Some(PublicHoliday::Ascension), "2026-05-15")),
            ("2026-11-01", "10:00", closed(Some(PublicHoliday::AllSaints), "2026-11-02")),
            ("2026-12-24", "18:00", closed(None, "2026-12-28")),
            ("2026-12-31", "20:00", closed(None, "2027-01-04")),
        ] {
            assert_eq!(week(false).at(date(day), time(now)), expected, "{day} at {now}");
        }

        let never = Opening::Closed { holiday: None, next: None };
        assert_eq!(week(false).at(EndDate::LAST, time("18:00")), never);
    }

    #[test]
    fn each_day_has_hours_of_its_own() {
        let saturday = date("2026-11-28");
        assert_eq!(week(true).at(saturday, time("12:29")), Opening::Open(time("12:30")));
        let next = Some((saturday, time("09:00")));
        assert_eq!(week(true).at(saturday, time("08:30")), Opening::Closed { holiday: None, next });
        let friday = date("2026-11-27");
        assert_eq!(week(true).at(friday, time("18:00")), Opening::Closed { holiday: None, next });
        // 15 August 2026 is a Saturday.
        let next = Some((date("2026-08-17"), time("08:00")));
        let holiday = Some(PublicHoliday::Assumption);
        let closed = Opening::Closed { holiday, next };
        assert_eq!(week(true).at(date("2026-08-15"), time("10:00")), closed);
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
        fn it_opens_at_the_moment_that_it_says(
            year in 2020..=2060i16, month in 1..=12i8, day in 1..=28i8, minutes in 0..24 * 60i64, saturday: bool,
        ) {
            let (today, now) = (EndDate::new(year, month, day).unwrap(), TimeOfDay::from_minutes(minutes).unwrap());
            if let Opening::Closed { next, .. } = week(saturday).at(today, now) {
                let (next, from) = next.unwrap();
                let opens = week(saturday).at(next, from);
                prop_assert!(matches!(opens, Opening::Open(_)), "{:?}", opens);
                prop_assert!((next, from) > (today, now));
            }
        }

        #[test]
        fn a_time_is_read_as_it_is_shown(minutes in 0..24 * 60i64) {
            let time = TimeOfDay::from_minutes(minutes).unwrap();
            prop_assert_eq!(TimeOfDay::parse(&time.to_string()), Some(time));
        }
    }
}

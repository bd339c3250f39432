//! Until when something holds.

use serde::{Deserialize, Serialize};
use std::fmt;

/// A day of the calendar: the last one on which an assignment or a right holds. In JSON `"2026-12-31"`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct EndDate {
    // In this order, so that the earlier date is the lesser.
    year: i16,
    month: i8,
    day: i8,
}

/// Why a text is not the last day of something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum EndDateError {
    /// No day, written neither as `31/12/2026` nor as `2026-12-31`; or one that no calendar has.
    #[error("not a date")]
    NotADate,
    /// The number by which a spreadsheet program keeps a date, in a cell that does not show it as one.
    #[error("a number that a spreadsheet program shows as {date}")]
    SerialNumber {
        /// The date that it counts.
        date: EndDate,
    },
    /// A year of two digits, of which nobody knows the century.
    #[error("a year of two digits")]
    ShortYear,
    /// A date, and so far away that it is a slip.
    #[error("a year before {first} or after {last}", first = EndDate::YEARS.start(), last = EndDate::YEARS.end())]
    YearOutOfRange,
}

impl EndDate {
    /// Years in which something may end.
    pub const YEARS: std::ops::RangeInclusive<i16> = 1900..=2199;

    /// The first day of [`Self::YEARS`].
    pub const FIRST: Self = Self { year: 1900, month: 1, day: 1 };
    /// The last day of [`Self::YEARS`].
    pub const LAST: Self = Self { year: 2199, month: 12, day: 31 };

    /// The day of these numbers: 2026, 12, 31.
    pub fn new(year: i16, month: i8, day: i8) -> Result<Self, EndDateError> {
        if !(1..=12).contains(&month) || !(1..=days_in_month(year, month)).contains(&day) {
            return Err(EndDateError::NotADate);
        }

        if Self::YEARS.contains(&year) {
            Ok(Self { year, month, day })
        } else {
            Err(EndDateError::YearOutOfRange)
        }
    }

    /// The day that a text writes, in French (`31/12/2026`, `1-2-2026`, `31.12.2026`) or in ISO 8601 (`2026-12-31`),
    /// spaces around it aside. The order is never guessed: `12/31/2026` is not a date.
    pub fn parse(text: &str) -> Result<Self, EndDateError> {
        let text = text.trim();
        let separator = ['/', '-', '.'].into_iter().find(|separator| text.contains(*separator));
        let parts: Vec<&str> = separator.map_or_else(Vec::new, |separator| text.split(separator).collect());

        if !parts.iter().all(|part| part.bytes().all(|b| b.is_ascii_digit())) {
            return Err(EndDateError::NotADate);
        }

        match (parts.as_slice(), parts.iter().map(|part| part.len()).collect::<Vec<_>>().as_slice()) {
            ([year, month, day], [4, 2, 2]) if separator == Some('-') => Self::of_digits(year, month, day),
            ([day, month, year], [1 | 2, 1 | 2, 4]) => Self::of_digits(year, month, day),
            ([day, month, year], [1 | 2, 1 | 2, 2]) => {
                // The century aside, it must be a day: 2000 is a leap year.
                Self::of_digits(&format!("20{year}"), month, day).and(Err(EndDateError::ShortYear))
            }
            _ => Err(of_serial_number(text)
                .map_or(EndDateError::NotADate, |date| EndDateError::SerialNumber { date })),
        }
    }

    fn of_digits(year: &str, month: &str, day: &str) -> Result<Self, EndDateError> {
        match (year.parse(), month.parse(), day.parse()) {
            (Ok(year), Ok(month), Ok(day)) => Self::new(year, month, day),
            _ => Err(EndDateError::NotADate),
        }
    }

    /// For example 2026.
    pub const fn year(self) -> i16 {
        self.year
    }

    /// 1 to 12.
    pub const fn month(self) -> i8 {
        self.month
    }

    /// 1 to 31.
    pub const fn day(self) -> i8 {
        self.day
    }

    /// Whether it is over: what ends today holds until midnight.
    pub fn is_before(self, today: Self) -> bool {
        self < today
    }

    /// The day before; none before [`Self::FIRST`].
    pub fn before(self) -> Option<Self> {
        let (year, month) = match (self.day, self.month) {
            (2.., _) => return Some(Self { day: self.day - 1, ..self }),
            (_, 1) => (self.year - 1, 12),
            (_, month) => (self.year, month - 1),
        };
        Self::new(year, month, days_in_month(year, month)).ok()
    }

    /// The day after; none after [`Self::LAST`].
    pub fn after(self) -> Option<Self> {
        let (year, month, day) = match (self.month, self.day) {
            (month, day) if day < days_in_month(self.year, month) => (self.year, month, day + 1),
            (12, _) => (self.year + 1, 1, 1),
            (month, _) => (self.year, month + 1, 1),
        };
        Self::new(year, month, day).ok()
    }

    /// The day of the week.
    pub fn weekday(self) -> Weekday {
        // All days before this year's, of which one in four years is more, one in a hundred is not, in four hundred is.
        let years = i32::from(self.year) - 1;
        let days = years * 365 + years / 4 - years / 100 + years / 400 + i32::from(self.day_of_year());
        // 31 December before the year 1 was a Sunday.
        match days % 7 {
            0 => Weekday::Sunday,
            1 => Weekday::Monday,
            2 => Weekday::Tuesday,
            3 => Weekday::Wednesday,
            4 => Weekday::Thursday,
            5 => Weekday::Friday,
            _ => Weekday::Saturday,
        }
    }

    /// Its place in the year: 1 to 366.
    pub fn day_of_year(self) -> i16 {
        let before = (1..self.month).map(|month| i16::from(days_in_month(self.year, month)));
        before.sum::<i16>() + i16::from(self.day)
    }

    /// As people read it, in French as in English: `31/12/2026`.
    pub fn shown(self) -> String {
        format!("{:02}/{:02}/{:04}", self.day, self.month, self.year)
    }
}

/// A day of the week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "they are what they are called")]
pub enum Weekday {
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}

impl Weekday {
    /// All of them, in the order of ISO 8601.
    pub const ALL: [Self; 7] = [
        Self::Monday,
        Self::Tuesday,
        Self::Wednesday,
        Self::Thursday,
        Self::Friday,
        Self::Saturday,
        Self::Sunday,
    ];

    /// What forms and the command line call it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Monday => "monday",
            Self::Tuesday => "tuesday",
            Self::Wednesday => "wednesday",
            Self::Thursday => "thursday",
            Self::Friday => "friday",
            Self::Saturday => "saturday",
            Self::Sunday => "sunday",
        }
    }

    /// The day of a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|day| day.code() == code)
    }
}

/// As ISO 8601 writes it: `2026-12-31`.
impl fmt::Display for EndDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl TryFrom<String> for EndDate {
    type Error = EndDateError;

    fn try_from(text: String) -> Result<Self, EndDateError> {
        Self::parse(&text)
    }
}

impl From<EndDate> for String {
    fn from(date: EndDate) -> Self {
        date.to_string()
    }
}

/// How many days a month of the Gregorian calendar has; `month` is one of its twelve.
const fn days_in_month(year: i16, month: i8) -> i8 {
    match month {
        2 if is_leap_year(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

const fn is_leap_year(year: i16) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

/// The day that a serial number of Excel counts, perhaps with a time behind the point. Numbers of less than five
/// digits are none: they are rather years, or numbers of something.
fn of_serial_number(text: &str) -> Option<EndDate> {
    let (days, time) = text.split_once(['.', ',']).unwrap_or((text, ""));
    let is_number = |digits: &str| digits.bytes().all(|b| b.is_ascii_digit());
    if !(5..=6).contains(&days.len()) || !is_number(days) || !is_number(time) {
        return None;
    }

    // 1 is the first day of 1900, which Excel takes for a leap year.
    let mut left = days.parse::<i32>().ok()? - 2;
    let mut year = *EndDate::YEARS.start();
    loop {
        for month in 1..=12 {
            let length = days_in_month(year, month);
            if left < i32::from(length) {
                return EndDate::new(year, month, 1 + i8::try_from(left).ok()?).ok();
            }
            left -= i32::from(length);
        }
        year += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn date(year: i16, month: i8, day: i8) -> EndDate {
        EndDate::new(year, month, day).unwrap()
    }

    #[test]
    fn a_date_is_read_as_it_is_written_in_french_and_as_iso_writes_it() {
        for text in ["31/12/2026", "31-12-2026", "31.12.2026", "2026-12-31", " 31/12/2026\u{a0}"] {
            assert_eq!(EndDate::parse(text), Ok(date(2026, 12, 31)), "{text}");
        }

        assert_eq!(EndDate::parse("1/2/2027"), Ok(date(2027, 2, 1)));
        assert_eq!(EndDate::parse("01/2/2027"), Ok(date(2027, 2, 1)));
        assert_eq!(EndDate::parse("29/02/2028"), Ok(date(2028, 2, 29)));
    }

    #[test]
    fn what_no_calendar_has_is_no_date_and_no_order_is_guessed() {
        for text in [
            "",
            "31/02",
            "31/02/2026",
            "29/02/2027",
            "29/02/2100",
            "2026-13-01",
            "2026-00-10",
            "2026-2-1",
            "2026/12/31",
            "12/31/2026",
            "00/01/2026",
            "31/12-2026",
            "31/12/026",
            "31//2026",
            "+1/12/2026",
            "-1/12/2026",
            "31/12/2026/1",
            "31 décembre 2026",
            "2026-12-31 08:30",
            "2026",
            "20261231",
            "٣١/١٢/٢٠٢٦",
            "jamais",
        ] {
            assert_eq!(EndDate::parse(text), Err(EndDateError::NotADate), "{text}");
        }
    }

    #[test]
    fn a_number_of_excel_says_which_date_it_would_be() {
        for (text, of) in [
            ("46387", date(2026, 12, 31)),
            ("46387.5", date(2026, 12, 31)),
            ("46388,0", date(2027, 1, 1)),
            ("46081", date(2026, 2, 28)),
            ("10000", date(1927, 5, 18)),
            ("109574", date(2199, 12, 31)),
        ] {
            assert_eq!(EndDate::parse(text), Err(EndDateError::SerialNumber { date: of }), "{text}");
        }

        for text in ["109575", "999999", "2026", "4638x", "46387.x", "46387-5"] {
            assert_eq!(EndDate::parse(text), Err(EndDateError::NotADate), "{text}");
        }
    }

    #[test]
    fn a_year_is_written_whole_and_not_far_away() {
        assert_eq!(EndDate::parse("31/12/26"), Err(EndDateError::ShortYear));
        assert_eq!(EndDate::parse("31/02/26"), Err(EndDateError::NotADate));
        assert_eq!(EndDate::parse("31/12/1899"), Err(EndDateError::YearOutOfRange));
        assert_eq!(EndDate::parse("2200-01-01"), Err(EndDateError::YearOutOfRange));
        assert_eq!(EndDate::parse("31/12/1026"), Err(EndDateError::YearOutOfRange));
    }

    #[test]
    fn what_ends_today_is_not_over() {
        let today = date(2026, 12, 31);
        assert!(!today.is_before(today));
        assert!(date(2026, 12, 30).is_before(today));
        assert!(date(2026, 2, 28).is_before(date(2026, 12, 1)));
        assert!(!date(2027, 1, 1).is_before(today));
    }

    #[test]
    fn a_date_in_json_is_a_text_of_iso() {
        let last = date(2026, 2, 3);
        assert_eq!(serde_json::to_string(&last).unwrap(), "\"2026-02-03\"");
        assert_eq!(serde_json::from_str::<EndDate>("\"2026-02-03\"").unwrap(), last);
        assert!(serde_json::from_str::<EndDate>("\"2026-02-30\"").is_err());
        assert_eq!(last.shown(), "03/02/2026");
    }

    #[test]
    fn a_day_knows_its_place_in_the_week_and_in_the_year() {
        for (day, weekday, of_year) in [
            (EndDate::FIRST, Weekday::Monday, 1),
            (date(2000, 2, 29), Weekday::Tuesday, 60),
            (date(2026, 11, 28), Weekday::Saturday, 332),
            (date(2028, 12, 31), Weekday::Sunday, 366),
            (EndDate::LAST, Weekday::Tuesday, 365),
        ] {
            assert_eq!((day.weekday(), day.day_of_year()), (weekday, of_year), "{day}");
        }
        assert_eq!((EndDate::LAST.after(), EndDate::FIRST.before()), (None, None));
    }

    proptest! {
        #[test]
        fn the_day_after_the_day_before_is_the_same(year in 1901..=2198i16, month in 1..=12i8, day in 1..=28i8) {
            let day = date(year, month, day);
            prop_assert_eq!(day.before().and_then(EndDate::after), Some(day));
            prop_assert_eq!(day.after().and_then(EndDate::before), Some(day));
            prop_assert!(day.after() > Some(day));
        }

        #[test]
        fn what_is_shown_and_what_is_stored_are_read_again(year in EndDate::YEARS, month in 1..=12i8, day in 1..=31i8) {
            if let Ok(date) = EndDate::new(year, month, day) {
                prop_assert_eq!(EndDate::parse(&date.to_string()), Ok(date));
                prop_assert_eq!(EndDate::parse(&date.shown()), Ok(date));
                prop_assert_eq!((date.year(), date.month(), date.day()), (year, month, day));
            } else {
                prop_assert!(day > 28);
            }
        }

        #[test]
        fn each_number_of_excel_is_the_day_after_the_one_before(days in 10_000..109_574) {
            let day = |days: i32| of_serial_number(&days.to_string()).unwrap();
            prop_assert!(day(days).is_before(day(days + 1)));
        }

        #[test]
        fn whatever_the_text_it_is_a_date_or_an_error(text in "[0-9/.,-]{0,12}") {
            if let Ok(date) = EndDate::parse(&text) {
                prop_assert!((EndDate::FIRST..=EndDate::LAST).contains(&date));
            }
        }
    }
}

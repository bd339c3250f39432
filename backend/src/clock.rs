//! What time it is. Operations take the moment as an argument; only the edges ask a clock.

use domain::end_date::EndDate;
use domain::time::{LocalTime, Timestamp};
use jiff::ToSpan;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

/// A clock: the machine's, or one that tests move.
#[derive(Clone, Debug, Default)]
pub enum Clock {
    #[default]
    System,
    /// A clock that stands still until it is moved.
    Fixed(Arc<AtomicI64>),
    /// A clock that goes on by a millisecond each time it is asked, for tests of what must happen at one moment.
    Ticking(Arc<AtomicI64>),
}

impl Clock {
    /// A clock that stands at `at`.
    pub fn fixed(at: Timestamp) -> Self {
        Self::Fixed(Arc::new(AtomicI64::new(at.0)))
    }

    /// A clock that goes on from `at` each time it is asked.
    pub fn ticking(at: Timestamp) -> Self {
        Self::Ticking(Arc::new(AtomicI64::new(at.0)))
    }

    /// The moment that this clock shows.
    pub fn now(&self) -> Timestamp {
        match self {
            Self::System => Timestamp(jiff::Timestamp::now().as_millisecond()),
            Self::Fixed(at) => Timestamp(at.load(Ordering::SeqCst)),
            Self::Ticking(at) => Timestamp(at.fetch_add(1, Ordering::SeqCst)),
        }
    }

    /// Moves a fixed clock; the machine's clock cannot be moved.
    pub fn advance(&self, seconds: i64) {
        if let Self::Fixed(at) = self {
            at.fetch_add(seconds * 1000, Ordering::SeqCst);
        }
    }
}

/// `at` as a wall clock in `zone` shows it.
pub fn local(at: Timestamp, zone: &jiff::tz::TimeZone) -> LocalTime {
    let shown = jiff::Timestamp::from_millisecond(at.0).unwrap_or_default().to_zoned_datetime(zone.clone());
    LocalTime {
        year: shown.year(),
        month: shown.month(),
        day: shown.day(),
        hour: shown.hour(),
        minute: shown.minute(),
    }
}

/// The day that it is at `at` in `zone`; the first or the last that an [`EndDate`] can be where it is none.
pub fn day(at: Timestamp, zone: &jiff::tz::TimeZone) -> EndDate {
    let LocalTime { year, month, day, .. } = local(at, zone);
    let nearest = if year < *EndDate::YEARS.start() { EndDate::FIRST } else { EndDate::LAST };
    EndDate::new(year, month, day).unwrap_or(nearest)
}

/// The moment from which on nothing holds that has `last` for its last day: midnight in `zone`, when the next one
/// begins; or the first moment of that day which the zone's clocks show.
pub fn ends_at(last: EndDate, zone: &jiff::tz::TimeZone) -> Timestamp {
    // Every day of `EndDate` has a next one, and a moment: jiff knows ten thousand years of them.
    let midnight = jiff::civil::Date::new(last.year(), last.month(), last.day())
        .and_then(|last| last.checked_add(1.day()))
        .and_then(|next| next.to_zoned_datetime(zone.clone()));
    Timestamp(midnight.map_or(i64::MAX, |midnight| midnight.timestamp().as_millisecond()))
}

/// The last day on which something holds that ends at `ends_at`, in `zone`.
pub fn end_date(ends_at: Timestamp, zone: &jiff::tz::TimeZone) -> EndDate {
    day(Timestamp(ends_at.0.saturating_sub(1)), zone)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::tz::TimeZone;
    use proptest::prelude::*;

    #[test]
    fn a_moment_is_shown_in_the_zone_s_summer_and_winter_time() {
        let paris = jiff::tz::TimeZone::get("Europe/Paris").unwrap();
        let summer = local(Timestamp(1_782_820_800_000), &paris);
        assert_eq!((summer.month, summer.day, summer.hour), (6, 30, 14));
        let winter = local(Timestamp(1_795_341_600_000), &paris);
        assert_eq!((winter.month, winter.day, winter.hour), (11, 22, 11));
    }
    fn moment(text: &str) -> Timestamp {
        Timestamp(text.parse::<jiff::Timestamp>().unwrap().as_millisecond())
    }

    fn date(text: &str) -> EndDate {
        EndDate::parse(text).unwrap()
    }

    #[test]
    fn what_ends_on_a_day_holds_until_midnight_whatever_the_clocks_do_that_night() {
        let paris = TimeZone::get("Europe/Paris").unwrap();
        for (last, ends) in [
            ("2026-12-31", "2026-12-31T23:00:00Z"),
            ("2026-06-30", "2026-06-30T22:00:00Z"),
            // Clocks change on 29 March and on 25 October: days of 23 and of 25 hours.
            ("2026-03-28", "2026-03-28T23:00:00Z"),
            ("2026-03-29", "2026-03-29T22:00:00Z"),
            ("2026-10-24", "2026-10-24T22:00:00Z"),
            ("2026-10-25", "2026-10-25T23:00:00Z"),
        ] {
            assert_eq!(ends_at(date(last), &paris), moment(ends), "{last}");
        }

        // In São Paulo summer began at midnight: there was none on 4 November 2018.
        let sao_paulo = TimeZone::get("America/Sao_Paulo").unwrap();
        assert_eq!(ends_at(date("2018-11-03"), &sao_paulo), moment("2018-11-04T03:00:00Z"));
    }

    #[test]
    fn any_moment_of_a_day_is_of_that_day_and_midnight_ends_the_one_before() {
        let paris = TimeZone::get("Europe/Paris").unwrap();
        assert_eq!(day(moment("2026-12-31T22:59:59.999Z"), &paris), date("2026-12-31"));
        assert_eq!(day(moment("2026-12-31T23:00:00Z"), &paris), date("2027-01-01"));
        assert_eq!(end_date(moment("2026-12-31T23:00:00Z"), &paris), date("2026-12-31"));
        assert_eq!(end_date(moment("2026-12-31T11:00:00Z"), &paris), date("2026-12-31"));
    }

    proptest! {
        #[test]
        fn a_last_day_is_the_same_after_it_was_stored(
            zone in proptest::sample::select(&["UTC", "Europe/Paris", "America/Sao_Paulo", "America/Havana",
                "Asia/Kathmandu", "Pacific/Kiritimati", "Pacific/Pago_Pago", "Indian/Reunion", "Africa/Cairo"][..]),
            year in 1996..=2199i16, month in 1..=12i8, day in 1..=31i8,
        ) {
            let zone = TimeZone::get(zone).unwrap();
            if let Ok(last) = EndDate::new(year, month, day) {
                prop_assert_eq!(end_date(ends_at(last, &zone), &zone), last);
            }
        }
    }
}

//! What time it is. Operations take the moment as an argument; only the edges ask a clock.

use domain::time::{LocalTime, Timestamp};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

/// A clock: the machine's, or one that tests move.
#[derive(Clone, Debug, Default)]
pub enum Clock {
    #[default]
    System,
    /// A clock that stands still until it is moved.
    Fixed(Arc<AtomicI64>),
}

impl Clock {
    /// A clock that stands at `at`.
    pub fn fixed(at: Timestamp) -> Self {
        Self::Fixed(Arc::new(AtomicI64::new(at.0)))
    }

    /// The moment that this clock shows.
    pub fn now(&self) -> Timestamp {
        match self {
            Self::System => Timestamp(jiff::Timestamp::now().as_millisecond()),
            Self::Fixed(at) => Timestamp(at.load(Ordering::SeqCst)),
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_shown_in_the_zone_s_summer_and_winter_time() {
        let paris = jiff::tz::TimeZone::get("Europe/Paris").unwrap();
        let summer = local(Timestamp(1_782_820_800_000), &paris);
        assert_eq!((summer.month, summer.day, summer.hour), (6, 30, 14));
        let winter = local(Timestamp(1_795_341_600_000), &paris);
        assert_eq!((winter.month, winter.day, winter.hour), (11, 22, 11));
    }
}

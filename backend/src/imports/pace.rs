//! How fast imports are written here, so that whoever waits for one can be told how long it takes.

use super::write::BULK;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

/// Of the whole process, as its metrics are. Before the first import of many rows it is a careful guess.
static ROWS_PER_SECOND: AtomicU32 = AtomicU32::new(5_000);

/// How many rows an import writes in a second, as the last one of many rows did.
pub fn pace() -> u32 {
    ROWS_PER_SECOND.load(Ordering::Relaxed)
}

/// Notes how long an import took. One of few rows says nothing of one of many.
pub(super) fn note(rows: i64, took: Duration) {
    if let Some(pace) = measured(rows, took) {
        ROWS_PER_SECOND.store(pace, Ordering::Relaxed);
    }
}

fn measured(rows: i64, took: Duration) -> Option<u32> {
    let rows = u32::try_from(rows).ok().filter(|rows| *rows >= BULK)?;
    let pace = f64::from(rows) / took.as_secs_f64().max(0.001);

    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a cast of floats saturates")]
    let pace = pace as u32;
    Some(pace.max(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_import_of_many_rows_says_how_many_are_written_in_a_second() {
        assert_eq!(measured(100_000, Duration::from_secs(10)), Some(10_000));
        assert_eq!(measured(5_000, Duration::from_secs(9_999)), Some(1));
        assert_eq!(measured(5_000, Duration::ZERO), Some(5_000_000));
        assert_eq!(measured(300, Duration::from_secs(1)), None);
    }
}

//! Trouble that lasts is said once as it begins, once for each other reason that it gets, and once when it is over:
//! what is tried again and again does not fill the log.

use std::fmt::Display;

/// Something that is tried again and again, and whether it goes wrong.
#[derive(Debug)]
pub struct Outage {
    /// What is so while it goes wrong, for the log.
    what: &'static str,
    /// The reason that was said last, until it is over.
    said: Option<String>,
}

impl Outage {
    /// Nothing is wrong yet; `what` is so when it is.
    pub const fn new(what: &'static str) -> Self {
        Self { what, said: None }
    }

    /// Takes note of how it went this time; whether that was worth a line in the log.
    pub fn note<T, E: Display>(&mut self, tried: &Result<T, E>) -> bool {
        let reason = tried.as_ref().err().map(ToString::to_string);
        if reason == self.said {
            return false;
        }

        if let Some(reason) = &reason {
            tracing::error!(reason, "{}", self.what);
        } else {
            tracing::info!("over: {}", self.what);
        }

        self.said = reason;
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trouble_is_said_as_it_begins_as_its_reason_changes_and_when_it_is_over() {
        let mut outage = Outage::new("nothing can be sent");
        let full = Err("the disk is full");
        let noted = [Ok(()), full, full, full, Err("no connection"), Ok(()), Ok(()), full]
            .map(|tried| outage.note(&tried));
        assert_eq!(noted, [false, true, false, false, true, true, false, true]);
    }
}

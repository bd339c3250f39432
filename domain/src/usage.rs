//! How many use something that people are assigned to.

use crate::users::Count;
use serde::{Deserialize, Serialize};

/// Who is assigned to a contract or to a site. To count all of a million would take longer than the page that says it, so
/// counting ends somewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Usage {
    /// Assignments to it.
    pub assignments: Count,
    /// The people of these assignments: so many, or so many at least where not all were counted.
    pub people: u64,
    /// The sites of a contract's assignments, or the contracts of a site's; at least, in the same way.
    pub elsewhere: u64,
}

impl Usage {
    /// What was found when counting stopped beyond `most` assignments.
    pub fn counted(most: u64, assignments: u64, people: u64, elsewhere: u64) -> Self {
        let assignments =
            if assignments > most { Count::MoreThan(most) } else { Count::Exactly(assignments) };
        Self { assignments, people, elsewhere }
    }

    /// Whether nobody is assigned to it.
    pub fn is_none(&self) -> bool {
        self.assignments == Count::Exactly(0)
    }

    /// Whether all assignments were counted.
    pub const fn is_exact(&self) -> bool {
        matches!(self.assignments, Count::Exactly(_))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_not_counted_to_the_end_is_not_said_to_be_exact() {
        assert!(Usage::counted(10, 10, 9, 2).is_exact());
        assert_eq!(Usage::counted(10, 11, 9, 2).assignments, Count::MoreThan(10));
        assert!(Usage::counted(10, 0, 0, 0).is_none());
        assert!(!Usage::counted(10, 11, 9, 2).is_none());
    }
}

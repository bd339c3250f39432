//! Whom one can call at the carrier.

use crate::icons::IconName;
use domain::opening::OpeningHours;

/// Somebody at the carrier who answers the telephone.
#[derive(Clone, Copy, Debug)]
pub struct Desk {
    pub kind: DeskKind,
    pub icon: IconName,
    /// The number as people read it.
    pub number: &'static str,
    /// The same as a telephone dials it (RFC 3966).
    pub dialled: &'static str,
    pub price: Price,
    pub hours: OpeningHours,
}

/// What a desk is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeskKind {
    /// Un support et un accompagnement IT.
    Support,
    /// Un service clients.
    CustomerService,
}

/// What a call costs beside what any call does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Price {
    Free,
    /// Hundredths of a euro for each minute.
    CentsPerMinute(u32),
}

const HOURS: OpeningHours = OpeningHours { from: 8, until: 18 };

/// All of them, in the order of the page.
pub const DESKS: [Desk; 2] = [
    Desk {
        kind: DeskKind::Support,
        icon: IconName::Screen,
        number: "0\u{a0}241\u{a0}742\u{a0}088",
        dialled: "tel:+33241742088",
        price: Price::Free,
        hours: HOURS,
    },
    Desk {
        kind: DeskKind::CustomerService,
        icon: IconName::Phone,
        number: "0\u{a0}825\u{a0}878\u{a0}888",
        dialled: "tel:+33825878888",
        price: Price::CentsPerMinute(20),
        hours: HOURS,
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_dialled_is_the_number_that_is_read() {
        for desk in DESKS {
            let digits: String = desk.number.chars().filter(char::is_ascii_digit).collect();
            assert_eq!(digits.strip_prefix('0'), desk.dialled.strip_prefix("tel:+33"), "{}", desk.number);
        }
    }
}

//! Whom one can call at the carrier.

use crate::opening::WeekHours;
use crate::telephone::Telephone;
use serde::{Deserialize, Serialize};
use std::fmt;

/// Somebody at the carrier who answers the telephone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Desk {
    /// What it is for.
    pub kind: DeskKind,
    /// As people read it.
    pub telephone: Telephone,
    /// Of a call.
    pub price: Price,
    /// When somebody answers.
    pub hours: WeekHours,
}

/// What a desk is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeskKind {
    /// Un support et un accompagnement IT.
    Support,
    /// Un service clients.
    CustomerService,
}

impl DeskKind {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Self; 2] = [Self::Support, Self::CustomerService];

    /// What the database, forms and the command line call it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Support => "support",
            Self::CustomerService => "customer-service",
        }
    }

    /// The desk of a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// What a minute of a call costs beside what any call does. Nothing, for a free service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Price {
    cents: u16,
}

/// Why a text is not a price.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum PriceError {
    /// No amount with two decimals at most.
    #[error("not an amount, as in 0.20")]
    NotAnAmount,
    /// Ten euros or more: a slip, such as cents for euros.
    #[error("ten euros a minute, or more")]
    TooHigh,
}

impl Price {
    /// So many hundredths of a euro for each minute.
    pub fn of_cents(cents: i64) -> Result<Self, PriceError> {
        u16::try_from(cents)
            .ok()
            .filter(|cents| *cents < 1000)
            .map(|cents| Self { cents })
            .ok_or(PriceError::TooHigh)
    }

    /// The price that a text writes, in euros a minute: `0,20`, `0.2`, `1`, `0,20 €`; free where it is blank.
    pub fn parse(text: &str) -> Result<Self, PriceError> {
        let text = text.trim().trim_end_matches('€').trim_end().replace(',', ".");
        let (euros, decimals) = text.split_once('.').unwrap_or((&text, ""));
        let is_number = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        let has_point = text.contains('.');
        if !is_number(euros) || !is_number(decimals) || has_point && (euros.is_empty() || decimals.is_empty())
        {
            return Err(PriceError::NotAnAmount);
        }

        let cents = match decimals.len() {
            0..=2 => format!("{euros:0>1}{decimals:0<2}").parse(),
            _ => return Err(PriceError::NotAnAmount),
        };
        // What no number can hold is more than ten euros.
        Self::of_cents(cents.unwrap_or(i64::MAX))
    }

    /// Hundredths of a euro for each minute.
    pub const fn cents(self) -> u16 {
        self.cents
    }

    /// Whether it is nothing.
    pub const fn is_free(self) -> bool {
        self.cents == 0
    }
}

/// In euros: `0.20`.
impl fmt::Display for Price {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{:02}", self.cents / 100, self.cents % 100)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_price_is_read_in_euros_and_kept_in_cents() {
        for (typed, cents) in
            [("", 0), (" 0 ", 0), ("0,20", 20), ("0.2", 20), ("1", 100), ("0,20 €", 20), ("9,99", 999)]
        {
            assert_eq!(Price::parse(typed).map(Price::cents), Ok(cents), "{typed}");
        }
        for typed in ["gratuit", "0,205", "-1", "0,2,0", ".", "1.", ",5", "٢"] {
            assert_eq!(Price::parse(typed), Err(PriceError::NotAnAmount), "{typed}");
        }
        for typed in ["10", "20,00", "99999999999999999999"] {
            assert_eq!(Price::parse(typed), Err(PriceError::TooHigh), "{typed}");
        }
    }

    #[test]
    fn a_price_is_read_as_it_is_shown() {
        for cents in 0..1000 {
            let price = Price::of_cents(cents).unwrap();
            assert_eq!(Price::parse(&price.to_string()), Ok(price));
        }
    }
}

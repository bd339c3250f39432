//! The one function that judges a row: in the browser, on the server and on the command line.

mod check;
mod formula;
mod nearest;
mod suggest;
mod tables;

pub use check::{Check, Finding};
pub use formula::NOT_CALCULATED;
pub use suggest::likely_address;

use super::{Issue, RowText};
use crate::address::EmailAddress;
use crate::names::PersonName;
use crate::reference::ReferenceData;
use crate::users::AssignmentTarget;
use tables::Tables;

/// Judges rows against one customer's reference.
///
/// A row's judgement depends on that row and the reference alone, in whatever order rows come; what
/// cells mean is remembered, since files repeat themselves. Rows that repeat each other are found by
/// [`Duplicates`](super::Duplicates).
pub struct RowValidator {
    tables: Tables,
}

/// What is to be said about a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowValidation {
    /// What it means, when nothing but warnings is to be said about it.
    pub result: Result<ValidRow, InvalidRow>,
    /// Everything that is to be said about its cells, in the order of the fields.
    pub issues: Vec<Issue>,
}

/// A row that can be imported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValidRow {
    /// Whose assignment.
    pub address: EmailAddress,
    /// Their last name, if the file has it.
    pub last_name: Option<PersonName>,
    /// Their first name, if the file has it.
    pub first_name: Option<PersonName>,
    /// Where, and with which profile.
    pub place: AssignmentTarget,
}

/// Why a row cannot be imported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InvalidRow {
    /// Nothing stands in it.
    Blank,
    /// The issues say why.
    Error,
}

impl RowValidator {
    /// A judge for the customer whose reference this is.
    pub fn new(reference: &ReferenceData) -> Self {
        Self { tables: Tables::new(reference) }
    }

    /// Everything about one row.
    pub fn row(&mut self, row: &RowText) -> RowValidation {
        let cells = row.cells();
        let mut findings = Vec::new();
        let check = self.check(cells, &mut findings);
        let result = match check {
            Check::Blank => Err(InvalidRow::Blank),
            Check::Error => Err(InvalidRow::Error),
            Check::Good { place, .. } => valid_row(row, place).ok_or(InvalidRow::Error),
        };
        let issues = findings.into_iter().map(|finding| self.issue(finding, cells)).collect();
        RowValidation { result, issues }
    }

    /// A finding with what the cell was probably meant to be.
    pub fn issue(&mut self, finding: Finding, cells: [&str; 7]) -> Issue {
        let suggestion = self.suggestion(&finding, cells);
        Issue { field: finding.field, code: finding.code, suggestion }
    }
}

/// The values of a row that was found good; `None` cannot happen then, since its cells were checked
/// by the rules that parse them.
fn valid_row(row: &RowText, place: AssignmentTarget) -> Option<ValidRow> {
    let name = |text: &str| match text.trim() {
        "" => Some(None),
        text => PersonName::parse(text).ok().map(Some),
    };
    Some(ValidRow {
        address: EmailAddress::parse(&row.email).ok()?,
        last_name: name(&row.last_name)?,
        first_name: name(&row.first_name)?,
        place,
    })
}

#[cfg(test)]
mod tests;

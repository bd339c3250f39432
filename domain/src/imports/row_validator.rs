//! The one function that judges a row: in the browser, on the server and on the command line.

mod check;
mod excel;
mod formula;
mod nearest;
mod no_row;
mod suggest;
mod tables;

pub use check::CheckedRow;
pub use formula::{NOT_CALCULATED, is_formula_error};
pub use no_row::{is_no_name, is_no_row};

use super::{Field, Issue, RowText};
use crate::address::EmailAddress;
use crate::end_date::EndDate;
use crate::ids::{ContractId, ProfileId, SiteId, SubAccountId};
use crate::names::PersonName;
use crate::reference::ReferenceData;
use crate::rights::Right;
use std::sync::Arc;
use tables::Tables;

/// Judges rows against one customer's reference, on a day.
///
/// A row's judgement depends on that row, the reference and the day alone, in whatever order rows come; what
/// cells mean is remembered, since files repeat themselves. Rows that repeat each other are found by
/// [`Duplicates`](super::Duplicates).
pub struct RowValidator {
    tables: Tables,
    today: EndDate,
    /// The headings of the file's columns; none where they are not known.
    headings: RowText,
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
    pub target: RowTarget,
    /// What they may do there whatever the profile says, by the order of the portal; `None` decides nothing.
    pub rights: Option<Arc<[Right]>>,
    /// The last day on which they are there; `None` decides nothing.
    pub end: Option<EndDate>,
}

/// Where a row assigns somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RowTarget {
    /// At this contract.
    pub contract: ContractId,
    /// At this part of it; `None` means all of them.
    pub sub_account: Option<SubAccountId>,
    /// At this site; `None` means all of them.
    pub site: Option<SiteId>,
    /// With this profile; `None` leaves whoever is there the profile that they have.
    pub profile: Option<ProfileId>,
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
    /// A validator for the customer whose reference data this is, on a day in the portal's zone.
    pub fn new(reference: &ReferenceData, today: EndDate) -> Self {
        Self { tables: Tables::new(reference), today, headings: RowText::default() }
    }

    /// The same for rows below these headings, by which it knows them where they are repeated: those that are known in
    /// any file it knows without.
    #[must_use]
    pub fn below(self, headings: RowText) -> Self {
        Self { headings, ..self }
    }

    /// Everything about one row.
    pub fn row(&mut self, row: &RowText) -> RowValidation {
        let cells = row.cells();
        let mut issues = Vec::new();
        let checked = self.check(cells, &mut issues);

        for issue in &mut issues {
            issue.suggestion = self.suggestion(issue, cells);
        }

        let result = checked.and_then(|checked| valid_row(row, checked).ok_or(InvalidRow::Error));
        RowValidation { result, issues }
    }
}

/// The values of a row that was checked; `None` cannot happen then, since its cells were checked by the rules that
/// parse them.
fn valid_row(row: &RowText, checked: CheckedRow) -> Option<ValidRow> {
    let name = |field| match row.get(field).trim() {
        "" => Some(None),
        text => PersonName::parse(text).ok().map(Some),
    };

    // Nearly all addresses are checked without one being made.
    let address = checked.address.or_else(|| EmailAddress::parse(row.get(Field::Email)).ok())?;

    Some(ValidRow {
        address,
        last_name: name(Field::LastName)?,
        first_name: name(Field::FirstName)?,
        target: checked.target,
        rights: checked.rights,
        end: checked.end,
    })
}

#[cfg(test)]
mod tests;

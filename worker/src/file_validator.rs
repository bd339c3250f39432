//! The judge of rows, with what only the whole file can tell: which domains are mistyped, and which
//! cells stand in each other's place.

use crate::domains::{Domains, at_domain};
use domain::imports::{Check, Field, Finding, Issue, IssueCode, IssueKind, RowText, RowValidator};
use domain::reference::ReferenceData;

/// Judges the rows of one file.
pub struct FileValidator {
    judge: RowValidator,
    domains: Domains,
}

impl FileValidator {
    pub fn new(reference: &ReferenceData) -> Self {
        Self { judge: RowValidator::new(reference), domains: Domains::default() }
    }

    /// What a row is, and what is to be said about its cells.
    pub fn check(&mut self, cells: [&str; 7], findings: &mut Vec<Finding>) -> Check {
        let check = self.judge.check(cells, findings);
        let email = cells[Field::Email.index()].trim();
        if findings.iter().all(|finding| finding.field != Field::Email) && self.domains.meant(email).is_some()
        {
            findings.push(Finding { field: Field::Email, code: IssueCode::LikelyDomain });
        }
        check
    }

    /// Counts the domain of a row that comes in for the first time.
    pub fn note_domain(&mut self, row: u32, cells: [&str; 7], findings: &[Finding]) {
        if findings.iter().all(|finding| finding.field != Field::Email) {
            self.domains.count(row, cells[Field::Email.index()].trim());
        }
    }

    /// Finds the mistyped domains of the file, once all its rows have come in; gives their rows.
    pub fn find_mistyped_domains(&mut self) -> Vec<u32> {
        self.domains.find_mistyped()
    }

    /// A finding with what the cell was probably meant to be.
    pub fn issue(&mut self, finding: Finding, cells: [&str; 7]) -> Issue {
        let email = cells[Field::Email.index()].trim();
        if finding.code.kind() == IssueKind::LikelyDomain
            && let Some(meant) = self.domains.meant(email)
        {
            let suggestion = Some(at_domain(email, meant));
            return Issue { field: finding.field, code: finding.code, suggestion };
        }
        self.judge.issue(finding, cells)
    }

    /// Everything that is to be said about a row's own cells.
    pub fn issues(&mut self, cells: &RowText) -> Vec<Issue> {
        let mut findings = Vec::new();
        self.check(cells.cells(), &mut findings);
        findings.into_iter().map(|finding| self.issue(finding, cells.cells())).collect()
    }

    /// Whether a text would be right in the cell of a field that names what is in the reference.
    pub fn could_be(&mut self, field: Field, text: &str) -> bool {
        self.judge.could_be(field, text)
    }

    /// The two cells of a row that stand in each other's place: the first has a finding, and
    /// neither would have an error if they were exchanged.
    pub fn swapped(&mut self, findings: &[Finding], cells: [&str; 7]) -> Option<(Finding, Field)> {
        for finding in findings.iter().filter(|finding| !finding.code.kind().is_warning()) {
            for other in Field::ALL {
                if other == finding.field || !self.judge.could_be(finding.field, cells[other.index()]) {
                    continue;
                }
                let mut exchanged = cells;
                exchanged.swap(finding.field.index(), other.index());
                let mut left = Vec::new();
                self.judge.check(exchanged, &mut left);
                let wrong = |left: &Finding| {
                    !left.code.kind().is_warning() && (left.field == finding.field || left.field == other)
                };
                if !left.iter().any(wrong) {
                    return Some((finding.clone(), other));
                }
            }
        }
        None
    }
}

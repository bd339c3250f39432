//! The validator of rows, with what only the whole file can tell: which domains are mistyped, and which
//! cells stand in each other's place.

use crate::domains::{Domains, at_domain};
use domain::end_date::EndDate;
use domain::imports::{
    Cells, CheckedRow, Field, InvalidRow, Issue, IssueCode, IssueKind, RowText, RowValidator,
};
use domain::reference::ReferenceData;

/// Validates the rows of one file.
pub struct FileValidator {
    rows: RowValidator,
    domains: Domains,
}

impl FileValidator {
    /// For the rows below these headings.
    pub fn new(reference: &ReferenceData, today: EndDate, headings: RowText) -> Self {
        Self { rows: RowValidator::new(reference, today).below(headings), domains: Domains::default() }
    }

    /// What a row is, and what is to be said about its cells, without suggestions.
    pub fn check(&mut self, cells: Cells, issues: &mut Vec<Issue>) -> Result<CheckedRow, InvalidRow> {
        let checked = self.rows.check(cells, issues);
        let email = cells[Field::Email.index()].trim();
        if is_sound(Field::Email, issues) && self.domains.meant(email).is_some() {
            issues.push(Issue::new(Field::Email, IssueCode::LikelyDomain));
        }

        checked
    }

    /// Counts the domain of a row that comes in for the first time.
    pub fn note_domain(&mut self, row: u32, cells: Cells, issues: &[Issue]) {
        if is_sound(Field::Email, issues) {
            self.domains.count(row, cells[Field::Email.index()].trim());
        }
    }

    /// Finds the mistyped domains of the file, once all its rows have come in; gives their rows.
    pub fn find_mistyped_domains(&mut self) -> Vec<u32> {
        self.domains.find_mistyped()
    }

    /// An issue with what the cell was probably meant to be.
    pub fn suggest(&mut self, issue: Issue, cells: Cells) -> Issue {
        let email = cells[Field::Email.index()].trim();
        let suggestion = match self.domains.meant(email) {
            Some(meant) if issue.kind() == IssueKind::LikelyDomain => Some(at_domain(email, meant)),
            _ => self.rows.suggestion(&issue, cells),
        };

        Issue { suggestion, ..issue }
    }

    /// Everything that is to be said about a row's own cells.
    pub fn issues(&mut self, cells: &RowText) -> Vec<Issue> {
        let mut issues = Vec::new();
        // Whether the row can be imported is told by its issues.
        let _ = self.check(cells.cells(), &mut issues);
        issues.into_iter().map(|issue| self.suggest(issue, cells.cells())).collect()
    }

    /// What can be chosen in place of a cell of which nobody can guess what was meant; none for all that its field can
    /// name.
    pub fn choices(&mut self, issue: &Issue) -> Vec<String> {
        match &issue.code {
            IssueCode::Recomputed { candidates } => candidates.clone(),
            IssueCode::UnknownSubAccount { contract } => self.rows.sub_accounts_of(contract).to_vec(),
            _ => Vec::new(),
        }
    }

    /// Whether a text can be chosen there.
    pub fn can_choose(&mut self, issue: &Issue, text: &str) -> bool {
        match issue.code {
            IssueCode::Recomputed { .. } | IssueCode::UnknownSubAccount { .. } => {
                self.choices(issue).iter().any(|choice| choice == text)
            }
            _ => self.rows.could_be(issue.field, text),
        }
    }

    /// The two cells of a row that stand in each other's place: the first has an issue, and
    /// neither would have an error if they were exchanged.
    pub fn swapped(&mut self, issues: &[Issue], cells: Cells) -> Option<(Issue, Field)> {
        for issue in issues.iter().filter(|issue| !issue.is_warning()) {
            for other in Field::ALL {
                if other == issue.field || !self.rows.could_be(issue.field, cells[other.index()]) {
                    continue;
                }

                let mut exchanged = cells;
                exchanged.swap(issue.field.index(), other.index());
                let mut left = Vec::new();
                let _ = self.rows.check(exchanged, &mut left);
                let wrong =
                    |left: &Issue| !left.is_warning() && (left.field == issue.field || left.field == other);
                if !left.iter().any(wrong) {
                    return Some((issue.clone(), other));
                }
            }
        }

        None
    }
}

/// Whether nothing is to be said about a field.
fn is_sound(field: Field, issues: &[Issue]) -> bool {
    issues.iter().all(|issue| issue.field != field)
}

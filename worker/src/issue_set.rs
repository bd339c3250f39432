//! What is the matter with a row, in four bytes: a file of a million rows has a million of them.

use domain::imports::{Field, Finding, IssueKind};

/// Everything that can be the matter with a row; the place in this list is the bit.
pub const ALL: [(Field, IssueKind); 26] = [
    (Field::Contract, IssueKind::Missing),
    (Field::Contract, IssueKind::UnknownContract),
    (Field::Contract, IssueKind::FormulaError),
    (Field::SubAccount, IssueKind::UnknownSubAccount),
    (Field::SubAccount, IssueKind::FormulaError),
    (Field::Site, IssueKind::Missing),
    (Field::Site, IssueKind::UnknownSite),
    (Field::Site, IssueKind::FormulaError),
    (Field::Profile, IssueKind::Missing),
    (Field::Profile, IssueKind::UnknownProfile),
    (Field::Profile, IssueKind::FormulaError),
    (Field::LastName, IssueKind::TooLong),
    (Field::LastName, IssueKind::ForbiddenCharacter),
    (Field::LastName, IssueKind::Link),
    (Field::LastName, IssueKind::FormulaError),
    (Field::FirstName, IssueKind::TooLong),
    (Field::FirstName, IssueKind::ForbiddenCharacter),
    (Field::FirstName, IssueKind::Link),
    (Field::FirstName, IssueKind::FormulaError),
    (Field::Email, IssueKind::Missing),
    (Field::Email, IssueKind::InvalidAddress),
    (Field::Email, IssueKind::NamedAddress),
    (Field::Email, IssueKind::FormulaError),
    (Field::Email, IssueKind::LikelyDomain),
    (Field::Email, IssueKind::OtherPerson),
    (Field::Email, IssueKind::Duplicate),
];

/// A set of what is in [`ALL`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct IssueSet(u32);

impl IssueSet {
    /// The set of one, or of none when it cannot be.
    pub fn of(field: Field, kind: IssueKind) -> Self {
        ALL.iter().position(|issue| *issue == (field, kind)).map_or(Self::default(), |at| Self(1 << at))
    }

    /// Those of findings.
    pub fn from_findings(findings: &[Finding]) -> Self {
        findings.iter().fold(Self::default(), |all, one| all.with(Self::of(one.field, one.code.kind())))
    }

    /// These and those.
    #[must_use]
    pub const fn with(self, others: Self) -> Self {
        Self(self.0 | others.0)
    }

    /// These without those.
    #[must_use]
    pub const fn without(self, others: Self) -> Self {
        Self(self.0 & !others.0)
    }

    /// Whether these and those have one in common.
    pub const fn intersects(self, others: Self) -> bool {
        self.0 & others.0 != 0
    }

    /// The places in [`ALL`] of these.
    pub fn places(self) -> impl Iterator<Item = usize> {
        (0..ALL.len()).filter(move |at| self.0 & 1 << at != 0)
    }

    /// Whether one of these keeps a row from being imported.
    pub fn is_error(self) -> bool {
        self.places().any(|at| !ALL[at].1.is_warning())
    }

    /// The first cell that keeps a row from being imported.
    pub fn first_error(self) -> Option<Field> {
        self.places().map(|at| ALL[at]).find(|(_, kind)| !kind.is_warning()).map(|(field, _)| field)
    }
}

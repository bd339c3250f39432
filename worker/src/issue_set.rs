//! What is the matter with a row, in eight bytes: a file of a million rows has a million of them.

use domain::imports::{FIELDS, Field, Issue, IssueKind};

/// How many bits a set has.
const BITS: usize = u64::BITS as usize;

/// Everything that can be the matter with a row, as the table of the fields has it; the place in this list is the
/// bit. What is beyond [`COUNT`] repeats the first.
const ALL: [(Field, IssueKind); BITS] = {
    let mut all = [(FIELDS[0].field, IssueKind::EVERYWHERE[0]); BITS];
    let mut count = 0;
    let mut field = 0;
    while field < FIELDS.len() {
        let kinds = [FIELDS[field].issues, IssueKind::EVERYWHERE];
        let mut of = 0;
        while of < kinds.len() {
            let mut kind = 0;
            while kind < kinds[of].len() {
                all[count] = (FIELDS[field].field, kinds[of][kind]);
                count += 1;
                kind += 1;
            }
            of += 1;
        }
        field += 1;
    }
    all
};

/// How many of the bits mean something.
pub const COUNT: usize = {
    let mut count = 0;
    let mut field = 0;
    while field < FIELDS.len() {
        count += FIELDS[field].issues.len() + IssueKind::EVERYWHERE.len();
        field += 1;
    }
    count
};

/// The bits of what lets a row be imported all the same.
const WARNINGS: u64 = {
    let mut bits = 0;
    let mut at = 0;
    while at < COUNT {
        if ALL[at].1.is_warning() {
            bits |= 1 << at;
        }
        at += 1;
    }
    bits
};

/// Everything that can be the matter with a row, in the order of the fields.
pub fn all() -> impl Iterator<Item = (Field, IssueKind)> {
    ALL.into_iter().take(COUNT)
}

/// A set of what can be the matter with a row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct IssueSet(u64);

impl IssueSet {
    /// The set of one, or of none when it cannot be.
    pub fn of(field: Field, kind: IssueKind) -> Self {
        all().position(|issue| issue == (field, kind)).map_or(Self::default(), |at| Self(1 << at))
    }

    pub fn from_issues(issues: &[Issue]) -> Self {
        issues.iter().fold(Self::default(), |all, one| all.with(Self::of(one.field, one.kind())))
    }

    /// Everything of some kinds.
    pub fn of_kinds(kinds: &[IssueKind]) -> Self {
        let places = all().enumerate().filter(|(_, (_, kind))| kinds.contains(kind));
        places.fold(Self::default(), |set, (at, _)| set.with(Self(1 << at)))
    }

    /// What is in both.
    #[must_use]
    pub const fn common_with(self, others: Self) -> Self {
        Self(self.0 & others.0)
    }

    #[must_use]
    pub const fn with(self, others: Self) -> Self {
        Self(self.0 | others.0)
    }

    #[must_use]
    pub const fn without(self, others: Self) -> Self {
        Self(self.0 & !others.0)
    }

    /// Whether these and those have one in common.
    pub const fn intersects(self, others: Self) -> bool {
        self.0 & others.0 != 0
    }

    /// The places in [`all`] of these.
    pub fn places(self) -> impl Iterator<Item = usize> {
        // Nearly every set is empty.
        let mut left = self.0;
        std::iter::from_fn(move || {
            let at = (left != 0).then(|| left.trailing_zeros() as usize);
            left &= left.wrapping_sub(1);
            at
        })
    }

    /// Whether one of these lets a row be imported all the same.
    pub const fn has_warning(self) -> bool {
        self.0 & WARNINGS != 0
    }

    /// Whether one of these keeps a row from being imported.
    pub const fn is_error(self) -> bool {
        self.0 & !WARNINGS != 0
    }

    /// The first cell that keeps a row from being imported.
    pub fn first_error(self) -> Option<Field> {
        self.places().map(|at| ALL[at]).find(|(_, kind)| !kind.is_warning()).map(|(field, _)| field)
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use domain::end_date::EndDate;
    use domain::imports::{RowText, RowValidator};
    use domain::reference::ReferenceData;
    use proptest::prelude::*;

    #[test]
    fn each_field_can_have_each_of_its_issues_and_they_are_told_apart() {
        let mut seen = IssueSet::default();
        for (field, kind) in all() {
            let one = IssueSet::of(field, kind);
            assert!(one != IssueSet::default() && !one.intersects(seen), "{field:?} {kind:?}");
            seen = seen.with(one);
        }
        assert_eq!(seen.places().count(), COUNT);
    }

    proptest! {
        // A field whose table lacks what its validator says would have rows in error that no filter shows.
        #[test]
        fn no_issue_that_the_validator_raises_is_lost(
            cells in proptest::array::uniform(prop_oneof![
                Just(String::new()), "#N/A|#REF!|Err:502", ".{0,90}", "[a-z.@ <>-]{0,12}", "http://[a-z]{3}\\.fr", "(suivi|x)=(gestion|y)", "[0-9]{1,2}/1[0-9]/20[0-9]{2}",
                Just("zoe@gmial.com".to_owned()), Just("Zoé <zoe@exemple.fr>".to_owned()),
            ]),
        ) {
            let row = RowText::from_cells(cells.each_ref().map(String::as_str));
            for issue in RowValidator::new(&ReferenceData::default(), EndDate::LAST).row(&row).issues {
                prop_assert_ne!(IssueSet::from_issues(std::slice::from_ref(&issue)), IssueSet::default(), "{:?}", issue);
            }
        }
    }
}

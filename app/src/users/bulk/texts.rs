//! Texts of changes of many assignments.

mod en;
mod fr;

pub use en::EN;
pub use fr::FR;

use domain::end_date::EndDate;
use domain::users::{BulkAction, BulkKind, BulkState, LeaveReason, Touched};

impl crate::i18n::Texts {
    /// Changes of many assignments.
    pub fn bulk(self) -> &'static BulkTexts {
        self.of(&FR, &EN)
    }
}

/// Texts of changes of many assignments, in one language.
#[derive(Debug)]
pub struct BulkTexts {
    pub title: &'static str,
    /// What is done, as a command.
    pub action: fn(BulkKind) -> &'static str,
    /// The same, once it is said with what.
    pub give_profile: fn(&str) -> String,
    pub move_to_site: fn(&str) -> String,
    pub end_on: fn(EndDate) -> String,
    pub endless: &'static str,
    /// What it is done with, of so many rows.
    pub question: fn(BulkKind, u64) -> String,
    pub choose: &'static str,
    pub choose_again: &'static str,
    /// Whom it would touch.
    pub concerns: fn(BulkKind, Touched) -> String,
    pub nobody: &'static str,
    pub consequence: fn(BulkKind) -> &'static str,
    pub can_be_undone: &'static str,
    pub confirm: fn(BulkKind, Touched) -> String,
    pub keep: &'static str,
    /// What goes on, and how far it has come.
    pub stage: fn(BulkState) -> &'static str,
    pub gathered: fn(u64) -> String,
    pub progress: fn(u64, u64) -> String,
    pub goes_on: &'static str,
    pub refresh: &'static str,
    pub stop: &'static str,
    pub done: fn(BulkKind, Touched, &str) -> String,
    /// Undone for so many of those for whom it was done.
    pub undone: fn(BulkKind, Touched, Touched) -> String,
    pub by: fn(&str) -> String,
    pub undo_until: fn(&str) -> String,
    pub undo: &'static str,
    /// Over who is left.
    pub left: &'static str,
    pub left_undone: &'static str,
    pub rows: fn(u64) -> String,
    pub left_for: fn(u64, &str) -> String,
    pub reason: fn(LeaveReason) -> &'static str,
    pub missing_rows: fn(u64) -> String,
    /// The rows as a file, and what became of each.
    pub rows_file: &'static str,
    pub outcome: &'static str,
    pub not_come_to: &'static str,
    pub changed: &'static str,
    pub changed_and_undone: &'static str,
    pub left_because: fn(&str) -> String,
    pub not_undone_because: fn(&str) -> String,
    pub back: &'static str,
    pub missing: &'static str,
    pub missing_why: &'static str,
}

impl BulkTexts {
    /// What is done, and with what; without a name of the profile or the site, which may be no more, what alone.
    pub fn done(&self, action: BulkAction, target: Option<&str>) -> String {
        match (action, target) {
            (BulkAction::Profile(_), Some(profile)) => (self.give_profile)(profile),
            (BulkAction::Site(_), Some(site)) => (self.move_to_site)(site),
            (BulkAction::End(Some(end)), _) => (self.end_on)(end),
            (BulkAction::End(None), _) => self.endless.to_owned(),
            _ => (self.action)(action.kind()).to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_people_it_says_how_many_these_are_and_else_how_many_assignments() {
        let touched = Touched { rows: 22, people: 20 };
        assert_eq!((FR.confirm)(BulkKind::Suspend, touched), "Suspendre 20\u{a0}personnes");
        assert_eq!((FR.confirm)(BulkKind::Remove, touched), "Supprimer 22\u{a0}affectations");
        assert_eq!(
            (FR.concerns)(BulkKind::Remove, touched),
            "Concerne 22\u{a0}affectations de 20\u{a0}personnes."
        );
        assert_eq!((EN.confirm)(BulkKind::Resend, touched), "Resend the mail to 20\u{a0}people");
    }
}

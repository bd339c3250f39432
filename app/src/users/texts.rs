//! Texts of the users' pages.

mod en;
mod fr;

pub use en::EN;
pub use fr::FR;

use super::grants::END;
use super::meanwhile::changed_to;
use domain::address::AddressError;
use domain::end_date::EndDate;
use domain::time::LocalTime;
use domain::users::Count;

impl crate::i18n::Texts {
    /// The list of users, creating and editing them.
    pub fn users(self) -> &'static UserTexts {
        self.of(&FR, &EN)
    }
}

/// Texts of the users' pages, in one language.
#[derive(Debug)]
pub struct UserTexts {
    pub list: List,
    /// Fields of the forms, and what is wrong with them.
    pub fields: Fields,
    /// What was just done.
    pub flash: FlashTexts,
    /// The question before a removal.
    pub removal: Removal,
    pub create: Create,
    pub edit: Edit,
}

/// Texts of the list.
#[derive(Debug)]
pub struct List {
    pub title: &'static str,
    pub lede: &'static str,
    pub client_area: &'static str,
    pub users: &'static str,
    pub create: &'static str,
    pub import: &'static str,
    pub export: &'static str,
    pub more_exports: &'static str,
    pub export_for_excel: &'static str,
    pub export_workbook: &'static str,
    pub export_for_import: &'static str,
    pub search_by: &'static str,
    pub user: &'static str,
    pub status: &'static str,
    pub any: &'static str,
    pub any_site: &'static str,
    pub user_example: &'static str,
    pub mail_failed: &'static str,
    pub ends_soon: &'static str,
    pub search: &'static str,
    pub clear: &'static str,
    /// The list is narrowed to a profile.
    pub profile_filter: fn(&str) -> String,
    pub import_filter: &'static str,
    /// A criterion and its value, on paper; and that there is none.
    pub criterion: fn(&str, &str) -> String,
    pub unfiltered: &'static str,
    pub drop_filter: &'static str,
    pub heading: &'static str,
    /// Of the column in which rows are selected.
    pub selection: &'static str,
    pub select_page: &'static str,
    pub select_row: fn(&str, &str, &str) -> String,
    /// How many rows are selected; and where that is not counted.
    pub selected: fn(u64) -> String,
    pub selected_some: &'static str,
    /// All that match, so many or more.
    pub select_matching: fn(Count) -> String,
    pub select_none: &'static str,
    pub assignments: fn(Count) -> String,
    pub for_people: fn(Count) -> String,
    pub people: fn(Count) -> String,
    pub with_assignments: fn(Count) -> String,
    /// What a row is: an assignment, or a person.
    pub grouping: &'static str,
    pub by_assignment: &'static str,
    pub by_person: &'static str,
    pub more_assignments: fn(u64) -> String,
    pub mails_failed: fn(u64) -> String,
    pub ending_soon: fn(Count) -> String,
    pub until: fn(EndDate) -> String,
    pub density: &'static str,
    pub compact: &'static str,
    pub comfortable: &'static str,
    pub caption: fn(&str, bool) -> String,
    pub caption_by_person: fn(&str, bool) -> String,
    pub columns: &'static str,
    pub columns_shown: fn(usize, usize) -> String,
    pub columns_legend: &'static str,
    pub columns_apply: &'static str,
    pub columns_usual: &'static str,
    pub last_sign_in: &'static str,
    pub created_at: &'static str,
    pub never: &'static str,
    pub day: fn(LocalTime) -> String,
    pub contract_column: &'static str,
    pub contract: &'static str,
    pub sub_account: &'static str,
    pub all: &'static str,
    pub all_sites: &'static str,
    pub edit: &'static str,
    pub remove: &'static str,
    pub edit_row: fn(&str, &str, &str) -> String,
    pub remove_row: fn(&str, &str) -> String,
    pub resend: &'static str,
    pub resend_row: fn(&str) -> String,
    pub refusal: &'static str,
    pub refusal_of: fn(&str) -> String,
    pub delay_of: fn(&str) -> String,
    pub pages: &'static str,
    pub range: fn(u64, u64) -> String,
    pub range_of: fn(u64, u64, &str) -> String,
    pub page_size: &'static str,
    pub empty: &'static str,
    pub empty_why: &'static str,
    pub no_result: &'static str,
    pub no_result_why: &'static str,
    pub retry: &'static str,
}

/// Labels of the fields, and what is wrong with what they hold.
#[derive(Debug)]
pub struct Fields {
    pub contract: &'static str,
    pub sub_account: &'static str,
    pub every_sub_account: &'static str,
    pub site: &'static str,
    pub profile: &'static str,
    pub choose: &'static str,
    pub last_name: &'static str,
    pub first_name: &'static str,
    pub email: &'static str,
    pub login: &'static str,
    /// The last day of an assignment.
    pub end: &'static str,
    pub end_hint: &'static str,
    /// The last day of a personal right: shown, and for whom it is read aloud.
    pub right_end: &'static str,
    pub right_end_for: fn(&str) -> String,
    /// What the levels of the applications are for, and how many of them are personal ones.
    pub rights: &'static str,
    pub personal_rights: fn(u64) -> String,
    /// Opens what is said of where a right comes from.
    pub why: &'static str,
    pub why_for: fn(&str) -> String,
    /// Where a right comes from: the profile, by whom and when.
    pub by_profile: fn(profile: &str, given: &str) -> String,
    pub by_person: fn(given: &str) -> String,
    /// By whom, and when, as far as it is known.
    pub given: fn(by: Option<&str>, at: Option<&str>) -> String,
    /// What is wrong with one of several fields, of which each is about an application.
    pub error_of: fn(&str, &str) -> String,
    pub errors: &'static [(&'static str, &'static str)],
    /// Somebody else changed a field meanwhile, to this.
    pub changed: fn(&str) -> String,
    /// The level of a right that is not personal.
    pub as_profile: &'static str,
    pub address_errors: fn(AddressError) -> &'static str,
}

/// What was just done.
#[derive(Debug)]
pub struct FlashTexts {
    pub removed: fn(&[String]) -> String,
    pub undo: &'static str,
    pub undo_what: &'static str,
    pub restored: fn(u64) -> String,
    /// What was not put back, since it was given again, or its site is no more.
    pub replaced: fn(u64) -> String,
    pub without_site: fn(u64) -> String,
    pub created: fn(u64) -> String,
    pub assigned: fn(u64) -> String,
    pub unchanged: fn(u64) -> String,
    pub other_profile: fn(u64) -> String,
    pub and_others: fn(u64) -> String,
    pub saved: &'static str,
    pub suspended: &'static str,
    pub reactivated: &'static str,
    pub mail_queued: &'static str,
    pub mailed_too_soon: &'static str,
    pub nothing_chosen: &'static str,
    pub reset_mailed: &'static str,
    pub session_ended: &'static str,
}

/// The question before a removal.
#[derive(Debug)]
pub struct Removal {
    pub title: fn(&str) -> String,
    /// What happens, while it is not known whether it is the person's last assignment.
    pub consequence: &'static str,
    pub last_consequence: &'static str,
    /// The same once it is known.
    pub is_last: &'static str,
    pub is_not_last: &'static str,
    pub keep: &'static str,
    pub confirm: &'static str,
}

/// Texts of the page that creates users.
#[derive(Debug)]
pub struct Create {
    /// Opens the levels that are not the profile's.
    pub personal_rights: &'static str,
    pub personal_rights_hint: &'static str,
    pub title: &'static str,
    pub lede: &'static str,
    pub here: &'static str,
    pub place: &'static str,
    pub add_place: &'static str,
    /// The heading of the second place, and of those after it.
    pub other_place: fn(usize) -> String,
    pub remove: &'static str,
    pub remove_place: fn(usize) -> String,
    pub addresses: &'static str,
    pub typed: fn(u64) -> String,
    pub remove_all: &'static str,
    /// Takes out what is no address.
    pub remove_wrong: fn(u64) -> String,
    /// Undoes either.
    pub put_back: &'static str,
    pub add: &'static str,
    pub example: &'static str,
    pub hint: &'static str,
    pub list: &'static str,
    pub ready: &'static str,
    pub to_correct: fn(u64) -> String,
    pub to_check: fn(u64) -> String,
    pub creations: fn(u64) -> String,
    pub additions: fn(u64) -> String,
    pub valid: fn(u64) -> String,
    pub ignored: fn(u64) -> String,
    pub none: &'static str,
    pub is_new: &'static str,
    pub is_known: &'static str,
    pub is_assigned: &'static str,
    pub has_other_profile: fn(&str) -> String,
    pub is_valid: &'static str,
    pub is_repeated: &'static str,
    pub did_you_mean: fn(&str) -> String,
    pub replace_by: fn(&str) -> String,
    pub edit: &'static str,
    pub edit_address: fn(&str) -> String,
    pub remove_address: fn(&str) -> String,
    pub profile_lets: fn(&str) -> String,
    pub profile_unknown: &'static str,
    pub limited_to: fn(&str) -> String,
    pub limited_to_sub_account: fn(&str, &str) -> String,
    pub mail: &'static str,
    pub mail_from: fn(&str) -> String,
    pub mail_to: fn(&str, u64) -> String,
    pub mail_nobody: &'static str,
    pub mail_subject: fn(&str) -> String,
    pub mail_hello: &'static str,
    pub mail_body: fn(&str) -> String,
    pub mail_login: &'static str,
    pub mail_password: &'static str,
    pub mail_sign_in: &'static str,
    pub mail_validity: &'static str,
    pub cancel: &'static str,
    pub submit: &'static str,
}

/// Texts of the page that edits a user.
#[derive(Debug)]
pub struct Edit {
    pub last_sign_in: fn(&str) -> String,
    pub never_signed_in: &'static str,
    pub identity: &'static str,
    pub email_hint: &'static str,
    pub place: &'static str,
    /// Heading of the levels of the applications.
    pub rights: &'static str,
    pub closed_place: &'static str,
    pub archived_site: &'static str,
    pub access: &'static str,
    pub suspend: &'static str,
    pub suspend_consequence: &'static str,
    pub reactivate: &'static str,
    pub reactivate_consequence: &'static str,
    pub remove: &'static str,
    pub remove_consequence: &'static str,
    pub own: &'static str,
    /// Why an assignment cannot be changed, and one's own.
    pub read_only: &'static str,
    pub own_read_only: &'static str,
    /// Why a name cannot be changed, and a person not be suspended.
    pub named_elsewhere: &'static str,
    pub suspended_elsewhere: &'static str,
    /// What ends with the access of an administrator.
    pub administers: &'static str,
    pub mail: &'static str,
    pub mail_fine: &'static str,
    pub mail_consequence: &'static str,
    pub reset_password: &'static str,
    pub history: &'static str,
    pub whole_history: &'static str,
    pub no_history: &'static str,
    pub sessions: &'static str,
    pub no_session: &'static str,
    pub last_seen: fn(&str) -> String,
    pub end_session: &'static str,
    pub end_session_of: fn(&str) -> String,
    pub others: &'static str,
    pub no_others: &'static str,
    pub add_assignment: &'static str,
    pub created_on: fn(&str) -> String,
    pub back: &'static str,
    /// Gives up what was typed for what somebody else saved.
    pub take_present: &'static str,
    pub submit: &'static str,
    pub missing: &'static str,
    pub missing_why: &'static str,
}

impl Fields {
    /// What is wrong with a field, by its code, with what the code holds beside.
    pub fn message(&self, code: &str) -> String {
        changed_to(code).map_or_else(|| self.error(code).to_owned(), self.changed)
    }

    /// The label of a field of which more has to be said than what is wrong with it.
    pub fn label(&self, field: &str) -> Option<&'static str> {
        let labels = [
            ("first_name", self.first_name),
            ("last_name", self.last_name),
            ("contract", self.contract),
            ("sub_account", self.sub_account),
            ("site", self.site),
            ("profile", self.profile),
            (END, self.end),
        ];
        labels.into_iter().find(|(name, _)| *name == field).map(|(_, label)| label)
    }

    /// What is wrong with a field, by its code.
    pub fn error(&self, code: &str) -> &'static str {
        let known = self.errors.iter().find(|(known, _)| *known == code);
        known.or(self.errors.last()).map_or("", |(_, message)| message)
    }
}

/// The codes of everything that can be wrong with a field; the last one stands for those to come.
#[cfg(test)]
const CODES: [&str; 27] = [
    "missing_contract",
    "unknown_contract",
    "unknown_sub_account",
    "missing_site",
    "unknown_site",
    "missing_end",
    "missing_profile",
    "unknown_profile",
    "too_many_places",
    "missing_addresses",
    "wrong_addresses",
    "too_many_addresses",
    "name_too_long",
    "name_invisible",
    "name_link",
    "already_assigned",
    "not_a_date",
    "serial_number",
    "short_year",
    "year_out_of_range",
    "ended",
    "not_of_contract",
    "beyond_own",
    "profile_beyond_own",
    "out_of_reach",
    "named_elsewhere",
    "other",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_error_of_a_field_has_its_words_in_both_languages() {
        for texts in [&FR, &EN] {
            let known: Vec<&str> = texts.fields.errors.iter().map(|(code, _)| *code).collect();
            assert_eq!(known, CODES);
        }
        assert_eq!(FR.fields.error("of a later version"), FR.fields.error("other"));
    }

    #[test]
    fn french_elides_before_a_vowel() {
        let removed = |name: &str| (FR.flash.removed)(&[name.to_owned()]);
        assert_eq!(removed("Élodie Marchetti"), "L’accès d’Élodie Marchetti a été supprimé.");
        assert_eq!(removed("jean@potters.example"), "L’accès de jean@potters.example a été supprimé.");
    }
}

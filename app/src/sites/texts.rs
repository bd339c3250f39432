//! Texts about sites.

mod en;
mod fr;

pub use en::EN;
pub use fr::FR;

use super::problem::SiteProblem;
use domain::names::NameError;
use domain::sites::SiteVerdict;
use domain::usage::Usage;
use domain::users::Count;

impl crate::i18n::Texts {
    pub fn sites(self) -> &'static SiteTexts {
        self.of(&FR, &EN)
    }
}

/// Texts about sites, in one language.
#[derive(Debug)]
pub struct SiteTexts {
    pub title: &'static str,
    pub lede: &'static str,
    pub site: &'static str,
    pub site_name: &'static str,
    pub create: &'static str,
    pub import: &'static str,
    pub export: &'static str,
    pub none: &'static str,
    pub none_why: &'static str,
    pub none_found: &'static str,
    pub none_found_why: &'static str,
    pub all_sites: &'static str,
    pub search_label: &'static str,
    pub search: &'static str,
    pub used_by: &'static str,
    pub contracts: &'static str,
    /// How many, and whether that is all.
    pub contract_count: fn(u64, bool) -> String,
    pub edit: &'static str,
    pub edit_named: fn(&str) -> String,
    pub pages: &'static str,
    pub page_of: fn(u64, u64) -> String,
    pub archived_chip: &'static str,
    pub merging: fn(&str) -> String,
    pub merging_long: fn(&str) -> String,
    pub nobody: &'static str,
    pub people: fn(u64) -> String,
    pub more_assignments: fn(u64) -> String,
    /// What was just done.
    pub created: fn(&str) -> String,
    /// Before, after.
    pub renamed: fn(&str, &str) -> String,
    pub rename_back: fn(&str) -> String,
    /// From, into, moved, removed, whether that is all.
    pub merged: fn(&str, &str, u64, u64, bool) -> String,
    pub archived: fn(&str) -> String,
    pub restored: fn(&str) -> String,
    pub restore_named: fn(&str) -> String,
    pub restore_instead: &'static str,
    pub removed: fn(&str) -> String,
    pub imported: fn(u64) -> String,
    pub problem: fn(&SiteProblem) -> String,
    /// The page of one.
    pub rename: &'static str,
    pub rename_hint: &'static str,
    pub rename_ask: &'static str,
    pub open_other: &'static str,
    pub rename_title: fn(&str, &str) -> String,
    pub touches: fn(&Usage) -> String,
    pub rename_consequence: &'static str,
    pub keep_name: &'static str,
    pub merge: &'static str,
    pub merge_about: &'static str,
    pub merge_into: &'static str,
    pub choose: &'static str,
    pub merge_ask: &'static str,
    pub merge_title: fn(&str, &str) -> String,
    /// Who goes, and where.
    pub goes: fn(&Usage, &str) -> String,
    /// How many are at the other already.
    pub same: fn(Count, &str) -> String,
    pub merge_consequence: fn(&str) -> String,
    pub merge_confirm: &'static str,
    pub keep_both: &'static str,
    pub leave: &'static str,
    pub archive: &'static str,
    pub archive_consequence: &'static str,
    pub restore: &'static str,
    pub restore_consequence: &'static str,
    pub remove: &'static str,
    pub remove_consequence: &'static str,
    pub remove_in_use: &'static str,
    pub remove_title: fn(&str) -> String,
    pub remove_final: &'static str,
    pub keep: &'static str,
    pub missing: &'static str,
    pub missing_why: &'static str,
    /// The page of a file.
    pub import_lede: &'static str,
    pub file: &'static str,
    pub file_hint: &'static str,
    pub paste: &'static str,
    pub paste_hint: &'static str,
    pub check: &'static str,
    pub cancel: &'static str,
    pub nothing_chosen: &'static str,
    pub no_names: &'static str,
    pub changed: &'static str,
    pub tally_new: &'static str,
    pub tally_known: fn(u64) -> &'static str,
    pub tally_left: fn(u64) -> &'static str,
    pub create_these: fn(u64) -> String,
    pub other_file: &'static str,
    pub preview_caption: &'static str,
    pub line: &'static str,
    pub verdict: &'static str,
    verdicts: Verdicts,
}

/// What is said of the lines of a file.
#[derive(Debug)]
struct Verdicts {
    new: &'static str,
    known: &'static str,
    archived: &'static str,
    archived_why: &'static str,
    similar: &'static str,
    /// What the other is called, whether it was put away.
    similar_why: fn(&str, bool) -> String,
    twice: &'static str,
    twice_why: fn(u32) -> String,
    invalid: &'static str,
    formula_why: &'static str,
    no_name: &'static str,
    no_name_why: &'static str,
}

impl SiteTexts {
    /// What a line of a file would do, in a word, and why.
    pub fn told(&self, verdict: &SiteVerdict) -> (&'static str, String) {
        let Verdicts { new, known, archived, similar, twice, invalid, .. } = self.verdicts;
        match verdict {
            SiteVerdict::New => (new, String::new()),
            SiteVerdict::Known => (known, String::new()),
            SiteVerdict::Archived => (archived, self.verdicts.archived_why.to_owned()),
            SiteVerdict::Similar { name, archived } => {
                (similar, (self.verdicts.similar_why)(name, *archived))
            }
            SiteVerdict::Twice { line } => (twice, (self.verdicts.twice_why)(*line)),
            SiteVerdict::Invalid(error) => (invalid, (self.problem)(&of_name(*error))),
            SiteVerdict::Formula => (invalid, self.verdicts.formula_why.to_owned()),
            SiteVerdict::NoName => (self.verdicts.no_name, self.verdicts.no_name_why.to_owned()),
        }
    }
}

/// What is wrong with a text that is no name.
pub(super) fn of_name(error: NameError) -> SiteProblem {
    match error {
        NameError::Empty => SiteProblem::Missing,
        NameError::TooLong { .. } => SiteProblem::TooLong,
        NameError::Invisible => SiteProblem::Invisible,
        NameError::Link => SiteProblem::Link,
    }
}

//! The words of the import, in French and in English.

mod difference;
mod en;
mod fr;
mod repair;
mod undoing;

pub use difference::DifferenceTexts;
pub use en::EN;
pub use fr::FR;
pub use repair::Repair;
pub use undoing::Undoing;

use domain::imports::{Encoding, Field, ReadError, Replaced, Wording};

impl crate::i18n::Texts {
    pub fn imports(self) -> &'static Texts {
        self.of(&FR, &EN)
    }
}

/// Every text of the import in one language.
#[derive(Debug)]
pub struct Texts {
    /// What is said of a cell.
    pub wording: &'static Wording,
    pub undoing: &'static Undoing,
    pub difference: &'static DifferenceTexts,
    pub repair: &'static Repair,
    pub field: fn(Field) -> &'static str,
    pub encoding: fn(Encoding) -> &'static str,
    pub unreadable: fn(&ReadError) -> String,

    // Each step
    pub title: &'static str,
    pub check_title: &'static str,
    pub report_title: &'static str,
    pub history_title: &'static str,
    pub users: &'static str,
    pub steps: &'static str,
    pub step_file: &'static str,
    pub step_check: &'static str,
    pub step_report: &'static str,
    pub step_done: &'static str,

    // 1. File
    pub no_script_title: &'static str,
    pub no_script: &'static str,
    pub no_script_create: &'static str,
    pub drop_here: &'static str,
    pub accepted: &'static str,
    pub browse: &'static str,
    pub nothing_written: &'static str,
    pub start: &'static str,
    pub choose_first: &'static str,
    pub paste: &'static str,
    pub paste_hint: &'static str,
    pub paste_example: &'static str,
    pub check_pasted: &'static str,
    pub pasted_name: &'static str,
    pub cannot_read: &'static str,
    pub worker_broken: &'static str,
    pub columns_title: &'static str,
    pub columns_enough: &'static str,
    pub columns_enough_with_sites: &'static str,
    pub columns_caption: &'static str,
    pub column: &'static str,
    pub presence: &'static str,
    pub content: &'static str,
    pub example: &'static str,
    pub required: &'static str,
    pub optional: &'static str,
    pub about: fn(Field) -> &'static str,
    pub template_title: &'static str,
    pub template_text: &'static str,
    pub template: &'static str,
    pub template_xlsx: &'static str,
    pub template_advice: &'static str,
    pub last_imports: &'static str,
    pub all_imports: &'static str,
    pub none_yet: &'static str,
    pub rows_imported: fn(u64) -> String,
    pub rows_refused: fn(u64) -> String,
    pub resume_title: &'static str,
    pub resume: &'static str,
    pub resume_look: &'static str,
    /// That a file has been imported, and when.
    pub resumed: fn(&str, &str) -> String,

    // 2. Check: how the file is read
    pub reading: &'static str,
    pub checking: fn(u64) -> String,
    pub dialect: &'static str,
    pub rows_and_columns: fn(u64, u64) -> String,
    pub change_file: &'static str,
    pub encoding_legend: &'static str,
    pub delimiter_legend: &'static str,
    pub tab: &'static str,
    pub column_count: fn(u64) -> String,
    pub sheet: &'static str,
    /// How many rows of the sheet are hidden, and read all the same.
    pub hidden_rows: fn(u64) -> String,
    pub header_row: &'static str,
    pub previous_mapping_reused: &'static str,
    pub columns_by_heading: &'static str,
    pub missing_columns: &'static str,
    pub ignored_columns: fn(u64) -> String,
    pub column_without_name: fn(u64) -> String,
    pub column_feeds: fn(&str) -> String,
    pub not_imported: &'static str,

    // 2. Check: rows
    pub preview: &'static str,
    pub preview_scroll: &'static str,
    pub shown_rows: &'static str,
    pub filter_all: &'static str,
    pub filter_good: fn(u64) -> &'static str,
    pub filter_create: &'static str,
    pub filter_assign: fn(u64) -> &'static str,
    pub filter_profile: fn(u64) -> &'static str,
    pub filter_name: fn(u64) -> &'static str,
    pub filter_unchanged: fn(u64) -> &'static str,
    pub filter_error: &'static str,
    pub filter_edited: &'static str,
    pub by_error: &'static str,
    pub any_error: &'static str,
    pub undo: &'static str,
    pub redo: &'static str,
    pub next_error: &'static str,
    pub no_more_errors: &'static str,
    pub line: &'static str,
    pub file_line: &'static str,
    pub issue: &'static str,
    pub waiting: &'static str,
    pub will_create: &'static str,
    pub will_assign: &'static str,
    pub will_change: &'static str,
    pub will_rename: &'static str,
    pub is_unchanged: &'static str,
    pub is_good: &'static str,
    /// What an access has now where a row gives it something else; `None` when nothing could be named.
    pub replaced: fn(&Replaced) -> Option<String>,
    pub in_file: fn(&str) -> String,
    pub edit_cell: fn(&str, u64) -> String,
    pub replace_by: fn(&str, u64) -> String,
    pub edit_keys: &'static str,
    pub edit_keys_suggestion: &'static str,
    pub showing: fn(u64, u64, u64) -> String,
    pub nothing_to_show: &'static str,
    pub map_first: &'static str,
    pub changed_rows: fn(u64) -> String,

    // 2. Check: corrections
    pub corrections: &'static str,
    pub families: fn(u64) -> String,
    pub no_corrections: &'static str,
    pub correct: fn(u64) -> String,
    pub see: &'static str,
    pub all_undoable: &'static str,

    // 2. Check: what is said to whoever does not see it
    pub said_checked: fn(u64, u64) -> String,
    pub said_undone: fn(u64) -> String,
    pub said_redone: fn(u64) -> String,

    // 2. Check: decision
    pub decision: &'static str,
    pub only_valid: &'static str,
    pub all_or_nothing: &'static str,
    pub all_or_nothing_hint: &'static str,
    pub take_names: fn(u64) -> String,
    pub reactivate: fn(u64) -> String,
    pub get_default_profile: fn(u64) -> String,
    pub get_all_sub_accounts: fn(u64) -> String,
    pub mails: fn(u64) -> String,
    pub download_errors: fn(u64) -> String,
    pub saved_as_utf8: fn(&str) -> String,
    pub errors_remain: fn(u64) -> String,
    pub nothing_valid: &'static str,
    pub import_rows: fn(u64) -> String,
    pub comparing: &'static str,
    pub rows_left: fn(u64) -> String,
    pub compared: &'static str,
    pub pause: &'static str,
    pub paused: &'static str,
    pub go_on: &'static str,
    pub connection_lost: fn(u64) -> String,
    pub retry_now: &'static str,
    pub importing: &'static str,
    pub do_not_worry: &'static str,
    pub writing: &'static str,
    pub time_left: fn(u64) -> String,
    pub expired: &'static str,
    pub changed_title: &'static str,
    pub changed_text: &'static str,
    pub changed_before: &'static str,
    pub changed_now: &'static str,
    pub import_anyway: &'static str,
    pub look_again: &'static str,

    // 3. Report, history
    pub nothing_done: &'static str,
    pub imported_at: fn(u64, &str) -> String,
    /// Rows read, and of them those imported, unchanged and left out.
    pub sum: fn([u64; 4]) -> String,
    /// What is left to do: nothing, so many mails being on their way; addresses to correct; rows to correct.
    pub next_is_nothing: fn(u64) -> String,
    pub next_is_mails: fn(u64) -> String,
    pub next_is_refused: fn(u64) -> String,
    pub undone_at: fn(&str) -> String,
    pub tally_created: fn(u64) -> &'static str,
    pub tally_assigned: fn(u64) -> &'static str,
    pub tally_changed: fn(u64) -> &'static str,
    pub tally_renamed: fn(u64) -> &'static str,
    pub tally_unchanged: fn(u64) -> &'static str,
    pub tally_refused: fn(u64) -> &'static str,
    pub mails_title: &'static str,
    pub mails_total: fn(u64) -> String,
    pub mails_none: &'static str,
    pub mails_progress: &'static str,
    pub mails_gone: fn(u64) -> &'static str,
    pub mails_caption: &'static str,
    pub mail_state: &'static str,
    pub mail_count: &'static str,
    pub mail_next: &'static str,
    pub mail_sent: &'static str,
    pub mail_queued: &'static str,
    pub mail_failed: &'static str,
    pub mail_withdrawn: &'static str,
    pub next_nothing: &'static str,
    pub next_by_itself: &'static str,
    pub next_see_failed: &'static str,
    pub refresh: &'static str,
    pub refused_title: &'static str,
    pub refused_kept: &'static str,
    pub refused_text: &'static str,
    pub refused_file: &'static str,
    pub receipt: &'static str,
    pub import_number: &'static str,
    pub file: &'static str,
    pub rows_read: &'static str,
    pub by: &'static str,
    pub command_line: &'static str,
    pub date: &'static str,
    pub import_another: &'static str,
    pub see_users: &'static str,
    pub history_caption: &'static str,
    pub history_empty: &'static str,
    pub history_empty_text: &'static str,
    pub see_report: fn(&str) -> String,
}

/// The phrases that there are, one behind the other.
fn joined(phrases: [Option<String>; 3]) -> Option<String> {
    let said: Vec<String> = phrases.into_iter().flatten().collect();
    (!said.is_empty()).then(|| said.join(" · "))
}

impl Texts {
    /// Who did something: who is named, or the command line.
    pub fn author(&self, named: String) -> String {
        if named.is_empty() { self.command_line.to_owned() } else { named }
    }
}

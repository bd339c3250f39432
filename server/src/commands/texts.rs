//! What the commands say, in French and in English.

mod english;
mod french;

use backend::administrators::ReplaceError;
use backend::backups::{BackUpError, NotWhole, RestoreError};
use backend::reference::{LineError, ReferenceReport};
use domain::advanced_users::{AdvancedFileError, AdvancedRow, AdvancedRowError};
use domain::ids::CustomerId;
use domain::imports::{Field, ImportReport, Issue, ReadError, VerdictCounts};
use domain::locale::Locale;
use domain::tariffs::TariffError;

/// Every text of the command line, in one language.
pub(super) struct Texts {
    pub locale: Locale,
    pub migrated: &'static str,
    pub nothing_imported: &'static str,
    /// Why a file is none of advanced users.
    pub advanced_file: fn(&AdvancedFileError) -> String,
    /// Why somebody of such a file cannot be added.
    pub advanced_row: fn(&AdvancedRow, &AdvancedRowError) -> String,
    /// How many were added, were some already, and are of another type.
    pub advanced_imported: fn(u32, u32, u32) -> String,
    /// The lines of a file of advanced users that are no rows.
    pub advanced_no_rows: fn(&str) -> String,
    pub busy: &'static str,
    /// Name, administrator's address, identifier.
    pub customer_created: fn(&str, &str, CustomerId) -> String,
    pub unknown_customer: fn(&str) -> String,
    /// The application's name; its token follows.
    pub application_created: fn(&str) -> String,
    pub application_revoked: fn(&str) -> String,
    pub application_known: &'static str,
    pub unknown_application: &'static str,
    pub no_applications: &'static str,
    /// The desk as it is now follows.
    pub contact_changed: &'static str,
    pub reference_imported: fn(&ReferenceReport) -> String,
    /// What is wrong with a line of reference data.
    pub reference_line: fn(&LineError) -> String,
    /// Customers, people.
    pub generated: fn(u32, u32) -> String,
    /// The address of an advanced user, how many customers they see.
    pub sees_customers: fn(&str, usize) -> String,
    pub unreadable: fn(&ReadError) -> String,
    /// The sheet that was asked for, those that there are.
    pub unknown_sheet: fn(&str, &[String]) -> String,
    /// The sheet that is read.
    pub sheet: fn(&str) -> String,
    /// How many rows of it are hidden, and read all the same.
    pub hidden_rows: fn(u32) -> String,
    /// Encoding, delimiter.
    pub dialect: fn(&str, char) -> String,
    /// Columns that every row needs and that the file has not.
    pub missing_columns: fn(&[Field]) -> String,
    /// The heading that was asked for, those that there are.
    pub unknown_column: fn(&str, &[String]) -> String,
    pub reuse_previous_mapping: &'static str,
    pub would_do: fn(&VerdictCounts) -> String,
    /// Line, what is wrong, the cell.
    pub issue: fn(u32, &Issue, &str) -> String,
    pub more_errors: fn(usize) -> String,
    /// The lines of a list that are none of its rows.
    pub no_rows: fn(&[u32]) -> String,
    pub imported: fn(&ImportReport) -> String,
    pub customers: CustomerTexts,
    pub contracts: ContractTexts,
    pub mail: MailTexts,
    pub connections: ConnectionsTexts,
    pub tariffs: TariffTexts,
    pub hand_over: HandOverTexts,
    pub factor: FactorTexts,
    pub backups: BackupsTexts,
    pub doctor: DoctorTexts,
}

/// What `guichet customer` says. Closing what is closed changes nothing, and is said so.
pub(super) struct CustomerTexts {
    /// The other customer's name.
    pub name_taken: fn(&str) -> String,
    /// The customer as it was named, whether it changed.
    pub closed: fn(&str, bool) -> String,
    pub reopened: fn(&str, bool) -> String,
    pub is_open: &'static str,
    pub is_closed: &'static str,
    pub none: &'static str,
}

/// What `guichet mail` says.
pub(super) struct MailTexts {
    /// Over the domains: accepted, refused, waiting, domain, words.
    pub heading: &'static str,
    /// Behind a domain.
    pub is_paused: &'static str,
    /// Domain, whether it changed.
    pub paused: fn(&str, bool) -> String,
    pub resumed: fn(&str, bool) -> String,
    /// Address, the mail server's words; "" where mails go to a folder.
    pub trial_accepted: fn(&str, &str) -> String,
    pub trial_not_accepted: fn(&str, &str) -> String,
}

/// What `guichet connections` says.
pub(super) struct ConnectionsTexts {
    /// Over the days and the hours.
    pub refused: &'static str,
    /// How many wait; over them: addresses, until when, network.
    pub networks: fn(u64) -> String,
    /// How many wait, and how many beside them that are nobody; over them: attempts, until when, identifier.
    pub people: fn(u64, u64) -> String,
    /// The network or the login, whether it had to wait.
    pub released: fn(&str, bool) -> String,
}

/// What `guichet contract` and `guichet sub-account` say. Closing what is closed changes nothing, and is said so.
pub(super) struct ContractTexts {
    /// Number, name.
    pub contract_created: fn(&str, &str) -> String,
    /// Number, whether it changed.
    pub contract_closed: fn(&str, bool) -> String,
    pub contract_reopened: fn(&str, bool) -> String,
    /// Number, applications.
    pub applications_set: fn(&str, &str) -> String,
    /// Number, the contract's number, name.
    pub sub_account_created: fn(&str, &str, &str) -> String,
    /// Number, the contract's number, whether it changed.
    pub sub_account_closed: fn(&str, &str, bool) -> String,
    pub sub_account_reopened: fn(&str, &str, bool) -> String,
    pub unknown_contract: &'static str,
    pub unknown_sub_account: &'static str,
    pub number_taken: &'static str,
    pub number_closed: &'static str,
}

/// What `guichet customer hand-over` says.
pub(super) struct HandOverTexts {
    /// Who administers the customer now, who did.
    pub done: fn(&str, &str) -> String,
    /// The addresses of the administrators.
    pub several: fn(&[String]) -> String,
    pub not_administrator: &'static str,
    pub administers: &'static str,
    pub suspended: &'static str,
}

impl HandOverTexts {
    pub(super) fn failure(&self, error: &ReplaceError) -> String {
        match error {
            ReplaceError::Several(addresses) => (self.several)(addresses),
            ReplaceError::NotAdministrator => self.not_administrator.to_owned(),
            ReplaceError::Administers => self.administers.to_owned(),
            ReplaceError::Suspended => self.suspended.to_owned(),
            ReplaceError::Database(error) => error.to_string(),
        }
    }
}

/// What `guichet user reset-factor` says.
pub(super) struct FactorTexts {
    /// The address.
    pub reset: fn(&str) -> String,
    pub nobody: &'static str,
    pub none: &'static str,
}

/// What `guichet tariff` says.
pub(super) struct TariffTexts {
    /// The document's name, the contract's number.
    pub published: fn(&str, &str) -> String,
    pub withdrawn: fn(&str, &str) -> String,
    pub none: &'static str,
    pub refused: fn(TariffError) -> String,
    pub known: &'static str,
    pub unknown: &'static str,
}

/// What `guichet backup`, `guichet restore` and `guichet key` say.
pub(super) struct BackupsTexts {
    /// The backup's file, the key's, that of the journal's key.
    pub backed_up: fn(&str, &str, &str) -> String,
    pub exists: fn(&str) -> String,
    pub restored: fn(&str) -> String,
    /// Where the database is that was there.
    pub aside: fn(&str) -> String,
    /// The key's file.
    pub no_key: fn(&str) -> String,
    pub not_empty: &'static str,
    pub in_use: &'static str,
    pub other_key: &'static str,
    pub not_whole: fn(&NotWhole) -> String,
    /// The key's file.
    pub key_replaced: fn(&str) -> String,
}

impl BackupsTexts {
    pub(super) fn not_backed_up(&self, error: &BackUpError) -> String {
        match error {
            BackUpError::Exists(file) => (self.exists)(&file.display().to_string()),
            BackUpError::NotWhole(error) => (self.not_whole)(error),
            error => error.to_string(),
        }
    }

    pub(super) fn not_restored(&self, error: &RestoreError) -> String {
        match error {
            RestoreError::NotEmpty => self.not_empty.to_owned(),
            RestoreError::InUse => self.in_use.to_owned(),
            RestoreError::OtherKey => self.other_key.to_owned(),
            RestoreError::NotWhole(error) => (self.not_whole)(error),
            error => error.to_string(),
        }
    }
}

/// What `guichet doctor` says.
pub(super) struct DoctorTexts {
    pub settings: &'static str,
    pub database: &'static str,
    pub mail: &'static str,
    pub clock: &'static str,
    pub journal: &'static str,
    pub counts: &'static str,
    pub files: &'static str,
    pub files_private: &'static str,
    /// Files that others may read.
    pub files_open: fn(&str) -> String,
    pub mail_to_files: &'static str,
    pub password_in_clear: &'static str,
    /// Until which day it is valid.
    pub certificate: fn(&str) -> String,
    pub clock_behind: &'static str,
    pub not_migrated: &'static str,
    /// Behind what the database is.
    pub passes_through_wall: &'static str,
    /// Seconds between this machine's clock and the database's.
    pub clocks_differ: fn(i64) -> String,
    /// Customers, entries.
    pub journals_whole: fn(usize, i64) -> String,
    pub seals_logged: fn(usize) -> String,
    pub counts_hold: &'static str,
    /// At how many contracts they do not.
    pub miscounted: fn(i64) -> String,
}

/// Lines, one after the other, as many as are read.
fn lines(lines: &[u32]) -> String {
    const SHOWN: usize = 20;
    let shown: Vec<String> = lines.iter().take(SHOWN).map(u32::to_string).collect();
    let more = if lines.len() > SHOWN { ", …" } else { "" };
    format!("{}{more}", shown.join(", "))
}

/// What fields are called, one after the other.
fn labels(fields: &[Field], locale: Locale) -> String {
    fields.iter().map(|field| field.label(locale)).collect::<Vec<_>>().join(", ")
}

impl Texts {
    /// Those of a language.
    pub const fn of(locale: Locale) -> &'static Self {
        match locale {
            Locale::Fr => &french::TEXTS,
            Locale::En => &english::TEXTS,
        }
    }

    /// Those of the shell's language; French where it is none of ours, `C` among them.
    pub fn of_environment() -> &'static Self {
        Self::of(locale_of_environment())
    }
}

/// The shell's language; French where it is none of ours.
pub(super) fn locale_of_environment() -> Locale {
    let set = |name| std::env::var(name).ok().filter(|value| !value.is_empty());
    let language = set("LC_ALL").or_else(|| set("LC_MESSAGES")).or_else(|| set("LANG"));
    language.and_then(|name| Locale::from_code(&name)).unwrap_or_default()
}

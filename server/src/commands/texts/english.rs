use super::{DoctorTexts, Texts};
use backend::reference::ReferenceReport;
use domain::imports::{ImportReport, VerdictCounts, Wording};
use domain::locale::Locale;

pub(super) static TEXTS: Texts = Texts {
    migrated: "The database is up to date.",
    nothing_imported: "Nothing was imported. With --only-valid, the rows that are right are.",
    name_taken: "there is a customer with this name already",
    busy: "the customer's data keeps changing; try again",
    customer_created: |name, address, id| {
        format!("Customer \"{name}\" created ({id}). A mail leaves for {address}.")
    },
    unknown_customer: |name| format!("no customer \"{name}\""),
    reference_imported: |report: &ReferenceReport| {
        format!("Created: {} · updated: {} · unchanged: {}", report.created, report.updated, report.unchanged)
    },
    generated: |customers, users| format!("Customers: {customers} · users: {users}"),
    unreadable: ToString::to_string,
    unknown_sheet: |sheet, sheets| format!("no sheet \"{sheet}\"; the workbook has: {}", sheets.join(", ")),
    sheet: |name| format!("Sheet: {name}"),
    hidden_rows: |rows| format!("Rows hidden in the workbook, read all the same: {rows}"),
    dialect: |encoding, delimiter| format!("Encoding: {encoding} · delimiter: {delimiter:?}"),
    reuse_previous_mapping: "Columns mapped as the last time",
    would_do: |counts: &VerdictCounts| {
        format!(
            "Rows: {} · to create: {} · to assign: {} · accesses changed: {} · unchanged: {} · in error: {}",
            counts.rows(),
            counts.create,
            counts.assign,
            counts.profile,
            counts.unchanged,
            counts.error
        )
    },
    issue: |line, issue, cell| {
        let said = (Wording::of(Locale::En).sentence)(issue, cell);
        format!("  line {line}, {} “{cell}”: {said}", issue.field.label(Locale::En))
    },
    more_errors: |count| format!("  … and {count} more rows in error (all with --json)."),
    imported: |report: &ImportReport| {
        let (counts, mails) = (&report.counts, &report.mails);
        format!(
            "Created: {} · assigned: {} · accesses changed: {} · unchanged: {} · refused: {}\n\
             Mails waiting: {} · sent: {} · failed: {}",
            counts.create,
            counts.assign,
            counts.profile,
            counts.unchanged,
            counts.error,
            mails.queued,
            mails.sent,
            mails.failed
        )
    },
    doctor: DoctorTexts {
        settings: "settings",
        database: "database",
        mail: "mail server",
        clock: "clock",
        journal: "journal",
        mail_to_files: "none (SMTP_URL is empty): mails are written to files",
        clock_behind: "it is behind the journal's last entry",
        not_migrated: "migrations have not run",
        clocks_differ: |seconds| format!("it differs by {seconds} s from the database's"),
        journals_whole: |customers, entries| {
            format!("{entries} entries of {customers} customers, chains whole")
        },
    },
};

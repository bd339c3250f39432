use super::{
    BackupsTexts, ConnectionsTexts, ContractTexts, CustomerTexts, DoctorTexts, FactorTexts, HandOverTexts,
    MailTexts, TariffTexts, Texts, labels, lines,
};
use backend::backups::NotWhole;
use backend::reference::ReferenceReport;
use domain::advanced_users::{AdvancedFileError, AdvancedRowError, MOST_ROWS};
use domain::imports::{ImportReport, VerdictCounts, Wording};
use domain::locale::Locale;
use domain::tariffs::{LARGEST, TariffError, TariffName};

pub(super) static TEXTS: Texts = Texts {
    locale: Locale::En,
    migrated: "The database is up to date.",
    advanced_file: |error| match error {
        AdvancedFileError::NoAddresses => {
            "No column is recognised for the address: give it the heading “Email”.".to_owned()
        }
        AdvancedFileError::TooMany => format!("The file has more than {MOST_ROWS} rows: split it."),
        AdvancedFileError::Unreadable(error) => format!("This file is no list of advanced users: {error}."),
    },
    advanced_row: |row, error| {
        let why = match error {
            AdvancedRowError::Formula(cell) => format!("“{cell}” is an error of a spreadsheet’s formula"),
            AdvancedRowError::Email(_) => "this is no e-mail address".to_owned(),
            AdvancedRowError::LastName(_) => "this is no last name".to_owned(),
            AdvancedRowError::FirstName(_) => "this is no first name".to_owned(),
            AdvancedRowError::UnknownContract(number) => format!("the customer has no contract {number}"),
            AdvancedRowError::Twice { line } => format!("the address stands in line {line} already"),
        };
        format!("Line {}, {}: {why}.", row.line, row.email)
    },
    advanced_imported: |added, known, aside| {
        format!("Advanced users added: {added}, there already: {known}, of another type: {aside}.")
    },
    advanced_no_rows: |lines| format!("Lines left aside (repeated headings, totals, remarks): {lines}"),
    nothing_imported: "Nothing was imported. With --only-valid, the rows that are right are.",
    busy: "the customer's data keeps changing; try again",
    customer_created: |name, address, id| {
        format!("Customer \"{name}\" created ({id}). A mail leaves for {address}.")
    },
    unknown_customer: |name| format!("no customer \"{name}\""),
    application_created: |name| format!("Token of the application \"{name}\", shown this once:"),
    application_revoked: |name| format!("The token of the application \"{name}\" is withdrawn."),
    application_known: "an application has this name already; withdraw its token first, or choose another name",
    unknown_application: "no application has this name",
    no_applications: "No application has a token.",
    contact_changed: "Saved: “Contact us” shows it from now on.",
    reference_imported: |report: &ReferenceReport| {
        format!("Created: {} · updated: {} · unchanged: {}", report.created, report.updated, report.unchanged)
    },
    reference_line: ToString::to_string,
    generated: |customers, users| format!("Customers: {customers} · users: {users}"),
    sees_customers: |address, customers| format!("{address} (advanced user, customers: {customers})"),
    unreadable: ToString::to_string,
    unknown_sheet: |sheet, sheets| format!("no sheet \"{sheet}\"; the workbook has: {}", sheets.join(", ")),
    sheet: |name| format!("Sheet: {name}"),
    hidden_rows: |rows| format!("Rows hidden in the workbook, read all the same: {rows}"),
    dialect: |encoding, delimiter| format!("Encoding: {encoding} · delimiter: {delimiter:?}"),
    missing_columns: |fields| {
        format!(
            "no column is recognised for: {}; name it with --column {}=HEADING",
            labels(fields, Locale::En),
            fields.first().map_or("email", |field| field.heading())
        )
    },
    unknown_column: |heading, headings| {
        format!("no column “{heading}”; the file has: {}", headings.join(", "))
    },
    reuse_previous_mapping: "Columns mapped as last time",
    would_do: |counts: &VerdictCounts| {
        format!(
            "Rows: {} · to create: {} · to assign: {} · assignments changed: {}{} · unchanged: {} · in error: {}",
            counts.rows(),
            counts.create,
            counts.assign,
            counts.profile,
            more(counts.name, "names changed"),
            counts.unchanged,
            counts.error
        )
    },
    issue: |line, issue, cell| {
        let said = (Wording::of(Locale::En).sentence)(issue, cell);
        format!("  line {line}, {} “{cell}”: {said}", issue.field.label(Locale::En))
    },
    more_errors: |count| match count {
        1 => "  … and 1 more row in error (all with --json).".to_owned(),
        _ => format!("  … and {count} more rows in error (all with --json)."),
    },
    no_rows: |of| {
        format!("  Lines that name nobody (repeated headings, totals, signatures, remarks): {}", lines(of))
    },
    imported: |report: &ImportReport| {
        let (counts, mails) = (&report.counts, &report.mails);
        format!(
            "Created: {} · assigned: {} · assignments changed: {}{} · unchanged: {} · refused: {}{}\n\
             Mails waiting: {} · sent: {} · failed: {}",
            counts.create,
            counts.assign,
            counts.profile,
            more(counts.name, "names changed"),
            counts.unchanged,
            counts.error,
            more(report.reactivated, "reactivated"),
            mails.queued,
            mails.sent,
            mails.failed
        )
    },
    customers: CustomerTexts {
        name_taken: |other| format!("there is a customer with this name already: “{other}”"),
        closed: |name, changed| {
            if changed {
                format!("Customer “{name}” closed. Nothing is deleted; its waiting mails are withdrawn.")
            } else {
                format!("Customer “{name}” was closed already.")
            }
        },
        reopened: |name, changed| {
            if changed {
                format!("Customer “{name}” reopened.")
            } else {
                format!("Customer “{name}” was not closed.")
            }
        },
        is_open: "open",
        is_closed: "closed",
        none: "No customer matches.",
    },
    contracts: ContractTexts {
        contract_created: |number, name| format!("Contract {number} \"{name}\" created."),
        contract_closed: |number, changed| {
            if changed {
                format!(
                    "Contract {number} closed. Whoever has an access to it keeps it, and may do nothing there."
                )
            } else {
                format!("Contract {number} was closed already.")
            }
        },
        contract_reopened: |number, changed| {
            if changed {
                format!("Contract {number} opened again.")
            } else {
                format!("Contract {number} was open already.")
            }
        },
        applications_set: |number, codes| format!("Contract {number}: {codes}."),
        sub_account_created: |number, contract, name| {
            format!("Sub-account {number} \"{name}\" of contract {contract} created.")
        },
        sub_account_closed: |number, contract, changed| {
            if changed {
                format!(
                    "Sub-account {number} of contract {contract} closed. Whoever has an access to it keeps it, and may do nothing there."
                )
            } else {
                format!("Sub-account {number} of contract {contract} was closed already.")
            }
        },
        sub_account_reopened: |number, contract, changed| {
            if changed {
                format!("Sub-account {number} of contract {contract} opened again.")
            } else {
                format!("Sub-account {number} of contract {contract} was open already.")
            }
        },
        unknown_contract: "this customer has no contract of that number",
        unknown_sub_account: "this contract has no sub-account of that number",
        number_taken: "this number is taken already",
        number_closed: "this number is that of a closed contract or sub-account; reopen opens it again",
    },
    hand_over: HandOverTexts {
        done: |to, from| {
            format!("{to} administers the customer in the place of {from}. A mail leaves for both.")
        },
        several: |addresses| {
            format!(
                "there are several administrators: say with --from who is replaced: {}",
                addresses.join(", ")
            )
        },
        not_administrator: "nobody with the address of --from administers this customer",
        administers: "whoever has the address of --to administers this customer already, and nobody is left to replace",
        suspended: "the customer has suspended whoever has the address of --to",
    },
    mail: MailTexts {
        heading: "accepted  refused  waiting  domain, latest words of its servers",
        is_paused: " (paused)",
        paused: |domain, changed| {
            if changed {
                format!("No mail leaves for {domain} until \"guichet mail resume {domain}\".")
            } else {
                format!("{domain} was paused already.")
            }
        },
        resumed: |domain, changed| {
            if changed {
                format!("Mails leave for {domain} again.")
            } else {
                format!("{domain} was not paused.")
            }
        },
        trial_accepted: |address, words| format!("Trial for {address} accepted: {words}"),
        trial_not_accepted: |address, words| format!("Trial for {address} not accepted: {words}"),
    },
    connections: ConnectionsTexts {
        refused: "Passwords and codes refused, by day, then by hour in the last 24 hours:",
        networks: |all| format!("Networks that wait: {all} (addresses, until, network)"),
        people: |all, others| {
            format!(
                "Accounts that wait: {all}, and {others} entries of unknown identifiers or forgotten passwords (attempts, until, identifier)"
            )
        },
        released: |who, waited| {
            if waited { format!("{who} waits no longer.") } else { format!("{who} did not wait.") }
        },
    },
    tariffs: TariffTexts {
        published: |name, contract| format!("\"{name}\" published for contract {contract}."),
        withdrawn: |name, contract| format!("\"{name}\" withdrawn from contract {contract}."),
        none: "No document is published.",
        refused: |error| match error {
            TariffError::Empty => "the file is empty".to_owned(),
            TariffError::TooLarge => format!("the file is larger than {} MiB", LARGEST >> 20),
            TariffError::UnknownKind => "a document is called .pdf, .xlsx or .csv".to_owned(),
            TariffError::AnotherKind(kind) => format!("what is in this file is no .{}", kind.code()),
            TariffError::Name => format!(
                "a document's name has no path, no quotation mark and no invisible character in it, and at most {} characters",
                TariffName::MAX
            ),
        },
        known: "this contract has a document of that name already; tariff withdraw takes it back",
        unknown: "this contract has no document of that name",
    },
    factor: FactorTexts {
        reset: |address| {
            format!(
                "The second factor of {address} is removed, and their sessions have ended. A mail tells them."
            )
        },
        nobody: "nobody has this address",
        none: "this person has no second factor",
    },
    backups: BackupsTexts {
        backed_up: |file, key, journal_key| {
            format!(
                "The database is in {file}, whole and checked.\n\
                 Its keys are not in it: keep {key} too, apart. Without it, no second factor, passkey or recovery code works.\n\
                 And {journal_key}: without it, nothing proves that the journal is whole."
            )
        },
        exists: |file| format!("{file}: there is a file of that name already; nothing is overwritten"),
        restored: |file| format!("The database is as {file} has it."),
        aside: |aside| format!("What was there is in {aside}."),
        no_key: |key| format!("{key} is not there: put the key of the backup there first"),
        not_empty: "there is a database already: with --replace it goes aside; PostgreSQL's must be empty",
        in_use: "the database is in use; stop what uses it, `guichet serve` first",
        other_key: "the backup was made with another key than GUICHET_SECRET_FILE names; put its own there first",
        not_whole: |error| match error {
            NotWhole::Damaged(found) => format!("the copy is damaged: {found}"),
            NotWhole::Foreign => "the copy is no database of Guichet's".to_owned(),
            NotWhole::Newer => "the copy is of a newer Guichet than this one".to_owned(),
        },
        key_replaced: |key| {
            format!(
                "From now on {key} is the database's key. Second factors, passkeys, recovery codes and mailed passwords \
                 of before work no longer: `guichet user reset-factor` for whoever has one."
            )
        },
    },
    doctor: DoctorTexts {
        settings: "settings",
        database: "database",
        mail: "mail server",
        clock: "clock",
        journal: "journal",
        counts: "counts of contracts",
        files: "files",
        files_private: "for their owner alone",
        files_open: |files| format!("others may read {files}: chmod 600"),
        password_in_clear: "SMTP_URL: the password may be sent in clear; smtps:// or ?tls=required encrypts it",
        mail_to_files: "none (SMTP_URL is empty): mails are written to files",
        certificate: |day| format!("SMTP_URL, certificate valid until {day}"),
        clock_behind: "it is behind the journal's last entry",
        not_migrated: "migrations have not run",
        passes_through_wall: " The role is a superuser's or has BYPASSRLS: row-level security does not hold for it.",
        clocks_differ: |seconds| format!("it differs by {seconds} s from the database's"),
        seals_logged: |seals| format!("seals of the log found again: {seals}"),
        journals_whole: |customers, entries| {
            format!("chains whole (customers: {customers}, entries: {entries})")
        },
        counts_hold: "as the assignments are",
        miscounted: |contracts| format!("they differ from the assignments (contracts: {contracts})"),
    },
};

/// What is said besides where there is some of it: `" · names changed: 3"`.
fn more(count: u32, of: &str) -> String {
    if count == 0 { String::new() } else { format!(" · {of}: {count}") }
}

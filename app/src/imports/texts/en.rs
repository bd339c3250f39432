use super::{Texts, joined};
use super::{difference, repair, undoing};
use crate::i18n::{count, number, plural};
use domain::imports::{Encoding, Field, ReadError, Replaced, Wording};
use domain::locale::Locale::En;
use domain::rights::write_rights;

pub static EN: Texts = Texts {
    wording: Wording::of(En),
    undoing: &undoing::EN,
    difference: &difference::EN,
    repair: &repair::EN,
    field,
    encoding,
    unreadable,

    title: "Import users",
    check_title: "Check before importing",
    report_title: "Import result",
    history_title: "Imports",
    users: "Users",
    steps: "Steps of the import",
    step_file: "File",
    step_check: "Check",
    step_report: "Result",
    step_done: " (done)",

    no_script_title: "Checking the file needs JavaScript.",
    no_script: "Your file is read and checked in your browser before anything is sent. Without JavaScript, ask your operator to import the file from the command line, or create users with a form: ",
    no_script_create: "Create a user",
    drop_here: "Drop your file here",
    accepted: "CSV or Excel (.xlsx), up to 1,000,000 rows and 256 MB. Separator and accents are recognised.",
    browse: "Browse",
    nothing_written: "Nothing is created at this step: you check every row before confirming.",
    start: "Import users",
    choose_first: "Choose a file with “Browse” first, or paste rows below.",
    paste: "Or paste from your spreadsheet",
    paste_hint: "Select your cells, copy, paste. Column headings are recognised when present.",
    paste_example: "email\taccount\tsite\tprofile\nsophie.arnaud@exemple.fr\t10000700\tAntony\tExpéditeur",
    check_pasted: "Check the pasted rows",
    pasted_name: "pasted-rows.txt",
    cannot_read: "This file cannot be read.",
    worker_broken: "Reading was interrupted. Reload the page and choose the file again; nothing has been imported.",
    columns_title: "What the file holds",
    columns_enough: "2 columns are enough",
    columns_enough_with_sites: "3 columns are enough",
    columns_caption: "Columns expected in the file",
    column: "Column",
    presence: "Presence",
    content: "Content",
    example: "Example",
    required: "Required",
    optional: "Optional",
    about,
    template_title: "Download the import template",
    template_text: "A file whose columns are already named, ready to open in Excel. In .xlsx, cells are text: a number keeps its zeros.",
    template: "Download the import template",
    template_xlsx: "The same as .xlsx",
    template_advice: "A site written without its capital or its accent is not lost: the right spelling is offered, for all rows at once.",
    last_imports: "Latest imports",
    all_imports: "All imports",
    none_yet: "No import so far.",
    rows_imported: |n| count(En, n, "row imported", "rows imported"),
    rows_refused: |n| count(En, n, "left out", "left out"),
    resume_title: "An import is prepared.",
    resume: "Its rows are on the server already and stay there for 24 hours; nothing has been created yet. To go through them one by one, choose the file again.",
    resume_look: "See what would be done",
    resumed: |file, at| format!("{file} was imported on {at}."),

    reading: "Reading the file",
    checking: |n| format!("Checking: {}", count(En, n, "row checked", "rows checked")),
    dialect: "How the file is read",
    rows_and_columns: |rows, columns| {
        format!("{}, {}", count(En, rows, "row", "rows"), count(En, columns, "column", "columns"))
    },
    change_file: "change",
    encoding_legend: "Encoding: choose the right spelling",
    delimiter_legend: "Separator",
    tab: "tab",
    column_count: |n| count(En, n, "column", "columns"),
    sheet: "Sheet",
    hidden_rows: |rows| {
        let lines = count(En, rows, "row that is hidden", "rows that are hidden");
        let are_read = plural(En, rows, "is read", "are read");
        format!(
            "{lines} in the workbook {are_read}, too. To import what is seen alone, copy the visible rows and paste them here."
        )
    },
    header_row: "The first row holds the headings",
    previous_mapping_reused: "The columns are used as last time.",
    columns_by_heading: "Go by their headings instead",
    missing_columns: "No column of the file is recognised for: ",
    ignored_columns: |n| count(En, n, "column is not imported", "columns are not imported"),
    column_without_name: |n| format!("Column {n}"),
    column_feeds: |name| format!("The file’s column {name} feeds"),
    not_imported: "Do not import",

    preview: "Preview of the rows",
    preview_scroll: "Preview of the file, scrollable",
    shown_rows: "Rows shown",
    filter_all: "all",
    filter_good: |_| "valid",
    filter_create: "to create",
    filter_assign: |n| plural(En, n, "assignment", "assignments"),
    filter_profile: |n| plural(En, n, "assignment changed", "assignments changed"),
    filter_name: |n| plural(En, n, "name changed", "names changed"),
    filter_unchanged: |_| "unchanged",
    filter_error: "in error",
    filter_edited: "corrected",
    by_error: "Finding",
    any_error: "All findings",
    undo: "Undo the last correction",
    redo: "Redo",
    next_error: "Next error",
    no_more_errors: "No more errors among these rows.",
    line: "Line",
    file_line: "Line of the file",
    issue: "Finding",
    waiting: "Waiting",
    will_create: "To create",
    will_assign: "Assignment",
    will_change: "Access changed",
    will_rename: "Name changed",
    is_unchanged: "Unchanged",
    is_good: "Valid",
    replaced,
    in_file: |value| format!("corrected, file: {}", if value.is_empty() { "empty" } else { value }),
    edit_cell: |field, line| format!("{field}, line {line}"),
    replace_by: |value, line| format!("Replace by {value}, line {line}"),
    edit_keys: "Enter confirms, Esc abandons.",
    edit_keys_suggestion: "↓ takes the suggestion, Ctrl+Enter corrects all rows like this one.",
    showing: |from, to, total| {
        format!("Rows {} to {} of {}", number(En, from), number(En, to), number(En, total))
    },
    nothing_to_show: "No row of this kind.",
    map_first: "Say above what these columns are for: the rows will appear here.",
    changed_rows: |n| count(En, n, "row corrected", "rows corrected"),

    corrections: "Suggested corrections",
    families: |n| count(En, n, "family", "families"),
    no_corrections: "No correction to suggest.",
    correct: |n| match n {
        1 => "Correct the row".to_owned(),
        n => format!("Correct all {}", number(En, n)),
    },
    see: "See",
    all_undoable: "Every correction can be undone. Your original file is never changed.",

    said_checked: |good, errors| {
        format!(
            "Check done: {}, {}.",
            count(En, good, "row to import", "rows to import"),
            count(En, errors, "row in error", "rows in error")
        )
    },
    said_undone: |errors| format!("Undone: {}.", count(En, errors, "row in error", "rows in error")),
    said_redone: |errors| format!("Done again: {}.", count(En, errors, "row in error", "rows in error")),
    decision: "Decision on the import",
    only_valid: "Import the valid rows",
    all_or_nothing: "All or nothing",
    all_or_nothing_hint: "no row as long as an error remains",
    take_names: |n| format!("Take the names of the file ({})", count(En, n, "name changed", "names changed")),
    reactivate: |n| format!("Reactivate {}", count(En, n, "suspended person", "suspended people")),
    get_default_profile: |n| format!("default profile for {}", count(En, n, "new person", "new people")),
    get_all_sub_accounts: |n| format!("all sub-accounts for {}", count(En, n, "new access", "new accesses")),
    mails: |n| match n {
        0 => "No welcome mail will be sent".to_owned(),
        n => format!("{} will be sent", count(En, n, "welcome mail", "welcome mails")),
    },
    download_errors: |n| match n {
        1 => "Download the row in error".to_owned(),
        n => format!("Download the {} rows in error", number(En, n)),
    },
    saved_as_utf8: |encoding| {
        format!("File saved in UTF-8: a correction holds a character that {encoding} lacks.")
    },
    errors_remain: |n| {
        format!(
            "{}: correct, or choose “Import the valid rows”.",
            count(En, n, "row is in error", "rows are in error")
        )
    },
    nothing_valid: "No row can be imported.",
    import_rows: |n| match n {
        0 => "Import the valid rows".to_owned(),
        1 => "Import the valid row".to_owned(),
        n => format!("Import the {} valid rows", number(En, n)),
    },
    comparing: "Comparing with existing users",
    rows_left: |n| format!("{} left", count(En, n, "row", "rows")),
    compared: "Comparison finished: the preview says what will be done.",
    pause: "Pause",
    paused: "Comparison paused.",
    go_on: "Resume",
    connection_lost: |s| format!("Connection lost. Trying again in {}.", count(En, s, "second", "seconds")),
    retry_now: "Try now",
    importing: "Importing…",
    do_not_worry: "All rows are written at once, or none. You can leave this page: the result will be under “Imports”.",
    writing: "Writing the rows",
    time_left: |seconds| match seconds {
        0 => "Nearly done".to_owned(),
        1..=90 => format!("About {seconds}\u{a0}s left"),
        _ => format!("About {}\u{a0}min left", seconds.div_ceil(60)),
    },
    expired: "Nothing was imported: the rows prepared on the server were more than 24 hours old. They are being compared again; import them then.",
    changed_title: "What would be done has changed since the preview",
    changed_text: "Nothing has been imported. In the meantime somebody created or changed users of this file.",
    changed_before: "Preview",
    changed_now: "Now",
    import_anyway: "Import so",
    look_again: "Look at the rows again",

    nothing_done: "Nothing to do: everything was in place already, no mail was sent.",
    imported_at: |n, at| match n {
        0 => format!("No row imported, on {at}."),
        n => format!("{} on {at}.", count(En, n, "row imported", "rows imported")),
    },
    sum: |[read, imported, unchanged, refused]| {
        let parts = [(imported, "imported"), (unchanged, "unchanged"), (refused, "left out")];
        let parts = parts.into_iter().filter(|(n, _)| *n > 0).map(|(n, what)| count(En, n, what, what));
        let parts: Vec<String> = parts.collect();
        format!("{}: {}.", count(En, read, "row read", "rows read"), parts.join(", "))
    },
    next_is_nothing: |queued| match queued {
        0 => "There is nothing left for you to do.".to_owned(),
        n => format!(
            "There is nothing left for you to do: {} by themselves.",
            count(En, n, "mail leaves", "mails leave")
        ),
    },
    next_is_mails: |n| {
        format!(
            "To do: correct {}, then send again.",
            count(En, n, "address whose mail was refused", "addresses whose mail was refused")
        )
    },
    next_is_refused: |n| {
        let them = if n == 1 { "it" } else { "them" };
        format!(
            "To do: download {}, correct {them} and import {them}: everything else is in place.",
            count(En, n, "row that was left out", "rows that were left out")
        )
    },
    undone_at: |at| format!("This import was undone on {at}."),
    tally_created: |n| plural(En, n, "user created", "users created"),
    tally_assigned: |n| plural(En, n, "assignment added", "assignments added"),
    tally_changed: |n| plural(En, n, "assignment changed", "assignments changed"),
    tally_renamed: |n| plural(En, n, "name changed", "names changed"),
    tally_unchanged: |_| "unchanged",
    tally_refused: |_| "left out",
    mails_title: "Welcome mails",
    mails_total: |n| count(En, n, "mail", "mails"),
    mails_none: "This import sent no mail.",
    mails_progress: "Mails that have left",
    mails_gone: |_| "left",
    mails_caption: "State of the welcome mails",
    mail_state: "State",
    mail_count: "Mails",
    mail_next: "What to do",
    mail_sent: "Delivered",
    mail_queued: "Queued",
    mail_failed: "Refused",
    mail_withdrawn: "Withdrawn",
    next_nothing: "Nothing",
    next_by_itself: "Will leave by themselves",
    next_see_failed: "Correct and resend",
    refresh: "Refresh",
    refused_title: "Rows left out",
    refused_file: "The file has your columns and one more, “finding”. Correct it and import it as it is: rows that were imported will not be doubled.",
    refused_kept: "The file is kept for 30 days. Correct it and import it as it is: rows that were imported will not be doubled.",
    refused_text: "Correct them in your file and import it again as it is: rows that were imported will not be doubled.",
    receipt: "Receipt",
    import_number: "Import no.",
    file: "File",
    rows_read: "Rows read",
    by: "By",
    command_line: "the command line",
    date: "Date",
    import_another: "Import another file",
    see_users: "See the users of this import",
    history_caption: "Imports, latest first",
    history_empty: "No import",
    history_empty_text: "The files that you import will appear here with their result.",
    see_report: |file| format!("See the result of {file}"),
};

fn field(field: Field) -> &'static str {
    field.label(En)
}

/// What an access has now where the row gives it something else.
fn replaced(what: &Replaced) -> Option<String> {
    let profile = what.profile.as_ref().map(|name| format!("Current profile: {name}"));
    let rights = (!what.rights.is_empty()).then(|| write_rights(what.rights.iter().copied()));
    let rights = rights.map(|rights| format!("Current rights: {rights}"));
    let end = what.end.map(|end| format!("Current end: {}", end.shown()));
    joined([profile, rights, end])
}

fn encoding(encoding: Encoding) -> &'static str {
    match encoding {
        Encoding::Utf8 => "UTF-8",
        Encoding::Utf16Le | Encoding::Utf16Be => "UTF-16",
        Encoding::Utf32Le | Encoding::Utf32Be => "UTF-32",
        Encoding::Windows1252 => "Windows-1252",
        Encoding::Iso8859_15 => "ISO-8859-15",
        Encoding::Macintosh => "Macintosh",
        Encoding::Cp850 => "MS-DOS",
    }
}

fn about(field: Field) -> &'static str {
    match field {
        Field::Contract => "The account number, digit for digit.",
        Field::SubAccount => "The number of a sub-account of that account. Empty: all of them.",
        Field::Site => "The name of one of your sites.",
        Field::Profile => {
            "The name of one of your profiles. Empty: the default profile for who is new, the same as before for others."
        }
        Field::LastName | Field::FirstName => "What the person is called.",
        Field::Email => "One address a row. The same address may stand on several rows.",
        Field::Rights => {
            "What the person may do there, whatever the profile: application=level, with commas between. Levels: aucun, consultation, gestion. Empty: nothing changes."
        }
        Field::End => "The last day of the access. Empty: nothing changes.",
    }
}

fn unreadable(error: &ReadError) -> String {
    let n = |value: u32| number(En, u64::from(value));
    match error {
        ReadError::Unreadable => "The browser can no longer read it: it was moved, changed or is out of reach. Choose it again.".to_owned(),
        ReadError::Empty => "It is empty.".to_owned(),
        ReadError::HeaderOnly => "It has nothing but the headings: there is nobody to import.".to_owned(),
        ReadError::NotText => "It is not text but an image, a PDF or another document. Save your table as .xlsx or .csv.".to_owned(),
        ReadError::NoList { kind } => kind.advice(En).to_owned(),
        ReadError::Workbook => "This workbook is not an .xlsx one. Save it as .xlsx or .csv, and import that file.".to_owned(),
        ReadError::Protected => "This workbook is protected by a password. Save it without one, as .xlsx or .csv, and import that file.".to_owned(),
        ReadError::Damaged => "This workbook is damaged. Open it in your spreadsheet program, save it as .xlsx or .csv, and import that file.".to_owned(),
        ReadError::TooLarge { max } => format!("It is larger than {} MB. Split it into several files.", max / 1024 / 1024),
        ReadError::TooManyRows { line, max } => format!("Line {}: more than {} rows. Split it into several files.", n(*line), n(*max)),
        ReadError::TooManyColumns { line, max } => format!("Line {}: more than {max} columns. The separator may be another one.", n(*line)),
        ReadError::CellTooLong { line, max } => format!("Line {}: a cell of more than {} bytes. A quote may have been left open there.", n(*line), n(*max)),
        ReadError::UnclosedQuote { line } => format!("Line {}: a quote is opened and never closed.", n(*line)),
    }
}

use super::{Create, Edit, Fields, FlashTexts, List, Removal, UserTexts};
use crate::i18n::{count, date};
use domain::address::AddressError;
use domain::locale::Locale::En;
use domain::users::Count;

pub static EN: UserTexts =
    UserTexts { list: LIST, fields: FIELDS, flash: FLASH, removal: REMOVAL, create: CREATE, edit: EDIT };

const LIST: List = List {
    title: "Users",
    lede: "A person has one or more assignments: a contract, a sub-account, a site, with a profile.",
    client_area: "My client area",
    users: "Users",
    create: "Create a user",
    import: "Import users",
    export: "Export users",
    more_exports: "Other export formats",
    export_for_excel: "CSV for Excel",
    export_workbook: "Excel workbook (.xlsx): keeps the zeros of numbers, with status and last sign-in",
    export_for_import: "CSV to import again as it is",
    search_by: "Find your users by",
    user: "User",
    status: "Status",
    any: "All",
    any_site: "All sites",
    user_example: "Name or e-mail address",
    mail_failed: "Mail failed",
    ends_soon: "Ends soon",
    search: "Search",
    clear: "Clear the criteria",
    profile_filter: |profile| format!("Profile: {profile}"),
    import_filter: "Rows written by one import",
    criterion: |name, value| format!("{name}: {value}"),
    unfiltered: "Not narrowed",
    drop_filter: "Drop this criterion",
    heading: "Assignments",
    assignments,
    for_people: |n| format!("for {}", people(n)),
    people,
    with_assignments: |n| format!("with {}", assignments(n)),
    grouping: "One row for each",
    by_assignment: "By assignment",
    by_person: "By person",
    more_assignments: |n| format!("and {}", count(En, n, "other", "others")),
    selection: "Selection",
    select_page: "Select all rows of the page",
    select_row: |who, email, site| format!("Select {who}, {email}, {site}"),
    selected: |n| format!("{} selected", count(En, n, "assignment", "assignments")),
    selected_some: "With the rows that are ticked",
    select_matching: |n| format!("The whole list ({})", assignments(n)),
    select_none: "Clear the selection",
    mails_failed: |n| count(En, n, "mail failed", "mails failed"),
    ending_soon: |n| match n {
        Count::Exactly(n) => count(En, n, "assignment ends soon", "assignments end soon"),
        Count::MoreThan(n) => format!("More than {} assignments end soon", number(n)),
    },
    until: |end| format!("until {}", end.shown()),
    density: "Density",
    compact: "Compact",
    comfortable: "Comfortable",
    caption: |column, descending| format!("Assignments of users, sorted {}", order(column, descending)),
    caption_by_person: |column, descending| {
        format!("Users and their assignments, sorted {}", order(column, descending))
    },
    columns: "Columns",
    columns_shown: |shown, all| format!("{shown} of {all}"),
    columns_legend: "Columns shown",
    columns_apply: "Show",
    columns_usual: "Show the usual ones",
    last_sign_in: "Last sign-in",
    created_at: "Created on",
    never: "never",
    day: |at| date(En, at),
    contract_column: "Contract number and name",
    contract: "Contract",
    sub_account: "Sub-account",
    all: "All",
    all_sites: "all sites",
    edit: "Edit",
    remove: "Remove",
    edit_row: |who, email, site| format!("Edit {who}, {email}, {site}"),
    remove_row: |who, site| format!("Remove the assignment of {who}, {site}"),
    resend: "Resend",
    resend_row: |email| format!("Resend the mail to {email}"),
    refusal: "Reason",
    refusal_of: |email| format!("Why the mail to {email} was refused"),
    delay_of: |email| format!("Why the mail to {email} waits"),
    pages: "Pages of the list",
    range: |first, last| format!("{} to {}", number(first), number(last)),
    range_of: |first, last, total| format!("{} to {} of {total}", number(first), number(last)),
    page_size: "Rows per page",
    empty: "No users yet",
    empty_why: "Create them one by one, or import a file: each will receive a welcome mail.",
    no_result: "No assignment matches these criteria",
    no_result_why: "Check the spelling, or search for a part of the name or of the address.",
    retry: "Try again",
};

const FIELDS: Fields = Fields {
    contract: "Account number",
    sub_account: "Sub-account number",
    every_sub_account: "All sub-accounts",
    site: "Site",
    profile: "Profile",
    choose: "Choose",
    last_name: "Last name",
    first_name: "First name",
    email: "E-mail address",
    login: "Identifier",
    end: "Last day of the access",
    end_hint: "For example 31/12/2026. The access ends at the end of that day; without a date, it has no end.",
    right_end: "Until",
    right_end_for: |application| format!("Last day of the personal right {application}"),
    rights: "Rights",
    personal_rights: |n| count(En, n, "personal right", "personal rights"),
    why: "Why?",
    why_for: |application| format!("Why? {application}"),
    by_profile: |profile, given| format!("Comes from the profile {profile}. Assignment given {given}."),
    by_person: |given| format!("Given to this person {given}."),
    given: |by, at| match (by, at) {
        (Some(by), Some(at)) => format!("by {by} on {at}"),
        (None, Some(at)) => format!("by the carrier on {at}"),
        (Some(by), None) => format!("by {by}"),
        (None, None) => "on a day that is no longer known".to_owned(),
    },
    error_of: |what, message| format!("{what}: {message}"),
    errors: &[
        ("missing_contract", "Choose an account."),
        ("unknown_contract", "This account is not, or no longer, one of yours."),
        ("unknown_sub_account", "This sub-account is not part of this account."),
        ("missing_site", "Choose a site."),
        ("unknown_site", "This site is not, or no longer, one of yours."),
        ("missing_end", "Give the last day, or tick that the end date is taken away."),
        ("missing_profile", "Choose a profile."),
        ("unknown_profile", "This profile does not exist, or no longer does."),
        ("too_many_places", "No more than ten assignments at once."),
        ("missing_addresses", "Give at least one e-mail address."),
        ("wrong_addresses", "Some addresses need correcting: each says why."),
        ("too_many_addresses", "No more than 500 addresses at once; for more, import a file."),
        ("name_too_long", "No more than 80 characters."),
        ("name_invisible", "An invisible character hides in it: clear the field and type it again."),
        ("name_link", "A name cannot contain a link or a telephone number."),
        ("already_assigned", "This person already has an assignment at this account, sub-account and site."),
        ("not_a_date", "There is no such date: write it like this, 31/12/2026."),
        ("serial_number", "This is a number and not a date: write it like this, 31/12/2026."),
        ("short_year", "Write the year in four digits: 31/12/2026."),
        ("year_out_of_range", "That year is too far away."),
        ("ended", "That day is over: choose today or a day to come."),
        ("not_of_contract", "The contract you chose does not have this application."),
        ("beyond_own", "You do not have this right yourself at that place: you cannot give it."),
        ("profile_beyond_own", "This profile allows more than you may do yourself at that place."),
        ("out_of_reach", "You do not administer the people of that place."),
        (
            "named_elsewhere",
            "This person also has access beyond what you administer: the name cannot be changed here.",
        ),
        ("other", "This value does not fit."),
    ],
    changed: |now| match now {
        "" => "Somebody else has emptied this meanwhile. Save again to keep what you entered.".to_owned(),
        now => format!("Somebody else has put “{now}” here meanwhile. Save again to keep what you entered."),
    },
    as_profile: "that of the profile",
    address_errors: |error| match error {
        AddressError::Empty => "Enter an e-mail address",
        AddressError::Invisible => "An invisible character hides in it",
        AddressError::Space => "There is a space in the address",
        AddressError::NoAt => "The @ sign is missing",
        AddressError::ManyAts => "There is more than one @ sign",
        AddressError::NoLocalPart => "What stands before the @ sign is missing",
        AddressError::NoDomain => "What stands after the @ sign is missing",
        AddressError::LocalPartTooLong => "What stands before the @ sign is too long",
        AddressError::TooLong => "The address is too long",
        AddressError::MisplacedDot => "A dot is misplaced before the @ sign",
        AddressError::ForbiddenCharacter => "A character is not allowed before the @ sign",
        AddressError::BadDomain => "What stands after the @ sign is not a domain name",
    },
};

const FLASH: FlashTexts = FlashTexts {
    removed: |people| match people {
        [one] => format!("The access of {one} was removed."),
        several => format!("{} were removed.", count(En, several.len() as u64, "assignment", "assignments")),
    },
    undo: "Undo",
    undo_what: " the removal",
    restored: |n| match n {
        1 => "The assignment is back.".to_owned(),
        n => format!("{} are back.", count(En, n, "assignment", "assignments")),
    },
    replaced: |n| match n {
        1 => "The person was given this assignment again meanwhile: nothing has changed.".to_owned(),
        n => format!(
            "{} were given again meanwhile: they have not changed.",
            count(En, n, "assignment", "assignments")
        ),
    },
    without_site: |n| match n {
        1 => {
            "The assignment is not back: its site was removed meanwhile. Give one at another site.".to_owned()
        }
        n => format!(
            "{} are not back: their site was removed meanwhile. Give others at another site.",
            count(En, n, "assignment", "assignments")
        ),
    },
    created: |n| {
        count(
            En,
            n,
            "user created, a welcome mail is on its way",
            "users created, each is sent a welcome mail",
        )
    },
    assigned: |n| count(En, n, "assignment added to a known user", "assignments added to known users"),
    unchanged: |n| {
        count(
            En,
            n,
            "address already assigned so, nothing changed",
            "addresses already assigned so, nothing changed",
        )
    },
    other_profile: |n| {
        count(
            En,
            n,
            "address already assigned there with another profile, which stays",
            "addresses already assigned there with another profile, which stays",
        )
    },
    and_others: |n| format!("and {}", count(En, n, "other", "others")),
    saved: "The changes are saved.",
    suspended: "The access is suspended.",
    reactivated: "The access is active again.",
    reset_mailed: "An e-mail leaves with a link, good for an hour, to choose another password. The present one works until then.",
    session_ended: "The session is closed.",
    mail_queued: "The mail leaves again: it waits to be sent.",
    mailed_too_soon: "The previous mail has just left: try again in a minute.",
    nothing_chosen: "Nothing was ticked: tick rows, or the whole list, then choose what is to be done with them.",
};

const REMOVAL: Removal = Removal {
    title: |name| format!("Remove {name}?"),
    consequence: "This assignment will be removed; the person’s other assignments stay.",
    last_consequence: "If it is the only one, this person loses all access to your client area. \
                       You can put it back for 30 days.",
    is_last: "This is their only assignment: this person will lose all access to your client area. You can put it back for 30 days.",
    is_not_last: "This assignment will be removed; the person keeps others. You can put it back for 30 days.",
    keep: "Keep this user",
    confirm: "Remove",
};

const CREATE: Create = Create {
    personal_rights: "Personal rights",
    personal_rights_hint: "By default these people have the profile’s rights. A level that you choose here takes its place.",
    title: "User management",
    lede: "Choose where and with which rights, then give one or more e-mail addresses.",
    here: "Create a user",
    place: "1. Assignment",
    add_place: "Assign to another place, too",
    other_place: |nth| format!("Assignment {nth}, with the same profile and the same rights"),
    remove: "Remove",
    remove_place: |nth| format!("Remove assignment {nth}"),
    addresses: "2. E-mail addresses",
    typed: |n| count(En, n, "typed", "typed"),
    remove_all: "Remove all",
    remove_wrong: |n| match n {
        1 => "Remove it".to_owned(),
        n => format!("Remove the {}", number(n)),
    },
    put_back: "Put back what was removed",
    add: "Add",
    example: "first.last@example.com",
    hint: "One or more addresses: you can paste a column of a sheet or a list of recipients, up to 500 addresses. \
           Capital and small letters are the same.",
    list: "Addresses typed",
    ready: "All is ready.",
    to_correct: |n| count(En, n, "address to correct first", "addresses to correct first"),
    to_check: |n| count(En, n, "address to check", "addresses to check"),
    creations: |n| count(En, n, "creation", "creations"),
    additions: |n| count(En, n, "assignment added", "assignments added"),
    valid: |n| count(En, n, "valid address", "valid addresses"),
    ignored: |n| count(En, n, "without effect", "without effect"),
    none: "No address yet",
    is_new: "New user, will receive a welcome mail",
    is_known: "Known already: this assignment is added, the password stays",
    is_assigned: "Already assigned so: nothing will change",
    has_other_profile: |profile| {
        format!("Already assigned there with the profile {profile}, which will stay")
    },
    is_valid: "Valid address",
    is_repeated: "In this list already, counted once",
    did_you_mean: |address| format!("A typing error? Did you mean {address}?"),
    replace_by: |address| format!("Replace by {address}"),
    edit: "Edit",
    edit_address: |address| format!("Edit {address}"),
    remove_address: |address| format!("Remove {address}"),
    profile_lets: |profile| format!("What the profile {profile} allows"),
    profile_unknown: "Choose a profile to see what it allows.",
    limited_to: |site| format!("Limited to the site {site}."),
    limited_to_sub_account: |site, number| {
        format!("Limited to the site {site} and the sub-account {number}.")
    },
    mail: "The mail that will be sent",
    mail_from: |customer| format!("From: Guichet for {customer}"),
    mail_to: |first, others| match others {
        0 => format!("To: {first}"),
        n => format!("To: {first} and {}", count(En, n, "other", "others")),
    },
    mail_nobody: "To: nobody yet",
    mail_subject: |customer| format!("Your access to the client area of {customer}"),
    mail_hello: "Hello,",
    mail_body: |customer| format!("You now have access to the client area of {customer}."),
    mail_login: "Identifier",
    mail_password: "Password",
    mail_sign_in: "Sign in",
    mail_validity: "A temporary password, valid for 72 hours: to be replaced when first signing in.",
    cancel: "Cancel",
    submit: "Submit",
};

const EDIT: Edit = Edit {
    last_sign_in: |at| format!("Last signed in on {at}"),
    never_signed_in: "Has not signed in yet",
    identity: "Identity",
    email_hint: "Mails about the access arrive here. You can put it right until the person has signed in; afterwards they alone change it, in “My space”.",
    place: "Assignment",
    rights: "Rights",
    closed_place: "This contract or sub-account is closed: the person stays assigned to it, and may do nothing there.",
    archived_site: "This site is archived: the person may stay there, and it is no longer offered to others.",
    access: "Withdraw the access",
    suspend: "Suspend",
    suspend_consequence: "Signing in is blocked and sessions are closed. Rights are kept and can be resumed at once.",
    reactivate: "Reactivate",
    reactivate_consequence: "The access is suspended. Rights were kept and can be resumed at once.",
    remove: "Remove",
    remove_consequence: "Removes this assignment; you can put it back for 30 days.",
    read_only: "You can look at this access, and not change it.",
    own_read_only: "This is your own access: your company’s administrator can change it.",
    named_elsewhere: "This person also has access beyond what you administer: the name is the same there and cannot be changed here.",
    suspended_elsewhere: "This person also has access beyond what you administer: only your company’s administrator can suspend them.",
    administers: "This person administers the client area: suspending them, or removing their last assignment, ends that for good.",
    own: "This is your own access: you can neither suspend nor remove it.",
    mail: "Access mail",
    mail_fine: "This person has signed in already: no mail is expected.",
    mail_consequence: "A new temporary password leaves with the mail; the old one stops working.",
    history: "History",
    whole_history: "The whole audit log",
    no_history: "The audit log does not tell of this person yet.",
    reset_password: "Reset the password",
    sessions: "Open sessions",
    no_session: "This person has no open session.",
    last_seen: |at| format!("Seen on {at}"),
    end_session: "Close",
    end_session_of: |name| format!("Close the session {name}"),
    add_assignment: "Add an assignment",
    others: "Other assignments",
    no_others: "This person has no other assignment.",
    created_on: |at| format!("Created on {at}"),
    back: "Back to the list",
    submit: "Save",
    take_present: "Give up what I entered and show what is saved",
    missing: "This assignment does not exist, or no longer does",
    missing_why: "It may have been removed in the meantime.",
};

fn assignments(n: Count) -> String {
    counted(n, "assignment", "assignments")
}

fn people(n: Count) -> String {
    counted(n, "person", "people")
}

fn counted(n: Count, one: &'static str, many: &'static str) -> String {
    match n {
        Count::Exactly(n) => count(En, n, one, many),
        Count::MoreThan(n) => format!("more than {} {many}", number(n)),
    }
}

/// "by site, in descending order".
fn order(column: &str, descending: bool) -> String {
    let order = if descending { ", in descending order" } else { "" };
    format!("by {}{order}", column.to_lowercase())
}

fn number(value: u64) -> String {
    crate::i18n::number(En, value)
}

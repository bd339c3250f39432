use super::{SiteTexts, Verdicts};
use crate::i18n::count;
use crate::sites::problem::SiteProblem;
use domain::locale::Locale::En;
use domain::usage::Usage;
use domain::users::Count;

pub static EN: SiteTexts = SiteTexts {
    title: "Sites",
    lede: "The places your company ships from. In a file to import, a site’s name is written exactly as here.",
    site: "Site",
    site_name: "Site name",
    create: "Create a site",
    import: "Import sites",
    export: "Export the sites",
    none: "No site",
    none_why: "Create the first one above, or import your list. As soon as there is a site, each assignment names one.",
    none_found: "No site found",
    none_found_why: "No name of a site has these words in it.",
    all_sites: "All sites",
    search_label: "Find a site",
    search: "Search",
    used_by: "Users",
    contracts: "Contracts",
    contract_count: |n, all| at_least(all, count(En, n, "contract", "contracts")),
    edit: "Edit",
    edit_named: |name| format!("Edit the site {name}"),
    pages: "Pages of sites",
    page_of: |page, last| format!("Page {page} of {last}"),
    archived_chip: "Archived",
    merging: |into| format!("Being merged into {into}"),
    merging_long: |into| {
        format!(
            "The assignments of this site go to the site “{into}”. It takes a few seconds: reload the page."
        )
    },
    nobody: "Nobody",
    people: |n| count(En, n, "person", "people"),
    more_assignments: |n| format!("more than {}", count(En, n, "assignment", "assignments")),
    created: |name| format!("The site “{name}” has been created."),
    renamed: |before, after| format!("The site “{before}” is now called “{after}”."),
    rename_back: |before| format!("Call it “{before}” again"),
    merged,
    archived: |name| {
        format!("The site “{name}” is archived: it is no longer offered. The people who are there stay.")
    },
    restored: |name| format!("The site “{name}” is offered again."),
    restore_named: |name| format!("Restore the site “{name}”"),
    restore_instead: "You can restore the archived site instead of creating another.",
    removed: |name| format!("The site “{name}” has been removed."),
    imported: |n| format!("{}.", count(En, n, "site has been created", "sites have been created")),
    problem,
    rename: "Rename",
    rename_hint: "The list, the search and the exports follow at once.",
    rename_ask: "Rename…",
    open_other: "See the archived site",
    rename_title: |before, after| format!("Rename “{before}” to “{after}”?"),
    touches: |usage| format!("It concerns {}.", affected(usage)),
    rename_consequence: "Files to import with the former name will no longer be recognised as they are: the import page will suggest the new one.",
    keep_name: "Keep the name",
    merge: "Merge with another site",
    merge_about: "The people of this site go to the other, and this site is no more. Before it is done, the page says what changes.",
    merge_into: "Site that stays",
    choose: "Choose…",
    merge_ask: "Merge…",
    merge_title: |from, into| format!("Merge “{from}” into “{into}”?"),
    goes: |usage, into| format!("To “{into}” go {}.", affected(usage)),
    same: |same, into| match same {
        Count::Exactly(0) => format!("Nobody is at “{into}” with the same contract and sub-account already."),
        Count::Exactly(n) => already(&count(En, n, "assignment", "assignments"), into),
        Count::MoreThan(n) => {
            already(&format!("at least {}", count(En, n, "assignment", "assignments")), into)
        }
    },
    merge_consequence: |from| format!("The site “{from}” is no more. This cannot be undone."),
    merge_confirm: "Merge",
    keep_both: "Keep both sites",
    leave: "Archive or remove",
    archive: "Archive",
    archive_consequence: "The site is no longer offered. The people who are there stay, and the list and the exports show them.",
    restore: "Restore",
    restore_consequence: "The site is offered again.",
    remove: "Remove",
    remove_consequence: "Nobody is assigned to this site.",
    remove_in_use: "People are assigned to this site, or were removed from it within the last 30 days and can be put back: to remove it, merge it into the one they go to.",
    remove_title: |name| format!("Remove the site “{name}”?"),
    remove_final: "This cannot be undone.",
    keep: "Keep the site",
    missing: "Site not found",
    missing_why: "It does not exist, or no longer does: it may have been removed, or merged into another.",
    import_lede: "A file with a column “site”, or one name a line. The page says what each line would do before anything is created.",
    file: "File",
    file_hint: "CSV, text or an .xlsx workbook; encoding and delimiter are recognised.",
    paste: "Or paste the list",
    paste_hint: "One name a line.",
    check: "Check",
    cancel: "Back to the sites",
    nothing_chosen: "Choose a file, or paste a list.",
    no_names: "There is no name of a site in this file.",
    changed: "Your sites have changed since the check: this is what each line would do now. Nothing has been created.",
    tally_new: "to create",
    tally_known: |_| "known already",
    tally_left: |_| "left aside",
    create_these: |n| format!("Create {}", count(En, n, "site", "sites")),
    other_file: "Another file",
    preview_caption: "What each line would do",
    line: "Line",
    verdict: "Result",
    verdicts: Verdicts {
        new: "To create",
        known: "Known already",
        archived: "Archived",
        archived_why: "It stays archived; open it to restore it.",
        similar: "Nearly the same",
        similar_why: |name, archived| {
            let archived = if archived { " (archived)" } else { "" };
            format!("You have “{name}”{archived}, but for an accent, a capital or a dash.")
        },
        twice: "Twice",
        twice_why: |line| format!("As in line {line}."),
        invalid: "In error",
        formula_why: "This is an error of a spreadsheet’s formula, not a name.",
        no_name: "Left aside",
        no_name_why: "This is a repeated heading, a total or a remark.",
    },
};

fn at_least(all: bool, text: String) -> String {
    if all { text } else { format!("at least {text}") }
}

fn affected(usage: &Usage) -> String {
    let people = count(En, usage.people, "person", "people");
    match usage.assignments {
        Count::Exactly(n) => format!("{}, {people}", count(En, n, "assignment", "assignments")),
        Count::MoreThan(n) => {
            format!("more than {}, at least {people}", count(En, n, "assignment", "assignments"))
        }
    }
}

fn already(what: &str, into: &str) -> String {
    format!(
        "At “{into}” with the same contract and sub-account already: {what}. The one that is there stays, with its profile and personal rights; the other is removed."
    )
}

fn merged(from: &str, into: &str, moved: u64, removed: u64, ended: bool) -> String {
    if !ended {
        return format!("The assignments of “{from}” go to “{into}”: that will be done in a few seconds.");
    }
    let moved = count(En, moved, "assignment went there", "assignments went there");
    let removed = match removed {
        0 => String::new(),
        n => format!(", {}", count(En, n, "was there already", "were there already")),
    };
    format!("The site “{from}” has been merged into “{into}”: {moved}{removed}.")
}

fn problem(problem: &SiteProblem) -> String {
    match problem {
        SiteProblem::Missing => "Enter the site’s name.".to_owned(),
        SiteProblem::TooLong => "This name is too long: 120 characters at most.".to_owned(),
        SiteProblem::Invisible => "There is an invisible character in this name: type it anew.".to_owned(),
        SiteProblem::Link => "A site’s name cannot hold a link.".to_owned(),
        SiteProblem::Taken { name } => {
            format!("You have a site “{name}” already, but for an accent, a capital or a dash.")
        }
        SiteProblem::Archived { name, .. } => format!("This is the name of the archived site “{name}”."),
        SiteProblem::Settling => {
            "A site has just been renamed or merged, and that is not quite over. Try again in a few seconds.".to_owned()
        }
        SiteProblem::InUse => {
            "People are assigned to this site, or have just been removed from it and can be put back: merge it into the one they go to.".to_owned()
        }
        SiteProblem::NoTarget => "Choose another site, one that is not archived.".to_owned(),
    }
}

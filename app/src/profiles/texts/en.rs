use super::ProfileTexts;
use crate::i18n::{count, number};
use domain::locale::Locale::En;

pub static EN: ProfileTexts = ProfileTexts {
    title: "Profiles",
    lede: "What each profile allows, application by application. You choose a profile when you create a user; a personal \
           right can stand in its place.",
    none: "No profile",
    none_why: "A profile says what the people who have it may do. Create the first one: it will be offered by default.",
    profile: "Profile",
    people_heading: "People",
    actions: "Actions",
    default_mark: "Default",
    nobody: "Nobody",
    people: |people| count(En, people, "person", "people"),
    more_than: |assignments| format!("more than {}\u{a0}assignments", number(En, assignments)),
    people_of: |people, profile| format!("{people}, profile {profile}"),
    create: "Create a profile",
    edit: "Edit",
    copy: "Copy",
    delete: "Delete",
    of: |what, profile| format!("{what} {profile}"),
    default_title: "Default profile",
    default_label: "Profile",
    default_hint: "It is chosen beforehand when you create somebody, and given to rows of a file that name none.",
    default_submit: "Make it the default",

    create_lede: "Give it a name, then a level for each application.",
    copy_lede: |name| format!("A copy of {name}: give it another name, then change what differs."),
    copy_name: |name| format!("{name} (copy)"),
    create_submit: "Create the profile",
    name: "Profile name",
    rights: "Rights",
    rights_caption: "The profile’s level for each application",
    save: "Save",
    confirm: "Confirm the change",
    back: "Back to the profiles",
    missing: "No such profile",
    missing_why: "This profile does not exist, or no longer does.",
    taken: |other| {
        format!("The profile “{other}” has this name already, accents, case and punctuation aside.")
    },
    errors: &[
        ("missing_name", "Give the profile a name."),
        ("name_too_long", "This name is too long."),
        ("name_invisible", "This name holds an invisible character. Type it on the keyboard."),
        ("name_link", "A name cannot hold a link."),
        ("missing_successor", "Choose the profile that takes its place."),
        ("unknown_successor", "This profile no longer exists. Choose another."),
        ("last", "This is the last profile: create another before you delete it."),
        ("other", "This field needs your attention."),
    ],

    delete_title: |name| format!("Delete {name}"),
    successor: "Profile that takes its place",
    successor_of_people: "The people who have this profile will get that one. What they gain or lose is shown to you first.",
    successor_of_default: "This is the default profile: that one becomes it.",
    successor_of_both: "The people who have this profile will get that one, and it becomes the default profile. What they gain or lose is shown to you first.",
    successor_of_nobody: "Nobody has this profile. An import or a removal that is undone can still ask for it: that one is given in its place.",
    choose: "Choose…",
    no_successor: "The default profile",
    confirm_deletion: "Confirm the deletion",
    keep: "Keep this profile",
    last: "This is your company’s last profile: without it, a new person would have none. Create another before you delete it.",

    impact: "What this change does",
    who_has_it: |people, assignments| {
        let people_words = count(En, people, "person has this profile", "people have this profile");
        if people == assignments {
            return format!("{people_words}.");
        }
        format!("{people_words}, at {}.", count(En, assignments, "assignment", "assignments"))
    },
    felt_by_nobody: "Nobody has this profile: nobody gains or loses anything.",
    no_level_changes: "The rights are the same: nobody gains or loses anything.",
    gain: |people, application, level| match people {
        0 => format!("Nobody gains {application} ({level})"),
        people => format!("{} {application} ({level})", count(En, people, "person gains", "people gain")),
    },
    lose: |people, application, level| match people {
        0 => format!("Nobody loses {application} ({level})"),
        people => format!("{} {application} ({level})", count(En, people, "person loses", "people lose")),
    },
    shift: |people, application, before, after| match people {
        0 => format!("{application}: nobody goes from {before} to {after}"),
        people => {
            format!(
                "{application}: {} from {before} to {after}",
                count(En, people, "person goes", "people go")
            )
        }
    },
    at_assignments: |assignments| format!(", at {}", count(En, assignments, "assignment", "assignments")),
    kept: |people, assignments| {
        let kept = count(En, people, "person keeps a personal right", "people keep a personal right");
        if people == assignments {
            return format!("{kept}: nothing changes there.");
        }
        format!("{kept}, at {}: nothing changes there.", count(En, assignments, "assignment", "assignments"))
    },
    elsewhere: |assignments| {
        let words = count(En, assignments, "assignment", "assignments");
        format!("No effect on {words} whose contract does not have this application, or is closed.")
    },
    names: |names, others| match others {
        0 => format!("They are: {names}."),
        others => format!("Among them {names}, and {}.", count(En, others, "other", "others")),
    },
    suspended_too: "Suspended people are counted: they have their rights again once they are reactivated.",
    by_site: "Assignments that are touched, by site",
    site: "Site",
    every_site: "All sites",
    more_sites: |sites| {
        format!("And {} where fewer assignments are touched.", count(En, sites, "other site", "other sites"))
    },
    signed: |gains, assignments| {
        format!("{}\u{a0}{}", if gains { "+" } else { "−" }, number(En, assignments))
    },
    again: "What this change does is no longer what you were shown. Nothing was saved: this is what it would do now.",
    meanwhile: "Somebody else changed this profile in the meantime. Nothing was saved.",
    meanwhile_advice: "What follows begins with the profile as it is now: if you confirm, your version holds.",
    changed_by: |by, at| format!("{by}, {at}:"),
    the_carrier: "Your carrier",
    renamed: |before, after| format!("“{before}” becomes “{after}”"),
    became: |application, before, after| format!("{application} goes from {before} to {after}"),
    list_separator: "; ",

    created: |name| format!("The profile {name} was created."),
    changed: |name| format!("The profile {name} was changed."),
    deleted: |name| format!("The profile {name} was deleted."),
    default_chosen: |name| format!("{name} is the default profile."),
    undone: |name| format!("The profile {name} is what it was again."),
    not_undone: |other| format!("Nothing was undone: the profile “{other}” has this name now."),
    changed_since: "Nothing was undone: the profile was changed again since.",
    undo: "Undo",
    undo_what: " this change of a profile",
};

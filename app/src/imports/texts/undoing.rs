//! What is said about undoing an import.

use crate::i18n::{count, plural};
use domain::imports::SkipReason;
use domain::locale::Locale::{self, En, Fr};

/// The words about undoing an import in one language.
#[derive(Debug)]
pub struct Undoing {
    pub title: &'static str,
    pub about: &'static str,
    pub ask: &'static str,
    pub question: fn(&str) -> String,
    pub people: fn(u64) -> String,
    pub assignments: fn(u64) -> String,
    pub profiles: fn(u64) -> String,
    pub names: fn(u64) -> String,
    pub mails: fn(u64) -> String,
    pub passwords: &'static str,
    pub nothing: &'static str,
    pub kept: fn(SkipReason, u64) -> String,
    pub keep: &'static str,
    pub confirm: &'static str,
    pub done_title: &'static str,
    pub done_by: fn(&str, &str) -> String,
    pub people_removed: &'static str,
    pub assignments_removed: &'static str,
    pub profiles_restored: &'static str,
    pub names_restored: &'static str,
    pub kept_title: fn(u64) -> String,
    pub kept_none: &'static str,
    pub kept_caption: &'static str,
    pub person: &'static str,
    pub reason: &'static str,
    pub because: fn(SkipReason) -> &'static str,
    pub not_named: fn(u64) -> String,
    pub state: &'static str,
    pub undone_on: fn(&str) -> String,
    pub undo_file: fn(&str) -> String,
}

pub static FR: Undoing = Undoing {
    title: "Annuler cet import",
    about: "Ce que l’import a créé est retiré et les mails en file sont arrêtés. Les personnes qui se sont connectées depuis sont conservées, et vous en aurez la liste. L’annulation reste possible sans limite de temps.",
    ask: "Annuler l’import",
    question: |file| format!("Annuler l’import de {file}\u{a0}?"),
    people: |n| {
        let never = plural(
            Fr,
            n,
            "qui ne s’est jamais connecté sera retiré",
            "qui ne se sont jamais connectés seront retirés",
        );
        format!("{} {never}.", count(Fr, n, "utilisateur", "utilisateurs"))
    },
    assignments: |n| count(Fr, n, "affectation sera retirée.", "affectations seront retirées."),
    names: |n| {
        count(
            Fr,
            n,
            "personne retrouvera le nom ou la suspension d’avant.",
            "personnes retrouveront le nom ou la suspension d’avant.",
        )
    },
    profiles: |n| {
        count(
            Fr,
            n,
            "affectation retrouvera le profil, les droits et la fin d’avant.",
            "affectations retrouveront le profil, les droits et la fin d’avant.",
        )
    },
    mails: |n| count(Fr, n, "mail en file ne partira pas.", "mails en file ne partiront pas."),
    passwords: "Les mots de passe déjà envoyés aux utilisateurs retirés ne fonctionneront plus.",
    nothing: "Il n’y a plus rien à retirer\u{a0}: tout a été changé depuis.",
    kept: |reason, n| match reason {
        SkipReason::SignedIn => count(
            Fr,
            n,
            "personne s’est connectée depuis\u{a0}: elle est conservée.",
            "personnes se sont connectées depuis\u{a0}: elles sont conservées.",
        ),
        SkipReason::Changed => count(
            Fr,
            n,
            "personne a été modifiée depuis\u{a0}: la modification est conservée.",
            "personnes ont été modifiées depuis\u{a0}: les modifications sont conservées.",
        ),
        SkipReason::Assigned => count(
            Fr,
            n,
            "personne a été affectée ailleurs depuis\u{a0}: elle y reste.",
            "personnes ont été affectées ailleurs depuis\u{a0}: elles y restent.",
        ),
        SkipReason::Last => count(
            Fr,
            n,
            "personne n’a plus d’autre affectation\u{a0}: elle garde celle-ci.",
            "personnes n’ont plus d’autre affectation\u{a0}: elles gardent celle-ci.",
        ),
    },
    keep: "Garder l’import",
    confirm: "Annuler l’import",
    done_title: "Import annulé",
    done_by: |at, by| {
        if by.is_empty() { format!("Annulé le {at}.") } else { format!("Annulé le {at} par {by}.") }
    },
    people_removed: "Utilisateurs retirés",
    assignments_removed: "Affectations retirées",
    profiles_restored: "Accès rétablis",
    names_restored: "Noms et suspensions rétablis",
    kept_title: |n| count(Fr, n, "personne conservée", "personnes conservées"),
    kept_none: "Personne n’a dû être conservé.",
    kept_caption: "Personnes conservées, et pourquoi",
    person: "Personne",
    reason: "Pourquoi",
    because: |reason| match reason {
        SkipReason::SignedIn => "S’est connectée depuis l’import",
        SkipReason::Changed => "Modifiée depuis l’import",
        SkipReason::Assigned => "Affectée ailleurs depuis l’import",
        SkipReason::Last => "C’est sa dernière affectation",
    },
    not_named: |n| others(Fr, n),
    state: "Annulation",
    undone_on: |at| format!("Annulé le {at}"),
    undo_file: |file| format!("\u{a0}: {file}"),
};

pub static EN: Undoing = Undoing {
    title: "Undo this import",
    about: "What the import created is removed and queued mails are stopped. People who have signed in since are kept, and you will get their list. There is no limit of time.",
    ask: "Undo the import",
    question: |file| format!("Undo the import of {file}?"),
    people: |n| {
        let never = plural(
            En,
            n,
            "who has never signed in will be removed",
            "who have never signed in will be removed",
        );
        format!("{} {never}.", count(En, n, "user", "users"))
    },
    assignments: |n| count(En, n, "assignment will be removed.", "assignments will be removed."),
    names: |n| {
        count(
            En,
            n,
            "person will get the former name or suspension back.",
            "people will get their former name or suspension back.",
        )
    },
    profiles: |n| {
        count(
            En,
            n,
            "assignment will get its former profile, rights and end back.",
            "assignments will get their former profile, rights and end back.",
        )
    },
    mails: |n| count(En, n, "queued mail will not leave.", "queued mails will not leave."),
    passwords: "Passwords that were already mailed to removed users will no longer work.",
    nothing: "There is nothing left to remove: everything has been changed since.",
    kept: |reason, n| match reason {
        SkipReason::SignedIn => count(
            En,
            n,
            "person has signed in since and is kept.",
            "people have signed in since and are kept.",
        ),
        SkipReason::Changed => count(
            En,
            n,
            "person was changed since: the change is kept.",
            "people were changed since: the changes are kept.",
        ),
        SkipReason::Assigned => count(
            En,
            n,
            "person was assigned elsewhere since and stays there.",
            "people were assigned elsewhere since and stay there.",
        ),
        SkipReason::Last => count(
            En,
            n,
            "person has no other assignment by now and keeps this one.",
            "people have no other assignment by now and keep this one.",
        ),
    },
    keep: "Keep the import",
    confirm: "Undo the import",
    done_title: "Import undone",
    done_by: |at, by| {
        if by.is_empty() { format!("Undone on {at}.") } else { format!("Undone on {at} by {by}.") }
    },
    people_removed: "Users removed",
    assignments_removed: "Assignments removed",
    profiles_restored: "Accesses put back",
    names_restored: "Names and suspensions put back",
    kept_title: |n| count(En, n, "person kept", "people kept"),
    kept_none: "Nobody had to be kept.",
    kept_caption: "People who were kept, and why",
    person: "Person",
    reason: "Why",
    because: |reason| match reason {
        SkipReason::SignedIn => "Signed in since the import",
        SkipReason::Changed => "Changed since the import",
        SkipReason::Assigned => "Assigned elsewhere since the import",
        SkipReason::Last => "It is their last assignment",
    },
    not_named: |n| others(En, n),
    state: "Undoing",
    undone_on: |at| format!("Undone on {at}"),
    undo_file: |file| format!(": {file}"),
};

fn others(locale: Locale, n: u64) -> String {
    match locale {
        Fr => format!("et {}.", count(Fr, n, "autre", "autres")),
        En => format!("and {}.", count(En, n, "other", "others")),
    }
}

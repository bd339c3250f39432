//! Texts of what was removed lately.

use crate::i18n::{Locale, count};

impl crate::i18n::Texts {
    /// What was removed lately.
    pub fn removed_users(self) -> &'static RemovedTexts {
        self.of(&FR, &EN)
    }
}

/// Texts of what was removed lately, in one language.
#[derive(Debug)]
pub struct RemovedTexts {
    pub title: &'static str,
    pub lede: &'static str,
    pub who: &'static str,
    pub removed: &'static str,
    pub removed_by: fn(at: &str, by: &str) -> String,
    pub until: &'static str,
    pub restore: &'static str,
    pub restore_row: fn(&str) -> String,
    pub and_others: fn(u64) -> String,
    /// The site is another by now, or no more; the profile is another.
    pub site_now: fn(&str, &str) -> String,
    pub site_gone: fn(&str) -> String,
    pub profile_now: fn(&str, &str) -> String,
    pub more: &'static str,
    pub none: &'static str,
    pub none_why: &'static str,
    pub back: &'static str,
}

pub const FR: RemovedTexts = RemovedTexts {
    title: "Supprimés récemment",
    lede: "Ce qui a été supprimé se rétablit pendant 30 jours, avec ses droits.",
    who: "Personne et affectation",
    removed: "Supprimé",
    removed_by: |at, by| format!("{at}, par {by}"),
    until: "À rétablir jusqu’au",
    restore: "Rétablir",
    restore_row: |who| format!("Rétablir {who}"),
    and_others: |n| format!("et {}", count(Locale::Fr, n, "autre affectation", "autres affectations")),
    site_now: |then, now| {
        format!(
            "Le site «\u{a0}{then}\u{a0}» est devenu «\u{a0}{now}\u{a0}»\u{a0}: l’affectation y sera rétablie."
        )
    },
    site_gone: |then| {
        format!(
            "Le site «\u{a0}{then}\u{a0}» a été supprimé\u{a0}: l’affectation ne peut pas y être rétablie. Créez l’accès de nouveau, sur un autre site."
        )
    },
    profile_now: |then, now| {
        format!(
            "Le profil «\u{a0}{then}\u{a0}» est devenu «\u{a0}{now}\u{a0}»\u{a0}: l’affectation sera rétablie avec celui-ci."
        )
    },
    more: "Voir plus",
    none: "Rien à rétablir",
    none_why: "Rien n’a été supprimé pendant les 30 derniers jours.",
    back: "Revenir à la liste",
};

pub const EN: RemovedTexts = RemovedTexts {
    title: "Recently removed",
    lede: "What was removed can be put back for 30 days, with its rights.",
    who: "Person and assignment",
    removed: "Removed",
    removed_by: |at, by| format!("{at}, by {by}"),
    until: "Can be put back until",
    restore: "Put back",
    restore_row: |who| format!("Put {who} back"),
    and_others: |n| format!("and {}", count(Locale::En, n, "other assignment", "other assignments")),
    site_now: |then, now| {
        format!("The site “{then}” has become “{now}”: the assignment will be put back there.")
    },
    site_gone: |then| {
        format!(
            "The site “{then}” was removed: the assignment cannot be put back there. Create the access again, at another site."
        )
    },
    profile_now: |then, now| {
        format!("The profile “{then}” has become “{now}”: the assignment will be put back with that one.")
    },
    more: "Show more",
    none: "Nothing to put back",
    none_why: "Nothing was removed during the last 30 days.",
    back: "Back to the list",
};

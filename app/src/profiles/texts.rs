//! Texts about profiles.

mod en;
mod fr;

pub use en::EN;
pub use fr::FR;

impl crate::i18n::Texts {
    /// Profiles: the list, and what changes one.
    pub fn profiles(self) -> &'static ProfileTexts {
        self.of(&FR, &EN)
    }
}

/// Texts about profiles, in one language.
#[derive(Debug)]
pub struct ProfileTexts {
    /// Heading of the list.
    pub title: &'static str,
    pub lede: &'static str,
    pub none: &'static str,
    pub none_why: &'static str,
    pub profile: &'static str,
    pub people_heading: &'static str,
    pub actions: &'static str,
    /// Beside the name of the default profile.
    pub default_mark: &'static str,
    pub nobody: &'static str,
    pub people: fn(u64) -> String,
    /// More assignments than are counted.
    pub more_than: fn(u64) -> String,
    /// How many people, and of which profile: what a link to them is called.
    pub people_of: fn(&str, &str) -> String,
    pub create: &'static str,
    pub edit: &'static str,
    pub copy: &'static str,
    pub delete: &'static str,
    /// What is done, and to which profile: what a link to it is called.
    pub of: fn(&str, &str) -> String,
    pub default_title: &'static str,
    pub default_label: &'static str,
    pub default_hint: &'static str,
    pub default_submit: &'static str,

    pub create_lede: &'static str,
    pub copy_lede: fn(&str) -> String,
    /// What a copy is called before it has a name of its own.
    pub copy_name: fn(&str) -> String,
    pub create_submit: &'static str,
    pub name: &'static str,
    pub rights: &'static str,
    pub rights_caption: &'static str,
    pub save: &'static str,
    pub confirm: &'static str,
    pub back: &'static str,
    pub missing: &'static str,
    pub missing_why: &'static str,
    /// The name is another profile's.
    pub taken: fn(&str) -> String,
    /// What can be wrong with a field, by its code; the last one stands for those to come.
    pub(super) errors: &'static [(&'static str, &'static str)],

    pub delete_title: fn(&str) -> String,
    pub successor: &'static str,
    pub successor_of_people: &'static str,
    pub successor_of_default: &'static str,
    pub successor_of_both: &'static str,
    pub successor_of_nobody: &'static str,
    pub choose: &'static str,
    pub no_successor: &'static str,
    pub confirm_deletion: &'static str,
    pub keep: &'static str,
    pub last: &'static str,

    /// Heading of what a change does.
    pub impact: &'static str,
    pub who_has_it: fn(u64, u64) -> String,
    pub felt_by_nobody: &'static str,
    pub no_level_changes: &'static str,
    /// People, application, level that they get.
    pub gain: fn(u64, &str, &str) -> String,
    /// People, application, level that they had.
    pub lose: fn(u64, &str, &str) -> String,
    /// People, application, levels before and after.
    pub shift: fn(u64, &str, &str, &str) -> String,
    /// After any of them, when people have the profile at several assignments.
    pub at_assignments: fn(u64) -> String,
    /// People and assignments where a personal right stays.
    pub kept: fn(u64, u64) -> String,
    /// Assignments where nobody has the application.
    pub elsewhere: fn(u64) -> String,
    /// Some names, and how many more there are.
    pub names: fn(&str, u64) -> String,
    pub suspended_too: &'static str,
    pub by_site: &'static str,
    pub site: &'static str,
    pub every_site: &'static str,
    pub more_sites: fn(u64) -> String,
    /// How many gain (or lose) something.
    pub signed: fn(bool, u64) -> String,
    /// Something was agreed to, and would have been something else by now.
    pub again: &'static str,
    pub meanwhile: &'static str,
    pub meanwhile_advice: &'static str,
    /// Who, and when.
    pub changed_by: fn(&str, &str) -> String,
    pub the_carrier: &'static str,
    pub renamed: fn(&str, &str) -> String,
    /// Application, levels before and after.
    pub became: fn(&str, &str, &str) -> String,
    pub list_separator: &'static str,

    pub created: fn(&str) -> String,
    pub changed: fn(&str) -> String,
    pub deleted: fn(&str) -> String,
    pub default_chosen: fn(&str) -> String,
    pub undone: fn(&str) -> String,
    pub not_undone: fn(&str) -> String,
    pub changed_since: &'static str,
    pub undo: &'static str,
    /// After it, for those who do not see what it stands beside.
    pub undo_what: &'static str,
}

impl ProfileTexts {
    /// What is wrong with a field, by its code.
    pub fn error(&self, code: &str) -> &'static str {
        let known = self.errors.iter().find(|(known, _)| *known == code);
        known.or(self.errors.last()).map_or("", |(_, message)| message)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The codes of everything that can be wrong with a field.
    const CODES: [&str; 8] = [
        "missing_name",
        "name_too_long",
        "name_invisible",
        "name_link",
        "missing_successor",
        "unknown_successor",
        "last",
        "other",
    ];

    #[test]
    fn every_error_of_a_field_has_its_words_in_both_languages() {
        for texts in [&FR, &EN] {
            let known: Vec<&str> = texts.errors.iter().map(|(code, _)| *code).collect();
            assert_eq!(known, CODES);
        }
        assert_eq!(FR.error("of a later version"), FR.error("other"));
    }

    #[test]
    fn what_people_gain_is_told_with_their_number() {
        assert_eq!((FR.gain)(214, "Retours", "Gestion"), "214\u{a0}personnes gagnent Retours (Gestion)");
        assert_eq!((FR.gain)(1, "Retours", "Gestion"), "1\u{a0}personne gagne Retours (Gestion)");
        assert_eq!((FR.lose)(0, "Suivi", "Gestion"), "Personne ne perd Suivi (Gestion)");
        assert_eq!((EN.lose)(3, "Billing", "View"), "3\u{a0}people lose Billing (View)");
    }
}

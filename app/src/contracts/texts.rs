//! Texts about contracts.

use crate::i18n::count;
use domain::locale::Locale::{En, Fr};

impl crate::i18n::Texts {
    pub fn contracts(self) -> &'static ContractTexts {
        self.of(&FR, &EN)
    }
}

/// Texts about contracts, in one language.
#[derive(Debug)]
pub struct ContractTexts {
    pub title: &'static str,
    pub lede: &'static str,
    pub none: &'static str,
    pub none_why: &'static str,
    /// How many, and whether that is all.
    pub site_count: fn(u64, bool) -> String,
    /// Since which day.
    pub closed: fn(&str) -> String,
    pub label: &'static str,
    pub no_label: &'static str,
    pub label_of: fn(&str) -> String,
    pub label_hint: &'static str,
    pub edit: &'static str,
    pub edit_label: fn(&str) -> String,
    pub save: &'static str,
    pub cancel: &'static str,
    pub labelled: fn(&str) -> String,
    pub sub_account: &'static str,
    pub sub_accounts_of: fn(&str) -> String,
    pub users: &'static str,
    pub see_users: &'static str,
    pub users_of: fn(&str) -> String,
    too_long: &'static str,
    invisible: &'static str,
    link: &'static str,
}

impl ContractTexts {
    /// What is wrong with a label, by its code.
    pub fn problem(&self, code: &str) -> &'static str {
        match code {
            "too_long" => self.too_long,
            "invisible" => self.invisible,
            _ => self.link,
        }
    }
}

pub static FR: ContractTexts = ContractTexts {
    title: "Contrats",
    lede: "Les contrats de votre entreprise et leurs sous-comptes. Votre interlocuteur commercial les crée et les ferme\u{a0}; le libellé est à vous.",
    none: "Aucun contrat",
    none_why: "Rien n’a encore été enregistré pour votre entreprise. Votre interlocuteur commercial peut le faire.",
    site_count: |n, all| {
        let sites = count(Fr, n, "site", "sites");
        if all { sites } else { format!("au moins {sites}") }
    },
    closed: |day| format!("Fermé depuis le {day}"),
    label: "Votre libellé",
    no_label: "Aucun",
    label_of: |number| format!("Votre libellé pour {number}"),
    label_hint: "Laissez vide pour n’en donner aucun.",
    edit: "Modifier",
    edit_label: |number| format!("Modifier votre libellé pour {number}"),
    save: "Enregistrer",
    cancel: "Annuler",
    labelled: |label| {
        if label.is_empty() {
            "Le libellé est retiré.".to_owned()
        } else {
            format!("Le libellé est maintenant «\u{a0}{label}\u{a0}».")
        }
    },
    sub_account: "Sous-compte",
    sub_accounts_of: |number| format!("Sous-comptes du contrat {number}"),
    users: "Utilisateurs",
    see_users: "Voir la liste",
    users_of: |number| format!("Voir la liste des utilisateurs du sous-compte {number}"),
    too_long: "Ce libellé est trop long\u{a0}: 120 caractères au plus.",
    invisible: "Ce libellé contient un caractère invisible\u{a0}: saisissez-le à nouveau.",
    link: "Un libellé ne peut pas contenir de lien.",
};

pub static EN: ContractTexts = ContractTexts {
    title: "Contracts",
    lede: "Your company’s contracts and their sub-accounts. Your sales contact creates and closes them; the label is yours.",
    none: "No contract",
    none_why: "Nothing has been recorded for your company yet. Your sales contact can do it.",
    site_count: |n, all| {
        let sites = count(En, n, "site", "sites");
        if all { sites } else { format!("at least {sites}") }
    },
    closed: |day| format!("Closed since {day}"),
    label: "Your label",
    no_label: "None",
    label_of: |number| format!("Your label for {number}"),
    label_hint: "Leave empty for none.",
    edit: "Edit",
    edit_label: |number| format!("Edit your label for {number}"),
    save: "Save",
    cancel: "Cancel",
    labelled: |label| {
        if label.is_empty() {
            "The label is gone.".to_owned()
        } else {
            format!("The label is now “{label}”.")
        }
    },
    sub_account: "Sub-account",
    sub_accounts_of: |number| format!("Sub-accounts of contract {number}"),
    users: "Users",
    see_users: "See the list",
    users_of: |number| format!("See the list of the users of sub-account {number}"),
    too_long: "This label is too long: 120 characters at most.",
    invisible: "There is an invisible character in this label: type it anew.",
    link: "A label cannot hold a link.",
};

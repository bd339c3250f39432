//! What is said about rows with which something else would be done than the preview said.

use crate::i18n::count;
use domain::imports::Verdict;
use domain::locale::Locale::{En, Fr};

/// The words about such rows in one language.
#[derive(Debug)]
pub struct DifferenceTexts {
    pub caption: &'static str,
    pub person: &'static str,
    pub before: &'static str,
    pub now: &'static str,
    pub verdict: fn(Verdict) -> &'static str,
    pub not_shown: fn(u64) -> String,
}

pub static FR: DifferenceTexts = DifferenceTexts {
    caption: "Lignes dont le sort a changé depuis l’aperçu",
    person: "Personne",
    before: "Dans l’aperçu",
    now: "Maintenant",
    verdict: |verdict| match verdict {
        Verdict::Create => "À créer",
        Verdict::Assign => "Affectation à ajouter",
        Verdict::Profile => "Accès à modifier",
        Verdict::Name => "Nom à changer",
        Verdict::Unchanged => "Déjà en place",
        Verdict::Error => "En erreur",
        Verdict::Blank => "Vide",
    },
    not_shown: |n| format!("et {}.", count(Fr, n, "autre ligne", "autres lignes")),
};

pub static EN: DifferenceTexts = DifferenceTexts {
    caption: "Rows with which something else would be done than the preview said",
    person: "Person",
    before: "In the preview",
    now: "Now",
    verdict: |verdict| match verdict {
        Verdict::Create => "To create",
        Verdict::Assign => "Assignment to add",
        Verdict::Profile => "Access to change",
        Verdict::Name => "Name to change",
        Verdict::Unchanged => "Already there",
        Verdict::Error => "In error",
        Verdict::Blank => "Empty",
    },
    not_shown: |n| format!("and {}.", count(En, n, "other row", "other rows")),
};

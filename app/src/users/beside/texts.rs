//! Texts of the person beside the list.

use domain::end_date::EndDate;

impl crate::i18n::Texts {
    /// The person beside the list.
    pub fn beside(self) -> &'static BesideTexts {
        self.of(&FR, &EN)
    }
}

/// Texts of the person beside the list, in one language.
#[derive(Debug)]
pub struct BesideTexts {
    pub close: &'static str,
    pub places: &'static str,
    /// The access mail, refused.
    pub mail_refused: &'static str,
    pub mail_delayed: &'static str,
    /// What stands in the place of somebody who is there no more.
    pub missing: &'static str,
    /// A right and its level, until when.
    pub right_until: fn(&str, &str, EndDate) -> String,
}

pub const FR: BesideTexts = BesideTexts {
    close: "Fermer",
    places: "Affectations",
    mail_refused: "Mail refusé",
    mail_delayed: "Mail en attente",
    missing: "Personne introuvable",
    right_until: |right, level, end| format!("{right}\u{a0}: {level}, jusqu’au {}", end.shown()),
};

pub const EN: BesideTexts = BesideTexts {
    close: "Close",
    places: "Assignments",
    mail_refused: "Mail refused",
    mail_delayed: "Mail waiting",
    missing: "Person not found",
    right_until: |right, level, end| format!("{right}: {level}, until {}", end.shown()),
};

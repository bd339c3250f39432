//! Texts of *Mes tarifs*.

use crate::i18n::{Locale, number};
use domain::tariffs::ValidityState;

impl crate::i18n::Texts {
    pub fn tariffs(self) -> &'static TariffTexts {
        self.of(&FR, &EN)
    }
}

/// Texts of *Mes tarifs*, in one language.
#[derive(Debug)]
pub struct TariffTexts {
    pub title: &'static str,
    pub lede: &'static str,
    pub document: &'static str,
    pub validity: &'static str,
    pub from_to: fn(&str, &str) -> String,
    pub state: &'static str,
    pub state_of: fn(ValidityState) -> &'static str,
    pub size: &'static str,
    pub none: &'static str,
    pub none_why: &'static str,
    kilobytes: &'static str,
    megabytes: &'static str,
}

impl TariffTexts {
    /// A size that people can compare: whole kilobytes, whole megabytes from ten on.
    pub fn size_of(&self, locale: Locale, bytes: u64) -> String {
        let kilobytes = bytes.div_ceil(1000);
        let (count, unit) = if kilobytes < 10_000 {
            (kilobytes, self.kilobytes)
        } else {
            (kilobytes.div_ceil(1000), self.megabytes)
        };
        format!("{}\u{a0}{unit}", number(locale, count))
    }
}

pub static FR: TariffTexts = TariffTexts {
    title: "Mes tarifs",
    lede: "Les documents que le transporteur a publiés pour vos contrats, à télécharger. Ceux des années passées restent.",
    document: "Document",
    validity: "Validité",
    from_to: |from, to| format!("du {from} au {to}"),
    state: "État",
    state_of: |state| match state {
        ValidityState::Current => "En vigueur",
        ValidityState::Coming => "À venir",
        ValidityState::Past => "Terminé",
    },
    size: "Taille",
    none: "Aucun tarif publié",
    none_why: "Les documents apparaîtront ici dès que le transporteur les publiera.",
    kilobytes: "ko",
    megabytes: "Mo",
};

pub static EN: TariffTexts = TariffTexts {
    title: "My price lists",
    lede: "The documents that the carrier has published for your contracts, to download. Those of past years stay.",
    document: "Document",
    validity: "Valid",
    from_to: |from, to| format!("from {from} to {to}"),
    state: "State",
    state_of: |state| match state {
        ValidityState::Current => "In force",
        ValidityState::Coming => "Upcoming",
        ValidityState::Past => "Expired",
    },
    size: "Size",
    none: "No price list published",
    none_why: "Documents will appear here as soon as the carrier publishes them.",
    kilobytes: "kB",
    megabytes: "MB",
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_size_is_said_in_units_that_people_compare() {
        assert_eq!(FR.size_of(Locale::Fr, 1), "1\u{a0}ko");
        assert_eq!(FR.size_of(Locale::Fr, 1_234_000), "1\u{202f}234\u{a0}ko");
        assert_eq!(EN.size_of(Locale::En, 20 * 1024 * 1024), "21\u{a0}MB");
    }
}

//! What applications and levels are called, and texts of the matrix of both.

use domain::rights::{Application, Level};

impl crate::i18n::Texts {
    /// Applications, levels, and the matrix of both.
    pub fn rights(self) -> &'static RightsTexts {
        self.of(&FR, &EN)
    }
}

/// Texts about applications and levels, in one language.
#[derive(Debug)]
pub struct RightsTexts {
    applications: [&'static str; Application::COUNT],
    levels: [&'static str; 3],
    pub application_heading: &'static str,
    /// Heading of where levels come from.
    pub origin: &'static str,
    /// A radio button: an application, a level, and whether it is that of the profile.
    pub option: fn(&str, &str, bool) -> String,
    /// Beside the level that a profile has, where a personal one stands in its place.
    pub from_profile: &'static str,
    /// The level is the profile's.
    pub of_profile: &'static str,
    /// The level is the person's own, in the place of the profile's.
    pub personal: fn(&str) -> String,
    /// Gives a level back to the profile.
    pub reset: &'static str,
    /// The same, with the application.
    pub reset_for: fn(&str) -> String,
}

impl RightsTexts {
    /// What an application is called.
    pub const fn application(&self, application: Application) -> &'static str {
        self.applications[application as usize]
    }

    /// What a level is called.
    pub const fn level(&self, level: Level) -> &'static str {
        self.levels[level as usize]
    }
}

pub static FR: RightsTexts = RightsTexts {
    applications: [
        "Affranchissement",
        "Retours",
        "Suivi",
        "Livraison",
        "Enlèvements",
        "Carnets d’adresses",
        "Facturation",
        "Administration",
    ],
    levels: ["Aucun", "Consultation", "Gestion"],
    application_heading: "Application",
    origin: "Origine",
    option: |application, level, of_profile| {
        let note = if of_profile { ", niveau du profil" } else { "" };
        format!("{application}\u{a0}: {level}{note}")
    },
    from_profile: "profil",
    of_profile: "Profil",
    personal: |level| format!("Personnel, au lieu de {level}"),
    reset: "Rétablir",
    reset_for: |application| format!("Rétablir le niveau du profil pour {application}"),
};

pub static EN: RightsTexts = RightsTexts {
    applications: [
        "Shipping",
        "Returns",
        "Tracking",
        "Delivery",
        "Pickups",
        "Address books",
        "Billing",
        "Administration",
    ],
    levels: ["None", "View", "Manage"],
    application_heading: "Application",
    origin: "Origin",
    option: |application, level, of_profile| {
        let note = if of_profile { ", the profile’s level" } else { "" };
        format!("{application}: {level}{note}")
    },
    from_profile: "profile",
    of_profile: "Profile",
    personal: |level| format!("Personal, instead of {level}"),
    reset: "Reset",
    reset_for: |application| format!("Reset {application} to the profile’s level"),
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_level_and_an_application_are_called_by_their_own_names() {
        assert_eq!(FR.application(Application::Pickups), "Enlèvements");
        assert_eq!(EN.application(Application::Administration), "Administration");
        assert_eq!(FR.level(Level::Manage), "Gestion");
        assert_eq!(EN.level(Level::None), "None");
    }
}

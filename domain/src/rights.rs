//! What the portal offers, and what a user may do with it.

use serde::{Deserialize, Serialize};

/// What the portal offers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Application {
    /// Affranchissement: making labels.
    Shipping,
    /// Retours.
    Returns,
    /// Suivi.
    Tracking,
    /// Livraison.
    Delivery,
    /// Enlèvements.
    Pickups,
    /// Carnets d'adresses.
    AddressBooks,
    /// Facturation, with the tariffs.
    Billing,
    /// Administration.
    Administration,
}

impl Application {
    /// Every application, in the order in which they are shown.
    pub const ALL: [Self; 8] = [
        Self::Shipping,
        Self::Returns,
        Self::Tracking,
        Self::Delivery,
        Self::Pickups,
        Self::AddressBooks,
        Self::Billing,
        Self::Administration,
    ];

    /// The name used in the database and in reference files.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Shipping => "affranchissement",
            Self::Returns => "retours",
            Self::Tracking => "suivi",
            Self::Delivery => "livraison",
            Self::Pickups => "enlevements",
            Self::AddressBooks => "carnets",
            Self::Billing => "facturation",
            Self::Administration => "administration",
        }
    }

    /// The application of a code, accents and case aside.
    pub fn from_code(code: &str) -> Option<Self> {
        let code = crate::fold::fold(code.trim());
        Self::ALL.into_iter().find(|application| application.code() == code)
    }
}

/// How much of an application a user may use.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Aucun.
    #[default]
    None,
    /// Consultation: may look.
    View,
    /// Gestion: may look and change.
    Manage,
}

impl Level {
    /// The name used in the database and in reference files.
    pub const fn code(self) -> &'static str {
        match self {
            Self::None => "aucun",
            Self::View => "consultation",
            Self::Manage => "gestion",
        }
    }

    /// The level of a code, accents and case aside.
    pub fn from_code(code: &str) -> Option<Self> {
        let code = crate::fold::fold(code.trim());
        [Self::None, Self::View, Self::Manage].into_iter().find(|level| level.code() == code)
    }
}

/// An application at a level.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Right {
    /// What.
    pub application: Application,
    /// How much of it.
    pub level: Level,
}

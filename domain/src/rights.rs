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
    /// How many applications there are.
    pub const COUNT: usize = 8;

    /// Every application, in the order in which they are shown.
    pub const ALL: [Self; Self::COUNT] = [
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
    /// Every level, from the least on.
    pub const ALL: [Self; 3] = [Self::None, Self::View, Self::Manage];

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
        Self::ALL.into_iter().find(|level| level.code() == code)
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

/// A level for each application: what a profile gives, or what somebody may do in the end. Written as the rights above
/// level none, in the order of the portal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(from = "Vec<Right>", into = "Vec<Right>")]
pub struct Rights([Level; Application::COUNT]);

impl Rights {
    /// The level of an application.
    pub const fn level(&self, application: Application) -> Level {
        self.0[application as usize]
    }

    /// Sets the level of an application.
    pub const fn set(&mut self, right: Right) {
        self.0[right.application as usize] = right.level;
    }

    /// The rights above level none, in the order of the portal.
    pub fn iter(&self) -> impl Iterator<Item = Right> + use<> {
        let levels = self.0;
        Application::ALL
            .into_iter()
            .map(move |application| Right { application, level: levels[application as usize] })
            .filter(|right| right.level != Level::None)
    }

    /// These rights where nothing else is said, and what is said where it is: a personal level stands in the place of
    /// the profile's, whether it is more or less.
    #[must_use]
    pub fn replaced_by(mut self, personal: impl IntoIterator<Item = Right>) -> Self {
        for right in personal {
            self.set(right);
        }
        self
    }

    /// What is left of these rights where only `applications` are to be had.
    #[must_use]
    pub fn within(mut self, applications: Applications) -> Self {
        for application in Application::ALL {
            if !applications.contains(application) {
                self.0[application as usize] = Level::None;
            }
        }
        self
    }

    /// The higher level of each application.
    #[must_use]
    pub fn or(mut self, other: Self) -> Self {
        for (own, other) in self.0.iter_mut().zip(other.0) {
            *own = (*own).max(other);
        }
        self
    }

    /// Whether whoever has these rights has all of the others too.
    pub fn include(&self, others: &Self) -> bool {
        self.0.iter().zip(&others.0).all(|(own, other)| own >= other)
    }
}

impl From<Vec<Right>> for Rights {
    fn from(rights: Vec<Right>) -> Self {
        rights.into_iter().collect()
    }
}

impl From<Rights> for Vec<Right> {
    fn from(rights: Rights) -> Self {
        rights.iter().collect()
    }
}

/// Of two levels for one application, the last one holds.
impl FromIterator<Right> for Rights {
    fn from_iter<I: IntoIterator<Item = Right>>(rights: I) -> Self {
        Self::default().replaced_by(rights)
    }
}

/// Some of the applications: those that a contract has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(from = "Vec<Application>", into = "Vec<Application>")]
pub struct Applications([bool; Application::COUNT]);

impl Applications {
    /// Every application.
    pub const ALL: Self = Self([true; Application::COUNT]);
    /// No application.
    pub const NONE: Self = Self([false; Application::COUNT]);

    /// Whether it is one of them.
    pub const fn contains(self, application: Application) -> bool {
        self.0[application as usize]
    }

    /// They, in the order of the portal.
    pub fn iter(self) -> impl Iterator<Item = Application> {
        Application::ALL.into_iter().filter(move |application| self.contains(*application))
    }
}

/// A contract has all of them unless it is said otherwise.
impl Default for Applications {
    fn default() -> Self {
        Self::ALL
    }
}

impl FromIterator<Application> for Applications {
    fn from_iter<I: IntoIterator<Item = Application>>(applications: I) -> Self {
        let mut of = Self::NONE;
        for application in applications {
            of.0[application as usize] = true;
        }
        of
    }
}

impl From<Vec<Application>> for Applications {
    fn from(applications: Vec<Application>) -> Self {
        applications.into_iter().collect()
    }
}

impl From<Applications> for Vec<Application> {
    fn from(applications: Applications) -> Self {
        applications.iter().collect()
    }
}

/// A piece of a text that writes no right, such as `suivi=tout`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a right")]
pub struct RightError(pub String);

/// The rights that a text such as `affranchissement=gestion, suivi=consultation` writes, in the order of the portal. Of
/// two levels for one application the last one holds; level none is kept, since it can take from a profile.
pub fn parse_rights(text: &str) -> Result<Vec<Right>, RightError> {
    let mut rights: Vec<Right> = Vec::new();
    for piece in text.split(',').map(str::trim).filter(|piece| !piece.is_empty()) {
        let right = piece.split_once('=').and_then(|(application, level)| {
            Some(Right { application: Application::from_code(application)?, level: Level::from_code(level)? })
        });
        let right = right.ok_or_else(|| RightError(piece.to_owned()))?;
        rights.retain(|known| known.application != right.application);
        rights.push(right);
    }

    rights.sort_by_key(|right| right.application);
    Ok(rights)
}

/// The text that [`parse_rights`] reads.
pub fn write_rights(rights: impl IntoIterator<Item = Right>) -> String {
    let pieces =
        rights.into_iter().map(|right| format!("{}={}", right.application.code(), right.level.code()));
    pieces.collect::<Vec<_>>().join(",")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn right() -> impl Strategy<Value = Right> {
        let application = proptest::sample::select(&Application::ALL[..]);
        let level = proptest::sample::select(&Level::ALL[..]);
        (application, level).prop_map(|(application, level)| Right { application, level })
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(rights in proptest::collection::vec(right(), 0..12)) {
            let rights: Rights = rights.into_iter().collect();
            prop_assert_eq!(parse_rights(&write_rights(rights.iter())).unwrap(), Vec::from(rights));
            let json = serde_json::to_string(&rights).unwrap();
            prop_assert_eq!(serde_json::from_str::<Rights>(&json).unwrap(), rights);
        }

        #[test]
        fn a_personal_level_holds_and_everything_else_stays(
            profile in proptest::collection::vec(right(), 0..12),
            personal in right(),
        ) {
            let profile: Rights = profile.into_iter().collect();
            let both = profile.replaced_by([personal]);
            for application in Application::ALL {
                let expected =
                    if application == personal.application { personal.level } else { profile.level(application) };
                prop_assert_eq!(both.level(application), expected);
            }
        }

        #[test]
        fn nothing_is_left_beyond_what_a_contract_has(
            rights in proptest::collection::vec(right(), 0..12),
            has in proptest::sample::subsequence(&Application::ALL[..], 0..=Application::COUNT),
        ) {
            let rights: Rights = rights.into_iter().collect();
            let left = rights.within(has.iter().copied().collect());
            prop_assert!(rights.include(&left));
            prop_assert!(left.iter().all(|right| has.contains(&right.application)));
        }
    }

    #[test]
    fn a_text_that_writes_no_right_is_named() {
        assert_eq!(parse_rights("suivi=tout"), Err(RightError("suivi=tout".to_owned())));
        assert_eq!(
            parse_rights("suivi=consultation; x"),
            Err(RightError("suivi=consultation; x".to_owned()))
        );
        assert_eq!(
            parse_rights("bureau=gestion").unwrap_err().to_string(),
            "\"bureau=gestion\" is not a right"
        );
    }

    #[test]
    fn accents_and_case_of_a_right_do_not_matter() {
        let expected = [Right { application: Application::Pickups, level: Level::None }];
        assert_eq!(parse_rights(" Enlèvements = AUCUN ,").unwrap(), expected);
    }
}

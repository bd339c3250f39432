//! A list of passwords that nobody may choose.

use super::{Password, strength};
use crate::fold::fold;
use std::hash::{DefaultHasher, Hash, Hasher};

/// Passwords that nobody may choose, beside those that are told by what they are made of: a hash of each, so that a hundred
/// thousand take less than a megabyte.
#[derive(Default)]
pub struct CommonPasswords(Box<[u64]>);

impl CommonPasswords {
    /// How many there are.
    pub fn count(&self) -> usize {
        self.0.len()
    }

    /// Whether `password` is one of them, whatever its case, accents, signs, and letters that are masked as digits.
    pub fn hold(&self, password: &Password) -> bool {
        hash(password.reveal()).is_some_and(|hash| self.0.binary_search(&hash).is_ok())
    }
}

impl<S: AsRef<str>> FromIterator<S> for CommonPasswords {
    fn from_iter<I: IntoIterator<Item = S>>(passwords: I) -> Self {
        let mut hashes: Vec<u64> =
            passwords.into_iter().filter_map(|password| hash(password.as_ref())).collect();
        hashes.sort_unstable();
        hashes.dedup();
        Self(hashes.into_boxed_slice())
    }
}

impl std::fmt::Debug for CommonPasswords {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "CommonPasswords({})", self.0.len())
    }
}

/// The same for passwords that read alike; `None` where nothing is left to read.
fn hash(password: &str) -> Option<u64> {
    let mut hasher = DefaultHasher::new();
    let read: String =
        fold(password).chars().map(strength::unmasked).filter(|c| c.is_alphanumeric()).collect();
    read.hash(&mut hasher);
    (!read.is_empty()).then(|| hasher.finish())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_of_the_list_is_held_however_it_is_dressed() {
        let list: CommonPasswords =
            ["Trompette du soir", "trompette-du-soir", "", "…", "\u{feff}Zébulon le rouge"].iter().collect();
        assert_eq!(list.count(), 2, "what reads alike is one, and what reads as nothing is none");
        for held in ["trompettedusoir", "TR0MPETTE DU SOIR", "Tromp€tte-du-soir", "zebulon le rouge"] {
            assert!(list.hold(&Password::typed(held).unwrap()), "{held}");
        }
        for other in ["trompette du soir 2", "trompette du matin", "…………………………………………………"]
        {
            assert!(!list.hold(&Password::typed(other).unwrap()), "{other}");
        }
        assert!(!CommonPasswords::default().hold(&Password::typed("trompettedusoir").unwrap()));
    }
}

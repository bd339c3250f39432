//! Whether two names can be one person's.

use crate::fold::{fold, words};
use strsim::normalized_damerau_levenshtein;

/// From here on two words are one, mistyped: "lefevre" and "lefebvre".
const ALIKE: f64 = 0.8;

/// Whether two names can be one person's, in whatever order, spelling and length: a word of one must be a word of
/// the other, or its beginning, or nearly so. Where one says nothing, it can.
pub fn may_be_same_person(one: &str, other: &str) -> bool {
    let (one, other) = (fold(one), fold(other));
    let (one, other): (Vec<&str>, Vec<&str>) = (words(&one).collect(), words(&other).collect());
    one.is_empty()
        || other.is_empty()
        || one.iter().any(|word| other.iter().any(|with| are_alike(word, with)))
}

fn are_alike(one: &str, other: &str) -> bool {
    one.starts_with(other) || other.starts_with(one) || normalized_damerau_levenshtein(one, other) >= ALIKE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_may_be_written_in_many_ways() {
        for (one, other) in [
            ("Durand Zoé", "Zoe DURAND"),
            ("Durand Zoé", "Z. Durand-Petit"),
            ("Durand Zoé", "Zoé"),
            ("Jean-Pierre Martin", "J. P."),
            ("Lefèvre", "Lefebvre"),
            ("Durand", ""),
            ("Durand Zoé", "Petit Zoé"),
        ] {
            assert!(may_be_same_person(one, other), "{one} / {other}");
            assert!(may_be_same_person(other, one), "{other} / {one}");
        }
    }

    #[test]
    fn names_without_a_word_in_common_are_two_persons() {
        for (one, other) in [("Durand Zoé", "Petit Tom"), ("Lefèvre", "Noël"), ("Léa Roy", "Tom Ray")] {
            assert!(!may_be_same_person(one, other), "{one} / {other}");
        }
    }
}

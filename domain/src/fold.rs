//! Folding text so that a search finds it whatever its accents and case.

use crate::unicode::without_marks;

/// `text` without accents and in lower case: NFKD, marks dropped, ligatures spelled out.
///
/// Both sides of a comparison go through here: what is stored to be searched, and what is sought.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in without_marks(text).chars().flat_map(char::to_lowercase) {
        match c {
            'œ' => folded.push_str("oe"),
            'æ' => folded.push_str("ae"),
            'ß' => folded.push_str("ss"),
            'ø' => folded.push('o'),
            'ł' => folded.push('l'),
            '’' | 'ʼ' => folded.push('\''),
            '–' | '—' | '‐' | '‑' => folded.push('-'),
            c => folded.push(c),
        }
    }

    folded
}

/// The words of a text: what stands between spaces, dashes and other marks.
pub fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// What is left of a name once accents, case, punctuation and usual abbreviations are set aside:
/// `St Etienne` and `SAINT–ÉTIENNE` are both `saint etienne`. Two names of which the same is left are taken for one.
pub fn normalized(text: &str) -> String {
    let folded = fold(text);
    let spelled = words(&folded).map(|word| match word {
        "st" => "saint",
        "ste" => "sainte",
        word => word,
    });

    spelled.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_case_and_ligatures_do_not_matter() {
        assert_eq!(fold("ÉLODIE Lefèvre"), "elodie lefevre");
        assert_eq!(fold("e\u{301}"), "e");
        assert_eq!(fold("Cœur – L’Haÿ"), "coeur - l'hay");
    }
}

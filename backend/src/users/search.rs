//! What a person's assignments are found and sorted by.

use domain::fold::fold;
use domain::sought;

/// The column `assignments.search`: the address and every word of the names, folded, each after two
/// spaces. So a term of three characters and more is found anywhere, and a shorter one, with as many
/// spaces before it as make three characters, where a word begins.
pub fn searchable(email: &str, last_name: &str, first_name: &str) -> String {
    let mut text = String::with_capacity(email.len() + last_name.len() + first_name.len() + 16);
    let words = [email, last_name, first_name];
    for word in words.iter().flat_map(|text| text.split_whitespace()) {
        text.push_str("  ");
        text.push_str(&fold(word));
    }
    text
}

/// What stands around names and addresses where they are listed: `Morel, Lise`, `"Lise Morel"; …`.
const PUNCTUATION: [char; 7] = [',', ';', '<', '>', '"', '(', ')'];

/// The column `assignments.sort_user`: the address, folded.
pub fn sort_user(email: &str) -> String {
    fold(email)
}

/// What to look for in [`searchable`] when somebody types `text`: every one of these. Of `Lise Morel <lise@…>`, as mail
/// programs copy it, the address alone: the names may be written otherwise here.
pub(crate) fn terms(text: &str) -> Vec<String> {
    let text = sought::clipped(text);
    let bracketed = text.split_once('<').map(|(_, rest)| rest.split('>').next().unwrap_or(rest));
    let folded = fold(bracketed.filter(|address| address.contains('@')).unwrap_or(text));
    let mut words: Vec<&str> = folded
        .split(|c: char| c.is_whitespace() || PUNCTUATION.contains(&c))
        .map(|word| word.strip_prefix("mailto:").map_or(word, |rest| rest.split('?').next().unwrap_or(rest)))
        .filter(|word| !word.is_empty())
        .collect();
    if words.is_empty() {
        // Who types nothing but punctuation does not mean everybody.
        words = folded.split_whitespace().collect();
    }

    sought::few(words)
        .into_iter()
        .map(|word| match word.chars().count() {
            1 => format!("  {word}"),
            2 => format!(" {word}"),
            _ => word.to_owned(),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finds(typed: &str) -> bool {
        let text = searchable("Elodie.Lefevre@exemple.fr", "de la Tour", "Élodie");
        terms(typed).iter().all(|term| text.contains(term.as_str()))
    }

    #[test]
    fn a_part_of_a_name_or_address_is_found_whatever_its_accents_and_case() {
        for typed in ["ÉLODIE", "lodie.lef", "tour élodie", "TOUR", "@exemple", "", " "] {
            assert!(finds(typed), "{typed:?}");
        }
        assert!(!finds("élodie martin"));
    }

    #[test]
    fn what_mail_programs_and_lists_write_is_found() {
        for typed in [
            "Lefèvre Élodie <elodie.lefevre@exemple.fr>",
            "\"E. Lefèvre\" <mailto:elodie.lefevre@exemple.fr>",
            "mailto:elodie.lefevre@exemple.fr?subject=Bonjour",
            "de la Tour, Élodie",
            "Élodie <de la tour>",
        ] {
            assert!(finds(typed), "{typed:?}");
        }
        assert!(!finds("Élodie <martin@exemple.fr>"));
        assert!(!finds(", ;") && !finds("\""));
    }

    #[test]
    fn however_much_is_typed_few_words_are_sought() {
        let pasted = (0..12_000).map(|n| format!("mot{n}")).collect::<Vec<_>>().join(" ");
        let terms = terms(&pasted);
        assert_eq!(terms.len(), sought::MOST_WORDS);
        assert!(terms.iter().map(String::len).sum::<usize>() <= sought::MOST_CHARACTERS);
    }

    #[test]
    fn one_or_two_characters_are_found_where_a_word_begins() {
        for typed in ["e", "de la", "to", "él"] {
            assert!(finds(typed), "{typed:?}");
        }
        for typed in ["o", "fe", "ur"] {
            assert!(!finds(typed), "{typed:?}");
        }
    }
}

//! What people type to find something in a list. Each word is a comparison with each row, so there is an end to them.

/// Of longer texts the beginning is sought.
pub const MOST_CHARACTERS: usize = 200;

/// Of more words those are sought that narrow the list most: the longest.
pub const MOST_WORDS: usize = 8;

/// As much of `text` as is sought.
pub fn clipped(text: &str) -> &str {
    text.char_indices().nth(MOST_CHARACTERS).map_or(text, |(end, _)| &text[..end])
}

/// Those of `words` that are sought, each once.
pub fn few<'a>(words: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let mut words: Vec<&str> = words.into_iter().collect();
    words.sort_unstable();
    words.dedup();
    if words.len() > MOST_WORDS {
        words.sort_by_key(|word| std::cmp::Reverse(word.len()));
        words.truncate(MOST_WORDS);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn whatever_is_typed_there_is_an_end_to_what_is_sought(text in "(\\PC{0,12} ){0,400}") {
            let clipped = clipped(&text);
            prop_assert!(text.starts_with(clipped) && clipped.chars().count() <= MOST_CHARACTERS);
            let words = few(text.split_whitespace());
            prop_assert!(words.len() <= MOST_WORDS);
            prop_assert!(words.iter().all(|word| text.contains(word)));
        }
    }

    #[test]
    fn a_few_words_are_sought_as_they_are() {
        assert_eq!(clipped("Élodie de la Tour"), "Élodie de la Tour");
        assert_eq!(few("de la tour de".split(' ')), ["de", "la", "tour"]);
        assert_eq!(few("a b c d e f g h tour".split(' ')).first(), Some(&"tour"));
    }
}

//! The names that mail programs write beside an address.

use domain::fold::fold;
use domain::users::split_addresses;

/// The last and the first name in `Zoé Durand <zoe@exemple.fr>`.
pub fn names(cell: &str) -> Option<(String, String)> {
    let [only] = &split_addresses(cell)[..] else { return None };
    let address = only.address.as_ref().ok()?;
    split(&only.name, address.as_str().rsplit_once('@')?.0)
}

/// A comma or capitals say which is which; else the address does; else the first name comes first.
fn split(name: &str, local: &str) -> Option<(String, String)> {
    if let Some((last, first)) = name.split_once(',') {
        return pair(&[last.trim()], &[first.trim()]);
    }
    let words: Vec<&str> = name.split_whitespace().collect();
    let capitals = |word: &&&str| {
        word.chars().count() > 1
            && !word.chars().any(char::is_lowercase)
            && word.chars().any(char::is_alphabetic)
    };
    let head = words.iter().take_while(capitals).count();
    let tail = words.iter().rev().take_while(capitals).count();
    if head < words.len() && head > 0 {
        return pair(&words[..head], &words[head..]);
    }
    if tail < words.len() && tail > 0 {
        return pair(&words[words.len() - tail..], &words[..words.len() - tail]);
    }
    let (first, last) = (words.first()?, words.last()?);
    let mut parts = local.split(['.', '_', '-']).map(fold);
    let (begins, ends) = (parts.next()?, parts.next_back().unwrap_or_default());
    if begins == fold(last) || ends == fold(first) {
        return pair(&words[..words.len() - 1], &[last]);
    }
    pair(&words[1..], &[first])
}

fn pair(last: &[&str], first: &[&str]) -> Option<(String, String)> {
    let (last, first) = (last.join(" "), first.join(" "));
    (!last.is_empty() && !first.is_empty()).then_some((last, first))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comma_capitals_or_the_address_tell_which_name_is_which() {
        for cell in [
            "Zoé Durand <zd@exemple.fr>",
            "\"Durand, Zoé\" <zd@exemple.fr>",
            "Durand Zoé <zoe.durand@exemple.fr>",
            "Durand Zoé <z.durand@exemple.fr>",
        ] {
            assert_eq!(names(cell), Some(("Durand".to_owned(), "Zoé".to_owned())), "{cell}");
        }
        let capitals = Some(("DE LA TOUR".to_owned(), "Anne Marie".to_owned()));
        assert_eq!(names("DE LA TOUR Anne Marie <a@exemple.fr>"), capitals);
        assert_eq!(names("Anne Marie DE LA TOUR <a@exemple.fr>"), capitals);
    }

    #[test]
    fn one_word_or_none_is_no_pair_of_names() {
        assert_eq!(names("Accueil <accueil@exemple.fr>"), None);
        assert_eq!(names("zoe@exemple.fr"), None);
    }
}

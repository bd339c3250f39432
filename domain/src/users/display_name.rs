use crate::address::EmailAddress;
use crate::fold::{fold, words};

/// A person's two names, as they were written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NameParts {
    /// "" when nothing was written, or only a last name.
    pub first: String,
    /// "" when it cannot be told from the first name.
    pub last: String,
}

/// Tells first from last name in what was written before an address (the display name of RFC 5322): by a
/// comma, by capitals, by the address, by a particle; where none of them tells, the first name comes first,
/// as mail programs write it.
pub fn split_display_name(name: &str, address: &EmailAddress) -> NameParts {
    split_name(name, address.as_str())
}

/// The same beside what may be an address.
pub fn split_name(name: &str, address: &str) -> NameParts {
    if let Some((last, first)) = name.split_once(',')
        && words(last).next().is_some()
        && words(first).next().is_some()
    {
        return Split { first: &pieces(first), last: &pieces(last) }.into();
    }

    let name = pieces(name);
    by_capitals(&name)
        .or_else(|| by_address(&name, address))
        .or_else(|| by_particle(&name))
        .unwrap_or_else(|| first_name_first(&name))
        .into()
}

/// Two blocks of a name, in either order.
#[derive(Clone, Copy)]
struct Split<'a> {
    first: &'a [&'a str],
    last: &'a [&'a str],
}

impl From<Split<'_>> for NameParts {
    fn from(split: Split<'_>) -> Self {
        Self { first: split.first.join(" "), last: split.last.join(" ") }
    }
}

fn pieces(text: &str) -> Vec<&str> {
    text.split(|c: char| c.is_whitespace() || c == ',').filter(|piece| !piece.is_empty()).collect()
}

/// `DURAND Zoé`, `Zoé DURAND`, `Anne de LA TOUR`: the last name is what stands in capitals at one end.
fn by_capitals<'a>(name: &'a [&'a str]) -> Option<Split<'a>> {
    // Where all is in capitals, they tell nothing.
    if name.iter().all(|word| is_particle(word) || is_in_capitals(word)) {
        return None;
    }

    let particles = name.iter().take_while(|word| is_particle(word)).count();
    let head = particles + name[particles..].iter().take_while(|word| is_in_capitals(word)).count();
    if is_long_enough(&name[particles..head]) {
        return Some(Split { first: &name[head..], last: &name[..head] });
    }

    let tail = name.len() - name.iter().rev().take_while(|word| is_in_capitals(word)).count();
    let particles = name[1..tail].iter().rev().take_while(|word| is_particle(word)).count();
    is_long_enough(&name[tail..])
        .then(|| Split { first: &name[..tail - particles], last: &name[tail - particles..] })
}

fn is_in_capitals(word: &str) -> bool {
    let word = word.rsplit(['\'', '’']).next().unwrap_or_default();
    !word.chars().any(char::is_lowercase) && word.chars().filter(|c| c.is_uppercase()).count() > 1
}

/// Two capitals alone are the initials of a first name: `JP Durand`.
fn is_long_enough(capitals: &[&str]) -> bool {
    capitals.iter().flat_map(|word| word.chars()).filter(|c| c.is_uppercase()).count() > 2
}

/// `Durand Zoé <zoe.durand@…>`, `<z.durand@…>`, `<zdurand@…>`: before the last name of an address stands the
/// first name, or how it begins.
fn by_address<'a>(name: &'a [&'a str], address: &str) -> Option<Split<'a>> {
    let (local, _) = address.rsplit_once('@')?;
    let halves = halves(&fold(local.split('+').next()?));
    let likeness = |split: &Split<'_>| {
        let each = halves.iter().map(|(first, last)| {
            Some((likeness_of_last(last, split.last)?, likeness_of_first(first, split.first)?))
        });
        each.flatten().max()
    };

    // Of two that are as like, the earlier.
    let mut best = None;
    for split in splits(name) {
        if let Some(likeness) = likeness(&split)
            && best.is_none_or(|(most, _)| likeness > most)
        {
            best = Some((likeness, split));
        }
    }

    best.map(|(_, split)| split)
}

/// What may stand for the first and for the last name in what stands before the `@`: the two sides of a dot,
/// else of another separator, else of any letter.
fn halves(local: &str) -> Vec<(String, String)> {
    let letters = |text: &str| text.chars().filter(|c| c.is_alphabetic()).collect::<String>();
    let separator = ['.', '_', '-'].into_iter().find(|separator| local.contains(*separator));
    let borders = local.char_indices().filter(|(_, c)| separator.is_none_or(|separator| *c == separator));
    borders
        .map(|(at, _)| (letters(&local[..at]), letters(&local[at..])))
        .filter(|(first, last)| !first.is_empty() && !last.is_empty())
        .collect()
}

/// Every way to make two blocks of a name, those with the first name in front before the others.
fn splits<'a>(name: &'a [&'a str]) -> impl Iterator<Item = Split<'a>> {
    let borders = || (1..name.len()).rev().map(|at| name.split_at(at));
    let in_front = borders().map(|(first, last)| Split { first, last });
    let behind = borders().map(|(last, first)| Split { first, last });

    // A particle is of the word after it.
    in_front.chain(behind).filter(|split| match split.first {
        [_, .., end] => !is_particle(end),
        _ => true,
    })
}

/// How much of a name an address writes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Likeness {
    Beginning,
    FirstWord,
    Whole,
}

/// The first name is written whole, or its first word, or how it begins, or its initials.
fn likeness_of_first(written: &str, name: &[&str]) -> Option<Likeness> {
    let name = fold(&name.join(" "));
    let whole: String = words(&name).collect();
    let initials: String = words(&name).filter_map(|word| word.chars().next()).collect();

    if whole == written {
        Some(Likeness::Whole)
    } else if words(&name).next() == Some(written) {
        Some(Likeness::FirstWord)
    } else {
        (whole.starts_with(written) || initials == written).then_some(Likeness::Beginning)
    }
}

/// The last name is written whole, or without its particles, or without the second of two.
fn likeness_of_last(written: &str, name: &[&str]) -> Option<Likeness> {
    let particles = name.iter().take_while(|word| is_particle(word)).count();
    let folded = |from: usize| fold(&name[from..].join(" "));
    if (0..=particles).any(|from| words(&folded(from)).collect::<String>() == written) {
        return Some(Likeness::Whole);
    }
    (words(&folded(particles)).next() == Some(written)).then_some(Likeness::FirstWord)
}

/// `de La Tour Anne`, `Anne Marie de La Tour`: a particle begins the last name.
fn by_particle<'a>(name: &'a [&'a str]) -> Option<Split<'a>> {
    let begins = |word: &&str| is_particle(word) || is_elided(word);
    let particles = name.iter().take_while(|word| is_particle(word)).count();
    if name.first().is_some_and(begins) && particles + 1 < name.len() {
        let (last, first) = name.split_at(particles + 1);
        return Some(Split { first, last });
    }

    let at = 1 + name.iter().skip(1).position(begins)?;
    Some(Split { first: &name[..at], last: &name[at..] })
}

/// Of the names that one meets in France.
const PARTICLES: [&str; 36] = [
    "ait", "al", "abou", "ben", "bin", "d", "da", "das", "de", "del", "della", "den", "der", "des", "di",
    "do", "dos", "du", "el", "ibn", "l", "la", "las", "le", "les", "lo", "los", "saint", "sainte", "st",
    "ste", "ten", "ter", "van", "von", "zu",
];

fn is_particle(word: &str) -> bool {
    PARTICLES.contains(&fold(word).trim_end_matches(['.', '\'']))
}

/// `d'Ormesson`, `L'Hermite`, `O'Connor`.
fn is_elided(word: &str) -> bool {
    let word = fold(word);
    word.split_once('\'')
        .is_some_and(|(particle, name)| ["d", "l", "o"].contains(&particle) && !name.is_empty())
}

fn first_name_first<'a>(name: &'a [&'a str]) -> Split<'a> {
    let (first, last) = name.split_at(name.len().saturating_sub(1).max(1).min(name.len()));
    Split { first, last }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use proptest::sample::select;

    fn split(name: &str, local: &str) -> (String, String) {
        let address = EmailAddress::parse(&format!("{local}@exemple.fr")).unwrap();
        let NameParts { first, last } = split_display_name(name, &address);
        (first, last)
    }

    #[test]
    fn first_and_last_names_are_told_apart_as_people_write_them() {
        for (name, local, first, last) in [
            // The first name comes first.
            ("Zoé Durand", "accueil", "Zoé", "Durand"),
            ("Anne Marie Durand", "accueil", "Anne Marie", "Durand"),
            ("JEAN DUPONT", "accueil", "JEAN", "DUPONT"),
            ("JP Durand", "accueil", "JP", "Durand"),
            ("Zoé Durand", "durand", "Zoé", "Durand"),
            ("Ben Durand", "accueil", "Ben", "Durand"),
            // A comma.
            ("Durand, Zoé", "durand.zoe", "Zoé", "Durand"),
            ("de La Tour, Anne Marie", "accueil", "Anne Marie", "de La Tour"),
            ("Zoé Durand,", "accueil", "Zoé", "Durand"),
            // Capitals.
            ("DURAND Zoé", "durand.zoe", "Zoé", "DURAND"),
            ("Zoé DURAND", "durand.zoe", "Zoé", "DURAND"),
            ("DUPONT Jean-Paul", "accueil", "Jean-Paul", "DUPONT"),
            ("J.-P. DURAND-PETIT", "accueil", "J.-P.", "DURAND-PETIT"),
            ("DE LA TOUR Anne Marie", "accueil", "Anne Marie", "DE LA TOUR"),
            ("Anne Marie DE LA TOUR", "accueil", "Anne Marie", "DE LA TOUR"),
            ("Anne de LA TOUR", "accueil", "Anne", "de LA TOUR"),
            ("d'ORMESSON Jean", "accueil", "Jean", "d'ORMESSON"),
            ("Ben DURAND", "accueil", "Ben", "DURAND"),
            // The address.
            ("Durand Zoé", "zoe.durand", "Zoé", "Durand"),
            ("Durand Zoé", "Zoe_Durand2", "Zoé", "Durand"),
            ("Durand Zoé", "z.durand+colis", "Zoé", "Durand"),
            ("Durand Zoé", "zdurand", "Zoé", "Durand"),
            ("Durand Jean-Pierre", "jp.durand", "Jean-Pierre", "Durand"),
            ("Durand-Petit Anne Marie", "anne.durand-petit", "Anne Marie", "Durand-Petit"),
            ("Durand Petit Alexandre", "alex.durand", "Alexandre", "Durand Petit"),
            ("Zoé Durand Petit", "zoe.durand", "Zoé", "Durand Petit"),
            ("La Tour Anne", "a.latour", "Anne", "La Tour"),
            ("Anne de La Tour", "a.latour", "Anne", "de La Tour"),
            ("LEFÈVRE HÉLÈNE", "helene.lefevre", "HÉLÈNE", "LEFÈVRE"),
            // A particle.
            ("Maud van den Berghe", "accueil", "Maud", "van den Berghe"),
            ("de La Tour Anne", "accueil", "Anne", "de La Tour"),
            ("Anne Marie de La Tour", "accueil", "Anne Marie", "de La Tour"),
            ("ANNE de LA TOUR", "accueil", "ANNE", "de LA TOUR"),
            ("d’Ormesson Jean", "accueil", "Jean", "d’Ormesson"),
            ("Karim El Idrissi", "accueil", "Karim", "El Idrissi"),
            // One word, or none.
            ("Zoé", "zoe.durand", "Zoé", ""),
            ("ACCUEIL", "accueil", "ACCUEIL", ""),
            ("", "zoe.durand", "", ""),
            (",", "zoe.durand", "", ""),
        ] {
            assert_eq!(split(name, local), (first.to_owned(), last.to_owned()), "{name:?} <{local}@…>");
        }
    }

    /// A word of a name that is no particle, beginning with a capital.
    fn word() -> impl Strategy<Value = String> {
        "[A-ZÉÇ][a-zéèç]{3,8}".prop_filter("a particle", |word| !is_particle(word))
    }

    proptest! {
        #[test]
        fn no_word_is_lost_or_invented(name in "\\PC{0,40}", local in "[a-z]{1,5}([._-]?[a-z]{1,5}){0,3}") {
            let (first, last) = split(&name, &local);
            let sorted = |text: &str| {
                let mut words: Vec<String> = words(text).map(str::to_owned).collect();
                words.sort();
                words
            };
            prop_assert_eq!(sorted(&format!("{first} {last}")), sorted(&name));
        }

        #[test]
        fn an_address_tells_in_whatever_order_the_names_are(
            first in word(),
            last in word(),
            separator in select(vec![".", "_", "-", ""]),
            initial in any::<bool>(),
        ) {
            let (short, long) = (fold(&first), fold(&last));
            prop_assume!(format!("{short}{long}") != format!("{long}{short}"));
            let short = if initial { short.chars().take(1).collect() } else { short };

            let local = format!("{short}{separator}{long}");
            prop_assert_eq!(split(&format!("{first} {last}"), &local), (first.clone(), last.clone()));
            prop_assert_eq!(split(&format!("{last} {first}"), &local), (first, last));
        }

        #[test]
        fn capitals_and_a_comma_tell_whatever_the_address(
            first in word(),
            last in word(),
            local in "[a-z]{1,5}([._-]?[a-z]{1,5}){0,3}",
        ) {
            let capitals = last.to_uppercase();
            let told = (first.clone(), capitals.clone());
            prop_assert_eq!(split(&format!("{first} {capitals}"), &local), told.clone());
            prop_assert_eq!(split(&format!("{capitals} {first}"), &local), told);
            prop_assert_eq!(split(&format!("{last}, {first}"), &local), (first, last));
        }
    }
}

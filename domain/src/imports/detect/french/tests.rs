//! Lists of French people, made up in the ways that customers make theirs, in each encoding that can write
//! them.

use super::super::super::encoding::{decode, encode};
use super::*;
use std::fmt::Write;

#[rustfmt::skip]
const FIRST_NAMES: [&str; 64] = [
    "Élodie", "Zoé", "René", "André", "Hélène", "François", "Françoise", "Jérôme", "Benoît", "Noël", "Gaël",
    "Anaïs", "Loïc", "Thérèse", "Michèle", "Irène", "Ève", "Côme", "Léa", "Raphaël", "Joël", "Maëlys",
    "Héloïse", "Cécile", "Gérard", "Émile", "Aurélie", "Béatrice", "Stéphane", "Sébastien", "Frédéric",
    "Véronique", "Gaëlle", "Chloé", "Inès", "Agnès", "Célestin", "Naïma", "Aïcha", "Moïse", "Anne-Cécile",
    "Marie-Thérèse", "Jean-François", "Timéo", "Désirée", "Noémie", "Zéphyrin", "Barthélémy", "Étienne",
    "Danièle", "Geneviève", "Ségolène", "Clémence", "Maïté", "Solène", "Élise", "Joëlle", "Théo", "Rémi",
    "Angèle", "Mélissa", "Grégory", "Éric", "Édith",
];

#[rustfmt::skip]
const LAST_NAMES: [&str; 56] = [
    "Lefèvre", "Légaré", "Bézier", "Duchâteau", "Brûlé", "Lemaître", "Béranger", "Prévost", "Desprès",
    "Laforêt", "Gonçalves", "Façon", "Besançon", "Lebœuf", "Goëtz", "Crèvecœur", "L’Hôte", "D’Épinay",
    "Müller", "Bréhat", "Péquignot", "Guérin", "Lacôte", "Maçon", "Saint-Léger", "Pâris", "Mathé", "Noé",
    "Hélias", "Ménard", "Carré", "Lévêque", "Génin", "Rivière", "Barrière", "Chaufrène", "Mercœur", "Château",
    "Ferré", "Bérard", "Doré", "Faÿ", "Brasséa", "Thévenet", "Granès", "Quéré", "Gérôme", "Bâtard", "Delâge",
    "Fréchette", "Lécuyer", "Trémollières", "Évrard", "Hénault", "Curé", "Piétri",
];

/// Names without accents.
#[rustfmt::skip]
const PLAIN_NAMES: [&str; 12] = [
    "Petit", "Durand", "Marie", "Jean", "Paul", "Sophie", "Dupont", "Martin", "Nathalie", "Moreau", "O’Brien",
    "Le Goff",
];

#[rustfmt::skip]
const SITES: [&str; 25] = [
    "L’Haÿ-les-Roses", "Saint-Étienne", "Nîmes", "Orléans", "Évry", "Île-de-Ré",
    "Châlons-en-Champagne", "Mâcon", "Sète", "Angoulême", "Le Havre – Port", "Dépôt n° 12",
    "Zone d’activité des Prés", "Agence «\u{a0}Cœur de ville\u{a0}»", "Entrepôt “Nord”", "Paris–Nord",
    "Forfait 5\u{a0}€", "Antony", "Nantes", "Rue de l’Œuvre — bât. B", "La Défense…", "Vallée de l’Isère",
    "Châtellerault", "Z.I. du Bois", "Aÿ",
];

/// Sites of a customer who names all of them so.
#[rustfmt::skip]
const DASHED_SITES: [&str; 6] = [
    "Lyon – Part-Dieu", "Le Havre – Port", "Paris – Nord", "Nantes – Centre", "Lille – Flandres", "Rennes – Sud",
];

const PROFILES: [&str; 4] = ["Expéditeur", "Consultation", "Contrôleur", "Gestionnaire"];

const HEADINGS: [&str; 3] =
    ["", "compte;site;profil;nom;prenom;email", "N° compte;Site;Profil;Nom;Prénom;E-mail"];

/// Numbers that only look random.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % end
    }

    fn of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())]
    }
}

/// A list of one row or more, with an accented name in one of them at least.
fn list(dice: &mut Dice) -> String {
    let rows = dice.of(&[1, 1, 2, 3, 5, 8, 15, 40, 100, 300]);
    let accented = dice.of(&[0, 0, 10, 40, 100]);
    let sites = dice.of(&[&SITES[..], &DASHED_SITES]);
    let sites: Vec<&str> = (0..dice.of(&[1, 3, 20])).map(|_| dice.of(sites)).collect();
    let profiles: &[&str] = if dice.below(2) == 0 { &PROFILES } else { &[""] };
    let write_last_name = dice.of(&[str::to_owned, str::to_uppercase]);
    let write_row = dice.of(&[str::to_owned, str::to_owned, str::to_uppercase, str::to_lowercase]);
    let surely_accented = dice.below(rows);

    let mut text = format!("{}\n", dice.of(&HEADINGS));
    for row in 0..rows {
        let mut name = |accented_names: &[&'static str]| {
            if dice.below(100) < accented { dice.of(accented_names) } else { dice.of(&PLAIN_NAMES) }
        };
        let (mut last, first) = (name(&LAST_NAMES), name(&FIRST_NAMES));
        if row == surely_accented && [last, first].iter().all(|name| PLAIN_NAMES.contains(name)) {
            last = dice.of(&LAST_NAMES);
        }

        let (site, profile) = (dice.of(&sites), dice.of(profiles));
        let cells = format!("10000700;{site};{profile};{};{first}", write_last_name(last));
        writeln!(text, "{};a{row}@exemple.fr", write_row(&cells)).unwrap();
    }

    if dice.below(2) == 0 { text } else { typewritten(&text) }
}

/// A text in the signs that a keyboard has.
fn typewritten(text: &str) -> String {
    let signs = [('’', "'"), ('“', "\""), ('”', "\""), ('–', "-"), ('—', "-"), ('…', "...")];
    let letters = [('œ', "oe"), ('Œ', "OE"), ('€', "EUR")];
    let all = signs.into_iter().chain(letters);
    all.fold(text.to_owned(), |text, (printed, typed)| text.replace(printed, typed))
}

/// What becomes of a list that is read in the wrong encoding: its first lines that differ.
fn difference(text: &str, bytes: &[u8], read_as: Encoding) -> String {
    let read = decode(bytes, read_as);
    let mut shown = format!("{} lines, read as {read_as:?}:\n", text.lines().count());
    for (written, read) in text.lines().zip(read.lines()).filter(|(written, read)| written != read).take(3) {
        writeln!(shown, "  {written}\n  {read}").unwrap();
    }
    shown
}

#[test]
fn lists_of_any_size_are_read_as_they_were_written() {
    let mut dice = Dice(7);
    let lists: Vec<String> = (0..1000).map(|_| list(&mut dice)).collect();
    for (encoding, percent) in
        [(Encoding::Windows1252, 100), (Encoding::Macintosh, 95), (Encoding::Cp850, 95)]
    {
        let mut written = 0;
        let mut misread = Vec::new();
        for text in &lists {
            let Some(bytes) = encode(text, encoding) else { continue };
            written += 1;
            let read_as = most_french(&bytes);
            if read_as != encoding {
                misread.push(difference(text, &bytes, read_as));
            }
        }

        assert!(written >= 400, "{encoding:?} can write too few of the lists: {written}");
        assert!(
            (written - misread.len()) * 100 >= written * percent,
            "{} of {written} lists in {encoding:?} are misread:\n{}",
            misread.len(),
            misread.join("\n")
        );
    }
}

#[test]
fn a_word_alone_is_of_windows_if_it_can_be() {
    for word in [&FIRST_NAMES[..], &LAST_NAMES, &SITES, &DASHED_SITES, &PROFILES].concat() {
        for word in [word.to_owned(), word.to_uppercase(), word.to_lowercase()] {
            let bytes = encode(&word, Encoding::Windows1252).unwrap();
            assert_eq!(most_french(&bytes), Encoding::Windows1252, "{word}");
        }
    }
}

#[test]
fn a_word_in_every_row_says_what_it_says_in_one() {
    // Alone, a dash between small letters is less likely than the `û` that its byte is elsewhere.
    let text =
        format!("{}9;paris-nord;Hélène;b@exemple.fr\n", "7;paris–nord;Petit;a@exemple.fr\n".repeat(300));
    let bytes = encode(&text, Encoding::Windows1252).unwrap();
    assert_eq!(most_french(&bytes), Encoding::Windows1252);
}

#[test]
fn small_letters_among_capitals_are_not_the_capitals_of_a_macintosh() {
    let mut dice = Dice(7);
    for _ in 0..300 {
        let text = list(&mut dice);
        let text = text.chars().map(|c| c.to_ascii_uppercase()).collect::<String>();
        let bytes = encode(&text, Encoding::Windows1252).unwrap();
        let read_as = most_french(&bytes);
        assert_eq!(read_as, Encoding::Windows1252, "{}", difference(&text, &bytes, read_as));
    }
}

#[test]
fn lists_in_utf_8_with_a_broken_word_are_read_in_utf_8_and_others_never_are() {
    let mut dice = Dice(7);
    for _ in 0..300 {
        let text = list(&mut dice);
        if text.is_ascii() {
            continue;
        }

        // Not within a character: it may be the only one.
        let at = text.floor_char_boundary(dice.below(text.len()));
        let mut bytes = text.clone().into_bytes();
        bytes.splice(at..at, [0xe9]);
        assert!(reads_as_utf8(&bytes), "{}", String::from_utf8_lossy(&bytes));

        for encoding in [Encoding::Windows1252, Encoding::Macintosh, Encoding::Cp850] {
            let Some(bytes) = encode(&text, encoding) else { continue };
            assert!(!reads_as_utf8(&bytes), "{encoding:?}: {text}");
        }
    }
}

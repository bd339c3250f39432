use super::encoding::{decode, encode};
use super::*;
use crate::imports::Encoding;
use proptest::prelude::*;

/// Names of people in the countries around, as they are written there.
const NAMES: &str = include_str!("names.txt");

fn names() -> impl Iterator<Item = &'static str> {
    NAMES.lines().filter(|line| !line.is_empty())
}

#[test]
fn no_real_name_is_broken() {
    assert!(names().count() > 500);
    for name in names() {
        for written in [name.to_owned(), name.to_uppercase(), name.to_lowercase()] {
            assert!(!is_broken(&written) && unwrapped(&written).is_none(), "{written}");
            assert_eq!(repaired(&written), None, "{written}");
        }
    }
}

#[test]
fn utf8_that_was_read_as_something_else_is_read_again() {
    for name in names().filter(|name| !name.is_ascii()) {
        for read_as in [Encoding::Windows1252, Encoding::Macintosh, Encoding::Cp850] {
            let misread = decode(name.as_bytes(), read_as).into_owned();
            assert!(is_broken(&misread), "{misread} ({name}, {read_as:?})");
            let latin = name.chars().all(|c| c.is_ascii() || ('\u{c0}'..='\u{17f}').contains(&c));
            if latin {
                assert_eq!(repaired(&misread).as_deref(), Some(name), "{misread} ({read_as:?})");
            }
            if latin && read_as == Encoding::Windows1252 {
                let twice = decode(misread.as_bytes(), read_as).into_owned();
                assert_eq!(repaired(&twice).as_deref(), Some(name), "{twice}");
            }
        }
    }
}

#[test]
fn most_names_in_a_wrong_encoding_of_single_octets_are_found() {
    let of = |written, read_as| {
        let all: Vec<(&str, String)> = [
            "Hélène",
            "Zoé",
            "Chloé",
            "Lefèvre",
            "André",
            "Gaëlle",
            "Irène",
            "Jérôme",
            "Valérie",
            "Françoise",
        ]
        .into_iter()
        .filter_map(|name| Some((name, decode(&encode(name, written)?, read_as).into_owned())))
        .collect();
        let right = all.iter().filter(|(name, misread)| repaired(misread).as_deref() == Some(*name)).count();
        assert!(right * 10 >= all.len() * 9, "{written:?} as {read_as:?}: {all:?}");
    };
    of(Encoding::Windows1252, Encoding::Cp850);
    of(Encoding::Windows1252, Encoding::Macintosh);
    of(Encoding::Macintosh, Encoding::Windows1252);
    of(Encoding::Cp850, Encoding::Windows1252);
}

#[test]
fn what_other_programs_escaped_is_written_out() {
    for (broken, meant) in [
        ("Zo&eacute;", "Zoé"),
        ("Zo&#233;", "Zoé"),
        ("Zo&#xE9;", "Zoé"),
        ("Fran&ccedil;ois", "François"),
        ("S&oslash;ren", "Søren"),
        ("D&#39;Arc", "D'Arc"),
        ("D&rsquo;Arc", "D’Arc"),
        ("Durand &amp; Fils", "Durand & Fils"),
        ("Zo&amp;eacute;", "Zoé"),
        ("M\\u00fcller-¼hler", "Müller-ühler"),
        ("M\\xfcller", "Müller"),
        ("\\\"Didi\\\"", "Didi"),
        ("D\\'Arc", "D'Arc"),
        ("Zo%C3%A9", "Zoé"),
        ("Zo=C3=A9", "Zoé"),
        ("LetitiÃ", "Letitià"),
        ("ZoeÌ\u{81}", "Zoé"),
    ] {
        assert!(is_broken(broken), "{broken}");
        assert_eq!(repaired(broken).as_deref(), Some(meant), "{broken}");
    }
}

#[test]
fn what_is_lost_is_said_and_not_invented() {
    for broken in ["Lef\u{fffd}vre", "\u{fffd}", "Lef?vre", "Zo?", "?lodie", "Dupont\u{ae}"] {
        assert!(is_broken(broken), "{broken}");
        assert_eq!(repaired(broken), None, "{broken}");
    }
}

#[test]
fn a_name_is_mended_or_left_out() {
    let name = |text: &str| sound_name(text).map(String::from);
    assert_eq!(name("LefÃ¨vre").as_deref(), Some("Lefèvre"));
    assert_eq!(name("=\"Morel\"").as_deref(), Some("Morel"));
    assert_eq!(name("D'Arc").as_deref(), Some("D'Arc"));
    assert_eq!((name("Lef?vre"), name("Zo\u{fffd}"), name("")), (None, None, None));
}

#[test]
fn the_marks_of_spreadsheets_come_off_and_those_of_names_stay() {
    for (marked, meant) in [
        ("=\"Morel\"", "Morel"),
        ("=\"00012345\"", "00012345"),
        ("'Morel", "Morel"),
        ("'D'Arc", "D'Arc"),
        ("'Morel'", "Morel"),
        ("\"Morel\"", "Morel"),
        ("'=\"Morel\"", "Morel"),
        ("\"Morel", "Morel"),
        ("=\"\"", ""),
    ] {
        assert_eq!(unwrapped(marked), Some(meant), "{marked}");
    }
    for name in
        ["'t Hooft", "'s-Gravesande", "D'Arc", "\"Didi\" Dupont", "'Didi' Dupont", "O'Neill", "=A1", ""]
    {
        assert_eq!(unwrapped(name), None, "{name}");
    }
}

proptest! {
    #[test]
    fn what_is_repaired_needs_no_repair(text in r#"[A-Ca-cé&;\\u0-9Ãâ€™©¨=%'"? \-¼√├Úþ]{0,12}"#) {
        if let Some(meant) = repaired(&text) {
            prop_assert!(!is_broken(&meant), "{meant}");
            prop_assert_eq!(repaired(&meant), None);
        }
        if let Some(bare) = unwrapped(&text) {
            prop_assert_eq!(unwrapped(bare), None);
        }
    }

    #[test]
    fn letters_of_one_word_are_never_broken(text in r"[A-Z]?[a-zàâäçéèêëîïôöùûüÿñœæß]{0,12}([ -][A-ZÉÈÎÔ][a-zàâçéèêëîïôûü]{0,8})?") {
        prop_assert!(!is_broken(&text), "{text}");
    }
}

use super::*;
use crate::ids::{ProfileId, SiteId};
use crate::imports::encoding::encode;
use crate::imports::{RowText, escape_formula, heading_line, template};
use crate::names::SiteName;
use crate::reference::Site;
use proptest::prelude::*;

fn open(bytes: impl Into<Vec<u8>>) -> Sheet {
    Sheet::open(bytes.into(), &Overrides::default()).unwrap()
}

fn refusal(bytes: impl Into<Vec<u8>>) -> ReadError {
    match Sheet::open(bytes.into(), &Overrides::default()) {
        Ok(sheet) => sheet.rows().find_map(Result::err).expect("refused"),
        Err(error) => error,
    }
}

fn rows(sheet: &Sheet) -> Vec<(u32, RowText)> {
    sheet.rows().map(Result::unwrap).map(|row| (row.position.line(), row.to_text())).collect()
}

fn text(contract: &str, last_name: &str, email: &str) -> RowText {
    RowText::default()
        .with(Field::Contract, contract)
        .with(Field::LastName, last_name)
        .with(Field::Email, email)
}

fn with_default_profile() -> ReferenceData {
    ReferenceData { default_profile: Some(ProfileId(uuid::Uuid::nil())), ..ReferenceData::default() }
}

#[test]
fn what_every_row_would_lack_is_missing_from_the_file() {
    let sheet = open("compte;email\n1;z@exemple.fr\n");
    assert_eq!(sheet.missing(&with_default_profile()), []);
    assert_eq!(sheet.missing(&ReferenceData::default()), [Field::Profile]);
    let sites = ["Antony", "Lyon"].map(site);
    assert_eq!(
        sheet.missing(&ReferenceData { sites: sites.into(), ..with_default_profile() }),
        [Field::Site]
    );
}

#[test]
fn the_only_site_that_there_is_goes_without_saying() {
    let sheet = open("compte;email\n1;z@exemple.fr\n");
    let reference = ReferenceData { sites: vec![site("Antony")], ..with_default_profile() };
    assert_eq!(sheet.missing(&reference), []);
    assert_eq!(sheet.assumed(&reference), [(Field::Site, "Antony".to_owned())]);

    let named = open("compte;site;email\n1;Antony;z@exemple.fr\n");
    assert_eq!(named.assumed(&reference), [], "the file says it");
}

fn site(name: &str) -> Site {
    Site { id: SiteId(uuid::Uuid::nil()), name: SiteName::parse(name).unwrap() }
}

#[test]
fn the_template_filled_in_reads_by_field_in_any_order_of_columns() {
    let sheet = open(format!("{}10000700;53;Antony;Expéditeur;Petit;Zoé;z@exemple.fr\r\n", template()));

    assert!(sheet.dialect().bom && sheet.dialect().header);
    assert_eq!(
        rows(&sheet)[0].1.cells(),
        ["10000700", "53", "Antony", "Expéditeur", "Petit", "Zoé", "z@exemple.fr", "", ""]
    );

    let sheet = open("MATRICULE,E-mail,Nom,N° compte\n7,z@exemple.fr,Petit,10000700\n");

    assert_eq!(rows(&sheet), [(2, text("10000700", "Petit", "z@exemple.fr"))]);
    assert_eq!(sheet.columns()[0].field, None);
    assert_eq!(sheet.columns()[1].sample, "z@exemple.fr");
    assert!(sheet.missing(&with_default_profile()).is_empty());
}

#[test]
fn windows_1252_accents_read_right_and_every_reading_is_shown() {
    let sheet = open(b"compte;nom;email\n1;Lef\xe8vre;z@exemple.fr\n".as_slice());
    assert_eq!(sheet.dialect().encoding, Encoding::Windows1252);
    assert_eq!(rows(&sheet)[0].1.get(Field::LastName), "Lefèvre");
    assert_eq!(sheet.opened(&ReferenceData::default()).encodings.len(), 4);
    let chosen = Overrides { encoding: Some(Encoding::Cp850), ..Overrides::default() };
    let sheet = Sheet::open(sheet.into_bytes(), &chosen).unwrap();
    assert_eq!(rows(&sheet)[0].1.get(Field::LastName), "LefÞvre");
}

#[test]
fn utf_16_reads_by_its_mark() {
    let mut bytes = vec![0xff, 0xfe];
    bytes.extend("compte\tnom\temail\r\n1\tLefèvre\tz@exemple.fr".encode_utf16().flat_map(u16::to_le_bytes));
    let sheet = open(bytes);
    assert_eq!(sheet.dialect().delimiter, '\t');
    assert_eq!(rows(&sheet), [(2, text("1", "Lefèvre", "z@exemple.fr"))]);
}

#[test]
fn a_sep_line_and_titles_above_the_header_are_passed_over() {
    let sheet = open("sep=|\r\nUtilisateurs au 12 mai\r\n\r\ncompte|nom|email\r\n1|A;B|z@exemple.fr\r\n");
    assert_eq!((sheet.dialect().delimiter, sheet.dialect().preamble), ('|', 3));
    assert_eq!(rows(&sheet), [(5, text("1", "A;B", "z@exemple.fr"))]);
}

#[test]
fn the_heading_of_reasons_names_the_header_whatever_stands_below() {
    let sheet = open("compte;nom;email;constat\n1;A;a@exemple.fr;faux\ncompte;nom;email;site;profil;\n");
    assert_eq!(rows(&sheet), [(2, text("1", "A", "a@exemple.fr")), (3, text("compte", "nom", "email"))]);
}

#[test]
fn a_file_without_a_header_is_mapped_by_hand() {
    let bytes = "1;Petit;z@exemple.fr\n2;Grand;g@exemple.fr\n";
    let sheet = open(bytes);

    assert!(!sheet.dialect().header);

    let fields: Vec<_> = sheet.columns().iter().map(|column| column.field).collect();

    assert_eq!(fields, [None, None, Some(Field::Email)]);
    assert_eq!(sheet.missing(&with_default_profile()), [Field::Contract]);

    let mapping = Some(vec![Some(Field::Contract), Some(Field::LastName), Some(Field::Email)]);
    let sheet = Sheet::open(bytes.into(), &Overrides { mapping, ..Overrides::default() }).unwrap();

    assert_eq!(rows(&sheet)[0], (1, text("1", "Petit", "z@exemple.fr")));
}

#[test]
fn whole_names_are_told_apart_as_a_form_does() {
    let names = |text: &str| {
        let sheet = open(text);
        let row = rows(&sheet).remove(0).1;
        [Field::FirstName, Field::LastName].map(|field| row.get(field).to_owned())
    };

    assert_eq!(names("compte;Nom complet;email\n1;DURAND Zoé;z@b.fr\n"), ["Zoé", "DURAND"]);
    assert_eq!(names("compte;Nom et prénom;email\n1;Durand Zoé;zoe.durand@b.fr\n"), ["Zoé", "Durand"]);
    assert_eq!(names("compte;displayName;email\n1;Durand, Zoé;\n"), ["Zoé", "Durand"]);
    assert_eq!(names("displayName;sn;givenName;mail\nx y;Durand;Zoé;z@b.fr\n"), ["Zoé", "Durand"]);
    assert_eq!(names("Nom complet;Prénom;email\nDURAND Zoé;Zoé;z@b.fr\n"), ["Zoé", "DURAND"]);
    assert_eq!(names("Nom complet;Prénom;email\nDurand;Zoé;z@b.fr\n"), ["Zoé", "Durand"]);
    // A last name is not a whole one.
    assert_eq!(names("nom;prenom;email\nde La Tour;;z@b.fr\n"), ["", "de La Tour"]);
}

#[test]
fn whole_names_stand_in_two_columns_in_the_file_of_rows_in_error() {
    let sheet = open("compte;Nom complet;email\n1;DURAND Zoé;z@b\n");
    let row = sheet.rows().next().unwrap().unwrap();
    let mut file = ErrorsFile::new(&sheet, "constat", [row.position]);
    file.row(row.position, row.cells(), "faux");
    let written = file.finish().bytes;

    assert_eq!(
        String::from_utf8(written.clone()).unwrap(),
        "compte;nom;email;prenom;constat\n1;DURAND;z@b;Zoé;faux\n"
    );

    let again = open(written);

    assert_eq!(rows(&again)[0].1.get(Field::FirstName), "Zoé");
    assert_eq!(rows(&again)[0].1.get(Field::LastName), "DURAND");
}

#[test]
fn addresses_are_found_below_a_heading_that_does_not_name_them() {
    let fields = |text: &str| open(text).columns().iter().map(|column| column.field).collect::<Vec<_>>();
    let [contract, name, email] = [Field::Contract, Field::LastName, Field::Email].map(Some);
    let below = "\n1;A;zoe@exemple.fr\n2;B;Tom <tom@exemple.fr>\n3;C;\n4;D;d@exemple.fr\n5;E;e@exemple.fr\n6;F;f.exemple.fr\n";

    assert_eq!(fields(&format!("compte;nom;Coordonnées{below}")), [contract, name, email]);
    assert_eq!(fields(&format!("compte;Utilisateur;Coordonnées{below}")), [contract, None, email]);
    // The heading is right as far as one can tell, or several columns could be meant, or it is a remark.
    assert_eq!(fields("compte;email;Autre\n1;à venir;z@exemple.fr\n"), [contract, email, None]);
    assert_eq!(fields("compte;Utilisateur;Chef\n1;z@exemple.fr;c@exemple.fr\n"), [contract, email, None]);
    assert_eq!(fields("compte;nom;Un;Deux\n1;A;z@exemple.fr;c@exemple.fr\n"), [contract, name, None, None]);
    assert_eq!(fields("compte;nom;Remarque\n1;A;écrire à z@exemple.fr\n2;B;\n"), [contract, name, None]);
}

#[test]
fn a_choice_overrides_what_was_detected() {
    let chosen = Overrides { delimiter: Some(','), header: Some(false), ..Overrides::default() };
    let sheet = Sheet::open("compte;email\n1;a,b@exemple.fr\n".into(), &chosen).unwrap();
    assert_eq!((sheet.dialect().delimiter, sheet.dialect().header), (',', false));
    assert_eq!(sheet.columns().len(), 2);
    assert_eq!(rows(&sheet).len(), 2);
}

#[test]
fn all_line_ends_read_and_the_lines_are_those_of_the_file() {
    for end in ["\n", "\r\n", "\r"] {
        let lines = ["compte;nom;email", "1;\"a", "b\";x@exemple.fr", "", "2;c;y@exemple.fr"].join(end);
        let sheet = open(lines);
        let read = rows(&sheet);
        assert_eq!(read.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [2, 4, 5], "{end:?}");
        assert_eq!(read[2].1.get(Field::Contract), "2");
    }
}

#[test]
fn a_file_that_is_empty_or_only_a_header_says_so() {
    assert_eq!(refusal(""), ReadError::Empty);
    assert_eq!(refusal("\u{feff}\r\n\r\n"), ReadError::Empty);
    assert_eq!(refusal(template()), ReadError::HeaderOnly);
    assert_eq!(refusal(format!("{};;;;;;\r\n\r\n", template())), ReadError::HeaderOnly);
}

#[test]
fn a_nul_is_a_lost_character_of_its_cell_in_every_encoding() {
    for bytes in [
        b"compte;email\n1;a@exemple.fr\n2;b\0@exemple.fr\n".to_vec(),
        b"compte;nom;email\n1;H\xe9l\xe8ne;a@exemple.fr\n2;\xc9;b\0@exemple.fr\n".to_vec(),
    ] {
        let read = rows(&open(bytes));
        assert_eq!(read[0].1.get(Field::Email), "a@exemple.fr");
        assert_eq!(read[1].1.get(Field::Email), "b\u{fffd}@exemple.fr");
    }
}

#[test]
fn a_picture_a_workbook_and_nothing_but_nuls_are_refused_as_what_they_are() {
    assert_eq!(refusal(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".as_slice()), ReadError::NotText);
    assert_eq!(refusal((1..=255).cycle().take(5000).collect::<Vec<u8>>()), ReadError::NotText);
    assert_eq!(refusal(b"PK\x03\x04\x14\0".as_slice()), ReadError::Workbook);
    assert_eq!(refusal(["a;b\n", &"\0".repeat(64)].concat().as_bytes()), ReadError::NotText);
}

#[test]
fn an_unclosed_quote_too_many_columns_and_a_huge_cell_that_is_read_name_their_line() {
    let header = "compte;email\n1;a@exemple.fr\n";

    assert_eq!(refusal(format!("{header}2;\"b\n3;c\n")), ReadError::UnclosedQuote { line: 3 });
    assert_eq!(
        refusal(format!("{header}{}", "x;".repeat(1025))),
        ReadError::TooManyColumns { line: 3, max: 1024 }
    );

    let huge = "x".repeat(1_000_000);

    assert_eq!(refusal(format!("{header}2;{huge}\n")), ReadError::CellTooLong { line: 3, max: 4096 });
    assert_eq!(refusal(format!("{header}\"2\n\";{huge}\n")), ReadError::CellTooLong { line: 4, max: 4096 });

    let beside = open(format!("compte;remarque;email\n1;{huge};a@exemple.fr\n"));

    assert_eq!(rows(&beside), [(2, text("1", "", "a@exemple.fr"))]);
    assert!(beside.columns()[1].sample.len() < 1000);
}

#[test]
fn a_file_of_many_columns_is_read_by_those_that_are_known() {
    let many = ";x".repeat(300);
    let sheet = open(format!("compte{many};email;y;z\n1{many};a@exemple.fr;;\n"));

    assert_eq!(rows(&sheet), [(2, text("1", "", "a@exemple.fr"))]);
    assert_eq!(sheet.columns().len(), 302);
    assert_eq!(open(format!("compte;email{many}\n1;a@exemple.fr{many}\n")).columns().len(), 64);
}

#[test]
fn other_quotes_and_escapes_read_too_and_are_said() {
    let sheet = open("'compte','nom','email'\n'1','Petit, Zoé','z@exemple.fr'\n");
    assert_eq!((sheet.dialect().quote, sheet.dialect().delimiter), ('\'', ','));
    assert_eq!(rows(&sheet), [(2, text("1", "Petit, Zoé", "z@exemple.fr"))]);

    let sheet = open("compte;nom;email\n1;\"Zoé \\\"Zo\\\"; Petit\";z@exemple.fr\n");
    assert_eq!(rows(&sheet), [(2, text("1", "Zoé \"Zo\"; Petit", "z@exemple.fr"))]);
}

#[test]
fn blank_columns_behind_the_last_are_none_in_the_header_and_below() {
    let blank = ";".repeat(99);
    let sheet =
        open(format!("compte;nom;email{blank}\n1;A;z@exemple.fr{blank}\n{blank}\n2;B;y@exemple.fr\n"));
    let headings: Vec<_> = sheet.columns().iter().map(|column| column.header.as_str()).collect();

    assert_eq!(headings, ["compte", "nom", "email"]);
    assert_eq!(rows(&sheet).len(), 3);
    assert_eq!(rows(&sheet)[2].1, text("2", "B", "y@exemple.fr"));

    let wide = format!("compte;email{}\n1;z@exemple.fr\n", ";x".repeat(1023));

    assert_eq!(refusal(wide), ReadError::TooManyColumns { line: 1, max: 1024 });
}

#[test]
fn a_million_rows_are_read_and_one_more_is_refused_while_empty_ones_do_not_count() {
    let most = format!("email\n{}{}", "a\n".repeat(1_000_000), "\n".repeat(100));
    assert_eq!(open(most.clone()).rows().flatten().count(), 1_000_100);
    assert_eq!(refusal(most + "a\n"), ReadError::TooManyRows { line: 1_000_102, max: 1_000_000 });
}

#[test]
fn apostrophes_are_taken_away_from_our_files_and_no_others() {
    let ours = open("compte;nom;email;guichet\n1;'=A;z@exemple.fr;\n2;'t Hooft;t@exemple.fr;\n");
    assert!(ours.dialect().guarded);
    let names: Vec<_> = rows(&ours).into_iter().map(|(_, row)| row.get(Field::LastName).to_owned()).collect();
    assert_eq!(names, ["=A", "'t Hooft"]);
    let theirs = open("compte;nom;email\n1;'=A;z@exemple.fr\n");
    assert_eq!(rows(&theirs)[0].1.get(Field::LastName), "'=A");
}

fn quoted(cell: &str) -> String {
    format!("\"{}\"", cell.replace('"', "\"\""))
}

proptest! {
    #[test]
    fn what_is_exported_is_what_is_imported(
        people in proptest::collection::vec(proptest::array::uniform9("[=+@'a-cé;,\"\t -]{0,5}"), 1..6),
        for_excel in any::<bool>(),
    ) {
        let mut file = heading_line(Field::ALL.into_iter()).trim_end().to_owned() + if for_excel { ";guichet\r\n" } else { "\r\n" };
        for cells in &people {
            let cells = cells.each_ref().map(|cell| {
                quoted(&if for_excel { escape_formula(cell) } else { cell.into() })
            });
            file += &(cells.join(";") + if for_excel { ";\r\n" } else { "\r\n" });
        }

        // A file without any filled row is refused, and that is another test's.
        if let Ok(sheet) = Sheet::open(file.into_bytes(), &Overrides::default()) {
            let read: Vec<[String; Field::COUNT]> =
                rows(&sheet).iter().map(|(_, row)| row.cells().map(str::to_owned)).collect();
            prop_assert_eq!(read, people);
        }
    }

    #[test]
    fn no_bytes_make_the_reader_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        if let Ok(sheet) = Sheet::open(bytes, &Overrides::default()) {
            sheet.opened(&ReferenceData::default());
            sheet.rows().for_each(drop);
        }
    }
}

proptest! {
    #[test]
    fn a_file_reads_the_same_however_it_comes_in(
        text in "(compte;nom\r\n)?([a-c];[a-zéà]{0,4}\r?\n){0,4}[a-z];[a-zéà]{1,3}",
        encoding in proptest::sample::select(Encoding::ALL.to_vec()),
        lengths in proptest::collection::vec(0..9_usize, 0..12),
    ) {
        let bytes = encode(&text, encoding);
        prop_assume!(bytes.is_some());
        let bytes = bytes.unwrap_or_default();
        let read = |file: FileBytes| {
            let sheet = Sheet::open_file(file, &Overrides::default())?;
            let rows: Vec<_> = sheet.rows().map(|row| row.map(|row| row.to_text())).collect();
            Ok::<_, ReadError>((sheet.opened(&ReferenceData::default()), rows))
        };

        prop_assert_eq!(read(FileBytes::in_pieces(&bytes, &lengths)), read(bytes.into()));
    }
}

use super::*;
use crate::imports::encoding::{byte_order_mark, encode};
use crate::imports::formula_escape::unescape_formula;
use crate::imports::{Field, Overrides, RowText};
use proptest::prelude::*;

const ENCODINGS: [Encoding; 6] = [
    Encoding::Utf8,
    Encoding::Utf16Le,
    Encoding::Utf16Be,
    Encoding::Windows1252,
    Encoding::Macintosh,
    Encoding::Cp850,
];

fn open(bytes: Vec<u8>) -> Sheet {
    Sheet::open(bytes, &Overrides::default()).unwrap()
}

fn rows(sheet: &Sheet) -> Vec<(Position, RowText)> {
    sheet.rows().map(Result::unwrap).map(|row| (row.position, row.to_text())).collect()
}

/// All rows of a file as its errors file, the cell of one field rewritten in each.
fn written(sheet: &Sheet, heading: &str, edit: Option<(Field, &str)>) -> Written {
    let rows = rows(sheet);
    let mut file = ErrorsFile::new(sheet, heading, rows.iter().map(|(position, _)| *position));
    for (position, mut row) in rows {
        if let Some((field, text)) = edit {
            row.set(field, text);
        }
        file.row(position, row.cells(), "site inconnu : l’œuvre");
    }

    file.finish()
}

fn in_encoding(text: &str, encoding: Encoding) -> Vec<u8> {
    [byte_order_mark(encoding), &encode(text, encoding).unwrap()].concat()
}

#[test]
fn rows_come_back_in_the_files_own_encoding_and_read_again_corrected() {
    let text = "Matricule;N° compte;Nom;E-mail\r\n7;1;\"Lef;èvre\";z@exemple.fr\r\n8;2;Noël;n@exemple.fr\r\n";
    for encoding in ENCODINGS {
        let sheet = open(in_encoding(text, encoding));
        assert_eq!(sheet.dialect().encoding, encoding);
        let file = written(&sheet, "constat", Some((Field::Contract, "10")));
        assert_eq!(file.instead_of, None);
        let reason = approximate("site inconnu : l’œuvre", encoding);
        let expected = format!(
            "Matricule;N° compte;Nom;E-mail;constat\r\n7;10;\"Lef;èvre\";z@exemple.fr;{reason}\r\n\
             8;10;Noël;n@exemple.fr;{reason}\r\n"
        );
        assert_eq!(file.bytes, in_encoding(&expected, encoding), "{encoding:?}");
        let again = open(file.bytes);
        let names: Vec<_> = rows(&again)
            .into_iter()
            .map(|(_, row)| (row.get(Field::Contract).to_owned(), row.get(Field::LastName).to_owned()))
            .collect();
        assert_eq!(names, [("10", "Lef;èvre"), ("10", "Noël")].map(|(a, b)| (a.to_owned(), b.to_owned())));
    }
}

#[test]
fn a_character_that_the_encoding_lacks_makes_the_file_utf_8_and_that_is_said() {
    let text = "compte;nom;email\r\n1;Lefèvre;z@exemple.fr\r\n";
    for encoding in [Encoding::Windows1252, Encoding::Macintosh, Encoding::Cp850] {
        let sheet = open(in_encoding(text, encoding));
        let file = written(&sheet, "constat", Some((Field::LastName, "\u{141}ukasz")));
        assert_eq!(file.instead_of, Some(encoding));
        let again = open(file.bytes);
        assert!(again.dialect().encoding == Encoding::Utf8 && again.dialect().bom);
        assert_eq!(rows(&again)[0].1.get(Field::LastName), "\u{141}ukasz");
    }
}

#[test]
fn line_ends_quotes_and_a_stated_delimiter_are_those_of_the_file() {
    let bytes = b"sep=^\n\"compte\"^\"nom\"^\"email\"\n\"1\"^\"Petit\"^\"z@exemple.fr\"\n";
    let file = written(&open(bytes.to_vec()), "finding", None);
    let text = String::from_utf8(file.bytes).unwrap();
    assert!(text.starts_with("sep=^\n\"compte\"^\"nom\"^\"email\"^\"finding\"\n\"1\"^\"Petit\""), "{text}");
    let mac = written(&open(b"compte,email\r1,z@exemple.fr\r".to_vec()), "constat", None);
    assert_eq!(mac.bytes, "compte,email,constat\r1,z@exemple.fr,site inconnu : l’œuvre\r".as_bytes());
}

#[test]
fn the_reasons_of_an_earlier_errors_file_give_way_to_new_ones_in_either_language() {
    for (before, now) in [("constat", "finding"), ("Finding", "constat"), ("CONSTAT", "constat")] {
        let sheet = open(format!("compte;email;{before}\n1;z@exemple.fr;faux\n").into_bytes());
        let file = written(&sheet, now, None);
        let text = String::from_utf8(file.bytes).unwrap();
        assert_eq!(text, format!("compte;email;{now}\n1;z@exemple.fr;site inconnu : l’œuvre\n"));
    }
}

#[test]
fn cells_beyond_the_headings_are_kept_and_the_reasons_stand_below_their_own() {
    let sheet = open(b"compte;email\n1;z@exemple.fr;a remark;another\n2;y@exemple.fr\n".to_vec());
    let again = open(written(&sheet, "constat", None).bytes);
    assert_eq!(again.columns().len(), 5);
    assert_eq!(again.columns()[4].header, "constat");
    assert_eq!(again.raw_cells(rows(&again)[0].0)[2..4], ["a remark", "another"]);
}

#[test]
fn what_is_written_into_a_field_without_a_column_gets_one() {
    let sheet = open(b"compte;autre;email;finding\n1;a;z@exemple.fr;x\n2;;y@exemple.fr;x\n".to_vec());
    let second = ["2", "", "Brest;Port", "", "Petit", "", "y@exemple.fr", "", "31/12/2030"];
    let positions: Vec<Position> = rows(&sheet).into_iter().map(|(position, _)| position).collect();
    let mut file = ErrorsFile::new(&sheet, "constat", positions.clone());
    file.row(positions[0], ["1", "", "", "", "", "", "z@exemple.fr", "", ""], "faux");
    file.row(positions[1], second, "faux");
    let bytes = file.finish().bytes;

    assert_eq!(
        String::from_utf8(bytes.clone()).unwrap(),
        "compte;autre;email;site;nom;fin;constat\n1;a;z@exemple.fr;;;;faux\n\
         2;;y@exemple.fr;\"Brest;Port\";Petit;31/12/2030;faux\n"
    );

    let again = open(bytes);

    assert_eq!(rows(&again)[1].1.cells(), second);
}

#[test]
fn what_would_be_a_formula_is_guarded_wherever_the_file_came_from_and_reads_again_as_it_was() {
    let text = "compte;nom;=autre;email\n1;=cmd|' /C calc'!A0;+33 1;z@exemple.fr\n2;'=A;-;y@exemple.fr\n";
    let sheet = open(text.as_bytes().to_vec());

    assert!(!sheet.dialect().guarded);

    let bytes = written(&sheet, "constat", None).bytes;
    let shown = String::from_utf8(bytes.clone()).unwrap();

    assert!(shown.starts_with("compte;nom;'=autre;email;constat (guichet)\n1;'=cmd|"), "{shown}");

    for cell in shown.split([';', '\n']) {
        assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{shown}");
    }

    let again = open(bytes.clone());

    assert_eq!(again.columns()[2].header, "=autre");

    let names = |sheet: &Sheet| {
        rows(sheet).into_iter().map(|(_, row)| row.get(Field::LastName).to_owned()).collect::<Vec<_>>()
    };

    assert_eq!(names(&again), ["=cmd|' /C calc'!A0", "'=A"]);
    // Its own file of rows in error is the same: nothing is guarded twice, and the mark does not add up.
    assert_eq!(written(&again, "constat", None).bytes, bytes);

    let ours = open(b"compte;nom;email;guichet\n1;'=A;z@exemple.fr;=new\n".to_vec());
    let shown = String::from_utf8(written(&ours, "constat", None).bytes).unwrap();

    assert!(shown.starts_with("compte;nom;email;guichet;constat\n1;'=A;z@exemple.fr;'=new;"), "{shown}");
}

#[test]
fn a_file_of_as_many_columns_as_may_be_has_an_errors_file_that_reads_again_and_has_one_itself() {
    let headings: Vec<String> = (2..1024).map(|number| format!("autre {number}")).collect();
    let values = (2..1024).map(|number| number.to_string()).collect::<Vec<_>>().join(";");
    let blank = ";".repeat(20);
    let text = format!("compte;email;{}{blank}\n1;z@exemple.fr;{values}{blank}\n", headings.join(";"));
    let mut sheet = open(text.into_bytes());

    for _ in 0..2 {
        sheet = open(written(&sheet, "constat", None).bytes);
        assert_eq!(rows(&sheet)[0].1.get(Field::Email), "z@exemple.fr");
        let raw = sheet.raw_cells(rows(&sheet)[0].0);
        assert_eq!((raw.len(), &*raw[1023]), (1025, "1023"));
    }
}

#[test]
fn a_file_without_headings_gets_them_so_that_it_is_read_as_it_was_mapped() {
    let mapping = Some(vec![Some(Field::LastName), None, Some(Field::Contract), Some(Field::Email)]);
    let bytes = b"Petit;7;1;z@exemple.fr\n".to_vec();
    let sheet = Sheet::open(bytes, &Overrides { mapping, ..Overrides::default() }).unwrap();
    let again = open(written(&sheet, "constat", None).bytes);
    assert_eq!(rows(&again)[0].1, rows(&sheet)[0].1);
    assert!(again.dialect().header);
}

#[test]
fn addresses_that_no_heading_named_are_named_so_that_they_are_found_among_wrong_ones() {
    let contacts = b"compte;nom;Contact\n1;A;z@exemple.fr\n2;B;y@exemple.fr\n".to_vec();
    // Without the name, the chiefs' addresses would be taken for the people's.
    let chiefs = b"compte;Chef;Utilisateur\n1;c@exemple.fr;z@exemple.fr\n".to_vec();

    for bytes in [contacts.clone(), chiefs] {
        let again = open(written(&open(bytes), "constat", Some((Field::Email, "faux"))).bytes);
        assert_eq!(again.columns()[2].header, "email");
        assert_eq!(rows(&again)[0].1.get(Field::Email), "faux");
    }

    // What was said by hand is found again by the headings as they were.
    let mapping = Some(vec![Some(Field::Contract), None, Some(Field::Email)]);
    let sheet = Sheet::open(contacts, &Overrides { mapping, ..Overrides::default() }).unwrap();

    assert_eq!(open(written(&sheet, "constat", None).bytes).columns()[2].header, "Contact");
}

proptest! {
    #[test]
    fn whatever_the_cells_hold_the_file_reads_again_as_they_now_are(
        people in proptest::collection::vec(proptest::array::uniform4("[a-cé;,\"\r\n\t '=@+-]{0,6}"), 1..6),
        delimiter in proptest::sample::select(vec![';', ',', '\t', '|']),
        encoding in proptest::sample::select(ENCODINGS.to_vec()),
        edit in "[a-cœ\u{141};,\"\t\n =]{0,5}",
        unasked in "[a-c='; ]{0,3}",
    ) {
        let quoted = |cell: &String| format!("\"{}\"", cell.replace('"', "\"\""));
        let mut text = ["compte", "prénom", "autre", "email"].join(&delimiter.to_string()) + "\r\n";
        for cells in &people {
            text += &(cells.iter().map(quoted).collect::<Vec<_>>().join(&delimiter.to_string()) + "\r\n");
        }

        let overrides = Overrides { encoding: Some(encoding), ..Overrides::default() };
        // A file without any filled row is refused, and that is another test's.
        if let Ok(sheet) = Sheet::open(in_encoding(&text, encoding), &overrides) {
            let corrected: Vec<RowText> = rows(&sheet).into_iter().map(|(_, mut row)| {
                row.set(Field::FirstName, &edit);
                // The file has no column for it.
                row.set(Field::LastName, &unasked);
                row
            }).collect();
            let positions: Vec<Position> = rows(&sheet).into_iter().map(|(position, _)| position).collect();
            let mut file = ErrorsFile::new(&sheet, "constat", positions.iter().copied());
            for (position, row) in positions.iter().zip(&corrected) {
                file.row(*position, row.cells(), "=faux");
            }
            let file = file.finish();
            let overrides = Overrides {
                encoding: file.instead_of.is_none().then_some(encoding), ..Overrides::default()
            };
            let again = Sheet::open(file.bytes, &overrides).unwrap();
            let read: Vec<RowText> = rows(&again).into_iter().map(|(_, row)| row).collect();
            prop_assert_eq!(read, corrected);
            for ((position, _), cells) in rows(&again).iter().zip(&people) {
                let raw = again.raw_cells(*position);
                let other = if again.dialect().guarded { unescape_formula(&raw[2]) } else { &raw[2] };
                prop_assert_eq!(other, &cells[2]);
            }
        }
    }
}

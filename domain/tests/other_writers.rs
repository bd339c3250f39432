//! Lists of people as other programs write them: everything about them is told without help.

use domain::imports::{Encoding, Field, Overrides, RowText, Sheet};
use serde::Deserialize;

fn open(bytes: Vec<u8>) -> Sheet {
    Sheet::open(bytes, &Overrides::default()).unwrap()
}

fn rows(sheet: &Sheet) -> Vec<RowText> {
    sheet.rows().map(Result::unwrap).filter(|row| !row.is_blank()).map(|row| row.to_text()).collect()
}

#[derive(Deserialize)]
struct PythonCase {
    way: String,
    encoding: String,
    /// Each character is a byte.
    bytes: String,
    rows: Vec<RowText>,
}

#[test]
fn python_writes_in_every_dialect_and_encoding_what_is_read() {
    let cases: Vec<PythonCase> = serde_json::from_str(include_str!("../fixtures/python.json")).unwrap();

    assert_eq!(cases.len(), 48);

    for case in cases {
        let bytes = case.bytes.chars().map(|c| u8::try_from(c).unwrap()).collect();
        let sheet = open(bytes);
        assert_eq!(rows(&sheet), case.rows, "{} {}", case.way, case.encoding);
        let expected = match case.encoding.as_str() {
            "utf-16" => Encoding::Utf16Le,
            "cp1252" => Encoding::Windows1252,
            "mac_roman" => Encoding::Macintosh,
            "cp850" => Encoding::Cp850,
            _ => Encoding::Utf8,
        };
        assert_eq!(sheet.dialect().encoding, expected, "{}", case.way);
    }
}

#[test]
fn libreoffice_writes_the_same_list_in_each_encoding() {
    let reference = rows(&open(include_bytes!("../fixtures/libreoffice/equipe.csv").to_vec()));

    assert_eq!(reference.len(), 4);
    assert_eq!(reference[0].get(Field::Contract), "00700");

    for (bytes, encoding, delimiter) in [
        (&include_bytes!("../fixtures/libreoffice/utf-8.csv")[..], Encoding::Utf8, ';'),
        (include_bytes!("../fixtures/libreoffice/windows-1252.csv"), Encoding::Windows1252, ';'),
        (include_bytes!("../fixtures/libreoffice/macintosh.csv"), Encoding::Macintosh, ','),
        (include_bytes!("../fixtures/libreoffice/cp850.csv"), Encoding::Cp850, ';'),
        (include_bytes!("../fixtures/libreoffice/utf-16.csv"), Encoding::Utf16Le, '\t'),
        (include_bytes!("../fixtures/libreoffice/all-quoted.csv"), Encoding::Windows1252, '|'),
    ] {
        let sheet = open(bytes.to_vec());
        assert_eq!((sheet.dialect().encoding, sheet.dialect().delimiter), (encoding, delimiter));
        assert_eq!(rows(&sheet), reference, "{encoding:?}");
        let lines: Vec<u32> = sheet.rows().map(|row| row.unwrap().position.line()).collect();
        assert_eq!(lines, [2, 3, 4, 5, 6]);
    }
}

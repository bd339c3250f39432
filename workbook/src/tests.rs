use super::*;
use calamine::Reader as _;
use domain::end_date::{EndDate, EndDateError};
use domain::imports::{Field, NOT_CALCULATED};
use proptest::prelude::*;
use rust_xlsxwriter::{Format, Formula, Workbook as Writer};
use std::io::{Cursor, Write};
use zip::write::{SimpleFileOptions, ZipWriter};

fn text_of(bytes: Vec<u8>) -> Result<String, ReadError> {
    Workbook::open(bytes)?.text(0, |_| {})
}

fn lines_of(bytes: Vec<u8>) -> Vec<String> {
    let text = text_of(bytes).unwrap();
    text.strip_prefix('\u{feff}').unwrap().trim_end().split("\r\n").map(str::to_owned).collect()
}

/// A workbook written by hand: its sheet's rows, and its shared strings.
fn by_hand(rows: &str, strings: &str) -> Vec<u8> {
    styled_by_hand(rows, strings, "")
}

/// The same with the styles of its cells.
fn styled_by_hand(rows: &str, strings: &str, styles: &str) -> Vec<u8> {
    zipped(&package_parts(rows, strings, styles))
}

fn zipped(parts: &[(String, String)]) -> Vec<u8> {
    package(&parts.iter().map(|(name, content)| (name.as_str(), content.as_str())).collect::<Vec<_>>())
}

/// The parts of a workbook with one sheet.
fn package_parts(rows: &str, strings: &str, styles: &str) -> Vec<(String, String)> {
    [
        (
            "_rels/.rels",
            r#"<Relationships><Relationship Id="a" Type="x/officeDocument" Target="/xl/workbook.xml"/></Relationships>"#,
        ),
        (
            "xl/workbook.xml",
            r#"<x:workbook xmlns:x="m" xmlns:r="r"><x:sheets><x:sheet name="Équipe &amp; Cie" sheetId="1" r:id="s"/></x:sheets></x:workbook>"#,
        ),
        (
            "xl/_rels/workbook.xml.rels",
            r#"<Relationships><Relationship Id="s" Type="x/worksheet" Target="worksheets/Sheet1.xml"/><Relationship Id="t" Type="x/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="u" Type="x/styles" Target="styles.xml"/></Relationships>"#,
        ),
        ("xl/worksheets/sheet1.xml", &format!("<worksheet><sheetData>{rows}</sheetData></worksheet>")),
        ("xl/sharedStrings.xml", &format!("<sst>{strings}</sst>")),
        ("xl/styles.xml", &format!("<styleSheet><cellXfs>{styles}</cellXfs></styleSheet>")),
    ]
    .map(|(name, content)| (name.to_owned(), content.to_owned()))
    .into()
}

fn package(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A workbook of so many sheets, all of one part, in which nothing stands but `filler`.
fn of_sheets(count: usize, filler: &str) -> Vec<u8> {
    let sheet = |at| format!(r#"<sheet name="{at}" r:id="s"/>"#);
    let sheets: String = (0..count).map(sheet).collect();
    package(&[
        (
            "_rels/.rels",
            r#"<Relationships><Relationship Id="a" Type="x/officeDocument" Target="/xl/workbook.xml"/></Relationships>"#,
        ),
        ("xl/workbook.xml", &format!(r#"<workbook xmlns:r="r"><sheets>{sheets}</sheets></workbook>"#)),
        (
            "xl/_rels/workbook.xml.rels",
            r#"<Relationships><Relationship Id="s" Type="x/worksheet" Target="sheet.xml"/></Relationships>"#,
        ),
        ("xl/sheet.xml", &format!("<worksheet><sheetData>{filler}</sheetData></worksheet>")),
    ])
}

#[test]
fn what_is_inflated_for_one_answer_is_bounded_whatever_the_number_of_sheets() {
    let filler = "<row/>".repeat(20_000);
    let too_large =
        |bytes, most| matches!(Workbook::open_within(bytes, most), Err(ReadError::TooLarge { .. }));
    assert!(!too_large(of_sheets(1, &filler), 1 << 20));
    assert!(too_large(of_sheets(200, &filler), 1 << 20), "one after the other they are 24 MB");
}

#[test]
fn another_sheet_is_read_with_as_much_as_the_first() {
    let bytes = by_hand(&r#"<row><c t="str"><v>nom</v></c></row>"#.repeat(1_000), "");
    let mut workbook = Workbook::open_within(bytes, 60_000).unwrap();
    for _ in 0..5 {
        assert!(workbook.text(0, |_| {}).unwrap().contains("nom"));
    }
}

#[test]
fn links_over_the_same_cells_are_followed_for_a_while() {
    let row = |at: u32| format!(r#"<row r="{at}"><c t="str"><v>Marc</v></c></row>"#);
    let rows: String = (1..=1_000).map(row).collect();
    let links = r#"<hyperlink ref="A1:XFD1000" r:id="m"/>"#.repeat(65_000);
    let sheet = format!("{rows}</sheetData><hyperlinks>{links}</hyperlinks><sheetData>");
    let mut parts = package_parts(&sheet, "", "");
    let to = r#"<Relationships><Relationship Id="m" Type="x/hyperlink" TargetMode="External" Target="mailto:marc@b.fr"/></Relationships>"#;
    parts.push(("xl/worksheets/_rels/sheet1.xml.rels".to_owned(), to.to_owned()));
    let text = text_of(zipped(&parts)).unwrap();
    assert!(text.contains("Marc <marc@b.fr>"), "{}", &text[..200]);
}

#[test]
fn a_part_whose_namespace_has_thousands_of_names_is_damaged() {
    let name = |at| format!(r#" xmlns:p{at}="m""#);
    let names: String = (0..5_000).map(name).collect();
    let parts = package_parts("<row/>", "", "");
    let sheet = format!(r#"<worksheet xmlns="m"{names}><sheetData/></worksheet>"#);
    let of = |(name, content): &(String, String)| {
        let content = if name.ends_with("sheet1.xml") { sheet.clone() } else { content.clone() };
        (name.clone(), content)
    };
    let parts: Vec<_> = parts.iter().map(of).collect();
    assert_eq!(text_of(zipped(&parts)), Err(ReadError::Damaged));
}

#[test]
fn cells_read_as_people_see_them() {
    let mut writer = Writer::new();
    let sheet = writer.add_worksheet();
    sheet.write_row(0, 0, ["compte", "nom", "depuis"]).unwrap();
    sheet.write(1, 0, 10_000_700.0).unwrap();
    sheet.write(1, 1, "Lef;\"è\"vre").unwrap();
    sheet.write_with_format(1, 2, 46_387, &Format::new().set_num_format("dd/mm/yyyy")).unwrap();
    sheet.write_with_format(2, 0, 700, &Format::new().set_num_format("00000000")).unwrap();
    sheet.write(2, 1, true).unwrap();
    sheet.write_formula(4, 0, Formula::new("=A2&\"\"").set_result("10000700")).unwrap();

    assert_eq!(
        lines_of(writer.save_to_buffer().unwrap()),
        ["compte;nom;depuis", "10000700;\"Lef;\"\"è\"\"vre\";2026-12-31", "00000700;TRUE", "", "10000700"]
    );
}

#[test]
fn a_list_behind_another_sheet_is_found_by_its_heading() {
    let read = include_bytes!("../../domain/fixtures/libreoffice/deux-feuilles.xlsx").to_vec();
    let mut workbook = Workbook::open(read).unwrap();

    assert_eq!(workbook.sheets(), ["Consignes", "Équipe"]);
    assert_eq!(workbook.likely(), Ok(1));
    assert!(workbook.text(1, |_| {}).unwrap().contains("\r\n10000700;Antony;Lefèvre;"));

    // Not by a word alone: it may be the name of a column, explained.
    let mut writer = Writer::new();
    writer.add_worksheet().write(0, 0, "contact").unwrap();
    writer.add_worksheet().write_column(0, 0, ["Les colonnes", "compte", "email"]).unwrap();
    let mut neither = Workbook::open(writer.save_to_buffer().unwrap()).unwrap();

    assert_eq!(neither.likely(), Ok(0));
}

#[test]
fn a_workbook_of_libreoffice_reads_as_the_list_that_it_was_made_from() {
    let lines = lines_of(include_bytes!("../../domain/fixtures/libreoffice/equipe.xlsx").to_vec());
    let list = include_str!("../../domain/fixtures/libreoffice/equipe.csv");
    assert_eq!(lines, list.lines().collect::<Vec<_>>());
}

#[test]
fn sheets_that_hold_nothing_or_are_hidden_are_not_offered() {
    let mut writer = Writer::new();
    writer.add_worksheet().set_name("Vide").unwrap().set_column_width(0, 30).unwrap();
    writer.add_worksheet().set_name("Caché").unwrap().write(0, 0, "x").unwrap().set_hidden(true);
    for name in ["Équipe", "Archive"] {
        writer.add_worksheet().set_name(name).unwrap().write(0, 0, name).unwrap();
    }

    let mut workbook = Workbook::open(writer.save_to_buffer().unwrap()).unwrap();

    assert_eq!(workbook.sheets(), ["Équipe", "Archive"]);
    assert_eq!(workbook.text(1, |_| {}).unwrap(), "\u{feff}Archive\r\n");
    assert!(matches!(Workbook::open(Writer::new().save_to_buffer().unwrap()), Err(ReadError::Empty)));
}

#[test]
fn what_programs_write_in_other_ways_reads_the_same() {
    let rows = r#"<row r="2"><c r="B2" t="s"><v>0</v></c><c t="inlineStr"><is><r><t>a</t></r><r><t>&#233;&lt;</t></r></is></c></row>
        <row><c t="str"><f>"x"</f><v>x</v></c><c r="C3" t="e"><v>#N/A</v></c><c/></row>"#;
    let strings =
        r#"<si><r><t xml:space="preserve">Le </t></r><r><t>Go_x0041_</t></r><rPh><t>ル</t></rPh></si>"#;
    assert_eq!(lines_of(by_hand(rows, strings)), ["", ";Le GoA;aé<", "x;;#N/A"]);
}

#[test]
fn a_formula_without_a_result_is_no_empty_cell() {
    // As openpyxl writes it, with and without the empty value; one filled down; of a truth value and a text.
    let without = r#"<row><c r="A1"><f>B1</f><v/></c><c><f>B1</f><v></v></c><c><f>B1</f></c></row>
        <row><c r="A2"><f t="shared" si="0"/><v/></c><c t="b"><f>B1</f><v/></c><c t="str"><f>B1</f></c></row>"#;
    let row = [NOT_CALCULATED; 3].join(";");
    assert_eq!(lines_of(by_hand(without, "")), [row.as_str(), &row]);

    let with = r#"<row><c r="A1" t="str"><f>""</f><v></v></c><c t="str"><f>""</f><v/></c><c><f>1</f><v>0</v></c></row>
        <row><c r="A2"><v/></c><c t="str"><v/></c><c t="b"><f>B1</f><v>0</v></c></row>"#;
    assert_eq!(lines_of(by_hand(with, "")), [";;0", ";;FALSE"]);
}

#[test]
fn formulas_of_openpyxl_do_no_harm_in_a_heading_or_in_a_column_that_is_left_out() {
    let workbook = include_bytes!("../../domain/fixtures/openpyxl/formules.xlsx").to_vec();
    let text = text_of(workbook).unwrap().into_bytes();
    let sheet = domain::imports::Sheet::open(text, &domain::imports::Overrides::default()).unwrap();
    let columns = sheet.columns().iter().map(|column| column.field);
    let read = [Field::Contract, Field::Site, Field::Profile, Field::LastName, Field::Email].map(Some);

    assert!(columns.eq(read.into_iter().chain([None])));

    let rows: Vec<_> = sheet.rows().map(|row| row.unwrap().to_text()).collect();

    assert_eq!(
        rows[0].cells(),
        ["10000700", "", "Antony", "Expéditeur", "Petit", "", "petit@potters.example", "", ""]
    );
    assert_eq!((rows[1].get(Field::LastName), rows[1].get(Field::Profile)), ("Durand", NOT_CALCULATED));
    assert_eq!(rows[2].get(Field::Email), NOT_CALCULATED);
}

#[test]
fn a_day_is_an_end_that_the_import_reads_and_a_number_that_shows_none_is_said_to_be_one() {
    let mut writer = Writer::new();
    let sheet = writer.add_worksheet();
    sheet.write_row(0, 0, ["email", "fin"]).unwrap();
    let day = EndDate::new(2026, 12, 31).unwrap();
    let formats = ["dd/mm/yyyy", "[$-40C]d mmmm yyyy;@", "yyyy-mm-dd", "m/d/yy", "General"];

    for (row, format) in (1..).zip(formats) {
        sheet.write(row, 0, "a@exemple.fr").unwrap();
        sheet.write_with_format(row, 1, 46_387, &Format::new().set_num_format(format)).unwrap();
    }

    let text = text_of(writer.save_to_buffer().unwrap()).unwrap().into_bytes();
    let sheet = domain::imports::Sheet::open(text, &domain::imports::Overrides::default()).unwrap();
    let ends = sheet.rows().map(|row| EndDate::parse(row.unwrap().to_text().get(Field::End)));
    let serial = Err(EndDateError::SerialNumber { date: day });
    assert_eq!(ends.collect::<Vec<_>>(), [Ok(day), Ok(day), Ok(day), Ok(day), serial]);
}

#[test]
fn a_sheet_of_formulas_without_results_is_filled() {
    for formula in ["<f>A1</f><v/>", r#"<f t="shared" si="0"/>"#] {
        let sheet = by_hand(&format!("<row><c>{formula}</c></row>"), "");
        assert_eq!(lines_of(sheet), [NOT_CALCULATED]);
    }
}

#[test]
fn hidden_rows_are_read_and_counted() {
    let rows = r#"<row r="1"><c r="A1"><v>1</v></c></row>
        <row r="2" hidden="1"><c r="A2"><v>2</v></c><c r="B2"><v>2</v></c></row>
        <row r="3" hidden="true"><c r="A3"><v>3</v></c></row><row r="4" hidden="0"><c r="A4"><v>4</v></c></row>
        <row r="5" hidden="1"><c r="A5"/></row>"#;
    let mut workbook = Workbook::open(by_hand(rows, "")).unwrap();
    assert_eq!(workbook.text(0, |_| {}).unwrap(), "\u{feff}1\r\n2;2\r\n3\r\n4\r\n\r\n");
    assert_eq!(workbook.hidden_rows(), 2);
}

#[test]
fn addresses_behind_links_and_hidden_columns_are_said() {
    let mut writer = Writer::new();
    let sheet = writer.add_worksheet();
    sheet.write_row(0, 0, ["compte", "email", "nom", "e-mail pro"]).unwrap();
    sheet.write_row(1, 0, ["1", "perso@exemple.fr", "Marc"]).unwrap();
    sheet.write_url_with_text(1, 3, "mailto:marc@exemple.fr", "Écrire à Marc").unwrap();
    sheet.set_column_hidden(1).unwrap();
    let text = text_of(writer.save_to_buffer().unwrap()).unwrap();

    assert_eq!(
        text,
        "\u{feff}compte;email (colonne masquée);nom;e-mail pro\r\n1;perso@exemple.fr;Marc;Écrire à Marc <marc@exemple.fr>\r\n"
    );

    let sheet =
        domain::imports::Sheet::open(text.into_bytes(), &domain::imports::Overrides::default()).unwrap();
    let row = sheet.rows().next().unwrap().unwrap().to_text();

    assert_eq!(row.get(Field::Email), "Écrire à Marc <marc@exemple.fr>");
}

#[test]
fn merged_cells_read_as_people_see_them() {
    let mut writer = Writer::new();
    let sheet = writer.add_worksheet();
    sheet.merge_range(0, 0, 0, 2, "Utilisateurs", &Format::new()).unwrap();
    sheet.write_row(1, 0, ["compte", "site", "email"]).unwrap();
    sheet.merge_range(2, 0, 4, 0, "10000700", &Format::new()).unwrap();
    sheet.merge_range(2, 1, 3, 1, "Antony", &Format::new()).unwrap();
    sheet.write_column(2, 2, ["a@exemple.fr", "b@exemple.fr", "c@exemple.fr"]).unwrap();
    let lines = lines_of(writer.save_to_buffer().unwrap());

    assert_eq!(lines[0], "Utilisateurs;Utilisateurs;Utilisateurs");
    assert_eq!(
        lines[2..],
        ["10000700;Antony;a@exemple.fr", "10000700;Antony;b@exemple.fr", "10000700;;c@exemple.fr"]
    );
}

/// A workbook of one cell, whose parts are written by `encode` and named by `name`, its `workbook.xml` with more in it.
fn of_one_cell(
    cell: &str,
    more: &str,
    name: impl Fn(&str) -> String,
    encode: impl Fn(&str) -> Vec<u8>,
) -> Vec<u8> {
    let sheet =
        format!("<worksheet xmlns=\"m\"><sheetData><row r=\"1\">{cell}</row></sheetData></worksheet>");
    let workbook = format!(
        "<workbook xmlns=\"m\" xmlns:r=\"r\" xmlns:x15=\"x\">{more}<sheets><sheet name=\"A\" sheetId=\"1\" r:id=\"s\"/></sheets></workbook>"
    );
    let parts = [
        (
            "_rels/.rels",
            r#"<Relationships><Relationship Id="a" Type="x/officeDocument" Target="xl/workbook.xml"/></Relationships>"#,
        ),
        ("xl/workbook.xml", &workbook),
        (
            "xl/_rels/workbook.xml.rels",
            r#"<Relationships><Relationship Id="s" Type="x/worksheet" Target="sheets\1.xml"/><Relationship Id="t" Type="x/styles" Target="styles.xml"/></Relationships>"#,
        ),
        ("xl/sheets/1.xml", &sheet),
        (
            "xl/styles.xml",
            r#"<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>"#,
        ),
    ];

    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (path, content) in parts {
        zip.start_file(name(path), SimpleFileOptions::default()).unwrap();
        zip.write_all(&encode(content)).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn what_other_programs_write_awkwardly_reads_all_the_same() {
    let as_is = |path: &str| path.to_owned();
    let utf8 = |text: &str| text.as_bytes().to_vec();
    let both = r#"<c r="A1" t="inlineStr" s=""><is><t>Zoé</t></is><v>Zoé</v></c><c r="" t="n"><is><t>b</t></is></c>"#;
    assert_eq!(lines_of(of_one_cell(both, "", as_is, utf8)), ["Zoé;b"]);

    let with_backslashes = of_one_cell(both, "", |path| path.replace('/', "\\"), utf8);
    assert_eq!(lines_of(with_backslashes), ["Zoé;b"]);

    let numbers = r#"<c r="A1"><v>9007199254740991</v></c><c r="B1"><v>9.007199254740993E15</v></c>"#;
    assert_eq!(lines_of(of_one_cell(numbers, "", as_is, utf8)), ["9007199254740991;9007199254740992"]);
}

#[test]
fn an_element_of_another_namespace_is_none_of_the_workbook_s() {
    let day = r#"<c r="A1" s="1"><v>44925</v></c>"#;
    let utf8 = |text: &str| text.as_bytes().to_vec();
    let of_1904 = r#"<workbookPr date1904="1"/>"#;
    for more in [
        r#"<x15:workbookPr chartTrackingRefBase="1"/>"#,
        r"<extLst><ext><x15:workbookPr/></ext></extLst>",
        r#"<extLst><ext xmlns="x"><workbookPr/></ext></extLst>"#,
    ] {
        let workbook = of_one_cell(day, &format!("{of_1904}{more}"), str::to_owned, utf8);
        assert_eq!(lines_of(workbook), ["2026-12-31"], "{more}");
    }

    // Whatever stands for its own.
    let prefixed = by_hand(r"<row><c><v>1</v></c><x:c><x:v>2</x:v></x:c></row>", "");
    assert_eq!(lines_of(prefixed), ["1"]);
}

#[test]
fn parts_in_utf_16_read_as_those_in_utf_8() {
    let wide = |unit: fn(u16) -> [u8; 2], mark: &'static str| {
        move |text: &str| format!("{mark}{text}").encode_utf16().flat_map(unit).collect::<Vec<u8>>()
    };
    for encode in
        [wide(u16::to_le_bytes, "\u{feff}"), wide(u16::to_be_bytes, "\u{feff}"), wide(u16::to_le_bytes, "")]
    {
        // A character of two units wherever a buffer ends.
        for before in ["", "a", "ab"] {
            let text = format!("{before}{}", "é😀".repeat(600));
            let cell = format!(r#"<c t="inlineStr"><is><t>{text}</t></is></c>"#).repeat(2);
            let read = lines_of(of_one_cell(&cell, "", str::to_owned, encode));
            assert_eq!(read, [format!("{text};{text}")]);
        }
    }
}

#[test]
fn another_kind_of_workbook_one_with_a_password_and_a_damaged_one_are_told_apart() {
    let compound = |stream: &str| {
        [COMPOUND, &[0; 500], &stream.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>()].concat()
    };
    let refused = |bytes| text_of(bytes).unwrap_err();
    assert_eq!(refused(compound("EncryptedPackage")), ReadError::Protected);
    assert_eq!(refused(compound("Workbook")), ReadError::NoList { kind: FileKind::Xls });
    let open_document =
        package(&[("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", "")]);
    assert_eq!(refused(open_document), ReadError::NoList { kind: FileKind::OpenDocument });
    for (part, kind) in [
        ("xl/workbook.bin", FileKind::Xlsb),
        ("Index/Document.iwa", FileKind::Numbers),
        ("word\\document.xml", FileKind::Document),
        ("liste.csv", FileKind::Zip),
    ] {
        assert_eq!(refused(package(&[(part, "")])), ReadError::NoList { kind }, "{part}");
    }
    let whole = by_hand(r#"<row r="1"><c r="A1"><v>1</v></c></row>"#, "");
    assert_eq!(refused(whole[..whole.len() / 2].to_vec()), ReadError::Damaged);
    assert!(is_workbook(&whole) && !is_workbook(b"compte;email"));
}

#[test]
fn a_small_file_that_inflates_to_too_much_is_refused() {
    // Of 300 kB each, in a file of a few: one text, one row number, one string that all cells share.
    let blank = " ".repeat(300 * 1024);
    let too_large = Err(ReadError::TooLarge { max: domain::imports::limits::BYTES });
    let shared = r#"<row r="1"><c r="A1" t="s"><v>0</v></c></row>"#;
    assert_eq!(text_of(by_hand(shared, &format!("<si><t>{blank}</t></si>"))), too_large);
    assert_eq!(
        text_of(by_hand(&format!(r#"<row r="1"{blank}><c r="A1"><v>1</v></c></row>"#), "")),
        too_large
    );
    let far = r#"<row r="4000000000"><c t="n"><v>1</v></c></row>"#;
    assert_eq!(text_of(by_hand(far, "")), Err(ReadError::Damaged));
    let many = "<xf/>".repeat(70_000);
    let styled = styled_by_hand(r#"<row r="1"><c r="A1"><v>1</v></c></row>"#, "", &many);
    assert_eq!(text_of(styled), Err(ReadError::Damaged));
    let wide = r#"<row r="3"><c r="BBB3"><v>1</v></c></row>"#;
    assert_eq!(text_of(by_hand(wide, "")), Err(ReadError::TooManyColumns { line: 3, max: 1024 }));
}

/// The cells as `calamine` reads them, in our words.
fn calamine_lines(bytes: Vec<u8>) -> Vec<Vec<String>> {
    let mut workbook: calamine::Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes)).unwrap();
    let range = workbook.worksheet_range_at(0).unwrap().unwrap();
    let (height, width) = range.end().map_or((0, 0), |(row, column)| (row + 1, column + 1));
    let cell = |row, column| range.get_value((row, column)).map(ToString::to_string).unwrap_or_default();
    (0..height).map(|row| (0..width).map(|column| cell(row, column)).collect()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn cells_are_those_of_calamine(
        cells in proptest::collection::vec((0u32..12, 0u16..6, "[a-cé;,\"<&> ]{1,6}", any::<i32>(), 0u8..3), 1..20),
    ) {
        let mut writer = Writer::new();
        let sheet = writer.add_worksheet();
        for (row, column, text, number, kind) in &cells {
            match kind {
                0 => sheet.write(*row, *column, text.as_str()).unwrap(),
                1 => sheet.write(*row, *column, *number).unwrap(),
                _ => sheet.write(*row, *column, f64::from(*number) / 16.0).unwrap(),
            };
        }

        let bytes = writer.save_to_buffer().unwrap();
        let theirs = calamine_lines(bytes.clone());
        let ours = domain::imports::Sheet::open(text_of(bytes).unwrap().into_bytes(), &domain::imports::Overrides {
            delimiter: Some(';'), header: Some(false),
            mapping: Some(domain::imports::Field::ALL.map(Some).to_vec()), ..Default::default()
        });

        // A sheet of blanks alone is refused, and that is another test's.
        if let Ok(ours) = ours {
            let ours: Vec<Vec<String>> = ours.rows().map(|row| {
                row.unwrap().cells().into_iter().map(str::to_owned).collect()
            }).collect();
            let first = theirs.iter().position(|row| row.iter().any(|cell| !cell.trim().is_empty())).unwrap();
            for (ours, theirs) in ours.iter().zip(&theirs[first..]) {
                // A last column of blanks is none.
                let ours = ours.iter().take(theirs.len()).map(|cell| cell.trim());
                let theirs = theirs.iter().map(|cell| cell.trim());
                prop_assert_eq!(ours.collect::<Vec<_>>(), theirs.collect::<Vec<_>>());
            }
            prop_assert_eq!(ours.len(), theirs.len() - first);
        }
    }

    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300), at in 0usize..4000, as_zip in any::<bool>()) {
        let mut file = by_hand(r#"<row r="1"><c r="A1" t="s"><v>0</v></c></row>"#, "<si><t>a</t></si>");
        if as_zip {
            let at = at % file.len();
            let end = (at + bytes.len().min(8)).min(file.len());
            file.splice(at..end, bytes.iter().take(8).copied());
        } else {
            file = bytes;
        }
        let _ = text_of(file);
    }
}

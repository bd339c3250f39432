//! The scanner against cases that others collected for their readers (`domain/fixtures`).

use super::*;
use crate::imports::detect::delimiter_choices;
use serde::Deserialize;
use serde_json::Value;

fn rows_of(text: &str, delimiter: u8) -> Result<Vec<Vec<String>>, ReadError> {
    let mut scanner = Scanner::new(text, delimiter);
    let mut cells = Vec::new();
    let mut rows = Vec::new();
    while scanner.record(&mut cells)?.is_some() {
        rows.push(cells.iter().map(|cell| cell.text(text).into_owned()).collect());
    }
    Ok(rows)
}

#[derive(Deserialize)]
struct PapaCase {
    description: String,
    input: String,
    /// Absent where it is to be told from the text.
    delimiter: Option<char>,
    rows: Vec<Vec<String>>,
    errors: Vec<String>,
}

/// Cases that Papa Parse reads otherwise, and why.
const OTHERWISE: &[(&str, &str)] = &[
    (
        "Quoted field has invalid trailing quote",
        "Papa Parse takes a quote for the closing one only before a delimiter or a line end; here, as in RFC 4180's \
         grammar and the csv crate, the next one closes, and what follows belongs to the cell",
    ),
    ("Quoted fields with spaces", "spaces after a closing quote are kept; who judges the cell trims it"),
    ("Mixed slash n and slash r", "each kind of line end ends a row, whichever came first"),
];

#[test]
fn papa_parse_reads_its_own_cases_the_same_or_it_is_said_why_not() {
    let cases: Vec<PapaCase> =
        serde_json::from_str(include_str!("../../../fixtures/papaparse.json")).unwrap();
    let (mut same, mut differ) = (0, Vec::new());

    for case in &cases {
        let text = case.input.strip_prefix('\u{feff}').unwrap_or(&case.input);
        let delimiter = case.delimiter.unwrap_or_else(|| delimiter_choices(text)[0].delimiter);
        let read = rows_of(text, u8::try_from(delimiter).unwrap());
        // A text without its closing quote is refused here, with the line of the opening one.
        let refused = case.errors.iter().any(|code| code == "MissingQuotes")
            && matches!(read, Err(ReadError::UnclosedQuote { .. }));
        // After the last line end there is no further row here.
        let mut theirs = case.rows.clone();
        if theirs.last().is_some_and(|row| *row == [""]) && (text.ends_with(['\r', '\n']) || text.is_empty())
        {
            theirs.pop();
        }
        if refused || read.as_ref() == Ok(&theirs) {
            same += 1;
        } else {
            differ.push((case, read));
        }
    }

    for (case, read) in &differ {
        println!("{}\n  {:?}\n  theirs {:?}\n  ours   {read:?}\n", case.description, case.input, case.rows);
    }

    let about = |why: &str, case: &PapaCase| case.description.starts_with(why);
    let unexplained = differ.iter().filter(|(case, _)| !OTHERWISE.iter().any(|(of, _)| about(of, case)));

    assert_eq!(unexplained.count(), 0);

    for (of, why) in OTHERWISE {
        assert!(differ.iter().any(|(case, _)| about(of, case)), "{of} is read the same: not so, that {why}");
    }

    assert!(same >= 60, "only {same} of {} the same", cases.len());
}

#[derive(Deserialize)]
struct SpectrumCase {
    name: String,
    csv: String,
    rows: Vec<serde_json::Map<String, Value>>,
}

#[test]
fn the_spectrum_of_csv_files_reads_as_it_says() {
    let cases: Vec<SpectrumCase> =
        serde_json::from_str(include_str!("../../../fixtures/csv-spectrum.json")).unwrap();

    assert_eq!(cases.len(), 12);

    for case in cases {
        let mut rows = rows_of(&case.csv, b',').unwrap().into_iter();
        let headings = rows.next().unwrap();
        // The corpus itself has another telephone number there than its file.
        let is_wrong = |name: &String| case.name == "location_coordinates" && name == "Contact Phone Number";
        let read: Vec<Vec<(String, String)>> = rows
            .map(|row| headings.iter().cloned().zip(row).filter(|(name, _)| !is_wrong(name)).collect())
            .collect();
        let cell = |row: &serde_json::Map<String, Value>, name: &String| {
            (name.clone(), row[name].as_str().unwrap_or_default().to_owned())
        };
        // In the order of the file's columns.
        let columns = headings.iter().filter(|name| !is_wrong(name));
        let expected: Vec<Vec<(String, String)>> =
            case.rows.iter().map(|row| columns.clone().map(|name| cell(row, name)).collect()).collect();
        assert_eq!(read, expected, "{}", case.name);
    }
}

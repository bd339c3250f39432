//! Any bytes, read any way: the reader never panics, its rows are where it says, and the file of rows
//! in error reads again as the rows that were written into it.
#![no_main]

use domain::imports::{Encoding, ErrorsFile, Overrides, RowText, Sheet};
use domain::reference::ReferenceData;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let Some((how, file)) = data.split_first() else { return };
    let overrides = Overrides {
        encoding: match how & 7 {
            1 => Some(Encoding::Utf8),
            2 => Some(Encoding::Windows1252),
            3 => Some(Encoding::Macintosh),
            4 => Some(Encoding::Cp850),
            5 => Some(Encoding::Utf16Le),
            _ => None,
        },
        delimiter: [None, Some(';'), Some(','), Some('\t')][usize::from(how >> 3 & 3)],
        header: [None, Some(true), Some(false), None][usize::from(how >> 5 & 3)],
        ..Overrides::default()
    };
    let Ok(sheet) = Sheet::open(file.to_vec(), &overrides) else { return };
    sheet.opened(&ReferenceData::default());
    let rows: Result<Vec<_>, _> = sheet.rows().map(|row| row.map(|row| (row.position, row.to_text()))).collect();
    let Ok(rows) = rows else { return };
    for (position, text) in &rows {
        assert_eq!(sheet.row_at(*position).expect("a row stands where it was").to_text(), *text);
    }
    reads_again(&sheet, &rows);
});

/// A file with headings, whose columns are found again by them.
fn reads_again(sheet: &Sheet, rows: &[(domain::imports::Position, RowText)]) {
    let mapped = sheet.columns().iter().filter(|column| column.field.is_some()).count();
    if mapped < 2 {
        return;
    }

    let mut file = ErrorsFile::new(sheet, "constat", rows.iter().map(|(position, _)| *position));
    for (position, text) in rows {
        file.row(*position, text.cells(), "faux");
    }

    let written = file.finish();
    let dialect = sheet.dialect();
    let overrides = Overrides {
        encoding: Some(if written.instead_of.is_some() { Encoding::Utf8 } else { dialect.encoding }),
        delimiter: Some(dialect.delimiter),
        ..Overrides::default()
    };

    // Rows of blanks alone are no rows; longer cells than the limit come of quotes that are written twice.
    let Ok(again) = Sheet::open(written.bytes, &overrides) else { return };
    let read: Result<Vec<RowText>, _> = again.rows().map(|row| row.map(|row| row.to_text())).collect();
    let Ok(read) = read else { return };

    assert!(read.iter().eq(rows.iter().map(|(_, text)| text)), "{read:?}\n{rows:?}");
}

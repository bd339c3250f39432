//! Merged cells: only the first of them holds what people see in all.

use crate::cells::column_of;
use crate::text::push_cell;
use domain::imports::{ReadError, limits};
use std::ops::RangeInclusive;
use std::rc::Rc;

/// A rectangle of cells that are shown as one; rows from 1, columns from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Merged {
    first_row: u32,
    last_row: u32,
    first_column: u32,
    last_column: u32,
}

/// The most of a sheet: one for each row of a full import.
pub const MERGED: usize = limits::ROWS as usize;

impl Merged {
    /// The rows and the columns.
    pub const fn sides(self) -> (RangeInclusive<u32>, RangeInclusive<u32>) {
        (self.first_row..=self.last_row, self.first_column..=self.last_column)
    }

    /// The rectangle of a reference such as `A2:B5`.
    pub fn of(reference: &str) -> Option<Self> {
        let (first, last) = reference.split_once(':')?;
        let row = |place: &str| place.trim_start_matches(|c: char| c.is_ascii_alphabetic()).parse().ok();

        Some(Self {
            first_row: row(first)?,
            last_row: row(last)?,
            first_column: column_of(first)?,
            last_column: column_of(last)?,
        })
    }
}

/// The text of a sheet whose widest row has `width` cells, with what the first of merged cells holds in all
/// of them. Rows in which nothing else stands stay as they are: what was merged over them makes no people
/// of them.
pub fn filled(text: &str, mut merged: Vec<Merged>, width: usize) -> Result<String, ReadError> {
    merged.sort_unstable_by_key(|range| range.first_row);
    let mut merged = merged.into_iter().peekable();
    // What stands in each column, and down to which row.
    let mut columns: Vec<(u32, Rc<str>)> = vec![(0, "".into()); width];
    let mut filled = String::with_capacity(text.len());
    let mark = text.len() - text.trim_start_matches('\u{feff}').len();
    filled.push_str(&text[..mark]);
    for (row, line) in (1..).zip(text[mark..].split_terminator("\r\n")) {
        let begins = merged.peek().is_some_and(|range| range.first_row <= row);
        if line.is_empty() || !begins && columns.iter().all(|(last, _)| *last < row) {
            filled.push_str(line);
            while merged.next_if(|range| range.first_row <= row).is_some() {}
        } else {
            let mut cells = cells_of(line);
            while let Some(range) = merged.next_if(|range| range.first_row <= row) {
                let Some(value) = cells.get(range.first_column as usize).filter(|cell| !cell.is_empty())
                else {
                    continue;
                };
                let value: Rc<str> = value.as_str().into();
                let within = columns.iter_mut().take(range.last_column as usize + 1);
                for column in within.skip(range.first_column as usize) {
                    *column = (range.last_row, value.clone());
                }
            }
            cells.resize(width, String::new());
            for (cell, (last, value)) in cells.iter_mut().zip(&columns) {
                if cell.is_empty() && *last >= row {
                    value.as_ref().clone_into(cell);
                }
            }
            push_row(&mut filled, &cells);
        }
        filled.push_str("\r\n");
        if filled.len() as u64 > limits::BYTES {
            return Err(ReadError::TooLarge { max: limits::BYTES });
        }
    }

    Ok(filled)
}

pub fn push_row(text: &mut String, cells: &[String]) {
    let last = cells.iter().rposition(|cell| !cell.is_empty()).unwrap_or(0);
    for (at, cell) in cells.iter().enumerate().take(last + 1) {
        if at > 0 {
            text.push(';');
        }
        push_cell(text, cell);
    }
}

/// The cells of a row as [`push_cell`] wrote them.
pub fn cells_of(line: &str) -> Vec<String> {
    let mut cells = Vec::new();
    let mut cell = String::new();
    let mut quoted = false;
    let mut rest = line.chars().peekable();

    while let Some(c) = rest.next() {
        match c {
            '"' if quoted && rest.next_if_eq(&'"').is_some() => cell.push('"'),
            '"' => quoted = !quoted,
            ';' if !quoted => cells.push(std::mem::take(&mut cell)),
            c => cell.push(c),
        }
    }

    cells.push(cell);
    cells
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fill(text: &str, references: &[&str]) -> String {
        let merged = references.iter().map(|reference| Merged::of(reference).unwrap()).collect();
        filled(text, merged, 3).unwrap()
    }

    #[test]
    fn what_is_merged_stands_in_each_of_its_rows_and_columns() {
        let text = "\u{feff}compte;site;email\r\n1;\"Lyon;\"\"A\"\"\";a\r\n;;b\r\n;;c\r\n2;;d\r\n";
        let expected = "\u{feff}compte;site;email\r\n1;\"Lyon;\"\"A\"\"\";a\r\n1;\"Lyon;\"\"A\"\"\";b\r\n;\"Lyon;\"\"A\"\"\";c\r\n2;;d\r\n";
        assert_eq!(fill(text, &["B2:B4", "A2:A3"]), expected);
        assert_eq!(fill("titre\r\na;;c\r\n", &["A1:ZZ1", "A2:B2"]), "titre;titre;titre\r\na;a;c\r\n");
    }

    #[test]
    fn what_stands_there_stays_and_rows_of_nothing_else_stay_empty() {
        assert_eq!(fill("1;;a\r\n2;;b\r\n\r\n;;c\r\n", &["A1:A1000000"]), "1;;a\r\n2;;b\r\n\r\n1;;c\r\n");
        assert_eq!(fill(";;a\r\n1;;b\r\n", &["A1:A2"]), ";;a\r\n1;;b\r\n");
        assert_eq!(fill("\r\n1;;b\r\n", &["A0:A9", "A1:A2", "A2:B2"]), "\r\n1;1;b\r\n");
    }

    #[test]
    fn what_is_no_rectangle_is_none() {
        for reference in ["A2", "A2:", "2:5", "A:B", ":"] {
            assert_eq!(Merged::of(reference), None, "{reference}");
        }
    }
}

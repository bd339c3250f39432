//! The rows in error as a file that says why.

use crate::table::Table;
use domain::imports::{ErrorsFile, RowText, Verdict, Wording, Written};
use domain::locale::Locale;

impl Table {
    /// The file, and how many rows it holds.
    pub fn errors_file(&mut self, locale: Locale) -> (Written, u32) {
        let wording = Wording::of(locale);
        let is_wrong = |row: &u32| self.states[*row as usize].verdict() == Some(Verdict::Error);
        let wrong: Vec<u32> = (0..self.len()).filter(is_wrong).collect();

        let said: Vec<(u32, RowText, String)> = wrong
            .into_iter()
            .map(|row| {
                let cells = self.cells(row);
                let reasons: Vec<String> = self.issues(row, &cells).iter().map(wording.reason).collect();
                (row, cells, reasons.join(" · "))
            })
            .collect();

        let positions = said.iter().map(|(row, ..)| self.positions[*row as usize]);
        let mut file = ErrorsFile::new(&self.sheet, wording.reasons_heading, positions);
        for (row, cells, reasons) in &said {
            file.row(self.positions[*row as usize], cells.cells(), reasons);
        }

        (file.finish(), u32::try_from(said.len()).unwrap_or(u32::MAX))
    }
}

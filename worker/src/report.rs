//! The rows in error as a file that says why.

use crate::table::Table;
use domain::imports::protocol::Reason;
use domain::imports::{ErrorsFile, Issue, IssueCode, RowText, Verdict};

impl Table {
    /// The file, and how many rows it holds.
    pub fn errors_file(&mut self, heading: &str, reasons: &[Reason]) -> (Vec<u8>, u32) {
        let wrong =
            (0..self.len()).filter(|row| self.states[*row as usize].verdict() == Some(Verdict::Error));
        let wrong: Vec<u32> = wrong.collect();
        let said: Vec<(u32, RowText, String)> = wrong
            .into_iter()
            .map(|row| {
                let cells = self.cells(row);
                let issues = self.issues(row, &cells);
                let texts: Vec<String> = issues.iter().map(|issue| reason(issue, reasons)).collect();
                (row, cells, texts.join(" · "))
            })
            .collect();
        let mut file = ErrorsFile::new(&self.sheet, heading);
        for (row, cells, text) in &said {
            file.row(self.positions[*row as usize], cells.cells(), text);
        }
        (file.finish(), u32::try_from(said.len()).unwrap_or(u32::MAX))
    }
}

/// What an issue says in the reader's language; its field's code when the page has no text for it.
fn reason(issue: &Issue, reasons: &[Reason]) -> String {
    let mine = |reason: &&Reason| (reason.field, reason.kind) == (issue.field, issue.code.kind());
    let Some(reason) = reasons.iter().find(mine) else { return issue.field.code().to_owned() };
    let text = reason.text.replace("{suggestion}", issue.suggestion.as_deref().unwrap_or_default());
    match &issue.code {
        IssueCode::UnknownSubAccount { contract } => text.replace("{contract}", contract),
        IssueCode::TooLong { max } => text.replace("{max}", &max.to_string()),
        IssueCode::Duplicate { line } => text.replace("{line}", &line.to_string()),
        _ => text,
    }
}

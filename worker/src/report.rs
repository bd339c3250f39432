//! The rows in error as a file that says why.

use crate::table::Table;
use domain::address::AddressError;
use domain::imports::protocol::Reason;
use domain::imports::{ErrorsFile, Issue, IssueCode, RowText, Verdict, Written};

impl Table {
    /// The file, and how many rows it holds.
    pub fn errors_file(&mut self, heading: &str, wording: &Wording) -> (Written, u32) {
        let wrong =
            (0..self.len()).filter(|row| self.states[*row as usize].verdict() == Some(Verdict::Error));
        let wrong: Vec<u32> = wrong.collect();
        let said: Vec<(u32, RowText, String)> = wrong
            .into_iter()
            .map(|row| {
                let cells = self.cells(row);
                let issues = self.issues(row, &cells);
                let texts: Vec<String> = issues.iter().map(|issue| wording.of(issue)).collect();
                (row, cells, texts.join(" · "))
            })
            .collect();
        let positions = said.iter().map(|(row, ..)| self.positions[*row as usize]);
        let mut file = ErrorsFile::new(&self.sheet, heading, positions);
        for (row, cells, text) in &said {
            file.row(self.positions[*row as usize], cells.cells(), text);
        }
        (file.finish(), u32::try_from(said.len()).unwrap_or(u32::MAX))
    }
}

/// What to write about issues, in the reader's language.
pub struct Wording {
    pub reasons: Vec<Reason>,
    pub addresses: Vec<(AddressError, String)>,
}

impl Wording {
    /// What an issue says; its field's code when the page has no text for it.
    fn of(&self, issue: &Issue) -> String {
        let mine = |reason: &&Reason| (reason.field, reason.kind) == (issue.field, issue.code.kind());
        let Some(reason) = self.reasons.iter().find(mine) else { return issue.field.code().to_owned() };
        let text = suggesting(&reason.text, issue.suggestion.as_deref());
        match &issue.code {
            IssueCode::UnknownSubAccount { contract } => text.replace("{contract}", contract),
            IssueCode::InvalidAddress { reason } => text.replace("{reason}", self.address(*reason)),
            IssueCode::TooLong { max } => text.replace("{max}", &max.to_string()),
            IssueCode::OtherPerson { name } => text.replace("{name}", name),
            IssueCode::Duplicate { line } => text.replace("{line}", &line.to_string()),
            _ => text,
        }
    }

    fn address(&self, error: AddressError) -> &str {
        self.addresses.iter().find(|(of, _)| *of == error).map_or("", |(_, text)| text)
    }
}

/// A text with its part in brackets filled in, or without that part.
fn suggesting(text: &str, suggestion: Option<&str>) -> String {
    let parts = text.split_once('[').and_then(|(before, rest)| Some((before, rest.split_once(']')?)));
    let Some((before, (within, after))) = parts else { return text.to_owned() };
    match suggestion {
        Some(suggestion) => format!("{before}{}{after}", within.replace("{suggestion}", suggestion)),
        None => format!("{before}{after}"),
    }
}

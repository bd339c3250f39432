//! Keeping spreadsheet programs from taking a cell for a formula.
//!
//! A file for Excel guards its cells with an apostrophe and says so: its header has a last column
//! [`ESCAPED_MARK`] (`…;email;guichet`), whose cells are empty. A column survives what a comment or a file name does not: being
//! opened, edited and saved again. A file of rows in error has the mark in the heading of its reasons
//! (`constat (guichet)`), and only when a cell of it is guarded. The importer takes the apostrophes away in
//! files that are so marked, and in no others. A file for re-import has neither.

use std::borrow::Cow;

/// The heading of the last column of a file whose cells are guarded.
pub const ESCAPED_MARK: &str = "guichet";

/// `cell` as it is written in a guarded file: an apostrophe before what a spreadsheet program would
/// execute, and before what would otherwise read back as such.
pub fn escape_formula(cell: &str) -> Cow<'_, str> {
    if is_risky(cell) { format!("'{cell}").into() } else { cell.into() }
}

/// What a cell of a guarded file was before it was guarded.
pub fn unescape_formula(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|rest| is_risky(rest)).unwrap_or(cell)
}

/// Whether a cell begins with what makes a formula (OWASP, CSV injection), apostrophes aside: those
/// of the cell's own are thus told from the guard.
fn is_risky(cell: &str) -> bool {
    cell.trim_start_matches('\'').starts_with(['=', '+', '-', '@', '\t', '\r'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn only_what_could_be_a_formula_is_guarded() {
        assert_eq!(escape_formula("=HYPERLINK(\"x\")"), "'=HYPERLINK(\"x\")");
        assert_eq!(escape_formula("@a"), "'@a");
        assert_eq!(escape_formula("a=b"), "a=b");
        assert_eq!(escape_formula("'t Hooft"), "'t Hooft");
        assert_eq!(unescape_formula("'t Hooft"), "'t Hooft");
    }

    proptest! {
        #[test]
        fn a_guarded_cell_reads_back(cell in "['=+@a\t-]{0,6}") {
            prop_assert!(!escape_formula(&cell).starts_with(['=', '+', '-', '@', '\t', '\r']));
            let guarded = escape_formula(&cell).into_owned();
            prop_assert_eq!(unescape_formula(&guarded), cell);
        }
    }
}

//! What is sought in cells: anywhere, whatever its case and accents; or to be replaced.

use domain::fold::fold;
use protocol::Replacement;
use std::cell::RefCell;
use std::collections::HashMap;

/// A text that is sought.
#[derive(Default)]
pub struct SearchTerm {
    folded: String,
    /// Of cells with accents, whether it stands there: names and sites repeat themselves, and folding is slow.
    known: RefCell<HashMap<Box<str>, bool>>,
}

/// How many cells are remembered.
const REMEMBERED: usize = 50_000;

impl SearchTerm {
    pub fn new(text: &str) -> Self {
        Self { folded: fold(text.trim()), known: RefCell::default() }
    }

    /// Whether nothing is sought.
    pub const fn is_empty(&self) -> bool {
        self.folded.is_empty()
    }

    /// Whether it stands in a cell.
    pub fn is_in(&self, cell: &str) -> bool {
        if cell.is_ascii() {
            return contains_ignore_case(self.folded.as_bytes(), cell.as_bytes());
        }

        let mut known = self.known.borrow_mut();
        if let Some(known) = known.get(cell) {
            return *known;
        }

        let found = fold(cell).contains(&self.folded);
        if known.len() < REMEMBERED {
            known.insert(cell.into(), found);
        }

        found
    }
}

/// Whether one text stands in another in any case, both being ASCII.
fn contains_ignore_case(term: &[u8], cell: &[u8]) -> bool {
    let Some(first) = term.first() else { return true };
    // The first letter decides nearly always.
    cell.windows(term.len())
        .any(|part| part[0].eq_ignore_ascii_case(first) && part.eq_ignore_ascii_case(term))
}

impl PartialEq for SearchTerm {
    fn eq(&self, other: &Self) -> bool {
        self.folded == other.folded
    }
}

/// A cell with what was sought replaced; `None` where it does not stand.
pub fn replaced(cell: &str, what: &Replacement) -> Option<String> {
    let (from, to) = (what.from.as_str(), what.to.as_str());
    let result = if what.whole || from.is_empty() {
        let same = if what.exact_case { cell.trim() == from } else { same_letters(cell.trim(), from) };
        (what.whole && same).then(|| to.to_owned())?
    } else if what.exact_case {
        cell.contains(from).then(|| cell.replace(from, to))?
    } else {
        replaced_in_any_case(cell, from, to)?
    };

    (result != cell).then_some(result)
}

fn same_letters(one: &str, other: &str) -> bool {
    one.chars().flat_map(char::to_lowercase).eq(other.chars().flat_map(char::to_lowercase))
}

fn replaced_in_any_case(cell: &str, from: &str, to: &str) -> Option<String> {
    if cell.is_ascii() && !contains_ignore_case(from.as_bytes(), cell.as_bytes()) {
        return None;
    }

    let mut result = String::new();
    let (mut rest, mut found) = (cell, false);
    while let Some(first) = rest.chars().next() {
        if let Some(length) = beginning(rest, from) {
            result.push_str(to);
            rest = &rest[length..];
            found = true;
        } else {
            result.push(first);
            rest = &rest[first.len_utf8()..];
        }
    }

    found.then_some(result)
}

/// How many bytes of a text are the sought one in other letters, when it begins so.
fn beginning(text: &str, sought: &str) -> Option<usize> {
    let mut length = 0;
    let mut chars = text.chars();
    for wanted in sought.chars() {
        let c = chars.next()?;
        if c != wanted && !c.to_lowercase().eq(wanted.to_lowercase()) {
            return None;
        }
        length += c.len_utf8();
    }

    Some(length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_and_accents_do_not_hide_what_is_sought() {
        for (sought, cell) in
            [("lefevre", "Hélène LEFÈVRE"), ("ÉTIENNE", "saint-etienne"), ("a@B", "Zoa@b.fr")]
        {
            assert!(SearchTerm::new(sought).is_in(cell), "{sought} in {cell}");
        }
        assert!(!SearchTerm::new("lefebvre").is_in("Lefèvre"));
        assert!(!SearchTerm::new("é日").is_in("ascii"));
    }

    fn replace(cell: &str, from: &str, to: &str, whole: bool, exact_case: bool) -> Option<String> {
        let (from, to) = (from.to_owned(), to.to_owned());
        replaced(cell, &Replacement { field: None, from, to, whole, exact_case })
    }

    #[test]
    fn a_part_or_the_whole_cell_is_replaced() {
        assert_eq!(replace("a@ex.fr ex", "ex", "exemple", false, true).unwrap(), "a@exemple.fr exemple");
        assert_eq!(replace("ANTONY", "antony", "Antony", true, false).unwrap(), "Antony");
        assert_eq!(replace("ANTONY", "antony", "Antony", true, true), None);
        assert_eq!(replace("ANTONY SUD", "antony", "Antony", true, false), None);
        assert_eq!(replace("ÉTÉ été", "éTé", "hiver", false, false).unwrap(), "hiver hiver");
    }

    #[test]
    fn an_empty_cell_is_only_a_whole_one_and_what_is_already_so_is_no_replacement() {
        assert_eq!(replace("", "", "Antony", true, false).unwrap(), "Antony");
        assert_eq!(replace("x", "", "Antony", false, false), None);
        assert_eq!(replace("Antony", "antony", "Antony", false, false), None);
    }
}

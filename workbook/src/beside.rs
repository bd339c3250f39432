//! What a sheet says of its cells beside what they hold: an address that a click writes to, a column that is hidden.

use crate::TOP;
use crate::merged::{cells_of, push_row};
use crate::outline::Relationship;
use domain::imports::{Field, HIDDEN_COLUMN, recognise_headers};
use std::collections::{BTreeMap, HashMap};
use std::ops::RangeInclusive;

/// The links of a sheet and the columns that it hides; rows from 1, columns from 0.
#[derive(Debug, Default)]
pub struct Beside {
    pub hidden: Vec<RangeInclusive<u32>>,
    /// By row: the columns, and to whom a click in them writes.
    addresses: BTreeMap<u32, Vec<(RangeInclusive<u32>, String)>>,
    /// The cells of links, and which relationships of the sheet they are.
    links: Vec<(RangeInclusive<u32>, RangeInclusive<u32>, String)>,
}

/// The most rows that one link is followed in, and all links together: as many as Excel writes links.
const LINKED: usize = 1000;
const FOLLOWED: usize = 65_530;

impl Beside {
    pub fn add_link(&mut self, rows: RangeInclusive<u32>, columns: RangeInclusive<u32>, id: &str) {
        self.links.push((rows, columns, id.to_owned()));
    }

    /// The link that a formula makes: `HYPERLINK("mailto:marc@exemple.fr","Marc")`.
    pub fn add_formula(&mut self, row: u32, column: u32, formula: &str) {
        let target = formula.trim().strip_prefix("HYPERLINK(\"").and_then(|rest| rest.split('"').next());
        if let Some(address) = target.and_then(address_of) {
            self.addresses.entry(row).or_default().push((column..=column, address));
        }
    }

    pub const fn links(&self) -> usize {
        self.links.len()
    }

    /// Whom the links write to, now that the sheet's relationships are known.
    pub fn follow(&mut self, relationships: &HashMap<String, Relationship>) {
        let mut left = FOLLOWED;
        for (rows, columns, id) in std::mem::take(&mut self.links) {
            let Some(address) = relationships.get(&id).and_then(|to| address_of(&to.target)) else {
                continue;
            };
            for row in rows.take(LINKED.min(left)) {
                left -= 1;
                self.addresses.entry(row).or_default().push((columns.clone(), address.clone()));
            }
        }
    }

    /// The text of the sheet with what stands beside its cells in them: an address behind a name, as mail programs write
    /// it, in the column of the addresses, or in all where there is none; and in the headings which columns are hidden.
    pub fn written_into(&self, text: String) -> String {
        if self.hidden.is_empty() && self.addresses.is_empty() {
            return text;
        }

        let header = self.header(&text);
        let emails = header
            .as_ref()
            .and_then(|(_, fields)| fields.iter().position(|field| *field == Some(Field::Email)));
        let header = header.map(|(row, _)| row);
        let mut written = String::with_capacity(text.len());

        for (row, line) in (1..).zip(text.split_terminator("\r\n")) {
            let links = self.addresses.get(&row);
            if line.is_empty() || links.is_none() && header != Some(row) {
                written.push_str(line);
            } else {
                // The mark at the beginning is no part of the first cell.
                let plain = line.trim_start_matches('\u{feff}');
                written.push_str(&line[..line.len() - plain.len()]);
                let mut cells = cells_of(plain);
                for (columns, address) in links.into_iter().flatten() {
                    let within = *columns.start() as usize..cells.len().min(*columns.end() as usize + 1);
                    for at in within.filter(|at| emails.is_none_or(|emails| emails == *at)) {
                        if !cells[at].trim().is_empty() && !cells[at].contains('@') {
                            cells[at] = format!("{} <{address}>", cells[at].trim());
                        }
                    }
                }
                if header == Some(row) {
                    self.mark_hidden(&mut cells);
                }
                push_row(&mut written, &cells);
            }
            written.push_str("\r\n");
        }

        written
    }

    /// The row near the top that names most fields, two at least, and what it names, hidden columns last.
    fn header(&self, text: &str) -> Option<(u32, Vec<Option<Field>>)> {
        let rows = (1..=TOP).zip(text.split_terminator("\r\n")).map(|(row, line)| {
            let mut cells = cells_of(line.trim_start_matches('\u{feff}'));
            self.mark_hidden(&mut cells);
            (row, recognise_headers(cells.iter().map(String::as_str)))
        });
        let named = |fields: &[Option<Field>]| fields.iter().flatten().count();

        // The first of equals.
        rows.filter(|(_, fields)| named(fields) > 1)
            .min_by_key(|(_, fields)| std::cmp::Reverse(named(fields)))
    }

    fn mark_hidden(&self, headings: &mut [String]) {
        for (at, heading) in headings.iter_mut().enumerate() {
            let is_hidden = self.hidden.iter().any(|columns| columns.contains(&index(at)));
            if is_hidden && !heading.trim().is_empty() {
                *heading = format!("{heading} ({HIDDEN_COLUMN})");
            }
        }
    }
}

fn index(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// The address that a link writes to.
fn address_of(target: &str) -> Option<String> {
    let (scheme, rest) = target.trim().split_once(':')?;
    let address = rest.split('?').next().unwrap_or_default().trim();
    let is_address = scheme.eq_ignore_ascii_case("mailto") && address.contains('@');
    is_address.then(|| address.replace("%40", "@").replace("%2B", "+"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link(address: &str) -> HashMap<String, Relationship> {
        let to = Relationship { kind: "hyperlink".to_owned(), target: format!("mailto:{address}?subject=a") };
        HashMap::from([("r".to_owned(), to)])
    }

    #[test]
    fn an_address_behind_a_name_is_written_where_addresses_stand() {
        let text = "\u{feff}compte;nom;email\r\n1;Marc;Écrire à Marc\r\n2;Zoé;z@b.fr\r\n3;A;\r\n".to_owned();
        let mut beside = Beside::default();
        beside.add_link(2..=4, 1..=2, "r");
        beside.follow(&link("marc@b.fr"));
        let expected =
            "\u{feff}compte;nom;email\r\n1;Marc;Écrire à Marc <marc@b.fr>\r\n2;Zoé;z@b.fr\r\n3;A\r\n";
        assert_eq!(beside.written_into(text), expected);

        let mut beside = Beside::default();
        beside.add_formula(2, 0, "HYPERLINK(\"mailto:marc@b.fr\",\"Marc\")");
        beside.add_formula(2, 1, "HYPERLINK(\"https://b.fr/@marc\",\"Marc\")");
        assert_eq!(
            beside.written_into("contact\r\nMarc;Marc\r\n".to_owned()),
            "contact\r\nMarc <marc@b.fr>;Marc\r\n"
        );
    }

    #[test]
    fn hidden_columns_are_said_in_their_heading() {
        let beside = Beside { hidden: vec![1..=1, 3..=16_383], ..Beside::default() };
        let text = "titre\r\ncompte;email;site;\r\n1;a@b.fr;Antony;x\r\n".to_owned();
        let expected = "titre\r\ncompte;email (colonne masquée);site\r\n1;a@b.fr;Antony;x\r\n";
        assert_eq!(beside.written_into(text), expected);
    }
}

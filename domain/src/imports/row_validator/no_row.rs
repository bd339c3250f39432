//! Lines of a list that are none of its rows: its headings again, a total, a ruling, a signature, a remark below it.
//!
//! A line is called so for what it says, and never where something in it can be somebody's: an address, or a contract
//! that there is.

use super::RowValidator;
use super::formula::is_formula_error;
use crate::fold::{fold, words};
use crate::imports::{Cells, Field, RowText, recognise};

impl RowValidator {
    /// Whether cells are those of a line that is no row.
    pub(super) fn is_no_row(&mut self, cells: &Cells) -> bool {
        !self.names_somebody(cells) && is_none(&self.headings, cells)
    }

    fn names_somebody(&mut self, cells: &Cells) -> bool {
        let contract = cells[Field::Contract.index()];
        cells[Field::Email.index()].contains('@')
            || !contract.is_empty() && self.tables.contract(contract).is_some()
    }
}

/// Whether cells below these headings are those of a line that is no row of a list of people, who have addresses.
pub fn is_no_row(headings: &RowText, cells: Cells) -> bool {
    let cells = cells.map(str::trim);
    !cells[Field::Email.index()].contains('@') && is_none(headings, &cells)
}

/// Whether a text in a list of names is none of them, but a total, a remark or a signature. A sentence can be a name.
pub fn is_no_name(text: &str) -> bool {
    is_total(text) || is_remark(text) || is_label(text)
}

fn is_none(headings: &RowText, cells: &Cells) -> bool {
    repeats_headings(headings, cells) || is_beside_the_list(cells)
}

/// Whether a line is that of the file's headings, or holds those by which a field is known in any file: in each
/// cell that holds something, or in that of the address and another.
fn repeats_headings(headings: &RowText, cells: &Cells) -> bool {
    if headings.cells().map(str::trim) == *cells {
        return true;
    }

    let mut filled = Field::ALL.into_iter().filter(|field| !cells[field.index()].is_empty());
    let is_own = |field: Field| is_heading_of(field, cells[field.index()]);
    if is_own(Field::Email) {
        return filled.clone().count() == 1 || filled.filter(|field| is_own(*field)).count() > 1;
    }
    filled.clone().count() > 1 && filled.all(is_own)
}

/// Whether a cell names the field that it is of, as a heading does.
fn is_heading_of(field: Field, cell: &str) -> bool {
    // No heading that is known has a digit, and nearly every number of a contract is known by it here.
    !cell.is_empty() && !cell.contains(|c: char| c.is_ascii_digit()) && recognise(cell) == Some(field)
}

/// Whether cells are those of a total, a ruling, a signature or a remark: one text, what is counted aside.
fn is_beside_the_list(cells: &Cells) -> bool {
    // What is merged stands in each of its cells.
    let is_first = |at: &usize| !cells[*at].is_empty() && !cells[..*at].contains(&cells[*at]);
    let texts = || (0..cells.len()).filter(is_first).map(|at| cells[at]);
    let mut spoken = texts().filter(|text| !is_amount(text));

    match (spoken.next(), spoken.next(), spoken.next()) {
        (None, ..) => texts().all(|text| !text.contains(char::is_alphanumeric)),
        (Some(only), None, _) => {
            let is_alone = || texts().eq([only]);
            is_total(only) || is_remark(only) || is_label(only) || is_alone() && is_sentence(only)
        }
        // Beside it stands who signs.
        (Some(one), Some(other), None) => is_label(one) || is_label(other),
        _ => false,
    }
}

/// A number, a day, or what is left of a formula that counts.
fn is_amount(text: &str) -> bool {
    !text.contains(char::is_alphabetic) || is_formula_error(text)
}

/// `Total`, `TOTAL : 34 personnes`, `Nombre d’utilisateurs`; not a person or a place that is called so.
fn is_total(text: &str) -> bool {
    let bare = bare(text);
    let goes_on = |rest: &str| {
        let next = rest.trim_start();
        next.is_empty()
            || next.starts_with(|c: char| !c.is_alphabetic() && !matches!(c, '-' | '\''))
            || words(next).next().is_some_and(|word| OF_TOTALS.contains(&word))
    };
    TOTALS.iter().any(|total| after(&bare, total).is_some_and(goes_on))
        || COUNTS.iter().any(|count| after(&bare, count).is_some())
}

/// `Mis à jour le 3 mars`, `Page 2/3`, `Remarque : …`, `Fin de la liste`.
fn is_remark(text: &str) -> bool {
    let bare = bare(text);
    let is_alone = |rest: &str| rest.is_empty() || rest.trim_start().starts_with([':', '.']);
    let is_numbered = |rest: &str| rest.trim_start().starts_with(|c: char| c.is_ascii_digit());
    let begins = |with: &[&str], goes_on: &dyn Fn(&str) -> bool| {
        with.iter().any(|words| after(&bare, words).is_some_and(goes_on))
    };
    begins(&REMARKS, &|_| true) || begins(&ALONE, &is_alone) || begins(&PAGES, &is_numbered)
}

/// `Responsable :`, `Signature`.
fn is_label(text: &str) -> bool {
    text.ends_with(':') || SIGNATURES.contains(&bare(text).as_str())
}

/// `Les comptes en gras sont à supprimer.`, `* en attente de validation`; not a name or a place, however many its words.
fn is_sentence(text: &str) -> bool {
    let folded = fold(text);
    let words: Vec<&str> = words(&folded).collect();
    let is_noted = text.starts_with(['*', '•', '→']);
    let is_said = || text.ends_with(['.', '!', '?']) || words.iter().any(|word| OF_SENTENCES.contains(word));

    words.len() > 2 && is_noted || words.len() > 3 && is_said()
}

/// A text as its beginning is compared: folded, without marks in front, with single blanks.
fn bare(text: &str) -> String {
    let folded = fold(text.trim_start_matches(|c: char| !c.is_alphanumeric()));
    folded.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What stands in a text behind words that it begins with.
fn after<'t>(text: &'t str, words: &str) -> Option<&'t str> {
    text.strip_prefix(words).filter(|rest| !rest.starts_with(char::is_alphanumeric))
}

/// What begins a total, where nothing but an amount or one of [`OF_TOTALS`] follows.
const TOTALS: [&str; 8] =
    ["total", "totaux", "grand total", "somme", "sum", "count", "effectif", "effectifs"];

/// What begins a total, whatever follows.
#[rustfmt::skip]
const COUNTS: [&str; 14] = [
    "sous-total", "sous total", "sous-totaux", "subtotal", "sub-total", "nombre de", "nombre d'utilisateurs",
    "nombre d'acces", "nombre d'agents", "nombre total", "nb de", "nbre de", "number of", "total number of",
];

#[rustfmt::skip]
const OF_TOTALS: [&str; 24] = [
    "general", "generale", "de", "des", "du", "d", "of", "acces", "agents", "collaborateurs", "comptes", "contrats",
    "lignes", "personnes", "salaries", "sites", "utilisateurs", "accounts", "employees", "lines", "people", "rows",
    "users", "entries",
];

/// What begins a remark, whatever follows.
#[rustfmt::skip]
const REMARKS: [&str; 62] = [
    "mis a jour", "mise a jour", "derniere mise a jour", "date de mise a jour", "maj le", "maj du", "maj au", "edite le",
    "edite par", "edition du", "imprime le", "imprime par", "exporte le", "exporte par", "export du", "extrait le",
    "extrait du", "extraction du", "genere le", "genere par", "etabli le", "etabli par", "fait a", "fait le",
    "arrete le", "liste arretee", "liste au", "etat au", "redige par", "valide par", "valide le", "prepare par",
    "transmis par", "lu et approuve", "bon pour accord", "fin de la liste", "fin de liste", "fin du fichier",
    "fin de fichier", "fin du document", "fin du tableau", "pour toute question", "en cas de", "merci de",
    "ne pas modifier", "document confidentiel", "updated on", "updated by", "last updated", "last update", "printed on",
    "printed by", "exported on", "generated on", "generated by", "created on", "prepared by", "approved by",
    "end of list", "end of the list", "end of file", "for any question",
];

/// What is a remark where nothing follows, or a mark and whatever.
#[rustfmt::skip]
const ALONE: [&str; 34] = [
    "signature", "signatures", "signe", "cachet", "visa", "date et signature", "date", "remarque", "remarques", "note",
    "notes", "nota", "nb", "n.b", "ps", "p.s", "legende", "source", "a noter", "attention", "important", "observation",
    "observations", "commentaire", "commentaires", "contact", "contacts", "cordialement", "confidentiel", "remark",
    "remarks", "signed", "confidential", "end",
];

const SIGNATURES: [&str; 6] =
    ["signature", "signatures", "date et signature", "cachet et signature", "signed", "signed by"];

const PAGES: [&str; 3] = ["page", "feuille", "sheet"];

/// Words of sentences that are in no name of a person or a place.
#[rustfmt::skip]
const OF_SENTENCES: [&str; 35] = [
    "est", "sont", "ont", "sera", "seront", "doit", "doivent", "pas", "avec", "pour", "qui", "ces", "cette", "ce", "cet",
    "leur", "leurs", "nous", "vous", "voir", "selon", "depuis", "is", "are", "will", "must", "not", "for", "with",
    "this", "these", "please", "since", "until", "which",
];

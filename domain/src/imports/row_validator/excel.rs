//! What a cell that names nothing in the reference is: several names, one with the marks of a spreadsheet program, one
//! whose letters were broken, a number that was rounded, something that became a day; else it is unknown.

use super::RowValidator;
use super::nearest::Names;
use super::tables::{ContractTable, is_marked};
use crate::end_date::{EndDate, EndDateError};
use crate::fold::fold;
use crate::imports::IssueCode;
use crate::imports::broken::repaired;
use std::collections::HashSet;

/// So many candidates are told, at most.
const MOST: usize = 100;

impl RowValidator {
    pub(super) fn contract_error(&self, cell: &str) -> IssueCode {
        let numbers: Vec<&str> = self.tables.contracts.iter().map(|known| known.number.as_str()).collect();
        number_error(cell, &numbers).unwrap_or(IssueCode::UnknownContract)
    }

    pub(super) fn site_error(&self, cell: &str) -> IssueCode {
        let sites = self.tables.sites.all();
        let is_known = |text: &str| sites.iter().any(|site| site == text);
        let is_meant = |text: &str| self.tables.sites.nearest(text).is_some();
        let several = || several(cell, is_known, is_meant).filter(|_| !is_meant(cell));
        let days = || recomputed(cell, sites.iter().map(String::as_str), is_same_day);
        name_error(cell, &self.tables.sites)
            .or_else(|| several().map(|values| IssueCode::SeveralValues { values }))
            .or_else(days)
            .unwrap_or(IssueCode::UnknownSite)
    }

    pub(super) fn profile_error(&self, cell: &str) -> IssueCode {
        name_error(cell, &self.tables.profiles).unwrap_or(IssueCode::UnknownProfile)
    }
}

impl ContractTable {
    pub(super) fn sub_account_error(&self, cell: &str) -> IssueCode {
        let numbers: Vec<&str> = self.sub_account_numbers.iter().map(String::as_str).collect();
        let unknown = || IssueCode::UnknownSubAccount { contract: self.number.clone() };
        number_error(cell, &numbers).unwrap_or_else(unknown)
    }
}

fn name_error(cell: &str, names: &Names) -> Option<IssueCode> {
    let is_known = |text: &str| names.position(text).is_some();
    if is_marked(cell, is_known) {
        return Some(IssueCode::SpreadsheetMark);
    }
    repaired(cell).is_some_and(|text| is_known(&text)).then_some(IssueCode::BrokenText)
}

fn number_error(cell: &str, numbers: &[&str]) -> Option<IssueCode> {
    if is_marked(cell, |bare| numbers.contains(&bare)) {
        return Some(IssueCode::SpreadsheetMark);
    }
    // A part of another length may be what else stands beside a number.
    let is_digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    let is_meant = |text: &str| is_digits(text) && numbers.iter().any(|number| number.len() == text.len());
    if let Some(values) = several(cell, |text| numbers.contains(&text), is_meant) {
        return Some(IssueCode::SeveralValues { values });
    }

    let same = |cell: &str, number: &str| is_rounded(cell, number) || is_same_day(cell, number);
    recomputed(cell, numbers.iter().copied(), same)
}

/// What separates values in a cell, the plainest first.
const MARKS: [char; 8] = [';', '\n', '\r', '|', '/', '+', '&', ','];

/// The values of a cell that holds two or more of what is known, between marks or words that separate; or one, and
/// others that are meant for one.
fn several(
    cell: &str,
    is_known: impl Fn(&str) -> bool,
    is_meant: impl Fn(&str) -> bool,
) -> Option<Vec<String>> {
    if cell.len() > 1024 {
        return None;
    }

    let worded =
        [" et ", " ou ", " and ", " or "].iter().fold(cell.to_owned(), |cell, word| cell.replace(word, ";"));
    let between = |separates: &dyn Fn(char) -> bool| {
        let mut parts: Vec<&str> =
            worded.split(separates).map(str::trim).filter(|part| !part.is_empty()).collect();
        let mut seen = HashSet::new();
        parts.retain(|part| seen.insert(*part));
        parts
    };

    let marked = MARKS.iter().map(|mark| between(&|c| c == *mark)).chain([between(&|c| MARKS.contains(&c))]);
    let marked: Vec<Vec<&str>> = marked.filter(|parts| parts.len() > 1).collect();
    let spaced = between(&|c| c == ';' || c.is_whitespace());
    let all_known = |parts: &&Vec<&str>| parts.len() > 1 && parts.iter().all(|part| is_known(part));
    let likely = |parts: &&Vec<&str>| match parts.iter().filter(|part| is_known(part)).count() {
        0 => false,
        1 => parts.iter().all(|part| is_known(part) || is_meant(part)),
        _ => true,
    };

    let found = marked.iter().chain([&spaced]).find(all_known).or_else(|| marked.iter().find(likely))?;
    Some(found.iter().map(|part| (*part).to_owned()).collect())
}

fn recomputed<'a>(
    cell: &str,
    known: impl Iterator<Item = &'a str>,
    is_same: impl Fn(&str, &str) -> bool,
) -> Option<IssueCode> {
    // A day or a number is short.
    if cell.len() > 40 || !cell.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }

    let candidates: Vec<String> =
        known.filter(|known| is_same(cell, known)).take(MOST).map(str::to_owned).collect();
    (!candidates.is_empty()).then_some(IssueCode::Recomputed { candidates })
}

/// Whether a number can have become what a cell shows: `1,00007E+07`, or its first fifteen digits and zeros.
fn is_rounded(cell: &str, number: &str) -> bool {
    let number = number.trim_start_matches('0');
    if number.is_empty() || !number.bytes().all(|b| b.is_ascii_digit()) {
        return false;
    }

    if let Some((mantissa, exponent)) = cell.to_ascii_uppercase().split_once('E') {
        return is_scientific(mantissa, exponent, number);
    }

    let digits: String = cell.chars().filter(char::is_ascii_digit).collect();
    let only = cell.chars().all(|c| c.is_ascii_digit() || c.is_whitespace());
    // Excel cuts what is beyond its fifteen digits; other programs round it.
    only && number.len() > 15 && digits.len() == number.len() && has_rounded(number, &digits, 15)
}

fn is_scientific(mantissa: &str, exponent: &str, number: &str) -> bool {
    let exponent = exponent.strip_prefix('+').unwrap_or(exponent);
    let shown: String = mantissa.chars().filter(|c| !matches!(c, ',' | '.')).collect();
    let point = mantissa.find([',', '.']).unwrap_or(mantissa.len());
    let is_number = shown.bytes().all(|b| b.is_ascii_digit()) && !shown.is_empty() && point == 1;
    let Ok(exponent) = exponent.parse::<usize>() else { return false };

    let kept = shown.len().min(number.len());
    let padded: String = shown.chars().chain(std::iter::repeat('0')).take(number.len()).collect();
    is_number && exponent + 1 == number.len() && has_rounded(number, &padded, kept)
}

/// Whether a number has become another by keeping some digits, cut or rounded, and zeros for the others.
fn has_rounded(number: &str, shown: &str, kept: usize) -> bool {
    if number == shown || !shown[kept..].bytes().all(|b| b == b'0') {
        return number == shown;
    }

    let (Ok(first), Ok(cut)) = (shown[..kept].parse::<u128>(), number[..kept].parse::<u128>()) else {
        return false;
    };
    let rounds_up = number.as_bytes().get(kept).is_some_and(|digit| *digit >= b'5');
    first == cut || rounds_up && first == cut + 1
}

/// Whether a number or a name can have become the day that a cell shows: `1-2` is 01/02/2026, or `2-janv`.
fn is_same_day(cell: &str, known: &str) -> bool {
    let (Some(shown), Some(meant)) = (Date::shown(cell), Date::typed(known)) else { return false };
    let year = meant.year.is_none_or(|year| shown.year == Some(year));
    let swapped = (meant.month, meant.day);
    // Where Excel speaks English, the month comes first.
    year && ((shown.day, shown.month) == (meant.day, meant.month) || (shown.day, shown.month) == swapped)
}

struct Date {
    day: u16,
    month: u16,
    year: Option<u16>,
}

const MONTHS: [(&str, u16); 27] = [
    ("janv", 1),
    ("jan", 1),
    ("fevr", 2),
    ("fev", 2),
    ("feb", 2),
    ("mars", 3),
    ("mar", 3),
    ("avr", 4),
    ("apr", 4),
    ("mai", 5),
    ("may", 5),
    ("juin", 6),
    ("jun", 6),
    ("juil", 7),
    ("jul", 7),
    ("aout", 8),
    ("aou", 8),
    ("aug", 8),
    ("sept", 9),
    ("sep", 9),
    ("oct", 10),
    ("okt", 10),
    ("nov", 11),
    ("dec", 12),
    ("dez", 12),
    ("janvier", 1),
    ("fevrier", 2),
];

impl Date {
    /// The day that a cell shows: as a date, as a day and a month, or as a number of Excel.
    fn shown(cell: &str) -> Option<Self> {
        let date = cell.split([' ', 'T']).next().unwrap_or(cell);
        match EndDate::parse(date) {
            Ok(day) | Err(EndDateError::SerialNumber { date: day }) => {
                let number = |n: i8| u16::try_from(n).ok();
                let year = u16::try_from(day.year()).ok();
                Some(Self { day: number(day.day())?, month: number(day.month())?, year })
            }
            Err(_) => Self::typed(cell),
        }
    }

    /// What a program takes for a day: two or three numbers, one of them perhaps the name of a month.
    fn typed(text: &str) -> Option<Self> {
        let folded = fold(text);
        let parts: Vec<&str> = folded.split(['-', '/', '.', ' ']).filter(|part| !part.is_empty()).collect();
        let month_of = |part: &str| MONTHS.iter().find(|(name, _)| *name == part).map(|(_, month)| *month);
        let (first, second, year) = match parts[..] {
            [first, second] => (first, second, None),
            [first, second, year] => (first, second, Some(year)),
            _ => return None,
        };

        let year = match year.map(str::parse::<u16>).transpose().ok()? {
            Some(year) if year < 100 => Some(2000 + year),
            year => year,
        };
        let (day, month) = match (month_of(first), month_of(second)) {
            (None, Some(month)) => (first.parse().ok()?, month),
            (Some(month), None) => (second.parse().ok()?, month),
            (None, None) => (first.parse().ok()?, second.parse().ok()?),
            (Some(_), Some(_)) => return None,
        };

        ((1..=31).contains(&day) && (1..=31).contains(&month)).then_some(Self { day, month, year })
    }
}

use super::RowValidator;
use super::nearest::{Names, unique_least};
use super::tables::ContractTable;
use crate::address::EmailAddress;
use crate::end_date::{EndDate, EndDateError};
use crate::imports::address_repair::{likely_address, repaired_address, without_accents};
use crate::imports::broken::{repaired, unwrapped};
use crate::imports::{Cells, Field, Issue, IssueCode, IssueKind};
use crate::names::is_invisible;
use crate::rights::{Application, Level, Right, write_rights};
use strsim::osa_distance;

impl RowValidator {
    /// What the cell of an issue was probably meant to be.
    pub fn suggestion(&mut self, issue: &Issue, cells: Cells) -> Option<String> {
        let cell = cells[issue.field.index()].trim();
        let tables = &mut self.tables;

        match (issue.field, issue.kind()) {
            (Field::Contract, IssueKind::UnknownContract) => {
                let (contracts, names) = (&tables.contracts, &tables.contract_names);
                tables.contract_suggestions.get(cell, |cell| nearest_contract(contracts, names, cell))
            }
            (Field::SubAccount, IssueKind::UnknownSubAccount) => {
                let contract = cells[Field::Contract.index()].trim();
                let contract = tables.contract(contract)?;
                nearest_sub_account(&tables.contracts[contract], cell)
            }
            (Field::Site, IssueKind::UnknownSite) => {
                nearest_name(&tables.sites, &mut tables.site_suggestions, cell)
            }
            (Field::Profile, IssueKind::UnknownProfile) => {
                nearest_name(&tables.profiles, &mut tables.profile_suggestions, cell)
            }
            (Field::Email, IssueKind::LikelyDomain) => {
                let address = EmailAddress::parse(cell).ok()?;
                Some(likely_address(&address)?.as_str().to_owned())
            }
            (Field::Email, IssueKind::UnusualAddress) => {
                let address = EmailAddress::parse(cell).ok()?;
                Some(without_accents(&address)?.as_str().to_owned())
            }
            // Never one of several.
            (_, IssueKind::SeveralValues) => None,
            (_, IssueKind::Recomputed) => only_candidate(&issue.code),
            (_, IssueKind::SpreadsheetMark) => unwrapped(cell).map(str::to_owned),
            (_, IssueKind::BrokenText) => repaired(cell),
            (Field::Email, _) => repaired_address(cell),
            (Field::Rights, IssueKind::UnknownApplication | IssueKind::UnknownLevel) => {
                tables.rights_suggestions.get(cell, likely_rights)
            }
            (Field::End, IssueKind::InvalidEnd) => Some(likely_end(unwrapped(cell).unwrap_or(cell))?.shown()),
            (_, IssueKind::ForbiddenCharacter) => Some(without_invisible(cell)),
            _ => None,
        }
        .filter(|suggestion| !suggestion.is_empty() && suggestion != cell)
    }
}

fn nearest_name(names: &Names, memo: &mut super::tables::Memo<Option<String>>, cell: &str) -> Option<String> {
    memo.get(cell, |cell| names.nearest(cell).map(|at| names.name(at).to_owned()))
}

/// A contract written with spaces, without its leading zeros, with an O for a zero, with its name
/// beside it, by its name alone, or with one character wrong.
fn nearest_contract(contracts: &[ContractTable], names: &Names, cell: &str) -> Option<String> {
    let numbers: Vec<&str> = contracts.iter().map(|contract| contract.number.as_str()).collect();
    let at = nearest_number(&numbers, cell).or_else(|| names.nearest(cell))?;
    Some(numbers[at].to_owned())
}

/// The same for a sub-account, shown `SERVICE CLIENT POTTERS (53)`.
fn nearest_sub_account(contract: &ContractTable, cell: &str) -> Option<String> {
    let numbers: Vec<&str> = contract.sub_account_numbers.iter().map(String::as_str).collect();
    let at = nearest_number(&numbers, cell).or_else(|| contract.sub_accounts.nearest(cell))?;
    Some(numbers[at].to_owned())
}

fn nearest_number(numbers: &[&str], cell: &str) -> Option<usize> {
    if cell.len() > 240 {
        return None;
    }

    let wanted = bare_number(cell);
    let alike = |text: &str| {
        let mut same = (0..numbers.len()).filter(|&at| bare_number(numbers[at]) == text);
        same.next().filter(|_| same.next().is_none())
    };
    let word = || {
        let words = cell.split(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | ':' | '–' | '/'));
        words
            .filter(|word| !word.is_empty())
            .find_map(|word| numbers.iter().position(|number| *number == word))
    };

    // One wrong character says nothing about short numbers: each is one away from all others.
    let spelling = || {
        let candidates = numbers.iter().enumerate().filter(|(_, number)| number.len() >= 5);
        let distances = candidates.map(|(at, number)| (at, osa_distance(&bare_number(number), &wanted)));
        unique_least(distances.filter(|(_, distance)| *distance <= 1))
    };

    alike(&wanted).or_else(word).or_else(spelling)
}

/// A number without spaces and punctuation, without leading zeros, its letters that look like digits
/// read as digits.
fn bare_number(text: &str) -> String {
    // Excel shows a number that it took for an amount with decimals.
    let text = text.trim().trim_end_matches(",00").trim_end_matches(".00").trim_end_matches(".0");
    let digits = text.chars().filter(|c| c.is_alphanumeric()).map(|c| match c.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        c => c,
    });

    digits.skip_while(|c| *c == '0').collect()
}

/// What else than their codes applications are called in files.
const APPLICATIONS: [(&str, Application); 9] = [
    ("shipping", Application::Shipping),
    ("returns", Application::Returns),
    ("tracking", Application::Tracking),
    ("delivery", Application::Delivery),
    ("pickups", Application::Pickups),
    ("carnets d'adresses", Application::AddressBooks),
    ("address books", Application::AddressBooks),
    ("billing", Application::Billing),
    ("tarifs", Application::Billing),
];

/// What else than their codes levels are called in files.
const LEVELS: [(&str, Level); 10] = [
    ("none", Level::None),
    ("non", Level::None),
    ("lecture", Level::View),
    ("lecture seule", Level::View),
    ("view", Level::View),
    ("read", Level::View),
    ("écriture", Level::Manage),
    ("lecture et écriture", Level::Manage),
    ("manage", Level::Manage),
    ("write", Level::Manage),
];

/// Rights in other words, with another mark between them, or with a slip: `Suivi : lecture ; retour = gestion`.
fn likely_rights(cell: &str) -> Option<String> {
    let applications = Application::ALL.into_iter().map(|application| (application.code(), application));
    let levels = Level::ALL.into_iter().map(|level| (level.code(), level));
    let pieces = cell.split([',', ';', '|', '\n']).map(str::trim).filter(|piece| !piece.is_empty());

    let right = |piece: &str| {
        let (application, level) = piece.split_once(['=', ':'])?;
        Some(Right {
            application: nearest_of(applications.clone().chain(APPLICATIONS), application)?,
            level: nearest_of(levels.clone().chain(LEVELS), level)?,
        })
    };

    Some(write_rights(pieces.map(right).collect::<Option<Vec<_>>>()?))
}

/// What the nearest of some names stands for.
fn nearest_of<T: Copy>(known: impl Iterator<Item = (&'static str, T)>, text: &str) -> Option<T> {
    let (names, values): (Vec<&str>, Vec<T>) = known.unzip();
    Names::new(names.into_iter()).nearest(text.trim()).map(|at| values[at])
}

/// The date that a cell holds in a form which tells it without a guess: as a number of Excel, with a time behind it, or
/// with a year of this century in two digits.
fn likely_end(cell: &str) -> Option<EndDate> {
    let day = cell.split([' ', 'T']).next()?;
    match EndDate::parse(day) {
        Ok(date) | Err(EndDateError::SerialNumber { date }) => Some(date),
        Err(EndDateError::ShortYear) => {
            let (before, year) = day.split_at(day.len() - 2);
            EndDate::parse(&format!("{before}20{year}")).ok()
        }
        Err(EndDateError::NotADate | EndDateError::YearOutOfRange) => None,
    }
}

fn without_invisible(cell: &str) -> String {
    let shown = cell.chars().filter_map(|c| match c {
        '\t' | '\r' | '\n' => Some(' '),
        c if is_invisible(c) => None,
        c => Some(c),
    });
    shown.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What a number or name that a spreadsheet program recomputed was, when it can only have been one.
fn only_candidate(code: &IssueCode) -> Option<String> {
    match code {
        IssueCode::Recomputed { candidates } => match &candidates[..] {
            [only] => Some(only.clone()),
            _ => None,
        },
        _ => None,
    }
}

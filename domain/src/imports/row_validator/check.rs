use super::formula::is_formula_error;
use super::tables::{Doubt, is_marked};
use super::{InvalidRow, RowTarget, RowValidator};
use crate::address::{AddressError, EmailAddress};
use crate::end_date::EndDate;
use crate::ids::{ProfileId, SiteId, SubAccountId};
use crate::imports::address_repair::{doubt_of, several_addresses};
use crate::imports::broken::is_broken;
use crate::imports::{Cells, Field, Issue, IssueCode};
use crate::names::{NameError, PersonName};
use crate::reach::Place;
use crate::rights::Right;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

/// A row that can be imported, without a string made of its cells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckedRow {
    /// Where, and with which profile.
    pub target: RowTarget,
    /// The same for the same address at the same contract, sub-account and site, whatever the profile. Two different
    /// assignments share one by a chance of 2⁻⁶⁴; none is 0.
    pub key: u64,
    /// The address, where checking it took parsing it.
    pub(super) address: Option<EmailAddress>,
    /// What it gives whatever the profile says.
    pub(super) rights: Option<Arc<[Right]>>,
    /// Until when it assigns.
    pub(super) end: Option<EndDate>,
}

impl RowValidator {
    /// What a row is, and everything that is to be said about its cells, in the order of the fields; without
    /// suggestions, which cost more than all else.
    pub fn check(&mut self, cells: Cells, issues: &mut Vec<Issue>) -> Result<CheckedRow, InvalidRow> {
        let cells = cells.map(str::trim);
        if cells.iter().all(|cell| cell.is_empty()) {
            return Err(InvalidRow::Blank);
        }

        if self.is_no_row(&cells) {
            issues.push(Issue::new(Field::Email, IssueCode::NoRow));
            return Err(InvalidRow::Error);
        }

        let mut say = |field, code| issues.push(Issue::new(field, code));
        let [contract, sub_account, site, profile, last_name, first_name, email, rights, end] = cells;

        let contract = computed(contract).and_then(|number| self.check_contract(number));
        let contract = contract.map_err(|code| say(Field::Contract, code));
        let sub_account = computed(sub_account).and_then(|number| match contract {
            Ok(at) => self.check_sub_account(at, number),
            Err(()) => Ok(None),
        });
        let sub_account = sub_account.map_err(|code| say(Field::SubAccount, code));
        let site = computed(site).and_then(|name| self.check_site(name));
        let site = site.map_err(|code| say(Field::Site, code));
        let profile = computed(profile).and_then(|name| self.check_profile(name));
        let profile = profile.map_err(|code| say(Field::Profile, code));

        let last_name = computed(last_name).and_then(check_name).map_err(|code| say(Field::LastName, code));
        let first_name =
            computed(first_name).and_then(check_name).map_err(|code| say(Field::FirstName, code));

        let mut hasher = DefaultHasher::new();
        let email = computed(email).and_then(|text| self.check_address(text, &mut hasher));
        let email = email.map_err(|code| say(Field::Email, code));

        if let Ok(CheckedAddress { doubt: Some(doubt), .. }) = &email {
            say(Field::Email, doubt.code());
        }

        let rights = computed(rights).and_then(|text| self.check_rights(contract.ok(), text));
        let rights = rights.map_err(|code| say(Field::Rights, code));
        let end = computed(end).and_then(|text| self.check_end(text));
        let end = end.map_err(|code| say(Field::End, code));

        let (Ok(at), Ok(sub_account), Ok(site), Ok(profile)) = (contract, sub_account, site, profile) else {
            return Err(InvalidRow::Error);
        };

        let (Ok(()), Ok(()), Ok(CheckedAddress { address, .. })) = (last_name, first_name, email) else {
            return Err(InvalidRow::Error);
        };

        let (Ok(rights), Ok(end)) = (rights, end) else {
            return Err(InvalidRow::Error);
        };

        let contract = self.tables.contracts[at].id;
        let place = Place { contract, sub_account, site };
        if let Some((field, code)) = self.beyond_reach(&place, profile, rights.as_deref(), cells[6]) {
            say(field, code);
            return Err(InvalidRow::Error);
        }

        (contract, sub_account, site).hash(&mut hasher);
        let target = RowTarget { contract, sub_account, site, profile };

        Ok(CheckedRow { target, key: hasher.finish().max(1), address, rights, end })
    }

    /// What whoever imports may not do, who administers a part of the customer.
    fn beyond_reach(
        &self,
        place: &Place,
        profile: Option<ProfileId>,
        rights: Option<&[Right]>,
        email: &str,
    ) -> Option<(Field, IssueCode)> {
        let reach = self.tables.reach.as_ref()?;
        if !reach.manages(place) {
            let field = if place.site.is_some() { Field::Site } else { Field::Contract };
            return Some((field, IssueCode::OutOfReach));
        }

        if EmailAddress::parse(email).is_ok_and(|address| reach.is_own(address.key())) {
            return Some((Field::Email, IssueCode::OwnAccess));
        }

        let own = reach.rights_at(place);
        if profile.is_some_and(|profile| !own.include(&self.tables.rights_of(profile))) {
            return Some((Field::Profile, IssueCode::BeyondOwn));
        }

        let beyond = |right: &Right| right.level > own.level(right.application);
        rights
            .is_some_and(|rights| rights.iter().any(beyond))
            .then_some((Field::Rights, IssueCode::BeyondOwn))
    }

    /// Whether a text would be right in the cell of a field that knows its own: one that stands in the
    /// reference, an address, rights or a date.
    pub fn could_be(&mut self, field: Field, text: &str) -> bool {
        let text = text.trim();
        if text.is_empty() {
            return false;
        }

        match field {
            Field::Contract => self.tables.contract(text).is_some(),
            Field::Site => self.tables.site(text).is_some(),
            Field::Profile => self.tables.profile(text).is_some(),
            Field::Email => text.contains('@') && EmailAddress::parse(text).is_ok(),
            Field::Rights => text.contains('=') && self.tables.rights(text).is_ok(),
            Field::End => text.starts_with(|c: char| c.is_ascii_digit()) && self.tables.end(text).is_ok(),
            Field::SubAccount | Field::LastName | Field::FirstName => false,
        }
    }

    /// The numbers of the sub-accounts of a contract.
    pub fn sub_accounts_of(&mut self, contract: &str) -> &[String] {
        let at = self.tables.contract(contract.trim());
        at.map_or(&[], |at| &self.tables.contracts[at].sub_account_numbers)
    }

    fn check_contract(&mut self, number: &str) -> Result<usize, IssueCode> {
        match number {
            "" => self.tables.contract("").ok_or(IssueCode::Missing),
            number => self.tables.contract(number).ok_or_else(|| self.contract_error(number)),
        }
    }

    fn check_sub_account(&self, contract: usize, number: &str) -> Result<Option<SubAccountId>, IssueCode> {
        let contract = &self.tables.contracts[contract];
        if number.is_empty() {
            return Ok(None);
        }
        contract.sub_account(number).map(Some).ok_or_else(|| contract.sub_account_error(number))
    }

    fn check_site(&mut self, name: &str) -> Result<Option<SiteId>, IssueCode> {
        match name {
            "" if self.tables.sites.is_empty() => Ok(None),
            "" => self.tables.site("").map(Some).ok_or(IssueCode::Missing),
            name => self.tables.site(name).map(Some).ok_or_else(|| self.site_error(name)),
        }
    }

    /// A blank cell decides nothing; only where there is no default profile is there none for a new person.
    fn check_profile(&mut self, name: &str) -> Result<Option<ProfileId>, IssueCode> {
        match name {
            "" if self.tables.default_profile.is_none() => Err(IssueCode::Missing),
            "" => Ok(None),
            name => self.tables.profile(name).map(Some).ok_or_else(|| self.profile_error(name)),
        }
    }

    /// A blank cell decides nothing. Without a contract it is not known which applications there are.
    fn check_rights(
        &mut self,
        contract: Option<usize>,
        text: &str,
    ) -> Result<Option<Arc<[Right]>>, IssueCode> {
        if text.is_empty() {
            return Ok(None);
        }

        let rights = self.tables.rights(text)?;
        if let Some(contract) = contract.map(|at| &self.tables.contracts[at])
            && let Some(beyond) =
                rights.iter().find(|right| !contract.applications.contains(right.application))
        {
            let (application, contract) = (beyond.application, contract.number.clone());
            return Err(IssueCode::ApplicationNotInContract { application, contract });
        }

        Ok(Some(rights).filter(|rights| !rights.is_empty()))
    }

    /// A blank cell decides nothing. What ends today holds until midnight.
    fn check_end(&mut self, text: &str) -> Result<Option<EndDate>, IssueCode> {
        if text.is_empty() {
            return Ok(None);
        }

        match self.tables.end(text) {
            Ok(end) if end.is_before(self.today) => Err(IssueCode::PastEnd),
            Ok(end) => Ok(Some(end)),
            Err(reason) => Err(IssueCode::InvalidEnd { reason }),
        }
    }

    /// Checks an address and adds its key to the hash.
    fn check_address(&mut self, text: &str, hasher: &mut DefaultHasher) -> Result<CheckedAddress, IssueCode> {
        if text.is_empty() {
            return Err(IssueCode::Missing);
        }

        let invalid = |reason| IssueCode::InvalidAddress { reason };
        if let Some((local, domain)) = plain_parts(text) {
            let domain = self.tables.domain(domain).map_err(invalid)?;
            if local.len() + 1 + domain.ascii.len() > 254 {
                return Err(invalid(AddressError::TooLong));
            }

            hash_lower_case(local, hasher);
            hash_lower_case(&domain.ascii, hasher);
            return Ok(CheckedAddress { address: None, doubt: domain.doubt });
        }

        let address = match EmailAddress::parse(text) {
            // As a part of an address an apostrophe at its beginning is valid, and rarer than as a mark.
            Ok(_) if is_marked(text, |bare| EmailAddress::parse(bare).is_ok()) => {
                return Err(IssueCode::SpreadsheetMark);
            }
            Ok(address) => address,
            Err(_) if let Some(values) = several_addresses(text) => {
                return Err(IssueCode::SeveralValues { values });
            }
            Err(_) if is_marked(text, |bare| EmailAddress::parse(bare).is_ok()) => {
                return Err(IssueCode::SpreadsheetMark);
            }
            Err(_) if text.contains('<') && text.ends_with('>') => return Err(IssueCode::NamedAddress),
            Err(reason) => return Err(invalid(reason)),
        };

        let (local, domain) = address.key().rsplit_once('@').unwrap_or_default();
        hash_lower_case(local, hasher);
        hash_lower_case(domain, hasher);
        let of_domain = self.tables.domain(domain).map_err(invalid)?.doubt;
        let doubt = of_domain.or_else(|| doubt_of(&address).map(Doubt::Unusual));

        Ok(CheckedAddress { address: Some(address), doubt })
    }
}

/// An address that is valid.
struct CheckedAddress {
    /// Itself, where checking it took parsing it.
    address: Option<EmailAddress>,
    /// What is doubtful about it.
    doubt: Option<Doubt>,
}

/// The two parts of an address whose local part is plainly right: ASCII, short, of the characters
/// that nearly all have. The others go through [`EmailAddress::parse`], which says what is wrong.
fn plain_parts(text: &str) -> Option<(&str, &str)> {
    let at = memchr::memchr(b'@', text.as_bytes())?;
    let (local, domain) = (&text[..at], &text[at + 1..]);
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_' | b'+');
    let follow = |pair: &[u8]| pair == b"..";
    let dots = local.starts_with('.') || local.ends_with('.') || local.as_bytes().windows(2).any(follow);
    let right = !dots && (1..=64).contains(&local.len()) && local.bytes().all(plain);
    let named = domain.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-'));
    (right && named && !domain.is_empty()).then_some((local, domain))
}

fn hash_lower_case(text: &str, hasher: &mut DefaultHasher) {
    let mut lowered = [0; 256];
    for chunk in text.as_bytes().chunks(lowered.len()) {
        let lowered = &mut lowered[..chunk.len()];
        lowered.copy_from_slice(chunk);
        lowered.make_ascii_lowercase();
        hasher.write(lowered);
    }

    hasher.write_u8(0xff);
}

/// A cell, unless it holds what is left of a formula that failed: whatever the column, that is no value.
fn computed(cell: &str) -> Result<&str, IssueCode> {
    if is_formula_error(cell) { Err(IssueCode::FormulaError) } else { Ok(cell) }
}

fn check_name(text: &str) -> Result<(), IssueCode> {
    if text.len() <= usize::from(PersonName::MAX) && is_plain_name(text) {
        return Ok(());
    }

    if is_marked(text, |bare| PersonName::parse(bare).is_ok()) {
        return Err(IssueCode::SpreadsheetMark);
    }

    match PersonName::parse(text) {
        Ok(_) | Err(NameError::Invisible) if is_broken(text) => Err(IssueCode::BrokenText),
        Ok(_) | Err(NameError::Empty) => Ok(()),
        Err(NameError::TooLong { max }) => Err(IssueCode::TooLong { max }),
        Err(NameError::Invisible) => Err(IssueCode::ForbiddenCharacter),
        Err(NameError::Link) => Err(IssueCode::Link),
    }
}

/// Whether a name is of a few composed Latin letters in places where they cannot be wrong; that is nearly every one.
fn is_plain_name(text: &str) -> bool {
    let mut after_small = false;
    !text.starts_with('\'')
        && text.chars().all(|c| {
            let (plain, small) = match c {
                'a'..='z' => (true, true),
                'A'..='Z' | '-' | ' ' | '\'' | '’' => (true, false),
                'à'..='ý' => (!matches!(c, '÷' | 'þ'), true),
                // `HÚlÞne`, `LefÃ¨vre`.
                'À'..='Þ' => (!after_small && !matches!(c, 'Ã' | 'Â' | 'Ä' | 'Å' | '×'), false),
                // Of the rest of Europe, in which nothing looks misread.
                'Ā'..='ſ' => (!after_small || c.is_lowercase(), c.is_lowercase()),
                _ => (false, false),
            };
            after_small = small;
            plain
        })
}

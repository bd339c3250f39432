use super::RowValidator;
use super::formula::is_formula_error;
use crate::address::{AddressError, EmailAddress};
use crate::ids::{ProfileId, SiteId, SubAccountId};
use crate::imports::{Field, IssueCode};
use crate::names::{NameError, PersonName};
use crate::users::AssignmentTarget;
use std::hash::{DefaultHasher, Hash, Hasher};

/// What a row is, without a string made of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Check {
    /// Nothing stands in it.
    Blank,
    /// It has a finding that is not a warning.
    Error,
    /// It can be imported.
    Good {
        /// Where, and with which profile.
        place: AssignmentTarget,
        /// The same for the same address at the same contract, sub-account and site, whatever the
        /// profile. Two different assignments share one by a chance of 2⁻⁶⁴.
        key: u64,
    },
}

/// An issue whose suggestion has not been worked out.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Finding {
    /// The cell it concerns.
    pub field: Field,
    /// What is wrong with it.
    pub code: IssueCode,
}

impl RowValidator {
    /// What a row is, and everything that is to be said about its cells, in the order of the fields.
    pub fn check(&mut self, cells: [&str; 7], findings: &mut Vec<Finding>) -> Check {
        let cells = cells.map(str::trim);
        if cells.iter().all(|cell| cell.is_empty()) {
            return Check::Blank;
        }
        let mut say = |field, code| findings.push(Finding { field, code });
        let [contract, sub_account, site, profile, last_name, first_name, email] = cells;
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
        let email = match computed(email).and_then(|text| self.check_address(text, &mut hasher)) {
            Ok(Doubt::None) => Ok(()),
            Ok(Doubt::Domain) => {
                say(Field::Email, IssueCode::LikelyDomain);
                Ok(())
            }
            Err(code) => {
                say(Field::Email, code);
                Err(())
            }
        };
        let (Ok(at), Ok(sub_account), Ok(site), Ok(profile)) = (contract, sub_account, site, profile) else {
            return Check::Error;
        };
        if last_name.and(first_name).and(email).is_err() {
            return Check::Error;
        }
        let place = AssignmentTarget { contract: self.tables.contracts[at].id, sub_account, site, profile };
        (place.contract, sub_account, site).hash(&mut hasher);
        Check::Good { place, key: hasher.finish() }
    }

    /// Whether a text would be right in the cell of a field that knows its own: one that stands in the
    /// reference, or an address.
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
            Field::SubAccount | Field::LastName | Field::FirstName => false,
        }
    }

    fn check_contract(&mut self, number: &str) -> Result<usize, IssueCode> {
        match number {
            "" => Err(IssueCode::Missing),
            number => self.tables.contract(number).ok_or(IssueCode::UnknownContract),
        }
    }

    fn check_sub_account(&self, contract: usize, number: &str) -> Result<Option<SubAccountId>, IssueCode> {
        let contract = &self.tables.contracts[contract];
        if number.is_empty() {
            return Ok(None);
        }
        let unknown = || IssueCode::UnknownSubAccount { contract: contract.number.clone() };
        contract.sub_account(number).map(Some).ok_or_else(unknown)
    }

    fn check_site(&mut self, name: &str) -> Result<Option<SiteId>, IssueCode> {
        match name {
            "" if self.tables.sites.is_empty() => Ok(None),
            "" => Err(IssueCode::Missing),
            name => self.tables.site(name).map(Some).ok_or(IssueCode::UnknownSite),
        }
    }

    fn check_profile(&mut self, name: &str) -> Result<ProfileId, IssueCode> {
        match name {
            "" => self.tables.default_profile.ok_or(IssueCode::Missing),
            name => self.tables.profile(name).ok_or(IssueCode::UnknownProfile),
        }
    }

    /// Checks an address and adds its key to the hash.
    fn check_address(&mut self, text: &str, hasher: &mut DefaultHasher) -> Result<Doubt, IssueCode> {
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
            return Ok(domain.doubt());
        }
        let address = match EmailAddress::parse(text) {
            Ok(address) => address,
            Err(_) if text.contains('<') && text.ends_with('>') => return Err(IssueCode::NamedAddress),
            Err(reason) => return Err(invalid(reason)),
        };
        let (local, domain) = address.key().rsplit_once('@').unwrap_or_default();
        hash_lower_case(local, hasher);
        hash_lower_case(domain, hasher);
        Ok(self.tables.domain(domain).map_err(invalid)?.doubt())
    }
}

/// Whether there is something to ask about a valid address.
enum Doubt {
    None,
    Domain,
}

impl super::tables::Domain {
    const fn doubt(&self) -> Doubt {
        if self.doubtful { Doubt::Domain } else { Doubt::None }
    }
}

/// The two parts of an address whose local part is plainly right: ASCII, short, of the characters
/// that nearly all have. The others go through [`EmailAddress::parse`], which says what is wrong.
fn plain_parts(text: &str) -> Option<(&str, &str)> {
    let at = memchr::memchr(b'@', text.as_bytes())?;
    let (local, domain) = (&text[..at], &text[at + 1..]);
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_' | b'+');
    let dots = local.starts_with('.') || local.ends_with('.') || local.contains("..");
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
    // A few composed Latin letters cannot be wrong; that is nearly every name.
    let plain = |c: char| c.is_ascii_alphabetic() || matches!(c, '-' | ' ' | '\'' | 'À'..='ſ');
    if text.len() <= usize::from(PersonName::MAX) && text.chars().all(plain) {
        return Ok(());
    }
    match PersonName::parse(text) {
        Ok(_) | Err(NameError::Empty) => Ok(()),
        Err(NameError::TooLong { max }) => Err(IssueCode::TooLong { max }),
        Err(NameError::Invisible) => Err(IssueCode::ForbiddenCharacter),
        Err(NameError::Link) => Err(IssueCode::Link),
    }
}

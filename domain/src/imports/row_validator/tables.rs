use super::nearest::Names;
use crate::address::{AddressError, EmailAddress};
use crate::end_date::{EndDate, EndDateError};
use crate::ids::{ContractId, ProfileId, SiteId, SubAccountId};
use crate::imports::address_repair::{is_private_domain, likely_domain};
use crate::imports::broken::unwrapped;
use crate::imports::{AddressDoubt, IssueCode};
use crate::reach::Reach;
use crate::reference::{Contract, ReferenceData};
use crate::rights::{Application, Applications, Right, RightError, Rights, parse_rights};
use crate::unicode;
use foldhash::HashMap;
use std::sync::Arc;

/// What is remembered of each distinct text of a column.
///
/// Bounded, so that a file in which every cell differs does not fill the memory: beyond the bound
/// a new text is worked out each time.
pub(super) struct Memo<T>(HashMap<Box<str>, T>);

impl<T: Clone> Memo<T> {
    const MAX: usize = 100_000;

    pub(super) fn new() -> Self {
        Self(HashMap::default())
    }

    pub(super) fn get(&mut self, text: &str, work_out: impl FnOnce(&str) -> T) -> T {
        if let Some(known) = self.0.get(text) {
            return known.clone();
        }

        let value = work_out(text);
        if self.0.len() < Self::MAX {
            self.0.insert(text.into(), value.clone());
        }

        value
    }
}

/// A reference laid out for looking things up by what a file says, and what was looked up before.
pub(super) struct Tables {
    pub(super) contracts: Vec<ContractTable>,
    pub(super) contract_names: Names,
    pub(super) sites: Names,
    site_ids: Vec<SiteId>,
    pub(super) profiles: Names,
    profile_ids: Vec<ProfileId>,
    pub(super) default_profile: Option<ProfileId>,
    profile_rights: Vec<Rights>,
    /// Where whoever imports may assign people; `None`: everywhere.
    pub(super) reach: Option<Reach>,
    contract_memo: Memo<Option<usize>>,
    site_memo: Memo<Option<SiteId>>,
    profile_memo: Memo<Option<ProfileId>>,
    domain_memo: Memo<Result<Domain, AddressError>>,
    rights_memo: Memo<Result<Arc<[Right]>, IssueCode>>,
    end_memo: Memo<Result<EndDate, EndDateError>>,
    pub(super) site_suggestions: Memo<Option<String>>,
    pub(super) profile_suggestions: Memo<Option<String>>,
    pub(super) contract_suggestions: Memo<Option<String>>,
    pub(super) rights_suggestions: Memo<Option<String>>,
}

/// A contract and its sub-accounts.
pub(super) struct ContractTable {
    pub(super) id: ContractId,
    pub(super) number: String,
    /// What people can get rights for at it.
    pub(super) applications: Applications,
    pub(super) sub_accounts: Names,
    pub(super) sub_account_numbers: Vec<String>,
    sub_account_ids: Vec<SubAccountId>,
}

/// What there is to know about the domain of an address.
#[derive(Clone)]
pub(super) struct Domain {
    /// In lower-case ASCII.
    pub(super) ascii: Arc<str>,
    /// What is doubtful about it.
    pub(super) doubt: Option<Doubt>,
}

/// What is doubtful about an address that is one.
#[derive(Clone, Copy)]
pub(super) enum Doubt {
    /// Its domain looks like a typing error.
    LikelyDomain,
    /// It is unusual.
    Unusual(AddressDoubt),
}

impl Doubt {
    pub(super) const fn code(self) -> IssueCode {
        match self {
            Self::LikelyDomain => IssueCode::LikelyDomain,
            Self::Unusual(doubt) => IssueCode::UnusualAddress { doubt },
        }
    }
}

/// Whether a cell has the marks of a spreadsheet program around something that is right.
pub(super) fn is_marked(cell: &str, is_right: impl FnOnce(&str) -> bool) -> bool {
    unwrapped(cell).is_some_and(is_right)
}

impl Tables {
    pub(super) fn new(reference: &ReferenceData) -> Self {
        Self {
            contracts: reference.contracts.iter().map(ContractTable::new).collect(),
            contract_names: Names::new(reference.contracts.iter().map(|contract| contract.name.as_str())),
            sites: Names::new(reference.sites.iter().map(|site| site.name.as_str())),
            site_ids: reference.sites.iter().map(|site| site.id).collect(),
            profiles: Names::new(reference.profiles.iter().map(|profile| profile.name.as_str())),
            profile_ids: reference.profiles.iter().map(|profile| profile.id).collect(),
            // What a blank cell would give somebody is not known before it is given.
            default_profile: reference.default_profile.filter(|_| reference.reach.is_none()),
            profile_rights: reference.profiles.iter().map(|profile| profile.rights).collect(),
            reach: reference.reach.as_deref().cloned(),
            contract_memo: Memo::new(),
            site_memo: Memo::new(),
            profile_memo: Memo::new(),
            domain_memo: Memo::new(),
            rights_memo: Memo::new(),
            end_memo: Memo::new(),
            site_suggestions: Memo::new(),
            profile_suggestions: Memo::new(),
            contract_suggestions: Memo::new(),
            rights_suggestions: Memo::new(),
        }
    }

    /// What a profile lets do.
    pub(super) fn rights_of(&self, profile: ProfileId) -> Rights {
        let at = self.profile_ids.iter().position(|id| *id == profile);
        at.map(|at| self.profile_rights[at]).unwrap_or_default()
    }

    /// The place among the contracts of the one with this number; a blank names the only one that there is.
    pub(super) fn contract(&mut self, number: &str) -> Option<usize> {
        if number.is_empty() {
            return (self.contracts.len() == 1).then_some(0);
        }

        let contracts = &self.contracts;
        self.contract_memo.get(number, |number| contracts.iter().position(|c| c.number == number))
    }

    /// The site of this name; a blank names the only one that there is.
    pub(super) fn site(&mut self, name: &str) -> Option<SiteId> {
        if name.is_empty() {
            let [only] = &self.site_ids[..] else { return None };
            return Some(*only);
        }

        let (sites, ids) = (&self.sites, &self.site_ids);
        self.site_memo.get(name, |name| sites.position(&unicode::composed(name)).map(|at| ids[at]))
    }

    pub(super) fn profile(&mut self, name: &str) -> Option<ProfileId> {
        let (profiles, ids) = (&self.profiles, &self.profile_ids);
        self.profile_memo.get(name, |name| profiles.position(&unicode::composed(name)).map(|at| ids[at]))
    }

    /// What stands after the `@` of an address.
    pub(super) fn domain(&mut self, domain: &str) -> Result<Domain, AddressError> {
        self.domain_memo.get(domain, |domain| {
            let address = EmailAddress::parse(&format!("a@{domain}"))?;
            let likely = likely_domain(address.domain()).map(|_| Doubt::LikelyDomain);
            let private = || is_private_domain(address.domain()).then_some(AddressDoubt::PrivateDomain);
            let doubt = likely.or_else(|| private().map(Doubt::Unusual));
            Ok(Domain { ascii: address.domain().into(), doubt })
        })
    }

    /// The rights that a cell writes, whatever the contract.
    pub(super) fn rights(&mut self, text: &str) -> Result<Arc<[Right]>, IssueCode> {
        self.rights_memo.get(text, |text| {
            parse_rights(text).map(Arc::from).map_err(|RightError(right)| {
                let application =
                    right.split_once('=').map_or(right.as_str(), |(application, _)| application);
                match Application::from_code(application) {
                    Some(_) => IssueCode::UnknownLevel { right },
                    None => IssueCode::UnknownApplication { right },
                }
            })
        })
    }

    /// The last day that a cell writes.
    pub(super) fn end(&mut self, text: &str) -> Result<EndDate, EndDateError> {
        self.end_memo.get(text, EndDate::parse)
    }
}

impl ContractTable {
    fn new(contract: &Contract) -> Self {
        let parts = &contract.sub_accounts;
        Self {
            id: contract.id,
            number: contract.number.as_str().to_owned(),
            applications: contract.applications,
            sub_accounts: Names::new(parts.iter().map(|part| part.name.as_str())),
            sub_account_numbers: parts.iter().map(|part| part.number.as_str().to_owned()).collect(),
            sub_account_ids: parts.iter().map(|part| part.id).collect(),
        }
    }

    pub(super) fn sub_account(&self, number: &str) -> Option<SubAccountId> {
        let at = self.sub_account_numbers.iter().position(|known| known == number)?;
        Some(self.sub_account_ids[at])
    }
}

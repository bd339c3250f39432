use super::Field;
use crate::address::AddressError;
use serde::{Deserialize, Serialize};

/// Something to say about one cell of a row: a code with parameters, rendered in the reader's language.
///
/// In JSON the code and its parameters stand beside the field:
/// `{"field":"last_name","code":"too_long","max":80,"suggestion":null}`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(into = "FlatIssue", try_from = "FlatIssue")]
pub struct Issue {
    /// The cell it concerns.
    pub field: Field,
    /// What is wrong with it.
    pub code: IssueCode,
    /// What the whole cell was probably meant to be.
    pub suggestion: Option<String>,
}

/// What is wrong with a cell.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum IssueCode {
    /// Nothing stands in a cell that must hold something.
    Missing,
    /// The customer has no such contract.
    UnknownContract,
    /// The row's contract has no such sub-account.
    UnknownSubAccount {
        /// The contract of the row.
        contract: String,
    },
    /// The customer has no such site.
    UnknownSite,
    /// The customer has no such profile.
    UnknownProfile,
    /// Not an e-mail address.
    InvalidAddress {
        /// Why not.
        reason: AddressError,
    },
    /// An address inside a name, as mail clients copy it: `Zoé Durand <zoe@exemple.fr>`.
    NamedAddress,
    /// A valid address at a domain that looks like a typing error. A warning: the row can be imported.
    LikelyDomain,
    /// Longer than allowed.
    TooLong {
        /// The longest allowed, in characters.
        max: u16,
    },
    /// An invisible or otherwise forbidden character.
    ForbiddenCharacter,
    /// A link where a name should be.
    Link,
    /// An error that a spreadsheet program shows in place of a value, such as `#N/A`.
    FormulaError,
    /// The same address at the same contract, sub-account and site as an earlier row.
    Duplicate {
        /// The line of the file where the first of them stands.
        line: u32,
    },
}

/// An [`IssueCode`] without its parameters: what rows are counted and filtered by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "each is the code of the same name")]
pub enum IssueKind {
    Missing,
    UnknownContract,
    UnknownSubAccount,
    UnknownSite,
    UnknownProfile,
    InvalidAddress,
    NamedAddress,
    LikelyDomain,
    TooLong,
    ForbiddenCharacter,
    Link,
    FormulaError,
    Duplicate,
}

impl IssueCode {
    /// The code without its parameters.
    pub const fn kind(&self) -> IssueKind {
        match self {
            Self::Missing => IssueKind::Missing,
            Self::UnknownContract => IssueKind::UnknownContract,
            Self::UnknownSubAccount { .. } => IssueKind::UnknownSubAccount,
            Self::UnknownSite => IssueKind::UnknownSite,
            Self::UnknownProfile => IssueKind::UnknownProfile,
            Self::InvalidAddress { .. } => IssueKind::InvalidAddress,
            Self::NamedAddress => IssueKind::NamedAddress,
            Self::LikelyDomain => IssueKind::LikelyDomain,
            Self::TooLong { .. } => IssueKind::TooLong,
            Self::ForbiddenCharacter => IssueKind::ForbiddenCharacter,
            Self::Link => IssueKind::Link,
            Self::FormulaError => IssueKind::FormulaError,
            Self::Duplicate { .. } => IssueKind::Duplicate,
        }
    }
}

impl IssueKind {
    /// Every kind.
    pub const ALL: [Self; 13] = [
        Self::Missing,
        Self::UnknownContract,
        Self::UnknownSubAccount,
        Self::UnknownSite,
        Self::UnknownProfile,
        Self::InvalidAddress,
        Self::NamedAddress,
        Self::LikelyDomain,
        Self::TooLong,
        Self::ForbiddenCharacter,
        Self::Link,
        Self::FormulaError,
        Self::Duplicate,
    ];

    /// Whether a row that has it can be imported all the same.
    pub const fn is_warning(self) -> bool {
        matches!(self, Self::LikelyDomain)
    }
}

impl Issue {
    /// Whether the row can be imported all the same.
    pub const fn is_warning(&self) -> bool {
        self.code.kind().is_warning()
    }
}

/// An issue as JSON has it: one object, with the parameters that its code has.
#[derive(Serialize, Deserialize)]
struct FlatIssue {
    field: Field,
    code: IssueKind,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    contract: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    reason: Option<AddressError>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    max: Option<u16>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    line: Option<u32>,
    suggestion: Option<String>,
}

impl From<Issue> for FlatIssue {
    fn from(Issue { field, code, suggestion }: Issue) -> Self {
        let kind = code.kind();
        let mut flat =
            Self { field, code: kind, contract: None, reason: None, max: None, line: None, suggestion };
        match code {
            IssueCode::UnknownSubAccount { contract } => flat.contract = Some(contract),
            IssueCode::InvalidAddress { reason } => flat.reason = Some(reason),
            IssueCode::TooLong { max } => flat.max = Some(max),
            IssueCode::Duplicate { line } => flat.line = Some(line),
            _ => {}
        }
        flat
    }
}

impl TryFrom<FlatIssue> for Issue {
    type Error = &'static str;

    fn try_from(flat: FlatIssue) -> Result<Self, Self::Error> {
        const LACKING: &str = "a parameter of the issue is missing";
        let code = match flat.code {
            IssueKind::Missing => IssueCode::Missing,
            IssueKind::UnknownContract => IssueCode::UnknownContract,
            IssueKind::UnknownSubAccount => {
                IssueCode::UnknownSubAccount { contract: flat.contract.ok_or(LACKING)? }
            }
            IssueKind::UnknownSite => IssueCode::UnknownSite,
            IssueKind::UnknownProfile => IssueCode::UnknownProfile,
            IssueKind::InvalidAddress => IssueCode::InvalidAddress { reason: flat.reason.ok_or(LACKING)? },
            IssueKind::NamedAddress => IssueCode::NamedAddress,
            IssueKind::LikelyDomain => IssueCode::LikelyDomain,
            IssueKind::TooLong => IssueCode::TooLong { max: flat.max.ok_or(LACKING)? },
            IssueKind::ForbiddenCharacter => IssueCode::ForbiddenCharacter,
            IssueKind::Link => IssueCode::Link,
            IssueKind::FormulaError => IssueCode::FormulaError,
            IssueKind::Duplicate => IssueCode::Duplicate { line: flat.line.ok_or(LACKING)? },
        };
        Ok(Self { field: flat.field, code, suggestion: flat.suggestion })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_issue_is_one_flat_object_of_json() {
        let issue = Issue {
            field: Field::LastName,
            code: IssueCode::TooLong { max: 80 },
            suggestion: Some("Du".to_owned()),
        };
        let json = serde_json::to_string(&issue).unwrap();
        assert_eq!(json, r#"{"field":"last_name","code":"too_long","max":80,"suggestion":"Du"}"#);
        assert_eq!(serde_json::from_str::<Issue>(&json).unwrap(), issue);
        assert!(serde_json::from_str::<Issue>(&json.replace("max", "min")).is_err());
    }
}

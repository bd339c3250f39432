use super::Field;
use crate::address::AddressError;
use crate::end_date::EndDateError;
use crate::rights::Application;
use serde::{Deserialize, Serialize};
use strum::{EnumDiscriminants, VariantArray};

/// Something to say about one cell of a row: a code with parameters, put into words in the reader's language.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Issue {
    /// The cell it concerns.
    pub field: Field,
    /// What is wrong with it.
    pub code: IssueCode,
    /// What the whole cell was probably meant to be; `None` also where that has not been worked out.
    pub suggestion: Option<String>,
}

/// What is wrong with a cell.
///
/// In JSON `"missing"`, or with parameters `{"too_long":{"max":80}}`: serde reads a tag outside as it comes, where
/// one inside makes it keep the whole object first, at a quarter of the worker's size.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, EnumDiscriminants)]
#[serde(rename_all = "snake_case")]
#[strum_discriminants(
    name(IssueKind),
    doc = "An [`IssueCode`] without its parameters: what rows are counted and filtered by.",
    derive(PartialOrd, Ord, Hash, Serialize, Deserialize, VariantArray),
    serde(rename_all = "snake_case")
)]
pub enum IssueCode {
    /// The row is none: the headings again, a total, a signature, a remark. Nothing else is said about it.
    NoRow,
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
    /// A valid address that few mail servers take, or none outside a house. A warning: the row can be imported.
    UnusualAddress {
        /// What is unusual about it.
        doubt: AddressDoubt,
    },
    /// Several addresses, numbers or names where one belongs: each needs a row of its own.
    SeveralValues {
        /// What the cell of each of these rows would hold.
        values: Vec<String>,
    },
    /// A number that a spreadsheet program rounded, or a number or name of which it made a day.
    Recomputed {
        /// What it can have been.
        candidates: Vec<String>,
    },
    /// The marks by which a spreadsheet program keeps a text a text: `="Morel"`, `'Morel`.
    SpreadsheetMark,
    /// Letters that were lost or changed on the way into the file: `LefÃ¨vre`, `Zo&eacute;`, `Lef?vre`.
    BrokenText,
    /// Longer than allowed.
    TooLong {
        /// The longest allowed, in characters.
        max: u16,
    },
    /// An invisible or otherwise forbidden character.
    ForbiddenCharacter,
    /// A link where a name should be.
    Link,
    /// A right for something that is no application.
    UnknownApplication {
        /// The right as it stands there, such as `bureau=gestion`.
        right: String,
    },
    /// A right at something that is no level.
    UnknownLevel {
        /// The right as it stands there, such as `suivi=tout`.
        right: String,
    },
    /// A right for an application that the row's contract has not.
    ApplicationNotInContract {
        /// The application.
        application: Application,
        /// The contract of the row.
        contract: String,
    },
    /// Not a date.
    InvalidEnd {
        /// Why not.
        reason: EndDateError,
    },
    /// A date that is over.
    PastEnd,
    /// A place whose people whoever imports does not administer.
    OutOfReach,
    /// More than whoever imports may do at the place.
    BeyondOwn,
    /// The access of whoever imports, which is not theirs to change.
    OwnAccess,
    /// An error that a spreadsheet program shows in place of a value, such as `#N/A`.
    FormulaError,
    /// A name other than the person has: it is the person's from the import on. A warning: that may be what is wanted.
    OtherName {
        /// The name that they have, last name first; may be empty.
        name: String,
    },
    /// A name other than an earlier row gives the same person, and it is that one's that counts. A warning.
    OverruledName {
        /// The line of that row.
        line: u32,
    },
    /// The address of somebody who is suspended. A warning: what they get serves them once they are let in again.
    Suspended,
    /// No sub-account, where the person has accesses at several, and the row would change one of them.
    WhichSubAccount {
        /// At how many.
        count: u32,
    },
    /// The address of somebody of quite another name: the customer's person, or the first row with it.
    OtherPerson {
        /// Whose it is.
        name: String,
    },
    /// The same address at the same contract, sub-account and site as an earlier row.
    Duplicate {
        /// The line of the file where the first of them stands.
        line: u32,
    },
}

/// What is unusual about an address that is one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AddressDoubt {
    /// Letters beyond ASCII before the `@`, which many mail servers refuse.
    Accents,
    /// Letters of several scripts that look alike.
    MixedScripts,
    /// A domain that exists in a house's own network alone, or nowhere: `.local`, `.invalid`.
    PrivateDomain,
}

impl IssueCode {
    /// The code without its parameters.
    pub fn kind(&self) -> IssueKind {
        self.into()
    }
}

impl IssueKind {
    /// Every kind.
    pub const ALL: &[Self] = Self::VARIANTS;

    /// What can be wrong in every column.
    pub const EVERYWHERE: &[Self] = &[Self::FormulaError, Self::SpreadsheetMark];

    /// Those that only the server finds, since it knows who is there.
    pub const OF_SERVER: &[Self] =
        &[Self::OtherPerson, Self::OtherName, Self::OverruledName, Self::Suspended, Self::WhichSubAccount];

    /// Whether it is mended by leaving its row out.
    pub const fn leaves_out(self) -> bool {
        matches!(self, Self::NoRow | Self::Duplicate)
    }

    /// Whether it is mended by making several rows of one.
    pub const fn splits(self) -> bool {
        matches!(self, Self::SeveralValues)
    }

    /// Whether a row that has it can be imported all the same.
    pub const fn is_warning(self) -> bool {
        matches!(
            self,
            Self::LikelyDomain
                | Self::UnusualAddress
                | Self::OtherName
                | Self::OverruledName
                | Self::Suspended
        )
    }
}

impl Issue {
    /// An issue whose suggestion has not been worked out.
    pub const fn new(field: Field, code: IssueCode) -> Self {
        Self { field, code, suggestion: None }
    }

    /// The code without its parameters.
    pub fn kind(&self) -> IssueKind {
        self.code.kind()
    }

    /// Whether the row can be imported all the same.
    pub fn is_warning(&self) -> bool {
        self.kind().is_warning()
    }
}

//! Signing in, and what one may do then, as the browser sees it.

use crate::ids::CustomerId;
use crate::locale::Locale;
use crate::names::PersonName;
use crate::rights::{Application, Rights};
use crate::telephone::Telephone;
use crate::time::LocalTime;
use serde::{Deserialize, Serialize};

/// What somebody who signs in must do before anything else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Due {
    /// Came in with what was mailed: chooses a password of their own.
    Password,
    /// Came in with the password alone: gives the second factor that they have.
    Factor,
    /// Needs a second factor, and has none: adds one.
    Enrolment,
}

impl Due {
    /// Its code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Password => "password",
            Self::Factor => "factor",
            Self::Enrolment => "enrolment",
        }
    }

    /// What a code says.
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Password, Self::Factor, Self::Enrolment].into_iter().find(|due| due.code() == code)
    }
}

/// Where somebody's second factor stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SecondFactor {
    /// There is none; this one can be added.
    None(FactorOffer),
    /// There is one.
    Added {
        /// When it was added.
        since: LocalTime,
        /// How many recovery codes are left.
        codes_left: u64,
    },
}

/// What somebody can give after the password.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskedFactors {
    /// A code of their application, or a recovery code.
    pub code: bool,
    /// A passkey.
    pub passkey: bool,
}

/// A second factor that can be added: what the person's application is given.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FactorOffer {
    /// The key, in groups of four letters, for who types it.
    pub key: String,
    /// The same as an address (`otpauth:`), which opens the application on a telephone.
    pub url: String,
    /// That address as a picture, for the telephone's camera.
    pub picture: QrPicture,
}

impl std::fmt::Debug for FactorOffer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("FactorOffer(…)")
    }
}

/// A QR code as a path of SVG.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QrPicture {
    /// Its width and height, in modules, with the four that must be left white around it.
    pub size: u32,
    /// The dark modules.
    pub path: String,
}

/// What a mailed link is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkKind {
    /// Choosing one's first password.
    Activation,
    /// Choosing another password, the old one being forgotten.
    Reset,
}

/// One of a person's sessions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenSession {
    /// Names it among the person's own; nobody can sign in with it.
    pub key: String,
    /// What the browser called itself.
    pub user_agent: String,
    /// When the person signed in.
    pub since: LocalTime,
    /// When it was last used, to the minute.
    pub last_seen: LocalTime,
    /// Whether it is the one that is asking.
    pub current: bool,
}

/// What is known of oneself, but for what one signs in with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MyInformation {
    /// "" when unknown.
    pub last_name: String,
    /// "" when unknown.
    pub first_name: String,
    /// "" when none was given.
    pub telephone: String,
    /// The language of the mails.
    pub language: Locale,
}

/// The same, as somebody wants it to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewInformation {
    /// `None`: none.
    pub last_name: Option<PersonName>,
    /// `None`: none.
    pub first_name: Option<PersonName>,
    /// `None`: none.
    pub telephone: Option<Telephone>,
    /// The language of the mails.
    pub language: Locale,
}

/// A change of one's own address that is not confirmed yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PendingAddress {
    /// The address that was asked for.
    pub email: String,
    /// When.
    pub asked_at: LocalTime,
    /// Until when it can be confirmed.
    pub until: LocalTime,
    /// Whether the present mailbox has confirmed.
    pub confirmed_by_old: bool,
    /// Whether the new one has.
    pub confirmed_by_new: bool,
}

/// One of the two mailboxes that confirm a change of address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Mailbox {
    /// That of the address that the person has.
    Old,
    /// That of the address that they asked for.
    New,
}

/// What a mailed link about a change of address leads to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AddressLink {
    /// It waits for this mailbox, for the other, or for both.
    Open(AddressOffer),
    /// Both have confirmed: the person has the new address.
    Done,
    /// The present mailbox has refused.
    Refused,
    /// The person has thought better of it, or may not any more.
    Cancelled,
    /// The person has asked for another address since.
    Replaced,
    /// It was not confirmed in time.
    Expired,
    /// The address has become somebody else's meanwhile.
    Taken,
    /// No such link was ever mailed, or too long ago.
    Unknown,
}

/// A change of address, as it is shown to whoever holds a link.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AddressOffer {
    /// Whose link it is.
    pub mailbox: Mailbox,
    /// What the person who asks is called, or "".
    pub name: String,
    /// The address that they have; `None` for the new mailbox, which may be a stranger's by mistake.
    pub old: Option<String>,
    /// The address that they asked for.
    pub new: String,
    /// When.
    pub asked_at: LocalTime,
    /// Until when it can be confirmed.
    pub until: LocalTime,
    /// Whether this mailbox has confirmed, and waits for the other.
    pub is_confirmed: bool,
}

/// What a person may do with one customer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomerAccess {
    /// The customer's name.
    pub customer: String,
    /// Whether the person may do anything there, and if not, why.
    pub state: AccessState,
    /// The customer whose invitation the person can accept now: its mail has arrived.
    pub accepts: Option<CustomerId>,
    /// Where the person may do what; none unless the access is open.
    pub places: Vec<PlaceAccess>,
    /// The customer's administrators.
    pub contacts: Vec<Contact>,
}

/// How somebody stands with a customer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AccessState {
    /// Administers the customer, and may do everything there.
    Administrator,
    /// May do what the places say.
    Open,
    /// Has no access of their own, and sees contracts as an advanced user.
    Advanced,
    /// Was invited, and accepts with the next sign-in.
    Invited,
    /// The invitation has run out.
    Expired,
    /// May do nothing until an administrator says otherwise.
    Suspended,
}

/// What a person may do at one place of a customer: a contract, or a part of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlaceAccess {
    /// The contract.
    pub contract: Account,
    /// `None`: all of the contract.
    pub sub_account: Option<Account>,
    /// The site's name; `None`: wherever the contract is used.
    pub site: Option<String>,
    /// What is left once the profile, personal rights and the contract's applications are put together.
    pub rights: Rights,
    /// The last day; `None`: no end is set.
    pub until: Option<LocalTime>,
    /// The last day of personal levels that end by themselves: afterwards the profile's hold again.
    pub changes: Vec<(Application, LocalTime)>,
}

/// A contract or a sub-account, as people read it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// N° compte, or n° sous-compte.
    pub number: String,
    /// What the customer calls it, or else the carrier.
    pub name: String,
}

/// Whom to ask.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// First and last name; empty where none is known.
    pub name: String,
    /// The address.
    pub email: String,
}

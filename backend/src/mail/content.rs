use super::queue::{CredentialChange, Ending};
use domain::access::LinkKind;
use domain::address::EmailAddress;
use domain::administrators::Role;
use domain::credentials::TemporaryPassword;
use domain::end_date::EndDate;
use domain::ids::MailJobId;
use domain::locale::Locale;
use domain::time::{LocalTime, Timestamp};

/// What a mail says, before any language or markup.
#[derive(Clone, Debug)]
pub(super) struct MailContent {
    /// The mail's job, of which its name is made.
    pub(super) job: MailJobId,
    /// Raised each time that it is sent anew.
    pub(super) generation: i64,
    /// When it was written: the same at every attempt.
    pub(super) dated: Timestamp,
    pub(super) recipient: EmailAddress,
    /// First and last name, or "".
    pub(super) name: String,
    pub(super) locale: Locale,
    pub(super) identifier: String,
    /// The customer it is about; `None` for a mail to the person as such.
    pub(super) customer: Option<String>,
    /// Whether it is about an advanced user's access.
    pub(super) is_advanced: bool,
    /// What it takes to sign in, besides the identifier.
    pub(super) credential: Credential,
    /// What it tells, instead of what it takes to sign in.
    pub(super) notice: Option<Notice>,
}

/// What a mail tells.
#[derive(Clone, Debug)]
pub(super) enum Notice {
    /// Something of the person's own ends this evening.
    OwnEnding(Ending),
    /// Something ends of the people whom the person administers.
    EndingsOfPeople(Ending),
    /// The person is asked to administer.
    HandOver(HandOver),
    /// The person administers from now on.
    Administrator,
    /// The person no longer administers, and keeps so many assignments.
    FormerAdministrator { kept: i64 },
    /// Others administer from now on, or no longer.
    Administrators,
    /// The person wants another address than this one.
    AddressAsked {
        asked: AddressAsked,
        /// Where the change is refused.
        refusal: Link,
    },
    /// Somebody wants this address for their own.
    AddressProof(AddressAsked),
    /// The same, of an address that is another person's: nothing comes of it.
    AddressTaken,
    /// The person has this address from now on.
    AddressChanged,
    /// The person has this one no longer.
    AddressFormer {
        /// The one that they have.
        new: String,
    },
    /// The person signs in otherwise from now on.
    Credential {
        change: CredentialChange,
        /// When it changed.
        at: LocalTime,
    },
    /// The person, who is an advanced user, is asked to see another customer's contracts, too.
    AdvancedAsked(Association),
    /// The person is no longer an advanced user of the customer's.
    AdvancedEnded,
    /// An advanced user has left the customer whom the person administers.
    AdvancedLeft,
}

/// An association that is proposed.
#[derive(Clone, Debug)]
pub(super) struct Association {
    /// The last day on which it can be accepted.
    pub(super) last_day: EndDate,
    /// Where.
    pub(super) link: Link,
}

/// A change of address that waits to be confirmed.
#[derive(Clone, Debug)]
pub(super) struct AddressAsked {
    /// First and last name of who asks, or "".
    pub(super) by: String,
    /// The address that they asked for.
    pub(super) new: String,
    pub(super) at: LocalTime,
    pub(super) until: LocalTime,
    /// Where it is confirmed.
    pub(super) link: Link,
}

/// A request to administer.
#[derive(Clone, Debug)]
pub(super) struct HandOver {
    pub(super) role: Role,
    /// First and last name of who asks, or "".
    pub(super) from: String,
    /// The last day on which it can be accepted.
    pub(super) last_day: EndDate,
    /// Where.
    pub(super) link: Link,
}

/// What it takes to sign in.
#[derive(Clone, Debug)]
pub(super) enum Credential {
    /// The person has chosen a password: nothing is mailed.
    OwnPassword,
    /// A password for once.
    Password(TemporaryPassword),
    /// A link for once.
    Link(LinkKind, Link),
}

/// The address of a link for once.
#[derive(Clone)]
pub(super) struct Link(pub(super) String);

impl std::fmt::Debug for Link {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Link(…)")
    }
}

//! The journal as people read it: who did what to whom, when, and from where.

use crate::administrators::Named;
use crate::end_date::EndDate;
use crate::ids::{BulkId, ImportId};
use crate::time::LocalTime;
use crate::users::{BulkAction, Count};
use serde::{Deserialize, Serialize};

macro_rules! actions {
    ($($(#[$doc:meta])* $name:ident = $code:literal,)+) => {
        /// What can be done that the journal keeps.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Action {
            $($(#[$doc])* $name,)+
        }

        impl Action {
            /// All of them, in the order in which they are offered.
            pub const ALL: &[Self] = &[$(Self::$name,)+];

            /// What the journal keeps: `thing.verb`.
            pub const fn code(self) -> &'static str {
                match self {
                    $(Self::$name => $code,)+
                }
            }

            /// The action of a code.
            pub fn from_code(code: &str) -> Option<Self> {
                match code {
                    $($code => Some(Self::$name),)+
                    _ => None,
                }
            }
        }
    };
}

actions! {
    /// A person came to the customer.
    UserCreated = "user.created",
    /// A person who was there already got another assignment.
    UserAssigned = "user.assigned",
    /// A person's name, place, rights or end changed.
    UserEdited = "user.edited",
    /// A person accepted the invitation.
    UserActivated = "user.activated",
    /// A person came in to the customer.
    UserSignedIn = "user.signed_in",
    /// A person's password became another, which they chose.
    UserPasswordChanged = "user.password_changed",
    /// A person added a second factor.
    UserFactorAdded = "user.factor_added",
    /// A person took it away.
    UserFactorRemoved = "user.factor_removed",
    /// A person came in, or confirmed something, by a recovery code.
    UserRecoveryCodeUsed = "user.recovery_code_used",
    /// A person has new recovery codes.
    UserRecoveryCodesRenewed = "user.recovery_codes_renewed",
    /// A person added a passkey.
    UserPasskeyAdded = "user.passkey_added",
    /// A person took one away.
    UserPasskeyRemoved = "user.passkey_removed",
    /// A person may not use the portal for now.
    UserSuspended = "user.suspended",
    /// A person may again.
    UserReactivated = "user.reactivated",
    /// The mail about the access left once more.
    UserMailedAgain = "user.mailed_again",
    /// A person's address was put right before they had signed in.
    UserAddressChanged = "user.address_changed",
    /// A person changed their own address, and both mailboxes confirmed.
    UserOwnAddressChanged = "user.own_address_changed",
    /// A person changed what they are called.
    UserOwnNameChanged = "user.own_name_changed",
    /// A link to choose another password was mailed to a person.
    UserResetMailed = "user.reset_mailed",
    /// A person's session was ended by another.
    UserSessionEnded = "user.session_ended",
    /// The carrier took away the second factor of a person who had lost it.
    UserFactorReset = "user.factor_reset",
    /// Mails that had failed left once more, all at once.
    MailsQueuedAgain = "mails.queued_again",
    /// Assignments were removed.
    UsersRemoved = "users.removed",
    /// They were put back.
    UsersRestored = "users.restored",
    /// The list of users left as a file, whole or in part.
    UsersExported = "users.exported",
    /// Something was done to many at once.
    UsersChanged = "users.bulk",
    /// It was undone.
    UsersChangeUndone = "users.bulk_undone",
    /// Assignments came to their end.
    AssignmentsEnded = "assignments.ended",
    /// Personal rights came to their end.
    RightsEnded = "rights.ended",
    /// Somebody was asked to take the administration over, or to share it.
    HandOverAsked = "hand_over.asked",
    /// They accepted.
    HandOverAccepted = "hand_over.accepted",
    /// The request was mailed once more.
    HandOverMailedAgain = "hand_over.mailed_again",
    /// The request was taken back.
    HandOverCancelled = "hand_over.cancelled",
    /// The carrier gave the administration to somebody else.
    AdministratorReplaced = "administrator.replaced",
    /// An administrator was relieved by another.
    AdministratorWithdrawn = "administrator.withdrawn",
    /// An administrator who was suspended or removed is none any more.
    AdministratorEnded = "administrator.ended",
    /// An advanced user was added.
    AdvancedUserAdded = "advanced_user.added",
    /// An advanced user came in for the first time.
    AdvancedUserActivated = "advanced_user.activated",
    /// An advanced user's name or contracts changed.
    AdvancedUserEdited = "advanced_user.edited",
    /// An advanced user sees nothing for now.
    AdvancedUserSuspended = "advanced_user.suspended",
    /// An advanced user does again.
    AdvancedUserReactivated = "advanced_user.reactivated",
    /// The mail to an advanced user left once more.
    AdvancedUserMailedAgain = "advanced_user.mailed_again",
    /// An advanced user was removed.
    AdvancedUserRemoved = "advanced_user.removed",
    /// The list of advanced users left as a file.
    AdvancedUsersExported = "advanced_users.exported",
    /// An association was proposed to an address.
    AdvancedProposalAsked = "advanced_proposal.asked",
    /// It was taken back.
    AdvancedProposalWithdrawn = "advanced_proposal.withdrawn",
    /// An advanced user has accepted an association.
    AdvancedUserAssociated = "advanced_user.associated",
    /// An advanced user has ended it.
    AdvancedUserLeft = "advanced_user.left",
    /// A file was imported.
    ImportCommitted = "import.committed",
    /// An import was undone.
    ImportUndone = "import.undone",
    /// The rows in error of an import left as a file.
    ImportRefusedExported = "import.refused_exported",
    /// A site was created.
    SiteCreated = "site.created",
    /// A site got another name.
    SiteRenamed = "site.renamed",
    /// The people of a site went to another.
    SiteMerged = "site.merged",
    /// The last of them arrived.
    SiteMergeEnded = "site.merge_ended",
    /// A site was put away.
    SiteArchived = "site.archived",
    /// It was taken back.
    SiteRestored = "site.restored",
    /// A site was removed.
    SiteRemoved = "site.removed",
    /// Sites came from a file.
    SitesImported = "sites.imported",
    /// The list of sites left as a file.
    SitesExported = "sites.exported",
    /// A profile was created.
    ProfileCreated = "profile.created",
    /// A profile's name or rights changed.
    ProfileEdited = "profile.edited",
    /// A profile was deleted.
    ProfileDeleted = "profile.deleted",
    /// A change of a profile was undone.
    ProfileChangeUndone = "profile.change_undone",
    /// Another profile is proposed at first.
    ProfileDefaultChosen = "profile.default_chosen",
    /// The carrier opened a contract.
    ContractCreated = "contract.created",
    /// The carrier closed a contract.
    ContractClosed = "contract.closed",
    /// The carrier opened it again.
    ContractReopened = "contract.reopened",
    /// The customer gave a contract, or a part of one, a name of its own.
    ContractLabelled = "contract.labelled",
    /// The carrier said what a contract offers.
    ContractApplicationsSet = "contract.applications_set",
    /// The carrier opened a sub-account.
    SubAccountCreated = "sub_account.created",
    /// The carrier closed one.
    SubAccountClosed = "sub_account.closed",
    /// The carrier opened it again.
    SubAccountReopened = "sub_account.reopened",
    /// Contracts, sub-accounts, sites and profiles came from a file.
    ReferenceImported = "reference.imported",
    /// The carrier published a document for a contract.
    TariffPublished = "tariff.published",
    /// The carrier took a document back.
    TariffWithdrawn = "tariff.withdrawn",
    /// Administrators and advanced users need a second factor.
    FactorRequired = "customer.factor_required",
    /// They may do without.
    FactorOptional = "customer.factor_optional",
    /// The customer came into being.
    CustomerCreated = "customer.created",
    /// The carrier closed the customer: nobody comes in to it any more.
    CustomerClosed = "customer.closed",
    /// The carrier opened it again.
    CustomerReopened = "customer.reopened",
    /// The journal left as a file, whole or in part.
    JournalExported = "journal.exported",
    /// Somebody of the carrier's staff looked at the customer's people, and said why.
    CustomerLookedAt = "customer.looked_at",
}

/// What the journal is narrowed to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct JournalFilter {
    /// What this person did, and what was done to them: an address as somebody typed it.
    pub person: Option<String>,
    /// This action alone.
    pub action: Option<Action>,
    /// From this day on.
    pub from: Option<EndDate>,
    /// To the end of this day.
    pub to: Option<EndDate>,
}

/// Which page of the journal, the latest entries first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct JournalRequest {
    /// What it is narrowed to.
    #[serde(default)]
    pub filter: JournalFilter,
    /// Where the page begins, as another page gave it.
    pub cursor: Option<String>,
}

/// A page of the journal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JournalPage {
    /// The latest first.
    pub rows: Vec<JournalRow>,
    /// How many entries there are in all.
    pub count: Count,
    /// When nobody of the customer's has the address that was asked for: the first of those in whose name or address it is found.
    pub meant: Option<Vec<Named>>,
    /// The cursor of the page before, and whether there is one.
    pub previous: Option<String>,
    /// The cursor of the page after.
    pub next: Option<String>,
}

/// Something that was done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JournalRow {
    /// When.
    pub at: LocalTime,
    /// Who did it.
    pub by: JournalActor,
    /// What; `None` for what this Guichet does not know.
    pub action: Option<Action>,
    /// To whom, or to what.
    pub subject: JournalSubject,
    /// The network address it came from; `None` where nobody was signed in.
    pub network: Option<String>,
}

/// Who did something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum JournalActor {
    /// Somebody of the customer's.
    Person(JournalPerson),
    /// Somebody who is the customer's no more.
    Gone,
    /// The portal itself: its time had come.
    Portal,
    /// The carrier's staff, on the server.
    Operator,
}

/// A person of the customer's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JournalPerson {
    /// The address, as the customer has it.
    pub email: String,
    /// First and last name, or "".
    pub name: String,
}

/// What something was done to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum JournalSubject {
    /// People of the customer's: the first of them, and how many there are, with those who have left.
    People(Vec<JournalPerson>, u64),
    /// An address that became another.
    Address {
        /// The one before, as the customer had written it.
        from: String,
        /// The one after.
        to: String,
    },
    /// A site, a profile, a contract, by its name; or the reason that was given.
    Named(String),
    /// An import, with the name of its file.
    Import(ImportId, String),
    /// A change of many, which has their rows: what was done, and what the profile or the site of it is called.
    Bulk(BulkId, BulkAction, Option<String>),
    /// What is no more, or was never more than its action says.
    Nothing,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_action_is_found_by_its_code() {
        for action in Action::ALL {
            assert_eq!(Action::from_code(action.code()), Some(*action));
        }
        assert_eq!(Action::from_code("user.forgotten"), None);
    }
}

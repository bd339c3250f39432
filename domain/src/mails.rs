//! The mails about accesses, as an administrator follows them.

use crate::administrators::Named;
use crate::ids::{AssignmentId, MailJobId};
use crate::time::LocalTime;
use crate::users::Count;
use serde::{Deserialize, Serialize};

/// Where a mail is on its way out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MailStatus {
    /// Waits for its turn, or is being sent.
    Waiting,
    /// A mail server has accepted it.
    Sent,
    /// Refused, or given up after too many attempts.
    Failed,
    /// Not to be sent any more.
    Withdrawn,
}

impl MailStatus {
    /// All of them, in the order in which they are offered: what awaits somebody first.
    pub const ALL: [Self; 4] = [Self::Failed, Self::Waiting, Self::Sent, Self::Withdrawn];
}

/// What a mail is about. Who has an account through another customer already looks like anybody here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MailSubject {
    /// Somebody got an access.
    Access,
    /// Something of somebody's ends.
    Ending,
    /// Accesses of an administrator's people end.
    Endings,
    /// Who administers the customer.
    Administration,
}

/// What the mails are narrowed to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailFilter {
    /// Those in this state alone.
    pub status: Option<MailStatus>,
    /// Those to this person alone: an address as somebody typed it.
    pub person: Option<String>,
}

/// Which page of the mails, those asked for last first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailRequest {
    /// What they are narrowed to.
    #[serde(default)]
    pub filter: MailFilter,
    /// Where the page begins, as another page gave it.
    pub cursor: Option<String>,
}

/// A page of the mails.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailPage {
    /// Those asked for last first.
    pub rows: Vec<MailRow>,
    /// How many there are in each state, in the order of [`MailStatus::ALL`], to whomever they go.
    pub counts: [Count; 4],
    /// When nobody of the customer's has the address that was asked for: the first of those in whose name or address it is found.
    pub meant: Option<Vec<Named>>,
    /// The cursor of the page before, and whether there is one.
    pub previous: Option<String>,
    /// The cursor of the page after.
    pub next: Option<String>,
}

/// A mail.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailRow {
    /// Names it among those of a page.
    pub id: MailJobId,
    /// To whom, as the customer has the address; `None` for somebody who has left.
    pub recipient: Option<MailRecipient>,
    /// What it is about.
    pub subject: MailSubject,
    /// When it was asked for, the last time.
    pub asked_at: LocalTime,
    /// What became of it.
    pub state: MailState,
    /// Whether it can be sent once more.
    pub can_be_resent: bool,
}

/// Whom a mail goes to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailRecipient {
    /// The address, as the customer has it.
    pub email: String,
    /// First and last name, or "".
    pub name: String,
    /// One of the person's assignments, where they have any: the page on which their address is put right.
    pub assignment: Option<AssignmentId>,
}

/// What became of a mail.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MailState {
    /// Waits for its first attempt.
    Queued,
    /// An attempt failed for now; there is another.
    Deferred {
        /// When it is tried again.
        next: LocalTime,
        /// The mail server's words.
        words: String,
    },
    /// A mail server has accepted it.
    Sent {
        /// When.
        at: LocalTime,
    },
    /// It will not be tried again.
    Failed {
        /// What the mail server's words come to.
        cause: FailureCause,
        /// The words themselves.
        words: String,
    },
    /// Not to be sent any more.
    Withdrawn(WithdrawalCause),
}

/// Why a mail was not accepted, as far as the mail server's answer tells (RFC 3463).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FailureCause {
    /// Nobody has the address there.
    UnknownAddress,
    /// Nobody receives mail for the domain.
    UnknownDomain,
    /// The mailbox is full.
    MailboxFull,
    /// The mailbox takes no mail.
    MailboxClosed,
    /// The mail server does not want this mail.
    Policy,
    /// Something else, which the words say.
    Other,
}

impl FailureCause {
    /// What a mail server's words come to: the first enhanced status code in them decides, where there is one.
    pub fn of(words: &str) -> Self {
        let is_between = |c: char| c.is_whitespace() || matches!(c, '#' | ':' | '(' | ')' | '<' | '>');
        match words.split(is_between).find_map(enhanced) {
            Some((1, 1 | 3 | 6)) => Self::UnknownAddress,
            Some((1, 2 | 10) | (4, 3 | 4)) => Self::UnknownDomain,
            Some((2, 2)) => Self::MailboxFull,
            Some((2, 1)) => Self::MailboxClosed,
            Some((7, _)) => Self::Policy,
            _ => Self::Other,
        }
    }
}

/// The subject and the detail of a code such as `5.1.1`.
fn enhanced(word: &str) -> Option<(u16, u16)> {
    let mut parts = word.split('.').map(|part| part.parse::<u16>().ok());
    let (class, subject, detail) = (parts.next()??, parts.next()??, parts.next()??);
    ([4, 5].contains(&class) && parts.next().is_none()).then_some((subject, detail))
}

/// Why a mail is not to be sent any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WithdrawalCause {
    /// The person has another address since.
    AddressChanged,
    /// The person has left.
    Gone,
    /// The person is suspended.
    Suspended,
    /// Something else.
    Other,
}

/// What sending the mails of a filter once more does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Resent {
    /// So many leave once more.
    pub queued: u64,
    /// So many stay: their people are suspended or have left, or a newer mail has taken their place.
    pub left: u64,
    /// Whether there are more, for another time.
    pub more: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mail_server_s_answer_tells_why() {
        for (words, cause) in [
            ("550 5.1.1 no such user", FailureCause::UnknownAddress),
            ("permanent error (550): 5.1.1 <x@potters.example>: rejected", FailureCause::UnknownAddress),
            ("556 5.1.10 null MX", FailureCause::UnknownDomain),
            ("550 #5.2.2 over quota", FailureCause::MailboxFull),
            ("450 4.2.1: disabled", FailureCause::MailboxClosed),
            ("554 5.7.1 spam from 192.0.2.1", FailureCause::Policy),
            ("connection refused by 10.5.1.1", FailureCause::Other),
            ("550 no", FailureCause::Other),
            ("", FailureCause::Other),
        ] {
            assert_eq!(FailureCause::of(words), cause, "{words}");
        }
    }
}

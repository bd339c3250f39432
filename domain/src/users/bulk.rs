//! Many assignments changed at once: what is done, whom it touches, and whom it leaves and why.

use crate::end_date::EndDate;
use crate::ids::{BulkId, ProfileId, SiteId};
use crate::time::LocalTime;
use serde::{Deserialize, Serialize};

/// What can be done to many at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BulkKind {
    /// Suspendre.
    Suspend,
    /// Réactiver.
    Reactivate,
    /// Changer le profil.
    Profile,
    /// Changer le site.
    Site,
    /// Fixer une date de fin, or take it away.
    End,
    /// Renvoyer le mail de bienvenue.
    Resend,
    /// Supprimer.
    Remove,
}

impl BulkKind {
    /// Every kind, in the order in which they are offered.
    pub const ALL: [Self; 7] =
        [Self::Suspend, Self::Reactivate, Self::Profile, Self::Site, Self::End, Self::Resend, Self::Remove];

    /// The name used in the database and in forms.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Suspend => "suspend",
            Self::Reactivate => "reactivate",
            Self::Profile => "profile",
            Self::Site => "site",
            Self::End => "end",
            Self::Resend => "resend",
            Self::Remove => "remove",
        }
    }

    /// The kind of a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// The action, where the kind says all of it; `None` where something has to be chosen first.
    pub const fn action(self) -> Option<BulkAction> {
        match self {
            Self::Suspend => Some(BulkAction::Suspend),
            Self::Reactivate => Some(BulkAction::Reactivate),
            Self::Resend => Some(BulkAction::Resend),
            Self::Remove => Some(BulkAction::Remove),
            Self::Profile | Self::Site | Self::End => None,
        }
    }

    /// Whether it concerns people rather than each of their assignments.
    pub const fn is_of_people(self) -> bool {
        matches!(self, Self::Suspend | Self::Reactivate | Self::Resend)
    }
}

/// What is done to many at once, and with what.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BulkAction {
    /// The people may not come in.
    Suspend,
    /// The people may come in again.
    Reactivate,
    /// The assignments get this profile.
    Profile(ProfileId),
    /// The assignments go to this site.
    Site(SiteId),
    /// The last day of the assignments; `None`: they have no end.
    End(Option<EndDate>),
    /// The people are mailed what they need to come in once more.
    Resend,
    /// The assignments are removed.
    Remove,
}

impl BulkAction {
    /// Of which kind it is.
    pub const fn kind(self) -> BulkKind {
        match self {
            Self::Suspend => BulkKind::Suspend,
            Self::Reactivate => BulkKind::Reactivate,
            Self::Profile(_) => BulkKind::Profile,
            Self::Site(_) => BulkKind::Site,
            Self::End(_) => BulkKind::End,
            Self::Resend => BulkKind::Resend,
            Self::Remove => BulkKind::Remove,
        }
    }
}

/// How far a change of many has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BulkState {
    /// What was chosen is being looked up.
    Gathering,
    /// It has to be said with what: which profile, site or day.
    Asking,
    /// It is being found out whom it would touch.
    Judging,
    /// Whom it would touch is known, and it can be begun.
    Proposed,
    /// It is being done.
    Running,
    /// It is done, and can be undone.
    Done,
    /// It is being undone.
    Undoing,
    /// It was undone.
    Undone,
}

impl BulkState {
    /// Every state.
    pub const ALL: [Self; 8] = [
        Self::Gathering,
        Self::Asking,
        Self::Judging,
        Self::Proposed,
        Self::Running,
        Self::Done,
        Self::Undoing,
        Self::Undone,
    ];

    /// The name used in the database.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Gathering => "gathering",
            Self::Asking => "asking",
            Self::Judging => "judging",
            Self::Proposed => "proposed",
            Self::Running => "running",
            Self::Done => "done",
            Self::Undoing => "undoing",
            Self::Undone => "undone",
        }
    }

    /// The state of a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }

    /// Whether it goes on by itself.
    pub const fn is_under_way(self) -> bool {
        matches!(self, Self::Gathering | Self::Judging | Self::Running | Self::Undoing)
    }
}

/// Why a row is left as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LeaveReason {
    /// Somebody else changed it since it was chosen, or since it was done.
    Changed,
    /// Somebody else removed it.
    Gone,
    /// It is one's own.
    Own,
    /// The person administers the customer, which is changed one by one.
    Administrator,
    /// Whoever asks does not administer the place, or the one where it would go.
    OutOfReach,
    /// The person has accesses beyond the reach of whoever asks.
    Elsewhere,
    /// It is so already.
    Already,
    /// The person has come in already.
    SignedIn,
    /// The person is suspended.
    Suspended,
    /// The person is there already, by another assignment.
    Occupied,
    /// The profile lets do what whoever asks may not do there.
    BeyondOwn,
    /// What it would get is no longer there, or the day has passed.
    Unavailable,
    /// The mail has left by now.
    Sent,
}

impl LeaveReason {
    /// Every reason, in the order in which they are told.
    pub const ALL: [Self; 13] = [
        Self::Changed,
        Self::Gone,
        Self::Own,
        Self::Administrator,
        Self::OutOfReach,
        Self::Elsewhere,
        Self::Already,
        Self::SignedIn,
        Self::Suspended,
        Self::Occupied,
        Self::BeyondOwn,
        Self::Unavailable,
        Self::Sent,
    ];

    /// The name used in the database.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Changed => "changed",
            Self::Gone => "gone",
            Self::Own => "own",
            Self::Administrator => "administrator",
            Self::OutOfReach => "out_of_reach",
            Self::Elsewhere => "elsewhere",
            Self::Already => "already",
            Self::SignedIn => "signed_in",
            Self::Suspended => "suspended",
            Self::Occupied => "occupied",
            Self::BeyondOwn => "beyond_own",
            Self::Unavailable => "unavailable",
            Self::Sent => "sent",
        }
    }

    /// The reason of a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.code() == code)
    }
}

/// A row of a change, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BulkRow {
    /// What the customer called the person when it was chosen.
    pub email: String,
    /// Where it was then; `None`: at every site of the contract.
    pub site: Option<String>,
    /// Which profile it had then; `None` when that was deleted since.
    pub profile: Option<String>,
    /// Whether it was changed, or why it was left; `None` when it was not come to.
    pub done: Option<Result<(), LeaveReason>>,
    /// The same of the undoing.
    pub undone: Option<Result<(), LeaveReason>>,
}

/// So many rows, of so many people.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Touched {
    /// Assignments.
    pub rows: u64,
    /// People who have one of them.
    pub people: u64,
}

/// Rows that are left, for one reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Left {
    /// Why.
    pub reason: LeaveReason,
    /// How many.
    pub rows: u64,
    /// What the first of their people are called.
    pub people: Vec<String>,
    /// How many people they are of beside these.
    pub others: u64,
}

/// Whom something touches, and whom it leaves.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BulkTally {
    /// Whom it touches.
    pub touched: Touched,
    /// What the first of them are called.
    pub people: Vec<String>,
    /// How many people they are beside these.
    pub others: u64,
    /// Whom it leaves, by reason.
    pub left: Vec<Left>,
}

/// A change of many assignments, as far as it has come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BulkChange {
    /// Its key.
    pub id: BulkId,
    /// What is done.
    pub kind: BulkKind,
    /// What it is done with, once that is known.
    pub action: Option<BulkAction>,
    /// What the profile or the site of it is called.
    pub target: Option<String>,
    /// How far it has come.
    pub state: BulkState,
    /// How many rows were chosen, as far as they are looked up.
    pub rows: u64,
    /// How many of those that were chosen were not there.
    pub missing: u64,
    /// How many rows this stage has gone through.
    pub progress: u64,
    /// Whom it touches; while it is proposed, whom it would.
    pub tally: BulkTally,
    /// Whom the undoing touches.
    pub undoing: BulkTally,
    /// What the customer calls whoever asked for it; `None`: the carrier.
    pub asked_by: Option<String>,
    /// When it was done, or asked for.
    pub at: LocalTime,
    /// Until when it can be undone; `None` when it cannot.
    pub undo_until: Option<LocalTime>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_one_kind_s_state_s_or_reason_s() {
        assert!(BulkKind::ALL.into_iter().all(|kind| BulkKind::from_code(kind.code()) == Some(kind)));
        assert!(BulkState::ALL.into_iter().all(|state| BulkState::from_code(state.code()) == Some(state)));
        assert!(LeaveReason::ALL.into_iter().all(|why| LeaveReason::from_code(why.code()) == Some(why)));
    }

    #[test]
    fn an_action_is_of_the_kind_that_asked_for_it() {
        for kind in BulkKind::ALL {
            assert!(kind.action().is_none_or(|action| action.kind() == kind), "{kind:?}");
        }
    }
}

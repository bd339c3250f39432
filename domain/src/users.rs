//! Users as a customer sees them: where they are assigned, in which state, with which mail.

mod address_entry;
mod assignment_target;
mod bulk;
mod details;
mod display_name;
mod list;
mod mail_refusal;
mod outcome;
mod personal_right;
mod saved_view;

pub use address_entry::{AddressEntry, split_addresses};
pub use assignment_target::{AssignmentTarget, AssignmentTargetError};
pub use bulk::{BulkAction, BulkChange, BulkKind, BulkRow, BulkState, BulkTally, LeaveReason, Left, Touched};
pub use details::{Editable, MayChange, UserDetails};
pub use display_name::{NameParts, split_display_name, split_name};
pub use list::{
    AssignmentRow, Count, Direction, Filter, Grouping, MailState, Page, PageRequest, PersonRow, PersonSort,
    SortKey,
};
pub use mail_refusal::MailRefusal;
pub use outcome::{Outcome, RecentRemoval, Removal, RemovedAssignment, Restoration, SiteNow, StatusChange};
pub use personal_right::{Given, GivenRight, GrantError, Grants, PersonalRight};
pub use saved_view::SavedView;

use serde::{Deserialize, Serialize};

/// Where a user stands with a customer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UserStatus {
    /// Invité: has not signed in yet.
    Invited,
    /// Actif: has signed in since being invited.
    Active,
    /// Suspendu: may not use this customer's portal until reactivated.
    Suspended,
    /// Expiré: what was mailed ran out before it was used.
    Expired,
}

impl UserStatus {
    /// Every status, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::Active, Self::Invited, Self::Suspended, Self::Expired];

    /// Whether somebody has not signed in yet, and so may have been given a wrong address.
    pub const fn is_awaited(self) -> bool {
        matches!(self, Self::Invited | Self::Expired)
    }

    /// The name used in the database and in addresses of pages.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Invited => "invited",
            Self::Active => "active",
            Self::Suspended => "suspended",
            Self::Expired => "expired",
        }
    }

    /// The status of a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.code() == code)
    }
}

//! A customer's advanced users: who sees all of its contracts, or some, beside those of its other customers.
//!
//! They are added by an address, as users are, or associated: an association is proposed to an address, and only an
//! advanced user of another customer who accepts it turns it into more. Before that, a customer is told the same of every
//! address, and the same is done with it.

mod accept;
mod add;
mod associations;
mod edit;
mod expire;
mod export;
mod import;
mod leave;
mod list;
mod offer;
mod propose;
mod refuse;
mod remove;
mod resend;
mod status;
mod stored;
#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;
mod withdraw;

pub use accept::{AcceptError, accept};
pub use add::{AddError, NewAdvancedUser, add};
pub use associations::associations;
pub use edit::{EditError, Edition, contracts, edit, find};
pub use expire::expire;
pub use export::{Words, export, export_xlsx};
pub use import::{ImportError, JudgeError, Judged, import, judge};
pub use leave::{LeaveError, leave};
pub use list::{list, proposals};
pub use offer::look;
pub use propose::{ProposeError, propose};
pub use refuse::{RefuseError, refuse};
pub use remove::{RemoveError, remove};
pub use resend::{ResendError, resend};
pub use status::{StatusError, set_status};
pub use withdraw::{WithdrawError, withdraw};

/// For how long a proposal can be accepted, in seconds.
const VALID: i64 = 14 * 24 * 3600;

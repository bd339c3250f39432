//! Who administers all of a customer: at least one person at any moment.
//!
//! Each change of that takes the customer's lock first and counts then, so that two of them cannot each rely on who the
//! other takes away.

mod accept;
mod ask;
mod cancel;
mod candidates;
mod list;
mod mail_again;
mod notify;
mod replace;
mod resign;
mod stored;
#[cfg(test)]
mod tests;
mod withdraw;

pub use accept::{AcceptError, Accepted, accept, look};
pub use ask::{AskError, ask};
pub use cancel::{CancelError, cancel};
pub use candidates::candidates;
pub use list::list;
pub use mail_again::{MailAgainError, mail_again};
pub(crate) use notify::tell;
pub use replace::{ReplaceError, Replaced, replace};
pub(crate) use resign::resign;
pub(crate) use stored::administers;
pub use withdraw::{WithdrawError, withdraw};

/// For how long a request can be accepted, in seconds.
const VALID: i64 = 7 * 24 * 3600;

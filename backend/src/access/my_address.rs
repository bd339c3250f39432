//! Changing one's own address: asked for with the password, and done once both mailboxes have confirmed.
//!
//! The present mailbox has to agree, so that nobody is robbed of their account at a screen that they left open; and the new
//! one, so that nobody signs in, or is mailed, under an address that is not theirs. Whether another person has the new
//! address already shows nowhere: its mailbox alone is told.

mod ask;
mod cancel;
mod confirm;
mod link;
mod own_address;
mod refuse;
mod stored;
#[cfg(test)]
mod tests;

pub use ask::{AskAddressError, ask_address};
pub use cancel::cancel_address;
pub(super) use cancel::end_address_request;
pub use confirm::{AddressConfirmation, ConfirmAddressError, confirm_address};
pub use link::{look_at_address, pending_address};
pub(super) use own_address::{OwnAddress, customers_of, known_by_former_address};
pub use refuse::{RefuseAddressError, refuse_address};

/// For how long a change can be confirmed, in seconds.
const VALID: i64 = 24 * 3600;

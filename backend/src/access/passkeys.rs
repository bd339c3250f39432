//! Passkeys (W3C Web Authentication): keys that an authenticator of the person keeps, and signs with for this site alone.
//! They take the place of a code after the password, or of the password and the code.
//!
//! Answers are not counted as wrong passwords and codes are: what they are judged by cannot be guessed. So nobody who tries
//! somebody's password keeps them from coming in with a passkey.

mod add;
mod anybody;
mod ask;
mod ceremony;
mod check;
mod enter;
mod list;
mod relying_party;
mod remove;
mod stored;
#[cfg(any(test, feature = "testing"))]
pub(crate) mod testing;
#[cfg(test)]
mod tests;

pub use add::{AddPasskeyError, BeginPasskeyError, PasskeyToAdd, add_passkey, begin_passkey};
pub use ask::{AskPasskeyError, ask_passkey};
pub use check::PasskeyAnswer;
pub(super) use check::{AnswerError, prove};
pub use enter::{EnterError, ask_any_passkey, enter};
pub use list::{passkeys, takes_passkeys};
pub use remove::remove_passkey;
pub(super) use stored::{delete_all, exist, is_own};

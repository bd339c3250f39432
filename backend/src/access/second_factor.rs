//! A second factor: one-time codes of an application on the person's telephone (RFC 6238), and recovery codes for when that
//! is lost; or a passkey (`passkeys`).
//!
//! Of codes the database holds nothing that gives a code: secrets are derived from what it holds with the key of the file
//! that `GUICHET_SECRET_FILE` names, and recovery codes are kept under a hash with that key.

mod add;
mod give;
mod prove;
mod qr;
mod recovery;
mod remove;
mod renew;
mod require;
mod reset;
mod show;
mod stored;
#[cfg(any(test, feature = "testing"))]
pub(crate) mod testing;
#[cfg(test)]
mod tests;
mod totp;

pub use add::{AddFactorError, AddedFactor, add_factor};
pub use give::{GiveFactorError, give_factor};
pub use prove::FactorProof;
pub use recovery::{CodeBatch, recovery_codes};
pub use remove::{ChangeFactorError, remove_factor};
pub(super) use remove::{Changing, begin_change};
pub use renew::renew_codes;
pub use require::{RequireFactorError, require_factor};
pub use reset::{ResetFactorError, reset_factor};
pub use show::{asked_factors, second_factor};
pub(super) use stored::exists;

//! Passkeys: adding and removing them, and signing in with one, after the password or alone.

mod api;
mod form;
mod give;
mod section;
mod sign_in;
mod texts;

#[cfg(feature = "ssr")]
pub use form::answer_with_passkeys;
pub use give::GivePasskey;
pub use section::{AddPasskey, Passkeys};
pub use sign_in::PasskeySignIn;

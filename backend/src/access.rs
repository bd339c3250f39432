//! Who is asking, and what they may reach.

mod activate;
mod hashing;
mod kept_forms;
mod link;
mod logins;
pub(crate) mod mailed;
mod password;
mod purge;
mod reset;
mod scope;
mod session;
mod sessions;
mod sign_in;
#[cfg(test)]
mod tests;
mod throttle;
mod token;

pub use hashing::{Busy, hash_password};
pub use kept_forms::{KeepFormError, keep_form, kept_form};
pub use link::{RedeemLinkError, look_at_link, redeem_link};
pub use logins::{Logins, logins};
pub use password::{ChoosePasswordError, change_password, choose_password};
pub use purge::purge;
pub use reset::{RequestResetError, request_reset};
pub use scope::{Actor, CustomerScope, Forbidden, Principal};
#[cfg(any(test, feature = "testing"))]
pub(crate) use session::open as open_session;
pub use session::{SelectCustomerError, principal, select_customer};
pub use sessions::{end_session, sessions, sign_out, sign_out_everywhere};
pub use sign_in::{SignIn, SignInError, SignedIn, sign_in};
pub use token::{FormKey, LinkToken, SessionToken};

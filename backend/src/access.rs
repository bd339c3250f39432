//! Who is asking, and what they may reach.

mod accept;
mod activate;
mod authorize;
mod billing;
mod choosing;
mod connections;
mod credential;
mod flash_forms;
mod hashing;
mod link;
mod logins;
pub(crate) mod mailed_credentials;
mod my_address;
mod my_data;
mod my_information;
mod network;
pub(crate) mod passkeys;
mod password;
mod permissions;
mod release;
mod reset;
mod resume;
mod scope;
pub(crate) mod second_factor;
mod session;
mod sessions;
mod sign_in;
#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;
mod throttle;
mod token;
mod turns;

pub use accept::{AcceptInvitationError, accept_invitation};
pub use authorize::{Authorization, AuthorizeError, Question, authorize};
pub use billing::{BillingScope, billing};
pub use connections::{Connections, Waiting, WaitingNetwork, WaitingPerson, connections};
pub use flash_forms::{FlashFormError, kept_form, open_form, seal_form, store_flash_form};
pub use hashing::{Busy, hash_password};
pub use link::{FoundLink, RedeemLinkError, look_at_link, redeem_link};
pub use logins::{Logins, logins};
pub use my_address::{
    AddressConfirmation, AskAddressError, ConfirmAddressError, RefuseAddressError, ask_address,
    cancel_address, confirm_address, look_at_address, pending_address, refuse_address,
};
pub use my_data::my_data;
pub use my_information::{change_my_information, my_information};
pub use network::Network;
pub use passkeys::{
    AddPasskeyError, AskPasskeyError, BeginPasskeyError, EnterError, PasskeyAnswer, PasskeyToAdd,
    add_passkey, ask_any_passkey, ask_passkey, begin_passkey, enter, passkeys, remove_passkey,
    takes_passkeys,
};
pub(crate) use password::confirm_password;
pub use password::{Browser, ChoosePasswordError, ConfirmPasswordError, change_password, choose_password};
pub use permissions::permissions;
pub use release::{release_network, release_person};
pub use reset::{RequestResetError, request_reset};
pub use resume::{Interrupted, ResumeError, resume};
pub(crate) use scope::SeenCustomer;
pub use scope::{
    Actor, Administered, AdministratorScope, ConsolidatedScope, CustomerScope, Forbidden, OperatorScope,
    Principal,
};
pub use second_factor::{
    AddFactorError, AddedFactor, ChangeFactorError, CodeBatch, FactorProof, GiveFactorError,
    RequireFactorError, ResetFactorError, add_factor, asked_factors, give_factor, recovery_codes,
    remove_factor, renew_codes, require_factor, reset_factor, second_factor,
};
pub(crate) use session::open as open_session;
pub(crate) use session::{ABSOLUTE as SESSION_ABSOLUTE, scope_of};
pub use session::{IDLE as SESSION_IDLE, TOUCHED_EVERY as SESSION_TOUCHED_EVERY};
pub use session::{SelectCustomerError, principal, select_customer};
#[cfg(test)]
pub(crate) use sessions::session_key;
pub use sessions::{end_session, sessions, sign_out, sign_out_everywhere};
pub(crate) use sessions::{end_session_in, open_sessions};
pub use sign_in::{SignIn, SignInError, SignedIn, sign_in};
pub(crate) use throttle::drop_forgotten as drop_forgotten_attempts;
pub use token::{ApplicationToken, FormKey, LinkToken, SessionToken};
pub use turns::Hashing;

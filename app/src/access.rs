//! Signing in and out, passwords, and one's own page.
//!
//! The forms here are the browser's own, with or without JavaScript: a sign-in begins a new page, and
//! password managers know such forms best.

mod api;
mod forgotten_page;
mod language;
mod link_page;
mod my_access;
mod my_access_page;
mod my_address;
mod my_associations;
mod my_information;
mod my_password;
mod my_sessions;
mod my_space_page;
mod new_password_page;
mod passkeys;
mod password_fields;
mod refusal;
mod refused_form;
mod second_factor;
mod session_guard;
mod sign_in_layout;
mod sign_in_page;
pub mod texts;
pub mod theme;

pub use forgotten_page::ForgottenPage;
pub use language::LanguageSwitch;
pub use link_page::LinkPage;
pub use my_access::texts::MyAccessTexts;
pub use my_access_page::MyAccessPage;
pub use my_address::{ConfirmAddressPage, RefuseAddressPage};
pub use my_associations::AssociationPage;
pub use my_information::MyInformationPage;
pub use my_space_page::MySpacePage;
pub use new_password_page::NewPasswordPage;
#[cfg(feature = "ssr")]
pub use passkeys::answer_with_passkeys;
pub use refusal::Refusal;
pub use second_factor::{AddFactorPage, GiveFactorPage, SecondFactorPage};
pub use session_guard::SessionGuard;
pub use sign_in_page::SignInPage;
pub use texts::AccessTexts;

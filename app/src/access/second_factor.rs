//! One's second factor: adding it, giving it after the password, its recovery codes, removing it.

mod add_page;
mod api;
mod code_field;
mod enrolment;
mod give_page;
mod page;
mod picture;
mod section;
mod texts;

pub use add_page::AddFactorPage;
#[cfg(feature = "ssr")]
pub(super) use api::on_server;
pub use api::{Form, RefusedFactor};
pub use code_field::CodeField;
pub use enrolment::parts;
pub use give_page::GiveFactorPage;
pub use page::SecondFactorPage;
pub use section::SecondFactorSection;

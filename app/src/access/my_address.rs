//! Changing one's own address: the section of *Mon espace*, and the pages behind the links that are mailed.

mod api;
mod link_page;
mod problem;
mod section;
pub mod texts;

pub use api::MyAddress;
#[cfg(feature = "ssr")]
pub use api::my_address;
pub use link_page::{ConfirmAddressPage, RefuseAddressPage};
pub use section::MyAddressSection;

//! An advanced user's own associations: the section of *Mon espace*, and the page behind the link that is mailed.

mod api;
mod link_page;
mod section;
pub mod texts;

#[cfg(feature = "ssr")]
pub use api::my_associations;
pub use link_page::AssociationPage;
pub use section::MyAssociationsSection;

//! *Mes informations personnelles*, of *Mon compte*.

mod api;
mod form;
mod page;
pub mod texts;

pub use page::MyInformationPage;

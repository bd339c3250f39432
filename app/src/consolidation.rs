//! All contracts of all customers of an advanced user, and the ways into each.

mod api;
mod chart;
mod found;
mod page;
mod query;
mod table;
pub mod texts;

pub use page::ConsolidationPage;
